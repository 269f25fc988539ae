#include "planning/vulnerable.h"

#include <gtest/gtest.h>

#include <array>

#include "base/random.h"
#include "planning/test_areas.h"

namespace payung {
namespace {

std::string law_text() {
    return read_file(Path(PAYUNG_SOURCE_DIR) / "legislation/pekerja_rentan.yaml").value();
}

Result<VulnerableRule> parse(std::string_view text) {
    TRY_ASSIGN(const YamlNode root, parse_yaml(text, "rentan.yaml"));
    return VulnerableRule::from_yaml(root, test_areas());
}

/// The law with these regions instead of none.
Result<VulnerableRule> with_regions(std::string_view regions) {
    std::string text = law_text();
    const std::string_view none = "regions: {}";
    return parse(text.replace(text.rfind(none), none.size(), "regions:\n" + std::string(regions)));
}

std::string age_of(int min, int max) {
    return "{min: " + std::to_string(min) + ", max: " + std::to_string(max) +
           ", if_value_missing: take, if_column_missing: take, cite: Perbup, status: C}";
}
constexpr std::string_view palm_oil =
    "{words: [buruh tani, kelapa sawit], if_value_missing: leave_out, if_column_missing: take, "
    "cite: Perbup Pasal 2, status: C}";

// Goal: the test of the nation as the reference suggests it.
TEST(VulnerableRule, is_the_suggested_test) {
    const auto rule = VulnerableRule::load(Path(PAYUNG_SOURCE_DIR) / "legislation", test_areas());
    ASSERT_TRUE(rule);
    EXPECT_EQ(rule->sets().size(), 1U);
    const VulnerableClauses& nation = rule->clauses_in(0);
    EXPECT_EQ(nation.age.years_min, 18);
    EXPECT_EQ(nation.age.years_max, 64);
    EXPECT_EQ(nation.main_status.codes, 0b0110'1110);  // 1, 2, 3, 5, 6
    EXPECT_EQ(nation.main_status.codes_if_earning, 0b1000'0000);
    EXPECT_EQ(nation.decile.max, 4);
    EXPECT_EQ(nation.decile.decree, DecreeUse::suffices);
    EXPECT_EQ(nation.sector.letters, 0U);
    EXPECT_TRUE(nation.occupation.phrases.empty());
    EXPECT_EQ(nation.income.rupiah_max, std::nullopt);
    for (const Clause clause : all_clauses) {
        EXPECT_FALSE(nation.terms_of(clause).citation.text.empty()) << name_of(clause);
    }
}

// Goal: of each clause the deepest replacement wins; the others are those of the areas around.
TEST(VulnerableRule, lets_the_deepest_clause_win) {
    const auto rule = with_regions("  63.03.05.2003: {age: " + age_of(20, 60) +
                                   "}\n"
                                   "  63: {name: Kalimantan Selatan, age: " +
                                   age_of(15, 64) +
                                   "}\n"
                                   "  63.03: {occupation: " +
                                   std::string(palm_oil) + "}\n");
    ASSERT_TRUE(rule) << describe(rule.error(), Language::en);
    struct Case {
        const char* area;
        int age_min;
        std::size_t phrases;
        const char* cite_age;
    };
    const std::array cases{
        Case{"62", 18, 0, "Permenaker 5/2021"},
        Case{"6202", 18, 0, "Permenaker 5/2021"},
        Case{"63", 15, 0, "Perbup"},
        Case{"6303", 15, 2, "Perbup"},
        Case{"630305", 15, 2, "Perbup"},
        Case{"6303052001", 15, 2, "Perbup"},
        Case{"6303052003", 20, 2, "Perbup"},
        Case{"6304", 15, 0, "Perbup"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.area);
        const std::uint32_t area = test_area(c.area);
        EXPECT_EQ(rule->clauses_in(area).age.years_min, c.age_min);
        EXPECT_EQ(rule->clauses_in(area).occupation.phrases.size(), c.phrases);
        EXPECT_TRUE(rule->citation_of(Standing::too_young, area)->text.starts_with(c.cite_age));
    }
    EXPECT_EQ(rule->citation_of(Standing::duplicate_row, 0), nullptr);
}

// Goal: a region may be named by its code of before 2022.
TEST(VulnerableRule, knows_former_codes) {
    const auto rule = with_regions("  91.01: {age: " + age_of(17, 64) + "}\n");
    ASSERT_TRUE(rule) << describe(rule.error(), Language::en);
    EXPECT_EQ(rule->clauses_in(test_area("9301")).age.years_min, 17);
    EXPECT_EQ(rule->clauses_in(test_area("93")).age.years_min, 18);
}

// Goal: every fault of the file is refused with its line; nothing is guessed.
TEST(VulnerableRule, refuses_faults) {
    const std::string age = age_of(17, 64);
    struct Case {
        const char* why;
        std::string regions;
        const char* says;
    };
    const std::array cases{
        Case{"unknown area", "  64.01: {age: " + age + "}\n", "area '64.01' is not known"},
        Case{"unknown village", "  63.03.05.2009: {age: " + age + "}\n", "is not known"},
        Case{"half a code", "  63.0: {age: " + age + "}\n", "is not known"},
        Case{"no code", "  Banjar: {age: " + age + "}\n", "area 'Banjar' is not known"},
        Case{"an area twice", "  63.03: {age: " + age + "}\n  6303: {age: " + age + "}\n",
             "stands twice"},
        Case{"nothing replaced", "  63: {name: Kalimantan Selatan}\n", "replaces no clause"},
        Case{"an unknown clause", "  63: {umur: " + age + "}\n", "key 'umur' is unknown"},
        Case{"an unknown key of a clause",
             "  63: {age: {min: 1, max: 2, years: 3, if_value_missing: take, "
             "if_column_missing: take, cite: c, status: C}}\n",
             "key 'years' is unknown"},
        Case{"a limit left out",
             "  63: {age: {min: 1, if_value_missing: take, if_column_missing: take, cite: c, "
             "status: C}}\n",
             "key 'max' is missing"},
        Case{"upside down", "  63: {age: " + age_of(64, 17) + "}\n", "'17' is not a whole number"},
        Case{"nothing said of empty cells",
             "  63: {age: {min: 1, max: 2, if_column_missing: take, cite: c, status: C}}\n",
             "if_value_missing"},
        Case{"no citation", "  63: {account: {inactive: take, status: C}}\n",
             "key 'cite' is missing"},
        Case{"no status of work",
             "  63: {main_status: {codes: [8], codes_if_earning: [], if_value_missing: take, "
             "if_column_missing: take, cite: c, status: C}}\n",
             "'8'"},
        Case{"a status on both lists",
             "  63: {main_status: {codes: [7], codes_if_earning: [7], if_value_missing: take, "
             "if_column_missing: take, cite: c, status: C}}\n",
             "both lists"},
        Case{"no sector",
             "  63: {sector: {letters: [Z], if_value_missing: take, if_column_missing: take, "
             "cite: c, status: C}}\n",
             "'Z' is not a KBLI letter"},
        Case{"an occupation without words",
             "  63: {occupation: {words: ['-'], if_value_missing: take, if_column_missing: take, "
             "cite: c, status: C}}\n",
             "holds no word"},
        Case{"a decile of 11",
             "  63: {decile: {max: 11, decree: ignored, if_value_missing: take, "
             "if_column_missing: take, cite: c, status: C}}\n",
             "'11'"},
        Case{"an unknown use of decrees",
             "  63: {decile: {max: 4, decree: perhaps, if_value_missing: take, "
             "if_column_missing: take, cite: c, status: C}}\n",
             "'perhaps' is unknown"},
        Case{"a negative income",
             "  63: {income: {max: -1, if_value_missing: take, if_column_missing: take, cite: c, "
             "status: C}}\n",
             "'-1'"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto rule = with_regions(c.regions);
        ASSERT_FALSE(rule);
        EXPECT_EQ(rule.error().code(), Code::law_malformed);
        EXPECT_NE(describe(rule.error(), Language::en).find(c.says), std::string::npos)
            << describe(rule.error(), Language::en);
    }
}

// Goal: the nation must answer every question.
TEST(VulnerableRule, needs_every_clause_of_the_nation) {
    std::string text = law_text();
    const std::size_t income = text.find("  income:\n");
    text.erase(income, text.find("regions:\n", income) == std::string::npos
                           ? text.rfind("regions: {}") - income
                           : std::string::npos);
    const auto rule = parse(text);
    ASSERT_FALSE(rule);
    EXPECT_EQ(rule.error().code(), Code::law_malformed);
}

// Goal: age on the first day of the month, on both sides of each limit, and on 29 February.
TEST(VulnerableRule, counts_age_on_the_first_of_the_month) {
    const auto rule = parse(law_text());
    ASSERT_TRUE(rule);
    struct Case {
        const char* why;
        std::uint32_t birth;
        int year;
        unsigned month;
        bool allowed;
    };
    const std::array cases{
        Case{"18 on that day", 20080101, 2026, 1, true},
        Case{"18 a day later", 20080102, 2026, 1, false},
        Case{"18 by the next month", 20080102, 2026, 2, true},
        Case{"65 a day later", 19610102, 2026, 1, true},
        Case{"65 on that day", 19610101, 2026, 1, false},
        Case{"65 by the next month", 19610102, 2026, 2, false},
        Case{"born on 29 February, in February", 20080229, 2026, 2, false},
        Case{"born on 29 February, in March", 20080229, 2026, 3, true},
        Case{"not yet born", 20270101, 2026, 1, false},
        Case{"birth unknown", 0, 2026, 1, false},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(rule->age_allowed(c.birth, 0, Month::from_ym(c.year, c.month)), c.allowed);
    }
}

// Goal: the limits as numbers agree with counting years on the calendar (seed printed).
TEST(VulnerableRule, agrees_with_the_calendar) {
    constexpr std::uint64_t seed = 18'64;
    SCOPED_TRACE(seed);
    Random random(seed);
    AgeClause clause;
    for (int i = 0; i < 20'000; ++i) {
        clause.years_min = static_cast<int>(random.below(40));
        clause.years_max = clause.years_min + static_cast<int>(random.below(60));
        const Day born = Day::from_number(static_cast<std::int32_t>(random.below(30'000)) - 15'000);
        const Month month =
            Month::from_ym(2015 + static_cast<int>(random.below(20)), 1 + random.below(12));
        const auto birth =
            static_cast<std::uint32_t>(born.year()) * 10'000 + born.month() * 100 + born.day();
        const int age = age_years(born, month.first_day());
        ASSERT_EQ(AgeLimits(clause, month).allow(birth),
                  clause.years_min <= age && age <= clause.years_max)
            << to_text(born) << " in " << to_text(month) << ", " << clause.years_min << " to "
            << clause.years_max;
    }
}

// Goal: words are compared whole, whatever stands between them.
TEST(NormalisedWords, keeps_words_apart) {
    EXPECT_EQ(normalised_words("Buruh-Tani / KEBUN"), " buruh tani kebun ");
    EXPECT_EQ(normalised_words("  "), " ");
    EXPECT_EQ(normalised_words(""), " ");
    EXPECT_EQ(normalised_words("tani"), " tani ");
}

}  // namespace
}  // namespace payung
