#include "rules/decimal/decimal.h"

#include <algorithm>
#include <array>

#include "base/check.h"

// Intel's library, all arguments by value: no hidden state between threads.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

namespace payung::rules {

namespace {

using Wide = unsigned __int128;

constexpr int exponent_min = -6176, exponent_max = 6111, digits_max = 34;

constexpr std::array<Wide, 39> powers_of_ten = [] {
    std::array<Wide, 39> powers{};
    Wide power = 1;
    for (Wide& each : powers) {
        each = power;
        power *= 10;
    }
    return powers;
}();
constexpr Wide coefficient_end = powers_of_ten[digits_max];

Wide power_of_ten(int exponent) {
    return powers_of_ten[static_cast<std::size_t>(exponent)];
}

/// `coefficient` / 10^digits to a whole number. Division of 64 bits where it fits is several times
/// faster.
Wide without_digits(Wide coefficient, int digits, DecimalRounding rounding, bool negative) {
    if (digits > 38) {  // less than half a unit, whatever the digits say
        const bool up = rounding == DecimalRounding::away_from_zero ||
                        rounding == (negative ? DecimalRounding::toward_negative
                                              : DecimalRounding::toward_positive);
        return coefficient != 0 && up ? 1 : 0;
    }
    const Wide unit = power_of_ten(digits);
    Wide quotient = 0, rest = 0;
    if (coefficient >> 64 == 0 && unit >> 64 == 0) {
        const auto small = static_cast<std::uint64_t>(coefficient);
        quotient = small / static_cast<std::uint64_t>(unit);
        rest = small % static_cast<std::uint64_t>(unit);
    } else {
        quotient = coefficient / unit;
        rest = coefficient % unit;
    }
    if (rest == 0) return quotient;
    const Wide other_half = unit - rest;  // rest against half a unit, without doubling it
    bool up = false;
    switch (rounding) {
        case DecimalRounding::half_even:
            up = rest > other_half || (rest == other_half && (quotient & 1) == 1);
            break;
        case DecimalRounding::toward_negative:
            up = negative;
            break;
        case DecimalRounding::toward_positive:
            up = !negative;
            break;
        case DecimalRounding::away_from_zero:
            up = true;
            break;
        case DecimalRounding::toward_zero:
            break;
        case DecimalRounding::half_away:
            up = rest >= other_half;
            break;
        case DecimalRounding::half_toward_zero:
            up = rest > other_half;
            break;
    }
    return quotient + (up ? 1 : 0);
}

}  // namespace

/// A number taken apart: (-1)^negative · coefficient · 10^exponent.
struct DecimalParts {
    bool negative = false;
    Wide coefficient = 0;
    int exponent = 0;

    static DecimalParts of(const Decimal& number) {
        constexpr std::uint64_t mask = (std::uint64_t{1} << 49) - 1;
        return {.negative = number.high_ >> 63 != 0,
                .coefficient = (Wide{number.high_ & mask} << 64) | number.low_,
                .exponent = static_cast<int>((number.high_ >> 49) & 0x3FFF) + exponent_min};
    }

    /// Pre: exponent in range, coefficient < 10^34.
    Decimal exact() const {
        Decimal number;
        number.low_ = static_cast<std::uint64_t>(coefficient);
        number.high_ = static_cast<std::uint64_t>(coefficient >> 64) |
                       (static_cast<std::uint64_t>(exponent - exponent_min) << 49) |
                       (std::uint64_t{negative} << 63);
        return number;
    }

    /// Brought into the range of exponents, if it can be. Pre: coefficient < 10^34.
    std::optional<Decimal> in_range() const {
        DecimalParts parts = *this;
        if (coefficient == 0) {
            parts.exponent = std::clamp(exponent, exponent_min, exponent_max);
            return parts.exact();
        }
        if (exponent < exponent_min) {
            parts.coefficient = without_digits(coefficient, exponent_min - exponent,
                                               DecimalRounding::half_even, negative);
            parts.exponent = exponent_min;
        }
        while (parts.exponent > exponent_max) {
            parts.coefficient *= 10;
            --parts.exponent;
            if (parts.coefficient >= coefficient_end) return std::nullopt;
        }
        return parts.exact();
    }

    static BID_UINT128 bid(const Decimal& number) {
        return BID_UINT128{{number.low_, number.high_}};
    }

    /// Finite numbers as their canonical encoding; infinities and NaN are nothing.
    static std::optional<Decimal> finite(BID_UINT128 bits) {
        constexpr std::uint64_t special = std::uint64_t{0x78} << 56;
        if ((bits.w[1] & special) == special) return std::nullopt;
        Decimal number;
        number.low_ = bits.w[0];
        number.high_ = bits.w[1];
        return number;
    }
};

namespace {

using Parts = DecimalParts;

/// A whole number's coefficient with no trailing zeros; zero has exponent 0.
Parts reduced(Parts parts) {
    if (parts.coefficient == 0) return {};
    while (parts.coefficient % 10 == 0) {
        parts.coefficient /= 10;
        ++parts.exponent;
    }
    return parts;
}

std::string digits_of(Wide number) {
    std::string digits;
    do {
        digits += static_cast<char>('0' + static_cast<int>(number % 10));
        number /= 10;
    } while (number != 0);
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::strong_ordering order(const Parts& a, const Parts& b) {
    const std::strong_ordering by_size = a.coefficient <=> b.coefficient;
    if (a.negative == b.negative) return a.negative ? 0 <=> by_size : by_size;
    if (a.coefficient == 0 && b.coefficient == 0) return std::strong_ordering::equal;
    return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
}

/// Sum where both have one exponent and it fits; else nothing, and the library does it.
std::optional<Decimal> quick_sum(const Parts& a, const Parts& b) {
    if (a.exponent != b.exponent) return std::nullopt;
    Parts sum = a;
    if (a.negative == b.negative) {
        sum.coefficient += b.coefficient;
        if (sum.coefficient >= coefficient_end) return std::nullopt;
    } else if (a.coefficient >= b.coefficient) {
        sum.coefficient -= b.coefficient;
    } else {
        sum.coefficient = b.coefficient - a.coefficient;
        sum.negative = b.negative;
    }
    return sum.exact();
}

/// Reads an exponent after "e"; nothing where it is malformed. Huge ones are clamped.
std::optional<int> parsed_exponent(std::string_view text) {
    bool negative = false;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = std::min(value * 10 + (c - '0'), 10'000'000);
    }
    return negative ? -value : value;
}

/// Digits read one by one: the first 34 kept, of the rest what rounding needs.
struct DigitReader {
    Wide coefficient = 0;
    int kept = 0, dropped = 0;
    int first_dropped = 0;
    bool more_dropped = false;

    void take(int digit) {
        if (kept == 0 && digit == 0) return;  // leading zeros
        if (kept < digits_max) {
            coefficient = coefficient * 10 + static_cast<unsigned>(digit);
            ++kept;
            return;
        }
        if (dropped == 0)
            first_dropped = digit;
        else
            more_dropped |= digit != 0;
        dropped = std::min(dropped + 1, 1'000'000);
    }

    /// Half to even.
    bool rounds_up() const {
        if (first_dropped != 5) return first_dropped > 5;
        return more_dropped || (coefficient & 1) == 1;
    }
};

/// Integer powers that are exact: by squaring, as long as nothing is rounded.
std::optional<Decimal> exact_power(const Decimal& base, std::uint64_t exponent) {
    _IDEC_flags flags = 0;
    BID_UINT128 result = Parts::bid(Decimal::from_integer(1));
    BID_UINT128 square = Parts::bid(base);
    while (true) {
        if ((exponent & 1) == 1)
            result = bid128_mul(result, square, BID_ROUNDING_TO_NEAREST, &flags);
        exponent >>= 1;
        if (exponent == 0 || flags != 0) break;
        square = bid128_mul(square, square, BID_ROUNDING_TO_NEAREST, &flags);
    }
    if (flags != 0) return std::nullopt;
    return Parts::finite(result);
}

}  // namespace

Decimal Decimal::from_integer(std::int64_t value) {
    return from_scaled(value, 0);
}

Decimal Decimal::from_scaled(std::int64_t units, int scale) {
    CHECK(scale >= -exponent_max && scale <= -exponent_min);
    const auto bits = static_cast<std::uint64_t>(units);
    return Parts{
        .negative = units < 0, .coefficient = units < 0 ? 0 - bits : bits, .exponent = -scale}
        .exact();
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    bool negative = false;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    DigitReader digits;
    bool any = false, point = false;
    int exponent = 0;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            any = true;
            digits.take(c - '0');
            if (point) exponent = std::max(exponent - 1, -10'000'000);
        } else {
            break;
        }
    }
    if (!any) return std::nullopt;
    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
        const std::optional<int> written = parsed_exponent(text.substr(at + 1));
        if (!written) return std::nullopt;
        exponent += *written;
    }
    Parts parts{.negative = negative,
                .coefficient = digits.coefficient,
                .exponent = exponent + digits.dropped};
    if (digits.rounds_up()) ++parts.coefficient;
    if (parts.coefficient == coefficient_end) {
        parts.coefficient /= 10;
        ++parts.exponent;
    }
    return parts.in_range();
}

std::optional<Decimal> Decimal::operator+(const Decimal& other) const {
    if (const auto sum = quick_sum(Parts::of(*this), Parts::of(other))) return sum;
    _IDEC_flags flags = 0;
    return Parts::finite(
        bid128_add(Parts::bid(*this), Parts::bid(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::operator-(const Decimal& other) const {
    return *this + -other;
}

std::optional<Decimal> Decimal::operator*(const Decimal& other) const {
    const Parts a = Parts::of(*this), b = Parts::of(other);
    if (a.coefficient >> 56 == 0 && b.coefficient >> 56 == 0) {  // the product fits 34 digits
        const int exponent = a.exponent + b.exponent;
        if (exponent >= exponent_min && exponent <= exponent_max)
            return Parts{a.negative != b.negative, a.coefficient * b.coefficient, exponent}.exact();
    }
    _IDEC_flags flags = 0;
    return Parts::finite(
        bid128_mul(Parts::bid(*this), Parts::bid(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::operator/(const Decimal& other) const {
    _IDEC_flags flags = 0;
    return Parts::finite(
        bid128_div(Parts::bid(*this), Parts::bid(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::power(const Decimal& exponent) const {
    const Decimal one = from_integer(1);
    if (const auto whole = exponent.integer()) {
        const std::uint64_t size =
            static_cast<std::uint64_t>(*whole < 0 ? -(*whole + 1) : *whole) + (*whole < 0 ? 1 : 0);
        if (const auto result = exact_power(*this, size)) {
            if (*whole >= 0) return result;
            return one / *result;
        }
    }
    if (Parts::of(*this).coefficient == 0 && exponent.negative()) return std::nullopt;
    _IDEC_flags flags = 0;
    return Parts::finite(
        bid128_pow(Parts::bid(*this), Parts::bid(exponent), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::modulo(const Decimal& divisor) const {
    _IDEC_flags flags = 0;
    const auto rest = Parts::finite(bid128_fmod(Parts::bid(*this), Parts::bid(divisor), &flags));
    if (!rest || Parts::of(*rest).coefficient == 0) return rest;
    return rest->negative() == divisor.negative() ? rest : *rest + divisor;
}

std::optional<Decimal> Decimal::square_root() const {
    _IDEC_flags flags = 0;
    return Parts::finite(bid128_sqrt(Parts::bid(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::exponential() const {
    _IDEC_flags flags = 0;
    return Parts::finite(bid128_exp(Parts::bid(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::logarithm() const {
    _IDEC_flags flags = 0;
    return Parts::finite(bid128_log(Parts::bid(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

Decimal Decimal::operator-() const {
    Decimal opposite = *this;
    opposite.high_ ^= std::uint64_t{1} << 63;
    return opposite;
}

Decimal Decimal::absolute() const {
    Decimal size = *this;
    size.high_ &= ~(std::uint64_t{1} << 63);
    return size;
}

std::optional<Decimal> Decimal::rounded(int scale, DecimalRounding rounding) const {
    if (scale < -exponent_max || scale > -exponent_min) return std::nullopt;
    const Parts parts = Parts::of(*this);
    const int digits = -scale - parts.exponent;
    if (digits <= 0) return *this;
    return Parts{parts.negative,
                 without_digits(parts.coefficient, digits, rounding, parts.negative), -scale}
        .exact();
}

bool Decimal::negative() const {
    const Parts parts = Parts::of(*this);
    return parts.negative && parts.coefficient != 0;
}

bool Decimal::is_integer() const {
    const Parts parts = Parts::of(*this);
    if (parts.exponent >= 0 || parts.coefficient == 0) return true;
    return -parts.exponent < digits_max && parts.coefficient % power_of_ten(-parts.exponent) == 0;
}

std::optional<std::int64_t> Decimal::integer() const {
    return scaled(0);
}

std::optional<std::int64_t> Decimal::scaled(int scale) const {
    const Parts parts = Parts::of(*this);
    if (parts.coefficient == 0) return 0;
    const int exponent = parts.exponent + scale;
    Wide units = parts.coefficient;
    if (exponent > 18 || exponent <= -digits_max) return std::nullopt;
    if (exponent > 0) {
        if (units >> 64 != 0) return std::nullopt;
        units *= power_of_ten(exponent);
    } else if (exponent < 0) {
        const Wide unit = power_of_ten(-exponent);
        if (units % unit != 0) return std::nullopt;
        units /= unit;
    }
    constexpr Wide limit = Wide{1} << 63;
    if (units > limit || (units == limit && !parts.negative)) return std::nullopt;
    const auto bits = static_cast<std::uint64_t>(units);
    return static_cast<std::int64_t>(parts.negative ? 0 - bits : bits);
}

std::string Decimal::text() const {
    const Parts parts = reduced(Parts::of(*this));
    std::string digits = digits_of(parts.coefficient);
    if (parts.exponent >= 0) {
        digits.append(static_cast<std::size_t>(parts.exponent), '0');
    } else {
        const auto decimals = static_cast<std::size_t>(-parts.exponent);
        if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
        digits.insert(digits.size() - decimals, 1, '.');
    }
    return parts.negative ? '-' + digits : digits;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const Parts left = Parts::of(a), right = Parts::of(b);
    if (left.exponent == right.exponent) return order(left, right);
    _IDEC_flags flags = 0;
    if (bid128_quiet_less(Parts::bid(a), Parts::bid(b), &flags) != 0)
        return std::strong_ordering::less;
    if (bid128_quiet_equal(Parts::bid(a), Parts::bid(b), &flags) != 0)
        return std::strong_ordering::equal;
    return std::strong_ordering::greater;
}

bool operator==(const Decimal& a, const Decimal& b) {
    return (a <=> b) == std::strong_ordering::equal;
}

std::size_t Decimal::hash() const {
    const Parts parts = reduced(Parts::of(*this));
    std::uint64_t mixed = static_cast<std::uint64_t>(parts.coefficient) ^
                          (static_cast<std::uint64_t>(parts.coefficient >> 64) * 3) ^
                          (static_cast<std::uint64_t>(parts.exponent) << 32) ^
                          std::uint64_t{parts.negative};
    mixed ^= mixed >> 33;
    mixed *= 0xFF51'AFD7'ED55'8CCD;
    return static_cast<std::size_t>(mixed ^ (mixed >> 33));
}

}  // namespace payung::rules
