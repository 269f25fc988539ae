#pragma once

/// An earlier decision held against what is known now: what is still to be paid and what was paid
/// too much, component by component.
///
/// Shape    the earlier receipt is what counts, not what somebody remembers; the new facts are
///          assessed under the law given (normally the same version, see replay()).
/// Errors   receipt_unreadable; receipt_other_programme.
/// Law      overpayments are claimed back (fund-and-impact E17), underpayments are paid; what rises
///          and falls for one person is set off, never between persons.

#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "claims/assessment.h"

namespace payung {

struct ComponentChange {
    std::string code;
    PayeeRole payee = PayeeRole::member;
    Component::Nature nature = Component::Nature::due;
    std::int64_t relative = 0;
    Money was, now;
    friend bool operator==(const ComponentChange&, const ComponentChange&) = default;
};

struct Reassessment {
    Assessment now;
    std::vector<ComponentChange> changes;  // only what differs, in the order of the codes
    Money was_due, now_due;                // totals before what is withheld
    Money to_pay;                          // to those for whom more is due now
    Money overpaid;                        // by those for whom less is due now
    Money scheduled_rise, scheduled_fall;  // of obligations, nominal
    bool same() const { return changes.empty(); }
};

Result<Reassessment> reassess(const ClaimLaw& law, std::string_view earlier_receipt,
                              const ClaimFacts& facts);

}  // namespace payung
