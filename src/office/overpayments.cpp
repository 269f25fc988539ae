#include "office/overpayments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

#include "base/text.h"
#include "contributions/errors.h"
#include "contributions/receipt_errors.h"
#include "office/bill_payments.h"
#include "office/taking_back.h"
#include "storage/advance_store.h"
#include "storage/bill_store.h"
#include "storage/party_store.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

using namespace receipt_error;

std::string subject_of(AdvanceNumber advance) {
    return "advance:" + std::to_string(advance);
}

Result<Money> amount_asked(const Receipt& receipt, Money wanted) {
    const std::string number = std::to_string(receipt.number);
    if (receipt.open() <= Money{}) return Error{receipt_used_up, {{"receipt", number}}};
    const Money amount = wanted == Money{} ? receipt.open() : wanted;
    if (amount > Money{} && amount <= receipt.open()) return amount;
    return Error{
        receipt_too_small,
        {{"receipt", number}, {"open", to_text(receipt.open())}, {"amount", to_text(amount)}}};
}

/// The parts of the payer's last month that was billed.
Result<PartAmounts> shares_of(Transaction& transaction, const PartyRecord& payer) {
    TRY_ASSIGN(const auto bills, bills_of_payer(transaction, payer.party));
    for (const Bill& bill : bills | std::views::reverse)
        if (bill.kind == BillKind::contribution && !bill.withdrawn) return bill.amount;
    return Error{advance_without_bill, {{"payer", payer.number}}};
}

Result<std::string> ask_now(Work& work, const OverpaymentRequest& request) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(const Receipt receipt, receipt_by_number(transaction, request.receipt));
    TRY_ASSIGN(const PartyRecord payer, party_of(transaction, request.payer));
    TRY(shares_of(transaction, payer));
    Advance advance;
    TRY_ASSIGN(advance.amount, amount_asked(receipt, request.amount));
    TRY_ASSIGN(advance.number, next_advance(transaction));
    advance.receipt = receipt.number;
    advance.payer = request.payer;
    advance.first = request.first;
    advance.last = request.first + (request.months - 1);
    advance.reason = request.reason;
    advance.asked_by = work.desk().actor;
    TRY(add_advance(transaction, advance, work.now()));
    work.tell(
        "advance.ask", subject_of(advance.number),
        fmt::format("{}|{}|{}..{}|{}|{}", receipt.at.key(), payer.number, to_text(advance.first),
                    to_text(advance.last), to_text(advance.amount), advance.reason));
    return fmt::format(R"({{"advance":{},"amount":"{}"}})", advance.number, advance.amount.sen());
}

/// From 2220 to 2210, as an allocation without bills.
Result<void> hold(Work& work, Advance& advance, Receipt receipt, Money amount) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(const PartyRecord payer, party_of(transaction, advance.payer));
    TRY_ASSIGN(const PartAmounts shares, shares_of(transaction, payer));
    Allocation allocation;
    TRY_ASSIGN(allocation.number, next_allocation(transaction));
    allocation.receipt = receipt.number;
    allocation.day = day_of(work.now());
    allocation.amount = amount;
    allocation.reason = advance.reason;
    allocation.actor = work.desk().actor;
    const Group group = advance_group(receipt.at, allocation.number, allocation.day, payer.number,
                                      advance.first, advance.last, advance_parts(amount, shares));
    TRY_ASSIGN(const auto posted, work.post({&group, 1}));
    allocation.posted = posted.front().number;
    TRY(add_allocations(transaction, {&allocation, 1}, work.now()));
    receipt.allocated += amount;
    receipt.payer = advance.payer;
    receipt.rule = MatchRule::by_hand;
    receipt.reason = Unmatched::matched;
    TRY(update_receipts(transaction, {&receipt, 1}));
    advance.allocation = allocation.number;
    return {};
}

Result<Advance> to_decide(Work& work, AdvanceNumber number) {
    TRY_ASSIGN(Advance advance, advance_by_number(work.transaction(), number));
    if (advance.state != AdvanceState::asked) {
        constexpr std::array<std::string_view, 4> words{"diminta", "disetujui", "ditolak",
                                                        "berakhir"};
        return Error{advance_decided,
                     {{"advance", std::to_string(number)},
                      {"keadaan", std::string(words.at(static_cast<std::size_t>(advance.state)))},
                      {"state", std::string(name_of(advance.state))}}};
    }
    if (advance.asked_by == work.desk().actor) {
        return Error{advance_same_person,
                     {{"advance", std::to_string(number)}, {"actor", advance.asked_by}}};
    }
    return advance;
}

Result<std::string> decide_now(Work& work, AdvanceNumber number, bool approved) {
    TRY_ASSIGN(Advance advance, to_decide(work, number));
    advance.decided_by = work.desk().actor;
    advance.state = approved ? AdvanceState::stands : AdvanceState::refused;
    if (approved) {
        TRY_ASSIGN(Receipt receipt, receipt_by_number(work.transaction(), advance.receipt));
        TRY(amount_asked(receipt, advance.amount));
        TRY(hold(work, advance, std::move(receipt), advance.amount));
    }
    TRY(update_advance(work.transaction(), advance, work.now()));
    work.tell(approved ? "advance.approve" : "advance.refuse", subject_of(number),
              to_text(advance.amount));
    return fmt::format(R"({{"advance":{},"state":"{}"}})", number, name_of(advance.state));
}

/// The open bills of its months, late charges not among them.
Result<std::vector<BillNumber>> bills_for(Transaction& transaction, const Advance& advance) {
    std::vector<BillNumber> numbers;
    TRY_ASSIGN(const auto open, open_bills_of_payer(transaction, advance.payer));
    for (const Bill& bill : open) {
        const bool of_its_months = bill.first >= advance.first && bill.first <= advance.last;
        if (of_its_months && bill.kind != BillKind::late_charge) numbers.push_back(bill.number);
    }
    return numbers;
}

/// One advance about to be used.
struct Use {
    Advance advance;
    std::string event;
};

Result<Use> use_of(Transaction& snapshot, const Advance& advance) {
    TRY_ASSIGN(const Allocation held, allocation_by_number(snapshot, advance.allocation));
    Use use{advance, std::to_string(held.number)};
    TRY_ASSIGN(const auto bills, bills_for(snapshot, advance));
    for (const BillNumber bill : bills) use.event += ":" + std::to_string(bill);
    return use;
}

Result<std::string> use_now(Work& work, const Use& use, Money& paid) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(Advance advance, advance_by_number(transaction, use.advance.number));
    if (advance != use.advance) return Error{bill_error::bill_changed_meanwhile};
    TRY_ASSIGN(const Allocation held, allocation_by_number(transaction, advance.allocation));
    TRY(take_back(work, held.number, "dipakai: " + use.event));
    TRY_ASSIGN(Receipt receipt, receipt_by_number(transaction, advance.receipt));
    const Money before = receipt.allocated;
    TRY_ASSIGN(std::vector<BillNumber> bills, bills_for(transaction, advance));
    BillPayments payments(work);
    TRY(payments.add({&receipt, std::move(bills), MatchRule::by_hand,
                      AllocationStrategy::oldest_month_first, day_of(work.now()), held.amount}));
    TRY(payments.finish());
    paid = receipt.allocated - before;
    const Money rest = held.amount - paid;
    if (rest > Money{})
        TRY(hold(work, advance, receipt, rest));
    else
        advance.state = AdvanceState::ended;
    TRY(update_advance(transaction, advance, work.now()));
    work.tell("advance.use", subject_of(advance.number),
              fmt::format("{}|{}|{}", use.event, to_text(paid), to_text(rest)));
    return fmt::format(R"({{"paid":"{}","left":"{}"}})", paid.sen(), rest.sen());
}

}  // namespace

Result<Done> ask_advance(const Desk& desk, const OverpaymentRequest& given) {
    if (trim(given.reason).empty()) return Error{bill_error::reason_missing};
    OverpaymentRequest request = given;
    request.reason = mask_identifiers(given.reason);
    constexpr std::int32_t months_max = 12;
    if (request.months < 1 || request.months > months_max)
        return Error{advance_months_wrong, {{"months", std::to_string(request.months)}}};
    std::size_t before = 0;  // so that a second one of a receipt is another
    {
        TRY_ASSIGN(const auto snapshot, desk.database->read());
        TRY_ASSIGN(const auto asked, advances_of(*snapshot, request.receipt));
        before = asked.size();
    }
    const std::string event =
        fmt::format("{}:{}:{}:{}+{}:{}", request.receipt, before, request.payer,
                    to_text(request.first), request.months, request.amount.sen());
    return carry_out(desk, {"advance.ask", event, event + request.reason},
                     [&](Work& work) { return ask_now(work, request); });
}

Result<Done> decide_advance(const Desk& desk, AdvanceNumber advance, bool approved) {
    const std::string event = fmt::format("{}:{}", advance, approved ? "approve" : "refuse");
    return carry_out(desk, {"advance.decide", event, event},
                     [&](Work& work) { return decide_now(work, advance, approved); });
}

Result<AdvancesUsed> use_advances(const Desk& desk) {
    AdvancesUsed used;
    std::vector<Use> uses;
    {
        TRY_ASSIGN(const auto snapshot, desk.database->read());
        TRY_ASSIGN(const auto advances, usable_advances(*snapshot));
        if (advances.empty()) return used;
        for (const Advance& advance : advances) {
            TRY_ASSIGN(Use use, use_of(*snapshot, advance));
            uses.push_back(std::move(use));
        }
    }
    for (const Use& use : uses) {
        // Another advance of the payer may have paid his bills just now.
        TRY_ASSIGN(const auto snapshot, desk.database->read());
        TRY_ASSIGN(const auto bills, bills_for(*snapshot, use.advance));
        if (bills.empty()) continue;
        Money paid;
        TRY(carry_out(desk, {"advance.use", use.event, use.event},
                      [&](Work& work) { return use_now(work, use, paid); }));
        ++used.advances;
        used.amount += paid;
    }
    return used;
}

}  // namespace payung
