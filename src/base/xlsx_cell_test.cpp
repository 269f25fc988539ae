#include "base/xlsx_cell.h"

#include <gtest/gtest.h>

#include <array>

namespace payung {
namespace {

// Goal: digits stay as written; an exponent is undone where the number is whole and a double holds
// it exactly; all else stays, for the intake to complain of.
TEST(XlsxCell, writes_numbers_as_digits) {
    struct Case {
        std::string_view why, stored, text;
    };
    constexpr std::array cases{
        Case{"digits as they are", "3303650507800001", "3303650507800001"},
        Case{"also past 2^53", "9171010101010001", "9171010101010001"},
        Case{"NIK as Excel stores it", "3.303650507800001E15", "3303650507800001"},
        Case{"small e, plus sign", "3.303650507800001e+15", "3303650507800001"},
        Case{"noughts are filled up", "1.5E6", "1500000"},
        Case{"last whole number that is exact", "9.007199254740991E15", "9007199254740991"},
        Case{"2^53 may stand for its neighbour", "9.007199254740992E15", "9.007199254740992E15"},
        Case{"too long", "1.2345678901234567E+17", "1.2345678901234567E+17"},
        Case{"a fraction", "1.5E-3", "1.5E-3"},
        Case{"a fraction behind whole digits", "1.23456E3", "1.23456E3"},
        Case{"noughts behind the point", "1.2000E1", "12"},
        Case{"negative", "-2.5E4", "-25000"},
        Case{"nought", "0.0E1", "0"},
        Case{"no exponent, no change", "12.50", "12.50"},
        Case{"an exponent without digits", "1E", "1E"},
        Case{"no number at all", "Eva", "Eva"},
        Case{"huge exponent", "1E999999999999", "1E999999999999"},
        Case{"nothing", "", ""},
    };
    for (const Case& c : cases) EXPECT_EQ(number_text(c.stored), c.text) << c.why;
}

// Goal: days of both date systems, on both sides of the 29 February 1900 that never was.
TEST(XlsxCell, turns_serials_into_days) {
    struct Case {
        std::string_view why, serial;
        XlsxFormat format;
        bool date1904;
        std::optional<std::string> text;
    };
    const auto date = XlsxFormat::date;
    const auto time = XlsxFormat::date_time;
    const std::array cases{
        Case{"first day", "1", date, false, "1900-01-01"},
        Case{"before the leap bug", "59", date, false, "1900-02-28"},
        Case{"the leap bug", "60", date, false, std::nullopt},
        Case{"behind the leap bug", "61", date, false, "1900-03-01"},
        Case{"a birthday", "29586", date, false, "1980-12-31"},
        Case{"written with a point", "29586.0", date, false, "1980-12-31"},
        Case{"the same in 1904", "28124", date, true, "1980-12-31"},
        Case{"first day of 1904", "0", date, true, "1904-01-01"},
        Case{"last day", "2958465", date, false, "9999-12-31"},
        Case{"behind the last day", "2958466", date, false, std::nullopt},
        Case{"nought is no day", "0", date, false, std::nullopt},
        Case{"negative", "-5", date, false, std::nullopt},
        Case{"not a number", "abc", date, false, std::nullopt},
        Case{"nan", "nan", date, false, std::nullopt},
        Case{"time is not shown", "29586.75", date, false, "1980-12-31"},
        Case{"time is shown", "29586.75", time, false, "1980-12-31 18:00:00"},
        Case{"midnight", "29586", time, false, "1980-12-31"},
        Case{"noise before midnight", "29585.99999999999", date, false, "1980-12-31"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(date_text(c.serial, c.format, c.date1904), c.text) << c.why;
    }
}

// Goal: a format is a date if it shows day, month or year, whatever stands in quotes or brackets.
TEST(XlsxCell, tells_formats_of_dates) {
    struct Case {
        std::string_view code;
        XlsxFormat format;
    };
    constexpr std::array cases{
        Case{"dd/mm/yyyy", XlsxFormat::date},
        Case{"[$-421]dd mmmm yyyy;@", XlsxFormat::date},
        Case{"yyyy\\-mm\\-dd", XlsxFormat::date},
        Case{"mmm", XlsxFormat::date},
        Case{"DD-MMM-YY", XlsxFormat::date},
        Case{"dd/mm/yyyy hh:mm", XlsxFormat::date_time},
        Case{"h:mm:ss", XlsxFormat::number},
        Case{"[h]:mm", XlsxFormat::number},
        Case{"[mm]", XlsxFormat::number},
        Case{"[]", XlsxFormat::number},
        Case{"[h", XlsxFormat::number},
        Case{"d [hh]:mm", XlsxFormat::date_time},
        Case{"mm:ss.0", XlsxFormat::number},
        Case{"General", XlsxFormat::number},
        Case{"#,##0", XlsxFormat::number},
        Case{"0.00E+00", XlsxFormat::number},
        Case{"#,##0\" rupiah dan hari\"", XlsxFormat::number},
        Case{"[Red]0;[Yellow]0", XlsxFormat::number},
        Case{"0\\d", XlsxFormat::number},
        Case{"_(* #,##0_);_(* \\(#,##0\\)", XlsxFormat::number},
        Case{"0;\"dd\"", XlsxFormat::number},
        Case{"\"never closed dd", XlsxFormat::number},
        Case{"0\\", XlsxFormat::number},
        Case{"", XlsxFormat::number},
    };
    for (const Case& c : cases) EXPECT_EQ(format_of_code(c.code), c.format) << c.code;
    EXPECT_EQ(format_of_builtin(14), XlsxFormat::date);
    EXPECT_EQ(format_of_builtin(22), XlsxFormat::date_time);
    for (const unsigned id : {0U, 3U, 18U, 21U, 45U, 47U, 49U, 164U}) {
        EXPECT_EQ(format_of_builtin(id), XlsxFormat::number) << id;
    }
}

// Goal: places are read and written as spreadsheets do, and none outside the sheet is taken.
TEST(XlsxCell, reads_places) {
    EXPECT_EQ(parse_place("A1"), (XlsxPlace{1, 1}));
    EXPECT_EQ(parse_place("C5"), (XlsxPlace{3, 5}));
    EXPECT_EQ(parse_place("AA10"), (XlsxPlace{27, 10}));
    EXPECT_EQ(parse_place("XFD1048576"), (XlsxPlace{16'384, 1'048'576}));
    for (const std::string_view text :
         {"", "5", "A", "A0", "XFE1", "A1048577", "AAAA1", "A1B", "A-1", "Ä1", "A99999999999"}) {
        EXPECT_FALSE(parse_place(text)) << text;
    }
    for (std::uint32_t column = 1; column <= 16'384; ++column) {
        const XlsxPlace place{column, 7};
        ASSERT_EQ(parse_place(to_text(place)), place);
    }
}

// Goal: _xHHHH_ is a character; anything that only looks like it stays.
TEST(XlsxCell, undoes_escapes) {
    struct Case {
        std::string_view stored, text;
    };
    constexpr std::array cases{
        Case{"Siti", "Siti"},
        Case{"a_x000D_b", "a\rb"},
        Case{"_x005F_x000D_", "_x000D_"},
        Case{"_x00E9_", "é"},
        Case{"_x20AC_", "€"},
        Case{"_xD800_", "\xEF\xBF\xBD"},
        Case{"_x00zz_", "_x00zz_"},
        Case{"_x00", "_x00"},
        Case{"a_b_x", "a_b_x"},
        Case{"", ""},
    };
    for (const Case& c : cases) {
        std::string text;
        append_unescaped(c.stored, text);
        EXPECT_EQ(text, c.text) << c.stored;
    }
}

}  // namespace
}  // namespace payung
