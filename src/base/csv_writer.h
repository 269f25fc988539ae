#pragma once

/// Writing CSV: fields behind one another into a buffer that the caller owns.
///
/// UTF-8 without BOM, comma, LF; a text is quoted only where it holds a comma, a quote or a line
/// break. Several threads may each fill a buffer of their own; an OutputFile takes them in order.
///
/// Units    Money in whole rupiah (sen, where there are any, behind a point); Day 2026-01-31; Month
///          2026-01; parts as decimals of a whole number, so that no floating point is near.
/// Caution  A text is written as it is. A spreadsheet that opens the file takes "=1+1" for a
/// formula;
///          changing it here would falsify the data that other programs read. Where people open the
///          file in a spreadsheet, send the XLSX, in which a text stays a text.
/// Cost     about 10 ns a field.
///
///     CsvWriter csv(buffer);
///     csv.text("APBD-6303").month(month).whole(12).money(due).end();

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/money.h"
#include "base/nik.h"

namespace payung {

class CsvWriter {
public:
    /// Appends to `out`, which must outlive this.
    explicit CsvWriter(std::string& out) : out_(&out) {}

    CsvWriter& text(std::string_view value) {
        begin_field();
        if (needs_quotes(value)) [[unlikely]] {
            append_quoted(value);
        } else {
            out_->append(value);
        }
        return *this;
    }
    CsvWriter& empty() {
        begin_field();
        return *this;
    }
    CsvWriter& whole(std::int64_t value) {
        char field[field_bytes_max];
        char* const at = begin_field(field);
        return append(field, std::to_chars(at, field + sizeof field, value).ptr);
    }
    CsvWriter& money(Money value);
    CsvWriter& day(Day value);
    CsvWriter& month(Month value);
    /// All 16 digits: for rosters and bills that must name the person; empty without a NIK.
    CsvWriter& nik(Nik value);
    /// value / 10^places: decimal(3671, 2) is 36.71. Pre: places <= 18.
    CsvWriter& decimal(std::int64_t value, unsigned places);

    /// Ends the record. One that would be a blank line (a single empty field) is written as "".
    void end();

private:
    static constexpr std::size_t field_bytes_max = 24;  // of all but texts, with the comma

    void begin_field() {
        if (fields_++ > 0) out_->push_back(',');
    }
    /// The same for a field that is put together in `field` first.
    char* begin_field(char* field) {
        if (fields_++ > 0) *field++ = ',';
        return field;
    }
    CsvWriter& append(const char* begin, const char* end) {
        out_->append(begin, static_cast<std::size_t>(end - begin));
        return *this;
    }
    static bool needs_quotes(std::string_view value);
    void append_quoted(std::string_view value);

    std::string* out_;
    std::size_t fields_ = 0;  // of this record so far
};

}  // namespace payung
