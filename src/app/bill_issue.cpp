/// `payung bill assess`, `issue`, `advance`, `earn`, `charge`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/bill_commands.h"
#include "app/bill_words.h"
#include "base/csv_writer.h"
#include "base/file.h"
#include "base/progress.h"
#include "office/advances.h"
#include "office/late_charges.h"
#include "storage/bill_store.h"

namespace payung::app {
namespace {

std::string say(const Console& console, std::string_view id, std::string_view en) {
    return std::string(console.say(id, en));
}

struct MonthRequest {
    DeskOptions desk;
    std::string month, payer;
    std::int32_t months = 0;
    Path exceptions;
};

void add_month(CLI::App& sub, const Console& console, MonthRequest& request) {
    add_desk_options(sub, console, request.desk);
    sub.add_option("--month", request.month,
                   say(console, "bulan iuran TTTT-BB", "contribution month YYYY-MM"))
        ->required();
}

void add_payer(CLI::App& sub, const Console& console, std::string& payer) {
    sub.add_option("--payer", payer,
                   say(console, "nomor pembayar: NPP, KPJ, nomor wadah atau penanggung",
                       "number of the payer: NPP, KPJ, of a group or sponsor"));
}

void add_exceptions(CLI::App& sub, const Console& console, Path& file) {
    sub.add_option("--exceptions", file,
                   say(console, "berkas CSV bagi yang tidak dapat ditagih, dengan alasannya",
                       "CSV file for those who cannot be billed, with the reason"));
}

std::string_view why(const BillingException& exception, const Console& console) {
    return console.language == Language::id ? exception.why_id : exception.why_en;
}

Result<void> write_exceptions(const Path& path, std::span<const BillingException> exceptions,
                              const std::map<PartyNumber, std::string>& payers,
                              const Console& console) {
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    std::string out = "pembayar,kpj,keputusan,sebab\n";
    CsvWriter csv(out);
    for (const BillingException& exception : exceptions) {
        csv.text(payers.at(exception.payer)).text(exception.kpj).text(exception.decision);
        csv.text(why(exception, console)).end();
    }
    file.write(out);
    return file.close();
}

/// The first few are shown, all are in the file.
Result<void> tell_exceptions(const MonthRequest& request, const Desk& desk,
                             std::span<const BillingException> exceptions, const Console& console) {
    constexpr std::size_t shown = 10;
    if (exceptions.empty()) return {};
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    std::map<PartyNumber, std::string> payers;
    for (const BillingException& exception : exceptions) {
        const PartyNumber payer = exception.payer;
        if (payers.contains(payer)) continue;
        TRY_ASSIGN(const auto numbers, payer_numbers(*snapshot, {payer, payer}));
        payers.insert(numbers.begin(), numbers.end());
    }
    if (!request.exceptions.empty())
        TRY(write_exceptions(request.exceptions, exceptions, payers, console));
    if (console.json) return {};
    console.tell(fmt::format("{} {}", exceptions.size(),
                             console.say("tidak dapat ditagih:", "could not be billed:")));
    for (std::size_t i = 0; i < std::min(shown, exceptions.size()); ++i) {
        const BillingException& exception = exceptions[i];
        console.tell(fmt::format("  {} {}  {}", payers.at(exception.payer), exception.kpj,
                                 why(exception, console)));
    }
    if (exceptions.size() > shown && request.exceptions.empty()) {
        console.tell(console.say("  … semuanya dengan --exceptions BERKAS",
                                 "  … all of them with --exceptions FILE"));
    }
    return {};
}

void write_report(JsonWriter& json, const BillingReport& report, const Console& console) {
    json.key("payers").whole(report.payers).key("members").whole(report.members);
    json.key("bills").whole(report.bills).key("differences").whole(report.differences);
    json.key("billed_members").whole(report.billed).key("amount").sen(report.amount.sum());
    json.key("parts").begin_object();
    for (const BillPart part : all_bill_parts) json.key(name_of(part)).sen(report.amount[part]);
    json.end_object().key("jkp_state").sen(report.jkp_state);
    json.key("corrections").whole(report.corrections);
    json.key("corrected").sen(report.corrected.sum()).key("freed").sen(report.freed);
    json.key("first_bill").whole(report.first).key("last_bill").whole(report.last);
    json.key("exceptions").begin_array();
    for (const BillingException& exception : report.exceptions) {
        json.begin_object().key("kpj").text(exception.kpj);
        json.key("decision").text(exception.decision).key("why").text(why(exception, console));
        json.end_object();
    }
    json.end_array();
}

/// Of `bill assess`: what would be.
void tell_corrections(const BillingReport& report, const Console& console) {
    if (report.corrections == 0) return;
    const bool made = report.issued;
    const std::string_view sentence = made
                                          ? console.say("{} tagihan dikoreksi turun, Rp {}.",
                                                        "{} bills were corrected down, Rp {}.")
                                          : console.say("{} tagihan akan dikoreksi turun, Rp {}.",
                                                        "{} bills would be corrected down, Rp {}.");
    console.tell(fmt::format(fmt::runtime(sentence),
                             format_count(report.corrections, console.language),
                             amount_text(report.corrected.sum(), console)));
    if (report.freed == Money{}) return;
    const std::string freed = amount_text(report.freed, console);
    if (!made) {
        console.tell(fmt::format(
            fmt::runtime(console.say("Rp {} darinya sudah dibayar.", "Rp {} of it had been paid.")),
            freed));
        return;
    }
    console.tell(fmt::format(
        fmt::runtime(console.say("Rp {} darinya sudah dibayar dan kini milik pembayar: `payung "
                                 "receipt list --open`, lalu `receipt advance` untuk tagihan "
                                 "berikutnya atau `receipt refund`.",
                                 "Rp {} of it had been paid and belongs to the payer: `payung "
                                 "receipt list --open`, then `receipt advance` for the next bill "
                                 "or `receipt refund`.")),
        freed));
}

void tell_report(const BillingReport& report, const Console& console) {
    const auto line = [&](std::string_view id, std::string_view en, const std::string& what) {
        console.tell(fmt::format("{:<22}{:>20}", console.say(id, en), what));
    };
    const auto count = [&](std::int64_t number) { return format_count(number, console.language); };
    line("pembayar", "payers", count(report.payers));
    line("peserta", "members", count(report.members));
    line("tagihan", "bills", count(report.bills));
    line("tagihan selisih", "differences", count(report.differences));
    for (const BillPart part : all_bill_parts)
        line(name_of(part), name_of(part), amount_text(report.amount[part], console));
    line("jumlah", "amount", amount_text(report.amount.sum(), console));
    line("bagian Negara (JKP)", "the State's share", amount_text(report.jkp_state, console));
    tell_corrections(report, console);
    if (report.first == 0) return;
    line("kode bayar pertama", "first payment code", payment_code(report.first));
    line("kode bayar terakhir", "last payment code", payment_code(report.last));
}

Result<int> tell(const MonthRequest& request, const Desk& desk, const BillingReport& report,
                 const Console& console) {
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object();
        write_report(json, report, console);
        json.end_object().finish();
        console.tell_lines(out);
    } else {
        tell_report(report, console);
    }
    TRY(tell_exceptions(request, desk, report.exceptions, console));
    return report.exceptions.empty() ? in_order : not_in_order;
}

Result<int> bill_month(const MonthRequest& request, const Console& console, bool issue) {
    TRY_ASSIGN(const Month month, month_option(request.month, "--month"));
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    BillingRequest billing{month, std::nullopt};
    if (!request.payer.empty()) {
        TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
        TRY_ASSIGN(const PartyRecord payer, payer_by_number(*snapshot, request.payer));
        billing.payer = payer.party;
    }
    const Progress progress = Progress::on_terminal(console.language, console.quiet);
    ProgressStage stage =
        progress.stage({"menghitung iuran", "assessing contributions"}, {"peserta", "members"});
    std::int64_t before = 0;
    billing.on_step = [&](std::int64_t, std::int64_t members) {
        stage.add(static_cast<std::uint64_t>(members - before));
        before = members;
    };
    TRY_ASSIGN(const BillingReport report,
               issue ? issue_bills(opened.desk(), billing) : assess_month(opened.desk(), billing));
    stage.finish();
    return tell(request, opened.desk(), report, console);
}

Result<int> bill_advance(const MonthRequest& request, const Console& console) {
    TRY_ASSIGN(const Month month, month_option(request.month, "--month"));
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const PartyRecord payer, payer_by_number(*snapshot, request.payer));
    TRY_ASSIGN(const BillingReport report,
               issue_advance(opened.desk(), {payer.party, month, request.months}));
    return tell(request, opened.desk(), report, console);
}

Result<int> earn(const MonthRequest& request, const Console& console) {
    TRY_ASSIGN(const Month month, month_option(request.month, "--month"));
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const EarnedReport report, earn_months(opened.desk(), month));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("months").whole(report.months);
        json.key("amount").sen(report.amount.sum()).end_object().finish();
        console.tell_lines(out);
        return in_order;
    }
    console.tell(fmt::format(fmt::runtime(console.say("{} bulan tagihan dibukukan, Rp {}.",
                                                      "{} months of bills were booked, Rp {}.")),
                             format_count(report.months, console.language),
                             amount_text(report.amount.sum(), console)));
    return in_order;
}

struct ChargeRequest {
    DeskOptions desk;
    std::string payer;
};

Result<int> charge(const ChargeRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    std::optional<PartyNumber> payer;
    if (!request.payer.empty()) {
        TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
        TRY_ASSIGN(const PartyRecord party, payer_by_number(*snapshot, request.payer));
        payer = party.party;
    }
    TRY_ASSIGN(const ChargeReport report, charge_late(opened.desk(), payer));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("late").whole(report.late).key("bills").whole(report.bills);
        json.key("amount").sen(report.amount.sum()).end_object().finish();
        console.tell_lines(out);
        return in_order;
    }
    console.tell(fmt::format(
        fmt::runtime(console.say("{} tagihan terlambat; {} tagihan denda, Rp {}.",
                                 "{} bills are late; {} bills of charges, Rp {}.")),
        format_count(report.late, console.language), format_count(report.bills, console.language),
        amount_text(report.amount.sum(), console)));
    return in_order;
}

TopicAnswer build_month(CLI::App& sub, const Console& console, bool issue) {
    const auto request = std::make_shared<MonthRequest>();
    add_month(sub, console, *request);
    add_payer(sub, console, request->payer);
    add_exceptions(sub, console, request->exceptions);
    return [request, issue](const Console& c) { return bill_month(*request, c, issue); };
}

}  // namespace

TopicAnswer build_bill_assess(CLI::App& sub, const Console& console) {
    return build_month(sub, console, false);
}

TopicAnswer build_bill_issue(CLI::App& sub, const Console& console) {
    return build_month(sub, console, true);
}

TopicAnswer build_bill_advance(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<MonthRequest>();
    add_month(sub, console, *request);
    add_payer(sub, console, request->payer);
    sub.get_option("--payer")->required();
    add_exceptions(sub, console, request->exceptions);
    sub.add_option("--months", request->months, say(console, "berapa bulan", "how many months"))
        ->required();
    return [request](const Console& c) { return bill_advance(*request, c); };
}

TopicAnswer build_bill_earn(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<MonthRequest>();
    add_month(sub, console, *request);
    return [request](const Console& c) { return earn(*request, c); };
}

TopicAnswer build_bill_charge(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ChargeRequest>();
    add_desk_options(sub, console, request->desk);
    add_payer(sub, console, request->payer);
    return [request](const Console& c) { return charge(*request, c); };
}

}  // namespace payung::app
