#include "planning/roster.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "planning/test_areas.h"
#include "planning/test_law.h"

namespace payung {
namespace {

constexpr std::uint8_t basic = programme_bit(Programme::jkk) | programme_bit(Programme::jkm);

struct Job {
    std::vector<Budget> budgets;
    BudgetPrices prices;
    Eligibility eligibility;
    Choice choice;
};

Job job(std::vector<Budget> budgets, const std::vector<CandidateFacts>& facts) {
    Job made;
    made.budgets = std::move(budgets);
    made.prices = test_prices(made.budgets);
    auto found = find_eligible(made.budgets, made.prices, facts, test_areas(), 1);
    CHECK(found.has_value());
    made.eligibility = std::move(*found);
    std::vector<Candidate> candidates;
    std::vector<Money> ceilings;
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
        candidates.push_back({mix64(i), facts[i].decile, made.eligibility.class_of[i]});
    }
    for (const Budget& b : made.budgets) ceilings.push_back(b.ceiling);
    auto choice = choose(candidates, made.eligibility.classes, ceilings, 1);
    CHECK(choice.has_value());
    made.choice = std::move(*choice);
    return made;
}

Budget budget(PayerKind kind, std::string_view area, std::int64_t rupiah, unsigned month,
              std::int32_t months) {
    Budget b;
    b.id = std::string(name_of(kind));
    b.kind = kind;
    b.area = test_area(area);
    b.programmes = basic;
    b.ceiling = Money::from_rupiah(rupiah);
    b.from = Month::from_ym(2026, month);
    b.months = months;
    return b;
}

// Goal: company money from March to May 2026 for a driver and two farmers: the driver in one row of
// three months at 8,400, each farmer in a row of one month at 16,800 and one of two at 8,400.
TEST(Roster, makes_a_row_for_every_run_of_months) {
    const std::uint32_t village = test_area("6303052003");
    const Job made = job(
        {budget(PayerKind::tjsl, "63", 100'000'000, 3, 3)},
        {{village, INT32_MAX, 1, 'H'}, {village, INT32_MAX, 2, 'A'}, {village, INT32_MAX, 3, 'A'}});
    const Roster roster(made.choice, made.eligibility, made.prices);
    ASSERT_EQ(roster.entries().size(), 3U);
    EXPECT_EQ(roster.entries()[0].candidate, 0U);  // by rank
    EXPECT_EQ(roster.entries()[2].candidate, 2U);
    const auto driver = Roster::rows_of(roster.entries()[0], made.prices);
    ASSERT_EQ(driver.size(), 1U);
    EXPECT_EQ(driver[0].months, 3);
    EXPECT_EQ(driver[0].monthly_sum, Money::from_rupiah(8'400));
    const auto farmer = Roster::rows_of(roster.entries()[1], made.prices);
    ASSERT_EQ(farmer.size(), 2U);
    EXPECT_EQ(farmer[0].monthly_sum, Money::from_rupiah(16'800));
    EXPECT_EQ(farmer[1].from, Month::from_ym(2026, 4));
    EXPECT_EQ(farmer[1].months, 2);
    EXPECT_EQ(roster.total(0).rows, 5U);
    EXPECT_EQ(roster.total(0).amount, Money::from_rupiah(3 * 8'400 + 2 * (16'800 + 2 * 8'400)));
    ASSERT_EQ(roster.commitments(made.prices).size(), 3U);
}

// Goal: over random jobs, rows add up to totals, to what the choice used and to the commitments
// that bills are made of; nobody stands twice; entries stand by budget, then rank.
TEST(Roster, adds_up) {
    constexpr std::uint64_t seed = 20'260'401;
    for (std::uint64_t round = 0; round < 40; ++round) {
        Random random(seed, round);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
        constexpr std::array<std::string_view, 4> areas{"", "63", "6303", "6371"};
        std::vector<Budget> budgets;
        for (std::uint32_t i = 0; i < 6; ++i) {
            budgets.push_back(budget(static_cast<PayerKind>(random.below(8)),
                                     areas[random.below(4)], random.below(9'000'000),
                                     1 + random.below(6),
                                     1 + static_cast<std::int32_t>(random.below(7))));
            budgets.back().id += std::to_string(i);
            if (random.chance(0.3)) budgets.back().programmes |= programme_bit(Programme::jht);
        }
        std::vector<CandidateFacts> facts(300);
        for (CandidateFacts& who : facts) {
            who.area = random.below(test_areas().size());
            who.decile = static_cast<std::uint8_t>(1 + random.below(4));
            who.sector = "AHG"[random.below(3)];
        }
        const Job made = job(budgets, facts);
        const Roster roster(made.choice, made.eligibility, made.prices);
        std::map<std::uint32_t, int> times;
        std::vector<Money> by_rows(budgets.size()), by_commitments(budgets.size());
        std::vector<std::uint32_t> rank_of(facts.size());
        for (std::uint32_t r = 0; r < facts.size(); ++r) rank_of[made.choice.order[r]] = r;
        for (std::uint32_t b = 0; b < budgets.size(); ++b) {
            const RosterEntry* before = nullptr;
            for (const RosterEntry& entry : roster.entries(b)) {
                EXPECT_EQ(entry.budget, b);
                EXPECT_EQ(made.choice.source_of[entry.candidate], b);
                EXPECT_EQ(entry.price, made.prices.price_of(b, facts[entry.candidate].sector));
                if (before != nullptr) {
                    EXPECT_LT(rank_of[before->candidate], rank_of[entry.candidate]);
                }
                before = &entry;
                ++times[entry.candidate];
                for (const PriceRun& run : Roster::rows_of(entry, made.prices)) {
                    by_rows[b] += run.monthly_sum * run.months;
                }
            }
        }
        for (const CommittedMonths& c : roster.commitments(made.prices)) {
            for (const Money amount : c.run.monthly) {
                by_commitments[c.budget] +=
                    amount * c.run.months * static_cast<std::int64_t>(c.workers);
            }
        }
        Money total;
        for (std::uint32_t b = 0; b < budgets.size(); ++b) {
            EXPECT_EQ(by_rows[b], roster.total(b).amount);
            EXPECT_EQ(by_rows[b], made.choice.sources[b].used);
            EXPECT_EQ(by_rows[b], by_commitments[b]);
            EXPECT_EQ(roster.total(b).workers, made.choice.sources[b].workers);
            total += by_rows[b];
        }
        EXPECT_EQ(roster.total().amount, total);
        for (const auto& [candidate, count] : times) EXPECT_EQ(count, 1) << candidate;
    }
}

}  // namespace
}  // namespace payung
