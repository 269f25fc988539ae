#pragma once

/// What stands in a cell of an XLSX sheet, as text for the intake.
///
/// A sheet stores numbers as doubles, dates as numbers with a format, and escapes in text. These
/// functions undo that and nothing more: what cannot be told exactly stays as it is written, so
/// that the intake can complain of it.
///
/// Law      ECMA-376 Part 1: 18.17.4 (dates), 18.8.30 (formats), 22.9.2.19 (escapes).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace payung {

/// How a cell's number is shown, as far as we care.
enum class XlsxFormat : std::uint8_t { number, date, date_time };

/// The format of a number format's code, such as "dd/mm/yyyy" or "[$-421]d mmmm yyyy;@".
XlsxFormat format_of_code(std::string_view code);
/// The format of a built-in number format.
XlsxFormat format_of_builtin(unsigned id);

/// A number as it stands in the XML. Whole numbers below 2^53 (all of which a double holds exactly)
/// that were written with an exponent come out as digits: 3.3036E15 is 3303600000000000.
std::string number_text(std::string_view number);

/// The day (and, for date_time, the time where there is one) that `serial` stands for, as
/// "1980-12-31" or "1980-12-31 08:30:00". Nothing for numbers that are no day, and for
/// Excel's 29 February 1900.
std::optional<std::string> date_text(std::string_view serial, XlsxFormat format, bool date1904);

/// "C5": column 3, row 5. Columns up to XFD (16384), rows up to 1048576.
struct XlsxPlace {
    std::uint32_t column = 0, row = 0;
    friend bool operator==(const XlsxPlace&, const XlsxPlace&) = default;
};
std::optional<XlsxPlace> parse_place(std::string_view text);
std::string to_text(XlsxPlace place);

/// `text` with _x000D_ and its like turned into the characters they stand for; appended to `out`.
void append_unescaped(std::string_view text, std::string& out);

}  // namespace payung
