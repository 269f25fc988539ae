#pragma once

/// The number of FEEL: IEEE 754 decimal128, 34 digits, rounding half to even.
///
/// Shape    16 bytes by value; equal values of other scale compare equal (0 = 0.00).
/// Errors   an operation without a finite result (division by zero, beyond 34 digits' exponent
///          range, root of a negative number) gives nothing; the caller says why.
/// Source   DMN 1.5, 10.3.2.3.1 and 10.3.4.5.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace payung::rules {

/// How a number loses decimals. The seven of DMN; `toward_*` are floor and ceiling.
enum class DecimalRounding : std::uint8_t {
    half_even,         // decimal()
    toward_negative,   // floor()
    toward_positive,   // ceiling()
    away_from_zero,    // round up()
    toward_zero,       // round down()
    half_away,         // round half up()
    half_toward_zero,  // round half down()
};

class Decimal {
public:
    Decimal() = default;  // zero
    static Decimal from_integer(std::int64_t value);
    /// `units` · 10^-scale. Pre: -6111 <= scale <= 6176.
    static Decimal from_scaled(std::int64_t units, int scale);
    /// Digits with at most one point, an optional sign and exponent: "-12.50", ".872", "1.2e4".
    static std::optional<Decimal> parse(std::string_view text);

    std::optional<Decimal> operator+(const Decimal& other) const;
    std::optional<Decimal> operator-(const Decimal& other) const;
    std::optional<Decimal> operator*(const Decimal& other) const;
    std::optional<Decimal> operator/(const Decimal& other) const;
    std::optional<Decimal> power(const Decimal& exponent) const;
    /// Sign of the divisor, as DMN says: modulo(10, -4) = -2.
    std::optional<Decimal> modulo(const Decimal& divisor) const;
    std::optional<Decimal> square_root() const;
    std::optional<Decimal> exponential() const;
    std::optional<Decimal> logarithm() const;
    Decimal operator-() const;
    Decimal absolute() const;
    /// At most `scale` decimals (negative: tens, hundreds …). Nothing where `scale` is outside
    /// -6111 … 6176. A number of fewer decimals stays as it is.
    std::optional<Decimal> rounded(int scale, DecimalRounding rounding) const;

    bool negative() const;
    bool is_integer() const;
    /// Whole numbers within 64 bits.
    std::optional<std::int64_t> integer() const;
    /// `this · 10^scale` where that is a whole number within 64 bits.
    std::optional<std::int64_t> scaled(int scale) const;

    /// Plain notation, no exponent, no trailing zeros: "0.5", "-1200000".
    std::string text() const;

    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b);

    /// Equal numbers have equal hashes: 0 and 0.00.
    std::size_t hash() const;

private:
    friend struct DecimalParts;
    // The binary encoding of IEEE 754-2019, always finite: sign, exponent + 6176, coefficient.
    std::uint64_t low_ = 0;
    std::uint64_t high_ = zero_high;
    static constexpr std::uint64_t zero_high = std::uint64_t{6176} << 49;
};

}  // namespace payung::rules
