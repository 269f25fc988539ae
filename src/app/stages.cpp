#include "app/stages.h"

#include <algorithm>
#include <numeric>

#include "base/hash.h"
#include "base/parallel.h"

namespace payung::app {
namespace {

constexpr std::size_t rows_per_piece = 1U << 16U;

/// Number of the first month on whose first day somebody is older than `years_max`.
std::int32_t too_old_from(std::uint32_t birth, int years_max) {
    if (birth == 0) return INT32_MAX;
    const auto year = static_cast<int>(birth / 10'000) + years_max + 1;
    const bool on_the_first = birth % 100 == 1;
    return (Month::from_ym(year, birth / 100 % 100) + (on_the_first ? 0 : 1)).number();
}

CandidateFacts facts_of(const PersonTable& persons, std::uint32_t row, const VulnerableRule& rule) {
    const Identity& who = persons.identity[row];
    const int years_max = rule.clauses_in(who.area).age.years_max;
    return {who.area, too_old_from(who.birth, years_max), persons.facts[row].decile,
            persons.facts[row].sector};
}

PriorityFacts priority_facts(const PersonTable& persons, std::uint32_t row, std::uint8_t age) {
    const PersonFacts& facts = persons.facts[row];
    const auto years = static_cast<std::int16_t>(age == age_not_known ? -1 : age);
    return {facts.income_rupiah, years, facts.decile, facts.sector};
}

std::vector<SponsorBill> bills_for(const Plan& plan) {
    std::vector<SponsorCommitment> commitments;
    for (const CommittedMonths& months : plan.roster->commitments(plan.prices)) {
        commitments.push_back({months.budget, months.run.from, months.run.months, months.workers,
                               plan.budgets[months.budget].programmes, months.run.monthly});
    }
    return bills_of(commitments);
}

}  // namespace

std::vector<std::uint64_t> tie_keys(const PersonTable& persons, unsigned threads) {
    std::vector<std::uint64_t> keys(persons.size());
    for_pieces(keys.size(), rows_per_piece, threads,
               [&](std::size_t begin, std::size_t end, std::size_t) {
                   for (std::size_t i = begin; i < end; ++i) keys[i] = hash_bytes(persons.id[i]);
               });
    return keys;
}

std::vector<AccountStatus> status_of_persons(std::size_t persons, std::span<const Link> links,
                                             std::span<const AccountFacts> accounts, Month month) {
    std::vector<AccountStatus> status(persons, AccountStatus::none);
    for (const Link& link : links) {
        const bool active = active_in(accounts[link.account], month);
        status[link.person] = std::max(
            status[link.person], active ? AccountStatus::active : AccountStatus::inactive);
    }
    return status;
}

Result<Plan> make_plan(const PersonTable& persons, const Gap& gap,
                       std::span<const std::uint64_t> ties, std::vector<Budget> budgets,
                       const Knowledge& knowledge, unsigned threads) {
    Plan plan;
    plan.budgets = std::move(budgets);
    TRY_ASSIGN(plan.prices, price_budgets(plan.budgets, knowledge.law));
    const std::size_t size = gap.rows.size();
    plan.facts.resize(size);
    for_pieces(size, rows_per_piece, threads, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t k = begin; k < end; ++k) {
            plan.facts[k] = facts_of(persons, gap.rows[k], knowledge.rule);
        }
    });
    TRY_ASSIGN(plan.eligibility,
               find_eligible(plan.budgets, plan.prices, plan.facts, knowledge.areas, threads));
    std::vector<Candidate> candidates(size);
    for_pieces(size, rows_per_piece, threads, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t k = begin; k < end; ++k) {
            const std::uint32_t row = gap.rows[k];
            const PriorityFacts facts = priority_facts(persons, row, gap.ages[k]);
            candidates[k] = {ties[row], knowledge.priority.key_of(facts),
                             plan.eligibility.class_of[k]};
        }
    });
    std::vector<Money> ceilings;
    for (const Budget& budget : plan.budgets) ceilings.push_back(budget.ceiling);
    TRY_ASSIGN(plan.choice, choose(candidates, plan.eligibility.classes, ceilings, threads));
    plan.roster = std::make_unique<const Roster>(plan.choice, plan.eligibility, plan.prices);
    plan.bills = bills_for(plan);
    CHECK(sum_of(plan.bills) == plan.roster->total().amount);
    return plan;
}

Result<Coverage> coverage_of(const PersonTable& persons, std::span<const AccountStatus> status,
                             std::span<const std::uint32_t> same_person, const Gap& gap,
                             const Plan& plan, const Knowledge& knowledge,
                             const Settings& settings) {
    const std::vector<AccountStatus> by_person =
        status_by_person(status, same_person, settings.threads);
    std::vector<std::uint8_t> before(persons.size());
    std::transform(by_person.begin(), by_person.end(), before.begin(), [](AccountStatus s) {
        return static_cast<std::uint8_t>(s == AccountStatus::active ? 1 : 0);
    });
    std::vector<std::uint8_t> after = before;
    for (const RosterEntry& entry : plan.roster->entries()) after[gap.rows[entry.candidate]] = 1;
    return measure_coverage(persons, {same_person, before, after}, knowledge.areas,
                            settings.show_small_cells ? SmallCells::show : SmallCells::withhold,
                            settings.threads);
}

}  // namespace payung::app
