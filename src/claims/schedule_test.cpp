#include "claims/schedule.h"

#include <gtest/gtest.h>

#include "claims/claims_for_tests.h"

namespace payung {
namespace {

constexpr Rate six_percent{60'000};
constexpr Rate certain{1'000'000};
constexpr SchoolSurvival as_in_the_reference{certain, Rate{600'000}, Rate{950'000}};

/// Disabled for good at work, with these children.
Assessment with_children(std::vector<FamilyMember> children) {
    JkkFacts of = accident_on("2026-05-10", 2'000'000, AccidentOutcome::total);
    ClaimFacts facts = claim_of(of, of.accident.day);
    facts.family = std::move(children);
    return claim_law_for_tests().assess(facts);
}

// Goal: E7: child A in grade 5 (10 years old), child B in the first university year (17). Their
// years come from `Jadwal beasiswa`, their present values at 6 % and the chances of
// fund-and-impact 7.6 are those of the reference; so are the values where schooling is certain.
TEST(Schedule, values_scholarships_as_E7) {
    const Assessment found =
        with_children({child_at(1, "2015-08-01", "SD", 5), child_at(2, "2008-08-01", "PT", 1)});
    ASSERT_EQ(found.obligations.size(), 2U);
    const Obligation& a = found.obligations[1];  // the older child comes first
    const Obligation& b = found.obligations[0];
    EXPECT_EQ(a.key, "beasiswa:1");
    EXPECT_EQ(b.key, "beasiswa:2");
    EXPECT_EQ(nominal_of(a), rp(78'000'000));
    EXPECT_EQ(nominal_of(b), rp(60'000'000));
    EXPECT_EQ(present_value(steps_of(a, as_in_the_reference), six_percent), rp(32'671'106));
    EXPECT_EQ(present_value(steps_of(b, as_in_the_reference), six_percent), rp(48'773'784));
    EXPECT_EQ(present_value(steps_of(a, certain), six_percent), rp(47'927'891));
    EXPECT_EQ(present_value(steps_of(b, certain), six_percent), rp(53'581'267));
}

// Goal: E7's last lines: interest on what is still owed after the first payment.
TEST(Schedule, unwinds_as_E7) {
    EXPECT_EQ(unwinding(rp(32'671'106 - 1'500'000), six_percent), rp(1'870'266));
    EXPECT_EQ(unwinding(rp(48'773'784 - 12'000'000), six_percent), rp(2'206'427));
}

// Goal: E13: six months of 2,400,000, expected 5.2 of them, without interest.
TEST(Schedule, values_job_loss_as_E13) {
    const Money month = rp(2'400'000);
    // Five months for sure and the sixth with one chance in five: 5.2 in all.
    const std::vector<PaymentStep> steps{{month, certain},       {month, certain},
                                         {month, certain},       {month, certain},
                                         {month, Rate{200'000}}, {month, certain}};
    EXPECT_EQ(present_value(steps, Rate{0}), rp(12'480'000));
    const std::vector<PaymentStep> one{{rp(12'480'000), certain}};
    EXPECT_EQ(present_value(one, six_percent), rp(12'480'000));
}

// Goal: with nothing to discount the value is the nominal amount; a higher rate is never worth
// more.
TEST(Schedule, present_value_falls_with_the_rate) {
    const Assessment found = with_children({child_at(1, "2019-08-01", "SD", 1)});
    const auto steps = steps_of(found.obligations.at(0), certain);
    EXPECT_EQ(present_value(steps, Rate{0}), nominal_of(found.obligations.at(0)));
    Money before = nominal_of(found.obligations.at(0));
    for (std::int64_t rate = 10'000; rate <= 300'000; rate += 10'000) {
        const Money now = present_value(steps, Rate{rate});
        EXPECT_LT(now, before);
        before = now;
    }
    EXPECT_EQ(present_value({}, six_percent), Money());
}

// Goal: who has a right to a scholarship: at most two children, under 23, at school; the first year
// of a child still too young for school begins when school does.
TEST(Schedule, names_the_children) {
    struct Case {
        std::string_view why;
        std::vector<FamilyMember> children;
        std::string_view keys;
    };
    FamilyMember at_home = relative_of(1, Kinship::child, "2012-01-01");
    FamilyMember married = child_at(1, "2008-01-01", "SMA", 1);
    married.married = true;
    const std::vector<Case> cases{
        {"three: the two oldest",
         {child_at(1, "2015-01-01", "SD", 4), child_at(2, "2010-01-01", "SMP", 3),
          child_at(3, "2013-01-01", "SD", 6)},
         "beasiswa:2 beasiswa:3"},
        {"not at school", {at_home}, ""},
        {"married", {married}, ""},
        {"22 on the day of the claim", {child_at(1, "2003-06-10", "PT", 4)}, "beasiswa:1"},
        {"23 on the day of the claim", {child_at(1, "2003-06-09", "PT", 4)}, ""},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        std::string keys;
        for (const Obligation& obligation : with_children(c.children).obligations)
            keys += (keys.empty() ? "" : " ") + obligation.key;
        EXPECT_EQ(keys, c.keys);
    }
    FamilyMember small = child_at(1, "2024-01-01", "TK", 1);
    small.starts_school = on("2028-07-10");
    const Assessment later = with_children({small});
    ASSERT_EQ(later.obligations.size(), 1U);
    EXPECT_EQ(later.obligations[0].instalments.front(),
              (Instalment{on("2028-07-10"), rp(1'500'000), "TK 1", true}));
    EXPECT_EQ(later.obligations[0].instalments.at(1).due, on("2029-07-10"));
}

}  // namespace
}  // namespace payung
