#include "rules/explain/words.h"

#include <gtest/gtest.h>

#include "rules/explain/conditions.h"
#include "rules/feel/parse.h"

namespace payung::rules {
namespace {

Value day(const char* text) {
    return Value(*parse_date(text));
}
Value number(const char* text) {
    return Value(*Decimal::parse(text));
}

// Goal: values as a letter and as a table cell write them, in both languages.
TEST(Words, say_values_in_both_languages) {
    struct Case {
        Value value;
        Unit unit;
        Style style;
        std::string id, en;
    };
    const std::vector<Case> cases{
        {number("1250000"), Unit::rupiah, Style::sentence, "Rp1.250.000", "Rp 1,250,000"},
        {number("-1250000"), Unit::rupiah, Style::sentence, "-Rp1.250.000", "-Rp 1,250,000"},
        {number("6800.5"), Unit::rupiah, Style::sentence, "Rp6.800,5", "Rp 6,800.5"},
        {number("1250000"), Unit::rupiah, Style::cell, "1.250.000", "1,250,000"},
        {number("0.5"), Unit::none, Style::sentence, "0,5", "0.5"},
        {number("999"), Unit::none, Style::cell, "999", "999"},
        {number("0.01"), Unit::ratio, Style::sentence, "1 %", "1 %"},
        {number("0.0024"), Unit::ratio, Style::sentence, "0,24 %", "0.24 %"},
        {number("0.0024"), Unit::ratio, Style::cell, "0,0024", "0.0024"},
        {number("70"), Unit::percent, Style::sentence, "70 %", "70 %"},
        {number("12"), Unit::months, Style::sentence, "12 bulan", "12 months"},
        {day("2026-02-01"), Unit::month, Style::sentence, "Februari 2026", "February 2026"},
        {day("2026-08-01"), Unit::month, Style::cell, "Agu 2026", "Aug 2026"},
        {day("2026-05-17"), Unit::none, Style::sentence, "17 Mei 2026", "17 May 2026"},
        {day("2026-12-17"), Unit::none, Style::cell, "17 Des 2026", "17 Dec 2026"},
        {Value(true), Unit::none, Style::cell, "ya", "yes"},
        {Value(false), Unit::none, Style::cell, "tidak", "no"},
        {Value("APBD"), Unit::none, Style::cell, "APBD", "APBD"},
        {Value(List{number("1"), number("0.5")}), Unit::none, Style::cell, "1, 0,5", "1, 0.5"},
        {Value(List{}), Unit::none, Style::cell, "tidak ada", "none"},
        {Value(YearsMonthsDuration{26}), Unit::none, Style::sentence, "2 tahun 2 bulan",
         "2 years 2 months"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.en);
        EXPECT_EQ(in_words(c.value, c.unit, c.style, Language::id), c.id);
        EXPECT_EQ(in_words(c.value, c.unit, c.style, Language::en), c.en);
    }
}

// Goal: the unit is read from the declared type, whatever file declares it.
TEST(Words, read_units_from_types) {
    const auto named = [](const char* name) {
        Type type;
        type.name = name;
        return unit_of(&type);
    };
    EXPECT_EQ(named("tRupiah"), Unit::rupiah);
    EXPECT_EQ(named("bpu.tRupiah"), Unit::rupiah);
    EXPECT_EQ(named("tRasio"), Unit::ratio);
    EXPECT_EQ(named("tSektor"), Unit::none);
    EXPECT_EQ(unit_of(static_cast<const Type*>(nullptr)), Unit::none);
    Type month;
    month.constraints = {"?.day = 1"};
    EXPECT_EQ(unit_of(&month), Unit::month);
    EXPECT_EQ(unit_named("rupiah_per_month"), Unit::rupiah);
    EXPECT_EQ(unit_named("yes_no"), Unit::none);
}

// Goal: a span names its year once where it can, and a span of one month is that month.
TEST(Words, join_months_and_days) {
    const auto span = [](const char* a, const char* b, Unit unit) {
        return span_in_words(*parse_date(a), *parse_date(b), unit, Style::cell, Language::id);
    };
    EXPECT_EQ(span("2026-04-01", "2026-12-01", Unit::month), "Apr – Des 2026");
    EXPECT_EQ(span("2026-01-01", "2027-03-01", Unit::month), "Jan 2026 – Mar 2027");
    EXPECT_EQ(span("2026-01-01", "2026-01-01", Unit::month), "Jan 2026");
    EXPECT_EQ(span("2026-01-01", "2026-01-31", Unit::none), "1 Jan 2026 – 31 Jan 2026");
}

// Goal: conditions in words; what has no shorter form stays as it was written.
TEST(Conditions, are_said_in_words) {
    struct Case {
        std::string feel;
        Unit unit;
        std::string id, en;
    };
    const std::vector<Case> cases{
        {"-", Unit::none, "-", "-"},
        {"[1100000..1300000)", Unit::rupiah, "1.100.000 – < 1.300.000", "1,100,000 – < 1,300,000"},
        {"(0..1]", Unit::none, "> 0 – 1", "> 0 – 1"},
        {">= 20200000", Unit::rupiah, "≥ 20.200.000", "≥ 20,200,000"},
        {"< 0.5", Unit::none, "< 0,5", "< 0.5"},
        {"> -1", Unit::none, "> -1", "> -1"},
        {"\"APBN\", \"APBD\"", Unit::none, "APBN, APBD", "APBN, APBD"},
        {"not(\"APBN\")", Unit::none, "bukan APBN", "not APBN"},
        {"true", Unit::none, "ya", "yes"},
        {"[date(\"2026-01-01\")..date(\"2027-03-01\")]", Unit::month, "Jan 2026 – Mar 2027",
         "Jan 2026 – Mar 2027"},
        {"[date(\"2025-03-01\")..date(\"2026-03-01\"))", Unit::month, "Mar 2025 – Feb 2026",
         "Mar 2025 – Feb 2026"},
        {"[date(\"2026-05-01\")..date(\"2026-12-01\")]", Unit::month, "Mei – Des 2026",
         "May – Dec 2026"},
        {">= date(\"2015-07-01\")", Unit::month, "mulai Jul 2015", "from Jul 2015"},
        {"< date(\"2019-12-02\")", Unit::none, "sampai 1 Des 2019", "until 1 Dec 2019"},
        {"> date(\"2019-12-31\")", Unit::none, "mulai 1 Jan 2020", "from 1 Jan 2020"},
        {"[1..2], 5", Unit::none, "1 – 2, 5", "1 – 2, 5"},
        {"? > 3 and odd(?)", Unit::none, "? > 3 and odd(?)", "? > 3 and odd(?)"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.feel);
        const auto parsed = parse_unary_tests(c.feel, Scope());
        const auto* const tests = std::get_if<UnaryTests>(&parsed);
        ASSERT_NE(tests, nullptr);
        EXPECT_EQ(condition_in_words(*tests, c.feel, c.unit, Style::cell, Language::id), c.id);
        EXPECT_EQ(condition_in_words(*tests, c.feel, c.unit, Style::cell, Language::en), c.en);
    }
}

// Goal: when a condition can hold, for filters and for the day on which a change takes effect.
TEST(Conditions, know_their_dates) {
    const auto dates = [](const std::string& feel) {
        const auto parsed = parse_unary_tests(feel, Scope());
        return dates_of(std::get<UnaryTests>(parsed));
    };
    const auto span = [](const char* a, const char* b) {
        return DateSpan{a == nullptr ? std::nullopt : parse_date(a),
                        b == nullptr ? std::nullopt : parse_date(b)};
    };
    EXPECT_EQ(dates("[date(\"2026-01-01\")..date(\"2027-03-01\"))"),
              span("2026-01-01", "2027-02-28"));
    EXPECT_EQ(dates(">= date(\"2026-01-01\")"), span("2026-01-01", nullptr));
    EXPECT_EQ(dates("< date(\"2026-01-01\")"), span(nullptr, "2025-12-31"));
    EXPECT_EQ(dates("date(\"2026-01-01\"), date(\"2026-05-01\")"),
              span("2026-01-01", "2026-05-01"));
    EXPECT_EQ(dates("-"), std::nullopt);
    EXPECT_EQ(dates("[1..3]"), std::nullopt);
    EXPECT_EQ(dates("not(date(\"2026-01-01\"))"), std::nullopt);
}

// Goal: only the words of articles are translated, never the instrument.
TEST(Words, translate_citations) {
    EXPECT_EQ(citation_in("PP 44/2015 Lampiran II baris 2", Language::en),
              "PP 44/2015 Annex II row 2");
    EXPECT_EQ(citation_in("PP 45/2015 Pasal 28 ayat (1)", Language::en),
              "PP 45/2015 Article 28 paragraph (1)");
    EXPECT_EQ(citation_in("PP 45/2015 Pasal 28", Language::id), "PP 45/2015 Pasal 28");
    EXPECT_EQ(citation_in("", Language::en), "");
}

}  // namespace
}  // namespace payung::rules
