#include "base/nik.h"

#include <fmt/format.h>

namespace payung {

std::string Nik::digits() const {
    return fmt::format("{:016}", number_);
}

std::string to_text(Nik nik) {
    return nik ? masked_number(nik.digits()) : std::string{};
}

std::string masked_number(std::string_view value) {
    constexpr std::size_t shown = 4;
    std::string masked(value.substr(0, 40));
    for (std::size_t i = shown; i < masked.size(); ++i) masked[i] = '*';
    return masked;
}

std::string masked_text(std::string_view value) {
    if (value.empty()) return {};
    std::size_t first = 1;  // Whole first character, also where it takes several bytes.
    while (first < value.size() && (static_cast<unsigned char>(value[first]) & 0xC0U) == 0x80U) {
        ++first;
    }
    return std::string(value.substr(0, first)) + "***";
}

}  // namespace payung
