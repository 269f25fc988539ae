#include "rules/plan/column_type.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/check.h"

namespace payung::rules {

namespace {

constexpr int scale_max = 18;
constexpr __int128 unit_max = std::numeric_limits<std::int64_t>::max();

/// A type with these bounds; the lowest of 64 bits is left out so that every value has a negative.
std::optional<ColumnType> within(int scale, __int128 low, __int128 high) {
    if (scale > scale_max || low < -unit_max || high > unit_max) return std::nullopt;
    return ColumnType::fix(scale, static_cast<std::int64_t>(low), static_cast<std::int64_t>(high));
}

std::string units_text(std::int64_t units) {
    return std::to_string(units);
}

ColumnType type_of_number(const Decimal& number, bool exact) {
    for (int scale = 0; exact && scale <= scale_max; ++scale)
        if (const auto units = number.scaled(scale); units && *units > -unit_max)
            return ColumnType::fix(scale, *units, *units);
    return {ColumnType::Kind::decimal, 0, 0, 0};
}

}  // namespace

std::string to_text(const ColumnType& type) {
    using enum ColumnType::Kind;
    switch (type.kind) {
        case fix:
            return "Fix(" + std::to_string(type.scale) + ", " + units_text(type.low) + " … " +
                   units_text(type.high) + ")";
        case decimal:
            return "Dec";
        case boolean:
            return "Bool";
        case days:
            return "Date";
        case word:
            return "Dict";
        case rule:
            return "Rule";
        case boxed:
            break;
    }
    return "Boxed";
}

std::int64_t power_of_ten(int exponent) {
    static constexpr auto powers = [] {
        std::array<std::int64_t, 19> all{1};
        for (std::size_t i = 1; i < all.size(); ++i) all[i] = all[i - 1] * 10;
        return all;
    }();
    return powers.at(static_cast<std::size_t>(exponent));
}

ColumnType type_of(const Value& value, bool exact) {
    using enum ColumnType::Kind;
    switch (value.kind()) {
        case Kind::number:
            return type_of_number(value.number(), exact);
        case Kind::boolean:
            return {boolean, 0, 0, 0};
        case Kind::string:
            return {word, 0, 0, 0};
        case Kind::date: {
            const std::int64_t days = value.date().day_number();
            const bool fits = days >= INT32_MIN && days <= INT32_MAX;
            return fits ? ColumnType::days(days, days) : ColumnType{};
        }
        default:
            return {};
    }
}

std::optional<ColumnType> type_of_rescale(const ColumnType& a, int scale) {
    CHECK(scale >= a.scale);
    if (scale > scale_max) return std::nullopt;
    const __int128 factor = power_of_ten(scale - a.scale);
    return within(scale, a.low * factor, a.high * factor);
}

std::optional<ColumnType> type_of_sum(const ColumnType& a, const ColumnType& b) {
    const int scale = std::max(a.scale, b.scale);
    const auto left = type_of_rescale(a, scale), right = type_of_rescale(b, scale);
    if (!left || !right) return std::nullopt;
    return within(scale, __int128{left->low} + right->low, __int128{left->high} + right->high);
}

std::optional<ColumnType> type_of_difference(const ColumnType& a, const ColumnType& b) {
    return type_of_sum(a, ColumnType::fix(b.scale, -b.high, -b.low));
}

WideBounds wide_product(const ColumnType& a, const ColumnType& b) {
    const std::array<__int128, 4> corners{__int128{a.low} * b.low, __int128{a.low} * b.high,
                                          __int128{a.high} * b.low, __int128{a.high} * b.high};
    return {std::ranges::min(corners), std::ranges::max(corners), a.scale + b.scale};
}

std::optional<ColumnType> type_of_product(const ColumnType& a, const ColumnType& b) {
    const WideBounds product = wide_product(a, b);
    return within(product.scale, product.low, product.high);
}

std::optional<ColumnType> type_of_negation(const ColumnType& a) {
    return within(a.scale, -__int128{a.high}, -__int128{a.low});
}

ColumnType type_of_absolute(const ColumnType& a) {
    const std::int64_t high = std::max(a.high, -a.low);
    const std::int64_t low = a.low > 0 ? a.low : (a.high < 0 ? -a.high : 0);
    return ColumnType::fix(a.scale, low, high);
}

ColumnType type_of_minimum(const ColumnType& a, const ColumnType& b) {
    return ColumnType::fix(a.scale, std::min(a.low, b.low), std::min(a.high, b.high));
}

ColumnType type_of_maximum(const ColumnType& a, const ColumnType& b) {
    return ColumnType::fix(a.scale, std::max(a.low, b.low), std::max(a.high, b.high));
}

std::optional<ColumnType> type_of_rounding(const WideBounds& a, int digits,
                                           DecimalRounding rounding) {
    if (a.scale <= digits) return within(a.scale, a.low, a.high);
    if (a.scale - digits > scale_max) return std::nullopt;
    const __int128 divisor = power_of_ten(a.scale - digits);
    return within(digits, divide_rounded(a.low, divisor, rounding),
                  divide_rounded(a.high, divisor, rounding));
}

ColumnType type_of_rounding(const ColumnType& a, int digits, DecimalRounding rounding) {
    const auto rounded = type_of_rounding(WideBounds{a.low, a.high, a.scale}, digits, rounding);
    CHECK(rounded.has_value());
    return *rounded;
}

ColumnType unite(const ColumnType& a, const ColumnType& b) {
    using enum ColumnType::Kind;
    if (a.kind == fix && b.kind == fix) {
        const int scale = std::max(a.scale, b.scale);
        const auto left = type_of_rescale(a, scale), right = type_of_rescale(b, scale);
        if (left && right)
            return ColumnType::fix(scale, std::min(left->low, right->low),
                                   std::max(left->high, right->high));
        return {decimal, 0, 0, 0};
    }
    if (a.number() && b.number()) return {decimal, 0, 0, 0};
    if (a.kind != b.kind) return {};
    if (a.kind == days) return ColumnType::days(std::min(a.low, b.low), std::max(a.high, b.high));
    return a;
}

__int128 divide_rounded(__int128 number, __int128 divisor, DecimalRounding rounding) {
    const __int128 quotient = number / divisor, rest = number % divisor;
    if (rest == 0) return quotient;
    const int sign = number < 0 ? -1 : 1;
    const __int128 twice = (rest < 0 ? -rest : rest) * 2;
    bool outward = false;
    switch (rounding) {
        case DecimalRounding::half_even:
            outward = twice > divisor || (twice == divisor && quotient % 2 != 0);
            break;
        case DecimalRounding::toward_negative:
            outward = sign < 0;
            break;
        case DecimalRounding::toward_positive:
            outward = sign > 0;
            break;
        case DecimalRounding::away_from_zero:
            outward = true;
            break;
        case DecimalRounding::toward_zero:
            break;
        case DecimalRounding::half_away:
            outward = twice >= divisor;
            break;
        case DecimalRounding::half_toward_zero:
            outward = twice > divisor;
            break;
    }
    return outward ? quotient + sign : quotient;
}

}  // namespace payung::rules
