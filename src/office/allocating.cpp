#include "office/allocating.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "base/text.h"
#include "contributions/errors.h"
#include "contributions/receipt_errors.h"
#include "office/bill_payments.h"
#include "office/receipt_matching.h"
#include "office/taking_back.h"
#include "storage/bill_store.h"
#include "storage/ledger_store.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

using namespace receipt_error;

std::vector<std::string> words_of(std::string_view codes) {
    std::vector<std::string> words;
    while (!codes.empty()) {
        const std::size_t end = std::min(codes.find(' '), codes.size());
        if (end > 0) words.emplace_back(codes.substr(0, end));
        codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return words;
}

/// Makes two requests for the same bills two, once the first has changed the receipt.
Result<std::string> event_of(const Desk& desk, const AllocationRequest& request) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const auto before, allocations_of(*snapshot, request.receipt));
    // The same bills are named again only where an allocation was taken back.
    const auto undone =
        std::ranges::count_if(before, [](const Allocation& made) { return made.undoes != 0; });
    std::string event = fmt::format("{}:{}:{}", request.receipt, undone, name_of(request.strategy));
    for (const BillNumber bill : request.bills) event += ":" + std::to_string(bill);
    return event;
}

Error used_up(const Receipt& receipt) {
    return {receipt_used_up, {{"receipt", std::to_string(receipt.number)}}};
}

Result<std::string> allocate_now(Work& work, const AllocationRequest& request) {
    TRY_ASSIGN(Receipt receipt, receipt_by_number(work.transaction(), request.receipt));
    if (receipt.open() <= Money{}) return used_up(receipt);
    BillPayments payments(work);
    TRY(payments.add(
        {&receipt, request.bills, MatchRule::by_hand, request.strategy, day_of(work.now())}));
    TRY_ASSIGN(const auto numbers, payments.finish());
    return fmt::format(R"({{"allocation":{},"open":"{}"}})", numbers.front(), receipt.open().sen());
}

/// Receipts of which nothing was ever made.
Result<std::vector<Receipt>> untouched(Transaction& transaction) {
    ReceiptQuery query;
    query.open_only = true;
    query.limit = std::numeric_limits<std::int32_t>::max();
    TRY_ASSIGN(std::vector<Receipt> receipts, list_receipts(transaction, query));
    std::erase_if(receipts, [](const Receipt& receipt) {
        return receipt.open() != receipt.amount || receipt.reason == Unmatched::taken_back ||
               receipt.reason == Unmatched::corrected;
    });
    return receipts;
}

/// Another one as soon as a bill or an allocation is new.
Result<std::string> rematch_event(const Desk& desk) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const auto receipts, untouched(*snapshot));
    TRY_ASSIGN(const AllocationNumber allocation, next_allocation(*snapshot));
    TRY_ASSIGN(const BillNumber bill, next_bill_number(*snapshot));
    return fmt::format("{}:{}:{}", allocation, bill, receipts.size());
}

Result<std::string> rematch_now(Work& work, Rematched& rematched) {
    TRY_ASSIGN(std::vector<Receipt> receipts, untouched(work.transaction()));
    rematched = {};
    rematched.looked_at = receipts.size();
    std::vector<std::string> words;
    for (const Receipt& receipt : receipts)
        std::ranges::move(words_of(receipt.codes), std::back_inserter(words));
    ReceiptMatching matching;
    TRY(matching.load(work.transaction(), words));
    BillPayments payments(work);
    for (Receipt& receipt : receipts) {
        const auto found = matching.match(receipt.amount, words_of(receipt.codes));
        receipt.reason = found.match.reason;
        receipt.payer = found.payer;
        if (found.match.bills.empty()) continue;
        TRY(payments.add(
            {&receipt, found.match.bills, found.match.rule, std::nullopt, day_of(work.now())}));
        ++rematched.matched;
        rematched.allocated += receipt.allocated;
    }
    TRY(update_receipts(work.transaction(), receipts));
    TRY(payments.finish());
    return fmt::format(R"({{"looked_at":{},"matched":{}}})", rematched.looked_at,
                       rematched.matched);
}

}  // namespace

Result<Done> allocate_receipt(const Desk& desk, const AllocationRequest& request) {
    TRY_ASSIGN(const std::string event, event_of(desk, request));
    return carry_out(desk, {"receipt.allocate", event, event},
                     [&](Work& work) { return allocate_now(work, request); });
}

Result<Rematched> match_waiting(const Desk& desk) {
    TRY_ASSIGN(const std::string event, rematch_event(desk));
    Rematched rematched;
    TRY(carry_out(desk, {"receipt.match", event, event},
                  [&](Work& work) { return rematch_now(work, rematched); }));
    return rematched;
}

Result<Done> undo_allocation(const Desk& desk, AllocationNumber allocation,
                             std::string_view given) {
    if (trim(given).empty()) return Error{bill_error::reason_missing};
    const std::string reason = mask_identifiers(given);
    const std::string event = std::to_string(allocation);
    return carry_out(desk, {"receipt.undo", event, event},
                     [&](Work& work) { return take_back(work, allocation, reason); });
}

Result<Candidates> candidates_for(const Desk& desk, ReceiptNumber number) {
    constexpr std::int64_t same_amount_max = 20;
    Candidates found;
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(found.receipt, receipt_by_number(*snapshot, number));
    const std::vector<std::string> words = words_of(found.receipt.codes);
    ReceiptMatching matching;
    TRY(matching.load(*snapshot, words));
    const Match match = matching.match(found.receipt.open(), words).match;
    found.reason = match.reason;
    found.bills = match.candidates;
    if (found.reason == Unmatched::matched) {
        TRY_ASSIGN(const auto bills, offers(*snapshot, match.bills));
        for (const BillOffer& bill : bills)
            found.bills.push_back({bill.bill, bill.open, CandidateReason::named});
    }
    TRY_ASSIGN(found.same_amount,
               open_offers_of_amount(*snapshot, found.receipt.open(), same_amount_max));
    return found;
}

}  // namespace payung
