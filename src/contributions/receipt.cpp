#include "contributions/receipt.h"

#include <array>

namespace payung {

std::string_view name_of(RefundState state) {
    constexpr std::array<std::string_view, 4> names{"asked", "approved", "paid", "refused"};
    return names.at(static_cast<std::size_t>(state));
}

}  // namespace payung
