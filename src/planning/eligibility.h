#pragma once

/// Who may be paid by which budgets, as classes of workers who are alike to all of them.
///
/// A budget may pay for a worker who lives in its area, works in one of its sectors, is of a decile
/// up to its limit, and has not reached the upper age limit on the first day of its first month.
/// What is not known of a worker (0) is in no area, sector or decile that a budget names.
///
/// Order    In every class the budgets stand from the most restricted to the least: by the number
///          of candidates they may pay, fewest first. A budget whose candidates are part of
///          another's thus always comes before it, judged by the candidates at hand. Equal numbers:
///          the deeper area, then fewer sectors, then the lower decile limit, then the id.
/// Shape    class_of[i] is candidate i's class; class 0 … are in the order of their lists, so that
///          neither rows nor threads decide a number. Classes without candidates do not appear.
/// Cost     one table look-up a candidate for area and one for the cell, about 5 ns a core; the
///          budgets themselves are asked once for each distinct kind of candidate.
/// Errors   interrupted.

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "planning/budget.h"
#include "planning/choice.h"
#include "planning/price.h"
#include "registry/area_table.h"

namespace payung {

/// What budgets ask of a candidate.
struct CandidateFacts {
    std::uint32_t area = 0;                 // deepest known area
    std::int32_t too_old_from = INT32_MAX;  // number of the first Month whose first day finds him
                                            // at or past the upper age limit
    std::uint8_t decile = 0;                // 0 unknown
    char sector = 0;                        // KBLI letter; 0 unknown
};

struct Eligibility {
    std::vector<WorkerClass> classes;
    std::vector<std::vector<std::uint32_t>> price_of;  // as payable_by: index into the prices
    std::vector<std::uint32_t> class_of;               // by candidate
    std::vector<std::uint64_t> eligible;               // candidates, by budget
    std::vector<std::uint32_t> restriction;            // budgets, the most restricted first
};

/// The rule itself, for one candidate and one budget.
bool may_pay(const Budget& budget, const CandidateFacts& candidate, const AreaTable& areas);

Result<Eligibility> find_eligible(std::span<const Budget> budgets, const BudgetPrices& prices,
                                  std::span<const CandidateFacts> candidates,
                                  const AreaTable& areas, unsigned threads);

}  // namespace payung
