#pragma once

/// The whole of planning for one run: from the gap and the budgets to the roster.
///
/// Prices by the law of each month, classes of workers who are alike to all budgets, the choice by
/// priority, the roster. The stages stand in their own headers; this puts them together for the
/// columns of a register.
///
/// Shape    candidate i is gap.rows[i], in all parts of the plan.
/// Errors   budget_no_law and others of the law; interrupted.
/// Cost     about 25 ns a candidate and core; 60 bytes a candidate at the peak.

#include <cstdint>
#include <span>
#include <vector>

#include "legislation/contribution_law.h"
#include "planning/budget.h"
#include "planning/choice.h"
#include "planning/eligibility.h"
#include "planning/gap.h"
#include "planning/price.h"
#include "planning/priority.h"
#include "planning/roster.h"
#include "planning/vulnerable.h"
#include "registry/area_table.h"
#include "registry/person_table.h"

namespace payung {

struct Plan {
    BudgetPrices prices;
    Eligibility eligibility;
    Choice choice;
    Roster roster;
};

/// What a plan stands on. All outlive the call.
struct PlanBasis {
    const ContributionLaw& law;
    const AreaTable& areas;
    const VulnerableRule& rule;
    const Priority& priority;
};

Result<Plan> make_plan(std::span<const Budget> budgets, const PersonTable& persons, const Gap& gap,
                       const PlanBasis& basis, unsigned threads);

/// The first month whose first day finds somebody born then (YYYYMMDD) older than `years_max` full
/// years, as its number.
std::int32_t too_old_from(std::uint32_t birth, int years_max);

}  // namespace payung
