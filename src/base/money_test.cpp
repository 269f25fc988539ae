#include "base/money.h"

#include <gtest/gtest.h>

#include <array>

namespace payung {
namespace {

constexpr Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}

// Goal: a share of money is exact and rounds only as named, at both sides of every border.
TEST(Money, share_rounds_as_named) {
    struct Case {
        const char* why;
        std::int64_t sen;
        std::int64_t ppm;
        Rounding rounding;
        std::int64_t unit_sen;
        std::int64_t want_sen;
    };
    const std::array cases{
        //   why                             amount           rate      rounding           unit want
        Case{"JHT 2 % of a round wage", 400'000'000, 20'000, Rounding::down, 100, 8'000'000},
        Case{"half the JKM of BPU", 680'000, 500'000, Rounding::half_up, 100, 340'000},
        Case{"1 % of the JKM of BPU (PP 49/2020)", 680'000, 10'000, Rounding::half_up, 100, 6'800},
        Case{"half a rupiah goes up", 50, 1'000'000, Rounding::half_up, 100, 100},
        Case{"just below half goes down", 49, 1'000'000, Rounding::half_up, 100, 0},
        Case{"down cuts", 199, 1'000'000, Rounding::down, 100, 100},
        Case{"up lifts any rest", 101, 1'000'000, Rounding::up, 100, 200},
        Case{"up keeps a whole", 100, 1'000'000, Rounding::up, 100, 100},
        Case{"nothing of nothing", 0, 1'000'000, Rounding::up, 100, 0},
        Case{"largest amount does not overflow", INT64_MAX / 2, 1'000'000, Rounding::down, 1,
             INT64_MAX / 2},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Money share =
            Money::from_sen(c.sen).share(Rate{c.ppm}, c.rounding, Money::from_sen(c.unit_sen));
        EXPECT_EQ(share.sen(), c.want_sen);
    }
}

// Goal: amounts print as files carry them.
TEST(Money, prints_rupiah_and_sen) {
    EXPECT_EQ(to_text(rp(16'800)), "16800");
    EXPECT_EQ(to_text(rp(-16'800)), "-16800");
    EXPECT_EQ(to_text(Money::from_sen(5)), "0.05");
    EXPECT_EQ(to_text(Money::from_sen(-5)), "-0.05");
    EXPECT_EQ(to_text(Money::from_sen(INT64_MIN)), "-92233720368547758.08");
}

// Goal: arithmetic stops the program rather than wrap.
TEST(MoneyDeathTest, overflow_is_a_bug) {
    EXPECT_EQ(rp(1) + rp(2) - rp(4), rp(-1));
    EXPECT_EQ(rp(16'800) * 12, rp(201'600));
    EXPECT_DEATH((void)(Money::from_sen(INT64_MAX) + Money::from_sen(1)), "CHECK");
    EXPECT_DEATH((void)(Money::from_sen(INT64_MAX) * 2), "CHECK");
    EXPECT_DEATH((void)Money::from_rupiah(INT64_MAX), "CHECK");
}

}  // namespace
}  // namespace payung
