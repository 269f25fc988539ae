#pragma once

/// What bills do to the books: linked groups of ledger entries.
///
/// Shape    one group a bill or a month of one. The contribution of wage earners is income when it
///          is owed (E1): receivables of the funds, JKP's part of JKK passed on, the State's share
///          beside it. Everybody else's is income when it is paid and its month has come (E5).
///          Charges are income when they are paid (E15), so that issuing them books nothing.
/// Keys     1310, 2320 "NPP:2026-03"; 1330 the year; 1420, 2430, 5150 the month; 2210
///          "payer:first..last"; 2310 the KPJ; 4110, 4120, 4130 the segment.
/// Dates    a month's contribution happens on its last day, or when it is billed if that is
///          earlier; a prepaid month is earned on its first day, or when it was paid if that is
///          later.
/// Pre      no negative part (accrual); amounts of members add up to those of the month.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contributions/bill.h"
#include "ledger/entry.h"

namespace payung {

/// "NPP00001:2026-03", for 1310 and 2320.
std::string receivable_key(std::string_view payer_number, Month month);
/// "NPP00001:2026-03..2027-02", for 2210.
std::string advance_key(std::string_view payer_number, Month first, Month last);

/// E1. Pre: owed_before_paid(bill.segment), one month, kind contribution or back_wage.
Group accrual_of(const Bill& bill, std::string_view payer_number);

struct JhtShare {
    std::string kpj;
    Money amount;
};
/// A month of a bill that was paid before it was owed.
struct EarnedMonth {
    const Bill* bill = nullptr;  // paid
    std::string_view payer_number;
    Month month;
    PartAmounts amounts;
    std::vector<JhtShare> jht;  // adds up to the part of JHT
};
/// The end of E5: months that have come are earned. One group for many bills; `event` names it.
Group earned_months(std::span<const EarnedMonth> months, std::string_view event);

/// E14: the allowance of a fund for doubtful contributions of an age band goes from what it is to
/// what it should be. Pre: they differ.
Group impairment_of(Book fund, std::string_view age_band, Money allowed_before, Money wanted,
                    Day on, std::string_view event);

}  // namespace payung
