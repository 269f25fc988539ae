/// `payung receipt advance`, `advance-decide`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/bill_words.h"
#include "app/desk_words.h"
#include "app/receipt_commands.h"
#include "base/text.h"
#include "office/overpayments.h"

namespace payung::app {
namespace {

struct AdvanceOptions {
    DeskOptions desk;
    OverpaymentRequest wanted;
    AdvanceNumber advance = 0;
    std::string payer, from, amount;
    bool approve = false, refuse = false;
};

Result<int> ask(const AdvanceOptions& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    OverpaymentRequest wanted = request.wanted;
    wanted.first = parse_month(request.from).value_or(Month{});
    if (!request.amount.empty()) {
        TRY_ASSIGN(wanted.amount, parse_rupiah(request.amount));
    }
    {
        TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
        TRY_ASSIGN(const PartyRecord payer, payer_by_number(*snapshot, request.payer));
        wanted.payer = payer.party;
    }
    TRY_ASSIGN(const Done done, ask_advance(opened.desk(), wanted));
    tell_done(done,
              fmt::format(fmt::runtime(console.say(
                              "Uang muka {0} diminta; orang kedua memutuskan: payung receipt "
                              "advance-decide {0} --approve",
                              "Advance {0} is asked for; a second person decides: payung receipt "
                              "advance-decide {0} --approve")),
                          number_in(done.answer, "advance")),
              console);
    return in_order;
}

Result<int> decide(const AdvanceOptions& request, const Console& console) {
    if (request.approve == request.refuse) {
        return Error{Code::invalid_option,
                     {{"option", "--approve / --refuse"},
                      {"value", ""},
                      {"reason", say(console, "sebut salah satu", "name one of them")}}};
    }
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Done done, decide_advance(opened.desk(), request.advance, request.approve));
    const AdvancesUsed none;
    TRY_ASSIGN(const AdvancesUsed used,
               request.approve ? use_advances(opened.desk()) : Result<AdvancesUsed>(none));
    const std::string_view sentence =
        request.approve
            ? console.say("Uang muka disetujui; tagihan bulan-bulannya dibayar dengannya.",
                          "The advance is approved; bills of its months are paid with it.")
            : console.say("Uang muka ditolak; uangnya tetap belum dialokasikan.",
                          "The advance is refused; its money stays unallocated.");
    tell_done(done, sentence, console);
    if (used.advances > 0 && !console.json)
        console.tell(fmt::format("{}: Rp {}", console.say("dibayar dengannya", "paid with it"),
                                 amount_text(used.amount, console)));
    return in_order;
}

}  // namespace

TopicAnswer build_receipt_advance(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AdvanceOptions>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("receipt", request->wanted.receipt,
                   say(console, "nomor penerimaan", "number of the receipt"))
        ->required();
    sub.add_option("--payer", request->payer,
                   say(console, "nomor pembayar: NPP, KPJ, nomor wadah atau penanggung",
                       "number of the payer: NPP, KPJ, of a group or sponsor"))
        ->required();
    add_month(sub, console, "--from", request->from, say(console, "bulan pertama", "first month"),
              true);
    sub.add_option("--months", request->wanted.months,
                   say(console, "berapa bulan", "how many months"))
        ->capture_default_str();
    sub.add_option(
        "--amount", request->amount,
        say(console, "jumlah rupiah (bawaan: seluruh sisa)", "rupiah (default: all that is left)"));
    sub.add_option("--reason", request->wanted.reason, say(console, "alasan", "reason"))
        ->required();
    return [request](const Console& c) { return ask(*request, c); };
}

TopicAnswer build_receipt_advance_decide(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AdvanceOptions>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("advance", request->advance,
                   say(console, "nomor uang muka", "number of the advance"))
        ->required();
    sub.add_flag("--approve", request->approve, say(console, "menyetujui", "approve"));
    sub.add_flag("--refuse", request->refuse, say(console, "menolak", "refuse"));
    return [request](const Console& c) { return decide(*request, c); };
}

}  // namespace payung::app
