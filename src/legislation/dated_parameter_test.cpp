#include "legislation/dated_parameter.h"

#include <gtest/gtest.h>

#include <array>

namespace payung {
namespace {

constexpr std::string_view head =
    "name: Batas\nname_en: Ceiling\nunit: rupiah_per_month\ntime: Bulan iuran\n"
    "type: {min: 0, max: 20000000, decimals: 0}\nsource: PP 45/2015\nvalues:\n";
constexpr std::string_view lines =
    "  2024-03: {value: 10042300, cite: Pasal 29, status: C}\n"
    "  2025-03: {value: 10547400, cite: Pasal 29, status: M}\n";

Result<DatedParameter> parse(const std::string& text) {
    TRY_ASSIGN(const YamlNode root, parse_yaml(text, "batas.yaml"));
    return parameter_from_yaml(root);
}
std::string joined(std::string_view a, std::string_view b, std::string_view c = "") {
    return std::string(a) + std::string(b) + std::string(c);
}

// Goal: a value holds from its month to the month before the next one, and not past the end.
TEST(DatedParameter, changes_in_its_months) {
    const auto ceiling = parse(joined(head, lines, "until: 2026-03\n"));
    ASSERT_TRUE(ceiling);
    const auto value = [&](int year, unsigned month) {
        return ceiling->at(Month::from_ym(year, month)).value()->value;
    };
    EXPECT_EQ(value(2024, 3), 10'042'300);
    EXPECT_EQ(value(2025, 2), 10'042'300);
    EXPECT_EQ(value(2025, 3), 10'547'400);
    EXPECT_EQ(value(2026, 2), 10'547'400);
    for (const Month outside : {Month::from_ym(2024, 2), Month::from_ym(2026, 3)}) {
        const auto none = ceiling->at(outside);
        ASSERT_FALSE(none);
        EXPECT_EQ(none.error().code(), Code::no_law);
    }
    EXPECT_FALSE(ceiling->values[0].citation.unconfirmed());
    EXPECT_TRUE(ceiling->values[1].citation.unconfirmed());
}

// Goal: decimals are exact.
TEST(DatedParameter, reads_decimals_exactly) {
    const std::string text =
        "name: Tarif\nname_en: Rate\nunit: ratio\ntime: Bulan iuran\n"
        "type: {min: 0, max: 1, decimals: 6}\nsource: s\nvalues:\n"
        "  2015-07: {value: 0.0036, cite: c, status: C}\n"
        "  2016-07: {value: 1, cite: c, status: C}\n";
    const auto rate = parse(text);
    ASSERT_TRUE(rate);
    EXPECT_EQ(rate->values[0].value, 3'600);
    EXPECT_EQ(rate->values[1].value, 1'000'000);
}

// Goal: every fault the loader must refuse, each by itself.
TEST(DatedParameter, refuses_faults) {
    const std::string base = joined(head, lines);
    const auto without = [&](std::string_view line) {
        std::string text = base;
        return text.erase(text.find(line), line.size());
    };
    const auto with = [&](std::string_view before, std::string_view after) {
        std::string text = base;
        return text.replace(text.find(before), before.size(), after);
    };
    struct Case {
        const char* why;
        std::string text;
    };
    const std::array cases{
        Case{"no unit", without("unit: rupiah_per_month\n")},
        Case{"unknown unit", with("rupiah_per_month", "dollar")},
        Case{"no citation", without("cite: Pasal 29, ")},
        Case{"empty citation", with("Pasal 29", "\"\"")},
        Case{"no status", with(", status: C", "")},
        Case{"months out of order", with("2024-03", "2025-04")},
        Case{"a month twice", with("2024-03", "2025-03")},
        Case{"no month", with("2024-03", "2024-13")},
        Case{"above its range", with("10042300", "20000001")},
        Case{"negative", with("10042300", "-1")},
        Case{"decimals where none belong", with("10042300", "10042300.5")},
        Case{"no digits", with("10042300", "1e7")},
        Case{"beyond 64 bits", with("10042300", "99999999999999999999")},
        Case{"ends before the last value", base + "until: 2025-03\n"},
        Case{"an unknown key", base + "note: x\n"},
        Case{"no values", std::string(head) + "  {}\n"},
        Case{"values no map", std::string(head) + "  - 1\n"},
        Case{"unknown time", with("Bulan iuran", "Hari")},
    };
    ASSERT_TRUE(parse(base));
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto parameter = parse(c.text);
        ASSERT_FALSE(parameter);
        EXPECT_EQ(parameter.error().code(), Code::law_malformed);
    }
}

}  // namespace
}  // namespace payung
