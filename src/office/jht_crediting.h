#pragma once

/// Crediting the return of a month to all JHT accounts (event E9).
///
/// Shape    a run has terms (month, rate, what sets it), then goes through the accounts in parts,
///          one command each: its credits against the expense (5210) are posted with the place the
///          run has come to. Stopped anywhere, it is taken up there; sent again, nothing is done
///          twice. At the end what was earned and not credited is kept as undistributed (2330), so
///          that the expense is the whole return, the control account the sum of all credits.
/// Order    month by month, and only months that are over; accounts earn by what they held when the
///          month began, less all that was paid out during it, so that it does not matter when it
///          is run (see fund/jht_crediting.h).
/// Errors   of fund/errors.h; those of carry_out().
/// Cost     one pass over the lines; then some 6 microseconds an account on SQLite.

#include <functional>
#include <optional>
#include <string>

#include "base/money.h"
#include "office/desk.h"

namespace payung {

struct CreditRequest {
    Month month;
    std::string rate;            // "0.0575": by decision; empty: the figure of the law
    std::string reference;       // the decision
    std::optional<Money> pool;   // what is to be distributed; none: what the accounts earn
    std::int64_t part = 20'000;  // sub-accounts a command
};

struct CreditReport {
    Month month;
    Rate rate;
    std::string monthly, reference;
    std::int64_t accounts = 0;
    Money basis, credited, undistributed;
    bool again = false;  // it was finished before
};

/// `on_part` is told after each part; where it answers false the run stops there, to be taken up.
Result<CreditReport> credit_jht(const Desk& desk, const CreditRequest& request,
                                const std::function<bool(const CreditReport&)>& on_part = {});

}  // namespace payung
