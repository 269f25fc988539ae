#include <fmt/format.h>

#include "office/allocating.h"
#include "office/receiving.h"
#include "office/refunding.h"
#include "office/sweeping.h"
#include "rehearsal/money.h"
#include "storage/bill_store.h"
#include "storage/party_store.h"
#include "storage/receipt_store.h"

namespace payung::rehearsal {
namespace {

/// Names of bills and payers, looked up once for each.
class Names {
public:
    explicit Names(Transaction& snapshot) : snapshot_(snapshot) {}

    Result<void> write(JsonWriter& json, BillNumber number) {
        TRY_ASSIGN(const Bill bill, bill_by_number(snapshot_, number));
        TRY_ASSIGN(const PartyRecord party, party_of(snapshot_, bill.payer));
        write_bill_name(json, {party.kind, party.number}, bill);
        return {};
    }

private:
    Transaction& snapshot_;
};

Result<void> note_line(Stage& stage, Names& names, JsonWriter& json, const Transfer& line) {
    json.begin_object().key("reference").text(line.reference);
    json.key("booked").text(to_text(line.booked)).key("value").text(to_text(line.value));
    json.key("amount").whole(line.amount.sen()).key("codes").begin_array();
    std::string payer;
    for (const std::string& word : payment_codes_in({line.text})) {
        if (const auto bill = parse_payment_code(word)) {
            TRY(names.write(json, *bill));
        } else {
            payer = word;
        }
    }
    json.end_array();
    for (const auto& [name, party] : stage.payers) {
        if (name.substr(2) != payer) continue;
        json.key("payer").begin_array();
        json.text(word_of(static_cast<PartyKind>(name[0] - '0'))).text(payer).end_array();
    }
    json.end_object();
    return {};
}

Result<void> note_statement(Stage& stage, const BankStatement& statement) {
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    Names names(*snapshot);
    DiaryLine line = stage.note("statement");
    JsonWriter& json = line.text("account", channel).json();
    json.key("lines").begin_array();
    for (const Transfer& transfer : statement.lines) {
        if (!transfer.out) TRY(note_line(stage, names, json, transfer));
    }
    json.end_array();
    return {};
}

Result<void> take(Stage& stage, const std::string& xml, const std::string& name) {
    const auto taken = stage.counter.ask<ImportReport>(
        clerk, [&](const Desk& desk) { return import_statement(desk, xml, name); });
    if (!taken) return taken.error();
    if (!taken->faults.empty()) return taken->faults.front().error;
    stage.happened.receipts += static_cast<std::int64_t>(taken->taken);
    for (const auto& [rule, times] : taken->matched) {
        stage.happened.matched += static_cast<std::int64_t>(times);
    }
    return {};
}

struct Stray {
    Receipt receipt;
    std::vector<BillNumber> bills;  // of its payer, where he is known and owes something
};

Result<std::vector<Stray>> strays(Stage& stage) {
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    ReceiptQuery wanted;
    wanted.open_only = true;
    TRY_ASSIGN(const auto open, list_receipts(*snapshot, wanted));
    std::vector<Stray> found;
    for (const Receipt& receipt : open) {
        Stray& stray = found.emplace_back(Stray{receipt, {}});
        if (receipt.payer == 0) continue;
        TRY_ASSIGN(const auto bills, open_bills_of_payer(*snapshot, receipt.payer));
        for (const Bill& bill : bills) stray.bills.push_back(bill.number);
    }
    return found;
}

void note_receipt(JsonWriter& json, const ReceiptAt& at) {
    json.key("receipt").begin_array();
    json.text(at.channel).text(to_text(at.booked)).text(at.reference).end_array();
}

Result<void> allocate_by_hand(Stage& stage, const Stray& stray) {
    {
        TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
        Names names(*snapshot);
        DiaryLine line = stage.note("allocate");
        note_receipt(line.json(), stray.receipt.at);
        line.json().key("bills").begin_array();
        for (const BillNumber bill : stray.bills) TRY(names.write(line.json(), bill));
        line.json().end_array();
    }
    constexpr std::array<std::string_view, 2> done_before{"receipt_used_up", "bill_nothing_open"};
    TRY(stage.counter.ask_or<Done>(clerk, done_before, [&](const Desk& desk) {
        return allocate_receipt(desk, {stray.receipt.number, stray.bills});
    }));
    ++stage.happened.by_hand;
    return {};
}

/// What refunds of a receipt there are tells whether a request that died was heard.
Result<RefundNumber> last_refund(Stage& stage, ReceiptNumber receipt) {
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    TRY_ASSIGN(const auto refunds, refunds_of(*snapshot, receipt));
    return refunds.empty() ? RefundNumber{0} : refunds.back().number;
}

Result<void> give_back(Stage& stage, const Receipt& receipt) {
    const Day today = stage.counter.today();
    const auto asked = stage.counter.ask<Done>(clerk, [&](const Desk& desk) {
        return ask_refund(desk, {receipt.number, receipt.open(), "tidak ada tagihan"});
    });
    TRY_ASSIGN(const RefundNumber refund, last_refund(stage, receipt.number));
    if (!asked && refund == 0) return asked.error();
    const auto decided = stage.counter.ask<Done>(
        supervisor, [&](const Desk& desk) { return decide_refund(desk, refund, true); });
    if (!decided) return decided.error();
    const auto paid = stage.counter.ask<Done>(
        clerk, [&](const Desk& desk) { return confirm_refund(desk, refund, today); });
    if (!paid) return paid.error();
    stage.bank.receive(
        std::string(collection_account),
        {{}, today, today, receipt.open(), receipt.payer_name, "pengembalian", true});
    ++stage.happened.refunds;
    stage.happened.refunded += receipt.open();
    DiaryLine line = stage.note("refund");
    note_receipt(line.json(), receipt.at);
    return {};
}

}  // namespace

Result<void> take_statements(Stage& stage) {
    for (const BankStatement& statement : stage.bank.statements(stage.counter.today())) {
        const std::string xml = statement.camt_053();
        const std::string name = statement.number + ".xml";
        TRY(put_file(stage, name, xml));
        TRY(note_statement(stage, statement));
        TRY(take(stage, xml, name));
        if (!stage.chance(3)) continue;
        ++stage.happened.twice;
        TRY(take(stage, xml, "lagi-" + name));
    }
    return {};
}

Result<void> settle_unmatched(Stage& stage) {
    TRY_ASSIGN(const auto found, strays(stage));
    std::set<PartyNumber> busy;
    for (const Stray& stray : found) {
        if (stray.receipt.payer != 0 && !busy.insert(stray.receipt.payer).second) continue;
        if (!stray.bills.empty()) {
            TRY(allocate_by_hand(stage, stray));
        } else {
            TRY(give_back(stage, stray.receipt));
        }
    }
    return {};
}

Result<void> sweep(Stage& stage) {
    const auto swept = stage.counter.ask<Swept>(
        clerk, [](const Desk& desk) { return sweep_receipts(desk, custodian); });
    if (!swept) return swept.error();
    stage.note("sweep");
    return {};
}

}  // namespace payung::rehearsal
