#include "office/late_charges.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "office/bill_issue.h"

namespace payung {
namespace {

/// A bill of charges, and what it is for.
struct MadeCharge {
    BillWithMembers made;
    std::vector<LateCharge> charges;
};

class Charger {
public:
    Charger(Transaction& snapshot, DelayLaw delay, Day day)
        : snapshot_(snapshot), delay_(std::move(delay)), day_(day) {}

    Result<std::vector<MadeCharge>> make(std::span<const Bill> late) {
        std::vector<MadeCharge> made;
        for (const Bill& bill : late) {
            TRY_ASSIGN(const LateCharge charge, charge_of(bill));
            if (charge.amount == Money{}) {
                if (bill.completed_on) free_.push_back(charge);
                continue;
            }
            const bool same = !made.empty() && made.back().made.bill.payer == bill.payer &&
                              made.back().made.bill.segment == bill.segment;
            if (!same) {
                TRY_ASSIGN(MadeCharge next, begin(bill));
                made.push_back(std::move(next));
            }
            made.back().made.bill.amount += charge_parts(charge.amount, bill.amount);
            made.back().charges.push_back(charge);
        }
        return made;
    }

    /// Paid late, and nothing more is charged for it.
    const std::vector<LateCharge>& free() const { return free_; }

private:
    Month this_month() const { return month_of(day_); }

    Result<MadeCharge> begin(const Bill& late) {
        MadeCharge made;
        Bill& bill = made.made.bill;
        bill.payer = late.payer;
        bill.kind = BillKind::late_charge;
        bill.segment = late.segment;
        bill.first = bill.last = this_month();
        bill.issued = day_;
        TRY_ASSIGN(bill.due, delay_.due(late.segment, this_month()));
        TRY_ASSIGN(const auto before,
                   bills_of_month(snapshot_, {late.payer, late.payer}, bill.first));
        for (const Bill& other : before)
            if (other.kind == bill.kind && other.segment == bill.segment)
                bill.version = std::max(bill.version, other.version + 1);
        return made;
    }

    /// Differences are late from the due day of the month in which they were billed.
    static Month charged_month(const Bill& bill) {
        if (bill.kind == BillKind::contribution) return bill.first;
        return std::max(bill.first, month_of(bill.issued));
    }

    Result<Money> charge_for(const Bill& bill, Money owed, Day paid) {
        const Money size = std::max(owed, Money{} - owed);
        TRY_ASSIGN(const auto delay, delay_.delay(bill.segment, charged_month(bill), size, paid));
        return owed < Money{} ? Money{} - delay.charge : delay.charge;
    }

    Result<LateCharge> charge_of(const Bill& bill) {
        TRY_ASSIGN(const auto payments, payments_of_bill(snapshot_, bill.number));
        TRY_ASSIGN(const Money before, charged_for(snapshot_, bill.number));
        const Day until = bill.completed_on ? std::min(*bill.completed_on, day_) : day_;
        Money total;
        for (const DatedPayment& payment : payments) {
            TRY_ASSIGN(const Money charge, charge_for(bill, payment.amount, payment.value_day));
            total += charge;
        }
        TRY_ASSIGN(const Money of_open, charge_for(bill, bill.open().sum(), day_));
        total += of_open;
        TRY_ASSIGN(const auto delay,
                   delay_.delay(bill.segment, charged_month(bill), Money{}, until));
        return LateCharge{bill.number, until, delay.months, std::max(total - before, Money{})};
    }

    Transaction& snapshot_;
    DelayLaw delay_;
    Day day_;
    std::vector<LateCharge> free_;
};

std::string content_of(std::span<const MadeCharge> made) {
    std::string content;
    for (const MadeCharge& one : made) {
        content += fmt::format("{} {}", one.made.bill.payer, one.made.bill.version);
        for (const LateCharge& charge : one.charges)
            content +=
                fmt::format(";{},{},{}", charge.late, to_text(charge.until), charge.amount.sen());
        content += '\n';
    }
    return content;
}

Result<IssuedBills> keep(const Desk& desk, std::span<MadeCharge> made) {
    const std::string content = content_of(made);
    const Command command{"bill.charge", "charge:" + to_hex(sha256(content)), content};
    IssuedBills issued;
    const auto done = carry_out(desk, command, [&](Work& work) -> Result<std::string> {
        std::vector<BillWithMembers> bills;
        for (const MadeCharge& one : made) bills.push_back(one.made);
        TRY_ASSIGN(issued, add_made_bills(work, {}, bills));
        for (std::size_t i = 0; i < made.size(); ++i)
            TRY(add_late_charges(work.transaction(), bills[i].bill.number, made[i].charges));
        work.tell(command.kind, fmt::format("bills:{}..{}", issued.first, issued.last), content);
        return fmt::format("{{\"bills\":{}}}", made.size());
    });
    if (!done) return done.error();
    return issued;
}

}  // namespace

Result<ChargeReport> charge_late(const Desk& desk, std::optional<PartyNumber> payer) {
    constexpr std::size_t bills_in_step = 1000;
    TRY_ASSIGN(DelayLaw delay, DelayLaw::make(desk.law));
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    const Day today = day_of(desk.clock->now());
    const PayerRange payers = payer ? PayerRange{*payer, *payer} : PayerRange{};
    TRY_ASSIGN(const auto late, bills_to_charge(*snapshot, payers, today));
    Charger charger(*snapshot, std::move(delay), today);
    TRY_ASSIGN(std::vector<MadeCharge> made, charger.make(late));
    if (!charger.free().empty()) {
        const auto marked = desk.database->write([&](Transaction& transaction) -> Result<void> {
            for (const LateCharge& charge : charger.free())
                TRY(set_charged_until(transaction, charge.late, charge.until));
            return {};
        });
        if (!marked) return marked.error();
    }
    ChargeReport report;
    report.late = std::ssize(late);
    report.bills = std::ssize(made);
    for (const MadeCharge& one : made) report.amount += one.made.bill.amount;
    for (std::size_t at = 0; at < made.size(); at += bills_in_step) {
        const std::span step =
            std::span(made).subspan(at, std::min(bills_in_step, made.size() - at));
        TRY_ASSIGN(const IssuedBills issued, keep(desk, step));
        if (report.first == 0) report.first = issued.first;
        report.last = issued.last;
    }
    return report;
}

}  // namespace payung
