#pragma once

/// Signed checkpoints over the audit chain in the database, and proofs under them.
///
/// Shape    a checkpoint is made of the events since the last one: the peaks of the Merkle tree are
///          kept beside it. All events of a store are followed by verify_signed().
/// Errors   of audit/errors.h and audit/checkpoint.h; those of database.h.
/// Cost     make_checkpoint(): the new events; prove_event(), verify_signed(): all events.

#include <optional>
#include <string>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/checkpoint_policy.h"
#include "audit/event_proof.h"
#include "storage/audit_store.h"

namespace payung {

struct KeptCheckpoint {
    EventNumber size = 0;
    std::string line;
};
Result<std::vector<KeptCheckpoint>> checkpoints(Transaction& snapshot);

/// Whether any checkpoint was ever made.
Result<bool> ever_signed(Transaction& snapshot);

struct SigningReport {
    Signing state = Signing::in_order;
    EventNumber unsigned_events = 0;
    Instant oldest{};  // of them
};
Result<SigningReport> signing_report(Transaction& snapshot, const CheckpointLimits& limits,
                                     Instant now);
/// audit_signing_stopped where nothing more may be written.
Result<void> check_signing(Transaction& transaction, const CheckpointLimits& limits, Instant now);

/// Nothing where no event is new.
Result<std::optional<KeptCheckpoint>> make_checkpoint(Transaction& transaction,
                                                      std::string_view secret_key, Instant now);

/// Under the first checkpoint that speaks for the event: audit_not_signed_yet where there is none.
struct ProvenEvent {
    EventProof proof;
    std::string checkpoint;  // its line
};
Result<ProvenEvent> prove_event(Transaction& snapshot, EventNumber number);

struct SignedReport {
    ChainReport chain;
    std::int64_t checkpoints = 0;
    EventNumber signed_events = 0;
    std::optional<Error> wrong;  // the first checkpoint that does not fit
};
/// Follows the chain; with an open key, every checkpoint's signature too.
Result<SignedReport> verify_signed(Transaction& snapshot, std::string_view open_key);

}  // namespace payung
