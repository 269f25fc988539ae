#include "app/stages.h"

#include <algorithm>

namespace payung::app {
namespace {

std::vector<SponsorBill> bills_for(const Plan& plan, std::span<const Budget> budgets) {
    std::vector<SponsorCommitment> commitments;
    for (const CommittedMonths& months : plan.roster.commitments(plan.prices)) {
        commitments.push_back({months.budget, months.run.from, months.run.months, months.workers,
                               budgets[months.budget].programmes, months.run.monthly});
    }
    return bills_of(commitments);
}

}  // namespace

std::vector<AccountStatus> status_of_persons(std::size_t persons, std::span<const Link> links,
                                             std::span<const AccountFacts> accounts, Month month) {
    std::vector<AccountStatus> status(persons, AccountStatus::none);
    for (const Link& link : links) {
        const bool active = active_in(accounts[link.account], month);
        status[link.person] =
            std::max(status[link.person], active ? AccountStatus::active : AccountStatus::inactive);
    }
    return status;
}

Result<FundedPlan> fund_plan(const PersonTable& persons, const Gap& gap,
                             std::vector<Budget> budgets, const Knowledge& knowledge,
                             unsigned threads) {
    const PlanBasis basis{knowledge.law, knowledge.areas, knowledge.rule, knowledge.priority};
    TRY_ASSIGN(Plan plan, make_plan(budgets, persons, gap, basis, threads));
    std::vector<SponsorBill> bills = bills_for(plan, budgets);
    CHECK(sum_of(bills) == plan.roster.total().amount);
    return FundedPlan{std::move(plan), std::move(budgets), std::move(bills)};
}

Result<Coverage> coverage_of(const PersonTable& persons, std::span<const std::uint32_t> same_person,
                             const Gap& gap, const FundedPlan& plan, const Knowledge& knowledge,
                             const Settings& settings) {
    std::vector<std::uint8_t> before(persons.size());
    std::transform(gap.standing.begin(), gap.standing.end(), before.begin(), [](Standing standing) {
        return static_cast<std::uint8_t>(standing == Standing::covered ? 1 : 0);
    });
    std::vector<std::uint8_t> after = before;
    for (const RosterEntry& entry : plan.roster.entries()) after[gap.rows[entry.candidate]] = 1;
    return measure_coverage(persons, {same_person, before, after}, knowledge.areas,
                            settings.show_small_cells ? SmallCells::show : SmallCells::withhold,
                            settings.threads);
}

}  // namespace payung::app
