/// Who receives a pension, and when none begins.

#include "claims/pension.h"

#include <gtest/gtest.h>

#include "claims/claims_for_tests.h"

namespace payung {
namespace {

JpFacts pension(JpCause cause, int months) {
    JpFacts of;
    of.cause = cause;
    of.happened = on("2025-04-20");
    of.months_contributed = months;
    of.months_of_membership = months;
    of.weighted_wage_yearly = rp(12 * 10'000'000);
    of.contributions = rp(9'000'000);
    of.return_on_them = rp(1'000'001);
    return of;
}
Assessment assessed(const JpFacts& of, std::vector<FamilyMember> family = {}) {
    ClaimFacts facts = claim_of(of, of.happened);
    facts.birth = on("1966-04-20");
    facts.family = std::move(family);
    return claim_law_for_tests().assess(facts);
}

// Goal: spouse, else at most two children under 23 with equal parts, else one parent of someone
// single; a remarried spouse gives way to the children. 180 months count at least: 15 % of 10 m is
// 1,500,000, of which half, half and a fifth; never below the least pension of 2025.
TEST(Pension, of_survivors) {
    FamilyMember remarried = relative_of(1, Kinship::spouse);
    remarried.married = true;
    const FamilyMember elder = relative_of(2, Kinship::child, "2005-01-01");
    const FamilyMember younger = relative_of(3, Kinship::child, "2010-01-01");
    const FamilyMember third = relative_of(4, Kinship::child, "2012-01-01");
    const FamilyMember grown = relative_of(5, Kinship::child, "2002-04-20");  // 23 that day
    FamilyMember works = relative_of(6, Kinship::child, "2006-01-01");
    works.work = ChildWork::wage_earner;
    const FamilyMember mother = relative_of(7, Kinship::parent, "1940-01-01");
    struct Case {
        std::string_view why;
        std::vector<FamilyMember> family;
        PayeeRole payee = PayeeRole::member;
        std::int64_t monthly = 0;
        std::vector<std::pair<std::int64_t, std::int64_t>> first;  // relative, first instalment
    };
    const std::vector<Case> cases{
        {"spouse",
         {relative_of(1, Kinship::spouse), elder},
         PayeeRole::spouse,
         750'000,
         {{1, 750'000}}},
        {"remarried: children",
         {remarried, grown, third, younger, elder},
         PayeeRole::child,
         750'000,
         {{2, 375'000}, {3, 375'000}}},
        {"one child", {works, younger}, PayeeRole::child, 750'000, {{3, 750'000}}},
        {"a parent, raised to the least", {mother}, PayeeRole::parent, 399'700, {{7, 399'700}}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Assessment found = assessed(pension(JpCause::death, 24), c.family);
        const Component* part = part_of(found, "pensiun_bulanan");
        ASSERT_NE(part, nullptr);
        EXPECT_EQ(part->payee, c.payee);
        EXPECT_EQ(part->amount, rp(c.monthly));
        std::vector<std::pair<std::int64_t, std::int64_t>> first;
        for (const Obligation& obligation : found.obligations)
            first.emplace_back(obligation.relative, obligation.instalments.at(0).amount.rupiah());
        EXPECT_EQ(first, c.first);
    }
}

// Goal: both sides of each condition: months, density, age; and nobody to receive.
TEST(Pension, or_lump_sum_or_nothing) {
    const FamilyMember spouse = relative_of(1, Kinship::spouse);
    JpFacts sparse = pension(JpCause::total_disability, 24);
    sparse.density_millionths = 799'999;
    JpFacts dense = sparse;
    dense.density_millionths = 800'000;
    EXPECT_EQ(assessed(sparse).total, Money::from_sen(1'000'000'100));
    EXPECT_EQ(part_of(assessed(sparse), "jp_sekaligus")->payee, PayeeRole::member);
    EXPECT_NE(part_of(assessed(dense), "pensiun_bulanan"), nullptr);
    EXPECT_NE(part_of(assessed(pension(JpCause::death, 12), {spouse}), "pensiun_bulanan"), nullptr);
    const Assessment short_time = assessed(pension(JpCause::death, 11), {spouse});
    EXPECT_EQ(part_of(short_time, "jp_sekaligus")->payee, PayeeRole::spouse);
    EXPECT_EQ(refusals_of(assessed(pension(JpCause::death, 24))), "no_receiver");
    // A lump sum without anybody whom PP 45/2015 names: the law read so far does not say who.
    EXPECT_FALSE(assessed(pension(JpCause::death, 11)).decided());
}

// Goal: pension age on the day, and a day before it.
TEST(Pension, begins_at_pension_age) {
    ClaimFacts facts = claim_of(pension(JpCause::pension_age, 180), on("2024-04-20"));
    facts.birth = on("1966-04-20");  // 58 on 2024-04-20
    facts.claimed = on("2024-04-20");
    EXPECT_EQ(refusals_of(claim_law_for_tests().assess(facts)), "");
    facts.claimed = on("2024-04-19");
    const Assessment early = claim_law_for_tests().assess(facts);
    EXPECT_EQ(refusals_of(early), "age");
    EXPECT_EQ(early.deadlines.earliest, on("2024-04-20"));
}

// Goal: wages of the years, restated by inflation, where nobody computed the average before.
TEST(Pension, weighs_wages_by_year) {
    JpFacts of = pension(JpCause::total_disability, 24);
    of.weighted_wage_yearly.reset();
    of.wages = {{2023, rp(48'000'000), 1'100'000, 12}, {2024, rp(60'000'000), 1'000'000, 12}};
    // (48 m x 1.1 + 60 m) / 24 x 12 = 56.4 m a year: 1 % x 15 x 4.7 m = 705,000.
    EXPECT_EQ(part_of(assessed(of), "pensiun_bulanan")->amount, rp(705'000));
    of.wages.clear();
    EXPECT_NE(missing_of(assessed(of)).find("Upah setahun tertimbang"), std::string::npos);
}

// Goal: parts of an instalment add up to it.
TEST(Pension, parts_add_up) {
    const std::vector<Instalment> whole{{on("2025-05-01"), rp(399'701), "2025-05", true}};
    const auto first = share_of(whole, 0, 2), second = share_of(whole, 1, 2);
    EXPECT_EQ(first[0].amount, rp(199'851));
    EXPECT_EQ(first[0].amount + second[0].amount, whole[0].amount);
}

}  // namespace
}  // namespace payung
