#pragma once

/// The rows of an edition in their tables, a piece at a time. Private to storage/.
///
/// Shape    pieces are counted through all tables that are written one after the other: of a
///          register first the persons (with the blocks of their NIKs), then their ids in the order
///          of the hashes. So every table only grows at its end.
/// Errors   personal_key_*; those of database.h.
/// Cost     a register's ids are sorted once, when the first of them is written: 16 bytes a person.

#include <memory>
#include <string>
#include <vector>

#include "membership/account_table.h"
#include "registry/area_table.h"
#include "registry/person_table.h"
#include "storage/database.h"
#include "storage/load_record.h"
#include "storage/personal_keys.h"
#include "storage/run_records.h"

namespace payung {

class EditionRows {
public:
    virtual ~EditionRows() = default;
    virtual EditionKind kind() const = 0;
    /// Tells these rows from others of the same files.
    virtual std::string digest() const = 0;
    /// The same, of what else decides how they stand in the tables.
    virtual std::string form() const = 0;
    virtual std::string columns() const = 0;
    virtual const std::vector<std::string>& words() const = 0;

    /// Pieces in all.
    virtual std::int64_t size() const = 0;
    /// Writes the pieces [from, to). Pre: `from` is a multiple of persons_of_block (nik_blocks.h).
    virtual Result<void> write(Transaction& transaction, std::int64_t edition, std::int64_t from,
                               std::int64_t to) = 0;
    /// Where they stand.
    virtual std::vector<StagedRange> ranges(std::int64_t edition) const = 0;
};

/// What they are made of must outlive them.
std::unique_ptr<EditionRows> register_rows(const PersonTable& persons, const AreaTable& areas,
                                           const PersonalKeys& keys);
std::unique_ptr<EditionRows> membership_rows(const AccountTable& accounts);

}  // namespace payung
