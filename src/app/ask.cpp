/// Questions to a database that `run --db` filled: coverage, gap, runs, roster, person.

#include <fmt/format.h>

#include <algorithm>

#include "app/keep.h"
#include "app/result_files.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "base/xlsx_writer.h"
#include "planning/eligibility.h"
#include "planning/plan.h"

namespace payung::app {
namespace {

/// The store, the run that is asked, and the areas: what every question needs.
struct Asked {
    std::unique_ptr<Keeper> keeper;
    RunRecord run;
    AreaTable areas;
    std::string area;  // digits only

    RunStore& store() const { return keeper->store(); }
};

Result<Asked> open(const AskRequest& request) {
    TRY_ASSIGN(AreaTable areas, load_areas());
    std::uint32_t area = 0;
    if (!request.area.empty() && !areas.find(request.area, area)) {
        return Error{Code::area_not_found, {{"value", request.area}}};
    }
    std::string code(areas.code(area));
    TRY_ASSIGN(auto keeper, Keeper::open(request.database, false, request.key_file));
    TRY_ASSIGN(RunRecord run, keeper->store().find_run(request.run));
    return Asked{std::move(keeper), std::move(run), std::move(areas), std::move(code)};
}

std::uint8_t age_in(std::uint32_t birth, Month month) {
    if (birth == 0) return age_not_known;
    const auto born =
        Day::from_ymd(static_cast<int>(birth / 10'000), birth / 100 % 100, birth % 100);
    if (!born) return age_not_known;
    return static_cast<std::uint8_t>(age_years(*born, month.first_day()));
}

std::string number(std::uint64_t n, const Console& console) {
    return format_count(static_cast<std::int64_t>(n), console.language);
}

std::string percent(std::uint64_t part, std::uint64_t whole, const Console& console) {
    return format_percent(static_cast<std::int64_t>(part), static_cast<std::int64_t>(whole),
                          console.language);
}

void coverage_screen(const Coverage& coverage, const Asked& asked, const AskRequest& request,
                     const Console& console) {
    std::uint64_t shown = 0;
    for (const CoverageRow& row : coverage.rows) {
        if (shown++ == request.rows) break;
        const std::string indent(static_cast<std::size_t>(asked.areas.level(row.area)) * 2, ' ');
        const std::string name =
            indent + std::string(row.area == 0 ? console.say("NASIONAL", "NATION")
                                               : asked.areas.name(row.area));
        if (row.withheld) {
            console.tell(fmt::format(
                "{:<44} {}", name,
                console.say("ditahan (sel kecil, atau akan membukanya)",
                            "withheld (a small cell, or one that would give it away)")));
            continue;
        }
        console.tell(fmt::format("{:<44} {:>8} → {:>8}  {:>12} {}", name,
                                 percent(row.counts.covered_before, row.counts.workers, console),
                                 percent(row.counts.covered_after, row.counts.workers, console),
                                 number(row.counts.workers, console),
                                 console.say("pekerja", "workers")));
    }
    console.tell(
        console.say("penyebut: pekerja dalam register", "denominator: workers in the register"));
}

void coverage_json(const Coverage& coverage, const AreaTable& areas, const Console& console) {
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    for (const CoverageRow& row : coverage.rows) {
        json.begin_object()
            .key("kode")
            .text(areas.code(row.area))
            .key("nama")
            .text(areas.name(row.area));
        json.key("level")
            .text(name_of(areas.level(row.area)))
            .key("withheld")
            .boolean(row.withheld);
        if (!row.withheld) {
            json.key("workers").whole(static_cast<std::int64_t>(row.counts.workers));
            json.key("covered_before").whole(static_cast<std::int64_t>(row.counts.covered_before));
            json.key("covered_after").whole(static_cast<std::int64_t>(row.counts.covered_after));
        }
        json.end_object();
    }
    json.end_array();
    json.finish();
    console.tell_lines(text);
}

GapLine line_of(const GapRow& row, Month month) {
    return {row.reg_id, row.village_code, row.decile, row.sector, age_in(row.birth, month),
            row.rank,   row.standing};
}

RosterLine line_of(const RosterRow& row, const std::vector<BudgetRecord>& budgets) {
    return {budgets[row.source].budget.id,
            row.reg_id,
            row.name,
            row.village_code,
            row.nik,
            row.programmes,
            row.price.from,
            row.price.months,
            row.price.monthly_sum};
}

/// Puts what `ask` finds into lines of CSV on standard output, in pieces.
class CsvScreen {
public:
    explicit CsvScreen(const Console& console, std::string_view header)
        : console_(console), text_(header) {}
    std::string& text() { return text_; }
    void row_done() {
        constexpr std::size_t piece = 1U << 16U;
        if (text_.size() > piece) end();
    }
    void end() {
        console_.tell_lines(text_);
        text_.clear();
    }

private:
    const Console& console_;
    std::string text_;
};

Result<std::optional<std::uint32_t>> source_named(const std::string& name,
                                                  const std::vector<BudgetRecord>& budgets) {
    if (name.empty()) return std::optional<std::uint32_t>{};
    for (std::uint32_t b = 0; b < budgets.size(); ++b) {
        if (budgets[b].budget.id == name) return std::optional{b};
    }
    return Error{Code::source_not_found, {{"value", name}}};
}

Result<void> roster_workbook(const RosterRequest& request, const Asked& asked,
                             const std::vector<BudgetRecord>& budgets,
                             std::optional<std::uint32_t> source) {
    const Path folder = request.xlsx.has_parent_path() ? request.xlsx.parent_path() : Path(".");
    if (!std::filesystem::is_directory(folder)) {
        return Error{Code::file_not_found, {{"file", folder.string()}}};
    }
    TRY_ASSIGN(OutputFolder out, OutputFolder::open(folder));
    TRY_ASSIGN(XlsxWriter book, XlsxWriter::create(out.path_for(request.xlsx.filename().string()),
                                                   out.path_for("")));
    RosterSheets sheets(book);
    TRY(asked.store().roster(asked.run.run, source, asked.area, 0,
                             [&](const RosterRow& row) -> Result<void> {
                                 sheets.add(line_of(row, budgets));
                                 return {};
                             }));
    TRY(book.close());
    return out.commit();
}

void put_roster(JsonWriter& json, const std::vector<RosterRow>& roster,
                const std::vector<BudgetRecord>& budgets) {
    json.key("roster").begin_array();
    for (const RosterRow& row : roster) {
        json.begin_object().key("sumber").text(budgets[row.source].budget.id);
        json.key("mulai").text(to_text(row.price.from)).key("bulan").whole(row.price.months);
        json.key("jumlah").money(row.amount()).end_object();
    }
    json.end_array();
}

void person_json(const PersonRecord& person, const std::vector<BudgetRecord>& budgets,
                 const Console& console) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("reg_id").text(person.reg_id).key("nik").text(to_text(person.nik));
    json.key("reason").text(name_of(person.standing)).key("rank").whole(person.rank);
    json.key("explanation").text(sentence_of(person.standing, console.language));
    json.key("accounts").begin_array();
    for (const LinkedAccount& account : person.accounts) {
        json.begin_object()
            .key("acc_id")
            .text(account.acc_id)
            .key("rule")
            .text(account.rule)
            .end_object();
    }
    json.end_array();
    put_roster(json, person.roster, budgets);
    json.end_object();
    json.finish();
    console.tell_lines(text);
}

/// Why somebody in the gap has no payer.
std::string why_waiting(const PersonRecord& person, const std::vector<BudgetRecord>& budgets,
                        const VulnerableRule& rule, const AreaTable& areas, std::uint32_t area,
                        const Console& console) {
    const int years_max = rule.clauses_in(area).age.years_max;
    const CandidateFacts facts{
        area, person.birth == 0 ? INT32_MAX : too_old_from(person.birth, years_max),
        person.facts.decile, person.facts.sector};
    std::string sources;
    for (const BudgetRecord& record : budgets) {
        if (may_pay(record.budget, facts, areas))
            sources += (sources.empty() ? "" : ", ") + record.budget.id;
    }
    if (sources.empty())
        return std::string(console.say("belum dibayar: tidak ada sumber yang boleh membayarnya",
                                       "not paid for: no source may pay for him"));
    return std::string(console.say("belum dibayar: uangnya habis sebelum urutan ini pada ",
                                   "not paid for: the money ended before this rank in ")) +
           sources;
}

void person_screen(const PersonRecord& person, const std::vector<BudgetRecord>& budgets,
                   const VulnerableRule& rule, const AreaTable& areas, const Console& console) {
    std::uint32_t area = 0;
    (void)areas.find(person.area, area);
    console.tell(fmt::format("{}  {}  {}", person.reg_id, person.name, areas.name(area)));
    console.tell(fmt::format("  {}", sentence_of(person.standing, console.language)));
    if (const Citation* const citation = rule.citation_of(person.standing, area)) {
        console.tell(fmt::format(
            "  {} {}{}", console.say("Dasar:", "Basis:"), citation->text,
            citation->unconfirmed() ? console.say(" (belum dikonfirmasi)", " (unconfirmed)") : ""));
    }
    if (person.same_as) console.tell(fmt::format("  = {}", *person.same_as));
    for (const LinkedAccount& account : person.accounts) {
        console.tell(fmt::format("  {} {} ({} {})", console.say("akun", "account"), account.acc_id,
                                 console.say("ditemukan lewat", "found by"), account.rule));
    }
    if (person.rank > 0)
        console.tell(
            fmt::format("  {} {}", console.say("urutan", "rank"), number(person.rank, console)));
    if (person.rank > 0 && person.roster.empty()) {
        console.tell("  " + why_waiting(person, budgets, rule, areas, area, console));
    }
    for (const RosterRow& row : person.roster) {
        console.tell(fmt::format("  {} {} {} {}: {} × {} = {}", console.say("dibayar", "paid by"),
                                 budgets[row.source].budget.id, console.say("mulai", "from"),
                                 to_text(row.price.from), row.price.months,
                                 format_rupiah(row.price.monthly_sum, console.language),
                                 format_rupiah(row.amount(), console.language)));
    }
}

void put_line(JsonWriter& json, const GapLine& line) {
    json.begin_object().key("reg_id").text(line.id).key("kode_desa").text(line.village);
    line.decile == 0 ? json.key("desil").null() : json.key("desil").whole(line.decile);
    json.key("lapangan_usaha")
        .text(line.sector == 0 ? std::string_view{} : std::string_view(&line.sector, 1));
    line.age == age_not_known ? json.key("age").null() : json.key("age").whole(line.age);
    json.key("rank").whole(line.rank).key("reason").text(name_of(line.standing)).end_object();
}

/// NIKs stay masked here: who needs them takes the roster as CSV or XLSX.
void put_line(JsonWriter& json, const RosterLine& line) {
    json.begin_object().key("sumber").text(line.source).key("reg_id").text(line.id);
    json.key("nik")
        .text(to_text(line.nik))
        .key("nama")
        .text(line.name)
        .key("kode_desa")
        .text(line.village);
    json.key("program")
        .text(programmes_text(line.programmes))
        .key("mulai")
        .text(to_text(line.from));
    json.key("bulan").whole(line.months).key("iuran_per_bulan").money(line.monthly);
    json.key("jumlah").money(line.monthly * line.months).end_object();
}

/// Lines of an answer as CSV or JSON on standard output.
template <class Line>
class Answer {
public:
    Answer(const Console& console, std::string_view header)
        : console_(console), csv_(console, header), json_(text_) {
        if (console.json) json_.begin_array();
    }
    void add(const Line& line) {
        if (console_.json) return put_line(json_, line);
        append_csv(line, csv_.text());
        csv_.row_done();
    }
    void end() {
        if (!console_.json) return csv_.end();
        json_.end_array();
        json_.finish();
        console_.tell_lines(text_);
    }

private:
    const Console& console_;
    CsvScreen csv_;
    std::string text_;
    JsonWriter json_;
};

void runs_json(const std::vector<RunRecord>& runs, const Console& console) {
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    for (const RunRecord& run : runs) {
        json.begin_object()
            .key("id")
            .text(run.id)
            .key("recorded_at")
            .text(run.recorded_at)
            .key("month")
            .text(to_text(run.month));
        json.key("gap")
            .whole(static_cast<std::int64_t>(run.gap))
            .key("covered")
            .whole(static_cast<std::int64_t>(run.covered));
        json.key("amount_rupiah").money(run.amount).key("law").text(run.law_version).end_object();
    }
    json.end_array();
    json.finish();
    console.tell_lines(text);
}

}  // namespace

Result<void> ask_coverage(const AskRequest& request, const Console& console) {
    TRY_ASSIGN(const Asked asked, open(request));
    TRY_ASSIGN(const Coverage coverage,
               asked.store().coverage(asked.run.run, asked.area, asked.areas));
    if (request.csv) {
        std::string text;
        append_coverage_header(text);
        for (const CoverageRow& row : coverage.rows) append_csv(row, asked.areas, text);
        console.tell_lines(text);
    } else if (console.json) {
        coverage_json(coverage, asked.areas, console);
    } else {
        coverage_screen(coverage, asked, request, console);
    }
    return {};
}

Result<void> ask_gap(const AskRequest& request, const Console& console) {
    TRY_ASSIGN(const Asked asked, open(request));
    Answer<GapLine> answer(console, gap_header);
    TRY(asked.store().gap(asked.run.run, asked.area, request.csv ? 0 : request.rows,
                          [&](const GapRow& row) -> Result<void> {
                              answer.add(line_of(row, asked.run.month));
                              return {};
                          }));
    answer.end();
    if (request.csv || console.json) return {};
    TRY_ASSIGN(const std::uint64_t size, asked.store().gap_size(asked.run.run, asked.area));
    console.note(fmt::format("{} {} {} {}", number(std::min(request.rows, size), console),
                             console.say("dari", "of"), number(size, console),
                             console.say("orang (--csv untuk semua)", "persons (--csv for all)")));
    return {};
}

Result<void> ask_runs(const std::string& database, const Console& console) {
    TRY_ASSIGN(auto keeper, Keeper::open(database, false, {}));
    TRY_ASSIGN(const std::vector<RunRecord> runs, keeper->store().runs());
    if (console.json) {
        runs_json(runs, console);
        return {};
    }
    for (const RunRecord& run : runs) {
        console.tell(fmt::format(
            "{}  {}  {}  {:>12} {}  {:>10} {}  {:>20}", run.id.substr(0, 12),
            run.recorded_at.substr(0, 16), to_text(run.month), number(run.gap, console),
            console.say("belum terlindungi", "unprotected"), number(run.covered, console),
            console.say("dilindungi", "covered"), format_rupiah(run.amount, console.language)));
    }
    if (runs.empty())
        console.note(console.say("Belum ada hasil yang tersimpan.", "No run is kept yet."));
    return {};
}

Result<void> ask_roster(const RosterRequest& request, const Console& console) {
    TRY_ASSIGN(const Asked asked, open(request.ask));
    TRY_ASSIGN(const std::vector<BudgetRecord> budgets,
               asked.store().budgets(asked.run.run, asked.areas));
    TRY_ASSIGN(const std::optional<std::uint32_t> source, source_named(request.source, budgets));
    if (!request.xlsx.empty()) {
        TRY(roster_workbook(request, asked, budgets, source));
        console.note(request.xlsx.string());
        return {};
    }
    Answer<RosterLine> answer(console, roster_header);
    TRY(asked.store().roster(asked.run.run, source, asked.area,
                             request.ask.csv ? 0 : request.ask.rows,
                             [&](const RosterRow& row) -> Result<void> {
                                 answer.add(line_of(row, budgets));
                                 return {};
                             }));
    answer.end();
    return {};
}

Result<void> ask_person(const PersonRequest& request, const Console& console) {
    TRY_ASSIGN(const Asked asked, open(request.ask));
    TRY_ASSIGN(const VulnerableRule rule,
               VulnerableRule::load(share_folder() / "legislation", asked.areas));
    TRY_ASSIGN(const std::vector<BudgetRecord> budgets,
               asked.store().budgets(asked.run.run, asked.areas));
    TRY_ASSIGN(const std::vector<PersonRecord> persons,
               asked.store().person(asked.run.run, request.id));
    for (const PersonRecord& person : persons) {
        console.json ? person_json(person, budgets, console)
                     : person_screen(person, budgets, rule, asked.areas, console);
    }
    return {};
}

}  // namespace payung::app
