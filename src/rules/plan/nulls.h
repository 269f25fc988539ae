#pragma once

/// Why rows of a column are null: one byte a row, 0 where there is a value.
///
/// Bits 0–3 are the Reason, bit 4 says that an error was reported. What an operation makes of null
/// operands is asked of the boxed operation once, so that the paths cannot differ.

#include <array>
#include <cstdint>
#include <functional>
#include <span>

#include "rules/value/value.h"

namespace payung::rules {

using NullCode = std::uint8_t;
inline constexpr NullCode error_bit = 0x10;

/// 0 for a value.
inline NullCode null_code(const Value& value) {
    if (!value.is_null()) return 0;
    return static_cast<NullCode>(static_cast<unsigned>(value.reason()) |
                                 (value.error_reported() ? error_bit : 0U));
}
constexpr NullCode null_code(Reason reason) {
    return static_cast<NullCode>(static_cast<unsigned>(reason) |
                                 (is_error(reason) ? error_bit : 0U));
}
constexpr Reason reason_of(NullCode code) {
    return static_cast<Reason>(code & 0x0F);
}
inline Value null_value(NullCode code) {
    return Value::null(reason_of(code), (code & error_bit) != 0);
}

/// What two operands give where at least one is null; codes are below 32.
using NullTable = std::array<std::array<NullCode, 32>, 32>;
using BoxedOperation = std::function<Value(std::span<const Value>)>;
/// `operation` asked with every pair of causes; a value that is there is `a` or `b`. Results that
/// are no null count as 0.
NullTable null_table(const BoxedOperation& operation, const Value& a, const Value& b);

}  // namespace payung::rules
