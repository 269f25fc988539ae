/// `payung receipt list`, `show`, `candidates`, `ageing`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/bill_words.h"
#include "app/desk_options.h"
#include "app/receipt_commands.h"
#include "app/receipt_words.h"
#include "office/allocating.h"
#include "office/sweeping.h"
#include "storage/advance_store.h"
#include "storage/party_store.h"
#include "storage/receipt_store.h"

namespace payung::app {
namespace {

std::string say(const Console& console, std::string_view id, std::string_view en) {
    return std::string(console.say(id, en));
}

// ------------------------------------------------------------------------------- list

struct ListRequest {
    DeskOptions desk;
    bool open_only = false;
    std::string from, until, payer;
    std::int64_t limit = 100;
};

Result<ReceiptQuery> query_of(const ListRequest& request, Transaction& snapshot) {
    ReceiptQuery query;
    query.open_only = request.open_only;
    query.limit = request.limit;
    query.from = parse_day(request.from);
    query.until = parse_day(request.until);
    if (request.payer.empty()) return query;
    TRY_ASSIGN(const PartyRecord payer, payer_by_number(snapshot, request.payer));
    query.payer = payer.party;
    return query;
}

TextTable table_of(std::span<const Receipt> receipts, const Console& console) {
    TextTable table({say(console, "nomor", "number"), say(console, "tanggal", "day"),
                     say(console, "saluran", "channel"), say(console, "referensi", "reference"),
                     say(console, "jumlah", "amount"), say(console, "sisa", "open"),
                     say(console, "keadaan", "standing")});
    for (const Receipt& receipt : receipts) {
        const bool matched = receipt.reason == Unmatched::matched;
        table.add({std::to_string(receipt.number), to_text(receipt.at.booked), receipt.at.channel,
                   receipt.at.reference, amount_text(receipt.amount, console),
                   amount_text(receipt.open(), console),
                   std::string(matched ? words_of(receipt.rule, console)
                                       : words_of(receipt.reason, console))});
    }
    return table;
}

Result<int> list(const ListRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const ReceiptQuery query, query_of(request, *snapshot));
    TRY_ASSIGN(const auto receipts, list_receipts(*snapshot, query));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const Receipt& receipt : receipts) {
            json.begin_object();
            write_receipt(json, receipt);
            json.end_object();
        }
        json.end_array().finish();
        console.tell_lines(out);
        return in_order;
    }
    if (receipts.empty()) {
        console.tell(console.say("Tidak ada penerimaan.", "There are no receipts."));
        return in_order;
    }
    table_of(receipts, console).tell(console, {0, 4, 5});
    return in_order;
}

// ------------------------------------------------------------------------------- show

struct OneRequest {
    DeskOptions desk;
    ReceiptNumber receipt = 0;
};

void tell_head(const Receipt& receipt, const Console& console) {
    const auto line = [&](std::string_view id, std::string_view en, std::string_view what) {
        if (!what.empty()) console.tell(fmt::format("{:<14}{}", console.say(id, en), what));
    };
    line("penerimaan", "receipt", fmt::format("{}  {}", receipt.number, receipt.at.key()));
    line("jumlah", "amount", format_rupiah(receipt.amount, console.language));
    line("dialokasikan", "allocated", format_rupiah(receipt.allocated, console.language));
    line("dikembalikan", "refunded", format_rupiah(receipt.refunded, console.language));
    line("sisa", "open", format_rupiah(receipt.open(), console.language));
    line("pembayar", "payer", receipt.payer_name);
    line("keterangan", "note", receipt.note);
    line("keadaan", "standing",
         receipt.reason == Unmatched::matched ? words_of(receipt.rule, console)
                                              : words_of(receipt.reason, console));
}

std::string how_of(const Allocation& allocation, const Console& console) {
    if (allocation.undoes != 0)
        return fmt::format("{} {}", console.say("membatalkan", "takes back"), allocation.undoes);
    if (allocation.frees != 0)
        return fmt::format("{} {}", console.say("koreksi tagihan atas", "bill corrected, frees of"),
                           allocation.frees);
    return std::string(words_of(allocation.rule, console));
}

void tell_allocations(std::span<const Allocation> allocations, const Console& console) {
    TextTable table({say(console, "alokasi", "allocation"), say(console, "tanggal", "day"),
                     say(console, "kode bayar", "payment code"), say(console, "jumlah", "amount"),
                     say(console, "cara", "how"), say(console, "oleh", "by")});
    const auto add = [&](const Allocation& allocation, const std::string& what, Money amount) {
        table.add({std::to_string(allocation.number), to_text(allocation.day), what,
                   amount_text(amount, console), how_of(allocation, console), allocation.actor});
    };
    for (const Allocation& allocation : allocations) {
        for (const AllocatedBill& bill : allocation.bills)
            add(allocation, payment_code(bill.bill), bill.parts.sum());
        if (allocation.bills.empty())
            add(allocation, say(console, "(uang muka)", "(advance)"), allocation.amount);
    }
    if (!table.empty()) table.tell(console, {0, 3});
}

void tell_refunds(std::span<const Refund> refunds, const Console& console) {
    for (const Refund& refund : refunds) {
        console.tell(
            fmt::format("{} {}: {}, {} ({}{}{}): {}", console.say("pengembalian", "refund"),
                        refund.number, format_rupiah(refund.amount, console.language),
                        words_of(refund.state, console), refund.asked_by,
                        refund.decided_by.empty() ? "" : ", ", refund.decided_by, refund.reason));
    }
}

void write_allocations(JsonWriter& json, std::span<const Allocation> allocations) {
    json.key("allocations").begin_array();
    for (const Allocation& allocation : allocations) {
        json.begin_object().key("allocation").whole(allocation.number);
        json.key("day").text(to_text(allocation.day)).key("amount").sen(allocation.amount);
        json.key("matched_by").text(name_of(allocation.rule));
        json.key("strategy").text(allocation.strategy).key("undoes").whole(allocation.undoes);
        json.key("frees").whole(allocation.frees).key("reason").text(allocation.reason);
        json.key("actor").text(allocation.actor).key("group").whole(allocation.posted);
        json.key("bills").begin_array();
        for (const AllocatedBill& bill : allocation.bills) {
            json.begin_object().key("code").text(payment_code(bill.bill));
            for (const BillPart part : all_bill_parts)
                json.key(name_of(part)).sen(bill.parts[part]);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_refunds(JsonWriter& json, std::span<const Refund> refunds) {
    json.key("refunds").begin_array();
    for (const Refund& refund : refunds) {
        json.begin_object().key("refund").whole(refund.number).key("amount").sen(refund.amount);
        json.key("state").text(name_of(refund.state)).key("asked_by").text(refund.asked_by);
        json.key("decided_by").text(refund.decided_by).key("reason").text(refund.reason);
        json.end_object();
    }
    json.end_array();
}

/// An advance, and whose it is.
struct ShownAdvance {
    Advance advance;
    std::string payer;
};

Result<std::vector<ShownAdvance>> advances_shown(Transaction& snapshot, ReceiptNumber receipt) {
    TRY_ASSIGN(const auto advances, advances_of(snapshot, receipt));
    std::vector<ShownAdvance> shown;
    for (const Advance& advance : advances) {
        TRY_ASSIGN(const PartyRecord payer, party_of(snapshot, advance.payer));
        shown.push_back({advance, payer.number});
    }
    return shown;
}

void tell_advances(std::span<const ShownAdvance> advances, const Console& console) {
    for (const auto& [advance, payer] : advances) {
        console.tell(fmt::format(
            "{} {}: {}, {} {}..{}, {} ({}{}{}): {}", console.say("uang muka", "advance"),
            advance.number, format_rupiah(advance.amount, console.language), payer,
            to_text(advance.first), to_text(advance.last), words_of(advance.state, console),
            advance.asked_by, advance.decided_by.empty() ? "" : ", ", advance.decided_by,
            advance.reason));
    }
}

void write_advances(JsonWriter& json, std::span<const ShownAdvance> advances) {
    json.key("advances").begin_array();
    for (const auto& [advance, payer] : advances) {
        json.begin_object().key("advance").whole(advance.number).key("payer").text(payer);
        json.key("first").text(to_text(advance.first)).key("last").text(to_text(advance.last));
        json.key("amount").sen(advance.amount).key("state").text(name_of(advance.state));
        json.key("allocation").whole(advance.allocation).key("asked_by").text(advance.asked_by);
        json.key("decided_by").text(advance.decided_by).key("reason").text(advance.reason);
        json.end_object();
    }
    json.end_array();
}

Result<int> show(const OneRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const Receipt receipt, receipt_by_number(*snapshot, request.receipt));
    TRY_ASSIGN(const auto allocations, allocations_of(*snapshot, request.receipt));
    TRY_ASSIGN(const auto refunds, refunds_of(*snapshot, request.receipt));
    TRY_ASSIGN(const auto advances, advances_shown(*snapshot, request.receipt));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object();
        write_receipt(json, receipt);
        write_allocations(json, allocations);
        write_refunds(json, refunds);
        write_advances(json, advances);
        json.end_object().finish();
        console.tell_lines(out);
        return in_order;
    }
    tell_head(receipt, console);
    tell_allocations(allocations, console);
    tell_refunds(refunds, console);
    tell_advances(advances, console);
    return in_order;
}

// ------------------------------------------------------------------------------- candidates

void write_candidates(JsonWriter& json, const Candidates& found) {
    json.begin_object().key("receipt").whole(found.receipt.number);
    json.key("open").sen(found.receipt.open()).key("reason").text(name_of(found.reason));
    json.key("bills").begin_array();
    for (const MatchCandidate& bill : found.bills) {
        json.begin_object().key("code").text(payment_code(bill.bill)).key("open").sen(bill.open);
        json.key("why").text(name_of(bill.reason)).end_object();
    }
    json.end_array().key("same_amount").begin_array();
    for (const BillOffer& bill : found.same_amount) json.text(payment_code(bill.bill));
    json.end_array().end_object();
}

Result<int> candidates(const OneRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Candidates found, candidates_for(opened.desk(), request.receipt));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        write_candidates(json, found);
        json.finish();
        console.tell_lines(out);
        return in_order;
    }
    tell_head(found.receipt, console);
    if (found.receipt.open() == Money{}) return in_order;
    TextTable table({say(console, "kode bayar", "payment code"), say(console, "terbuka", "open"),
                     say(console, "sebab", "why")});
    for (const MatchCandidate& bill : found.bills)
        table.add({payment_code(bill.bill), amount_text(bill.open, console),
                   std::string(words_of(bill.reason, console))});
    for (const BillOffer& bill : found.same_amount) {
        if (std::ranges::find(found.bills, bill.bill, &MatchCandidate::bill) != found.bills.end())
            continue;
        table.add({payment_code(bill.bill), amount_text(bill.open, console),
                   say(console, "jumlah sama, pembayar lain", "same amount, another payer")});
    }
    if (table.empty()) {
        console.tell(
            console.say("Tidak ada tagihan yang mungkin. Tanyakan kepada pembayar, atau "
                        "kembalikan uangnya.",
                        "No bill is possible. Ask the payer, or refund the money."));
        return in_order;
    }
    table.tell(console, {1});
    return in_order;
}

// ------------------------------------------------------------------------------- ageing

std::string_view name_of(AgeAlert alert) {
    constexpr std::array<std::string_view, 3> names{"none", "amber", "red"};
    return names.at(static_cast<std::size_t>(alert));
}

void tell_aged(std::span<const AgedReceipt> aged, const Console& console) {
    TextTable table({say(console, "nomor", "number"), say(console, "tanggal", "day"),
                     say(console, "hari kerja", "working days"), say(console, "sisa", "open"),
                     say(console, "peringatan", "alert"), say(console, "sebab", "why")});
    for (const AgedReceipt& one : aged) {
        constexpr std::array<Phrase, 3> words{
            {{"-", "-"}, {"periksa", "look into it"}, {"lapor pimpinan", "tell the management"}}};
        table.add({std::to_string(one.receipt.number), to_text(one.receipt.at.booked),
                   one.working_days ? std::to_string(*one.working_days) : "?",
                   amount_text(one.receipt.open(), console),
                   std::string(words.at(static_cast<std::size_t>(one.alert)).in(console.language)),
                   std::string(words_of(one.receipt.reason, console))});
    }
    table.tell(console, {0, 2, 3});
}

Result<int> ageing(const DeskOptions& options, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(options));
    TRY_ASSIGN(const auto aged, age_receipts(opened.desk()));
    const bool late = std::ranges::any_of(
        aged, [](const AgedReceipt& one) { return one.alert != AgeAlert::none; });
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const AgedReceipt& one : aged) {
            json.begin_object();
            write_receipt(json, one.receipt);
            json.key("working_days").whole(one.working_days.value_or(-1));
            json.key("alert").text(name_of(one.alert)).end_object();
        }
        json.end_array().finish();
        console.tell_lines(out);
    } else if (aged.empty()) {
        console.tell(
            console.say("Semua penerimaan sudah dialokasikan.", "All receipts are allocated."));
    } else {
        tell_aged(aged, console);
    }
    return late ? not_in_order : in_order;
}

std::shared_ptr<OneRequest> one_receipt(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<OneRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("receipt", request->receipt,
                   say(console, "nomor penerimaan", "number of the receipt"))
        ->required();
    return request;
}

/// "" where the text is a day, else what to write.
std::string day_wanted(const std::string& text) {
    return parse_day(text) ? "" : "TTTT-BB-HH (YYYY-MM-DD)";
}

}  // namespace

TopicAnswer build_receipt_list(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ListRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_flag("--open", request->open_only,
                 say(console, "hanya yang masih bersisa", "only those with something left"));
    sub.add_option("--from", request->from, say(console, "sejak tanggal", "from this day on"))
        ->check(day_wanted);
    sub.add_option("--until", request->until, say(console, "sampai tanggal", "until this day"))
        ->check(day_wanted);
    sub.add_option("--payer", request->payer,
                   say(console, "nomor pembayar (NPP, KPJ, sponsor)",
                       "number of the payer (NPP, KPJ, sponsor)"));
    sub.add_option("--limit", request->limit, say(console, "paling banyak", "at most"))
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    return [request](const Console& c) { return list(*request, c); };
}

TopicAnswer build_receipt_show(CLI::App& sub, const Console& console) {
    const auto request = one_receipt(sub, console);
    return [request](const Console& c) { return show(*request, c); };
}

TopicAnswer build_receipt_candidates(CLI::App& sub, const Console& console) {
    const auto request = one_receipt(sub, console);
    return [request](const Console& c) { return candidates(*request, c); };
}

TopicAnswer build_receipt_ageing(CLI::App& sub, const Console& console) {
    const auto options = std::make_shared<DeskOptions>();
    add_desk_options(sub, console, *options);
    return [options](const Console& c) { return ageing(*options, c); };
}

}  // namespace payung::app
