#pragma once

/// The main job, in the order of the river; each step hands what it made to the next.

#include "app/commands.h"
#include "app/report.h"
#include "base/progress.h"
#include "membership/account_intake.h"
#include "registry/register_intake.h"

namespace payung::app {

/// The whole of budgets.csv, or every bad row told on the console and one error.
Result<std::vector<Budget>> read_budgets_or_tell(const Path& path, const AreaTable& areas,
                                                 const Console& console);

/// A word for each budget that may pay for nobody or begins before the month of the gap.
void warn_of_idle_budgets(const FundedPlan& plan, Month month, const Console& console);

}  // namespace payung::app
