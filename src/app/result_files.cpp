#include "app/result_files.h"

#include <fmt/format.h>

#include "base/csv_writer.h"
#include "base/interrupt.h"
#include "base/ordered_rows.h"

namespace payung::app {
namespace {

/// "6303052003" of a row, as the file gave it; empty without a place.
std::string village_of(const Identity& who) {
    if (who.regency == 0) return {};
    return fmt::format("{:04}{:06}", who.regency, who.village);
}

RosterLine line_of(const RosterEntry& entry, const PriceRun& run, const PersonTable& persons,
                   const Gap& gap, const FundedPlan& plan, std::string& village) {
    const std::uint32_t row = gap.rows[entry.candidate];
    const Budget& budget = plan.budgets[entry.budget];
    village = village_of(persons.identity[row]);
    return {budget.id,
            persons.id[row],
            persons.name[row],
            village,
            Nik{persons.identity[row].nik},
            budget.programmes,
            run.from,
            run.months,
            run.monthly_sum};
}

void summary_sheet(XlsxWriter& book, const FundedPlan& plan, const AreaTable& areas,
                   Language language) {
    const auto say = [&](const char* id, const char* en) {
        return std::string(language == Language::id ? id : en);
    };
    book.begin_sheet(say("Ringkasan", "Summary"), {{say("Sumber", "Source"), 16},
                                                   {say("Nama", "Name"), 36},
                                                   {say("Wilayah", "Area"), 28},
                                                   {say("Dasar hukum", "Legal basis"), 28},
                                                   {say("Pekerja", "Workers"), 12},
                                                   {say("Pagu", "Ceiling"), 18},
                                                   {say("Terpakai", "Used"), 18},
                                                   {say("Sisa", "Left"), 18}});
    for (std::uint32_t b = 0; b < plan.budgets.size(); ++b) {
        const Budget& budget = plan.budgets[b];
        const SourceOutcome& outcome = plan.choice.sources[b];
        book.text(budget.id);
        book.text(budget.name);
        book.text(areas.name(budget.area));
        book.text(budget.legal_basis);
        book.number(static_cast<std::int64_t>(outcome.workers));
        book.money(outcome.ceiling);
        book.money(outcome.used);
        book.money(outcome.ceiling - outcome.used);
        book.end_row();
    }
}

}  // namespace

Result<void> write_text(const Path& path, std::string_view text) {
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    file.write(text);
    return file.close();
}

void append_csv(const GapLine& line, std::string& out) {
    CsvWriter csv(out);
    csv.text(line.id).text(line.village);
    line.decile == 0 ? csv.empty() : csv.whole(line.decile);
    csv.text(line.sector == 0 ? std::string_view{} : std::string_view(&line.sector, 1));
    line.age == age_not_known ? csv.empty() : csv.whole(line.age);
    csv.whole(line.rank).text(name_of(line.standing)).end();
}

void append_csv(const RosterLine& line, std::string& out) {
    CsvWriter csv(out);
    csv.text(line.source).text(line.id).nik(line.nik).text(line.name).text(line.village);
    csv.text(programmes_text(line.programmes)).month(line.from).whole(line.months);
    csv.money(line.monthly).money(line.monthly * line.months).end();
}

void RosterSheets::add(const RosterLine& line) {
    if (!begun_ || source_ != line.source) {
        begun_ = true;
        source_ = line.source;
        book_.begin_sheet(source_, {{"sumber", 16},
                                    {"reg_id", 14},
                                    {"nik", 18},
                                    {"nama", 30},
                                    {"kode_desa", 12},
                                    {"program", 14},
                                    {"mulai", 9},
                                    {"bulan", 7},
                                    {"iuran_per_bulan", 15},
                                    {"jumlah", 12}});
    }
    book_.text(line.source);
    book_.text(line.id);
    book_.nik(line.nik);
    book_.text(line.name);
    book_.text(line.village);
    book_.text(programmes_text(line.programmes));
    book_.text(to_text(line.from));
    book_.number(line.months);
    book_.money(line.monthly);
    book_.money(line.monthly * line.months);
    book_.end_row();
}

Result<void> write_links(const Path& path, std::span<const Link> links,
                         const TextColumn& person_ids, const TextColumn& account_ids,
                         const RulePrecision& precision, unsigned threads) {
    constexpr unsigned ppm_places = 6;
    TRY(write_rows(path, "reg_id,acc_id,probability,rule\n", links.size(), threads,
                   [&](std::size_t begin, std::size_t end, std::string& text) {
                       for (const Link& link : links.subspan(begin, end - begin)) {
                           CsvWriter csv(text);
                           csv.text(person_ids[link.person]).text(account_ids[link.account]);
                           csv.decimal(precision.probability_ppm(link.rule), ppm_places);
                           csv.text(name_of(link.rule)).end();
                       }
                   }));
    return {};
}

Result<void> write_gap(const Path& path, const PersonTable& persons, const Gap& gap,
                       const FundedPlan& plan, unsigned threads) {
    TRY(write_rows(path, gap_header, gap.rows.size(), threads,
                   [&](std::size_t begin, std::size_t end, std::string& text) {
                       for (std::size_t rank = begin; rank < end; ++rank) {
                           const std::uint32_t k = plan.choice.order[rank];
                           const std::uint32_t row = gap.rows[k];
                           const std::string village = village_of(persons.identity[row]);
                           append_csv(
                               GapLine{persons.id[row], village, persons.facts[row].decile,
                                       persons.facts[row].sector, gap.ages[k],
                                       static_cast<std::uint32_t>(rank + 1), gap.standing[row]},
                               text);
                       }
                   }));
    return {};
}

Result<void> write_left_out(const Path& path, const PersonTable& persons, const Gap& gap,
                            unsigned threads) {
    TRY(write_rows(path, "reg_id,reason\n", persons.size(), threads,
                   [&](std::size_t begin, std::size_t end, std::string& text) {
                       for (std::size_t row = begin; row < end; ++row) {
                           if (in_gap(gap.standing[row])) continue;
                           CsvWriter csv(text);
                           csv.text(persons.id[row]).text(name_of(gap.standing[row])).end();
                       }
                   }));
    return {};
}

Result<void> write_roster(const Path& path, const PersonTable& persons, const Gap& gap,
                          const FundedPlan& plan, unsigned threads) {
    const auto entries = plan.roster.entries();
    TRY(write_rows(path, roster_header, entries.size(), threads,
                   [&](std::size_t begin, std::size_t end, std::string& text) {
                       std::string village;
                       for (const RosterEntry& entry : entries.subspan(begin, end - begin)) {
                           for (const PriceRun& run : Roster::rows_of(entry, plan.prices)) {
                               append_csv(line_of(entry, run, persons, gap, plan, village), text);
                           }
                       }
                   }));
    return {};
}

Result<void> write_roster_workbook(const Path& path, const Path& temporary,
                                   const PersonTable& persons, const Gap& gap,
                                   const FundedPlan& plan, const AreaTable& areas,
                                   Language language) {
    TRY_ASSIGN(XlsxWriter book, XlsxWriter::create(path, temporary));
    summary_sheet(book, plan, areas, language);
    if (plan.roster.total().rows <= xlsx_rows_max) {
        RosterSheets sheets(book);
        std::string village;
        for (const RosterEntry& entry : plan.roster.entries()) {
            TRY(check_interrupted());
            for (const PriceRun& run : Roster::rows_of(entry, plan.prices)) {
                sheets.add(line_of(entry, run, persons, gap, plan, village));
            }
        }
    }
    return book.close();
}

Result<void> write_bills(const Path& path, const FundedPlan& plan) {
    std::string text = "sumber,bulan,program,peserta,jumlah\n";
    for (const SponsorBill& bill : plan.bills) {
        CsvWriter csv(text);
        csv.text(plan.budgets[bill.source].id).month(bill.month).text(name_of(bill.programme));
        csv.whole(static_cast<std::int64_t>(bill.participants)).money(bill.amount).end();
    }
    return write_text(path, text);
}

Result<void> write_coverage(const Path& path, const Coverage& coverage, const AreaTable& areas) {
    std::string text;
    append_coverage_header(text);
    for (const CoverageRow& row : coverage.rows) append_csv(row, areas, text);
    return write_text(path, text);
}

}  // namespace payung::app
