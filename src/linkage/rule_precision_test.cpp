#include "linkage/rule_precision.h"

#include <gtest/gtest.h>

#include <fstream>

#include "linkage/dev_set_test.h"

namespace payung {
namespace {

const Path share{PAYUNG_SHARE_DIR};
constexpr std::string_view heading = "rule,links,true_links,measured_on,data\n";

Path write(std::string_view text) {
    const Path path = Path(testing::TempDir()) / "rule_precision.csv";
    std::ofstream(path) << text;
    return path;
}

std::string rows(std::string_view nik) {
    return std::string(heading) + std::string(nik) +
           "name_birth_sex,100,98,2026-11-21,test\n"
           "name_birth_sex_village,1,1,2026-11-21,test\n"
           "name_birth_sex_regency,0,0,2026-11-21,test\n";
}

// Goal: the table says what counting on the labelled files gives today; a change of the rules must
// renew it.
TEST(RulePrecision, table_is_what_was_counted) {
    if (!DevSet::get()) GTEST_SKIP() << "../shared/data/linkage is not there: NOT TESTED";
    const auto table = RulePrecision::load(share / "rule_precision.csv");
    ASSERT_TRUE(table);
    const auto found = link_exactly(DevSet::get()->persons, DevSet::get()->accounts, 2);
    ASSERT_TRUE(found);
    for (std::size_t i = 0; i < link_rule_count; ++i) {
        const auto rule = static_cast<LinkRule>(i);
        const Score counted = score(found->links, *DevSet::get(), rule);
        EXPECT_EQ(table->count(rule), (RuleCount{counted.links, counted.true_links}))
            << name_of(rule) << " made " << counted.links << " links, " << counted.true_links
            << " true";
    }
}

// Goal: (true + 1) / (links + 2), so that few cases do not make a rule certain.
TEST(RulePrecision, is_careful_with_few_cases) {
    const auto table = RulePrecision::load(write(rows("nik,998,997,2026-11-21,test\n")));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->probability_ppm(LinkRule::nik), 998'000U);
    EXPECT_EQ(table->probability_ppm(LinkRule::name_birth_sex), 970'588U);
    EXPECT_EQ(table->probability_ppm(LinkRule::name_birth_sex_village), 666'666U);
    EXPECT_EQ(table->probability_ppm(LinkRule::name_birth_sex_regency), 500'000U);
}

// Goal: a table that does not say each rule once, in whole numbers that can be true, is refused.
TEST(RulePrecision, refuses_a_broken_table) {
    const std::array<std::string, 8> texts{
        "rule,links\nnik,1\n",
        rows(""),
        rows("nik,1,1,2026-11-21\n"),
        rows("nik,one,1,2026-11-21,test\n"),
        rows("nik,1,-1,2026-11-21,test\n"),
        rows("nik,1,2,2026-11-21,test\n"),
        rows("guess,1,1,2026-11-21,test\n"),
        rows("nik,1,1,2026-11-21,test\nnik,1,1,2026-11-21,test\n"),
    };
    for (const std::string& text : texts) {
        SCOPED_TRACE(text);
        const auto table = RulePrecision::load(write(text));
        ASSERT_FALSE(table);
        EXPECT_EQ(table.error().code(), Code::rule_precision_malformed);
    }
    const auto missing = RulePrecision::load("no/such/table.csv");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code(), Code::file_not_found);
}

}  // namespace
}  // namespace payung
