#include "app/report.h"
#include "base/json_writer.h"

namespace payung::app {
namespace {

std::int64_t whole(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

void put_counts(JsonWriter& json, std::string_view key, const CodeCounts& counts) {
    json.key(key).begin_object();
    for (const auto& [code, count] : counts) json.key(name_of(code)).whole(whole(count));
    json.end_object();
}

void put_intake(JsonWriter& json, std::string_view key, const IntakeReport& intake) {
    json.key(key).begin_object();
    json.key("rows").whole(whole(intake.rows));
    json.key("taken").whole(whole(intake.taken - intake.doubted));
    json.key("taken_with_doubts").whole(whole(intake.doubted));
    json.key("rejected").whole(whole(intake.rejected));
    json.key("edition").text(intake.edition);
    json.key("files").begin_array();
    for (const IntakeFile& file : intake.files) {
        json.begin_object().key("name").text(file.name).key("sha256").text(file.sha256);
        json.key("bytes").whole(whole(file.bytes)).key("rows").whole(whole(file.rows));
        json.key("columns_unknown").begin_array();
        for (const std::string& column : file.columns_unknown) json.text(column);
        json.end_array().end_object();
    }
    json.end_array();
    put_counts(json, "doubts", intake.doubts);
    put_counts(json, "rejections", intake.rejections);
    json.end_object();
}

void put_links(JsonWriter& json, const RunReport& report) {
    json.key("links").begin_object().key("count").whole(whole(report.link_count));
    for (std::size_t rule = 0; rule < link_rule_count; ++rule) {
        json.key(name_of(static_cast<LinkRule>(rule))).whole(whole(report.links.by_rule[rule]));
    }
    if (!report.registry.files.empty()) {  // a database does not keep why accounts found nobody
        json.key("accounts_ambiguous").whole(whole(report.links.ambiguous));
        json.key("accounts_too_common").whole(whole(report.links.too_common));
        json.key("accounts_nik_conflict").whole(whole(report.links.nik_conflict));
        json.key("accounts_of_nobody").whole(whole(report.links.nobody));
    }
    json.key("register_rows_double").whole(whole(report.duplicate_rows));
    json.end_object();
}

void put_gap(JsonWriter& json, const Gap& gap) {
    json.key("gap").begin_object().key("persons").whole(whole(gap.rows.size()));
    json.key("standing").begin_object();
    for (std::size_t s = 0; s < standing_count; ++s) {
        json.key(name_of(static_cast<Standing>(s))).whole(whole(gap.counts[s]));
    }
    json.end_object().key("clauses").begin_object();
    for (const Clause clause : all_clauses) {
        const ClauseCount& count = gap.clauses[static_cast<std::size_t>(clause)];
        json.key(name_of(clause)).begin_object();
        json.key("column_missing").boolean(count.column_missing);
        json.key("taken_with_value_unknown").whole(whole(count.taken_unknown)).end_object();
    }
    json.end_object().end_object();
}

std::string_view reason_of(Leftover leftover) {
    switch (leftover) {
        case Leftover::nothing:
            return "habis";
        case Leftover::too_little:
            return "tidak_cukup_untuk_seorang_lagi";
        case Leftover::nobody_to_pay:
            return "semua_yang_memenuhi_syarat_sudah_tercakup";
        case Leftover::nobody_eligible:
            return "tidak_ada_yang_memenuhi_syarat";
    }
    return {};
}

bool unconfirmed(const FundedPlan& plan, std::uint32_t budget) {
    for (const Price& price : plan.prices.prices(budget)) {
        if (price.unconfirmed) return true;
    }
    return false;
}

void put_person(JsonWriter& json, std::string_view key, const RunReport& report,
                std::uint32_t candidate) {
    json.key(key);
    if (candidate == no_candidate) {
        json.null();
    } else {
        // Some offices use the NIK for an id.
        json.text(mask_identifiers(report.persons_table->id[report.gap->rows[candidate]]));
    }
}

void put_budgets(JsonWriter& json, const RunReport& report) {
    json.key("budgets").begin_array();
    for (std::uint32_t b = 0; b < report.plan->budgets.size(); ++b) {
        const Budget& budget = report.plan->budgets[b];
        const SourceOutcome& outcome = report.plan->choice.sources[b];
        json.begin_object().key("sumber").text(budget.id).key("nama").text(budget.name);
        json.key("ceiling_rupiah").money(outcome.ceiling).key("used_rupiah").money(outcome.used);
        json.key("left_rupiah").money(outcome.ceiling - outcome.used);
        const std::int64_t ceiling = outcome.ceiling.sen();
        json.key("used_percent");
        ceiling == 0
            ? json.null()
            : json.decimal(hundredths_of_percent(static_cast<std::uint64_t>(outcome.used.sen()),
                                                 static_cast<std::uint64_t>(ceiling)),
                           2);
        json.key("workers").whole(whole(outcome.workers));
        json.key("eligible").whole(whole(outcome.eligible));
        json.key("left_out").whole(whole(outcome.left_out));
        put_person(json, "last_covered", report, outcome.last_covered);
        put_person(json, "next_in_line", report, outcome.first_left_out);
        json.key("why_left").text(reason_of(outcome.leftover));
        json.key("unconfirmed_figures").boolean(unconfirmed(*report.plan, b));
        json.end_object();
    }
    json.end_array();
}

void put_plan(JsonWriter& json, const RunReport& report) {
    const RosterTotal total = report.plan->roster.total();
    const Choice& choice = report.plan->choice;
    json.key("roster").begin_object().key("workers").whole(whole(total.workers));
    json.key("rows").whole(whole(total.rows)).key("amount_rupiah").money(total.amount);
    json.key("optimality").text(choice.optimality == Optimality::proven ? "proven" : "bounded");
    json.key("gain_at_most_workers").whole(whole(choice.gain_at_most));
    json.key("sources_nested").boolean(choice.nested);
    json.key("exchanges").whole(whole(choice.exchanges)).end_object();
    json.key("bills").begin_object();
    json.key("count").whole(whole(report.plan->bills.size()));
    json.key("amount_rupiah").money(sum_of(report.plan->bills)).end_object();
    put_budgets(json, report);
}

/// The nation, and each province, by every denominator that is known for it.
void put_coverage(JsonWriter& json, const RunReport& report) {
    const AreaTable& areas = report.knowledge->areas;
    json.key("coverage").begin_object();
    json.key("workers_are")
        .text(report.coverage->basis == WorkerBasis::main_status
                  ? "rows with a main status 1 to 7"
                  : "all rows: the files have no main status");
    json.key("rows_withheld").whole(whole(report.coverage->rows_withheld));
    json.key("denominators").begin_array();
    for (const CoverageRow& row : report.coverage->rows) {
        if (areas.level(row.area) > AreaLevel::province || row.withheld) continue;
        for (const Denominator& denominator : report.knowledge->denominators.denominators(
                 areas.code(row.area), row.counts.workers)) {
            json.begin_object().key("kode").text(areas.code(row.area));
            json.key("nama").text(areas.name(row.area));
            json.key("denominator").text(label_of(denominator.kind, Language::en));
            json.key("period")
                .text(denominator.period)
                .key("persons")
                .whole(whole(denominator.persons));
            json.key("before_percent")
                .decimal(hundredths_of_percent(row.counts.covered_before, denominator.persons), 2);
            json.key("after_percent")
                .decimal(hundredths_of_percent(row.counts.covered_after, denominator.persons), 2);
            json.end_object();
        }
    }
    json.end_array().end_object();
}

void put_measures(JsonWriter& json, const StageClock& clock) {
    const auto seconds = [](auto time) { return std::chrono::duration<double>(time).count(); };
    json.key("stages").begin_array();
    for (const StageClock::Stage& stage : clock.stages()) {
        json.begin_object().key("name").text(stage.name);
        json.key("seconds").fixed(seconds(stage.time), 3).end_object();
    }
    json.end_array().key("seconds").fixed(seconds(clock.total()), 3);
    json.key("peak_memory_bytes").whole(whole(peak_memory_bytes()));
}

}  // namespace

std::string summary_json(const RunReport& report, bool measured) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("program").text("payung " PAYUNG_VERSION);
    json.key("month").text(to_text(report.month));
    json.key("law").text(report.law_version).key("name_rules").text(report.names_version);
    json.key("priority").text(report.priority_words);
    if (!report.registry.files.empty()) {
        put_intake(json, "registry", report.registry);
        put_intake(json, "membership", report.membership);
    }
    json.key("families").whole(whole(report.families));
    put_links(json, report);
    put_gap(json, *report.gap);
    put_plan(json, report);
    put_coverage(json, report);
    if (measured) put_measures(json, *report.clock);
    json.end_object();
    json.finish();
    return text;
}

}  // namespace payung::app
