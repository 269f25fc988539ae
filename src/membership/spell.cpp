#include "membership/spell.h"

#include <algorithm>

namespace payung {

std::optional<Month> first_overlap(const Spell& a, const Spell& b) {
    if ((a.programmes & b.programmes) == 0) return std::nullopt;
    const Month first = std::max(a.from, b.from);
    if (stands_in(a, first) && stands_in(b, first)) return first;
    return std::nullopt;
}

}  // namespace payung
