#include "office/refunding.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "contributions/errors.h"
#include "contributions/receipt_errors.h"
#include "storage/party_store.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

using namespace receipt_error;

std::string subject_of(RefundNumber refund) {
    return "refund:" + std::to_string(refund);
}

/// To whom it is owed: the payer's number, or the receipt where nobody knows him.
Result<std::string> payee_of(Transaction& transaction, const Receipt& receipt) {
    if (receipt.payer == 0) return receipt.at.key();
    TRY_ASSIGN(const PartyRecord party, party_of(transaction, receipt.payer));
    return party.number;
}

Result<std::string> ask_now(Work& work, const RefundRequest& request) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(Receipt receipt, receipt_by_number(transaction, request.receipt));
    if (receipt.open() == Money{})
        return Error{receipt_used_up, {{"receipt", std::to_string(receipt.number)}}};
    Refund refund;
    refund.amount = request.amount == Money{} ? receipt.open() : request.amount;
    if (refund.amount <= Money{} || refund.amount > receipt.open()) {
        return Error{receipt_too_small,
                     {{"receipt", std::to_string(receipt.number)},
                      {"open", to_text(receipt.open())},
                      {"amount", to_text(refund.amount)}}};
    }
    TRY_ASSIGN(refund.number, next_refund(transaction));
    TRY_ASSIGN(refund.payee, payee_of(transaction, receipt));
    refund.receipt = receipt.number;
    refund.reason = request.reason;
    refund.asked_by = work.desk().actor;
    TRY(add_refund(transaction, refund, work.now()));
    receipt.refunded += refund.amount;
    TRY(update_receipts(transaction, {&receipt, 1}));
    work.tell("refund.ask", subject_of(refund.number),
              fmt::format("{}|{}|{}", receipt.at.key(), to_text(refund.amount), refund.reason));
    return fmt::format(R"({{"refund":{},"amount":"{}"}})", refund.number, refund.amount.sen());
}

std::string_view in_indonesian(RefundState state) {
    constexpr std::array<std::string_view, 4> words{"diminta", "disetujui", "dibayar", "ditolak"};
    return words.at(static_cast<std::size_t>(state));
}

Error wrong_state(const Refund& refund) {
    return {refund_state_wrong,
            {{"refund", std::to_string(refund.number)},
             {"keadaan", std::string(in_indonesian(refund.state))},
             {"state", std::string(name_of(refund.state))}}};
}

Result<std::string> decide_now(Work& work, RefundNumber number, bool approved) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(Refund refund, refund_by_number(transaction, number));
    if (refund.state != RefundState::asked) return wrong_state(refund);
    if (refund.asked_by == work.desk().actor) {
        return Error{refund_same_person,
                     {{"refund", std::to_string(number)}, {"actor", refund.asked_by}}};
    }
    TRY_ASSIGN(Receipt receipt, receipt_by_number(transaction, refund.receipt));
    refund.decided_by = work.desk().actor;
    refund.state = approved ? RefundState::approved : RefundState::refused;
    if (approved) {
        const Group group =
            refund_approved(receipt.at, number, refund.payee, refund.amount, day_of(work.now()));
        TRY(work.post({&group, 1}));
    } else {
        receipt.refunded -= refund.amount;
        TRY(update_receipts(transaction, {&receipt, 1}));
    }
    TRY(update_refund(transaction, refund, work.now()));
    work.tell(approved ? "refund.approve" : "refund.refuse", subject_of(number),
              to_text(refund.amount));
    return fmt::format(R"({{"refund":{},"state":"{}"}})", number, name_of(refund.state));
}

Result<std::string> confirm_now(Work& work, RefundNumber number, Day paid_on) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(Refund refund, refund_by_number(transaction, number));
    if (refund.state != RefundState::approved) return wrong_state(refund);
    TRY_ASSIGN(const Receipt receipt, receipt_by_number(transaction, refund.receipt));
    const Group group = refund_paid(receipt.at, number, refund.payee, refund.amount, paid_on);
    TRY(work.post({&group, 1}));
    refund.state = RefundState::paid;
    refund.paid_on = paid_on;
    TRY(update_refund(transaction, refund, work.now()));
    work.tell("refund.pay", subject_of(number), to_text(paid_on));
    return fmt::format(R"({{"refund":{},"state":"paid"}})", number);
}

}  // namespace

Result<Done> ask_refund(const Desk& desk, const RefundRequest& given) {
    if (trim(given.reason).empty()) return Error{bill_error::reason_missing};
    RefundRequest request = given;
    request.reason = mask_identifiers(given.reason);
    std::size_t before = 0;  // so that a second refund of a receipt is another one
    {
        TRY_ASSIGN(const auto snapshot, desk.database->read());
        TRY_ASSIGN(const auto refunds, refunds_of(*snapshot, request.receipt));
        before = refunds.size();
    }
    const std::string event =
        fmt::format("{}:{}:{}", request.receipt, before, request.amount.sen());
    return carry_out(desk, {"refund.ask", event, event + request.reason},
                     [&](Work& work) { return ask_now(work, request); });
}

Result<Done> decide_refund(const Desk& desk, RefundNumber refund, bool approved) {
    const std::string event = fmt::format("{}:{}", refund, approved ? "approve" : "refuse");
    return carry_out(desk, {"refund.decide", event, event},
                     [&](Work& work) { return decide_now(work, refund, approved); });
}

Result<Done> confirm_refund(const Desk& desk, RefundNumber refund, Day paid_on) {
    const std::string event = fmt::format("{}:paid", refund);
    return carry_out(desk, {"refund.confirm", event, event + to_text(paid_on)},
                     [&](Work& work) { return confirm_now(work, refund, paid_on); });
}

}  // namespace payung
