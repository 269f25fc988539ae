#pragma once

/// The stages of the main job that stand between the files: who has accounts, who is in the gap,
/// whom the budgets cover, what that costs and what it changes.
///
/// `run` gives them what it read from files, `plan` what a database kept; the answer is the same.
///
/// Shape    everything by row of the register, or by candidate: candidate k is row gap.rows[k].
/// Order    ties are broken by a hash of the id in the register (docs/decisions/0002).

#include <memory>
#include <span>
#include <vector>

#include "app/knowledge.h"
#include "contributions/sponsor_bill.h"
#include "linkage/link.h"
#include "membership/account_table.h"
#include "monitoring/coverage.h"
#include "planning/budget.h"
#include "planning/choice.h"
#include "planning/eligibility.h"
#include "planning/gap.h"
#include "planning/price.h"
#include "planning/roster.h"
#include "registry/person_table.h"

namespace payung::app {

/// Hash of the id of each row: decides among equals, whatever the order of the file.
std::vector<std::uint64_t> tie_keys(const PersonTable& persons, unsigned threads);

/// What each person's accounts are in `month`.
std::vector<AccountStatus> status_of_persons(std::size_t persons, std::span<const Link> links,
                                             std::span<const AccountFacts> accounts, Month month);

struct Plan {
    std::vector<Budget> budgets;
    BudgetPrices prices;
    std::vector<CandidateFacts> facts;  // by candidate
    Eligibility eligibility;
    Choice choice;
    std::unique_ptr<const Roster> roster;
    std::vector<SponsorBill> bills;
};

Result<Plan> make_plan(const PersonTable& persons, const Gap& gap,
                       std::span<const std::uint64_t> ties, std::vector<Budget> budgets,
                       const Knowledge& knowledge, unsigned threads);

/// Before: protected by an account. After: or by the plan.
Result<Coverage> coverage_of(const PersonTable& persons, std::span<const AccountStatus> status,
                             std::span<const std::uint32_t> same_person, const Gap& gap,
                             const Plan& plan, const Knowledge& knowledge,
                             const Settings& settings);

}  // namespace payung::app
