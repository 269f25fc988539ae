#pragma once

/// Commands that were done: sent again, they are answered as the first time and do nothing more.
///
/// Shape    within the transaction of the command: find_command() first, keep_command() with the
///          effect.
/// Errors   command_key_conflict: the key was used for something else; those of database.h.

#include <optional>
#include <string>
#include <string_view>

#include "audit/digest.h"
#include "base/clock.h"
#include "ledger/entry.h"
#include "storage/database.h"

namespace payung {

struct CommandRecord {
    IdempotencyKey key;
    std::string_view kind;  // "bill.issue"
    Digest digest{};        // of what is asked
    std::string_view actor;
};

/// The answer that was given to this command; nothing where it is new.
Result<std::optional<std::string>> find_command(Transaction& transaction,
                                                const CommandRecord& command);
Result<void> keep_command(Transaction& transaction, const CommandRecord& command,
                          std::string_view answer, Instant now);

}  // namespace payung
