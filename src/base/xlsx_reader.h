#pragma once

/// Reading one sheet of an XLSX workbook, row by row.
///
/// Cells come out as text: shared and inline strings with their escapes undone, formulas as the
/// value last computed, booleans as TRUE and FALSE, errors as #N/A and so on, dates as YYYY-MM-DD
/// (both date systems; see xlsx_cell.h), numbers as their digits. A number that is shown
/// as 1.23E+15 because it was typed as text stays that text, for the intake to complain of.
///
/// Shape    rows in the order of the sheet, each with its number; blank rows are passed over, so a
///          row's number is that of the sheet. Cells up to the last that holds something; empty
///          text between them.
/// Limits   see XlsxLimits; 1,048,576 rows. Bombs are refused while they unpack (zip_reader.h).
/// Errors   xlsx_broken, xlsx_too_large, xlsx_too_wide, xlsx_sheet_not_found,
///          unsupported_spreadsheet, file_*, interrupted, and whatever the taker returns.
/// Cost     about 200,000 rows of six cells a second; memory: shared strings and one row (9 MB
/// without).

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/xlsx_cell.h"
#include "base/zip_reader.h"

namespace payung {

struct XlsxLimits {
    ZipLimits zip;
    std::uint32_t columns_max = 1'000;
    std::uint64_t shared_strings_bytes_max = std::uint64_t{512} << 20U;
    std::uint64_t cell_bytes_max = std::uint64_t{1} << 20U;
    std::uint64_t row_bytes_max = std::uint64_t{16} << 20U;
};

/// One row that holds something. Views die when the taker returns.
struct XlsxRow {
    std::uint32_t number = 0;  // from 1
    std::span<const std::string_view> cells;
};

class XlsxFile {
public:
    using Take = std::function<Result<void>(const XlsxRow&)>;

    static Result<XlsxFile> open(const Path& path, XlsxLimits limits = {});

    /// Names of the worksheets, in their order.
    std::vector<std::string> sheet_names() const;
    /// Reads the sheet of that name; without a name the first that is not hidden.
    Result<void> read(const Take& take, std::string_view sheet = {});

    std::uint64_t file_bytes() const { return zip_.file_bytes(); }
    /// How far read() has come in the file: for progress.
    std::uint64_t packed_bytes_read() const { return zip_.packed_bytes_read(); }

private:
    struct Sheet {
        std::string name, part;
        bool hidden = false;
    };
    XlsxFile(ZipReader zip, XlsxLimits limits) : zip_(std::move(zip)), limits_(limits) {}
    Result<void> find_parts();
    Result<const Sheet*> sheet(std::string_view name) const;

    ZipReader zip_;
    XlsxLimits limits_;
    std::vector<Sheet> sheets_;
    std::string shared_strings_part_, styles_part_;  // Empty if there are none.
    bool date1904_ = false;
};

}  // namespace payung
