#pragma once

/// Receipts that pay bills, within a command: what every way of allocating has in common.
///
/// Shape    add() each payment, then finish() once: bills are paid, JHT goes to their members, the
///          groups are posted together and the allocations and receipts written.
/// Errors   bill_nothing_open, bill_overpaid; those of the stores and of the books.
/// Cost     three statements a bill, its members once, and a few statements for all receipts.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "contributions/allocation.h"
#include "contributions/receipt.h"
#include "office/desk.h"

namespace payung {

/// Which bills a receipt pays. With a strategy, as far as it reaches; else every bill whole.
struct ReceiptPayment {
    Receipt* receipt = nullptr;  // its sums are brought up to date
    std::vector<BillNumber> bills;
    MatchRule rule = MatchRule::by_hand;
    std::optional<AllocationStrategy> strategy;
    Day on;                                       // in the books
    std::optional<Money> at_most = std::nullopt;  // of what the receipt has left
};

class BillPayments {
public:
    explicit BillPayments(Work& work) : work_(work) {}

    Result<void> add(const ReceiptPayment& payment);
    /// Posts and writes everything; the numbers of the allocations in their order.
    Result<std::vector<AllocationNumber>> finish();

private:
    struct Parts {
        Bill bill;
        PartAmounts parts;
    };
    Result<std::vector<Parts>> parts_of(const ReceiptPayment& payment);
    Result<std::vector<JhtCredit>> jht_of(const Parts& paid, AllocationNumber allocation);
    /// Lives as long as this.
    Result<std::string_view> payer_number(PartyNumber payer);
    /// Pays the bills themselves; what the books must say of each.
    Result<std::vector<BillPaid>> pay(std::span<const Parts> parts, const Receipt& receipt,
                                      Allocation& allocation);

    Work& work_;
    AllocationNumber next_ = 0;
    std::vector<Allocation> allocations_;
    std::vector<Group> groups_;
    std::vector<Receipt*> receipts_;
    std::map<PartyNumber, std::string> payers_;
    std::map<BillNumber, std::vector<BillPayment>> paid_;  // those of this command too
};

}  // namespace payung
