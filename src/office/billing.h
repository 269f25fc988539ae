#pragma once

/// Billing a month: what every member's protection costs, on bills to those who pay.
///
/// Shape    payers go in steps, each a command of its own: bills, their members, postings and audit
///          events in one transaction. A step that was done is not done again: whoever was billed
///          is left as he is, but for differences (a later wage, somebody enrolled late): what is
///          more is billed, what is less is taken back (correcting.h). Killed in
///          the middle and run again, the end is the same.
/// Books    wage earners: E1, when billed; everybody else: nothing before it is paid (E5).
/// Law      contributions/assessment.h, delay_law.h. Relief is for payers who owe nothing from
///          earlier months when they are billed.
/// Errors   of the whole: law_malformed, bill_due_unknown, those of the database. Members who
///          cannot be assessed are exceptions of the report and stop nobody else.
/// Cost     see billing_bench.cpp.

#include <functional>
#include <optional>
#include <vector>

#include "contributions/bill_making.h"
#include "office/desk.h"

namespace payung {

struct BillingRequest {
    Month month;
    std::optional<PartyNumber> payer;  // empty: all of them
    std::size_t payers_in_step = 1000;
    std::size_t members_in_step = 50'000;
    /// After each step: payers and members so far.
    std::function<void(std::int64_t payers, std::int64_t members)> on_step = {};
};

struct BillingReport {
    std::int64_t payers = 0;       // with members, or looked at
    std::int64_t members = 0;      // in that month
    std::int64_t bills = 0;        // of contributions
    std::int64_t differences = 0;  // bills of differences
    std::int64_t billed = 0;       // members on them
    PartAmounts amount;
    Money jkp_state;
    bool issued = false;           // else it tells what would be
    std::int64_t corrections = 0;  // bills from which too much was taken back
    PartAmounts corrected;
    Money freed;  // of it had been paid, and is free on its receipts
    std::vector<BillingException> exceptions;
    BillNumber first = 0, last = 0;  // of the bills; 0 none
};

/// What would be billed; changes nothing.
Result<BillingReport> assess_month(const Desk& desk, const BillingRequest& request);
/// Bills it, on the desk's day. What stands as advance of an overpayment pays bills at once.
Result<BillingReport> issue_bills(const Desk& desk, const BillingRequest& request);

}  // namespace payung
