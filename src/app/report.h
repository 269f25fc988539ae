#pragma once

/// What a run tells: summary.json for programs, a page of text for planners.

#include <string>

#include "app/console.h"
#include "app/stage_clock.h"
#include "app/stages.h"
#include "registry/intake.h"

namespace payung::app {

struct RunReport {
    Month month;
    std::string law_version, names_version, priority_words;
    IntakeReport registry, membership;  // empty where a database gave the rows
    std::uint64_t families = 0;
    LinkCounts links;
    std::uint64_t link_count = 0, duplicate_rows = 0;
    const Gap* gap = nullptr;
    const FundedPlan* plan = nullptr;
    const Coverage* coverage = nullptr;
    const Knowledge* knowledge = nullptr;
    const PersonTable* persons_table = nullptr;  // names the marginal worker by his id
    const StageClock* clock = nullptr;
};

/// `measured` false leaves out seconds and memory, which differ from run to run.
std::string summary_json(const RunReport& report, bool measured);

/// A page that a planner understands.
std::string summary_text(const RunReport& report, Language language);

}  // namespace payung::app
