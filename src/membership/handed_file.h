#pragma once

/// A file that an employer or a group hands in, CSV or XLSX, read row by row, with what became of
/// each row that was not taken as it stands.
///
/// Shape    columns by name as in registry/columns.h; the rows of one reader in the order of the
///          file. A verdict holds the whole error, so that it can be told in either language.
/// Errors   file_*, csv_*, xlsx_*, column_missing, column_twice, file_cut, file_binary.

#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "registry/intake.h"

namespace payung {

/// Values are masked before they come here.
struct RowVerdict {
    std::uint64_t line = 0;
    std::string field;  // header of the column; empty where the whole row is meant
    std::string value_masked;
    Error error;
    RowOutcome outcome = RowOutcome::rejected;
};

struct HandedFile {
    std::string name;    // without folders
    std::string sha256;  // of an XLSX: of the rows of its first sheet
    std::uint64_t rows = 0;
    std::vector<std::string> columns_unknown;
    std::vector<RowVerdict> verdicts;
};

/// `on_row` may doubt or reject; rows with the wrong number of fields never come to it.
Result<HandedFile> read_handed_file(const Path& path, std::span<const ColumnSpec> specs,
                                    const std::function<void(FieldRow&)>& on_row);

/// In order of line.
void sort_by_line(std::vector<RowVerdict>& verdicts);
std::uint64_t count_rows(const std::vector<RowVerdict>& verdicts, RowOutcome outcome);

}  // namespace payung
