#include "office/billing.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "contributions/bill_posting.h"
#include "office/bill_issue.h"
#include "office/correcting.h"
#include "office/month_members.h"
#include "office/overpayments.h"
#include "storage/bill_store.h"

namespace payung {
namespace {

/// Payers that go together.
std::vector<PayerRange> steps_of(std::span<const PayerSize> sizes, const BillingRequest& request) {
    std::vector<PayerRange> steps;
    std::size_t payers = 0;
    std::int64_t members = 0;
    for (const PayerSize& size : sizes) {
        const bool full =
            payers == request.payers_in_step ||
            members + size.members > static_cast<std::int64_t>(request.members_in_step);
        if (steps.empty() || full) {
            steps.push_back({size.payer, size.payer});
            payers = 0;
            members = 0;
        }
        steps.back().last = size.payer;
        ++payers;
        members += size.members;
    }
    return steps;
}

Result<std::vector<PayerRange>> steps_of(const Desk& desk, const BillingRequest& request) {
    if (request.payer) return std::vector<PayerRange>{{*request.payer, *request.payer}};
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const auto sizes, payer_sizes(*snapshot));
    return steps_of(sizes, request);
}

class Biller {
public:
    Biller(const Desk& desk, const BillingRequest& request, ContributionAssessment assessment,
           DelayLaw delay)
        : desk_(desk),
          request_(request),
          today_(day_of(desk.clock->now())),
          assessment_(std::move(assessment)),
          delay_(std::move(delay)) {}

    Result<BillingReport> run(bool issue) {
        report_.issued = issue;
        TRY_ASSIGN(const auto steps, steps_of(desk_, request_));
        for (const PayerRange& payers : steps) {
            TRY_ASSIGN(MadeBills made, make(payers));
            tell(made);
            if (issue && !made.bills.empty()) TRY(keep(payers, made.bills));
            if (!made.corrections.empty()) TRY(correct(made.corrections, issue));
            if (request_.on_step) request_.on_step(report_.payers, report_.members);
        }
        return std::move(report_);
    }

private:
    /// From one snapshot: what is owed, less what was billed.
    Result<MadeBills> make(PayerRange payers) {
        TRY_ASSIGN(const auto snapshot, desk_.database->read());
        TRY(members_.load(*snapshot, request_.month, payers));
        TRY_ASSIGN(const auto before, billed_in_month(*snapshot, payers, request_.month));
        TRY_ASSIGN(auto bills, bills_of_month(*snapshot, payers, request_.month));
        std::ranges::stable_sort(bills, {}, &Bill::payer);
        TRY_ASSIGN(const auto in_arrears,
                   payers_in_arrears(*snapshot, payers, request_.month, today_));
        const std::vector<std::uint8_t> settled = standing(before, in_arrears);
        const std::vector<MemberMonth>& members = members_.rows();
        TRY_ASSIGN(const Assessed assessed, assessment_.assess(members, settled));
        TRY_ASSIGN(MadeBills made, make_bills({request_.month, today_, members, assessed.owed,
                                               settled, before, bills},
                                              delay_));
        for (const AssessmentException& exception : assessed.exceptions)
            made.exceptions.push_back(exception_of(exception, members[exception.at]));
        return made;
    }

    /// Whether the payer of each member owed nothing from before: as it was when the member was
    /// billed for this month first, so that a wage corrected later changes nothing else.
    std::vector<std::uint8_t> standing(std::span<const BilledBefore> before,
                                       std::span<const PartyNumber> in_arrears) const {
        const std::vector<MemberMonth>& members = members_.rows();
        std::vector<std::uint8_t> settled(members.size(), 1);
        auto next = before.begin();
        for (std::size_t i = 0; i < members.size(); ++i) {
            const std::pair key{members[i].payer, members[i].membership};
            while (next != before.end() && std::pair{next->payer, next->membership} < key) ++next;
            const bool billed =
                next != before.end() && std::pair{next->payer, next->membership} == key;
            settled[i] =
                billed ? next->settled : !std::ranges::binary_search(in_arrears, members[i].payer);
        }
        return settled;
    }

    void tell(const MadeBills& made) {
        PartyNumber last = 0;
        for (const MemberMonth& member : members_.rows()) {
            report_.payers += member.payer != last;
            last = member.payer;
        }
        report_.members += std::ssize(members_.rows());
        for (const BillWithMembers& made_bill : made.bills) {
            const Bill& bill = made_bill.bill;
            ++(bill.kind == BillKind::contribution ? report_.bills : report_.differences);
            report_.billed += bill.members;
            report_.amount += bill.amount;
            report_.jkp_state += bill.jkp_state;
        }
        report_.exceptions.insert(report_.exceptions.end(), made.exceptions.begin(),
                                  made.exceptions.end());
    }

    Result<void> keep(PayerRange payers, std::vector<BillWithMembers>& bills) {
        const std::string event =
            fmt::format("{}:{}..{}", to_text(request_.month), payers.first, payers.last);
        TRY_ASSIGN(const IssuedBills issued,
                   issue_made_bills(desk_, "bill.issue", event, payers, bills,
                                    [&](std::uint32_t basis) -> const std::string& {
                                        return assessment_.basis_text(basis);
                                    }));
        if (report_.first == 0) report_.first = issued.first;
        report_.last = std::max(report_.last, issued.last);
        return {};
    }

    /// After the bills, so that a difference billed just now is known.
    Result<void> correct(std::span<const MemberCorrection> corrections, bool issue) {
        const BasisText text_of = [&](std::uint32_t basis) -> const std::string& {
            return assessment_.basis_text(basis);
        };
        TRY_ASSIGN(const auto snapshot, desk_.database->read());
        TRY_ASSIGN(Corrected made, issue ? correct_bills(desk_, corrections, text_of)
                                         : plan_corrections(*snapshot, corrections));
        report_.corrections += made.bills;
        report_.corrected += made.amount;
        report_.freed += made.freed;
        report_.exceptions.insert(report_.exceptions.end(), made.exceptions.begin(),
                                  made.exceptions.end());
        return {};
    }

    const Desk& desk_;
    const BillingRequest& request_;
    Day today_;
    ContributionAssessment assessment_;
    DelayLaw delay_;
    MonthMembers members_;
    BillingReport report_;
};

Result<BillingReport> run(const Desk& desk, const BillingRequest& request, bool issue) {
    TRY_ASSIGN(ContributionAssessment assessment, ContributionAssessment::make(desk.law));
    TRY_ASSIGN(DelayLaw delay, DelayLaw::make(desk.law));
    Biller biller(desk, request, std::move(assessment), std::move(delay));
    return biller.run(issue);
}

}  // namespace

Result<BillingReport> assess_month(const Desk& desk, const BillingRequest& request) {
    return run(desk, request, false);
}

Result<BillingReport> issue_bills(const Desk& desk, const BillingRequest& request) {
    TRY_ASSIGN(BillingReport report, run(desk, request, true));
    TRY(use_advances(desk));
    return report;
}

}  // namespace payung
