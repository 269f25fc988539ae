#include "fund/jht_crediting.h"

#include <gtest/gtest.h>

#include <random>

#include "base/random.h"
#include "rules/decimal/decimal.h"

namespace payung {
namespace {

constexpr Rate percent(int hundredths) {
    return Rate{hundredths * 100};
}

// Goal: the month's rate is the twelfth root, cut off after 18 decimals. The expected digits are of
// a calculator of another kind: `echo "scale=40; e(l(1.05)/12)-1" | bc -l`.
TEST(JhtCrediting, the_rate_of_a_month) {
    EXPECT_EQ(MonthlyRate::of_year(percent(0)).text(), "0.000000000000000000");
    EXPECT_EQ(MonthlyRate::of_year(percent(500)).text(), "0.004074123783648301");
    EXPECT_EQ(MonthlyRate::of_year(percent(563)).text(), "0.004574785512881730");
    EXPECT_EQ(MonthlyRate::of_year(percent(783)).text(), "0.006301917960996965");
    EXPECT_EQ(MonthlyRate::of_year(percent(10'000)).text(), "0.059463094359295264");
}

// Goal: the published illustration: 20,000,000 left alone at 5 % is 21,000,000 after a year, but
// for what twelve floors take: less than a sen a month. A twelfth of the rate each month would make
// 21,023,238 of it.
TEST(JhtCrediting, a_year_left_alone_grows_by_the_rate) {
    const MonthlyRate rate = MonthlyRate::of_year(percent(500));
    Money balance = Money::from_rupiah(20'000'000);
    for (int month = 0; month < 12; ++month) balance += rate.credit(balance);
    EXPECT_LE(balance, Money::from_rupiah(21'000'000));
    EXPECT_GT(balance, Money::from_rupiah(21'000'000) - Money::from_sen(13));
}

// Goal: what came in during the month earns nothing yet, what was paid out earns nothing any more.
TEST(JhtCrediting, what_earns_in_a_month) {
    JhtMonth month(MonthlyRate::of_year(percent(10'000)));
    const Money full = month.add(Money::from_rupiah(1'000'000), Money{});
    EXPECT_EQ(full, Money::from_sen(5'946'309));
    EXPECT_EQ(month.add(Money::from_rupiah(1'500'000), Money::from_rupiah(500'000)), full);
    EXPECT_EQ(month.add(Money::from_rupiah(1'000'000), Money::from_rupiah(1'000'000)), Money{});
    EXPECT_EQ(month.add(Money{}, Money{}), Money{});
    EXPECT_EQ(month.basis(), Money::from_rupiah(2'000'000));
    EXPECT_EQ(month.credited(), full + full);
    EXPECT_EQ(month.earned(), Money::from_sen(11'892'618));
}

// Goal: two ways that share nothing agree on every credit: whole numbers of 128 bits, and decimals
// of 34 digits.
TEST(JhtCrediting, whole_numbers_and_decimals_agree) {
    using rules::Decimal;
    const std::uint64_t seed = 20'260'131;
    Random random(seed);
    for (int i = 0; i < 20'000; ++i) {
        const MonthlyRate rate = MonthlyRate::of_year(percent(static_cast<int>(i % 1000)));
        const auto sen = static_cast<std::int64_t>(mix64(static_cast<std::uint64_t>(i) ^ seed) %
                                                   (std::uint64_t{1} << (8 + random.below(36))));
        const auto product = Decimal::from_integer(sen) * Decimal::from_scaled(rate.parts(), 18);
        ASSERT_TRUE(product);
        const auto floored = product->rounded(0, rules::DecimalRounding::toward_negative);
        ASSERT_TRUE(floored);
        ASSERT_EQ(Decimal::from_integer(rate.credit(Money::from_sen(sen)).sen()), *floored)
            << "seed " << seed << ", account " << i;
    }
}

// Goal: nothing is made or lost: what all earned together is credited, but for less than a sen an
// account.
TEST(JhtCrediting, what_is_not_credited_is_less_than_a_sen_an_account) {
    Random random(7);
    JhtMonth month(MonthlyRate::of_year(percent(550)));
    constexpr int accounts = 20'000;
    for (int i = 0; i < accounts; ++i) month.add(Money::from_sen(random.below(2'000'000'000)), {});
    EXPECT_GE(month.earned(), month.credited());
    EXPECT_LT(month.earned() - month.credited(), Money::from_sen(accounts));
}

}  // namespace
}  // namespace payung
