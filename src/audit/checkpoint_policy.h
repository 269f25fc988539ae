#pragma once

/// When the events must be signed again, and how long work may go on when that fails.
///
/// Shape    due after so many events or so much time, whichever comes first, of the oldest event
///          that no checkpoint speaks for; where nobody signs (the key is away, the disk is full)
///          there is first an alarm, then nothing more may be written.

#include <chrono>
#include <optional>

#include "audit/event.h"

namespace payung {

struct CheckpointLimits {
    EventNumber due_events = 1000;
    std::chrono::seconds due{60};
    std::chrono::seconds alarm = std::chrono::minutes(15);
    std::chrono::seconds stop = std::chrono::hours(4);
};

enum class Signing : std::uint8_t { in_order, due, alarm, stop };

/// `unsigned_events` that no checkpoint speaks for, the oldest of them told at `oldest`.
Signing signing_state(const CheckpointLimits& limits, EventNumber unsigned_events, Instant oldest,
                      Instant now);

}  // namespace payung
