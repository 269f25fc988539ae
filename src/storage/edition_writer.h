#pragma once

/// Puts editions into the store, a batch at a time. Private to storage/: run_store.h is what others
/// use.
///
/// Shape    the rows of each batch and the watermark (load_record.h) are one durable transaction;
///          the last one adds the row of the table `edition`, from which moment all of it is there.
///          Killed or stopped anywhere, the next call with the same contents goes on after the last
///          batch. Between two batches others write. Several may load the same one at once.
/// Place    rows are written where they belong at once: their tables have no index but the order in
///          which they come, so that a staging table would only have them written twice, and the
///          move out of it would be one long transaction again (docs/decisions/0004).
/// Errors   interrupted, personal_key_*; those of database.h.

#include "storage/database.h"
#include "storage/edition_rows.h"

namespace payung {

struct EditionBatches {
    std::int64_t rows = 131'072;  // some tenths of a second; a multiple of persons_of_block
    /// Called between two batches with the pieces that are durable; an error of it stops the load.
    std::function<Result<void>(std::int64_t)> between = [](std::int64_t) {
        return let_others_write();
    };
};

/// The edition that has these contents and rows, or a new one with them.
Result<SavedEdition> save_edition(Database& database, const EditionSource& source,
                                  EditionRows& rows, const Clock& clock,
                                  const EditionBatches& batches = {});

/// The same, of either kind.
Result<SavedEdition> save_register(Database& database, const EditionSource& source,
                                   const PersonTable& persons, const AreaTable& areas,
                                   const Clock& clock, const PersonalKeys& keys,
                                   const EditionBatches& batches = {});
Result<SavedEdition> save_membership(Database& database, const EditionSource& source,
                                     const AccountTable& accounts, const Clock& clock,
                                     const EditionBatches& batches = {});

}  // namespace payung
