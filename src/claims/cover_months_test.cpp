#include "claims/cover_months.h"

#include <gtest/gtest.h>

#include "claims/claims_for_tests.h"

namespace payung {
namespace {

std::vector<CoveredMonth> months(
    std::initializer_list<std::pair<std::string_view, CoverReason>> of) {
    std::vector<CoveredMonth> out;
    for (const auto& [month, reason] : of)
        out.push_back({in(month), every_programme, reason, 1, 1, ""});
    return out;
}

// Goal: what counts as covered, elapsed, paid and contributed, month by month.
TEST(CoverMonths, count_as_benefits_ask) {
    using enum CoverReason;
    const auto cover = months({{"2024-11", paid},
                               {"2024-12", lapsed},
                               {"2025-03", paid},
                               {"2025-04", grace},
                               {"2025-05", paid},
                               {"2025-06", paid},
                               {"2025-07", paid}});
    const CoverMonths found = count_months(cover, bit_jkm, on("2025-06-30"));
    EXPECT_TRUE(found.covered);
    EXPECT_EQ(found.elapsed, 3);
    EXPECT_EQ(found.paid_in_row, 3);        // March, May, June
    EXPECT_EQ(found.contributed, 4);        // and November before the gap
    EXPECT_EQ(found.contributed_24, 3);     // before June
    EXPECT_EQ(found.paid_right_before, 1);  // May alone: April was in grace
    EXPECT_EQ(found.covered_in_all, 5);
    EXPECT_EQ(found.in_arrears, 0);
    EXPECT_FALSE(count_months(cover, bit_jkm, on("2024-12-05")).covered);
    EXPECT_FALSE(count_months(cover, bit_jkm, on("2025-02-05")).covered);
    EXPECT_EQ(count_months({}, bit_jkm, on("2025-02-05")).covered_in_all, 0);
}

// Goal: another programme's months do not count; arrears of an employer do, and are told.
TEST(CoverMonths, look_at_the_programme_and_at_arrears) {
    std::vector<CoveredMonth> cover = covered_from("2025-01", 6);
    cover[4].programmes = bit_jkk;
    cover[5].reason = CoverReason::arrears;
    const CoverMonths death = count_months(cover, bit_jkm, on("2025-06-10"));
    EXPECT_TRUE(death.covered);
    EXPECT_EQ(death.elapsed, 0);
    EXPECT_EQ(death.in_arrears, 1);
    const CoverMonths accident = count_months(cover, bit_jkk, on("2025-06-10"));
    EXPECT_EQ(accident.elapsed, 5);
    EXPECT_EQ(accident.paid_right_before, 5);
}

// Goal: the 24 months before the lay-off end with the month before it.
TEST(CoverMonths, know_the_24_months_before) {
    const auto cover = covered_from("2022-01", 48);
    EXPECT_EQ(count_months(cover, bit_jkp, on("2025-03-10")).contributed_24, 24);
    EXPECT_EQ(count_months(cover, bit_jkp, on("2022-03-10")).contributed_24, 2);
}

}  // namespace
}  // namespace payung
