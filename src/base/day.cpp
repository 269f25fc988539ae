#include "base/day.h"

#include <fmt/format.h>

namespace payung {
namespace {

/// `size` digits of `text` from `at` as a number, or -1.
int digits(std::string_view text, std::size_t at, std::size_t size) {
    int value = 0;
    for (std::size_t i = at; i < at + size; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

}  // namespace

std::string to_text(Day day) {
    return fmt::format("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
}

std::string to_text(Month month) {
    return fmt::format("{:04}-{:02}", month.year(), month.month());
}

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (year < 0 || month < 0 || day < 0) return std::nullopt;
    return Day::from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::optional<Month> parse_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const int year = digits(text, 0, 4), month = digits(text, 5, 2);
    if (year < 0 || month < 1 || month > 12) return std::nullopt;
    return Month::from_ym(year, static_cast<unsigned>(month));
}

}  // namespace payung
