#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace payung {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits_at_start(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    return count;
}

void append_utf8(std::string& out, unsigned character) {
    const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0U | character >> 6U);
        put(0x80U | (character & 0x3FU));
    } else {
        put(0xE0U | character >> 12U);
        put(0x80U | (character >> 6U & 0x3FU));
        put(0x80U | (character & 0x3FU));
    }
}

/// Characters of the bytes 0x80 to 0x9F in Windows-1252.
constexpr std::array<std::uint16_t, 32> windows_1252{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

/// Takes "Rp", "Rp." and the blanks around them off the front.
std::string_view without_rp(std::string_view text) {
    if (text.size() < 2 || lower_ascii(text[0]) != 'r' || lower_ascii(text[1]) != 'p') return text;
    text.remove_prefix(2);
    if (text.starts_with('.')) text.remove_prefix(1);
    return trim(text);
}

/// A minus sign, before or behind "Rp", or brackets as accountants use them.
bool looks_negative(std::string_view text) {
    if (text.starts_with('(') && text.ends_with(')'))
        text = trim(text.substr(1, text.size() - 2));
    else if (text.starts_with('-'))
        text = trim(text.substr(1));
    else if (without_rp(text).starts_with('-'))
        text = trim(without_rp(text).substr(1));
    else
        return false;
    text = without_rp(text);
    return !text.empty() && is_digit(text[0]);
}

/// True for what may stand behind the rupiah: nothing, or no sen. ".00" would be a broken group
/// behind groups, so points open sen only where there are none.
bool says_no_sen(std::string_view rest, bool grouped) {
    if (rest.empty() || rest == ",-" || rest == ",0" || rest == ",00") return true;
    return !grouped && (rest == ".0" || rest == ".00");
}

}  // namespace

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = lower_ascii(c);
    return lower;
}

std::string upper_ascii(std::string_view text) {
    std::string upper(text);
    for (char& c : upper) c = upper_ascii(c);
    return upper;
}

std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t at) -> unsigned {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
    };
    const auto in = [](unsigned value, unsigned from, unsigned to) {
        return value >= from && value <= to;
    };
    const unsigned first = byte(0);
    if (text.empty() || in(first, 0x80, 0xC1) || first > 0xF4) return 0;
    if (first < 0x80) return 1;
    // The second byte rules out forms that are too long, surrogates, and what is above U+10FFFF.
    const unsigned from = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned to = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (!in(byte(1), from, to)) return 0;
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (std::size_t at = 2; at < length; ++at) {
        if (!in(byte(at), 0x80, 0xBF)) return 0;
    }
    return length;
}

bool is_utf8(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    while (!text.empty()) {
        std::uint64_t eight = 0;
        const std::size_t step = std::min(text.size(), sizeof eight);
        std::memcpy(&eight, text.data(), step);
        const std::size_t length = (eight & high_bits) == 0 ? step : utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string latin1_to_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        const unsigned byte = static_cast<unsigned char>(c);
        append_utf8(out, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
    }
    return out;
}

std::optional<std::uint64_t> parse_u64(std::string_view text) {
    if (text.empty()) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (__builtin_mul_overflow(value, std::uint64_t{10}, &value)) return std::nullopt;
        if (__builtin_add_overflow(value, digit, &value)) return std::nullopt;
    }
    return value;
}

Result<Money> parse_rupiah(std::string_view text) {
    constexpr std::size_t digits_max = 15;
    constexpr std::size_t group = 3;
    text = trim(text);
    if (const auto plain = parse_u64(text); plain && text.size() <= digits_max) {
        return Money::from_rupiah(static_cast<std::int64_t>(*plain));
    }
    if (looks_negative(text)) return Error{Code::money_negative};
    text = without_rp(text);
    std::size_t count = digits_at_start(text);
    if (count == 0 || count > digits_max) return Error{Code::money_unreadable};
    const bool may_be_grouped = count <= group;
    std::uint64_t rupiah = *parse_u64(text.substr(0, count));
    text.remove_prefix(count);
    bool grouped = false;
    while (may_be_grouped && text.starts_with('.') && digits_at_start(text.substr(1)) == group) {
        rupiah = rupiah * 1'000 + *parse_u64(text.substr(1, group));
        text.remove_prefix(1 + group);
        count += group;
        grouped = true;
        if (count > digits_max) return Error{Code::money_unreadable};
    }
    if (!says_no_sen(text, grouped)) return Error{Code::money_unreadable};
    return Money::from_rupiah(static_cast<std::int64_t>(rupiah));
}

}  // namespace payung
