#include "contributions/allocation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace payung {
namespace {

constexpr Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}

Money sum_of(const std::vector<Money>& parts) {
    return std::accumulate(parts.begin(), parts.end(), Money{});
}

constexpr Month march = Month::from_ym(2026, 3), april = Month::from_ym(2026, 4);

// The bill of E1: three workers of 5,000,000. In the order of the funds.
const std::vector<Money> bill_of_e1{rp(15'000), rp(21'000), rp(45'000), rp(855'000), rp(450'000)};

}  // namespace

// Goal: the worked table of 4.2, to the rupiah.
TEST(LargestRemainder, splits_a_short_payment_as_the_worked_table) {
    const std::vector<Money> expected{rp(10'822), rp(15'152), rp(32'468), rp(616'883), rp(324'675)};
    EXPECT_EQ(largest_remainder(rp(1'000'000), bill_of_e1, one_rupiah), expected);
}

// Goal: what is left over goes to the earlier of equal shares; ends of the range are exact.
TEST(LargestRemainder, breaks_ties_by_order) {
    struct Case {
        std::string_view why;
        Money amount;
        std::vector<Money> weights, expected;
    };
    const std::array cases{
        Case{"a third each", rp(100), {rp(1), rp(1), rp(1)}, {rp(34), rp(33), rp(33)}},
        Case{"two left over", rp(101), {rp(1), rp(1), rp(1)}, {rp(34), rp(34), rp(33)}},
        Case{"nothing", rp(0), {rp(5), rp(7)}, {rp(0), rp(0)}},
        Case{"nothing of nothing", rp(0), {rp(0)}, {rp(0)}},
        Case{"the whole", rp(12), {rp(5), rp(7)}, {rp(5), rp(7)}},
        Case{"one rupiah", rp(1), {rp(5), rp(7)}, {rp(0), rp(1)}},
        Case{"a part that owes nothing", rp(9), {rp(5), rp(0), rp(7)}, {rp(4), rp(0), rp(5)}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(largest_remainder(c.amount, c.weights, one_rupiah), c.expected);
    }
}

// Goal: amounts near the end of the range do not overflow.
TEST(LargestRemainder, holds_for_very_large_amounts) {
    const Money large = rp(30'000'000'000'000'000);
    const std::vector<Money> weights{large, large, rp(7)};
    const auto parts = largest_remainder(large + rp(3), weights, one_rupiah);
    EXPECT_EQ(sum_of(parts), large + rp(3));
}

// Goal: the sum is exact, each part is less than a rupiah from its share and no more than its
// weight, for any amounts; and more money never means less for anybody's sum.
TEST(LargestRemainder, keeps_its_promises) {
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        Random random(seed);
        std::vector<Money> weights(1 + random.below(40));
        for (Money& weight : weights) weight = rp(random.below(random.below(4) == 0 ? 3 : 900'000));
        const Money sum = sum_of(weights);
        const Money amount = rp(static_cast<std::int64_t>(
            random.next() % static_cast<std::uint64_t>(sum.rupiah() + 1)));
        const auto parts = largest_remainder(amount, weights, one_rupiah);
        ASSERT_EQ(sum_of(parts), amount) << "seed " << seed;
        for (std::size_t i = 0; i < parts.size() && sum > Money{}; ++i) {
            const __int128 share = static_cast<__int128>(amount.rupiah()) * weights[i].rupiah();
            const __int128 off = share - static_cast<__int128>(parts[i].rupiah()) * sum.rupiah();
            ASSERT_LT(off < 0 ? -off : off, sum.rupiah()) << "seed " << seed;
            ASSERT_LE(parts[i], weights[i]) << "seed " << seed;
        }
    }
}

// Goal: each strategy by its name, on two months of two programmes and a charge.
TEST(Allocate, follows_the_strategy_that_is_named) {
    const std::vector<OpenPart> parts{
        {1, march, 0, false, rp(100)}, {1, march, 2, false, rp(300)}, {2, april, 0, false, rp(100)},
        {2, april, 2, false, rp(300)}, {3, march, 0, true, rp(50)},
    };
    struct Case {
        std::string_view strategy;
        Money amount;
        std::vector<Money> expected;
    };
    const std::array cases{
        Case{"proportional/1", rp(400), {rp(50), rp(150), rp(50), rp(150), rp(0)}},
        Case{"oldest_month_first/1", rp(500), {rp(100), rp(300), rp(25), rp(75), rp(0)}},
        Case{"programme_order/1", rp(350), {rp(100), rp(75), rp(100), rp(75), rp(0)}},
        Case{"proportional/1", rp(820), {rp(100), rp(300), rp(100), rp(300), rp(20)}},
        Case{"oldest_month_first", rp(850), {rp(100), rp(300), rp(100), rp(300), rp(50)}},
        Case{"programme_order", rp(0), {rp(0), rp(0), rp(0), rp(0), rp(0)}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.strategy);
        const auto strategy = parse_allocation_strategy(c.strategy);
        ASSERT_TRUE(strategy);
        EXPECT_EQ(allocate(c.amount, parts, *strategy), c.expected);
    }
    EXPECT_FALSE(parse_allocation_strategy("proportional/2"));
}

// Goal: whatever the strategy and the order in which parts are given, the sum is exact, nobody gets
// more than is owed, and charges get nothing before the rest is paid.
TEST(Allocate, keeps_its_promises) {
    for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
        Random random(seed);
        std::vector<OpenPart> parts(1 + random.below(30));
        Money owed;
        for (OpenPart& part : parts) {
            part = {random.below(9), march + static_cast<std::int32_t>(random.below(6)),
                    static_cast<std::uint8_t>(random.below(5)), random.below(5) == 0,
                    rp(random.below(500'000))};
            owed += part.open;
        }
        const Money amount = rp(static_cast<std::int64_t>(
            random.next() % static_cast<std::uint64_t>(owed.rupiah() + 1)));
        const auto strategy = static_cast<AllocationStrategy>(1 + random.below(3));
        const auto given = allocate(amount, parts, strategy);
        ASSERT_EQ(sum_of(given), amount) << "seed " << seed;
        bool principal_open = false, charge_paid = false;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            ASSERT_TRUE(given[i] >= Money{} && given[i] <= parts[i].open) << "seed " << seed;
            principal_open |= !parts[i].charge && given[i] < parts[i].open;
            charge_paid |= parts[i].charge && given[i] > Money{};
        }
        ASSERT_FALSE(principal_open && charge_paid) << "seed " << seed;
    }
}

}  // namespace payung
