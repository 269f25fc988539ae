#pragma once

/// What closing a month, closing a year and the agency's fee post: events E19 and E10.
///
/// Shape    a month: every sub-account of income and expense is brought to nought against the
///          result of the period (3120); the last month of a year then moves that result to the net
///          assets brought forward (3110). The fee: an expense of the fund and what it owes (5310,
///          2410), a claim of the agency and its income (1430, 4410), each the other's mirror.
/// Units    Money; what is closed is what was booked up to that month.
/// Errors   none: the ledger judges the groups.

#include <optional>
#include <span>
#include <string_view>

#include "ledger/posting.h"

namespace payung {

/// A sub-account of income or expense and what was booked there up to the end of the month.
struct ResultBalance {
    SubAccount at;
    Money booked;
};

/// Nothing where there is nothing to close.
std::optional<Group> month_closing(Book book, Month month, std::span<const ResultBalance> results);
/// `result` is the balance of 3120 at the end of the year.
std::optional<Group> year_closing(Book book, int year, Money result);

/// Floored to the sen. Pre: income >= 0.
Money operating_fee(Money income, Rate rate);
/// Pre: fee > 0. `reference` is the decision that sets its rate.
Group fee_accrual(Book fund, Month month, Money fee, std::string_view reference);
/// From the account of the fund at `bank` to that of the agency there.
Group fee_payment(Book fund, Month month, Money fee, std::string_view bank, Day paid);

}  // namespace payung
