#pragma once

/// Rupiah and rates. Exact: whole sen and parts per million, never floating point.
///
/// A figure of law is a Rate or a Money; they meet in Money::share(), where the rounding is named.

#include <compare>
#include <cstdint>
#include <string>

#include "base/check.h"

namespace payung {

enum class Rounding : std::uint8_t { down, up, half_up };  // Which applies is a rule of law.

/// Parts per million: 2 % is Rate{20'000}.
class Rate {
public:
    constexpr Rate() = default;
    explicit constexpr Rate(std::int64_t parts_per_million) : ppm_(parts_per_million) {}
    constexpr std::int64_t parts_per_million() const { return ppm_; }
    friend constexpr auto operator<=>(Rate, Rate) = default;

private:
    std::int64_t ppm_ = 0;
};

/// An amount of rupiah, counted in sen (1/100 rupiah). Exact. Range ±9.2e16 rupiah.
class Money {
public:
    constexpr Money() = default;
    static constexpr Money from_rupiah(std::int64_t rupiah) {
        std::int64_t sen = 0;
        CHECK(!__builtin_mul_overflow(rupiah, std::int64_t{100}, &sen));
        return Money{sen};
    }
    static constexpr Money from_sen(std::int64_t sen) { return Money{sen}; }

    constexpr std::int64_t sen() const { return sen_; }
    /// Whole rupiah. Pre: no sen left over.
    constexpr std::int64_t rupiah() const {
        CHECK(sen_ % 100 == 0);
        return sen_ / 100;
    }

    /// `rate` of this, rounded to a whole multiple of `unit`. Pre: this, rate >= 0; unit > 0.
    [[nodiscard]] Money share(Rate rate, Rounding rounding, Money unit) const;

    friend constexpr Money operator+(Money a, Money b) {
        std::int64_t sen = 0;
        CHECK(!__builtin_add_overflow(a.sen_, b.sen_, &sen));
        return Money{sen};
    }
    friend constexpr Money operator-(Money a, Money b) {
        std::int64_t sen = 0;
        CHECK(!__builtin_sub_overflow(a.sen_, b.sen_, &sen));
        return Money{sen};
    }
    friend constexpr Money operator*(Money a, std::int64_t times) {
        std::int64_t sen = 0;
        CHECK(!__builtin_mul_overflow(a.sen_, times, &sen));
        return Money{sen};
    }
    constexpr Money& operator+=(Money other) { return *this = *this + other; }
    constexpr Money& operator-=(Money other) { return *this = *this - other; }
    friend constexpr auto operator<=>(Money, Money) = default;

private:
    explicit constexpr Money(std::int64_t sen) : sen_(sen) {}
    std::int64_t sen_ = 0;
};

/// "16800" for CSV and JSON; sen, where there are any, as "16800.50".
std::string to_text(Money amount);

}  // namespace payung
