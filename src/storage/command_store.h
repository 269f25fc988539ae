#pragma once

/// Commands that were done: sent again, they are answered as the first time and do nothing more.
///
/// Shape    within the transaction of the command: find_command() first, keep_command() with the
///          effect. Neither what was asked nor its event is kept, only their keyed digests: the
///          event's is the key, under which it is looked for with each version of the key.
/// Errors   command_key_conflict: the key was used for something else; those of database.h.
/// Cost     one look-up for each version of the key that there ever was.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "storage/content_digest.h"
#include "storage/database.h"

namespace payung {

struct CommandRecord {
    std::string_view kind;     // "bill.issue"
    std::string_view event;    // unique for ever among those of its kind
    std::string_view content;  // all that is asked
    std::string_view actor;
};

/// The answer that was given to this command; nothing where it is new.
Result<std::optional<std::string>> find_command(Transaction& transaction,
                                                std::span<const ContentDigests> digests,
                                                const CommandRecord& command);
Result<void> keep_command(Transaction& transaction, const ContentDigests& digests,
                          const CommandRecord& command, std::string_view answer, Instant now);

}  // namespace payung
