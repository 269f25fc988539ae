#include "planning/budget_text.h"

#include <charconv>

#include "base/text.h"
#include "planning/budget.h"

namespace payung {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t least,
                                        std::int64_t most) {
    std::int64_t value = 0;
    if (!all_digits(text)) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < least || value > most) return std::nullopt;
    return value;
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
