#include "storage/audit_store.h"

#include <algorithm>
#include <cstring>

namespace payung {
namespace {

constexpr Sql last_event{"audit_event.last",
                         "SELECT number, at, hash FROM audit_event ORDER BY number DESC LIMIT 1"};
constexpr Sql all_events{"audit_event.all",
                         "SELECT number, at, actor, action, subject, content, hash"
                         " FROM audit_event ORDER BY number"};
constexpr std::array<std::string_view, 7> columns{"number",  "at",      "actor", "action",
                                                  "subject", "content", "hash"};

std::span<const std::byte> as_bytes(const Digest& digest) {
    return std::as_bytes(std::span(digest));
}

Digest digest_at(const Row& row, int column) {
    Digest digest{};
    const auto bytes = row.bytes(column);
    if (bytes && bytes->size() == digest.size())
        std::memcpy(digest.data(), bytes->data(), digest.size());
    return digest;
}

Instant instant_at(const Row& row, int column) {
    return Instant(std::chrono::milliseconds(row.integer(column).value_or(0)));
}

struct Head {
    EventNumber number = 0;
    Instant at{};
    Digest hash{};
};

Result<Head> head_of(Transaction& transaction) {
    Head head;
    TRY(transaction.query(last_event, {}, [&](const Row& row) -> Result<void> {
        head = {row.integer(0).value_or(0), instant_at(row, 1), digest_at(row, 2)};
        return {};
    }));
    return head;
}

AuditEvent event_at(const Row& row) {
    return {row.integer(0).value_or(0),
            instant_at(row, 1),
            std::string(row.text(2).value_or("")),
            std::string(row.text(3).value_or("")),
            std::string(row.text(4).value_or("")),
            digest_at(row, 5)};
}

}  // namespace

Result<void> append_events(Transaction& transaction, std::span<const Told> told, Instant now) {
    if (told.empty()) return {};
    TRY_ASSIGN(Head head, head_of(transaction));
    now = std::max(now, head.at);  // A clock that steps back does not reorder what was done.
    TRY_ASSIGN(const std::unique_ptr<BulkWriter> writer, transaction.bulk("audit_event", columns));
    for (const Told& one : told) {
        const AuditEvent event{++head.number, now, one.actor, one.action, one.subject, one.content};
        head.hash = chained(head.hash, event);
        TRY(writer->add(
            {{Value{event.number}, Value{event.at.time_since_epoch().count()},
              Value{std::string_view(event.actor)}, Value{std::string_view(event.action)},
              Value{std::string_view(event.subject)}, Value{as_bytes(event.content)},
              Value{as_bytes(head.hash)}}}));
    }
    TRY(writer->finish());
    return {};
}

Result<ChainReport> verify_events(Transaction& snapshot) {
    ChainVerifier verifier;
    ChainReport report;
    TRY(snapshot.query(all_events, {}, [&](const Row& row) -> Result<void> {
        verifier.next(event_at(row), digest_at(row, 6));
        ++report.events;
        return {};
    }));
    report.head = verifier.head();
    report.fault = verifier.fault();
    return report;
}

}  // namespace payung
