#pragma once

/// Bills that are not to be paid any more: withdrawn for a reason, with what was accrued mirrored.
///
/// Shape    only an open bill of which nothing is paid. What members were billed on it may be
///          billed anew. A charge for delay that is withdrawn is waived: it is not charged again.
/// Lapse    people who pay for themselves are protected for some unpaid months; once the law says
///          that is over, those months cannot be paid for any more (legislation/umum/
///          jatuh_tempo.dmn, `Perlindungan BPU`) and their bills are withdrawn. So it is with
///          members of a group, each by his own months: from a bill that others still can pay, only
///          the shares of those whose protection is over are taken back.
/// Errors   bill_not_found, bill_withdrawn, bill_paid_already; law_malformed.

#include <string_view>

#include "contributions/bill.h"
#include "office/desk.h"

namespace payung {

/// The answer is {"bill":…,"amount":"sen"}.
Result<Done> withdraw(const Desk& desk, BillNumber bill, std::string_view reason);

struct LapseReport {
    std::int64_t payers = 0, bills = 0, members = 0;
    Money amount;
};
/// As of the desk's day; a command for each payer. Again, nothing is left to do.
Result<LapseReport> lapse_bills(const Desk& desk);

}  // namespace payung
