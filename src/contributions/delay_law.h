#pragma once

/// When contributions are due, and what is charged for paying them late.
///
/// Law      `Jatuh tempo iuran`, `Bulan terlambat`, `Denda iuran` of
///          legislation/umum/jatuh_tempo.dmn, with the working days of legislation/calendars.
///          Every rupiah is charged for the months of delay until it was paid: a part payment ends
///          the delay of what it pays (interpretation: the texts say 2 % a month of what should
///          have been paid).
/// Errors   bill_due_unknown: the law or the calendar does not reach that month; make():
///          law_malformed.
/// Cost     a due day is asked once for each segment and month, and kept.

#include <map>
#include <span>
#include <utility>

#include "contributions/bill.h"
#include "legislation/rulebook.h"

namespace payung {

class DelayLaw {
public:
    static Result<DelayLaw> make(Rulebook law);

    Result<Day> due(Segment segment, Month month);

    struct Delay {
        std::int64_t months = 0;
        Money charge;
        friend bool operator==(const Delay&, const Delay&) = default;
    };
    /// Of contributions for `month` that were paid, or still are not paid, on `day`. Pre: whole
    /// rupiah, not negative.
    Result<Delay> delay(Segment segment, Month month, Money owed, Day day);

private:
    explicit DelayLaw(Rulebook law) : law_(std::move(law)) {}
    Error unknown(const rules::Node& decision, Month month) const;

    Rulebook law_;
    const rules::Node* due_ = nullptr;
    const rules::Node* months_ = nullptr;
    const rules::Node* charge_ = nullptr;
    std::map<std::pair<Segment, Month>, Day> known_;
};

/// The parts of a charge: as those of the bill that it is for, what was passed on to JKP counted
/// with JKK (E15). Adds up exactly; what is left over by rounding goes to the largest remainders.
PartAmounts charge_parts(Money charge, const PartAmounts& of_bill);

}  // namespace payung
