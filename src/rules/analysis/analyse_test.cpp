#include "rules/analysis/analyse.h"

#include <gtest/gtest.h>

#include "rules/plan/models_for_tests.h"

namespace payung::rules {
namespace {

using testing_models::relief_rulebook;
using testing_models::Rulebook;

std::vector<Finding> findings_of(const std::vector<Finding>& all, Finding::Kind kind,
                                 std::string_view decision) {
    std::vector<Finding> out;
    for (const Finding& finding : all)
        if (finding.kind == kind && finding.place.decision == decision) out.push_back(finding);
    return out;
}

// Goal: the counts of the relief of PP 50/2025 that a jurist can count by hand.
TEST(Analyse, counts_the_cells_of_the_relief) {
    const Program program = relief_rulebook().linked();
    const auto all = analyse(program);
    EXPECT_TRUE(std::none_of(all.begin(), all.end(), refuses));
    const auto shadows = findings_of(all, Finding::Kind::shadow, "Faktor keringanan BPU");
    ASSERT_EQ(shadows.size(), 2U);
    EXPECT_EQ(describe(shadows[0], Language::id),
              "tertutup  baris 2 oleh baris 1: 3 dari 6 sel   dasar hukum berbeda");
    EXPECT_EQ(describe(shadows[1], Language::id),
              "tertutup  baris 3 oleh baris 1: 1 dari 2 sel   dasar hukum berbeda");
    const auto general = findings_of(all, Finding::Kind::general, "Faktor keringanan BPU");
    ASSERT_EQ(general.size(), 1U);
    EXPECT_EQ(describe(general[0], Language::id),
              "umum      baris 4: 24 dari 40 sel diambil baris 1–3");
    EXPECT_EQ(describe(general[0], Language::en),
              "general   row 4: 24 of 40 cells taken by rows 1–3");
}

// Goal: with the printed, closed bounds the bracket has 32 gaps of 999 whole rupiah.
TEST(Analyse, finds_the_gaps_between_printed_brackets) {
    const Program program = relief_rulebook(true).linked();
    const auto all = analyse(program);
    const auto gaps = findings_of(all, Finding::Kind::gap, "Dasar upah BPU");
    ASSERT_EQ(gaps.size(), 32U);
    EXPECT_TRUE(refuses(gaps[0]));
    for (const Finding& gap : gaps) {
        ASSERT_EQ(gap.box.size(), 1U);
        const Range& range = gap.box[0].ranges.at(0);
        EXPECT_EQ((*(range.high.number() - range.low.number())).text(), "998");
    }
    EXPECT_EQ(gaps[0].box[0].values, "[1099001..1099999]");
    EXPECT_EQ(describe(gaps[0], Language::id),
              "celah     Penghasilan 1.099.001 … 1.099.999   antara baris 1 dan 2");
}

}  // namespace
}  // namespace payung::rules
