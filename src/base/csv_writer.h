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
/// Cost     about 5 ns a field.
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
        begin_field();
        append_number(value);
        return *this;
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
    void begin_field() {
        if (fields_++ > 0) out_->push_back(',');
    }
    template <class Number>
    void append_number(Number value) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        out_->append(digits, static_cast<std::size_t>(end - digits));
    }
    static bool needs_quotes(std::string_view value);
    void append_quoted(std::string_view value);
    void append_padded(std::uint64_t value, unsigned digits);
    void append_decimal(std::int64_t value, unsigned places);

    std::string* out_;
    std::size_t fields_ = 0;  // of this record so far
};

}  // namespace payung
