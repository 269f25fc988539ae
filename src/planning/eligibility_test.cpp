#include "planning/eligibility.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/interrupt.h"
#include "base/random.h"
#include "planning/test_areas.h"
#include "planning/test_law.h"

namespace payung {
namespace {

constexpr std::uint8_t basic = programme_bit(Programme::jkk) | programme_bit(Programme::jkm);

Budget budget(std::string id, PayerKind kind, std::string_view area, std::uint32_t sectors = 0,
              std::uint8_t decile_max = 0, unsigned month = 1) {
    Budget b;
    b.id = std::move(id);
    b.kind = kind;
    b.area = test_area(area);
    b.sectors = sectors;
    b.decile_max = decile_max;
    b.programmes = basic;
    b.ceiling = Money::from_rupiah(1'000'000);
    b.from = Month::from_ym(2026, month);
    b.months = 3;
    return b;
}

Eligibility find(const std::vector<Budget>& budgets, const std::vector<CandidateFacts>& candidates,
                 unsigned threads = 1) {
    auto found = find_eligible(budgets, test_prices(budgets), candidates, test_areas(), threads);
    CHECK(found.has_value());
    return std::move(*found);
}

// Goal: each clause of a budget, on both sides of its limit.
TEST(Eligibility, follows_each_clause) {
    const std::int32_t april = Month::from_ym(2026, 4).number();
    const Budget regency = budget("B", PayerKind::apbd_kab, "6303");
    const Budget palm = budget("P", PayerKind::dbh_sawit, "63", sector_bit('A'));
    const Budget poor = budget("D", PayerKind::apbn, "", 0, 4);
    const Budget late = budget("L", PayerKind::apbn, "", 0, 0, 4);
    const Budget nation = budget("N", PayerKind::apbn, "");
    struct Case {
        std::string_view why;
        const Budget& budget;
        CandidateFacts who;
        bool may_pay;
    };
    const std::array cases{
        Case{"village of the regency", regency, {test_area("6303052003")}, true},
        Case{"only the regency known", regency, {test_area("6303")}, true},
        Case{"only the province known", regency, {test_area("63")}, false},
        Case{"next regency", regency, {test_area("6304")}, false},
        Case{"area unknown", regency, {0}, false},
        Case{"area unknown, nation", nation, {0}, true},
        Case{"farmer", palm, {test_area("6304"), INT32_MAX, 1, 'A'}, true},
        Case{"fisherman of another letter", palm, {test_area("6304"), INT32_MAX, 1, 'C'}, false},
        Case{"sector unknown", palm, {test_area("6304"), INT32_MAX, 1, 0}, false},
        Case{"at the decile limit", poor, {0, INT32_MAX, 4, 0}, true},
        Case{"above the decile limit", poor, {0, INT32_MAX, 5, 0}, false},
        Case{"decile unknown", poor, {0, INT32_MAX, 0, 0}, false},
        Case{"decile unknown, no limit", nation, {0, INT32_MAX, 0, 0}, true},
        Case{"65 during the first month", late, {0, april + 1, 1, 0}, true},
        Case{"65 by the first day", late, {0, april, 1, 0}, false},
        Case{"the same, budget of January", nation, {0, april, 1, 0}, true},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(may_pay(c.budget, c.who, test_areas()), c.may_pay);
        const Eligibility found = find({c.budget}, {c.who});
        EXPECT_EQ(found.classes[found.class_of[0]].payable_by.size(), c.may_pay ? 1U : 0U);
        EXPECT_EQ(found.eligible[0], c.may_pay ? 1U : 0U);
    }
}

// Goal: the most restricted first: by how many of the candidates at hand it may pay; where that is
// equal, by the deeper area, fewer sectors, lower decile, id.
TEST(Eligibility, orders_by_restriction) {
    const std::vector budgets{
        budget("nation", PayerKind::apbn, ""),
        budget("province", PayerKind::apbd_prov, "63"),
        budget("regency", PayerKind::apbd_kab, "6303"),
        budget("regency-a", PayerKind::apbd_kab, "6303"),
        budget("palm", PayerKind::dbh_sawit, "63", sector_bit('A')),
        budget("poor", PayerKind::donor, "63", 0, 2),
    };
    const auto order = [&](const std::vector<CandidateFacts>& candidates) {
        std::string ids;
        for (const std::uint32_t i : find(budgets, candidates).restriction)
            ids += budgets[i].id + " ";
        return ids;
    };
    const CandidateFacts farmer{test_area("6303052003"), INT32_MAX, 1, 'A'};
    const CandidateFacts vendor{test_area("6303052003"), INT32_MAX, 3, 'G'};
    const CandidateFacts elsewhere{test_area("6304"), INT32_MAX, 3, 'G'};
    EXPECT_EQ(order({farmer}), "regency regency-a palm poor province nation ");
    EXPECT_EQ(order({farmer, vendor}), "palm poor regency regency-a province nation ");
    EXPECT_EQ(order({farmer, vendor, vendor, elsewhere}),
              "palm poor regency regency-a province nation ");
}

// Goal: workers are told apart by what budgets ask, and by price, and by nothing else.
TEST(Eligibility, makes_no_more_classes_than_needed) {
    const std::vector budgets{budget("N", PayerKind::apbn, ""), budget("C", PayerKind::tjsl, "63")};
    const std::vector<CandidateFacts> candidates{{test_area("6303052003"), INT32_MAX, 1, 'A'},
                                                 {test_area("6371"), 999'999, 0, 'U'},
                                                 {test_area("6304"), INT32_MAX, 9, 'H'},
                                                 {test_area("6201"), INT32_MAX, 1, 'A'},
                                                 {0, INT32_MAX, 1, 'H'},
                                                 {test_area("6201"), 0, 1, 'A'}};
    const Eligibility found = find(budgets, candidates);
    EXPECT_EQ(found.classes.size(), 4U);  // company at two prices, nation alone, nobody
    EXPECT_EQ(found.class_of[0], found.class_of[1]);
    EXPECT_NE(found.class_of[0], found.class_of[2]);  // drivers have relief three months earlier
    EXPECT_EQ(found.class_of[3], found.class_of[4]);
    EXPECT_TRUE(found.classes[found.class_of[5]].payable_by.empty());
    const WorkerClass& driver = found.classes[found.class_of[2]];
    ASSERT_EQ(driver.payable_by.size(), 2U);
    EXPECT_EQ(driver.payable_by[0].source, 1U);
    EXPECT_EQ(driver.payable_by[0].cost, Money::from_rupiah(3 * 8'400));
    EXPECT_EQ(driver.payable_by[1].cost, Money::from_rupiah(3 * 16'800));
}

std::vector<Budget> random_budgets(Random& random) {
    constexpr std::array<std::string_view, 9> areas{
        "", "62", "63", "6303", "630305", "6371", "6303052003", "6303052001", "6201"};
    std::vector<Budget> budgets;
    const std::uint32_t count = random.below(12);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto kind = static_cast<PayerKind>(random.below(8));
        const std::uint32_t sectors = random.chance(0.5) ? 0 : 1 + random.below((1U << 21) - 1);
        const auto decile =
            static_cast<std::uint8_t>(random.chance(0.5) ? 0 : 1 + random.below(10));
        budgets.push_back(budget("B" + std::to_string(i), kind, areas[random.below(9)], sectors,
                                 decile, 1 + random.below(6)));
    }
    return budgets;
}

std::vector<CandidateFacts> random_candidates(Random& random, std::size_t count) {
    std::vector<CandidateFacts> candidates(count);
    for (CandidateFacts& who : candidates) {
        who.area = random.below(test_areas().size());
        who.decile = static_cast<std::uint8_t>(random.below(11));
        const std::uint32_t sector = random.below(22);
        who.sector = sector == 0 ? '\0' : static_cast<char>('A' + sector - 1);
        who.too_old_from =
            Month::from_ym(2026, 1).number() + static_cast<std::int32_t>(random.below(9)) - 1;
    }
    return candidates;
}

// Goal: classes say of every candidate and budget what the rule says of them one by one, with the
// price of his sector, in the order of restriction; any number of threads gives the same.
TEST(Eligibility, agrees_with_the_rule_one_by_one) {
    constexpr std::uint64_t seed = 20'260'201;
    for (std::uint64_t round = 0; round < 60; ++round) {
        Random random(seed, round);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
        const auto budgets = random_budgets(random);
        const auto candidates = random_candidates(random, 400);
        const BudgetPrices prices = test_prices(budgets);
        const Eligibility found = find(budgets, candidates);
        std::vector<std::uint64_t> eligible(budgets.size(), 0);
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            std::vector<PayableBy> expected;
            std::vector<std::uint32_t> expected_price;
            for (const std::uint32_t b : found.restriction) {
                if (!may_pay(budgets[b], candidates[i], test_areas())) continue;
                ++eligible[b];
                expected_price.push_back(prices.price_of(b, candidates[i].sector));
                expected.push_back({b, prices.prices(b)[expected_price.back()].total});
            }
            ASSERT_EQ(found.classes[found.class_of[i]].payable_by, expected);
            ASSERT_EQ(found.price_of[found.class_of[i]], expected_price);
        }
        EXPECT_EQ(found.eligible, eligible);
        for (std::size_t i = 1; i < found.restriction.size(); ++i) {
            EXPECT_LE(eligible[found.restriction[i - 1]], eligible[found.restriction[i]]);
        }
        const Eligibility other = find(budgets, candidates, 3);
        EXPECT_EQ(other.class_of, found.class_of);
        EXPECT_EQ(other.classes, found.classes);
    }
}

// Goal: no classes for nobody, and Ctrl-C ends the work with its code.
TEST(Eligibility, takes_nothing_and_stops_on_request) {
    EXPECT_TRUE(find({}, {}).classes.empty());
    EXPECT_EQ(find({}, {{}}).classes.size(), 1U);
    set_interrupted(true);
    const auto found = find_eligible({}, {}, {}, test_areas(), 1);
    set_interrupted(false);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code(), Code::interrupted);
}

}  // namespace
}  // namespace payung
