/// `payung ledger close`, `fee` and `credit`: what is done once a month.

#include <CLI/CLI.hpp>
#include <memory>

#include "app/desk_options.h"
#include "app/ledger_commands.h"
#include "app/receipt_words.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "fund/rate_text.h"
#include "office/closing.h"
#include "office/jht_crediting.h"

namespace payung::app {
namespace {

struct CloseRequest {
    DeskOptions desk;
    std::string book, month;
};

void write_close(JsonWriter& json, const CloseReport& report) {
    json.begin_object().key("book").text(name_of(report.book));
    json.key("month").text(to_text(report.month)).key("again").boolean(report.again);
    json.key("sub_accounts").whole(report.lines).key("result").sen(report.result);
    json.key("year_end").boolean(report.year_end).key("unallocated").sen(report.unallocated);
    json.end_object();
}

void tell_close(const CloseReport& report, const Console& console) {
    std::string line = std::string(name_of(report.book)) + ' ' + to_text(report.month) + ": ";
    if (report.again) {
        console.tell(line + std::string(console.say("sudah ditutup.", "was closed already.")));
        return;
    }
    line += std::string(report.result <= Money{} ? console.say("surplus ", "surplus ")
                                                 : console.say("defisit ", "deficit "));
    const Money size = report.result < Money{} ? Money{} - report.result : report.result;
    line += amount_text(size, console);
    if (report.year_end) line += console.say(", dipindahkan ke aset neto", ", moved to net assets");
    console.tell(line + '.');
    if (report.unallocated != Money{}) {
        console.note(std::string(console.say("Penerimaan yang belum teridentifikasi: ",
                                             "Receipts not yet identified: ")) +
                     amount_text(report.unallocated, console));
    }
}

Result<int> close(const CloseRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const Book book : all_books) {
        if (request.book != "all" && parse_book(request.book) != book) continue;
        TRY_ASSIGN(const CloseReport report,
                   close_month(desk.desk(), book, parse_month(request.month).value()));
        write_close(json, report);
        if (!console.json) tell_close(report, console);
    }
    json.end_array().finish();
    if (console.json) console.tell_lines(out);
    return in_order;
}

struct FeeWords {
    DeskOptions desk;
    std::string fund, month, rate, reference, pay;
};

Result<FeeReport> do_fee(const Desk& desk, const FeeWords& words) {
    const Book fund = parse_book(words.fund).value();
    const Month month = parse_month(words.month).value();
    if (words.pay.empty()) return accrue_fee(desk, {fund, month, words.rate, words.reference});
    return pay_fee(desk, fund, month, words.pay, day_of(desk.clock->now()));
}

Result<int> fee(const FeeWords& words, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(words.desk));
    TRY_ASSIGN(const FeeReport report, do_fee(desk.desk(), words));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("again").boolean(report.again).key("income").sen(report.income);
        json.key("fee").sen(report.fee).end_object().finish();
        console.tell_lines(out);
        return in_order;
    }
    if (report.again) {
        console.tell(console.say("Sudah dibukukan.", "It was booked already."));
    } else {
        console.tell(std::string(console.say("Dana operasional ", "Operating fee ")) + words.fund +
                     ' ' + words.month + ": " + amount_text(report.fee, console));
    }
    return in_order;
}

struct CreditWords {
    DeskOptions desk;
    std::string month, rate, reference;
    std::int64_t pool = -1;  // rupiah
};

void tell_credit(const CreditReport& report, const Console& console) {
    if (report.again)
        console.tell(console.say("Sudah selesai dikreditkan.", "It was wholly credited already."));
    TextTable table({std::string(console.say("Hasil JHT", "JHT return")), to_text(report.month)});
    const auto row = [&](std::string_view id, std::string_view en, std::string value) {
        table.add({std::string(console.say(id, en)), std::move(value)});
    };
    row("Tingkat setahun", "Rate of the year", to_text(report.rate));
    row("Tingkat sebulan", "Rate of the month", report.monthly);
    row("Dasar", "Set by", report.reference);
    row("Peserta", "Accounts", format_count(report.accounts, console.language));
    row("Saldo yang berhasil", "Balances that earned", amount_text(report.basis, console));
    row("Dikreditkan", "Credited", amount_text(report.credited, console));
    row("Belum dibagikan", "Undistributed", amount_text(report.undistributed, console));
    table.tell(console, {1});
}

void tell_credit_json(const CreditReport& report, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("month").text(to_text(report.month));
    json.key("rate").text(to_text(report.rate)).key("monthly").text(report.monthly);
    json.key("reference").text(report.reference).key("accounts").whole(report.accounts);
    json.key("basis").sen(report.basis).key("credited").sen(report.credited);
    json.key("undistributed").sen(report.undistributed).key("again").boolean(report.again);
    json.end_object().finish();
    console.tell_lines(out);
}

Result<int> credit(const CreditWords& words, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(words.desk));
    CreditRequest request;
    request.month = parse_month(words.month).value();
    request.rate = words.rate;
    request.reference = words.reference;
    if (words.pool >= 0) request.pool = Money::from_rupiah(words.pool);
    TRY_ASSIGN(const CreditReport report, credit_jht(desk.desk(), request));
    console.json ? tell_credit_json(report, console) : tell_credit(report, console);
    return in_order;
}

}  // namespace

TopicAnswer build_ledger_close(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<CloseRequest>();
    add_book(sub, console, request->book, "book", true);
    add_month(sub, console, request->month);
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) { return close(*request, c); };
}

TopicAnswer build_ledger_fee(CLI::App& sub, const Console& console) {
    const auto words = std::make_shared<FeeWords>();
    add_book(sub, console, words->fund, "fund", false);
    add_month(sub, console, words->month);
    add_desk_options(sub, console, words->desk);
    sub.add_option("--rate", words->rate,
                   std::string(console.say("tarif tahun itu, misalnya 0.05757",
                                           "the year's rate, for example 0.05757")));
    sub.add_option("--reference", words->reference,
                   std::string(console.say("yang menetapkannya", "what sets it")));
    sub.add_option("--pay", words->pay,
                   std::string(console.say("bayar dari rekening bank ini, bukan menghitung",
                                           "pay from this bank account instead of accruing")));
    return [words](const Console& c) { return fee(*words, c); };
}

TopicAnswer build_ledger_credit(CLI::App& sub, const Console& console) {
    const auto words = std::make_shared<CreditWords>();
    add_month(sub, console, words->month);
    add_desk_options(sub, console, words->desk);
    sub.add_option("--rate", words->rate,
                   std::string(console.say("tingkat setahun menurut keputusan, misalnya 0.0575",
                                           "rate of the year by decision, for example 0.0575")));
    sub.add_option("--reference", words->reference,
                   std::string(console.say("keputusan itu", "that decision")));
    sub.add_option(
           "--pool", words->pool,
           std::string(console.say("hasil yang dibagikan, rupiah (bawaan: menurut tingkat)",
                                   "return to be distributed, rupiah (default: by the rate)")))
        ->check(CLI::NonNegativeNumber);
    return [words](const Console& c) { return credit(*words, c); };
}

}  // namespace payung::app
