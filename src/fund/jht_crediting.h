#pragma once

/// The return of one month on JHT accounts, exact to the sen.
///
/// Rule     balance(m) = balance(m-1) x (1 + r)^(1/12) + contributions(m): what came in during a
///          month earns from the next, so that a balance left alone grows by r in twelve months,
///          and not by what r/12 a month would make of it. What was paid out during the month earns
///          nothing for it, whole: contributions of the same month do not stand in for it. What
///          was taken back within the month was not paid in, or not paid out. Each credit is
///          floored to the sen. The statutory text was not seen (status M): the rule stands in
///          this file alone.
/// Exact    The month's rate i = (1 + r)^(1/12) - 1 is a number of 18 decimals, the rest cut off,
///          found with whole numbers alone; all else follows from it without a rounding but the
///          floor. Whoever knows r can do every credit again by hand.
/// Units    Money; rates in parts of 10^18.
/// Cost     one multiplication and one division of 128 bits an account: some 40 ns.

#include <cstdint>
#include <string>

#include "base/money.h"

namespace payung {

/// i of a month as parts of 10^18.
class MonthlyRate {
public:
    static constexpr std::int64_t one = 1'000'000'000'000'000'000;

    MonthlyRate() = default;
    /// Pre: 0 <= annual <= 100 %.
    static MonthlyRate of_year(Rate annual);

    std::int64_t parts() const { return parts_; }
    /// "0.004074123783648212"
    std::string text() const;
    /// Floored. Pre: basis >= 0.
    Money credit(Money basis) const;

private:
    std::int64_t parts_ = 0;
};

/// The month's return over all accounts as it adds up: what the control account must show.
class JhtMonth {
public:
    explicit JhtMonth(MonthlyRate rate) : rate_(rate) {}

    /// `opening` is the balance of the account when the month began, `paid_out` what left it during
    /// the month.
    Money add(Money opening, Money paid_out);

    Money basis() const { return basis_; }
    Money credited() const { return credited_; }
    /// What the accounts earned together, floored once: never less than what was credited.
    Money earned() const { return rate_.credit(basis_); }

private:
    MonthlyRate rate_;
    Money basis_, credited_;
};

}  // namespace payung
