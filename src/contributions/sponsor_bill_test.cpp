#include "contributions/sponsor_bill.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace payung {
namespace {

constexpr Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}
constexpr std::uint8_t jkk_jkm = 0b011, all_three = 0b111;

// Goal: a regency pays 4,400 workers over nine months, JKK 10,000 and JKM 6,800 a month: eighteen
// bills, 665,280,000 in all.
TEST(SponsorBill, bills_each_month_and_programme) {
    const SponsorCommitment regency{0,       Month::from_ym(2026, 4), 9, 4'400,
                                    jkk_jkm, {rp(10'000), rp(6'800)}};
    const auto bills = bills_of({{regency}});
    ASSERT_EQ(bills.size(), 18U);
    EXPECT_EQ(bills[0],
              (SponsorBill{0, Month::from_ym(2026, 4), Programme::jkk, 4'400, rp(44'000'000)}));
    EXPECT_EQ(bills[1],
              (SponsorBill{0, Month::from_ym(2026, 4), Programme::jkm, 4'400, rp(29'920'000)}));
    EXPECT_EQ(bills[17].month, Month::from_ym(2026, 12));
    EXPECT_EQ(sum_of(bills), rp(4'400 * 9 * 16'800));
}

// Goal: a company whose drivers pay half from January and whose others from April gets one bill a
// month and programme, for all of them together.
TEST(SponsorBill, adds_workers_at_different_prices) {
    const std::vector<SponsorCommitment> company{
        {3, Month::from_ym(2026, 3), 3, 1, jkk_jkm, {rp(5'000), rp(3'400)}},
        {3, Month::from_ym(2026, 3), 1, 2, jkk_jkm, {rp(10'000), rp(6'800)}},
        {3, Month::from_ym(2026, 4), 2, 2, jkk_jkm, {rp(5'000), rp(3'400)}},
    };
    const auto bills = bills_of(company);
    ASSERT_EQ(bills.size(), 6U);
    EXPECT_EQ(bills[0], (SponsorBill{3, Month::from_ym(2026, 3), Programme::jkk, 3, rp(25'000)}));
    EXPECT_EQ(bills[1], (SponsorBill{3, Month::from_ym(2026, 3), Programme::jkm, 3, rp(17'000)}));
    EXPECT_EQ(bills[2], (SponsorBill{3, Month::from_ym(2026, 4), Programme::jkk, 3, rp(15'000)}));
}

// Goal: a programme at no cost is billed with nought; nothing is billed for nobody's commitments.
TEST(SponsorBill, keeps_what_costs_nothing_and_takes_nothing) {
    const SponsorCommitment free{0,         Month::from_ym(2026, 1),          1, 5,
                                 all_three, {rp(10'000), Money{}, rp(20'000)}};
    const auto bills = bills_of({{free}});
    ASSERT_EQ(bills.size(), 3U);
    EXPECT_EQ(bills[1], (SponsorBill{0, Month::from_ym(2026, 1), Programme::jkm, 5, Money{}}));
    EXPECT_TRUE(bills_of({}).empty());
}

// Goal: whatever the commitments and their order, the bills add up to them, each stands once, in
// order, and each month counts the participants of that month.
TEST(SponsorBill, adds_up) {
    constexpr std::uint64_t seed = 20'260'301;
    for (std::uint64_t round = 0; round < 200; ++round) {
        Random random(seed, round);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
        std::vector<SponsorCommitment> commitments(random.below(20));
        Money total;
        std::uint64_t jkk_months = 0;
        for (SponsorCommitment& c : commitments) {
            c = {random.below(3),
                 Month::from_ym(2026, 1 + random.below(12)),
                 static_cast<std::int32_t>(random.below(14)),
                 random.below(1'000),
                 all_three,
                 {rp(random.below(20'000)), Money::from_sen(random.below(680'000)), rp(20'000)}};
            total += (c.monthly[0] + c.monthly[1] + c.monthly[2]) *
                     static_cast<std::int64_t>(c.participants) * c.months;
            jkk_months += c.participants * static_cast<std::uint64_t>(c.months);
        }
        const auto bills = bills_of(commitments);
        EXPECT_EQ(sum_of(bills), total);
        std::uint64_t billed_months = 0;
        for (const SponsorBill& bill : bills)
            billed_months += bill.programme == Programme::jkk ? bill.participants : 0;
        EXPECT_EQ(billed_months, jkk_months);
        const auto key = [](const SponsorBill& b) {
            return std::tuple{b.source, b.month, b.programme};
        };
        EXPECT_EQ(
            std::adjacent_find(bills.begin(), bills.end(),
                               [&](const auto& a, const auto& b) { return key(a) >= key(b); }),
            bills.end());
        std::reverse(commitments.begin(), commitments.end());
        EXPECT_EQ(bills_of(commitments), bills);
    }
}

}  // namespace
}  // namespace payung
