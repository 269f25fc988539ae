#include "fund/jht_crediting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"

namespace payung {
namespace {

/// A whole number below 2^832: a product of twelve factors of 61 bits and one of 21.
class Wide {
public:
    explicit Wide(std::uint64_t value) : words_{value} {}

    Wide& operator*=(std::uint64_t factor) {
        unsigned __int128 carry = 0;
        for (std::uint64_t& word : words_) {
            carry += static_cast<unsigned __int128>(word) * factor;
            word = static_cast<std::uint64_t>(carry);
            carry >>= 64U;
        }
        CHECK(carry == 0);
        return *this;
    }
    friend bool operator<=(const Wide& a, const Wide& b) {
        return !std::lexicographical_compare(b.words_.rbegin(), b.words_.rend(), a.words_.rbegin(),
                                             a.words_.rend());
    }

private:
    std::array<std::uint64_t, 13> words_;  // the lowest first
};

constexpr int months = 12;

/// first * factor^12
Wide power_times(std::uint64_t first, std::uint64_t factor) {
    Wide product(first);
    for (int i = 0; i < months; ++i) product *= factor;
    return product;
}

}  // namespace

/// The largest n with (10^18 + n)^12 x 10^6 <= (10^6 + r) x (10^18)^12, r in parts of a million.
MonthlyRate MonthlyRate::of_year(Rate annual) {
    constexpr std::int64_t million = 1'000'000;
    const std::int64_t parts = annual.parts_per_million();
    CHECK(parts >= 0 && parts <= million);
    const Wide most =
        power_times(static_cast<std::uint64_t>(million + parts), static_cast<std::uint64_t>(one));
    std::int64_t low = 0, high = one;  // low is right, high is not
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        const Wide grown = power_times(static_cast<std::uint64_t>(million),
                                       static_cast<std::uint64_t>(one + middle));
        (grown <= most ? low : high) = middle;
    }
    MonthlyRate rate;
    rate.parts_ = low;
    return rate;
}

std::string MonthlyRate::text() const {
    return fmt::format("0.{:018}", parts_);
}

Money MonthlyRate::credit(Money basis) const {
    CHECK(basis >= Money{});
    return Money::from_sen(
        static_cast<std::int64_t>(static_cast<__int128>(basis.sen()) * parts_ / one));
}

Money JhtMonth::add(Money opening, Money paid_out) {
    const Money basis = std::max(Money{}, opening - paid_out);
    const Money credit = rate_.credit(basis);
    basis_ += basis;
    credited_ += credit;
    return credit;
}

}  // namespace payung
