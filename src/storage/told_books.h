#pragma once

/// Whether the books still say what the audit chain was told of them when they were posted: the
/// chain is signed, so lines that somebody changed together with all sums are found here.
///
/// Shape    the digest of each group is made again from its lines and compared with the events
///          "ledger.post" in their order; each group must be told once.
/// Errors   those of database.h. A group that differs is no error but the answer.
/// Cost     two statements a group: some 100,000 groups a second.

#include <optional>

#include "ledger/posting.h"
#include "storage/database.h"

namespace payung {

struct ToldBooks {
    GroupNumber groups = 0;  // that agree, from the first on
    /// The first that is not as it was told: changed, missing, or never told.
    std::optional<GroupNumber> differs;
};

/// Goes up to the first that differs.
Result<ToldBooks> compare_with_chain(Transaction& snapshot);

}  // namespace payung
