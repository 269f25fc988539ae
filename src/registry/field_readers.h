#pragma once

/// What single fields of a register or membership file say. Pure; each answers with what it could
/// read and, where that is not what the file's format asks for, the doubt.
///
/// Missing  0 where nothing could be read. A field that holds only "-", "NULL", "N/A" or the like
///          counts as empty: see field_text().
/// Cost     1 to 5 ns each for fields as they should be.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/day.h"
#include "base/error.h"

namespace payung {

template <class T>
struct Reading {
    T value{};
    std::optional<Code> doubt;
    friend bool operator==(const Reading&, const Reading&) = default;
};

/// `field` without blanks at its ends; what stands for nothing ("-", "NULL", "NA", "N/A", "#N/A")
/// is empty.
std::string_view short_or_blank_text(std::string_view field);
inline std::string_view field_text(std::string_view field) {
    const auto letter = [](char c) { return static_cast<unsigned char>(c) > '9'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    // The usual cases: a digit or letter, or a longer text that begins and ends with one.
    if (field.empty()) return field;
    const bool plain = (letter(field.front()) || digit(field.front())) &&
                       (letter(field.back()) || digit(field.back()));
    if (plain && (field.size() > 4 || field.size() == 1)) return field;
    return short_or_blank_text(field);
}

/// YYYYMMDD. 1980-07-05 is what is asked for. 05/07/1980, 5-7-1980 and 05.07.1980 are day, month,
/// year and read with the doubt birth_not_iso, as are 1980/07/05, 19800705 and dates with a time
/// behind. Else birth_missing, birth_unreadable, birth_no_such_day; birth_in_future (not taken)
/// and birth_too_long_ago (110 years before `today`, YYYYMMDD; taken).
Reading<std::uint32_t> read_birth(std::string_view text, std::uint32_t today);
/// `day` as YYYYMMDD.
std::uint32_t digits_of(Day day);
inline Reading<std::uint32_t> read_birth(std::string_view text, Day as_of) {
    return read_birth(text, digits_of(as_of));
}

/// 1 for L, LK, laki-laki, pria; 2 for P, PR, perempuan, wanita. sex_missing, sex_unreadable.
Reading<std::uint8_t> read_sex(std::string_view text);

/// 1 … 10; decile_unreadable. Empty is no doubt.
Reading<std::uint8_t> read_decile(std::string_view text);
/// BPS main status 1 … 7; status_unreadable. Empty is no doubt.
Reading<std::uint8_t> read_work_status(std::string_view text);
/// The letter of "A", "a", "A01" or "A01111"; digits alone do not say it. sector_unreadable.
Reading<char> read_sector(std::string_view text);

struct Rupiah {
    std::uint32_t amount = 0;
    bool known = false;
    friend bool operator==(const Rupiah&, const Rupiah&) = default;
};
/// Whole rupiah below 2^32. money_unreadable, money_negative. Empty is no doubt.
Reading<Rupiah> read_rupiah(std::string_view text);

/// The number of a family card as a key. kk_not_16_digits, kk_filler. Empty is no doubt.
Reading<std::uint64_t> read_family_card(std::string_view text);

/// Whether a column `sk` names a decree: anything but empty, "0", "T", "N", "tidak".
bool read_decree(std::string_view text);

}  // namespace payung
