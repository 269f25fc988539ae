#include "office/advances.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/json_writer.h"
#include "contributions/bill_posting.h"
#include "contributions/errors.h"
#include "office/bill_issue.h"
#include "office/month_members.h"
#include "storage/party_store.h"

namespace payung {
namespace {

Result<void> check_months(const Desk& desk, PartyKind payer, std::int32_t months) {
    constexpr std::int32_t months_max = 12;
    bool allowed = months >= 1 && months <= months_max;
    if (allowed && payer != PartyKind::sponsor) {
        const rules::Node* decision = desk.law.decision("Boleh bayar di muka");
        const Facts facts{{"Bulan bayar di muka", rules::Value::integer(months)}};
        CHECK(decision != nullptr);
        const rules::Value answer = desk.law.decide(*decision, facts).value;
        allowed = answer.kind() == rules::Kind::boolean && answer.boolean();
    }
    if (allowed) return {};
    return Error{bill_error::bill_advance_refused, {{"months", std::to_string(months)}}};
}

/// Months of one payer, one after the other, on one bill for each segment.
class AdvanceMaker {
public:
    AdvanceMaker(const Desk& desk, const AdvanceRequest& request, ContributionAssessment assessment,
                 DelayLaw delay)
        : today_(day_of(desk.clock->now())),
          request_(request),
          assessment_(std::move(assessment)),
          delay_(std::move(delay)) {}

    Result<std::vector<BillWithMembers>> make(Transaction& snapshot, BillingReport& report) {
        for (std::int32_t i = 0; i < request_.months; ++i)
            TRY(add_month(snapshot, request_.first + i, report));
        std::vector<BillWithMembers> bills;
        for (auto& [segment, made] : made_) bills.push_back(std::move(made));
        return bills;
    }
    const ContributionAssessment& assessment() const { return assessment_; }

private:
    Result<void> add_month(Transaction& snapshot, Month month, BillingReport& report) {
        const PayerRange payers{request_.payer, request_.payer};
        TRY(members_.load(snapshot, month, payers));
        TRY_ASSIGN(const auto before, billed_in_month(snapshot, payers, month));
        TRY_ASSIGN(const auto bills, bills_of_month(snapshot, payers, request_.first));
        TRY_ASSIGN(const auto in_arrears, payers_in_arrears(snapshot, payers, month, today_));
        const std::vector<MemberMonth>& members = members_.rows();
        const std::vector<std::uint8_t> settled(members.size(), in_arrears.empty() ? 1 : 0);
        TRY_ASSIGN(const Assessed assessed, assessment_.assess(members, settled));
        TRY_ASSIGN(
            MadeBills made,
            make_bills({month, today_, members, assessed.owed, settled, before, bills}, delay_));
        for (const AssessmentException& exception : assessed.exceptions)
            report.exceptions.push_back(exception_of(exception, members[exception.at]));
        report.members += std::ssize(members);
        for (BillWithMembers& bill : made.bills)
            if (!owed_before_paid(bill.bill.segment)) add(std::move(bill));
        return {};
    }

    void add(BillWithMembers month) {
        const auto [at, fresh] = made_.try_emplace(month.bill.segment);
        BillWithMembers& whole = at->second;
        if (fresh) {
            whole = std::move(month);
            return;
        }
        whole.bill.last = month.bill.last;
        whole.bill.settled = whole.bill.settled && month.bill.settled;
        whole.bill.members += month.bill.members;
        whole.bill.amount += month.bill.amount;
        whole.members.insert(whole.members.end(), month.members.begin(), month.members.end());
    }

    Day today_;
    AdvanceRequest request_;
    ContributionAssessment assessment_;
    DelayLaw delay_;
    MonthMembers members_;
    std::map<Segment, BillWithMembers> made_;
};

/// The months of bills that one command earns.
struct EarningStep {
    std::vector<Bill> bills;
    std::string content;
};

Result<EarningStep> next_step(Transaction& transaction, Month until, std::size_t most) {
    EarningStep step;
    TRY_ASSIGN(step.bills, unearned_bills(transaction, until, most));
    for (const Bill& bill : step.bills)
        step.content += fmt::format("{} {}\n", bill.number, to_text(*bill.unearned_from));
    return step;
}

Result<std::vector<JhtShare>> jht_of(Transaction& transaction, const Bill& bill, Month month) {
    std::vector<JhtShare> shares;
    if (bill.amount[BillPart::jht] == Money{}) return shares;
    TRY(each_member_of_bill(transaction, bill.number, [&](const BilledMember& row) -> Result<void> {
        if (row.member.month == month)
            shares.push_back({row.kpj, row.member.amount[BillPart::jht]});
        return {};
    }));
    return shares;
}

Result<PartAmounts> earn(Work& work, std::span<const Bill> bills, const std::string& event) {
    std::vector<std::string> numbers;
    numbers.reserve(bills.size());  // views of them are handed on
    std::vector<EarnedMonth> months;
    PartAmounts sum;
    for (const Bill& bill : bills) {
        const Month month = *bill.unearned_from;
        TRY_ASSIGN(const PartyRecord payer, party_of(work.transaction(), bill.payer));
        EarnedMonth earned{&bill, numbers.emplace_back(payer.number), month, bill.amount, {}};
        if (bill.in_advance()) {
            TRY_ASSIGN(earned.amounts, month_of_bill(work.transaction(), bill.number, month));
        }
        TRY_ASSIGN(earned.jht, jht_of(work.transaction(), bill, month));
        const auto next = month < bill.last ? std::optional(month + 1) : std::nullopt;
        TRY(set_unearned_from(work.transaction(), bill.number, next));
        sum += earned.amounts;
        months.push_back(std::move(earned));
    }
    const Group group = earned_months(months, event);
    if (!group.entries.empty()) TRY(work.post({&group, 1}));
    return sum;
}

/// Nothing is owed any more: because these very months were billed in advance, or for good.
Result<BillingReport> issued_before(Transaction& snapshot, const AdvanceRequest& request,
                                    const PartyRecord& payer, BillingReport report) {
    TRY_ASSIGN(const std::vector<Bill> bills, bills_of_payer(snapshot, request.payer));
    const Month last = request.first + (request.months - 1);
    for (const Bill& bill : bills) {
        const bool same = bill.kind == BillKind::contribution && bill.first == request.first &&
                          bill.last == last && !bill.withdrawn;
        if (!same) continue;
        ++report.bills;
        report.billed += bill.members;
        report.amount += bill.amount;
        if (report.first == 0) report.first = bill.number;
        report.last = bill.number;
    }
    if (report.bills == 0) return Error{bill_error::bill_nothing_owed, {{"payer", payer.number}}};
    report.payers = 1;
    return report;
}

}  // namespace

Result<BillingReport> issue_advance(const Desk& desk, const AdvanceRequest& request) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const PartyRecord payer, party_of(*snapshot, request.payer));
    TRY(check_months(desk, payer.kind, request.months));
    TRY_ASSIGN(ContributionAssessment assessment, ContributionAssessment::make(desk.law));
    TRY_ASSIGN(DelayLaw delay, DelayLaw::make(desk.law));
    AdvanceMaker maker(desk, request, std::move(assessment), std::move(delay));
    BillingReport report;
    TRY_ASSIGN(std::vector<BillWithMembers> bills, maker.make(*snapshot, report));
    if (bills.empty()) return issued_before(*snapshot, request, payer, std::move(report));
    const std::string event =
        fmt::format("{}:{}+{}", payer.number, to_text(request.first), request.months);
    TRY_ASSIGN(const IssuedBills issued,
               issue_made_bills(desk, "bill.advance", event, {request.payer, request.payer}, bills,
                                [&](std::uint32_t basis) -> const std::string& {
                                    return maker.assessment().basis_text(basis);
                                }));
    report.payers = 1;
    report.bills = std::ssize(bills);
    for (const BillWithMembers& made : bills) {
        report.billed += made.bill.members;
        report.amount += made.bill.amount;
    }
    report.first = issued.first;
    report.last = issued.last;
    return report;
}

Result<EarnedReport> earn_months(const Desk& desk, Month until, std::size_t bills_in_step) {
    EarnedReport report;
    for (;;) {
        TRY_ASSIGN(const auto snapshot, desk.database->read());
        TRY_ASSIGN(const EarningStep step, next_step(*snapshot, until, bills_in_step));
        if (step.bills.empty()) return report;
        const Command command{"bill.earn", "earn:" + to_hex(sha256(step.content)), step.content};
        PartAmounts sum;
        const auto done = carry_out(desk, command, [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const EarningStep now, next_step(work.transaction(), until, bills_in_step));
            if (now.content != step.content) return Error{bill_error::bill_changed_meanwhile};
            TRY_ASSIGN(sum, earn(work, now.bills, command.event));
            work.tell(command.kind, command.event, step.content);
            return fmt::format("{{\"months\":{}}}", now.bills.size());
        });
        if (!done) return done.error();
        // Done before, and still there: it was paid back and paid again in between.
        if (done->again) return Error{bill_error::bill_changed_meanwhile};
        report.months += std::ssize(step.bills);
        report.amount += sum;
    }
}

}  // namespace payung
