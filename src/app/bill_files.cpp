/// `payung bill statement`, `export`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/bill_commands.h"
#include "app/bill_words.h"
#include "base/csv_writer.h"
#include "base/file.h"
#include "storage/bill_store.h"
#include "storage/sponsor_account.h"

namespace payung::app {
namespace {

std::string say(const Console& console, std::string_view id, std::string_view en) {
    return std::string(console.say(id, en));
}

// ------------------------------------------------------------------------------- statement

struct StatementRequest {
    DeskOptions desk;
    std::string payer;
    Path out;
};

std::string csv_of(std::span<const SponsoredWorker> workers) {
    std::string out =
        "kpj,nama,bulan_dijanjikan,jumlah_dijanjikan,bulan_ditagih,jumlah_ditagih,bulan_dibayar,"
        "jumlah_dibayar,sisa_janji,bulan_pertama,bulan_terakhir\n";
    CsvWriter csv(out);
    for (const SponsoredWorker& worker : workers) {
        csv.text(worker.kpj).text(worker.name).whole(worker.months_promised);
        csv.money(worker.promised).whole(worker.months_billed).money(worker.billed);
        csv.whole(worker.months_paid).money(worker.paid).money(worker.promised - worker.billed);
        if (worker.months_billed > 0) {
            csv.month(worker.first).month(worker.last);
        } else {
            csv.empty().empty();
        }
        csv.end();
    }
    return out;
}

SponsoredWorker sum_of(std::span<const SponsoredWorker> workers) {
    SponsoredWorker sum;
    for (const SponsoredWorker& worker : workers) {
        sum.months_promised += worker.months_promised;
        sum.months_billed += worker.months_billed;
        sum.months_paid += worker.months_paid;
        sum.promised += worker.promised;
        sum.billed += worker.billed;
        sum.paid += worker.paid;
    }
    return sum;
}

void add_worker(TextTable& table, const SponsoredWorker& worker, const Console& console) {
    table.add(
        {worker.kpj, worker.name,
         fmt::format("{}/{}/{}", worker.months_promised, worker.months_billed, worker.months_paid),
         amount_text(worker.promised, console), amount_text(worker.billed, console),
         amount_text(worker.paid, console), amount_text(worker.promised - worker.billed, console)});
}

void tell_statement(std::span<const SponsoredWorker> workers, const Console& console) {
    constexpr std::size_t shown = 50;
    TextTable table({"KPJ", say(console, "nama", "name"),
                     say(console, "bulan janji/tagih/bayar", "months promised/billed/paid"),
                     say(console, "dijanjikan", "promised"), say(console, "ditagih", "billed"),
                     say(console, "dibayar", "paid"), say(console, "sisa janji", "left")});
    for (const SponsoredWorker& worker : workers.first(std::min(shown, workers.size())))
        add_worker(table, worker, console);
    SponsoredWorker sum = sum_of(workers);
    sum.name = fmt::format("{}: {}", console.say("semua", "all"), workers.size());
    add_worker(table, sum, console);
    table.tell(console, {2, 3, 4, 5, 6});
    if (workers.size() > shown) {
        console.tell(console.say("Semua pekerja: --out BERKAS.csv", "All workers: --out FILE.csv"));
    }
}

void write_statement(std::span<const SponsoredWorker> workers, const Console& console) {
    const SponsoredWorker sum = sum_of(workers);
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("workers").whole(std::ssize(workers));
    json.key("promised").sen(sum.promised).key("billed").sen(sum.billed);
    json.key("paid").sen(sum.paid).key("left").sen(sum.promised - sum.billed);
    json.end_object().finish();
    console.tell_lines(out);
}

Result<int> statement(const StatementRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const PartyRecord payer, payer_by_number(*snapshot, request.payer));
    TRY_ASSIGN(const auto workers, sponsored_workers(*snapshot, payer.party));
    if (!request.out.empty()) {
        TRY_ASSIGN(OutputFile file, OutputFile::create(request.out));
        file.write(csv_of(workers));
        TRY(file.close());
    }
    if (console.json) {
        write_statement(workers, console);
    } else {
        tell_statement(workers, console);
    }
    return in_order;
}

// ------------------------------------------------------------------------------- export

struct ExportRequest {
    DeskOptions desk;
    std::string month;
    Path out;
};

void write_row(CsvWriter& csv, const Bill& bill, const std::string& payer) {
    csv.text(payment_code(bill.number)).text(payer).text(name_of(bill.kind));
    csv.month(bill.first).month(bill.last).day(bill.issued).day(bill.due).whole(bill.members);
    for (const BillPart part : all_bill_parts) csv.money(bill.amount[part]);
    csv.money(bill.amount.sum()).money(bill.paid.sum()).money(bill.jkp_state);
    csv.text(name_of(bill.state())).end();
}

/// Payers in steps, so that no month is too large.
Result<std::int64_t> write_bills(Transaction& snapshot, Month month, OutputFile& file) {
    constexpr PartyNumber step = 10'000;
    TRY_ASSIGN(const auto sizes, payer_sizes(snapshot));
    std::int64_t count = 0;
    file.write(
        "kode_bayar,pembayar,jenis,bulan_pertama,bulan_terakhir,terbit,jatuh_tempo,peserta,"
        "jkk,jkp_dari_jkk,jkm,jht,jp,jumlah,dibayar,jkp_negara,keadaan\n");
    const PartyNumber last = sizes.empty() ? 0 : sizes.back().payer;
    for (PartyNumber from = 1; from <= last; from += step) {
        const PayerRange payers{from, from + step - 1};
        TRY_ASSIGN(const auto numbers, payer_numbers(snapshot, payers));
        TRY_ASSIGN(const auto bills, bills_of_month(snapshot, payers, month));
        std::string out;
        CsvWriter csv(out);
        for (const Bill& bill : bills) write_row(csv, bill, numbers.at(bill.payer));
        file.write(out);
        count += std::ssize(bills);
    }
    return count;
}

Result<int> export_bills(const ExportRequest& request, const Console& console) {
    TRY_ASSIGN(const Month month, month_option(request.month, "--month"));
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(OutputFile file, OutputFile::create(request.out));
    TRY_ASSIGN(const std::int64_t count, write_bills(*snapshot, month, file));
    TRY(file.close());
    console.note(fmt::format("{} {}", format_count(count, console.language),
                             console.say("tagihan ditulis", "bills written")));
    return in_order;
}

}  // namespace

TopicAnswer build_bill_statement(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<StatementRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--payer", request->payer,
                   say(console, "nomor penanggung", "number of the sponsor"))
        ->required();
    sub.add_option("--out", request->out,
                   say(console, "berkas CSV dengan semua pekerja", "CSV file with all workers"));
    return [request](const Console& c) { return statement(*request, c); };
}

TopicAnswer build_bill_export(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ExportRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--month", request->month,
                   say(console, "bulan pertama TTTT-BB", "first month YYYY-MM"))
        ->required();
    sub.add_option("--out", request->out, say(console, "berkas CSV", "CSV file"))->required();
    return [request](const Console& c) { return export_bills(*request, c); };
}

}  // namespace payung::app
