#pragma once

/// The desk at which every command is done: what it needs, and how it is done once.
///
/// Shape    carry_out() runs one command in one transaction: its effect on the tables, its postings
///          in the books, its events in the audit chain and its key. Sent again with the same key
///          and content, it gives the first answer and does nothing; the same key with other
///          content is refused. What was asked and told is kept as keyed digests, so commands need
///          the key of the store.
/// Errors   those of the command; command_key_conflict; personal_key_*; those of
/// storage/database.h.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "ledger/entry.h"
#include "legislation/rulebook.h"
#include "storage/audit_store.h"
#include "storage/checkpoint_store.h"
#include "storage/content_digest.h"
#include "storage/database.h"
#include "storage/ledger_store.h"
#include "storage/personal_store.h"

namespace payung {

struct Done {
    std::string answer;  // as the effect gave it, JSON
    bool again = false;  // it was done before; nothing was changed
};

struct Desk {
    Database* database = nullptr;
    Rulebook law;
    PersonalKeys keys;
    const Clock* clock = nullptr;
    std::string actor;  // who sits at it, for audit and four eyes
    /// Where events must be signed: how long commands are taken when nobody does.
    std::optional<CheckpointLimits> signing = std::nullopt;
};

/// What is asked: a kind, the event that makes its key, and all that it says, in one line.
struct Command {
    std::string kind;     // "wages.take"
    std::string event;    // of it the key is made: "wages:NPP:2026-03:sha256"; unique for ever
    std::string content;  // of it the digest is made; the same for the same request
};

/// The work of one command while it runs.
class Work;
using Effect = std::function<Result<std::string>(Work&)>;

class Work {
public:
    Work(Transaction& transaction, const Desk& desk, Instant now)
        : transaction_(transaction), desk_(desk), now_(now) {}

    Transaction& transaction() { return transaction_; }
    const Desk& desk() const { return desk_; }
    Instant now() const { return now_; }
    PersonalStore personal() { return {transaction_, desk_.keys}; }

    /// Posts groups; the first that is refused fails the command.
    Result<std::vector<PostingReceipt>> post(std::span<const Group> groups);
    /// One event of the audit chain: what was done to what. `content` is what it must agree with;
    /// its keyed digest is kept (storage/content_digest.h).
    void tell(std::string action, std::string subject, std::string_view content);

private:
    friend Result<Done> carry_out(const Desk& desk, const Command& command, const Effect& effect);
    struct Saying {
        std::string action, subject, content;
    };
    Result<void> append_told(const ContentDigests& digests);

    Transaction& transaction_;
    const Desk& desk_;
    Instant now_;
    std::vector<Saying> told_;
};

Result<Done> carry_out(const Desk& desk, const Command& command, const Effect& effect);

/// The civil day of an instant, in western Indonesia (UTC+7), where the agency counts its days.
Day day_of(Instant instant);

}  // namespace payung
