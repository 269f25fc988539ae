#include "app/run.h"

#include <optional>
#include <thread>

#include "app/keep.h"
#include "app/result_files.h"
#include "app/verdict_files.h"
#include "base/interrupt.h"

namespace payung::app {
namespace {

void warn_of_columns(const std::string& file, std::span<const std::string> not_used,
                     const Console& console) {
    for (const std::string& column : not_used) {
        console.warn(Error{Code::column_not_used, {{"file", file}, {"column", column}}});
    }
}

/// A word for each budget that may pay for nobody or begins before the month of the gap.
void warn_of_budgets(const FundedPlan& plan, Month month, const Console& console) {
    for (std::size_t b = 0; b < plan.budgets.size(); ++b) {
        const Budget& budget = plan.budgets[b];
        if (budget.from < month) {
            console.warn(Error{Code::budget_before_month,
                               {{"source", budget.id},
                                {"from", to_text(budget.from)},
                                {"month", to_text(month)}}});
        }
        if (plan.choice.sources[b].leftover == Leftover::nobody_eligible) {
            console.warn(Error{Code::budget_for_nobody, {{"source", budget.id}}});
        }
    }
}

class River {
public:
    River(const RunRequest& request, const Console& console, Knowledge knowledge, OutputFolder out)
        : request_(request),
          console_(console),
          knowledge_(std::move(knowledge)),
          out_(std::move(out)),
          progress_(Progress::on_terminal(console.language, console.quiet)) {}

    Result<void> flow() {
        TRY_ASSIGN(std::vector<Budget> budgets,
                   read_budgets_or_tell(request_.budgets, knowledge_.areas, console_));
        TRY(read_extracts());
        TRY(link());
        if (!request_.database.empty()) TRY(keep_editions());
        TRY(find_who());
        TRY_ASSIGN(plan_,
                   fund_plan(registry_.persons, gap_, std::move(budgets), knowledge_, threads()));
        clock_.end("plan");
        TRY_ASSIGN(coverage_, coverage_of(registry_.persons, same_person_, gap_, *plan_, knowledge_,
                                          request_.settings));
        clock_.end("coverage");
        TRY(write_files());
        return finish();
    }

private:
    unsigned threads() const { return request_.settings.threads; }

    template <class Intake, class Read>
    Result<void> read(Phrase name, std::span<const Path> files, Intake& into,
                      VerdictFiles& verdicts, Read read_them) {
        ProgressStage stage = progress_.stage(name, {"bita", "bytes"}, bytes_of(files));
        std::uint64_t before = 0;
        const IntakeOptions options{.areas = knowledge_.areas,
                                    .names = knowledge_.names,
                                    .as_of = request_.month.first_day(),
                                    .threads = threads(),
                                    .on_progress = [&](std::uint64_t read, std::uint64_t) {
                                        stage.add(read - before);
                                        before = read;
                                    }};
        TRY_ASSIGN(into, read_them(files, options, verdicts));
        stage.finish();
        return {};
    }

    Result<void> read_extracts() {
        TRY_ASSIGN(const auto verdicts, VerdictFiles::create(out_, console_.language));
        TRY(read({"membaca register", "reading the register"}, request_.registry, registry_,
                 *verdicts, read_register));
        clock_.end("registry");
        if (registry_.persons.size() == 0) return Error{Code::register_empty};
        TRY(read({"membaca kepesertaan", "reading the membership"}, request_.membership, accounts_,
                 *verdicts, read_accounts));
        clock_.end("membership");
        for (const IntakeReport* const report : {&registry_.report, &accounts_.report}) {
            for (const IntakeFile& file : report->files)
                warn_of_columns(file.name, file.columns_unknown, console_);
        }
        if (accounts_.accounts.size() == 0) {
            console_.note(console_.say(
                "Perhatian: kepesertaan tidak memuat satu akun pun; semua orang dianggap belum "
                "terlindungi.",
                "Caution: the membership holds not one account; everybody counts as unprotected."));
        }
        return verdicts->close();
    }

    Result<void> link() {
        ProgressStage stage = progress_.stage({"menautkan", "linking"}, {"akun", "accounts"});
        const PersonTable& persons = registry_.persons;
        const TieKey tie = [&](std::uint32_t row) { return tie_of(persons.id[row]); };
        TRY_ASSIGN(links_,
                   link_exactly(persons.identity, accounts_.accounts.identity, threads(), tie));
        TRY_ASSIGN(same_person_, same_person_rows(persons.identity, threads(), tie));
        stage.add(accounts_.accounts.size());
        stage.finish();
        clock_.end("link");
        return {};
    }

    Result<void> keep_editions() {
        ProgressStage stage =
            progress_.stage({"menyimpan edisi", "keeping the editions"}, {"baris", "rows"});
        TRY_ASSIGN(keeper_, Keeper::open(request_.database, true, request_.key_file));
        TRY(keeper_->keep_editions(registry_, accounts_, knowledge_.areas));
        stage.add(registry_.persons.size() + accounts_.accounts.size());
        stage.finish();
        clock_.end("store editions");
        return {};
    }

    /// Lets go of the accounts' identities, the largest of what is no longer needed.
    Result<void> find_who() {
        status_ = status_of_persons(registry_.persons.size(), links_.links,
                                    accounts_.accounts.facts, request_.month);
        std::vector<Identity>().swap(accounts_.accounts.identity);
        TRY_ASSIGN(gap_, find_gap(registry_.persons, status_, same_person_, knowledge_.rule,
                                  request_.month, threads()));
        clock_.end("gap");
        return check_interrupted();
    }

    /// The workbook, which one thread must write, beside the rest.
    Result<void> write_files() {
        ProgressStage stage =
            progress_.stage({"menulis hasil", "writing results"}, {"berkas", "files"});
        const PersonTable& persons = registry_.persons;
        Result<void> workbook;
        {
            const std::jthread writer([&] {
                workbook =
                    write_roster_workbook(out_.path_for("roster.xlsx"), out_.path_for(""), persons,
                                          gap_, *plan_, knowledge_.areas, console_.language);
            });
            TRY(write_links(out_.path_for("links.csv"), links_.links, persons.id,
                            accounts_.accounts.id, knowledge_.precision, threads()));
            TRY(write_gap(out_.path_for("gap.csv"), persons, gap_, *plan_, threads()));
            TRY(write_left_out(out_.path_for("left_out.csv"), persons, gap_, threads()));
            TRY(write_roster(out_.path_for("roster.csv"), persons, gap_, *plan_, threads()));
            TRY(write_bills(out_.path_for("bills.csv"), *plan_));
            TRY(write_coverage(out_.path_for("coverage.csv"), coverage_, knowledge_.areas));
        }
        TRY(workbook);
        stage.add(7);
        stage.finish();
        clock_.end("files");
        return {};
    }

    RunReport report() const {
        RunReport report;
        report.month = request_.month;
        report.law_version = knowledge_.law.version();
        report.names_version = knowledge_.names.version();
        report.priority_words = knowledge_.priority.words();
        report.registry = registry_.report;
        report.membership = accounts_.report;
        report.families = registry_.persons.families;
        report.links = links_.counts;
        report.link_count = links_.links.size();
        report.duplicate_rows = gap_.counts[static_cast<std::size_t>(Standing::duplicate_row)];
        report.gap = &gap_;
        report.plan = &*plan_;
        report.coverage = &coverage_;
        report.knowledge = &knowledge_;
        report.persons_table = &registry_.persons;
        report.clock = &clock_;
        return report;
    }

    Result<void> finish() {
        const RunReport told = report();
        if (keeper_) {
            ProgressStage stage =
                progress_.stage({"menyimpan hasil", "keeping the run"}, {"baris", "rows"});
            TRY(keeper_->keep_run({request_.month, request_.settings, knowledge_, registry_.persons,
                                   links_, gap_, same_person_, *plan_, coverage_,
                                   summary_json(told, false)}));
            stage.add(links_.links.size() + gap_.rows.size());
            stage.finish();
            clock_.end("store run");
        }
        return publish(told, out_, console_);
    }

    const RunRequest& request_;
    const Console& console_;
    Knowledge knowledge_;
    OutputFolder out_;
    Progress progress_;
    StageClock clock_;
    RegisterIntake registry_;
    AccountIntake accounts_;
    LinkSet links_;
    std::vector<std::uint32_t> same_person_;
    std::vector<AccountStatus> status_;
    Gap gap_;
    std::optional<FundedPlan> plan_;
    Coverage coverage_;
    std::unique_ptr<Keeper> keeper_;
};

}  // namespace

Result<std::vector<Budget>> read_budgets_or_tell(const Path& path, const AreaTable& areas,
                                                 const Console& console) {
    TRY_ASSIGN(BudgetFile file, read_budgets(path, areas));
    for (const Error& problem : file.problems) console.fail(problem);
    warn_of_columns(path.filename().string(), file.columns_unknown, console);
    if (!file.problems.empty()) {
        return Error{Code::budgets_refused,
                     {{"file", path.string()}, {"count", std::to_string(file.problems.size())}}};
    }
    return std::move(file.budgets);
}

Result<void> publish(const RunReport& report, OutputFolder& out, const Console& console) {
    const std::string json = summary_json(report, true);
    TRY(write_text(out.path_for("summary.json"), json));
    TRY(check_interrupted());
    TRY(out.commit());
    warn_of_budgets(*report.plan, report.month, console);
    if (console.json) {
        console.tell_lines(json);
    } else if (!console.quiet) {
        console.tell(summary_text(report, console.language));
    }
    return {};
}

/// What cannot be read or written is told before an hour of work, not after it.
Result<void> check_places(const RunRequest& request) {
    std::vector<Path> files = request.registry;
    files.insert(files.end(), request.membership.begin(), request.membership.end());
    files.push_back(request.budgets);
    for (const Path& path : files) {
        std::error_code ignored;
        const bool regular = std::filesystem::is_regular_file(path, ignored);
        if (!regular && std::filesystem::exists(path, ignored) &&
            !std::filesystem::is_directory(path, ignored))
            continue;  // a pipe
        TRY(InputFile::open(path));
    }
    if (request.database.empty() || !Keeper::exists(request.database)) return {};
    TRY(Keeper::open(request.database, false, request.key_file));
    return {};
}

Result<void> run(const RunRequest& request, const Console& console) {
    TRY(check_places(request));
    TRY_ASSIGN(Knowledge knowledge, load_knowledge(request.settings));
    TRY_ASSIGN(OutputFolder out, OutputFolder::open(request.out));
    return River(request, console, std::move(knowledge), std::move(out)).flow();
}

}  // namespace payung::app
