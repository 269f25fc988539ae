#include "audit/checkpoint_policy.h"

namespace payung {

Signing signing_state(const CheckpointLimits& limits, EventNumber unsigned_events, Instant oldest,
                      Instant now) {
    if (unsigned_events == 0) return Signing::in_order;
    const auto age = now - oldest;
    if (age >= limits.stop) return Signing::stop;
    if (age >= limits.alarm) return Signing::alarm;
    const bool due = unsigned_events >= limits.due_events || age >= limits.due;
    return due ? Signing::due : Signing::in_order;
}

}  // namespace payung
