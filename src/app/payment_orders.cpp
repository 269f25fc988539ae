/// `payung payment …`: orders to the bank, their files, its answers, and the cash for them.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/claim_commands.h"
#include "office/claim_payments.h"

namespace payung::app {
namespace {

struct OrderOptions {
    DeskOptions desk;
    std::string fund, on;
    OrderRequest order;
};

Result<int> order(const OrderOptions& request, const Console& console) {
    OrderRequest wanted = request.order;
    TRY_ASSIGN(wanted.fund, fund_of_option(request.fund));
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        OrderRequest asked = wanted;
        TRY_ASSIGN(asked.execute_on, day_of_option("--on", request.on, desk.today()));
        return tell_done(order_payments(desk, asked), console);
    });
}

struct ExportRequest {
    DeskOptions desk;
    std::string order, format = "03", out;
};

Result<int> export_file(const ExportRequest& request, const Console& console) {
    const PaymentFormat format =
        request.format == "09" ? PaymentFormat::pain_001_001_09 : PaymentFormat::pain_001_001_03;
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const std::string bytes, payment_file(desk, request.order, format));
        TRY_ASSIGN(OutputFile file, OutputFile::create(request.out));
        // Names and accounts stand in it: for its owner's eyes.
        std::error_code ignored;
        std::filesystem::permissions(
            request.out, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
            ignored);
        file.write(bytes);
        TRY(file.close());
        console.tell(
            fmt::format("{}: {} {}", request.out, bytes.size(), console.say("bita", "bytes")));
        return in_order;
    });
}

struct AnswerRequest {
    DeskOptions desk;
    std::string file;
};

Result<int> answer(const AnswerRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const std::string xml, read_file(request.file));
        return tell_done(take_bank_answer(desk, xml), console);
    });
}

struct ReturnRequest {
    DeskOptions desk;
    std::string payment, reason, on;
};

Result<int> give_back(const ReturnRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const Day on, day_of_option("--on", request.on, desk.today()));
        return tell_done(return_payment(desk, request.payment, request.reason, on), console);
    });
}

struct ExpireRequest {
    DeskOptions desk;
    std::string order;
};

Result<int> expire(const ExpireRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) {
        return tell_done(expire_payments(desk, request.order), console);
    });
}

struct ListRequest {
    DeskOptions desk;
    std::string order;
    std::int64_t limit = 50;
};

void tell_orders(const std::vector<PaymentOrder>& orders, const Console& console) {
    TextTable table({std::string(console.say("PERINTAH", "ORDER")),
                     std::string(console.say("TANGGAL", "DAY")),
                     std::string(console.say("REKENING", "ACCOUNT")),
                     std::string(console.say("PEMBAYARAN", "PAYMENTS")),
                     std::string(console.say("JUMLAH", "AMOUNT"))});
    for (const PaymentOrder& one : orders) {
        table.add({one.number, to_text(one.execute_on), one.account_name,
                   std::to_string(one.payments), amount_text(one.amount, console)});
    }
    table.tell(console, {3, 4});
}

void tell_payments(const std::vector<Payment>& payments, const Console& console) {
    TextTable table(
        {std::string(console.say("PEMBAYARAN", "PAYMENT")),
         std::string(console.say("JUMLAH", "AMOUNT")), std::string(console.say("KEADAAN", "STATE")),
         std::string(console.say("TANGGAL", "DAY")), std::string(console.say("ALASAN", "REASON"))});
    for (const Payment& one : payments) {
        table.add({payment_id(one.payment), amount_text(one.amount, console),
                   std::string(phrase_of(one.state).in(console.language)),
                   one.value_date ? to_text(*one.value_date) : "-", one.reason});
    }
    table.tell(console, {1});
}

void tell_orders_json(const std::vector<PaymentOrder>& orders, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const PaymentOrder& one : orders) {
        json.begin_object().key("order").text(one.number).key("fund").text(name_of(one.book));
        json.key("on").text(to_text(one.execute_on)).key("payments").whole(one.payments);
        json.key("amount").money(one.amount).end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

void tell_payments_json(const std::vector<Payment>& payments, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const Payment& one : payments) {
        json.begin_object().key("payment").text(payment_id(one.payment));
        json.key("amount").money(one.amount).key("state").text(name_of(one.state));
        json.key("reason").text(one.reason).end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

Result<int> list(const ListRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const auto snapshot, desk.desk.database->read());
        if (request.order.empty()) {
            TRY_ASSIGN(const auto orders, list_orders(*snapshot, request.limit));
            console.json ? tell_orders_json(orders, console) : tell_orders(orders, console);
            return in_order;
        }
        TRY_ASSIGN(const PaymentOrder known, known_order(*snapshot, request.order));
        TRY_ASSIGN(const auto payments, payments_of_order(*snapshot, known.order));
        console.json ? tell_payments_json(payments, console) : tell_payments(payments, console);
        return in_order;
    });
}

struct DueRequest {
    DeskOptions desk;
    std::string fund, on;
    std::int64_t limit = 1000;
};

Result<int> due(const DueRequest& request, const Console& console) {
    TRY_ASSIGN(const ClaimKind fund, fund_of_option(request.fund));
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const Day on, day_of_option("--on", request.on, desk.today()));
        TRY_ASSIGN(const auto lines, due_payments(desk, fund, on, request.limit));
        TextTable table({std::string(console.say("JATUH TEMPO", "DUE")),
                         std::string(console.say("KLAIM", "CLAIM")),
                         std::string(console.say("UNTUK", "FOR")),
                         std::string(console.say("PENERIMA", "PAYEE")),
                         std::string(console.say("JUMLAH", "AMOUNT")),
                         std::string(console.say("REKENING", "ACCOUNT"))});
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const DueLine& line : lines) {
            table.add({to_text(line.due.due_on), line.claim, line.due.what, line.payee,
                       amount_text(line.due.amount, console),
                       std::string(line.has_account ? console.say("ada", "known")
                                                    : console.say("belum ada", "missing"))});
            json.begin_object().key("on").text(to_text(line.due.due_on));
            json.key("claim").text(line.claim).key("what").text(line.due.what);
            json.key("payee").text(line.payee).key("amount").money(line.due.amount);
            json.key("has_account").boolean(line.has_account).end_object();
        }
        json.end_array().finish();
        if (console.json) {
            console.tell_lines(out);
        } else {
            table.tell(console, {4});
        }
        return in_order;
    });
}

struct CashRequest {
    DeskOptions desk;
    std::string fund, amount, on;
    CashMove move;
};

Result<int> fund_cash(const CashRequest& request, const Console& console) {
    CashMove wanted = request.move;
    TRY_ASSIGN(wanted.fund, fund_of_option(request.fund));
    TRY_ASSIGN(wanted.amount, money_of_option("--amount", request.amount));
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        CashMove move = wanted;
        TRY_ASSIGN(move.on, day_of_option("--on", request.on, desk.today()));
        return tell_done(move_fund_cash(desk, move), console);
    });
}

void add_fund(CLI::App& sub, const Console& console, std::string& into) {
    add_text(sub, console, "--fund", into,
             {"dana: JKK, JKM, JHT, JP, JKP", "fund: JKK, JKM, JHT, JP, JKP"}, true);
}

void add_on(CLI::App& sub, const Console& console, std::string& into) {
    add_text(sub, console, "--on", into,
             {"hari TTTT-BB-HH (bawaan: hari kerja ini)", "day YYYY-MM-DD (default: today)"});
}

void add_limit(CLI::App& sub, const Console& console, std::int64_t& into) {
    sub.add_option("--limit", into, std::string(console.say("paling banyak", "at most")))
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{100'000}));
}

}  // namespace

TopicAnswer build_payment_order(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<OrderOptions>();
    add_desk_options(sub, console, request->desk);
    add_fund(sub, console, request->fund);
    add_text(sub, console, "--from", request->order.account_name,
             {"nama rekening pembayar dalam buku", "name of the paying account in the books"},
             true);
    add_text(sub, console, "--account", request->order.account_number,
             {"nomor rekening itu", "its number"}, true);
    add_text(sub, console, "--bank", request->order.account_bank,
             {"BIC banknya", "BIC of its bank"});
    add_on(sub, console, request->on);
    add_text(sub, console, "--claim", request->order.claim, {"hanya klaim ini", "only this claim"});
    add_text(sub, console, "--reference", request->order.reference,
             {"rujukan, untuk perintah kedua pada hari yang sama",
              "reference, for a second order on the same day"});
    add_limit(sub, console, request->order.payments_max);
    return [request](const Console& c) { return order(*request, c); };
}

TopicAnswer build_payment_export(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ExportRequest>();
    sub.add_option("order", request->order,
                   std::string(console.say("nomor perintah", "number of the order")))
        ->required();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--format", request->format, "pain.001.001.NN")
        ->check(CLI::IsMember({"03", "09"}))
        ->capture_default_str();
    add_text(sub, console, "--out", request->out, {"berkas yang ditulis", "file to write"}, true);
    return [request](const Console& c) { return export_file(*request, c); };
}

TopicAnswer build_payment_answer(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AnswerRequest>();
    sub.add_option("file", request->file,
                   std::string(console.say("berkas pain.002 dari bank", "pain.002 of the bank")))
        ->required();
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) { return answer(*request, c); };
}

TopicAnswer build_payment_return(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ReturnRequest>();
    sub.add_option("payment", request->payment,
                   std::string(console.say("nomor pembayaran: P-0000001", "payment: P-0000001")))
        ->required();
    add_desk_options(sub, console, request->desk);
    add_text(sub, console, "--reason", request->reason, {"kode alasan bank", "reason of the bank"},
             true);
    add_on(sub, console, request->on);
    return [request](const Console& c) { return give_back(*request, c); };
}

TopicAnswer build_payment_expire(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ExpireRequest>();
    sub.add_option("order", request->order,
                   std::string(console.say("nomor perintah", "number of the order")))
        ->required();
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) { return expire(*request, c); };
}

TopicAnswer build_payment_list(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ListRequest>();
    sub.add_option("order", request->order,
                   std::string(console.say("pembayaran dari perintah ini; tanpa ini: perintah",
                                           "payments of this order; without: the orders")));
    add_desk_options(sub, console, request->desk);
    add_limit(sub, console, request->limit);
    return [request](const Console& c) { return list(*request, c); };
}

TopicAnswer build_payment_due(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<DueRequest>();
    add_desk_options(sub, console, request->desk);
    add_fund(sub, console, request->fund);
    add_on(sub, console, request->on);
    add_limit(sub, console, request->limit);
    return [request](const Console& c) { return due(*request, c); };
}

TopicAnswer build_payment_fund_cash(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<CashRequest>();
    add_desk_options(sub, console, request->desk);
    add_fund(sub, console, request->fund);
    add_text(sub, console, "--from", request->move.from,
             {"rekening bank kustodian", "account at the custodian bank"}, true);
    add_text(sub, console, "--to", request->move.to,
             {"rekening pembayar manfaat", "account that pays benefits"}, true);
    add_text(sub, console, "--amount", request->amount, {"jumlah", "amount"}, true);
    add_text(sub, console, "--reference", request->move.reference,
             {"rujukan bank", "reference of the bank"}, true);
    add_on(sub, console, request->on);
    return [request](const Console& c) { return fund_cash(*request, c); };
}

}  // namespace payung::app
