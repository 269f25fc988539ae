#pragma once

/// Closing the books, and the agency's fee (events E19 and E10).
///
/// Shape    close_month() first looks whether the books are right and the month is over, then
/// brings
///          income and expense to the result, in December that to net assets, and closes the month
///          for ever; one command. A closed month is never opened again: what comes late goes to
///          the oldest open month and keeps its day.
/// Errors   of fund/errors.h; those of carry_out() and of the ledger.
/// Cost     close_month(): one pass over the lines.

#include <string>
#include <vector>

#include "fund/closing.h"
#include "ledger/trial_balance.h"
#include "office/desk.h"

namespace payung {

struct CloseReport {
    Book book = Book::jkk;
    Month month;
    int lines = 0;  // sub-accounts that were brought to nought
    Money result;   // of the month, as it stands on 3120: a surplus is negative
    bool year_end = false;
    Money unallocated;  // receipts nobody could place (CLR 2220): told, not refused
    bool again = false;
};
Result<CloseReport> close_month(const Desk& desk, Book book, Month month);

struct FeeRequest {
    Book fund = Book::jkm;
    Month month;
    std::string rate, reference;  // the year's parameter and what sets it
};
struct FeeReport {
    Money income, fee;
    bool again = false;
};
/// On the contribution income (4110) of the month.
Result<FeeReport> accrue_fee(const Desk& desk, const FeeRequest& request);
/// Pays what is owed for a month, from the fund's account at `bank`.
Result<FeeReport> pay_fee(const Desk& desk, Book fund, Month month, const std::string& bank,
                          Day paid);

}  // namespace payung
