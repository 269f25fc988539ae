#pragma once

/// Whole numbers as digits with a point put in: for percentages and sen, without floating point.

#include <charconv>
#include <cstddef>
#include <cstdint>

#include "base/check.h"

namespace payung {

/// Sign, 19 digits and a point.
constexpr std::size_t decimal_bytes_max = 21;

/// Writes the last `digits` digits of `value`, zeros leading; returns the end.
inline char* put_digits(char* at, std::uint64_t value, unsigned digits) {
    for (unsigned place = digits; place > 0; --place) {
        at[place - 1] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    return at + digits;
}

/// Writes value / 10^places: 3671 with 2 places is "36.71". Returns the end, at most
/// decimal_bytes_max further. Pre: places <= 18.
inline char* put_decimal(char* at, std::int64_t value, unsigned places) {
    CHECK(places <= 18);
    const auto bits = static_cast<std::uint64_t>(value);
    const std::uint64_t size = value < 0 ? 0 - bits : bits;
    std::uint64_t unit = 1;
    for (unsigned place = 0; place < places; ++place) unit *= 10;
    if (value < 0) *at++ = '-';
    at = std::to_chars(at, at + decimal_bytes_max - 1, size / unit).ptr;
    if (places == 0) return at;
    *at++ = '.';
    return put_digits(at, size % unit, places);
}

}  // namespace payung
