#pragma once

/// Advances of overpayments (contributions/advance.h), in the database.
///
/// Shape    functions over the transaction of a command.
/// Errors   advance_not_found; those of database.h.

#include <vector>

#include "base/clock.h"
#include "contributions/advance.h"
#include "storage/database.h"

namespace payung {

Result<AdvanceNumber> next_advance(Transaction& transaction);
Result<void> add_advance(Transaction& transaction, const Advance& advance, Instant now);
/// advance_not_found
Result<Advance> advance_by_number(Transaction& transaction, AdvanceNumber number);
Result<std::vector<Advance>> advances_of(Transaction& transaction, ReceiptNumber receipt);
/// State, allocation and who decided.
Result<void> update_advance(Transaction& transaction, const Advance& advance, Instant now);
/// Those that stand, of payers with an open bill of one of their months; oldest first.
Result<std::vector<Advance>> usable_advances(Transaction& transaction);

}  // namespace payung
