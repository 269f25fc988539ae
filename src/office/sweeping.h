#pragma once

/// Emptying the clearing: what receipts have paid goes to the funds' own banks, once a day (E3);
/// and what lies there unallocated for too long is told (I13).
///
/// Shape    a sweep takes every allocation since the last one, of all channels, together with what
///          JKK owes on to JKP. What was taken back meanwhile flows the other way.
/// Law      UU 24/2011 Pasal 40: the funds' assets are kept apart, at their custodian bank.
/// Errors   those of the books: ledger_limit where a fund cannot give back what it must.

#include <optional>
#include <string>
#include <vector>

#include "contributions/receipt.h"
#include "legislation/calendar.h"
#include "office/desk.h"

namespace payung {

struct Swept {
    std::int64_t sweep = 0;  // 0: there was nothing to move
    Money amount, passed_on;
};
/// `custodian`: the sub-account of 1110.
Result<Swept> sweep_receipts(const Desk& desk, std::string_view custodian);

/// Days that are neither Saturday, Sunday nor free after `from`, up to and with `until`; nothing
/// where a year between them has no calendar.
std::optional<int> working_days_between(Day from, Day until, const Calendars& calendars);

enum class AgeAlert : std::uint8_t { none, amber, red };  // red is told to the management

struct AgedReceipt {
    Receipt receipt;
    std::optional<int> working_days;  // empty: a year has no calendar
    AgeAlert alert = AgeAlert::none;
};
/// Thresholds of the alerts: fund-and-impact I13, a proposal and no law.
inline constexpr int amber_after_days = 3, red_after_days = 10;
/// Receipts that are not used up, oldest first.
Result<std::vector<AgedReceipt>> age_receipts(const Desk& desk);

}  // namespace payung
