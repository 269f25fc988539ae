#pragma once

/// Values of FEEL in the words of a letter or the cells of a table, in Indonesian and English.
///
/// Units    what a number or date counts is read from the name or the constraint of its declared
///          type (unit_of()); without one a number is only a number.
/// Shape    Style::sentence writes "Rp1.250.000", "1 %", "Februari 2026"; Style::cell writes
///          "1.250.000", "0,01", "Feb 2026", because the column says the rest. English: "Rp
///          1,250,000", "February 2026".

#include <map>
#include <string>
#include <string_view>

#include "base/error.h"
#include "rules/program/program.h"

namespace payung::rules {

enum class Unit : std::uint8_t {
    none,
    rupiah,
    ratio,    // 0.01, told as 1 %
    percent,  // 70, told as 70 %
    years,
    months,
    days,
    month,  // a date that stands for its month
};

/// "rupiah"; empty for none.
std::string_view name_of(Unit unit);

/// By the declared name (tRupiah, tRasio, tPersen, tJumlahTahun, tJumlahBulan, tJumlahHari, with or
/// without an import prefix) or the constraint `?.day = 1`; `type` may be null.
Unit unit_of(const Type* type);
/// "rupiah", "rupiah_per_month", "ratio" …; none for any other word.
Unit unit_named(std::string_view name);

/// Units of decisions whose types do not say them, by name of the decision.
using Units = std::map<std::string, Unit, std::less<>>;
/// `units` may be null.
Unit unit_of(const Node& node, const Units* units);

enum class Style : std::uint8_t { sentence, cell };

/// Digits in groups of three: "1.250.000,5".
std::string in_words(const Decimal& number, Language language);
/// "17 Februari 2026", in a cell "17 Feb 2026".
std::string in_words(const Date& date, Style style, Language language);
/// "Februari 2026", in a cell "Feb 2026".
std::string month_in_words(const Date& date, Style style, Language language);
/// From the first to the last month or day, the year once where it is one: "Apr – Des 2026".
std::string span_in_words(const Date& first, const Date& last, Unit unit, Style style,
                          Language language);
std::string in_words(const Value& value, Unit unit, Style style, Language language);

/// A citation as English lawyers read it: "PP 44/2015 Pasal 4 ayat (1)" becomes "PP 44/2015 Article
/// 4 paragraph (1)". In Indonesian it is returned as it is.
std::string citation_in(std::string_view citation, Language language);

/// A condition or formula for reading: date("2026-01-01") becomes 2026-01-01.
std::string plain_dates(std::string_view feel);

/// Characters of a UTF-8 text, which a terminal shows in one column each.
std::size_t columns_of(std::string_view text);

}  // namespace payung::rules
