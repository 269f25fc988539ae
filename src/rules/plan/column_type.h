#pragma once

/// What a column of a plan holds, found before running.
///
/// A number is `fix` where bounds prove that every value is n · 10^-scale with n in 64 bits;
/// then sums and products equal those of decimal128 bit for bit (both are exact). Else `decimal`.

#include <cstdint>
#include <optional>
#include <string>

#include "rules/feel/ast.h"
#include "rules/value/value.h"

namespace payung::rules {

struct ColumnType {
    enum class Kind : std::uint8_t {
        fix,      // int64, units of 10^-scale within [low, high]
        decimal,  // Decimal
        boolean,  // uint8, 0 or 1
        days,     // int32 since 1970-01-01, within [low, high]
        word,     // uint32, code in the dictionary of the run
        rule,     // uint16, rule number or number of a rule set
        boxed,    // Value
    };
    Kind kind = Kind::boxed;
    int scale = 0;
    std::int64_t low = 0, high = 0;

    static ColumnType fix(int scale, std::int64_t low, std::int64_t high) {
        return {Kind::fix, scale, low, high};
    }
    static ColumnType days(std::int64_t low, std::int64_t high) {
        return {Kind::days, 0, low, high};
    }
    bool number() const { return kind == Kind::fix || kind == Kind::decimal; }
    bool bounded() const { return kind == Kind::fix || kind == Kind::days; }
    friend bool operator==(const ColumnType&, const ColumnType&) = default;
};

/// "Fix(0, 1000000 … 20700000)"
std::string to_text(const ColumnType& type);

/// 10^exponent. Pre: 0 <= exponent <= 18.
std::int64_t power_of_ten(int exponent);

/// The tightest type of one value; `exact` false makes every number a decimal.
ColumnType type_of(const Value& value, bool exact = true);

// Types of results of fix columns; nothing where the bounds leave 64 bits.
std::optional<ColumnType> type_of_sum(const ColumnType& a, const ColumnType& b);
std::optional<ColumnType> type_of_difference(const ColumnType& a, const ColumnType& b);
std::optional<ColumnType> type_of_product(const ColumnType& a, const ColumnType& b);
std::optional<ColumnType> type_of_negation(const ColumnType& a);
ColumnType type_of_absolute(const ColumnType& a);
std::optional<ColumnType> type_of_rescale(const ColumnType& a, int scale);
/// Smallest and largest of two columns of one scale.
ColumnType type_of_minimum(const ColumnType& a, const ColumnType& b);
ColumnType type_of_maximum(const ColumnType& a, const ColumnType& b);
/// `a` to `digits` decimals; 0 <= digits. Its scale is at most `digits`.
ColumnType type_of_rounding(const ColumnType& a, int digits, DecimalRounding rounding);
/// The same of a value known only by its bounds in 128 bits, units of 10^-scale.
struct WideBounds {
    __int128 low, high;
    int scale;
};
WideBounds wide_product(const ColumnType& a, const ColumnType& b);
std::optional<ColumnType> type_of_rounding(const WideBounds& a, int digits,
                                           DecimalRounding rounding);

/// A type that holds both: the common scale and hull, else decimal, else boxed.
ColumnType unite(const ColumnType& a, const ColumnType& b);

/// n / 10^shift, rounded. The one place that says what the seven roundings do to whole numbers.
/// Pre: divisor > 0.
__int128 divide_rounded(__int128 number, __int128 divisor, DecimalRounding rounding);

}  // namespace payung::rules
