#include "planning/vulnerable.h"

#include <gtest/gtest.h>

#include <array>

#include "base/random.h"
#include "legislation/law_folder_for_tests.h"
#include "planning/test_areas.h"
#include "planning/test_regions.h"

namespace payung {
namespace {

const Path legislation = Path(PAYUNG_SOURCE_DIR) / "legislation";
constexpr std::string_view file = "umum/pekerja_rentan.dmn";

Result<VulnerableRule> law() {
    return VulnerableRule::load(legislation, test_areas());
}

Result<VulnerableRule> with_regions(std::span<const RegionClauses> regions) {
    TRY_ASSIGN(const VulnerableRule nation, law());
    return VulnerableRule::from(nation.clauses_in(0), regions, test_areas());
}

// Goal: the test of the nation as the reference suggests it.
TEST(VulnerableRule, is_the_suggested_test) {
    const auto rule = law();
    ASSERT_TRUE(rule) << describe(rule.error(), Language::id);
    const VulnerableClauses& nation = rule->clauses_in(0);
    EXPECT_EQ(nation.age.years_min, 18);
    EXPECT_EQ(nation.age.years_max, 64);
    EXPECT_EQ(nation.age.value, IfMissing::leave_out);
    EXPECT_EQ(nation.main_status.codes, 0b0110'1110);  // 1, 2, 3, 5, 6
    EXPECT_EQ(nation.main_status.codes_if_earning, 0b1000'0000);
    EXPECT_EQ(nation.main_status.column, IfMissing::take);
    EXPECT_EQ(nation.account.inactive, IfMissing::take);
    EXPECT_EQ(nation.decile.max, 4);
    EXPECT_EQ(nation.decile.decree, DecreeUse::suffices);
    EXPECT_EQ(nation.sector.letters, 0U);
    EXPECT_TRUE(nation.occupation.phrases.empty());
    EXPECT_EQ(nation.income.rupiah_max, std::nullopt);
    for (const Clause clause : all_clauses) {
        EXPECT_FALSE(nation.terms_of(clause).citation.text.empty()) << name_of(clause);
    }
    EXPECT_EQ(nation.age.citation.confidence, Confidence::unconfirmed);
    EXPECT_EQ(nation.decile.citation.confidence, Confidence::derived);
}

// Goal: a row of a regency replaces that clause there and nowhere else; the others are the
// nation's.
TEST(VulnerableRule, takes_the_rows_of_a_regency) {
    const auto rule = law();
    ASSERT_TRUE(rule);
    const VulnerableClauses& kotim = rule->clauses_in(test_area("6202"));
    EXPECT_FALSE(kotim.occupation.phrases.empty());
    EXPECT_EQ(kotim.occupation.phrases.front(), " buruh tani ");
    EXPECT_EQ(kotim.age.years_min, 18);
    EXPECT_TRUE(rule->clauses_in(test_area("6303")).occupation.phrases.empty());
}

// Goal: of each clause the deepest replacement wins; the others are those of the areas around.
TEST(VulnerableRule, lets_the_deepest_clause_win) {
    const std::array regions{
        region_with("63.03.05.2003", own_age(20, 60)), region_with("63", own_age(15, 64)),
        region_with("63.03",
                    own_words({"buruh tani", "kelapa sawit"}, test_terms(leave_out, take)))};
    const auto rule = with_regions(regions);
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
        Case{"63", 15, 0, "Perda"},
        Case{"6303", 15, 2, "Perda"},
        Case{"630305", 15, 2, "Perda"},
        Case{"6303052001", 15, 2, "Perda"},
        Case{"6303052003", 20, 2, "Perda"},
        Case{"6304", 15, 0, "Perda"},
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
    const std::array regions{region_with("91.01", own_age(17, 64))};
    const auto rule = with_regions(regions);
    ASSERT_TRUE(rule) << describe(rule.error(), Language::en);
    EXPECT_EQ(rule->clauses_in(test_area("9301")).age.years_min, 17);
    EXPECT_EQ(rule->clauses_in(test_area("93")).age.years_min, 18);
}

// Goal: areas that nobody knows, or that stand twice, are refused by name.
TEST(VulnerableRule, refuses_wrong_areas) {
    struct Case {
        const char* why;
        std::vector<std::string> areas;
        const char* says;
    };
    const std::array cases{
        Case{"unknown area", {"64.01"}, "area '64.01' is not known"},
        Case{"unknown village", {"63.03.05.2009"}, "is not known"},
        Case{"half a code", {"63.0"}, "is not known"},
        Case{"no code", {"Banjar"}, "area 'Banjar' is not known"},
        Case{"an area twice", {"63.03", "6303"}, "stands twice"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        std::vector<RegionClauses> regions;
        for (const std::string& area : c.areas)
            regions.push_back(region_with(area, own_age(17, 64)));
        const auto rule = with_regions(regions);
        ASSERT_FALSE(rule);
        EXPECT_EQ(rule.error().code(), Code::law_malformed);
        EXPECT_NE(describe(rule.error(), Language::en).find(c.says), std::string::npos)
            << describe(rule.error(), Language::en);
    }
}

// Goal: what the tables of clauses may not say is refused with the place; nothing is guessed.
TEST(VulnerableRule, refuses_faults_of_the_tables) {
    struct Case {
        const char* why;
        std::string before, after;
        const char* says;
    };
    const std::array cases{
        Case{"an age beyond its type", "<text>18</text>", "<text>180</text>", ""},
        Case{"upside down", "<text>18</text>", "<text>70</text>", "Usia maksimum"},
        Case{"an unknown word for empty cells", "\"cukup\"", "\"barangkali\"", ""},
        Case{"a status on both lists", "<text>[7]</text>", "<text>[6]</text>",
             "Kode bila berpenghasilan"},
        Case{"an occupation without words", "\"marbot\"", "\"-\"", "Kata"},
        Case{"an unknown region", "\"nasional\", \"62.02\"", "\"nasional\", \"64.01\"", ""},
        Case{"a clause that is not there", "name=\"Klausul akun\"", "name=\"Klausul lain\"", ""},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const LawFolder folder("rentan");
        folder.replace_all(file, c.before, c.after);
        const auto rule = VulnerableRule::load(folder.path(), test_areas());
        ASSERT_FALSE(rule);
        EXPECT_EQ(rule.error().code(), Code::law_malformed);
        const std::string said = describe(rule.error(), Language::en);
        EXPECT_NE(said.find("pekerja_rentan.dmn"), std::string::npos) << said;
        EXPECT_NE(said.find(c.says), std::string::npos) << said;
    }
}

// Goal: age on the first day of the month, on both sides of each limit, and on 29 February.
TEST(VulnerableRule, counts_age_on_the_first_of_the_month) {
    const auto rule = law();
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
