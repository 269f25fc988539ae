#include "planning/budget_text.h"

#include <charconv>
#include <string>

#include "base/text.h"
#include "planning/budget.h"

namespace payung {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "5.000.000" as "5000000"; nothing where the points do not stand between groups of three.
std::optional<std::string> without_points(std::string_view text) {
    std::string digits;
    for (bool first = true;; first = false) {
        const std::size_t point = text.find('.');
        const std::string_view group = text.substr(0, point);
        const bool last = point == std::string_view::npos;
        const bool whole = first && last;
        const bool right_size = first ? group.size() <= 3 : group.size() == 3;
        if (!all_digits(group) || !(whole || right_size)) return std::nullopt;
        digits += group;
        if (last) return digits;
        text.remove_prefix(point + 1);
    }
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

std::optional<Money> parse_rupiah(std::string_view text) {
    constexpr std::int64_t rupiah_max = 1'000'000'000'000'000;  // a quadrillion: no budget is more
    if (text.ends_with(",00")) text.remove_suffix(3);
    const auto digits = without_points(text);
    if (!digits) return std::nullopt;
    const auto rupiah = parse_whole(*digits, 0, rupiah_max);
    if (!rupiah) return std::nullopt;
    return Money::from_rupiah(*rupiah);
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
