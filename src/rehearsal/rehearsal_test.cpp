#include "rehearsal/rehearsal.h"

#include <gtest/gtest.h>

#include "rehearsal/rehearsal_for_tests.h"

namespace payung::rehearsal {
namespace {

TownPlan town_of_seed(std::uint64_t seed) {
    TownPlan plan;
    plan.seed = seed;
    plan.months = 4;
    return plan;
}

class RehearsalOfMonths : public RehearsalTest {};
PAYUNG_EVERY_ENGINE(RehearsalOfMonths);

// Goal: some months of a town with all that goes wrong leave every book, bill and receipt right.
TEST_P(RehearsalOfMonths, leaves_everything_right) {
    const auto rehearsed = rehearse_for_tests(town_of_seed(1), 0);
    ASSERT_TRUE(rehearsed) << describe(rehearsed.error(), Language::en);
    EXPECT_EQ(rehearsed->report.faults, std::vector<std::string>{});
    const Happened& happened = rehearsed->report.happened;
    EXPECT_GT(happened.bills, 10);
    EXPECT_GT(happened.matched, 10);
    EXPECT_GT(happened.by_hand, 0);
    EXPECT_GT(happened.refunds, 0);
    EXPECT_GT(happened.twice, 0);
}

// Goal: processes that die in the middle of their commands change nothing in the end.
TEST_P(RehearsalOfMonths, is_the_same_where_processes_die) {
    const auto calm = rehearse_for_tests(town_of_seed(2), 0);
    ASSERT_TRUE(calm) << describe(calm.error(), Language::en);
    const auto deadly = rehearse_for_tests(town_of_seed(2), 4);
    ASSERT_TRUE(deadly) << describe(deadly.error(), Language::en);
    EXPECT_GT(deadly->report.deaths, 10U);
    EXPECT_EQ(deadly->report.faults, std::vector<std::string>{});
    EXPECT_EQ(deadly->diary, calm->diary);
    ASSERT_EQ(deadly->tables.size(), calm->tables.size());
    for (std::size_t i = 0; i < calm->tables.size(); ++i) {
        EXPECT_EQ(deadly->tables[i], calm->tables[i]) << calm->tables[i].table;
    }
}

}  // namespace
}  // namespace payung::rehearsal
