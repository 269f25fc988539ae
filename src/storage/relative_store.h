#pragma once

/// Families of participants.
///
/// Shape    within a transaction of the caller. What changes is a new record that replaces the old.
/// Errors   those of database.h.

#include <vector>

#include "base/clock.h"
#include "membership/relative.h"
#include "storage/database.h"

namespace payung {

/// Gives its number; the one it replaces is marked. Pre: that one counts.
Result<std::int64_t> add_relative(Transaction& transaction, const Relative& relative, Instant now);
/// Those that count, in the order in which they were recorded.
Result<std::vector<Relative>> relatives_of(Transaction& transaction, ParticipantNumber participant);

}  // namespace payung
