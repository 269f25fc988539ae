#pragma once

/// Loads that have begun and are not done: how far each came, so that it goes on from there, and
/// where its rows stand meanwhile. Private to storage/: staged_load.h and edition_writer.h use it.
///
/// Shape    within the transaction of a batch: its rows and the watermark are durable together. A
///          load is told by its key, which says what is loaded by its content; that of a load that
///          is done is gone, and what it loaded says so itself.
/// Rows     stand in a table staged_LOAD of their own (staged_load.h), or at the end of their own
///          table already, in ranges of keys at which nobody looks (StagedRange). Neither is taken
///          into backups, nor counted by stored_digests().
/// Errors   load_unknown; those of database.h.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/database.h"

namespace payung {

/// Rows of a table whose first key column lies in [first, end).
struct StagedRange {
    std::string table;
    std::int64_t first = 0, end = 0;
    friend bool operator==(const StagedRange&, const StagedRange&) = default;
};

struct LoadRecord {
    std::int64_t load = 0;
    std::string key;
    std::int64_t taken = 0;     // rows
    std::int64_t position = 0;  // in the source, after the last of them
    Instant begun_at, taken_at;
};

/// Tables of loads, by their names.
constexpr std::string_view staging_prefix = "staged_";
std::string staging_table(std::int64_t load);

Result<std::optional<LoadRecord>> find_load(Transaction& transaction, std::string_view key);
/// Pre: no load has this key.
Result<LoadRecord> begin_load(Transaction& transaction, std::string_view key,
                              std::span<const StagedRange> ranges, Instant now);
/// The watermark after a batch: `load.taken` and `load.position`.
Result<void> advance_load(Transaction& transaction, const LoadRecord& load, Instant now);
/// Its rows are where they belong.
Result<void> end_load(Transaction& transaction, std::int64_t load);

Result<std::vector<StagedRange>> all_staged_ranges(Transaction& transaction);
/// Of one load, by table.
Result<std::vector<StagedRange>> staged_ranges(Transaction& transaction, std::int64_t load);
/// Those that are under way or were left, the oldest first.
Result<std::vector<LoadRecord>> unfinished_loads(Transaction& transaction);

/// Takes away what a load has left, in pieces between which others write; killed meanwhile, it can
/// be called again. Who still loads begins anew.
Result<void> drop_load(Database& database, std::int64_t load);

/// Lets others write between two pieces of long work: they look for their turn every 5 ms.
/// Errors: interrupted.
Result<void> let_others_write();

}  // namespace payung
