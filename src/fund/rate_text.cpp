#include "fund/rate_text.h"

#include <algorithm>
#include <array>

#include "base/decimal.h"

namespace payung {
namespace {

constexpr unsigned places = 6;
constexpr std::int64_t one = 1'000'000;

bool digits_only(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Rate> parse_rate(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view rest =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.size() != 1 || (point != std::string_view::npos && rest.empty()) ||
        rest.size() > places || !digits_only(whole) || !digits_only(rest))
        return std::nullopt;
    std::int64_t parts = whole[0] - '0';
    for (unsigned place = 0; place < places; ++place)
        parts = 10 * parts + (place < rest.size() ? rest[place] - '0' : 0);
    if (parts > one) return std::nullopt;
    return Rate{parts};
}

std::string to_text(Rate rate) {
    std::array<char, decimal_bytes_max> room{};
    std::string text(room.data(), put_decimal(room.data(), rate.parts_per_million(), places));
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace payung
