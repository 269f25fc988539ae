#pragma once

/// Months of cover and of contribution counted as benefits ask for them.
///
/// Law      Permenaker 1/2025 (waiting time: elapsed calendar months and paid months, both), PP
///          82/2019 (scholarship: contribution months, cumulative), PP 37/2021 (24 months before
///          the lay-off). How months count that were paid in advance is not confirmed: only those
///          up to the event count.
/// Units    whole months; a membership begins on the first day of its first month.
/// Cost     O(months).

#include <cstdint>
#include <span>

#include "base/day.h"
#include "membership/account_table.h"
#include "membership/cover.h"

namespace payung {

struct CoverMonths {
    bool covered = false;       // in the month of the event
    int elapsed = 0;            // full months since the unbroken cover began
    int paid_in_row = 0;        // of that unbroken cover, paid
    int contributed = 0;        // paid, with breaks
    int contributed_24 = 0;     // of these in the 24 months before the month of the event
    int paid_right_before = 0;  // without a break, ending with the month before the event
    int covered_in_all = 0;
    int in_arrears = 0;  // unpaid by an employer, up to the month of the event
};

CoverMonths count_months(std::span<const CoveredMonth> cover, ProgrammeBit programme, Day event);

}  // namespace payung
