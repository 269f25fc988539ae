#pragma once

/// Rosters of sponsors and the commitments in them.
///
/// Shape    within a transaction of the caller. A roster is decided once; NIK go through
///          PersonalStore, by whoever proposes.
/// Errors   roster_unknown, run_of_roster_unknown; those of database.h.

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "membership/roster.h"
#include "storage/database.h"
#include "storage/personal_keys.h"

namespace payung {

/// Gives the numbers of the roster and of its commitments. Pre: this source is new to the sponsor.
Result<void> add_roster(Transaction& transaction, RosterRecord& roster,
                        std::vector<Commitment>& workers, Instant now);
Result<RosterRecord> known_roster(Transaction& transaction, std::int64_t number);
Result<std::vector<RosterRecord>> rosters_of(Transaction& transaction, PartyNumber sponsor);
/// By position; without NIK.
Result<std::vector<Commitment>> commitments_of(Transaction& transaction, std::int64_t roster);

/// Pre: the roster is proposed, and not by this actor.
Result<void> decide_roster(Transaction& transaction, std::int64_t number, RosterState state,
                           std::string_view actor, std::string_view reason, Instant now);
/// What became of each: its membership, or the verdict that left it out.
Result<void> settle_commitments(Transaction& transaction, std::span<const Commitment> workers);

/// Whom a source of a saved run covers, by rank. `run` is its number, 0 the latest; `source_name`
/// becomes "run:ID:SOURCE".
Result<std::vector<Commitment>> commitments_of_run(Transaction& transaction,
                                                   const PersonalKeys& keys, std::int64_t run,
                                                   std::string_view source,
                                                   std::string& source_name);

}  // namespace payung
