#include "office/taking_back.h"

#include <fmt/format.h>

#include <algorithm>

#include "contributions/receipt_errors.h"
#include "storage/bill_store.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

using namespace receipt_error;

/// The mirror of an allocation, as rows.
Allocation mirror_of(const Allocation& original, AllocationNumber number, Day on,
                     std::string_view reason, std::string_view actor) {
    Allocation mirror = original;
    mirror.number = number;
    mirror.day = on;
    mirror.amount = Money{} - original.amount;
    mirror.undoes = original.number;
    mirror.reason = reason;
    mirror.actor = actor;
    for (AllocatedBill& bill : mirror.bills) bill.parts = PartAmounts{} - bill.parts;
    return mirror;
}

Result<void> open_bills_again(Work& work, const Allocation& mirror, Day value) {
    for (const AllocatedBill& bill : mirror.bills)
        TRY(apply_payment(work.transaction(), bill.bill, bill.parts, value));
    return {};
}

}  // namespace

Result<std::string> take_back(Work& work, AllocationNumber number, const Booked& booked,
                              std::string_view reason) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(const Allocation original, allocation_by_number(transaction, number));
    TRY_ASSIGN(Receipt receipt, receipt_by_number(transaction, original.receipt));
    TRY_ASSIGN(const auto all, allocations_of(transaction, receipt.number));
    const bool undone =
        std::ranges::any_of(all, [&](const Allocation& other) { return other.undoes == number; });
    if (undone || original.undoes != 0)
        return Error{allocation_undone, {{"allocation", std::to_string(number)}}};
    TRY_ASSIGN(const AllocationNumber next, next_allocation(transaction));
    const Day on = day_of(work.now());
    Allocation mirror = mirror_of(original, next, on, reason, work.desk().actor);
    const Group group = reversal_of(booked.group, booked.number,
                                    key_of(fmt::format("allocation-undone:{}", number)), on);
    TRY_ASSIGN(const auto posted, work.post({&group, 1}));
    mirror.posted = posted.front().number;
    TRY(open_bills_again(work, mirror, receipt.at.value));
    TRY(add_allocations(transaction, {&mirror, 1}, work.now()));
    receipt.allocated += mirror.amount;
    receipt.rule = MatchRule::none;
    receipt.reason = Unmatched::taken_back;
    TRY(update_receipts(transaction, {&receipt, 1}));
    work.tell("receipt.undo", "receipt:" + std::to_string(receipt.number),
              fmt::format("{}|{}", number, reason));
    return fmt::format(R"({{"allocation":{},"open":"{}"}})", next, receipt.open().sen());
}

}  // namespace payung
