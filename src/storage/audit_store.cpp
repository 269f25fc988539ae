#include "storage/audit_store.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <limits>
#include <memory>
#include <mutex>
#include <thread>

namespace payung {
namespace {

constexpr Sql last_event{"audit_event.last",
                         "SELECT number, at, hash FROM audit_event ORDER BY number DESC LIMIT 1"};
constexpr Sql select_events{
    "audit_event.range",
    "SELECT number, at, actor, action, subject, content, hash"
    " FROM audit_event WHERE number >= $1 AND number <= $2 ORDER BY number"};
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

/// Into an event whose texts have room already.
void read_event(const Row& row, AuditEvent& event) {
    event.number = row.integer(0).value_or(0);
    event.at = instant_at(row, 1);
    event.actor = row.text(2).value_or("");
    event.action = row.text(3).value_or("");
    event.subject = row.text(4).value_or("");
    event.content = digest_at(row, 5);
}

/// Events on their way from the reader to whoever looks at them: two blocks, one being filled while
/// the other is looked at.
class Conveyor {
public:
    struct Block {
        std::array<AuditEvent, 1024> events;
        std::array<Digest, 1024> hashes;
        std::size_t size = 0;
    };

    explicit Conveyor(const OnEvent& on_event)
        : on_event_(on_event), looking_([this] { look(); }) {}
    Conveyor(const Conveyor&) = delete;
    Conveyor& operator=(const Conveyor&) = delete;
    ~Conveyor() { (void)finish(); }

    Block& filling() { return *filling_; }
    /// Hands the block over once the one before it was looked at.
    Result<void> hand_over() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !full_; });
        if (!outcome_) return outcome_;
        std::swap(filling_, looked_at_);
        filling_->size = 0;
        full_ = true;
        changed_.notify_all();
        return {};
    }
    Result<void> finish() {
        if (!looking_.joinable()) return outcome_;
        {
            std::unique_lock lock(mutex_);
            ended_ = true;
            changed_.notify_all();
        }
        looking_.join();
        return outcome_;
    }

private:
    void look() {
        for (;;) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return full_ || ended_; });
            if (!full_) return;
            lock.unlock();
            Result<void> outcome = look_at(*looked_at_);
            lock.lock();
            if (outcome_) outcome_ = std::move(outcome);
            full_ = false;
            changed_.notify_all();
        }
    }
    Result<void> look_at(const Block& block) {
        for (std::size_t i = 0; i < block.size; ++i)
            TRY(on_event_(block.events[i], block.hashes[i]));
        return {};
    }

    const OnEvent& on_event_;
    std::unique_ptr<Block> filling_ = std::make_unique<Block>();
    std::unique_ptr<Block> looked_at_ = std::make_unique<Block>();
    std::mutex mutex_;
    std::condition_variable changed_;
    bool full_ = false, ended_ = false;
    Result<void> outcome_;
    std::thread looking_;
};

}  // namespace

Result<void> append_events(Transaction& transaction, std::span<const Told> told, Instant now) {
    if (told.empty()) return {};
    TRY_ASSIGN(Head head, head_of(transaction));
    now = std::max(now, head.at);  // A clock that steps back does not reorder what was done.
    TRY_ASSIGN(const std::unique_ptr<BulkWriter> writer,
               transaction.append("audit_event", columns));
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

Result<void> each_event(Transaction& snapshot, EventNumber from, EventNumber to,
                        const OnEvent& on_event) {
    Conveyor conveyor(on_event);
    TRY(snapshot.query(select_events, {{Value{from}, Value{to}}},
                       [&](const Row& row) -> Result<void> {
                           Conveyor::Block& block = conveyor.filling();
                           read_event(row, block.events[block.size]);
                           block.hashes[block.size] = digest_at(row, 6);
                           if (++block.size < block.events.size()) return {};
                           return conveyor.hand_over();
                       }));
    TRY(conveyor.hand_over());
    return conveyor.finish();
}

Result<ChainReport> verify_events(Transaction& snapshot) {
    ChainVerifier verifier;
    ChainReport report;
    constexpr EventNumber all = std::numeric_limits<EventNumber>::max();
    TRY(each_event(snapshot, 0, all,
                   [&](const AuditEvent& event, const Digest& hash) -> Result<void> {
                       verifier.next(event, hash);
                       ++report.events;
                       return {};
                   }));
    report.head = verifier.head();
    report.fault = verifier.fault();
    return report;
}

}  // namespace payung
