#pragma once

/// Bytes that came from a file: are they UTF-8, and which number or amount do they say.
///
/// Parsing is strict: what could be meant in two ways is refused, never guessed.
///
/// Errors   money_unreadable, money_negative. They name no value, since a cell may hold anything:
///          whoever knows the column adds what may be shown, .with("value", …).
/// Cost     is_utf8() of a name 8 ns, of long ASCII 0.25 ns a byte; a plain number about 10 ns.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"
#include "base/result.h"

namespace payung {

/// Without the spaces, tabs and line breaks at both ends.
constexpr std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

constexpr char lower_ascii(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr char upper_ascii(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
/// A to Z as a to z and the reverse; all other bytes as they are.
std::string lower_ascii(std::string_view text);
std::string upper_ascii(std::string_view text);

/// Bytes of the UTF-8 character that `text` begins with; 0 if it begins with none.
std::size_t utf8_length(std::string_view text);
bool is_utf8(std::string_view text);

/// Windows-1252, the Latin-1 of offices (0x80 is the euro sign), as UTF-8. Its five bytes without a
/// meaning become control characters, as in browsers, so that every text has an answer.
std::string latin1_to_utf8(std::string_view text);

/// Digits only, at least one; zeros may lead. Nothing if it is anything else or too large.
std::optional<std::uint64_t> parse_u64(std::string_view text);

/// An amount of rupiah as people write it: "1250000", "1.250.000", "Rp 1.250.000", "Rp1.250.000,-",
/// "1.250.000,00", "1250000.0". Points stand between groups of exactly three digits; the sen may be
/// written only as nought. At most 15 digits, so that a NIK in the wrong column is no amount.
Result<Money> parse_rupiah(std::string_view text);

}  // namespace payung
