#pragma once

/// Which bills a correction takes from, and which payments give back. Private to office/.

#include <string>
#include <vector>

#include "contributions/bill_making.h"
#include "contributions/receipt_posting.h"
#include "storage/database.h"

namespace payung {

/// What is free again of one payment.
struct PlannedFree {
    AllocationNumber payment = 0;
    ReceiptNumber receipt = 0;
    PartAmounts parts;
    std::vector<JhtCredit> jht;  // adds up to its part
};

struct PlannedBill {
    Bill bill;                       // as it is
    std::int64_t before = 0;         // corrections it had
    std::vector<BillMember> shares;  // negative; `basis` is that of the assessment
    PartAmounts less;
    Money state_less;
    std::vector<PlannedFree> freed;
    Money freed_sum() const;
};

struct CorrectionPlan {
    std::vector<PlannedBill> bills;
    std::vector<BillingException> exceptions;
    /// All that it says, so that the same is done once.
    std::string content() const;
};
/// By payer and segment, of one month.
Result<CorrectionPlan> plan_of(Transaction& transaction,
                               std::span<const MemberCorrection> corrections);

}  // namespace payung
