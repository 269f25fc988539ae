#include "membership/participant.h"

#include <array>

namespace payung {

std::string_view name_of(Segment segment) {
    constexpr std::array<std::string_view, 5> names{"", "PU", "BPU", "PMI", "JAKON"};
    return names.at(static_cast<std::size_t>(segment));
}

}  // namespace payung
