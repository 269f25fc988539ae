#pragma once

/// Charges for paying late: what the delay of wage earners' contributions costs is billed to the
/// employer once a month, with the contributions of the next.
///
/// Books    nothing when it is billed; income when it is paid (E15).
/// Law      contributions/delay_law.h: 2 % a month or part of one, from the due day on, for each
///          rupiah until it was paid. What was charged before is not charged again, and running it
///          twice on a day charges nothing.
/// Errors   bill_due_unknown; those of the database.

#include <optional>

#include "office/billing.h"

namespace payung {

struct ChargeReport {
    std::int64_t late = 0;   // bills that were looked at
    std::int64_t bills = 0;  // of charges
    PartAmounts amount;
    BillNumber first = 0, last = 0;
};
/// As of the desk's day; one payer, or all.
Result<ChargeReport> charge_late(const Desk& desk, std::optional<PartyNumber> payer = {});

}  // namespace payung
