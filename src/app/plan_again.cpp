/// `payung plan`: the stages behind linkage once more, on what a database kept, with other budgets.
/// The new plan is kept beside the old ones.

#include <optional>

#include "app/keep.h"
#include "app/result_files.h"
#include "app/run.h"

namespace payung::app {
namespace {

struct Again {
    PlanningData data;
    Gap gap;
    std::optional<FundedPlan> plan;
    Coverage coverage;
    StageClock clock;
};

RunReport report_of(const Again& again, const Knowledge& knowledge) {
    RunReport report;
    report.month = again.data.run.month;
    report.law_version = knowledge.law.version();
    report.names_version = knowledge.names.version();
    report.priority_words = knowledge.priority.words();
    report.families = again.data.persons.families;
    report.link_count = again.data.links.size();
    for (const Link& link : again.data.links) {
        ++report.links.by_rule.at(static_cast<std::size_t>(link.rule));
    }
    report.duplicate_rows = again.gap.counts[static_cast<std::size_t>(Standing::duplicate_row)];
    report.gap = &again.gap;
    report.plan = &*again.plan;
    report.coverage = &again.coverage;
    report.knowledge = &knowledge;
    report.persons_table = &again.data.persons;
    report.clock = &again.clock;
    return report;
}

Result<void> write_again(const OutputFolder& out, const Again& again, const Knowledge& knowledge,
                         const Console& console, unsigned threads) {
    const PersonTable& persons = again.data.persons;
    TRY(write_gap(out.path_for("gap.csv"), persons, again.gap, *again.plan, threads));
    TRY(write_roster(out.path_for("roster.csv"), persons, again.gap, *again.plan, threads));
    TRY(write_bills(out.path_for("bills.csv"), *again.plan));
    TRY(write_coverage(out.path_for("coverage.csv"), again.coverage, knowledge.areas));
    return write_roster_workbook(out.path_for("roster.xlsx"), out.path_for(""), persons, again.gap,
                                 *again.plan, knowledge.areas, console.language);
}

}  // namespace

Result<void> plan_again(const PlanRequest& request, const Console& console) {
    const Settings& settings = request.settings;
    TRY_ASSIGN(const Knowledge knowledge, load_knowledge(settings));
    TRY_ASSIGN(std::vector<Budget> budgets,
               read_budgets_or_tell(request.budgets, knowledge.areas, console));
    TRY_ASSIGN(OutputFolder out, OutputFolder::open(request.out));
    TRY_ASSIGN(const std::unique_ptr<Keeper> keeper,
               Keeper::open(request.ask.database, false, request.ask.key_file));
    TRY_ASSIGN(const RunRecord record, keeper->store().find_run(request.ask.run));

    Again again;
    TRY_ASSIGN(again.data, keeper->store().load_for_planning(record.run, knowledge.areas));
    again.clock.end("load");
    const auto status = status_of_persons(again.data.persons.size(), again.data.links,
                                          again.data.accounts.facts, record.month);
    TRY_ASSIGN(again.gap, find_gap(again.data.persons, status, again.data.same_person,
                                   knowledge.rule, record.month, settings.threads));
    TRY_ASSIGN(again.plan, fund_plan(again.data.persons, again.gap, std::move(budgets), knowledge,
                                     settings.threads));
    TRY_ASSIGN(again.coverage, coverage_of(again.data.persons, again.data.same_person, again.gap,
                                           *again.plan, knowledge, settings));
    again.clock.end("plan");
    TRY(write_again(out, again, knowledge, console, settings.threads));
    const RunReport report = report_of(again, knowledge);
    keeper->use_editions(record.registry, record.membership);
    const LinkSet links{again.data.links, report.links};
    TRY(keeper->keep_run({record.month, settings, knowledge, again.data.persons, links, again.gap,
                          again.data.same_person, *again.plan, again.coverage,
                          summary_json(report, false)}));
    again.clock.end("store run");
    return publish(report, out, console);
}

}  // namespace payung::app
