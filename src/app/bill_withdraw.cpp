/// `payung bill withdraw`, `lapse`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/bill_commands.h"
#include "app/bill_words.h"
#include "app/desk_words.h"
#include "office/withdrawing.h"

namespace payung::app {
namespace {

struct WithdrawRequest {
    DeskOptions desk;
    std::string code, reason;
};

Result<int> withdraw_one(const WithdrawRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const BillNumber bill, parse_payment_code(request.code));
    TRY_ASSIGN(const Done done, withdraw(opened.desk(), bill, request.reason));
    tell_done(done,
              fmt::format(
                  fmt::runtime(console.say("Tagihan {} ditarik kembali.", "Bill {} is withdrawn.")),
                  payment_code(bill)),
              console);
    return in_order;
}

Result<int> lapse(const DeskOptions& options, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(options));
    TRY_ASSIGN(const LapseReport report, lapse_bills(opened.desk()));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("payers").whole(report.payers).key("bills").whole(report.bills);
        json.key("members").whole(report.members).key("amount").sen(report.amount);
        json.end_object().finish();
        console.tell_lines(out);
        return in_order;
    }
    console.tell(fmt::format(
        fmt::runtime(
            console.say("{} tagihan dari {} pembayar ditarik kembali atau dikurangi: {} "
                        "peserta lewat masa tenggang, Rp {}.",
                        "{} bills of {} payers are withdrawn or made smaller: the grace of "
                        "{} members is over, Rp {}.")),
        format_count(report.bills, console.language), format_count(report.payers, console.language),
        format_count(report.members, console.language), amount_text(report.amount, console)));
    return in_order;
}

}  // namespace

TopicAnswer build_bill_withdraw(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<WithdrawRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("bill", request->code,
                   say(console, "kode bayar tagihan", "payment code of the bill"))
        ->required();
    sub.add_option("--reason", request->reason, say(console, "alasan", "reason"))->required();
    return [request](const Console& c) { return withdraw_one(*request, c); };
}

TopicAnswer build_bill_lapse(CLI::App& sub, const Console& console) {
    const auto options = std::make_shared<DeskOptions>();
    add_desk_options(sub, console, *options);
    return [options](const Console& c) { return lapse(*options, c); };
}

}  // namespace payung::app
