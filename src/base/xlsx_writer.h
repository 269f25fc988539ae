#pragma once

/// Writing XLSX workbooks of any length: rosters and bills as an office sends them.
///
/// Shape    sheets one after another, rows one after another, cells from the left. The first row of
///          a sheet holds the titles: bold, frozen, with a filter. A sheet that is full (1,048,576
///          rows) goes on in another, "name (2)". What has been written cannot be changed.
/// Cells    text as text, so that a NIK keeps its digits; money as whole rupiah shown 1.250.000;
///          numbers that a double cannot hold exactly as text. Bytes that are not UTF-8 and control
///          characters are replaced; text longer than 32,767 characters is cut.
/// Errors   file_unwritable. Failed writes are found also where the library below does not look:
///          the finished file is read once through before close() says it is there.
/// Cost     about 95,000 rows of six cells a second; memory of one row (9 MB in all). Temporary
/// files take about
///          ten times the size of the result, in the folder named, not in /tmp.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/file.h"
#include "base/money.h"
#include "base/nik.h"
#include "base/result.h"

namespace payung {

struct XlsxColumn {
    std::string title;
    int width = 0;  // In characters; 0: by the title.
};

struct XlsxWriterOptions {
    /// What the file says of its making. Not the clock's: the same rows make the same bytes.
    Day created = Month::from_ym(2000, 1).first_day();
    std::uint32_t rows_max = 1'048'576;  // Of a sheet, with its titles; less only in tests.
};

/// One workbook. Dropped without close(), no file is left.
class XlsxWriter {
public:
    /// Temporary files go to `temporary_folder`: the staging folder of the output.
    static Result<XlsxWriter> create(const Path& path, const Path& temporary_folder,
                                     XlsxWriterOptions options = {});
    XlsxWriter(XlsxWriter&& other) noexcept;
    XlsxWriter& operator=(XlsxWriter&&) = delete;
    ~XlsxWriter();

    /// The name is cleaned as spreadsheets demand: 31 characters, none of []:*?/\, unique.
    void begin_sheet(std::string_view name, std::vector<XlsxColumn> columns);

    /// The next cell of the row, then of the next column. Pre: a sheet has begun, and has room.
    void text(std::string_view value);
    void number(std::int64_t value);
    void money(Money value);
    void nik(Nik value);  // All digits, as text; an empty cell without one.
    void empty();
    void end_row();

    /// The file is whole under its path, or an error says why not, and there is none.
    Result<void> close();

private:
    struct State;
    explicit XlsxWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// `name` as a name of a sheet that is not in `taken`, which are compared without regard to case.
std::string sheet_name(std::string_view name, std::span<const std::string> taken);

}  // namespace payung
