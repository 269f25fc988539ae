/// `payung receipt allocate`, `undo`, `refund`, `refund-decide`, `refund-paid`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/desk_options.h"
#include "app/desk_words.h"
#include "app/receipt_commands.h"
#include "app/receipt_words.h"
#include "base/text.h"
#include "office/allocating.h"
#include "office/overpayments.h"
#include "office/refunding.h"

namespace payung::app {
namespace {

/// What was done, as JSON or as a sentence; that it was done before is said.
int tell_done(const Done& done, const Console& console, std::string_view sentence) {
    if (console.json) {
        console.tell_lines(done.answer + "\n");
        return in_order;
    }
    console.tell(sentence);
    if (done.again)
        console.tell(console.say("Sudah pernah dikerjakan; tidak ada yang berubah.",
                                 "It was done before; nothing changed."));
    return in_order;
}

// ------------------------------------------------------------------------------- allocate

struct AllocateRequest {
    DeskOptions desk;
    ReceiptNumber receipt = 0;
    std::vector<std::string> bills;
    std::string strategy = "proportional";
};

Result<int> allocate_to(const AllocateRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    AllocationRequest wanted;
    wanted.receipt = request.receipt;
    wanted.strategy = *parse_allocation_strategy(request.strategy);
    for (const std::string& code : request.bills) {
        TRY_ASSIGN(const BillNumber bill, parse_payment_code(code));
        wanted.bills.push_back(bill);
    }
    TRY_ASSIGN(const Done done, allocate_receipt(opened.desk(), wanted));
    return tell_done(done, console,
                     fmt::format(fmt::runtime(console.say(
                                     "Penerimaan {0} dialokasikan. Lihat: payung receipt show {0}",
                                     "Receipt {0} is allocated. See: payung receipt show {0}")),
                                 request.receipt));
}

// ------------------------------------------------------------------------------- match

Result<int> match_again(const DeskOptions& options, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(options));
    TRY_ASSIGN(const Rematched found, match_waiting(opened.desk()));
    TRY(use_advances(opened.desk()));
    const auto matched = static_cast<std::int64_t>(found.matched);
    const auto waiting = static_cast<std::int64_t>(found.looked_at) - matched;
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("matched").whole(matched).key("waiting").whole(waiting);
        json.key("allocated").sen(found.allocated).end_object().finish();
        console.tell_lines(out);
        return in_order;
    }
    console.tell(fmt::format(
        fmt::runtime(console.say("{0} penerimaan cocok ({1}); {2} masih menunggu.",
                                 "{0} receipts matched ({1}); {2} still wait.")),
        format_count(matched, console.language), format_rupiah(found.allocated, console.language),
        format_count(waiting, console.language)));
    return in_order;
}

// ------------------------------------------------------------------------------- undo

struct UndoRequest {
    DeskOptions desk;
    AllocationNumber allocation = 0;
    std::string reason;
};

Result<int> undo(const UndoRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Done done, undo_allocation(opened.desk(), request.allocation, request.reason));
    return tell_done(done, console,
                     fmt::format(fmt::runtime(console.say(
                                     "Alokasi {0} dibatalkan; tagihannya terbuka lagi.",
                                     "Allocation {0} is taken back; its bills are open again.")),
                                 request.allocation));
}

// ------------------------------------------------------------------------------- refunds

struct RefundOptions {
    DeskOptions desk;
    ReceiptNumber receipt = 0;
    RefundNumber refund = 0;
    std::string amount, reason, on;
    bool approve = false, refuse = false;
};

Result<int> ask(const RefundOptions& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    RefundRequest wanted{request.receipt, {}, request.reason};
    if (!request.amount.empty()) {
        TRY_ASSIGN(wanted.amount, parse_rupiah(request.amount));
    }
    TRY_ASSIGN(const Done done, ask_refund(opened.desk(), wanted));
    return tell_done(done, console,
                     fmt::format(fmt::runtime(console.say(
                                     "Pengembalian {0} diminta; orang kedua memutuskan: payung "
                                     "receipt refund-decide {0} --approve",
                                     "Refund {0} is asked for; a second person decides: payung "
                                     "receipt refund-decide {0} --approve")),
                                 number_in(done.answer, "refund")));
}

Result<int> decide(const RefundOptions& request, const Console& console) {
    if (request.approve == request.refuse) {
        return Error{Code::invalid_option,
                     {{"option", "--approve / --refuse"},
                      {"value", ""},
                      {"reason", say(console, "sebut salah satu", "name one of them")}}};
    }
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Done done, decide_refund(opened.desk(), request.refund, request.approve));
    return tell_done(
        done, console,
        request.approve
            ? console.say("Pengembalian disetujui. Bayar, lalu catat dengan `payung receipt "
                          "refund-paid`.",
                          "The refund is approved. Pay it, then record that with `payung receipt "
                          "refund-paid`.")
            : console.say("Pengembalian ditolak; uangnya dapat dialokasikan lagi.",
                          "The refund is refused; the money can be allocated again."));
}

Result<int> confirm(const RefundOptions& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Done done,
               confirm_refund(opened.desk(), request.refund, *parse_day(request.on)));
    return tell_done(
        done, console,
        console.say("Pengembalian tercatat dibayar.", "The refund is recorded as paid."));
}

std::shared_ptr<RefundOptions> refund_options(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<RefundOptions>();
    add_desk_options(sub, console, request->desk);
    return request;
}

void add_refund_number(CLI::App& sub, const Console& console, RefundNumber& into) {
    sub.add_option("refund", into, say(console, "nomor pengembalian", "number of the refund"))
        ->required();
}

}  // namespace

TopicAnswer build_receipt_allocate(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AllocateRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("receipt", request->receipt,
                   say(console, "nomor penerimaan", "number of the receipt"))
        ->required();
    sub.add_option("--bill", request->bills,
                   say(console, "kode bayar tagihan; boleh beberapa",
                       "payment code of a bill; may be several"))
        ->required();
    sub.add_option("--strategy", request->strategy,
                   say(console, "pembagian bila kurang: ", "how it is shared where it is short: ") +
                       "proportional, oldest_month_first, programme_order")
        ->check([](const std::string& word) {
            return parse_allocation_strategy(word)
                       ? std::string()
                       : "proportional, oldest_month_first, programme_order";
        })
        ->capture_default_str();
    return [request](const Console& c) { return allocate_to(*request, c); };
}

TopicAnswer build_receipt_match(CLI::App& sub, const Console& console) {
    const auto options = std::make_shared<DeskOptions>();
    add_desk_options(sub, console, *options);
    return [options](const Console& c) { return match_again(*options, c); };
}

TopicAnswer build_receipt_undo(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<UndoRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("allocation", request->allocation,
                   say(console, "nomor alokasi (payung receipt show)",
                       "number of the allocation (payung receipt show)"))
        ->required();
    sub.add_option("--reason", request->reason, say(console, "alasan", "reason"))->required();
    return [request](const Console& c) { return undo(*request, c); };
}

TopicAnswer build_receipt_refund(CLI::App& sub, const Console& console) {
    const auto request = refund_options(sub, console);
    sub.add_option("receipt", request->receipt,
                   say(console, "nomor penerimaan", "number of the receipt"))
        ->required();
    sub.add_option(
        "--amount", request->amount,
        say(console, "jumlah rupiah (bawaan: seluruh sisa)", "rupiah (default: all that is left)"));
    sub.add_option("--reason", request->reason, say(console, "alasan", "reason"))->required();
    return [request](const Console& c) { return ask(*request, c); };
}

TopicAnswer build_receipt_refund_decide(CLI::App& sub, const Console& console) {
    const auto request = refund_options(sub, console);
    add_refund_number(sub, console, request->refund);
    sub.add_flag("--approve", request->approve, say(console, "menyetujui", "approve"));
    sub.add_flag("--refuse", request->refuse, say(console, "menolak", "refuse"));
    return [request](const Console& c) { return decide(*request, c); };
}

TopicAnswer build_receipt_refund_paid(CLI::App& sub, const Console& console) {
    const auto request = refund_options(sub, console);
    add_refund_number(sub, console, request->refund);
    sub.add_option("--on", request->on,
                   say(console, "hari bank membayar", "day on which the bank paid"))
        ->required()
        ->check([](const std::string& text) {
            return parse_day(text) ? std::string() : "TTTT-BB-HH (YYYY-MM-DD)";
        });
    return [request](const Console& c) { return confirm(*request, c); };
}

}  // namespace payung::app
