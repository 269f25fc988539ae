#pragma once

/// The audit chain in the database: events are added in the transaction of what they tell of.
///
/// Errors   those of database.h.
/// Cost     append(): one insert; verify(): one pass, reading and hashing at the same time.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/event.h"
#include "storage/database.h"

namespace payung {

/// What an event tells; its number, time and hash are given by the chain.
struct Told {
    std::string actor, action, subject;
    Digest content{};
};

/// Adds events in order. All of one command are told at the same moment, not before the last one.
Result<void> append_events(Transaction& transaction, std::span<const Told> told, Instant now);

struct ChainReport {
    EventNumber events = 0;
    Digest head{};
    std::optional<ChainVerifier::Found> fault;
};

using OnEvent = std::function<Result<void>(const AuditEvent& event, const Digest& hash)>;

/// Events `from` to `to` in order. `on_event` runs in a thread of its own while the next ones are
/// read, and must not use the snapshot.
Result<void> each_event(Transaction& snapshot, EventNumber from, EventNumber to,
                        const OnEvent& on_event);

/// Follows the whole chain.
Result<ChainReport> verify_events(Transaction& snapshot);

}  // namespace payung
