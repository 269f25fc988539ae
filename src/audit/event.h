#pragma once

/// What was done, as it is kept for ever: who, when, what to whom. Each event carries the hash of
/// the one before it, so that nothing can be changed, taken out, put in or moved without a trace.
///
/// Privacy  events hold references and digests, never the values: what must be forgotten lies
///          elsewhere, and the chain stays whole when it is destroyed.

#include <cstdint>
#include <optional>
#include <string>

#include "audit/digest.h"
#include "base/clock.h"

namespace payung {

using EventNumber = std::int64_t;  // from 1, without holes

struct AuditEvent {
    EventNumber number = 0;
    Instant at;
    std::string actor;    // id of the user, or of the part of the program
    std::string action;   // "ledger.post", "person.read" …
    std::string subject;  // what it was done to: "group:17", "claim:K-2026-0001"
    Digest content{};     // of what was done, as its module writes it
    friend bool operator==(const AuditEvent&, const AuditEvent&) = default;
};

/// The only way in which an event becomes bytes: fields in order, each led by its length.
std::string canonical(const AuditEvent& event);

/// Hash of the event after `before`, which is all zero for the first.
Digest chained(const Digest& before, const AuditEvent& event);

/// Follows a chain from its beginning, or from a place that is known to be right.
class ChainVerifier {
public:
    ChainVerifier() = default;
    ChainVerifier(EventNumber last, Digest hash) : last_(last), hash_(hash) {}

    enum class Fault : std::uint8_t { number_missing, hash_differs };
    /// The first fault stays; later events are then only counted.
    void next(const AuditEvent& event, const Digest& hash);

    EventNumber last() const { return last_; }
    const Digest& head() const { return hash_; }
    struct Found {
        EventNumber number = 0;
        Fault fault = Fault::hash_differs;
        friend bool operator==(const Found&, const Found&) = default;
    };
    const std::optional<Found>& fault() const { return fault_; }

private:
    EventNumber last_ = 0;
    Digest hash_{};
    std::optional<Found> fault_;
};

}  // namespace payung
