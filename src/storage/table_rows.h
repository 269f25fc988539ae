#pragma once

/// Whole tables as text, the same from every engine: to compare two stores, or to look at one with
/// a spreadsheet.
///
/// Shape    one record a row, fields in the order of the columns, bytes in hexadecimal digits, NULL
///          empty; records in the order of their bytes, whatever the engine's.
/// Errors   those of database.h.
/// Cost     O(rows log rows), all of a table in memory.

#include <string>
#include <string_view>
#include <vector>

#include "audit/digest.h"
#include "storage/database.h"

namespace payung {

/// By name.
Result<std::vector<std::string>> table_names(Transaction& transaction);

struct TableRows {
    std::string header;  // as CSV, without the end of the line
    std::vector<std::string> rows;
};
Result<TableRows> table_rows(Transaction& transaction, std::string_view table);

struct TableDigest {
    std::string table;
    std::size_t rows = 0;
    Digest digest{};
    friend bool operator==(const TableDigest&, const TableDigest&) = default;
};
Result<TableDigest> digest_of_table(Transaction& transaction, std::string_view table);

}  // namespace payung
