#include "office/bill_payments.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "contributions/receipt_errors.h"
#include "office/bill_history.h"
#include "storage/bill_store.h"
#include "storage/party_store.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

std::vector<OpenPart> open_parts(std::span<const Bill> bills) {
    std::vector<OpenPart> parts;
    for (const Bill& bill : bills) {
        const PartAmounts open = bill.open();
        for (const BillPart part : all_bill_parts) {
            parts.push_back({bill.number, bill.first, static_cast<std::uint8_t>(part),
                             bill.kind == BillKind::late_charge, open[part]});
        }
    }
    return parts;
}

Money open_sum(std::span<const Bill> bills) {
    Money sum;
    for (const Bill& bill : bills) sum += bill.open().sum();
    return sum;
}

}  // namespace

Result<std::string_view> BillPayments::payer_number(PartyNumber payer) {
    std::string& known = payers_[payer];
    if (known.empty()) {
        TRY_ASSIGN(const PartyRecord party, party_of(work_.transaction(), payer));
        known = party.number;
    }
    return std::string_view(known);
}

Result<std::vector<BillPayments::Parts>> BillPayments::parts_of(const ReceiptPayment& payment) {
    std::vector<Bill> bills;
    const std::set<BillNumber> asked(payment.bills.begin(), payment.bills.end());
    for (const BillNumber number : asked) {
        TRY_ASSIGN(Bill bill, bill_by_number(work_.transaction(), number));
        if (bill.withdrawn || bill.open().sum() == Money{}) {
            return Error{receipt_error::bill_nothing_open, {{"bill", payment_code(number)}}};
        }
        bills.push_back(std::move(bill));
    }
    const Money owed = open_sum(bills);
    const Money left = payment.receipt->open();
    const Money amount = std::min({owed, left, payment.at_most.value_or(left)});
    if (amount <= Money{} || (!payment.strategy && amount != owed)) {
        return Error{receipt_error::receipt_used_up,
                     {{"receipt", std::to_string(payment.receipt->number)}}};
    }
    const std::vector<OpenPart> open = open_parts(bills);
    const auto given =
        allocate(amount, open, payment.strategy.value_or(AllocationStrategy::proportional));
    std::vector<Parts> paid;
    for (std::size_t i = 0; i < bills.size(); ++i) {
        Parts& parts = paid.emplace_back(Parts{std::move(bills[i]), {}});
        for (const BillPart part : all_bill_parts)
            parts.parts[part] = given[i * all_bill_parts.size() + static_cast<std::size_t>(part)];
        if (parts.parts.sum() == Money{}) paid.pop_back();
    }
    return paid;
}

Result<std::vector<JhtCredit>> BillPayments::jht_of(const Parts& paid,
                                                    AllocationNumber allocation) {
    std::vector<JhtCredit> credits;
    const Money amount = paid.parts[BillPart::jht];
    if (amount == Money{} || !credits_members(paid.bill)) return credits;
    std::vector<BillPayment>& before = paid_[paid.bill.number];
    if (before.empty()) {
        TRY_ASSIGN(before, payments_to(work_.transaction(), paid.bill.number));
    }
    TRY_ASSIGN(BillJht jht, jht_of_bill(work_.transaction(), paid.bill.number, before));
    before.push_back({allocation, 0, paid.parts, 0, 0});
    const std::vector<Money> shares = jht.split.pay(allocation, amount);
    for (std::size_t i = 0; i < shares.size(); ++i)
        if (shares[i] != Money{}) credits.push_back({jht.kpj[i], shares[i]});
    return credits;
}

Result<std::vector<BillPaid>> BillPayments::pay(std::span<const Parts> parts,
                                                const Receipt& receipt, Allocation& allocation) {
    std::vector<BillPaid> posted;
    for (const Parts& paid : parts) {
        TRY_ASSIGN(const std::string_view number, payer_number(paid.bill.payer));
        TRY_ASSIGN(std::vector<JhtCredit> jht, jht_of(paid, allocation.number));
        TRY(apply_payment(work_.transaction(), paid.bill.number, paid.parts, receipt.at.value));
        posted.push_back({&paid.bill, number, paid.parts, std::move(jht)});
        allocation.bills.push_back({paid.bill.number, paid.parts});
        allocation.amount += paid.parts.sum();
    }
    return posted;
}

Result<void> BillPayments::add(const ReceiptPayment& payment) {
    Receipt& receipt = *payment.receipt;
    if (next_ == 0) {
        TRY_ASSIGN(next_, next_allocation(work_.transaction()));
    }
    TRY_ASSIGN(const std::vector<Parts> paid, parts_of(payment));
    Allocation allocation;
    allocation.number = next_++;
    allocation.receipt = receipt.number;
    allocation.day = payment.on;
    allocation.rule = payment.rule;
    if (payment.strategy) allocation.strategy = name_of(*payment.strategy);
    allocation.actor = work_.desk().actor;
    TRY_ASSIGN(const auto posted, pay(paid, receipt, allocation));
    groups_.push_back(allocation_group(receipt.at, allocation.number, payment.on, posted));
    receipt.allocated += allocation.amount;
    receipt.rule = payment.rule;
    receipt.reason = Unmatched::matched;
    receipt.payer = paid.front().bill.payer;
    work_.tell(
        "receipt.allocate", "receipt:" + std::to_string(receipt.number),
        fmt::format("{}|{}|{}", receipt.at.key(), allocation.number, to_text(allocation.amount)));
    allocations_.push_back(std::move(allocation));
    receipts_.push_back(&receipt);
    return {};
}

Result<std::vector<AllocationNumber>> BillPayments::finish() {
    TRY_ASSIGN(const auto posted, work_.post(groups_));
    std::vector<AllocationNumber> numbers;
    for (std::size_t i = 0; i < allocations_.size(); ++i) {
        allocations_[i].posted = posted[i].number;
        numbers.push_back(allocations_[i].number);
    }
    TRY(add_allocations(work_.transaction(), allocations_, work_.now()));
    std::vector<Receipt> changed;
    for (const Receipt* const receipt : receipts_) changed.push_back(*receipt);
    TRY(update_receipts(work_.transaction(), changed));
    return numbers;
}

}  // namespace payung
