#include "office/withdrawing.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.h"
#include "contributions/errors.h"
#include "membership/law_says.h"
#include "storage/bill_store.h"
#include "storage/ledger_reader.h"
#include "storage/party_store.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

using namespace bill_error;

/// What its issue and its corrections booked; nothing where they booked nothing.
Result<std::vector<Booked>> accrued(Transaction& transaction, const Bill& bill) {
    std::vector<Booked> accruals;
    if (bill.posted == 0) return accruals;
    TRY_ASSIGN(accruals.emplace_back(), read_group(transaction, bill.posted));
    TRY_ASSIGN(const auto corrections, corrections_of(transaction, bill.number));
    for (const BillCorrection& correction : corrections) {
        if (correction.posted == 0) continue;
        TRY_ASSIGN(accruals.emplace_back(), read_group(transaction, correction.posted));
    }
    return accruals;
}

Result<Bill> withdraw_now(Work& work, BillNumber number, std::string_view reason) {
    TRY_ASSIGN(Bill bill, bill_by_number(work.transaction(), number));
    const std::string code = payment_code(number);
    if (bill.withdrawn) return Error{bill_withdrawn_already, {{"bill", code}}};
    if (bill.paid != PartAmounts{}) return Error{bill_paid_already, {{"bill", code}}};
    TRY_ASSIGN(const std::vector<Booked> accruals, accrued(work.transaction(), bill));
    TRY(withdraw_bill(work.transaction(), number, reason));
    for (const Booked& booked : accruals) {
        const std::string event = booked.number == bill.posted
                                      ? "bill-withdrawn:" + code
                                      : fmt::format("bill-withdrawn:{}:{}", code, booked.number);
        const Group mirror =
            reversal_of(booked.group, booked.number, key_of(event), day_of(work.now()));
        TRY(work.post({&mirror, 1}));
    }
    work.tell("bill.withdraw", "bill:" + code,
              fmt::format("{}|{}", to_text(bill.amount.sum()), reason));
    return bill;
}

/// A bill that is overdue, with what is owed on it for each member.
struct UnpaidBill {
    Bill bill;
    std::map<MembershipNumber, std::vector<BillMember>> shares;  // by month
};

/// Months that members have not paid though they were due, and the bills that hold them.
struct Unpaid {
    std::map<MembershipNumber, std::set<Month>> months;
    std::vector<UnpaidBill> bills;
};

/// Who pays for himself, or for the members of his group.
bool pays_for_members(PartyKind kind) {
    return kind == PartyKind::person || kind == PartyKind::group;
}

/// What is owed still: less what was taken back before.
Result<UnpaidBill> unpaid_bill(Transaction& snapshot, Bill bill) {
    std::map<std::pair<MembershipNumber, Month>, BillMember> sums;
    TRY(each_member_of_bill(snapshot, bill.number, [&](const BilledMember& row) -> Result<void> {
        const std::pair key{row.member.membership, row.member.month};
        const auto [at, fresh] = sums.try_emplace(key, row.member);
        if (!fresh) at->second.amount += row.member.amount;
        return {};
    }));
    UnpaidBill unpaid{std::move(bill), {}};
    for (const auto& [key, share] : sums)
        if (share.amount != PartAmounts{}) unpaid.shares[key.first].push_back(share);
    return unpaid;
}

Result<std::map<PartyNumber, Unpaid>> unpaid_by_members(Transaction& snapshot, Day today) {
    std::vector<Bill> overdue;
    TRY(each_overdue_bill(snapshot, today, [&](const Bill& bill) -> Result<void> {
        const bool lapses = !owed_before_paid(bill.segment) && bill.kind != BillKind::late_charge;
        if (lapses) overdue.push_back(bill);
        return {};
    }));
    std::map<PartyNumber, Unpaid> unpaid;
    std::map<PartyNumber, bool> of_members;
    const Month now = month_of(today);
    for (Bill& bill : overdue) {
        const auto [of, fresh] = of_members.try_emplace(bill.payer);
        if (fresh) {
            TRY_ASSIGN(const PartyRecord payer, party_of(snapshot, bill.payer));
            of->second = pays_for_members(payer.kind);
        }
        if (!of->second) continue;
        Unpaid& his = unpaid[bill.payer];
        TRY_ASSIGN(UnpaidBill one, unpaid_bill(snapshot, std::move(bill)));
        for (const auto& [who, shares] : one.shares)
            for (const BillMember& share : shares)
                if (share.month <= now) his.months[who].insert(share.month);
        his.bills.push_back(std::move(one));
    }
    return unpaid;
}

/// What lapses of a bill: all of it, or some members' shares.
struct LapsedBill {
    Bill bill;
    std::vector<BillMember> shares;
    bool whole = false;
    std::int64_t members = 0;
    Money amount() const {
        Money sum;
        for (const BillMember& share : shares) sum += share.amount.sum();
        return sum;
    }
};

class Lapse {
public:
    static Result<Lapse> make(const Rulebook& law) {
        Lapse lapse(law);
        TRY_ASSIGN(lapse.protection_, decision_needed(law, "Perlindungan BPU"));
        return lapse;
    }

    /// Of runs of months that the law does not let be paid any more.
    std::vector<LapsedBill> lapsed(const Unpaid& unpaid) {
        std::vector<LapsedBill> bills;
        for (const UnpaidBill& one : unpaid.bills) {
            if (one.bill.paid != PartAmounts{}) continue;
            LapsedBill found{one.bill, {}, false, 0};
            for (const auto& [who, shares] : one.shares) {
                const auto months = unpaid.months.find(who);
                if (months == unpaid.months.end()) continue;  // none of his has come
                if (!ends_protection(run_with(months->second, shares.front().month))) continue;
                ++found.members;
                found.shares.insert(found.shares.end(), shares.begin(), shares.end());
            }
            found.whole = found.members == std::ssize(one.shares);
            if (found.members > 0) bills.push_back(std::move(found));
        }
        return bills;
    }

private:
    explicit Lapse(const Rulebook& law) : law_(law) {}

    /// How many unpaid months stand one after another around this one.
    static int run_with(const std::set<Month>& months, Month month) {
        while (months.contains(month + -1)) month = month + -1;
        int run = 0;
        while (months.contains(month + run)) ++run;
        return run;
    }
    bool ends_protection(int months) {
        const auto [at, fresh] = known_.try_emplace(months);
        if (fresh) {
            const Facts facts{{"Bulan menunggak berturut", rules::Value::integer(months)}};
            const LawSays said = ask_law(law_, *protection_, facts);
            at->second =
                said.value.kind() == rules::Kind::string && said.value.text() == "nonaktif";
        }
        return at->second;
    }

    Rulebook law_;
    const rules::Node* protection_ = nullptr;
    std::map<int, bool> known_;
};

/// Nothing is booked of these bills before they are paid, and nothing is now.
Result<void> take_shares_back(Work& work, const LapsedBill& lapsed) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(const Bill bill, bill_by_number(transaction, lapsed.bill.number));
    if (bill != lapsed.bill) return Error{bill_changed_meanwhile};
    BillCorrection made;
    TRY_ASSIGN(made.number, next_correction(transaction));
    TRY_ASSIGN(const AllocationNumber next, next_allocation(transaction));
    TRY_ASSIGN(const std::int64_t basis, keep_basis(transaction, lapsed_reason));
    made.bill = bill.number;
    made.day = day_of(work.now());
    made.allocation = next - 1;
    made.actor = work.desk().actor;
    std::vector<BillMember> shares = lapsed.shares;
    for (BillMember& share : shares) {
        made.amount += share.amount;
        share.amount = PartAmounts{} - share.amount;
        share.jkp_state = Money{};
        share.basis = basis;
    }
    TRY(add_correction(transaction, made, shares, work.now()));
    work.tell("bill.correct", "bill:" + payment_code(bill.number),
              fmt::format("{}|{}|{}", made.number, to_text(made.amount.sum()), lapsed_reason));
    return {};
}

Result<void> lapse_now(Work& work, const LapsedBill& lapsed) {
    if (!lapsed.whole) return take_shares_back(work, lapsed);
    TRY(withdraw_now(work, lapsed.bill.number, lapsed_reason));
    return {};
}

}  // namespace

Result<Done> withdraw(const Desk& desk, BillNumber number, std::string_view given) {
    if (trim(given).empty()) return Error{reason_missing};
    const std::string reason = mask_identifiers(given);
    const std::string event = fmt::format("{}|{}", number, reason);
    return carry_out(desk, {"bill.withdraw", event, event}, [&](Work& work) -> Result<std::string> {
        TRY_ASSIGN(const Bill bill, withdraw_now(work, number, reason));
        return fmt::format(R"({{"bill":{},"amount":"{}"}})", number, bill.amount.sum().sen());
    });
}

Result<LapseReport> lapse_bills(const Desk& desk) {
    TRY_ASSIGN(Lapse lapse, Lapse::make(desk.law));
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const auto unpaid, unpaid_by_members(*snapshot, day_of(desk.clock->now())));
    LapseReport report;
    for (const auto& [payer, his] : unpaid) {
        const std::vector<LapsedBill> bills = lapse.lapsed(his);
        if (bills.empty()) continue;
        std::string event = std::to_string(payer);
        for (const LapsedBill& one : bills)
            event += fmt::format(":{}/{}", one.bill.number, one.shares.size());
        const auto effect = [&](Work& work) -> Result<std::string> {
            for (const LapsedBill& one : bills) TRY(lapse_now(work, one));
            return fmt::format(R"({{"bills":{}}})", bills.size());
        };
        TRY(carry_out(desk, {"bill.lapse", event, event}, effect));
        ++report.payers;
        report.bills += std::ssize(bills);
        for (const LapsedBill& one : bills) report.amount += one.amount();
        std::set<MembershipNumber> members;
        for (const LapsedBill& one : bills)
            for (const BillMember& share : one.shares) members.insert(share.membership);
        report.members += std::ssize(members);
    }
    return report;
}

}  // namespace payung
