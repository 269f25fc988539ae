#include "office/withdrawing.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "contributions/errors.h"
#include "membership/law_says.h"
#include "storage/bill_store.h"
#include "storage/party_store.h"

namespace payung {
namespace {

using namespace bill_error;

/// What its issue and its corrections booked; nothing where they booked nothing.
Result<std::vector<Booked>> accrued(const Desk& desk, BillNumber number) {
    std::vector<Booked> accruals;
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const Bill bill, bill_by_number(*snapshot, number));
    if (bill.posted == 0) return accruals;
    TRY_ASSIGN(const LedgerStore books,
               LedgerStore::open(*desk.database, *desk.clock, PAYUNG_VERSION));
    TRY_ASSIGN(accruals.emplace_back(), books.booked(bill.posted));
    TRY_ASSIGN(const auto corrections, corrections_of(*snapshot, number));
    for (const BillCorrection& correction : corrections) {
        if (correction.posted == 0) continue;
        TRY_ASSIGN(accruals.emplace_back(), books.booked(correction.posted));
    }
    return accruals;
}

/// Whether a correction was made since they were looked up.
Result<bool> all_accrued(Transaction& transaction, const Bill& bill,
                         std::span<const Booked> accruals) {
    std::size_t posted = bill.posted == 0 ? 0 : 1;
    TRY_ASSIGN(const auto corrections, corrections_of(transaction, bill.number));
    for (const BillCorrection& correction : corrections) posted += correction.posted != 0;
    return posted == accruals.size();
}

Result<Bill> withdraw_now(Work& work, BillNumber number, std::span<const Booked> accruals,
                          std::string_view reason) {
    TRY_ASSIGN(Bill bill, bill_by_number(work.transaction(), number));
    const std::string code = payment_code(number);
    if (!bill.withdrawn && bill.paid != PartAmounts{})
        return Error{bill_paid_already, {{"bill", code}}};
    TRY_ASSIGN(const bool all, all_accrued(work.transaction(), bill, accruals));
    if (!all) return Error{bill_changed_meanwhile};
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

/// Months that one payer has not paid though they were due, and the bills that hold them.
struct Unpaid {
    std::set<Month> months;
    std::vector<Bill> bills;
};

Result<std::map<PartyNumber, Unpaid>> unpaid_by_themselves(Transaction& snapshot, Day today) {
    std::vector<Bill> overdue;
    TRY(each_overdue_bill(snapshot, today, [&](const Bill& bill) -> Result<void> {
        const bool lapses = !owed_before_paid(bill.segment) && bill.kind != BillKind::late_charge;
        if (lapses) overdue.push_back(bill);
        return {};
    }));
    std::map<PartyNumber, Unpaid> unpaid;
    std::map<PartyNumber, bool> persons;
    const Month now = month_of(today);
    for (Bill& bill : overdue) {
        const auto [person, fresh] = persons.try_emplace(bill.payer);
        if (fresh) {
            TRY_ASSIGN(const PartyRecord payer, party_of(snapshot, bill.payer));
            person->second = payer.kind == PartyKind::person;
        }
        if (!person->second) continue;
        Unpaid& his = unpaid[bill.payer];
        for (Month month = bill.first; month <= bill.last && month <= now; month = month + 1)
            his.months.insert(month);
        his.bills.push_back(std::move(bill));
    }
    return unpaid;
}

class Lapse {
public:
    static Result<Lapse> make(const Rulebook& law) {
        Lapse lapse(law);
        TRY_ASSIGN(lapse.protection_, decision_needed(law, "Perlindungan BPU"));
        return lapse;
    }

    /// Bills of runs of months that the law does not let be paid any more.
    std::vector<Bill> lapsed(const Unpaid& unpaid) {
        std::vector<Bill> bills;
        for (const Bill& bill : unpaid.bills)
            if (bill.paid == PartAmounts{} && ends_protection(run_with(unpaid.months, bill.first)))
                bills.push_back(bill);
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

}  // namespace

Result<Done> withdraw(const Desk& desk, BillNumber number, std::string_view reason) {
    TRY_ASSIGN(const std::vector<Booked> accruals, accrued(desk, number));
    const std::string event = std::to_string(number);
    const std::string content = fmt::format("{}|{}", number, reason);
    return carry_out(
        desk, {"bill.withdraw", event, content}, [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const Bill bill, withdraw_now(work, number, accruals, reason));
            return fmt::format(R"({{"bill":{},"amount":"{}"}})", number, bill.amount.sum().sen());
        });
}

Result<LapseReport> lapse_bills(const Desk& desk) {
    TRY_ASSIGN(Lapse lapse, Lapse::make(desk.law));
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const auto unpaid, unpaid_by_themselves(*snapshot, day_of(desk.clock->now())));
    LapseReport report;
    for (const auto& [payer, his] : unpaid) {
        const std::vector<Bill> bills = lapse.lapsed(his);
        if (bills.empty()) continue;
        std::string event = std::to_string(payer);
        for (const Bill& bill : bills) event += ":" + std::to_string(bill.number);
        const auto effect = [&](Work& work) -> Result<std::string> {
            for (const Bill& bill : bills)
                TRY(withdraw_now(work, bill.number, {}, "masa tenggang lewat"));
            return fmt::format(R"({{"bills":{}}})", bills.size());
        };
        TRY(carry_out(desk, {"bill.lapse", event, event}, effect));
        ++report.payers;
        report.bills += std::ssize(bills);
        for (const Bill& bill : bills) report.amount += bill.amount.sum();
    }
    return report;
}

}  // namespace payung
