/// `payung bill show`, `open`, `arrears`, `allowance`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include "app/bill_commands.h"
#include "app/bill_words.h"
#include "office/arrears.h"
#include "storage/bill_store.h"
#include "storage/party_store.h"

namespace payung::app {
namespace {

std::string say(const Console& console, std::string_view id, std::string_view en) {
    return std::string(console.say(id, en));
}

// ------------------------------------------------------------------------------- show

struct ShowRequest {
    DeskOptions desk;
    std::string code;
    bool members = false;
};

void tell_head(const Bill& bill, const PartyRecord& payer, const Console& console) {
    const auto line = [&](std::string_view id, std::string_view en, std::string_view what) {
        if (!what.empty()) console.tell(fmt::format("{:<14}{}", console.say(id, en), what));
    };
    line("kode bayar", "payment code", payment_code(bill.number));
    line("pembayar", "payer", payer.number + "  " + payer.name);
    line("bulan", "month", months_text(bill));
    line("jenis", "kind", words_of(bill.kind, console));
    line("keadaan", "state", words_of(bill.state(), console));
    line("terbit", "issued", to_text(bill.issued));
    line("jatuh tempo", "due", to_text(bill.due));
    line("lunas", "paid on", bill.completed_on ? to_text(*bill.completed_on) : "");
    line("peserta", "members", std::to_string(bill.members));
    line("sebab", "why", bill.withdrawn.value_or(""));
}

void tell_parts(const Bill& bill, const Console& console) {
    TextTable table({say(console, "bagian", "part"), say(console, "jumlah", "amount"),
                     say(console, "dibayar", "paid"), say(console, "sisa", "open")});
    const auto row = [&](std::string_view name, Money amount, Money paid) {
        table.add({std::string(name), amount_text(amount, console), amount_text(paid, console),
                   amount_text(amount - paid, console)});
    };
    for (const BillPart part : all_bill_parts)
        if (bill.amount[part] != Money{}) row(name_of(part), bill.amount[part], bill.paid[part]);
    row(console.say("jumlah", "sum"), bill.amount.sum(), bill.paid.sum());
    table.tell(console, {1, 2, 3});
    if (bill.jkp_state != Money{}) {
        console.tell(fmt::format(
            "{} {}", console.say("Negara membayar untuk JKP:", "The State pays for JKP:"),
            amount_text(bill.jkp_state, console)));
    }
}

Result<void> tell_members(Transaction& snapshot, const Bill& bill, const Console& console) {
    std::vector<std::string> header{"KPJ", say(console, "bulan", "month"),
                                    say(console, "dasar", "base")};
    for (const BillPart part : all_bill_parts) header.emplace_back(name_of(part));
    header.push_back(say(console, "hukum", "law"));
    TextTable table(header);
    std::vector<std::int64_t> bases;
    TRY(each_member_of_bill(snapshot, bill.number, [&](const BilledMember& row) -> Result<void> {
        auto at = std::ranges::find(bases, row.member.basis);
        if (at == bases.end()) at = bases.insert(bases.end(), row.member.basis);
        std::vector<std::string> cells{row.kpj, to_text(row.member.month),
                                       amount_text(row.member.base, console)};
        for (const BillPart part : all_bill_parts)
            cells.push_back(amount_text(row.member.amount[part], console));
        cells.push_back(fmt::format("[{}]", at - bases.begin() + 1));
        table.add(std::move(cells));
        return {};
    }));
    if (!table.empty()) table.tell(console, {2, 3, 4, 5, 6, 7});
    for (std::size_t i = 0; i < bases.size(); ++i) {
        TRY_ASSIGN(const std::string text, basis_text(snapshot, bases[i]));
        console.tell(fmt::format("[{}] {}", i + 1, text));
    }
    return {};
}

Result<void> tell_charges(Transaction& snapshot, const Bill& bill, const Console& console) {
    TRY_ASSIGN(const auto charges, late_charges(snapshot, bill.number));
    for (const LateCharge& charge : charges) {
        console.tell(
            fmt::format(fmt::runtime(console.say("denda {} atas {}: {} bulan sampai {}",
                                                 "charge of {} on {}: {} months until {}")),
                        amount_text(charge.amount, console), payment_code(charge.late),
                        charge.months, to_text(charge.until)));
    }
    return {};
}

/// Why a correction was made: by which law its shares are owed now, each text once.
Result<std::vector<std::string>> reasons_of(Transaction& snapshot,
                                            const BillCorrection& correction) {
    std::set<std::int64_t> bases;
    std::int64_t place = 0;
    TRY(each_member_of_bill(snapshot, correction.bill,
                            [&](const BilledMember& row) -> Result<void> {
                                const std::int64_t here = place++ - correction.share;
                                if (here >= 0 && here < correction.members)
                                    bases.insert(row.member.basis);
                                return {};
                            }));
    std::vector<std::string> texts;
    for (const std::int64_t basis : bases) {
        TRY_ASSIGN(texts.emplace_back(), basis_text(snapshot, basis));
    }
    return texts;
}

/// A text of the law has its edition behind it; other reasons are words.
void tell_reason(const std::string& reason, const Console& console) {
    const bool of_law = reason.find("sha256:") != std::string::npos;
    const std::string_view sentence =
        of_law ? console.say("  sebab: yang terutang bulan itu turun; kini menurut {}",
                             "  why: less is owed for that month; now by {}")
               : console.say("  sebab: {}", "  why: {}");
    console.tell(fmt::format(fmt::runtime(sentence), reason));
}

Result<void> tell_corrections(Transaction& snapshot, const Bill& bill, const Console& console) {
    TRY_ASSIGN(const auto corrections, corrections_of(snapshot, bill.number));
    for (const BillCorrection& correction : corrections) {
        console.tell(fmt::format(
            fmt::runtime(console.say(
                "koreksi {} tanggal {}: Rp {} diambil kembali ({} peserta), Rp {} darinya sudah "
                "dibayar dan kembali ke penerimaannya; oleh {}",
                "correction {} on {}: Rp {} taken back ({} members), Rp {} of it had been paid and "
                "is free on its receipt; by {}")),
            correction.number, to_text(correction.day),
            amount_text(correction.amount.sum(), console), correction.members,
            amount_text(correction.freed, console), correction.actor));
        TRY_ASSIGN(const auto reasons, reasons_of(snapshot, correction));
        for (const std::string& reason : reasons) tell_reason(reason, console);
    }
    return {};
}

Result<void> write_corrections(JsonWriter& json, Transaction& snapshot, const Bill& bill) {
    TRY_ASSIGN(const auto corrections, corrections_of(snapshot, bill.number));
    json.key("corrections").begin_array();
    for (const BillCorrection& correction : corrections) {
        json.begin_object().key("correction").whole(correction.number);
        json.key("day").text(to_text(correction.day)).key("members").whole(correction.members);
        json.key("amount").sen(correction.amount.sum()).key("freed").sen(correction.freed);
        json.key("jkp_state").sen(correction.jkp_state).key("actor").text(correction.actor);
        json.key("group").whole(correction.posted).key("reasons").begin_array();
        TRY_ASSIGN(const auto reasons, reasons_of(snapshot, correction));
        for (const std::string& reason : reasons) json.text(reason);
        json.end_array().end_object();
    }
    json.end_array();
    return {};
}

Result<int> show(const ShowRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const Bill bill, bill_by_code(*snapshot, request.code));
    TRY_ASSIGN(const PartyRecord payer, party_of(*snapshot, bill.payer));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("payer").text(payer.number);
        write_bill(json, bill);
        TRY(write_corrections(json, *snapshot, bill));
        json.end_object().finish();
        console.tell_lines(out);
        return in_order;
    }
    tell_head(bill, payer, console);
    tell_parts(bill, console);
    TRY(tell_corrections(*snapshot, bill, console));
    TRY(tell_charges(*snapshot, bill, console));
    if (request.members) TRY(tell_members(*snapshot, bill, console));
    return in_order;
}

// ------------------------------------------------------------------------------- open

struct OpenRequest {
    DeskOptions desk;
    std::string payer;
    bool all = false;
};

Result<int> open(const OpenRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const PartyRecord payer, payer_by_number(*snapshot, request.payer));
    TRY_ASSIGN(const auto bills, request.all ? bills_of_payer(*snapshot, payer.party)
                                             : open_bills_of_payer(*snapshot, payer.party));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const Bill& bill : bills) {
            json.begin_object();
            write_bill(json, bill);
            json.end_object();
        }
        json.end_array().finish();
        console.tell_lines(out);
        return in_order;
    }
    if (bills.empty()) {
        console.tell(console.say("Tidak ada tagihan terbuka.", "There are no open bills."));
        return in_order;
    }
    TextTable table = bill_table(console);
    for (const Bill& bill : bills) add_bill(table, bill, console);
    table.tell(console, bill_table_right);
    return in_order;
}

// ------------------------------------------------------------------------------- arrears

struct ArrearsRequest {
    DeskOptions desk;
    std::size_t limit = 100;
};

void tell_arrears(std::span<const Arrear> found, const Console& console) {
    TextTable table({say(console, "pembayar", "payer"), say(console, "kode bayar", "code"),
                     say(console, "bulan", "month"), say(console, "jatuh tempo", "due"),
                     say(console, "hari", "days"), say(console, "umur (bulan)", "age (months)"),
                     say(console, "sisa", "open")});
    for (const Arrear& arrear : found) {
        table.add({arrear.payer_number, payment_code(arrear.bill.number), months_text(arrear.bill),
                   to_text(arrear.bill.due), std::to_string(arrear.days),
                   std::string(age_bands.at(arrear.age_band)),
                   amount_text(arrear.bill.open().sum(), console)});
    }
    table.tell(console, {4, 6});
}

Result<int> list_arrears(const ArrearsRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto found, arrears(opened.desk(), request.limit));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const Arrear& arrear : found) {
            json.begin_object().key("payer").text(arrear.payer_number);
            json.key("days").whole(arrear.days).key("age").text(age_bands.at(arrear.age_band));
            write_bill(json, arrear.bill);
            json.end_object();
        }
        json.end_array().finish();
        console.tell_lines(out);
    } else if (found.empty()) {
        console.tell(console.say("Tidak ada tunggakan.", "There are no arrears."));
    } else {
        tell_arrears(found, console);
    }
    return in_order;
}

// ------------------------------------------------------------------------------- allowance

struct AllowanceRequest {
    DeskOptions desk;
    std::string fund, age, reason;
    std::int64_t rupiah = 0;
};

Result<int> allowance(const AllowanceRequest& request, const Console& console) {
    const auto fund = parse_book(request.fund);
    const auto band = std::ranges::find(age_bands, request.age);
    if (!fund || band == age_bands.end()) {
        const bool of_fund = !fund;
        return Error{Code::invalid_option,
                     {{"option", of_fund ? "--fund" : "--age"},
                      {"value", of_fund ? request.fund : request.age},
                      {"reason", of_fund ? "JKK, JKM, JHT, JP" : "1-3, 4-12, >12"}}};
    }
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Done done, set_allowance(opened.desk(), *fund,
                                              static_cast<std::size_t>(band - age_bands.begin()),
                                              Money::from_rupiah(request.rupiah), request.reason));
    if (console.json) {
        console.tell_lines(done.answer + "\n");
        return in_order;
    }
    console.tell(fmt::format(
        fmt::runtime(console.say("Cadangan dana {} umur {} kini Rp {}.",
                                 "The allowance of fund {} for age {} is now Rp {}.")),
        request.fund, request.age, amount_text(Money::from_rupiah(request.rupiah), console)));
    return in_order;
}

}  // namespace

TopicAnswer build_bill_show(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ShowRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("code", request->code, say(console, "kode bayar", "payment code"))->required();
    sub.add_flag("--members", request->members,
                 say(console, "dengan bagian tiap peserta", "with each member's share"));
    return [request](const Console& c) { return show(*request, c); };
}

TopicAnswer build_bill_open(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<OpenRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--payer", request->payer, say(console, "nomor pembayar", "number of the payer"))
        ->required();
    sub.add_flag("--all", request->all,
                 say(console, "juga yang sudah lunas", "those that are paid too"));
    return [request](const Console& c) { return open(*request, c); };
}

TopicAnswer build_bill_arrears(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ArrearsRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--limit", request->limit,
                   say(console, "paling banyak sekian; 0 semuanya", "at most so many; 0 all"))
        ->capture_default_str();
    return [request](const Console& c) { return list_arrears(*request, c); };
}

TopicAnswer build_bill_allowance(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AllowanceRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--fund", request->fund, say(console, "dana: JKK …", "fund: JKK …"))->required();
    sub.add_option(
           "--age", request->age,
           say(console, "umur dalam bulan: 1-3, 4-12, >12", "age in months: 1-3, 4-12, >12"))
        ->required();
    sub.add_option("--amount", request->rupiah,
                   say(console, "cadangan seharusnya, rupiah", "what it should be, rupiah"))
        ->required()
        ->check(CLI::NonNegativeNumber);
    sub.add_option("--reason", request->reason, say(console, "alasan", "reason"))->required();
    return [request](const Console& c) { return allowance(*request, c); };
}

}  // namespace payung::app
