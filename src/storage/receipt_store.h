#pragma once

/// Receipts, what they paid and what was asked back, in the database.
///
/// Shape    functions over the transaction of a command. A receipt is known by channel, day and
///          reference for ever; allocations, refunds and sweeps are added, and the sums on a
///          receipt follow them.
/// Errors   receipt_not_found, allocation_not_found, refund_not_found; those of database.h.
/// Cost     look-ups for many at once: a few statements for 256 of them.

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "contributions/bank_statement.h"
#include "contributions/receipt.h"
#include "membership/party.h"
#include "storage/database.h"

namespace payung {

/// Channel by account; the same account again changes its channel only where it is the same.
Result<void> add_collection_account(Transaction& transaction, std::string_view account,
                                    std::string_view channel, std::string_view actor, Instant now);
Result<std::map<std::string, std::string>> collection_accounts(Transaction& transaction);

/// The number of a statement of a file, which is kept once.
Result<std::int64_t> keep_statement(Transaction& transaction, const Statement& statement,
                                    std::string_view sha256, std::string_view file,
                                    std::string_view actor, Instant now);

Result<ReceiptNumber> next_receipt(Transaction& transaction);
Result<void> add_receipts(Transaction& transaction, std::span<const Receipt> receipts);
/// Those that are there, by key().
Result<std::map<std::string, Receipt>> receipts_at(Transaction& transaction,
                                                   std::span<const ReceiptAt> places);
/// receipt_not_found
Result<Receipt> receipt_by_number(Transaction& transaction, ReceiptNumber number);
/// Writes the sums, payer, rule and reason of receipts that are there.
Result<void> update_receipts(Transaction& transaction, std::span<const Receipt> receipts);

struct ReceiptQuery {
    bool open_only = false;
    std::optional<Day> from, until;  // day of booking; both in it
    PartyNumber payer = 0;           // 0: all
    std::int64_t limit = 1'000;
};
/// By day of booking and number.
Result<std::vector<Receipt>> list_receipts(Transaction& transaction, const ReceiptQuery& query);

Result<AllocationNumber> next_allocation(Transaction& transaction);
Result<void> add_allocations(Transaction& transaction, std::span<const Allocation> allocations,
                             Instant now);
/// In their order, with their bills.
Result<std::vector<Allocation>> allocations_of(Transaction& transaction, ReceiptNumber receipt);
/// allocation_not_found
Result<Allocation> allocation_by_number(Transaction& transaction, AllocationNumber number);
/// What allocations paid of a bill, took back and freed, in their order.
Result<std::vector<BillPayment>> payments_to(Transaction& transaction, BillNumber bill);

/// Bills as matching sees them.
Result<std::vector<BillOffer>> offers(Transaction& transaction, std::span<const BillNumber> bills);
Result<std::vector<BillOffer>> open_offers(Transaction& transaction,
                                           std::span<const PartyNumber> payers);
/// Open bills of anybody with exactly this amount, oldest first.
Result<std::vector<BillOffer>> open_offers_of_amount(Transaction& transaction, Money amount,
                                                     std::int64_t limit);
/// Parties of any kind with one of these numbers.
Result<std::vector<PartyRecord>> parties_with(Transaction& transaction,
                                              std::span<const std::string> numbers);

Result<RefundNumber> next_refund(Transaction& transaction);
Result<void> add_refund(Transaction& transaction, const Refund& refund, Instant now);
/// refund_not_found
Result<Refund> refund_by_number(Transaction& transaction, RefundNumber number);
Result<void> update_refund(Transaction& transaction, const Refund& refund, Instant now);
Result<std::vector<Refund>> refunds_of(Transaction& transaction, ReceiptNumber receipt);

/// What was allocated and not swept yet, up to this number.
struct Unswept {
    AllocationNumber last = 0;  // 0: nothing
    std::vector<SweepShare> shares;
};
Result<Unswept> unswept(Transaction& transaction);
Result<std::int64_t> next_sweep(Transaction& transaction);
struct SweepRecord {
    std::int64_t number = 0;
    Day day;
    AllocationNumber last = 0;
    Money amount, passed_on;
    std::string actor;
    GroupNumber posted = 0;
};
Result<void> add_sweep(Transaction& transaction, const SweepRecord& sweep, Instant now);

}  // namespace payung
