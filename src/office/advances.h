#pragma once

/// Contributions paid before their months come: billing them, and moving each month to income when
/// it has come.
///
/// Books    E5: a payment stands as advance (2210) until its month; then JKK and JKM are income and
///          JHT stands on the members' accounts. Bills of one month are the same with one month.
///          What is billed for each month is what the law says for it, so that nothing is left over
///          by dividing.
/// Law      `Boleh bayar di muka` for who pays for himself or his group; a sponsor pays for as
///          many months as his budget was approved for.
/// Errors   bill_advance_refused, bill_nothing_owed, bill_changed_meanwhile; bill_due_unknown;
///          those of the books and the database.

#include "office/billing.h"

namespace payung {

struct AdvanceRequest {
    PartyNumber payer = 0;
    Month first;
    std::int32_t months = 0;
};
/// Months that were billed already are left out.
Result<BillingReport> issue_advance(const Desk& desk, const AdvanceRequest& request);

struct EarnedReport {
    std::int64_t months = 0;  // of bills
    PartAmounts amount;
};
/// All months up to `until` of bills that are paid. Every step of a thousand bills is a command of
/// its own; nothing is earned twice.
Result<EarnedReport> earn_months(const Desk& desk, Month until, std::size_t bills_in_step = 1000);

}  // namespace payung
