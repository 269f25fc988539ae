#include "base/xlsx_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/day.h"

namespace payung {
namespace {

constexpr std::uint32_t columns_of_sheet = 16'384;
constexpr std::uint32_t rows_of_sheet = 1'048'576;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Which of the letters of dates and times a format's code shows.
struct Letters {
    bool day_or_year = false, month_or_minute = false, hour_or_second = false;
    void see(char c) {
        day_or_year |= c == 'd' || c == 'y';
        month_or_minute |= c == 'm';
        hour_or_second |= c == 'h' || c == 's';
    }
};

/// Position behind what begins at `at` and is not shown as letters: a quoted text, an escaped
/// character, a colour, a locale or a condition in brackets.
std::size_t skip_literal(std::string_view code, std::size_t at) {
    const auto behind = [&](char close) {
        const std::size_t end = code.find(close, at + 1);
        return end == code.npos ? code.size() : end + 1;
    };
    switch (code[at]) {
        case '"':
            return behind('"');
        case '\\':
        case '_':
        case '*':
            return at + 2;
        case '[':
            return behind(']');
        default:
            return at;
    }
}

/// "[h]", "[mm]", "[ss]": time that has passed.
bool is_elapsed_time(std::string_view bracket) {
    if (!bracket.ends_with(']')) return false;
    const std::string_view inside = bracket.substr(1, bracket.size() - 2);
    const auto same = [&](char c) { return lower(c) == lower(inside[0]); };
    return !inside.empty() && std::string_view("hms").find(lower(inside[0])) != inside.npos &&
           std::all_of(inside.begin(), inside.end(), same);
}

template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc{} || stop != end) return std::nullopt;
    return value;
}

/// A decimal number taken apart: sign, digits, and where the point stands among them.
struct Decimal {
    bool negative = false;
    std::string digits;
    int point = 0;
};

std::optional<Decimal> parse_decimal(std::string_view text) {
    Decimal number;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        number.negative = text[0] == '-';
        text.remove_prefix(1);
    }
    std::size_t at = 0;
    bool point_seen = false;
    for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point_seen)); ++at) {
        if (text[at] == '.') {
            point_seen = true;
            continue;
        }
        number.digits += text[at];
        if (!point_seen) ++number.point;
    }
    if (number.digits.empty() || number.digits.size() > 40) return std::nullopt;
    if (at == text.size()) return number;
    if (text[at] != 'E' && text[at] != 'e') return std::nullopt;
    text.remove_prefix(at + 1);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto exponent = parse_whole<int>(text);
    if (!exponent || *exponent < -400 || *exponent > 400) return std::nullopt;
    number.point += *exponent;
    return number;
}

/// The digits of a number without a fraction; nothing if it has one or is too long.
std::optional<std::string> whole_digits(const Decimal& number) {
    constexpr int digits_max = 17;
    const int size = static_cast<int>(number.digits.size());
    if (number.point <= 0 || number.point > digits_max) return std::nullopt;
    std::string digits = number.digits.substr(0, static_cast<std::size_t>(number.point));
    for (int i = number.point; i < size; ++i) {
        if (number.digits[static_cast<std::size_t>(i)] != '0') return std::nullopt;
    }
    if (number.point > size) digits.append(static_cast<std::size_t>(number.point - size), '0');
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return digits;
}

/// Day number of serial 0 in the dates from 1 March 1900 on, and in those from 1904.
constexpr std::int32_t base_1900 = Day::from_ymd(1899, 12, 30)->number();
constexpr std::int32_t base_1904 = Day::from_ymd(1904, 1, 1)->number();
constexpr std::int32_t leap_bug = 60;  // Excel believes in 29 February 1900.

std::optional<Day> day_of(std::int32_t serial, bool date1904) {
    const std::int32_t last = Day::from_ymd(9999, 12, 31)->number();
    std::int32_t number = (date1904 ? base_1904 : base_1900) + serial;
    if (!date1904) {
        if (serial < 1 || serial == leap_bug) return std::nullopt;
        if (serial < leap_bug) ++number;
    }
    if (serial < 0 || number > last) return std::nullopt;
    return Day::from_number(number);
}

/// UTF-8 of one character of the basic plane; surrogates, which are none, become U+FFFD.
void append_utf8(unsigned character, std::string& out) {
    if (character >= 0xD800U && character <= 0xDFFFU) character = 0xFFFDU;
    const auto add = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (character < 0x80U) return add(character);
    if (character < 0x800U) {
        add(0xC0U | (character >> 6U));
    } else {
        add(0xE0U | (character >> 12U));
        add(0x80U | ((character >> 6U) & 0x3FU));
    }
    add(0x80U | (character & 0x3FU));
}

/// The character that "_xHHHH_" at the beginning of `text` stands for.
std::optional<unsigned> escaped_character(std::string_view text) {
    if (text.size() < 7 || text[1] != 'x' || text[6] != '_') return std::nullopt;
    unsigned value = 0;
    const auto [stop, failure] = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
    if (failure != std::errc{} || stop != text.data() + 6) return std::nullopt;
    return value;
}

}  // namespace

XlsxFormat format_of_code(std::string_view code) {
    Letters letters;
    for (std::size_t at = 0; at < code.size() && code[at] != ';';) {
        const std::size_t behind = skip_literal(code, at);
        if (code[at] == '[' && is_elapsed_time(code.substr(at, behind - at))) letters.see('h');
        if (behind == at) letters.see(lower(code[at++]));
        at = std::max(at, behind);
    }
    const bool time = letters.hour_or_second;
    if (!letters.day_or_year && (time || !letters.month_or_minute)) return XlsxFormat::number;
    return time ? XlsxFormat::date_time : XlsxFormat::date;
}

XlsxFormat format_of_builtin(unsigned id) {
    if (id == 22) return XlsxFormat::date_time;
    const bool date = (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 ||
                      (id >= 50 && id <= 54) || id == 57 || id == 58;
    return date ? XlsxFormat::date : XlsxFormat::number;
}

std::string number_text(std::string_view number) {
    if (number.find_first_of("eE") == number.npos) return std::string(number);
    const auto decimal = parse_decimal(number);
    const auto digits = decimal ? whole_digits(*decimal) : std::nullopt;
    constexpr std::uint64_t exact_max = std::uint64_t{1} << 53U;
    if (!digits || *parse_whole<std::uint64_t>(*digits) >= exact_max) return std::string(number);
    return (decimal->negative && *digits != "0" ? "-" : "") + *digits;
}

std::optional<std::string> date_text(std::string_view serial, XlsxFormat format, bool date1904) {
    double value = 0;
    const char* const end = serial.data() + serial.size();
    const auto [stop, failure] = std::from_chars(serial.data(), end, value);
    if (failure != std::errc{} || stop != end || !(value >= 0 && value < 1e7)) return std::nullopt;
    auto whole = static_cast<std::int32_t>(value);
    auto seconds = static_cast<int>(std::lround((value - whole) * 86'400));
    if (seconds == 86'400) {  // A hair's breadth before midnight: noise of the double.
        ++whole;
        seconds = 0;
    }
    if (format == XlsxFormat::date) seconds = 0;  // Not shown: cut off, as on the screen.
    const auto day = day_of(whole, date1904);
    if (!day) return std::nullopt;
    if (seconds == 0) return to_text(*day);
    return fmt::format("{} {:02}:{:02}:{:02}", to_text(*day), seconds / 3'600, seconds / 60 % 60,
                       seconds % 60);
}

std::optional<XlsxPlace> parse_place(std::string_view text) {
    XlsxPlace place;
    std::size_t at = 0;
    for (; at < text.size() && at < 3 && lower(text[at]) >= 'a' && lower(text[at]) <= 'z'; ++at) {
        place.column = place.column * 26 + static_cast<std::uint32_t>(lower(text[at]) - 'a' + 1);
    }
    const auto row = parse_whole<std::uint32_t>(text.substr(at));
    if (at == 0 || !row || *row == 0) return std::nullopt;
    if (place.column > columns_of_sheet || *row > rows_of_sheet) return std::nullopt;
    place.row = *row;
    return place;
}

std::string to_text(XlsxPlace place) {
    std::string letters;
    for (std::uint32_t left = place.column; left > 0; left = (left - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    }
    return letters + fmt::format("{}", place.row);
}

void append_unescaped(std::string_view text, std::string& out) {
    for (;;) {
        const std::size_t at = text.find("_x");
        out.append(text.substr(0, at));
        if (at == text.npos) return;
        text.remove_prefix(at);
        const auto character = escaped_character(text);
        if (character) {
            append_utf8(*character, out);
        } else {
            out += '_';
        }
        text.remove_prefix(character ? 7 : 1);
    }
}

}  // namespace payung
