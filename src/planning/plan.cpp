#include "planning/plan.h"

#include <limits>

#include "base/parallel.h"

namespace payung {
namespace {

constexpr std::size_t rows_at_once = std::size_t{1} << 16;

std::int32_t too_old_from(const Identity& who, const AgeClause& clause) {
    constexpr std::int32_t always = std::numeric_limits<std::int32_t>::min();
    constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
    if (who.birth == 0) return clause.value == IfMissing::take ? never : always;
    return payung::too_old_from(who.birth, clause.years_max);
}

std::vector<CandidateFacts> facts_of(const PersonTable& persons, const Gap& gap,
                                     const VulnerableRule& rule, unsigned threads) {
    std::vector<CandidateFacts> facts(gap.rows.size());
    for_pieces(facts.size(), rows_at_once, threads,
               [&](std::size_t begin, std::size_t end, std::size_t) {
                   for (std::size_t i = begin; i < end; ++i) {
                       const Identity& who = persons.identity[gap.rows[i]];
                       const PersonFacts& person = persons.facts[gap.rows[i]];
                       facts[i] = {who.area, too_old_from(who, rule.clauses_in(who.area).age),
                                   person.decile, person.sector};
                   }
               });
    return facts;
}

std::vector<Candidate> candidates_of(const PersonTable& persons, const Gap& gap,
                                     const Priority& priority, const Eligibility& eligibility,
                                     unsigned threads) {
    std::vector<Candidate> candidates(gap.rows.size());
    for_pieces(candidates.size(), rows_at_once, threads,
               [&](std::size_t begin, std::size_t end, std::size_t) {
                   for (std::size_t i = begin; i < end; ++i) {
                       const PersonFacts& person = persons.facts[gap.rows[i]];
                       const bool age_known = gap.ages[i] != age_not_known;
                       const auto age = static_cast<std::int16_t>(age_known ? gap.ages[i] : -1);
                       candidates[i] = {tie_of(persons.id[gap.rows[i]]),
                                        priority.key_of({person.income_rupiah, age, person.decile,
                                                         person.sector, has_income(person)}),
                                        eligibility.class_of[i]};
                   }
               });
    return candidates;
}

}  // namespace

std::int32_t too_old_from(std::uint32_t birth, int years_max) {
    const auto year = static_cast<int>(birth / 10'000) + years_max + 1;
    const Month birthday = Month::from_ym(year, birth / 100 % 100);
    // Who has his birthday on the first is older on that day; others are from the next month on.
    return birthday.number() + (birth % 100 > 1 ? 1 : 0);
}

Result<Plan> make_plan(std::span<const Budget> budgets, const PersonTable& persons, const Gap& gap,
                       const PlanBasis& basis, unsigned threads) {
    TRY_ASSIGN(BudgetPrices prices, price_budgets(budgets, basis.law));
    TRY_ASSIGN(Eligibility eligibility,
               find_eligible(budgets, prices, facts_of(persons, gap, basis.rule, threads),
                             basis.areas, threads));
    std::vector<Money> ceilings;
    for (const Budget& budget : budgets) ceilings.push_back(budget.ceiling);
    TRY_ASSIGN(Choice choice,
               choose(candidates_of(persons, gap, basis.priority, eligibility, threads),
                      eligibility.classes, ceilings, threads));
    Roster roster(choice, eligibility, prices);
    return Plan{std::move(prices), std::move(eligibility), std::move(choice), std::move(roster)};
}

}  // namespace payung
