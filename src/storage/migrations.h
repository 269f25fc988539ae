#pragma once

/// Brings the tables of a store up to what this program expects: forward only, one transaction
/// each.
///
/// A migration is a file migrations/0001_what.sqlite.sql (with a .postgres.sql twin), numbered from
/// 1 without gaps and never edited: its SHA-256 is kept in the table schema_migration with its
/// number, name, time and the version of the program that applied it. The way back is a backup.
///
/// Errors   store_migration_changed, store_newer_version, and what the database says.

#include <span>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "storage/database.h"

namespace payung {

struct Migration {
    int number = 0;
    std::string_view name;
    std::string_view text;
};

/// Those that this program carries, in their order.
std::span<const Migration> migrations_of(Engine engine);

/// Applies what is missing. Writes nothing where nothing is. Several processes may do it at once.
Result<void> migrate(Database& database, std::span<const Migration> migrations, const Clock& clock,
                     std::string_view version);

}  // namespace payung
