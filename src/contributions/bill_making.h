#pragma once

/// From what is owed for the members of a month to the bills of those who pay.
///
/// Shape    pure. Members come by payer and membership. Whom no bill of the month holds yet goes on
///          a contribution bill, the next version where the payer has one; of wage earners whose
///          contribution was billed before, only what is more is billed again, and what is less is
///          a correction (correction.h), also of who is no member of that month any more. What was
///          billed to those who pay for themselves stays as it was.
/// Order    bills by payer, segment, kind; members by membership.
/// Errors   those of DelayLaw.

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "contributions/assessment.h"
#include "contributions/bill.h"
#include "contributions/correction.h"
#include "contributions/delay_law.h"

namespace payung {

/// Somebody who could not be billed, and why.
struct BillingException {
    PartyNumber payer = 0;
    std::string kpj;       // empty: the payer's bill as a whole
    std::string decision;  // of the law, or empty
    std::string why_id, why_en;
    friend bool operator==(const BillingException&, const BillingException&) = default;
};
BillingException exception_of(const AssessmentException& exception, const MemberMonth& member);

/// What bills of the month hold for a member already.
struct BilledBefore {
    PartyNumber payer = 0;
    MembershipNumber membership = 0;
    Segment segment = Segment::pu;
    PartAmounts amount;
    Money jkp_state;
    bool settled = true;  // Bill::settled of the contribution
};

struct MonthToBill {
    Month month;
    Day issued;
    std::span<const MemberMonth> members;
    std::span<const Owed> owed;
    Settled settled;                       // by which they owe it
    std::span<const BilledBefore> before;  // by payer and membership, each pair once
    std::span<const Bill> bills;           // of these payers that begin in this month
};

struct MadeBills {
    std::vector<BillWithMembers> bills;  // without numbers; `basis` is that of the assessment
    std::vector<MemberCorrection> corrections;  // by payer and segment
    std::vector<BillingException> exceptions;
};
Result<MadeBills> make_bills(const MonthToBill& month, DelayLaw& delay);

}  // namespace payung
