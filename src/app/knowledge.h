#pragma once

/// What the river needs to know beside its files: areas, name rules, the law, and tables.
///
/// Loaded once at start from share/ (areas.csv, tables) and the folder of the law.

#include "app/commands.h"
#include "legislation/contribution_law.h"
#include "linkage/rule_precision.h"
#include "monitoring/denominators.h"
#include "planning/priority.h"
#include "planning/vulnerable.h"
#include "registry/area_table.h"
#include "registry/name_rules.h"

namespace payung::app {

struct Knowledge {
    AreaTable areas;
    NameRules names;
    RulePrecision precision;
    ContributionLaw law;
    VulnerableRule rule;
    Priority priority;
    DenominatorTable denominators;
};

Result<Knowledge> load_knowledge(const Settings& settings);

Result<AreaTable> load_areas();

}  // namespace payung::app
