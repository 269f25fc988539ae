#pragma once

/// The books read again: single groups, all of them in order, the lines of one sub-account.
///
/// Errors   ledger_not_found; those of database.h.
/// Cost     statement_of(): one pass over the lines (there is no index of them by sub-account,
/// which
///          every posting would pay for); each_group_in(): one query a group.

#include <string>
#include <vector>

#include "ledger/posting.h"
#include "storage/database.h"

namespace payung {

Result<Booked> read_group(Transaction& snapshot, GroupNumber number);
Result<void> each_group_in(Transaction& snapshot,
                           const std::function<Result<void>(const Booked&)>& on_group);

/// Nothing where it was never posted to.
Result<Balance> read_balance(Transaction& snapshot, const SubAccount& at);
Result<Money> posted_balance(Transaction& snapshot, const SubAccount& at);

struct AccountLine {
    GroupNumber number = 0;
    Day event;
    Month period;
    std::string reason, refers_to;
    Money amount;
};
/// In the order of booking; without what was only set aside.
Result<std::vector<AccountLine>> statement_of(Transaction& snapshot, const SubAccount& at);

}  // namespace payung
