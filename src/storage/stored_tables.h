#pragma once

/// The tables of a store as they are, whatever they hold, and their rows as bytes that are the same
/// on both engines: for backups, and to tell whether two stores hold the same. Private to storage/.
///
/// Shape    a row is its columns in order: a byte for what stands there (0 nothing, 1 a number, 2
///          text, 3 bytes), then the number in eight bytes, or the length in four and the bytes.
///          The digest of a table is the SHA-256 of its rows in the order of its primary key.
/// Loads    what a load that is not done has put somewhere (load_record.h) is not there yet:
/// neither
///          its own tables nor its rows in others.

#include <functional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "storage/database.h"
#include "storage/load_record.h"

namespace payung {

enum class ColumnType : std::uint8_t { number = 1, text, bytes };

struct ColumnShape {
    std::string name;
    ColumnType type = ColumnType::number;
    int key = 0;  // its place in the primary key, from 1; 0: not of it
    friend bool operator==(const ColumnShape&, const ColumnShape&) = default;
};

struct TableShape {
    std::string name;
    std::vector<ColumnShape> columns;
    std::vector<StagedRange> staged = {};  // rows that are not there yet
    friend bool operator==(const TableShape&, const TableShape&) = default;
};

struct StoredDigest {
    std::string table;
    std::int64_t rows = 0;
    std::string sha256;
    friend bool operator==(const StoredDigest&, const StoredDigest&) = default;
};

/// All but schema_migration and those of loads; those that others refer to stand before them.
Result<std::vector<TableShape>> table_shapes(Transaction& transaction);

/// Each row of a table as bytes, in the order of its primary key.
Result<void> each_row(Transaction& transaction, const TableShape& table,
                      const std::function<Result<void>(std::string_view)>& on_row);

Result<StoredDigest> stored_digest(Transaction& transaction, const TableShape& table);
/// Of all tables, by name.
Result<std::vector<StoredDigest>> stored_digests(Transaction& transaction);

/// Values that point into `row`. Pre: `row` was written by each_row() of a table of this shape.
std::vector<Value> values_of(std::string_view row, std::size_t columns);

}  // namespace payung
