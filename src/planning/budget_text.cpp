#include "planning/budget_text.h"

#include "base/text.h"
#include "planning/budget.h"

namespace payung {
std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t least,
                                        std::int64_t most) {
    const auto value = parse_u64(text);
    if (!value || *value > INT64_MAX) return std::nullopt;
    const auto whole = static_cast<std::int64_t>(*value);
    return whole < least || whole > most ? std::nullopt : std::optional(whole);
}

std::optional<std::uint32_t> parse_sectors(std::string_view text, char& wrong) {
    constexpr std::string_view between = " ,;+|";
    std::uint32_t sectors = 0;
    for (const char letter : upper_ascii(text)) {
        if (between.find(letter) != std::string_view::npos) continue;
        if (letter < 'A' || letter > 'U') {
            wrong = letter;
            return std::nullopt;
        }
        sectors |= sector_bit(letter);
    }
    return sectors;
}

}  // namespace payung
