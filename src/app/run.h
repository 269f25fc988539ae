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

/// summary.json beside the other files, all of them under their final names, and what the planner
/// is told: warnings, then the summary as text or JSON.
Result<void> publish(const RunReport& report, OutputFolder& out, const Console& console);

}  // namespace payung::app
