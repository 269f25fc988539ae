#include "office/taking_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "contributions/receipt_errors.h"
#include "storage/bill_store.h"
#include "storage/ledger_reader.h"
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
    mirror.frees = 0;
    mirror.reason = reason;
    mirror.actor = actor;
    for (AllocatedBill& bill : mirror.bills) bill.parts = PartAmounts{} - bill.parts;
    return mirror;
}

/// Of the original and of what frees it, by bill: what stands goes.
Result<void> open_bills_again(Work& work, std::span<const Allocation> mirrors, Day value) {
    std::map<BillNumber, PartAmounts> moved;
    for (const Allocation& mirror : mirrors)
        for (const AllocatedBill& bill : mirror.bills) moved[bill.bill] += bill.parts;
    for (const auto& [bill, parts] : moved)
        if (parts != PartAmounts{}) TRY(apply_payment(work.transaction(), bill, parts, value));
    return {};
}

bool is_undone(std::span<const Allocation> all, AllocationNumber number) {
    return std::ranges::any_of(all,
                               [&](const Allocation& other) { return other.undoes == number; });
}

std::vector<Allocation> freeing(std::span<const Allocation> all, AllocationNumber number) {
    std::vector<Allocation> found;
    for (const Allocation& one : all)
        if (one.frees == number && !is_undone(all, one.number)) found.push_back(one);
    return found;
}

/// Posts the mirror; its rows.
Result<Allocation> mirror_one(Work& work, const Allocation& original, AllocationNumber next,
                              std::string_view reason) {
    TRY_ASSIGN(const Booked booked, read_group(work.transaction(), original.posted));
    const Day on = day_of(work.now());
    Allocation mirror = mirror_of(original, next, on, reason, work.desk().actor);
    const Group group =
        reversal_of(booked.group, booked.number,
                    key_of(fmt::format("allocation-undone:{}", original.number)), on);
    TRY_ASSIGN(const auto posted, work.post({&group, 1}));
    mirror.posted = posted.front().number;
    return mirror;
}

}  // namespace

Result<std::string> take_back(Work& work, AllocationNumber number, std::string_view reason) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(const Allocation original, allocation_by_number(transaction, number));
    TRY_ASSIGN(Receipt receipt, receipt_by_number(transaction, original.receipt));
    TRY_ASSIGN(const auto all, allocations_of(transaction, receipt.number));
    if (is_undone(all, number) || original.undoes != 0 || original.frees != 0)
        return Error{allocation_undone, {{"allocation", std::to_string(number)}}};
    TRY_ASSIGN(AllocationNumber next, next_allocation(transaction));
    std::vector<Allocation> mirrors;
    for (const Allocation& one : freeing(all, number)) {
        TRY_ASSIGN(mirrors.emplace_back(), mirror_one(work, one, next++, reason));
    }
    TRY_ASSIGN(mirrors.emplace_back(), mirror_one(work, original, next, reason));
    TRY(open_bills_again(work, mirrors, receipt.at.value));
    TRY(add_allocations(transaction, mirrors, work.now()));
    for (const Allocation& mirror : mirrors) receipt.allocated += mirror.amount;
    receipt.rule = MatchRule::none;
    receipt.reason = Unmatched::taken_back;
    TRY(update_receipts(transaction, {&receipt, 1}));
    work.tell("receipt.undo", "receipt:" + std::to_string(receipt.number),
              fmt::format("{}|{}", number, reason));
    return fmt::format(R"({{"allocation":{},"open":"{}"}})", next, receipt.open().sen());
}

}  // namespace payung
