#include "planning/priority.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace payung {
namespace {

RiskGroups risk() {
    auto loaded = RiskGroups::load(Path(PAYUNG_SOURCE_DIR) / "src/planning/tables/risiko_kbli.csv");
    EXPECT_TRUE(loaded) << describe(loaded.error(), Language::en);
    return *loaded;
}

Priority priority(std::string_view words) {
    auto parsed = Priority::parse(words, risk());
    EXPECT_TRUE(parsed) << describe(parsed.error(), Language::en);
    return *parsed;
}

// Goal: what each word prefers, and that what is unknown comes last (or first where asked).
TEST(Priority, follows_its_words) {
    struct Case {
        std::string_view why, words;
        PriorityFacts first, second;  // income, age, decile, sector
    };
    const std::array cases{
        Case{"poorer decile", "desil", {0, -1, 1, 0}, {0, -1, 2, 0}},
        Case{"known decile", "desil", {0, -1, 10, 0}, {0, -1, 0, 0}},
        Case{"unknown decile first", "desil_kosong_dulu", {0, -1, 0, 0}, {0, -1, 1, 0}},
        Case{"decile before risk", "desil,risiko", {0, -1, 1, 'K'}, {0, -1, 2, 'B'}},
        Case{"mining before trade", "desil,risiko", {0, -1, 1, 'B'}, {0, -1, 1, 'G'}},
        Case{"trade before unknown", "desil,risiko", {0, -1, 1, 'G'}, {0, -1, 1, 0}},
        Case{"risk before age", "desil,risiko,umur", {0, 20, 1, 'B'}, {0, 60, 1, 'G'}},
        Case{"age before risk", "desil,umur,risiko", {0, 60, 1, 'G'}, {0, 20, 1, 'B'}},
        Case{"older", "desil,umur", {0, 64, 1, 0}, {0, 63, 1, 0}},
        Case{"known age", "desil,umur", {0, 18, 1, 0}, {0, -1, 1, 0}},
        Case{"younger", "desil,umur_muda", {0, 18, 1, 0}, {0, 19, 1, 0}},
        Case{"known age, young first", "desil,umur_muda", {0, 120, 1, 0}, {0, -1, 1, 0}},
        Case{"lower income", "desil,penghasilan", {900'000, -1, 1, 0}, {901'000, -1, 1, 0}},
        Case{"known income", "desil,penghasilan", {4'000'000'000U, -1, 1, 0}, {0, -1, 1, 0}},
        Case{"all words", "desil,risiko,umur,penghasilan", {1'000, 5, 10, 0}, {0, -1, 0, 0}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Priority p = priority(c.words);
        EXPECT_LT(p.key_of(c.first), p.key_of(c.second));
    }
}

// Goal: nothing but the words decides.
TEST(Priority, leaves_the_rest_to_the_tie) {
    const Priority p = priority("desil,risiko");
    EXPECT_EQ(p.key_of({1, 20, 3, 'A'}), p.key_of({999, 60, 3, 'A'}));
    EXPECT_EQ(p.key_of({0, -1, 3, 'K'}), p.key_of({0, -1, 3, 'S'}));
    EXPECT_EQ(priority(" Desil , UMUR").words(), "desil,umur");
}

// Goal: words that make no order are refused, with the words there are.
TEST(Priority, refuses_other_words) {
    struct Case {
        std::string_view words;
        Code code;
        std::string_view said;
    };
    const std::array cases{
        Case{"", Code::priority_unknown, "desil"},
        Case{"desil,", Code::priority_unknown, "penghasilan"},
        Case{"desil,tinggi", Code::priority_unknown, "tinggi"},
        Case{"desil,umur,umur_muda", Code::priority_twice, "umur"},
        Case{"umur,desil", Code::priority_without_decile, "umur,desil"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.words);
        const auto parsed = Priority::parse(c.words, risk());
        ASSERT_FALSE(parsed);
        EXPECT_EQ(parsed.error().code(), c.code);
        for (const Language language : {Language::id, Language::en}) {
            EXPECT_NE(describe(parsed.error(), language).find(c.said), std::string::npos);
        }
    }
}

// Goal: the table names each KBLI letter once, with a group, an article and a status.
TEST(Priority, knows_the_risk_of_every_letter) {
    const RiskGroups groups = risk();
    for (char letter = 'A'; letter <= 'U'; ++letter) EXPECT_NE(groups.of(letter), 0) << letter;
    EXPECT_EQ(groups.of('B'), 5);
    EXPECT_EQ(groups.of('G'), 1);
    EXPECT_EQ(groups.of('V'), 0);
    EXPECT_EQ(groups.of(0), 0);
    std::ifstream table(Path(PAYUNG_SOURCE_DIR) / "src/planning/tables/risiko_kbli.csv");
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
        EXPECT_NE(line.find("PP 82/2019"), std::string::npos) << line;
        EXPECT_TRUE(line.ends_with(",M") || line.ends_with(",C")) << line;
    }
}

// Goal: a broken table is refused with its line.
TEST(Priority, refuses_a_broken_risk_table) {
    const Path path = Path(testing::TempDir()) / "risiko.csv";
    for (const std::string_view rows : {"A,2\nB,6\n", "A,2\nA,3\n", "A,2\nAB,1\n", "A,2\nB,\n"}) {
        std::ofstream(path) << "kbli,kelompok\n" << rows;
        const auto loaded = RiskGroups::load(path);
        ASSERT_FALSE(loaded) << rows;
        EXPECT_EQ(loaded.error().code(), Code::risk_table_malformed);
        EXPECT_NE(describe(loaded.error(), Language::id).find("baris 3"), std::string::npos);
    }
}

// Goal: who is known to earn nothing comes before all who earn; who says nothing comes last.
TEST(Priority, tells_no_income_from_none_stated) {
    const auto priority = Priority::parse("desil,penghasilan", RiskGroups{});
    ASSERT_TRUE(priority);
    const PriorityFacts nothing{0, 30, 1, 'A', true}, little{900'000, 30, 1, 'A', true};
    const PriorityFacts unsaid{0, 30, 1, 'A', false};
    EXPECT_LT(priority->key_of(nothing), priority->key_of(little));
    EXPECT_LT(priority->key_of(little), priority->key_of(unsaid));
}

// Goal: a tie is decided by the id alone, the same for ever, and favours no letter of it.
TEST(Priority, orders_ties_by_id) {
    EXPECT_EQ(tie_of("R00000001"), tie_of(std::string("R00000001")));
    std::set<std::uint64_t> ties;
    std::size_t smaller = 0;
    for (int i = 0; i < 1000; ++i) {
        ties.insert(tie_of("R" + std::to_string(i)));
        if (tie_of("R" + std::to_string(i)) < tie_of("R" + std::to_string(i + 1))) ++smaller;
    }
    EXPECT_EQ(ties.size(), 1000U);
    EXPECT_NEAR(static_cast<double>(smaller), 500, 80);
}

}  // namespace
}  // namespace payung
