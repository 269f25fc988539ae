#include "planning/plan.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "planning/test_areas.h"

namespace payung {
namespace {

const Path legislation = Path(PAYUNG_SOURCE_DIR) / "legislation";

VulnerableRule rule() {
    auto loaded = VulnerableRule::load(legislation, test_areas());
    CHECK(loaded.has_value());
    return std::move(*loaded);
}

// Goal: the month in which somebody is too old agrees with the rule asked month by month.
TEST(Plan, knows_when_somebody_is_too_old) {
    EXPECT_EQ(too_old_from(19610101, 64), Month::from_ym(2026, 1).number());
    EXPECT_EQ(too_old_from(19610102, 64), Month::from_ym(2026, 2).number());
    EXPECT_EQ(too_old_from(19611231, 64), Month::from_ym(2027, 1).number());
    EXPECT_EQ(too_old_from(19600229, 64), Month::from_ym(2025, 3).number());  // 1 March 2025
    const VulnerableRule clauses = rule();
    const AgeClause& clause = clauses.sets()[0].age;
    Random random(20'260'501);
    for (int round = 0; round < 2'000; ++round) {
        const std::uint32_t birth = (1940 + random.below(60)) * 10'000 +
                                    (1 + random.below(12)) * 100 + 1 + random.below(28);
        const Month month = Month::from_ym(2016, 1) + static_cast<std::int32_t>(random.below(240));
        EXPECT_EQ(clauses.age_allowed(birth, 0, month),
                  month.number() >= too_old_from(birth, clause.years_min - 1) &&
                      month.number() < too_old_from(birth, clause.years_max))
            << birth << " in " << to_text(month);
    }
}

struct Region {
    PersonTable persons;
    Gap gap;
};

void add_person(Region& region, std::string_view village, std::uint32_t birth, std::uint8_t decile,
                char sector, std::uint8_t age) {
    const auto row = static_cast<std::uint32_t>(region.persons.size());
    Identity who;
    who.name_key = mix64(row + 1);
    who.birth = birth;
    who.area = test_area(village);
    region.persons.identity.push_back(who);
    PersonFacts facts;
    facts.decile = decile;
    facts.sector = sector;
    region.persons.facts.push_back(facts);
    region.persons.id.add("R" + std::to_string(row));
    if (decile > 4) return;  // not in the gap
    region.gap.rows.push_back(row);
    region.gap.ages.push_back(age);
}

Budget budget(std::string id, PayerKind kind, std::string_view area, std::int64_t rupiah,
              unsigned month) {
    Budget b;
    b.id = std::move(id);
    b.kind = kind;
    b.area = test_area(area);
    b.programmes = programme_bit(Programme::jkk) | programme_bit(Programme::jkm);
    b.ceiling = Money::from_rupiah(rupiah);
    b.from = Month::from_ym(2026, month);
    b.months = 12 - static_cast<std::int32_t>(month) + 1;
    return b;
}

// Goal: the whole way for a small region. The regency has money for one over the year, the province
// for two from July, for those who are not 65 by then. The woman of 64 can only be paid by the
// regency, so the poorest, who stood there first, moves to the province.
TEST(Plan, goes_from_the_gap_to_the_roster) {
    Region region;
    add_person(region, "6303052003", 19800705, 1, 'A', 45);
    add_person(region, "6303052003", 19800705, 9, 'A', 45);  // row 1: not in the gap
    add_person(region, "6303052001", 19900705, 2, 'A', 35);
    add_person(region, "6303052001", 19610601, 2, 'G', 64);  // 65 in June
    add_person(region, "6303052001", 19700705, 3, 'G', 55);
    add_person(region, "6371", 19850705, 3, 'H', 40);
    const std::vector budgets{budget("KAB", PayerKind::apbd_kab, "6303", 201'600, 1),
                              budget("PROV", PayerKind::apbd_prov, "63", 2 * 100'800, 7)};
    const auto law = ContributionLaw::load(legislation);
    ASSERT_TRUE(law);
    const auto risk =
        RiskGroups::load(Path(PAYUNG_SOURCE_DIR) / "src/planning/tables/risiko_kbli.csv");
    ASSERT_TRUE(risk);
    const auto priority = Priority::parse("desil,umur", *risk);
    ASSERT_TRUE(priority);
    const VulnerableRule clauses = rule();
    const auto plan =
        make_plan(budgets, region.persons, region.gap, {*law, test_areas(), clauses, *priority}, 2);
    ASSERT_TRUE(plan) << describe(plan.error(), Language::en);
    // Candidates are rows 0, 2, 3, 4, 5; the woman of 64 goes before the man of 35 in decile 2.
    EXPECT_EQ(plan->choice.order, (std::vector<std::uint32_t>{0, 2, 1, 3, 4}));
    constexpr std::uint32_t regency = 0, province = 1;
    EXPECT_EQ(plan->choice.source_of,
              (std::vector<std::uint32_t>{province, province, regency, no_source, no_source}));
    EXPECT_EQ(plan->roster.total(regency).amount, Money::from_rupiah(201'600));
    EXPECT_EQ(plan->roster.total(province).amount, Money::from_rupiah(2 * 100'800));
    EXPECT_EQ(plan->roster.entries(regency)[0].candidate, 2U);
    EXPECT_EQ(plan->choice.sources[province].first_left_out, 3U);
}

}  // namespace
}  // namespace payung
