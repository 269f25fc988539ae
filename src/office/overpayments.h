#pragma once

/// What was paid too much counts toward later months: one asks, a second one decides, and bills of
/// those months take it (contributions/advance.h).
///
/// Shape    asked for, nothing is booked and the money may still go elsewhere. Decided, it stands
///          as advance (2210). Whenever bills are issued, or receipts matched again, each advance
///          pays the open bills of its months, the oldest first; what is left stands on. It is
///          freed like any allocation (`payung receipt undo`).
/// Errors   receipt_not_found, receipt_used_up, receipt_too_small, advance_*; those of the books.
/// Cost     use_advances(): one query where there is nothing to use.

#include <string>

#include "contributions/advance.h"
#include "office/desk.h"

namespace payung {

struct OverpaymentRequest {
    ReceiptNumber receipt = 0;
    PartyNumber payer = 0;
    Month first;
    std::int32_t months = 1;
    Money amount;  // nought: all that is left
    std::string reason;
};
/// The answer is {"advance":…,"amount":"sen"}.
Result<Done> ask_advance(const Desk& desk, const OverpaymentRequest& request);
/// Pre: the desk is another's than of whoever asked; else advance_same_person.
Result<Done> decide_advance(const Desk& desk, AdvanceNumber advance, bool approved);

struct AdvancesUsed {
    std::int64_t advances = 0;
    Money amount;  // paid with them
};
/// A command for each advance.
Result<AdvancesUsed> use_advances(const Desk& desk);

}  // namespace payung
