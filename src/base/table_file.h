#pragma once

/// A table that somebody sent us, CSV or XLSX, read the same way.
///
/// What a file is is told by its first bytes, not by its name. CSV goes straight to CsvFile. The
/// first sheet of an XLSX is written once, streaming, to a temporary file without a name, one line
/// a row of the sheet, and read from there as CSV: so there is one intake, and line N in an error
/// is row N of the sheet. Line breaks in cells become blanks; rows are filled up to the width of
/// the first that holds something.
///
/// Errors   those of CsvFile and XlsxFile; unsupported_spreadsheet for XLS, XLSB, ODS and files
/// with
///          a password; file_unwritable when there is no room for temporary files.
/// Cost     CSV: none. XLSX: about 190,000 rows of six cells a second.

#include "base/csv_reader.h"
#include "base/progress.h"
#include "base/xlsx_reader.h"

namespace payung {

struct TableOptions {
    CsvOptions csv;
    XlsxLimits xlsx;
    Progress progress = Progress::silent();  // Shows the unpacking of an XLSX.
};

Result<CsvFile> open_table(const Path& path, TableOptions options = {});

}  // namespace payung
