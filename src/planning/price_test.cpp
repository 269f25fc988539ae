#include "planning/price.h"

#include <gtest/gtest.h>

#include "planning/test_law.h"

namespace payung {
namespace {

constexpr Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}
constexpr std::uint8_t basic = programme_bit(Programme::jkk) | programme_bit(Programme::jkm);

Budget budget(PayerKind kind, int year, unsigned month, std::int32_t months) {
    Budget b;
    b.id = "S";
    b.kind = kind;
    b.programmes = basic;
    b.from = Month::from_ym(year, month);
    b.months = months;
    return b;
}

// Goal: a year of public money costs 201,600 for everyone; with savings 441,600.
TEST(Price, is_one_for_public_money) {
    std::vector budgets{budget(PayerKind::apbd_kab, 2026, 1, 12),
                        budget(PayerKind::apbn, 2026, 1, 12)};
    budgets[1].programmes |= programme_bit(Programme::jht);
    const BudgetPrices prices = test_prices(budgets);
    ASSERT_EQ(prices.prices(0).size(), 1U);
    EXPECT_EQ(prices.prices(0)[0].total, rp(201'600));
    ASSERT_EQ(prices.prices(0)[0].runs.size(), 1U);
    EXPECT_EQ(prices.prices(0)[0].runs[0].months, 12);
    EXPECT_EQ(prices.prices(0)[0].runs[0].monthly_sum, rp(16'800));
    EXPECT_FALSE(prices.prices(0)[0].unconfirmed);
    EXPECT_EQ(prices.prices(1)[0].total, rp(441'600));
    EXPECT_TRUE(prices.prices(1)[0].unconfirmed);
}

// Goal: company money over the months where relief begins: drivers have it from January 2026,
// others from April; the months before cost the full amount (PP 50/2025).
TEST(Price, follows_the_relief_month_by_month) {
    const std::vector budgets{budget(PayerKind::tjsl, 2025, 12, 6)};
    const BudgetPrices prices = test_prices(budgets);
    const Price& driver = prices.prices(0)[prices.price_of(0, 'H')];
    EXPECT_EQ(driver.total, rp(16'800 + 5 * 8'400));
    ASSERT_EQ(driver.runs.size(), 2U);
    EXPECT_EQ(driver.runs[0].months, 1);
    EXPECT_EQ(driver.runs[1].from, Month::from_ym(2026, 1));
    EXPECT_EQ(driver.runs[1].months, 5);
    EXPECT_EQ(driver.runs[1].monthly[0], rp(5'000));
    EXPECT_EQ(driver.runs[1].monthly[1], rp(3'400));

    const Price& farmer = prices.prices(0)[prices.price_of(0, 'A')];
    EXPECT_EQ(farmer.total, rp(4 * 16'800 + 2 * 8'400));
    EXPECT_EQ(prices.price_of(0, 'A'), prices.price_of(0, 'U'));
    const Price& unknown = prices.prices(0)[prices.price_of(0, '\0')];
    EXPECT_EQ(unknown.total, farmer.total);
    EXPECT_TRUE(unknown.sector_assumed);
    EXPECT_FALSE(farmer.sector_assumed);
}

// Goal: a total is the sum of its runs, and the runs are the budget's months without a gap.
TEST(Price, adds_up) {
    std::vector<Budget> budgets;
    for (const PayerKind kind : all_payer_kinds) {
        for (std::int32_t months = 1; months <= 12; ++months) {
            budgets.push_back(budget(kind, 2025, 8, months));
        }
    }
    const BudgetPrices prices = test_prices(budgets);
    for (std::uint32_t i = 0; i < budgets.size(); ++i) {
        for (const Price& price : prices.prices(i)) {
            Money total;
            Month next = budgets[i].from;
            for (const PriceRun& run : price.runs) {
                EXPECT_EQ(run.from, next);
                next = next + run.months;
                Money sum;
                for (const Money amount : run.monthly) sum += amount;
                EXPECT_EQ(sum, run.monthly_sum);
                total += sum * run.months;
            }
            EXPECT_EQ(next, budgets[i].from + budgets[i].months);
            EXPECT_EQ(total, price.total);
        }
    }
}

// Goal: a month for which the law has no figure names the budget that asked.
TEST(Price, tells_which_budget_is_beyond_the_law) {
    const std::vector budgets{budget(PayerKind::apbn, 2026, 12, 2)};
    const auto prices = price_budgets(budgets, test_due);
    ASSERT_FALSE(prices);
    EXPECT_EQ(prices.error().code(), Code::budget_no_law);
    const std::string text = describe(prices.error(), Language::id);
    EXPECT_NE(text.find("'S'"), std::string::npos) << text;
    EXPECT_NE(text.find("2027-01"), std::string::npos) << text;
}

// Goal: the law as it stands in legislation/ gives the figures of the worked examples: 16,800 a
// month of public money, and of company money 8,400 for drivers from January 2026, for others from
// April.
TEST(Price, agrees_with_the_law_files) {
    const auto law = ContributionLaw::load(Path(PAYUNG_SOURCE_DIR) / "legislation");
    ASSERT_TRUE(law) << describe(law.error(), Language::en);
    const std::vector budgets{budget(PayerKind::dbh_sawit, 2026, 1, 12),
                              budget(PayerKind::tjsl, 2026, 1, 12)};
    const auto prices = price_budgets(budgets, *law);
    ASSERT_TRUE(prices) << describe(prices.error(), Language::en);
    for (const Price& price : prices->prices(0)) EXPECT_EQ(price.total, rp(201'600));
    EXPECT_EQ(prices->prices(1)[prices->price_of(1, 'H')].total, rp(100'800));
    EXPECT_EQ(prices->prices(1)[prices->price_of(1, 'A')].total, rp(126'000));
}

}  // namespace
}  // namespace payung
