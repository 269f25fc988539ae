#include "membership/party.h"

#include <array>

namespace payung {

std::string_view funds_of(PartyKind kind) {
    return kind == PartyKind::employer ? "pemberi kerja" : "mandiri";
}

std::string_view name_of(PartyKind kind) {
    constexpr std::array<std::string_view, 5> names{"", "person", "employer", "group", "sponsor"};
    return names.at(static_cast<std::size_t>(kind));
}

}  // namespace payung
