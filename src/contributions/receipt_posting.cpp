#include "contributions/receipt_posting.h"

#include <fmt/format.h>

#include <map>

#include "base/check.h"
#include "contributions/bill_posting.h"

namespace payung {
namespace {

constexpr AccountCode custodian_cash = 1110, collection_cash = 1130, receivable = 1310,
                      due_from_clearing = 1410, due_from_fund = 1420, advance = 2210,
                      unallocated = 2220, refunds_payable = 2230, jht_accounts = 2310,
                      jht_billed = 2320, due_to_funds = 2420, due_to_fund = 2430,
                      late_charges = 4310;

constexpr Book programme_funds[] = {Book::jkk, Book::jkm, Book::jht, Book::jp};

Money of_fund(const PartAmounts& parts, Book fund) {
    Money sum;
    for (const BillPart part : all_bill_parts)
        if (fund_of(part) == fund) sum += parts[part];
    return sum;
}

/// An entry as it grows: lines of nought stay away, lines of one sub-account are one.
class Lines {
public:
    void add(AccountCode account, std::string key, Money amount) {
        lines_[{account, std::move(key)}] += amount;
    }
    /// Debits first, each side by account and key.
    void end(Group& group, Book book, Day event, std::optional<Day> value_date = {}) {
        Entry entry{book, event, value_date, {}};
        for (const bool debit : {true, false})
            for (const auto& [at, amount] : lines_)
                if (amount != Money{} && (amount > Money{}) == debit)
                    entry.lines.push_back({at.first, at.second, amount});
        lines_.clear();
        if (!entry.lines.empty()) group.entries.push_back(std::move(entry));
    }

private:
    std::map<std::pair<AccountCode, std::string>, Money> lines_;
};

Group group_of(std::string_view event, std::string reason, std::string refers_to) {
    Group group;
    group.key = key_of(event);
    group.reason = std::move(reason);
    group.refers_to = std::move(refers_to);
    return group;
}

/// What a payment of this bill settles in a fund, and under which key.
std::pair<AccountCode, std::string> settled_by(const BillPaid& paid) {
    const Bill& bill = *paid.bill;
    if (bill.kind == BillKind::late_charge) return {late_charges, std::string(paid.payer_number)};
    if (owed_before_paid(bill.segment))
        return {receivable, receivable_key(paid.payer_number, bill.first)};
    return {advance, advance_key(paid.payer_number, bill.first, bill.last)};
}

void add_to_fund(Group& group, Book fund, Day on, std::span<const BillPaid> bills) {
    Lines lines;
    for (const BillPaid& paid : bills) {
        const Money amount = of_fund(paid.parts, fund);
        lines.add(due_from_clearing, to_text(on), amount);
        auto [account, key] = settled_by(paid);
        lines.add(account, std::move(key), Money{} - amount);
    }
    lines.end(group, fund, on);
}

/// What was billed to the employer and is paid now belongs to the members.
void credit_members(Group& group, Day on, std::span<const BillPaid> bills) {
    Lines lines;
    for (const BillPaid& paid : bills) {
        if (!credits_members(*paid.bill)) continue;
        lines.add(jht_billed, receivable_key(paid.payer_number, paid.bill->first),
                  paid.parts[BillPart::jht]);
        for (const JhtCredit& credit : paid.jht)
            lines.add(jht_accounts, credit.kpj, Money{} - credit.amount);
    }
    lines.end(group, Book::jht, on);
}

void sweep_clearing(Group& group, Day on, std::span<const SweepShare> shares) {
    std::map<std::string, Lines> channels;
    for (const SweepShare& share : shares) {
        Lines& lines = channels[share.channel];
        for (const Book fund : programme_funds)
            lines.add(due_to_funds, std::string(name_of(fund)), of_fund(share.parts, fund));
        lines.add(collection_cash, share.channel, Money{} - share.parts.sum());
    }
    for (auto& [channel, lines] : channels) lines.end(group, Book::clearing, on, on);
}

void sweep_funds(Group& group, Day on, std::string_view custodian,
                 std::span<const SweepShare> shares) {
    for (const Book fund : programme_funds) {
        Lines lines;
        for (const SweepShare& share : shares) {
            const Money amount = of_fund(share.parts, fund);
            lines.add(custodian_cash, std::string(custodian), amount);
            lines.add(due_from_clearing, to_text(share.day), Money{} - amount);
        }
        lines.end(group, fund, on, on);
    }
}

void pass_on_to_jkp(Group& group, Day on, std::string_view custodian,
                    std::span<const SweepShare> shares) {
    Lines jkk, jkp;
    for (const SweepShare& share : shares) {
        jkk.add(due_to_fund, to_text(share.month), share.passed_on);
        jkk.add(custodian_cash, std::string(custodian), Money{} - share.passed_on);
        jkp.add(custodian_cash, std::string(custodian), share.passed_on);
        jkp.add(due_from_fund, to_text(share.month), Money{} - share.passed_on);
    }
    jkk.end(group, Book::jkk, on, on);
    jkp.end(group, Book::jkp, on, on);
}

}  // namespace

std::string ReceiptAt::key() const {
    return fmt::format("{}:{}:{}", channel, to_text(booked), reference);
}

Book fund_of(BillPart part) {
    switch (part) {
        case BillPart::jkk:
        case BillPart::jkp_from_jkk:
            return Book::jkk;
        case BillPart::jkm:
            return Book::jkm;
        case BillPart::jht:
            return Book::jht;
        case BillPart::jp:
            return Book::jp;
    }
    return Book::jkk;
}

bool credits_members(const Bill& bill) {
    return bill.kind != BillKind::late_charge && owed_before_paid(bill.segment);
}

Group arrival(const ReceiptAt& receipt, Money amount) {
    Group group = group_of("receipt:" + receipt.key(), "penerimaan", receipt.key());
    group.entries.push_back({Book::clearing,
                             receipt.booked,
                             receipt.value,
                             {{collection_cash, receipt.channel, amount},
                              {unallocated, receipt.key(), Money{} - amount}}});
    return group;
}

Group allocation_group(const ReceiptAt& receipt, std::int64_t number, Day on,
                       std::span<const BillPaid> bills) {
    Group group =
        group_of(fmt::format("allocation:{}:{}", receipt.key(), number), "alokasi", receipt.key());
    Lines clearing;
    for (const BillPaid& paid : bills) {
        clearing.add(unallocated, receipt.key(), paid.parts.sum());
        for (const Book fund : programme_funds)
            clearing.add(due_to_funds, std::string(name_of(fund)),
                         Money{} - of_fund(paid.parts, fund));
        Money credited;
        for (const JhtCredit& credit : paid.jht) credited += credit.amount;
        CHECK(!credits_members(*paid.bill) || credited == paid.parts[BillPart::jht]);
    }
    clearing.end(group, Book::clearing, on);
    for (const Book fund : programme_funds) {
        add_to_fund(group, fund, on, bills);
        if (fund == Book::jht) credit_members(group, on, bills);
    }
    return group;
}

Group freed_group(const ReceiptAt& receipt, std::int64_t number, Day on, const BillPaid& freed) {
    Group group = allocation_group(receipt, number, on, {&freed, 1});
    group.reason = "koreksi alokasi";
    for (Entry& entry : group.entries)
        for (Line& line : entry.lines) line.amount = Money{} - line.amount;
    return group;
}

Group refund_approved(const ReceiptAt& receipt, std::int64_t refund, std::string_view payee,
                      Money amount, Day on) {
    Group group =
        group_of(fmt::format("refund:{}:{}", receipt.key(), refund), "pengembalian", receipt.key());
    group.entries.push_back({Book::clearing,
                             on,
                             {},
                             {{unallocated, receipt.key(), amount},
                              {refunds_payable, std::string(payee), Money{} - amount}}});
    return group;
}

Group refund_paid(const ReceiptAt& receipt, std::int64_t refund, std::string_view payee,
                  Money amount, Day on) {
    Group group = group_of(fmt::format("refund-paid:{}:{}", receipt.key(), refund),
                           "pembayaran pengembalian", receipt.key());
    group.entries.push_back({Book::clearing,
                             on,
                             on,
                             {{refunds_payable, std::string(payee), amount},
                              {collection_cash, receipt.channel, Money{} - amount}}});
    return group;
}

Group sweep_group(std::int64_t sweep, Day on, std::string_view custodian,
                  std::span<const SweepShare> shares) {
    Group group =
        group_of(fmt::format("sweep:{}", sweep), "pemindahbukuan", fmt::format("sweep:{}", sweep));
    sweep_clearing(group, on, shares);
    sweep_funds(group, on, custodian, shares);
    pass_on_to_jkp(group, on, custodian, shares);
    return group;
}

}  // namespace payung
