#pragma once

/// What was billed too much is taken back: a wage of a past month was corrected down, or somebody
/// was no member then.
///
/// Shape    pure. A correction makes a bill smaller by shares of its members. What had been paid of
///          it is free again: of JHT what stands on the accounts of those members above what is
///          owed for them still, of other parts what is above the bill; the latest payment gives
///          back first. So a bill that was paid stays paid, and nobody else's account is touched.
/// Books    what was accrued is taken back with the event in the past month (E1 mirrored); what was
///          paid goes back through 2420 / 1410 to 2220 on the day of the correction.
/// Units    Money, none negative.

#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "contributions/receipt.h"
#include "ledger/entry.h"

namespace payung {

/// What is taken back of one member in the month of a bill.
struct MemberCorrection {
    PartyNumber payer = 0;
    Segment segment = Segment::pu;
    MembershipNumber membership = 0;
    Month month;
    Money base;  // the wage that counts now
    PartAmounts amount;
    Money jkp_state;
    std::int64_t basis = 0;  // of the assessment; no_member where nothing is owed any more
    static constexpr std::int64_t no_member = -1;
    friend bool operator==(const MemberCorrection&, const MemberCorrection&) = default;
};

using CorrectionNumber = std::int64_t;

/// What was taken back of one bill at once.
struct BillCorrection {
    CorrectionNumber number = 0;
    BillNumber bill = 0;
    Day day;
    std::int64_t share = 0, members = 0;  // its shares, by their order on the bill
    PartAmounts amount;
    Money jkp_state, freed;
    AllocationNumber allocation = 0;  // the last there was before it
    std::string actor;
    GroupNumber posted = 0;  // 0 where only the wage is other
    friend bool operator==(const BillCorrection&, const BillCorrection&) = default;
};

/// Whose the JHT part of a bill is, as payments come and corrections are made.
class JhtSplit {
public:
    explicit JhtSplit(std::vector<Money> owed);

    /// What each member gets: split over what is still owed to them by largest remainder, so that
    /// whole payments give everybody his own exactly, and nobody ever more. Pre: no more than that.
    std::vector<Money> pay(AllocationNumber payment, Money amount);
    /// Nothing of that payment stands any more.
    void undo(AllocationNumber payment);
    /// Less is owed: what each payment gives back, by member. Pre: no more than is owed.
    std::map<AllocationNumber, std::vector<Money>> correct(std::span<const Money> less);

private:
    std::vector<Money> owed_, given_;
    std::map<AllocationNumber, std::vector<Money>> shares_;
};

/// A correction as the split sees it.
struct JhtCorrection {
    AllocationNumber after = 0;
    std::vector<Money> less;  // by member
};
/// The split after all of these, each in its order. Freeing follows from corrections.
JhtSplit jht_split(std::vector<Money> owed, std::span<const BillPayment> payments,
                   std::span<const JhtCorrection> corrections);

/// What of each payment stands: less what was freed of it, without what was taken back.
std::map<AllocationNumber, PartAmounts> standing_payments(std::span<const BillPayment> payments);

/// What each payment gives back of the other parts (`jht` is left out), the latest first. Pre: no
/// more than stands.
std::map<AllocationNumber, PartAmounts> freed_parts(
    const PartAmounts& freed, const std::map<AllocationNumber, PartAmounts>& standing);

/// What the bill accrued, less: E1 mirrored. Without entries where it is nothing.
Group accrual_taken_back(const Bill& bill, std::string_view payer_number,
                         const BillCorrection& correction);

}  // namespace payung
