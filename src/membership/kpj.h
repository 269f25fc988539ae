#pragma once

/// Numbers under which somebody is a member (KPJ, nomor kartu peserta Jamsostek): 11 letters or
/// digits. Those brought along are kept as they are; those given out here are
///
///     YY SSSSSSSS C    two digits of the year, the number of the membership in eight, and a letter
///                      that checks them: the remainder by 23 as a letter of check_letters.
///
/// The letter finds every wrong digit and every two neighbours that were swapped, and keeps what is
/// given out here apart from old numbers, which end in a digit. No I, O or U is in it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace payung {

inline constexpr std::int64_t kpj_serial_max = 99'999'999;

/// Pre: 1 <= serial <= kpj_serial_max.
std::string kpj_given_out(int year, std::int64_t serial);

/// 11 capital letters or digits.
bool is_kpj(std::string_view text);
/// Ten digits and a letter: the form of those given out here, right or wrong.
bool has_given_form(std::string_view kpj);
/// Pre: has_given_form().
bool checks(std::string_view kpj);
/// Without blanks, points and minus, in capitals.
std::string kpj_of(std::string_view text);

}  // namespace payung
