#pragma once

/// Taking back what was billed too much for a past month, with `payung bill issue`: a wage was
/// corrected down, or somebody was no member then.
///
/// Shape    of each member first what was billed last. An unpaid bill gets smaller; of a paid one
///          the money is free again on the receipts that paid it and belongs to the payer: for the
///          next bill (`payung receipt advance`) or back to him (`payung receipt refund`), by two
///          persons. Nobody's cover changes. The same correction is made once; a wage that goes up
///          and down again is noticed each time.
/// Books    contributions/correction.h. JHT comes back out of the member's account; what it earned
///          there meanwhile stays his, for it was earned by money that lay there.
/// Told     as exceptions: JHT that a member has withdrawn (that part stays as it is, between the
///          employer and him), and charges for delay on what was too much.
/// Errors   bill_changed_meanwhile; those of the books and the database.

#include <functional>
#include <span>

#include "contributions/bill_making.h"
#include "office/bill_issue.h"
#include "office/desk.h"

namespace payung {

struct Corrected {
    std::int64_t bills = 0;
    PartAmounts amount;
    Money jkp_state, freed;  // freed: of it had been paid
    std::vector<BillingException> exceptions;
};

/// What would be corrected; changes nothing. By payer and segment, of one month.
Result<Corrected> plan_corrections(Transaction& snapshot,
                                   std::span<const MemberCorrection> corrections);
/// Corrects it in one command.
Result<Corrected> correct_bills(const Desk& desk, std::span<const MemberCorrection> corrections,
                                const BasisText& text_of);

}  // namespace payung
