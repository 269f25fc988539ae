#pragma once

/// The stages of the main job that stand between the files: who has accounts, who is in the gap,
/// whom the budgets cover, what that costs and what it changes.
///
/// `run` gives them what it read from files, `plan` what a database kept; the answer is the same.
///
/// Shape    everything by row of the register, or by candidate: candidate k is row gap.rows[k].

#include <span>
#include <vector>

#include "app/knowledge.h"
#include "contributions/sponsor_bill.h"
#include "linkage/link.h"
#include "membership/account_table.h"
#include "monitoring/coverage.h"
#include "planning/budget.h"
#include "planning/gap.h"
#include "planning/plan.h"
#include "registry/person_table.h"

namespace payung::app {

/// What each person's accounts are in `month`.
std::vector<AccountStatus> status_of_persons(std::size_t persons, std::span<const Link> links,
                                             std::span<const AccountFacts> accounts, Month month);

/// A plan with the budgets that pay for it and the bills they get.
struct FundedPlan : Plan {
    std::vector<Budget> budgets;
    std::vector<SponsorBill> bills;
};

Result<FundedPlan> fund_plan(const PersonTable& persons, const Gap& gap,
                             std::vector<Budget> budgets, const Knowledge& knowledge,
                             unsigned threads);

/// Before: covered by an account. After: or by the plan.
Result<Coverage> coverage_of(const PersonTable& persons, std::span<const std::uint32_t> same_person,
                             const Gap& gap, const FundedPlan& plan, const Knowledge& knowledge,
                             const Settings& settings);

}  // namespace payung::app
