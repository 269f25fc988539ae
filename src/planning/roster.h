#pragma once

/// Who is covered, by whom, in which months and for how much.
///
/// Shape    entries stand by budget (in the order of the file), then by rank; an entry is one
/// worker
///          over all months of his budget. A row of roster.csv is one worker over a run of months
///          in which every programme costs the same: rows_of(). One budget pays for a worker, so
///          nobody stands here twice.
/// Sums     exact: of each budget, what its rows add up to is what the choice says it used (CHECK).
/// Cost     two passes over the candidates, 12 bytes an entry.

#include <cstdint>
#include <span>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "planning/choice.h"
#include "planning/eligibility.h"
#include "planning/price.h"

namespace payung {

struct RosterEntry {
    std::uint32_t candidate = 0;
    std::uint32_t budget = 0;
    std::uint32_t price = 0;  // index into the prices of the budget
    friend bool operator==(const RosterEntry&, const RosterEntry&) = default;
};

struct RosterTotal {
    std::uint64_t workers = 0;
    std::uint64_t rows = 0;
    Money amount;
};

/// So many workers whom a budget pays the same in the same months: what it owes for them is billed
/// month by month and programme by programme.
struct CommittedMonths {
    std::uint32_t budget = 0;
    std::uint64_t workers = 0;
    PriceRun run;
};

class Roster {
public:
    /// Pre: all of the same candidates and budgets.
    Roster(const Choice& choice, const Eligibility& eligibility, const BudgetPrices& prices);

    std::span<const RosterEntry> entries() const { return entries_; }
    std::span<const RosterEntry> entries(std::uint32_t budget) const {
        return std::span(entries_).subspan(begins_[budget], begins_[budget + 1] - begins_[budget]);
    }
    const RosterTotal& total(std::uint32_t budget) const { return totals_[budget]; }
    RosterTotal total() const;

    /// The rows of an entry. Pre: `prices` are those the roster was made of.
    static std::span<const PriceRun> rows_of(const RosterEntry& entry, const BudgetPrices& prices) {
        return prices.prices(entry.budget)[entry.price].runs;
    }

    /// For bills: by budget, then price, then month. Budgets that pay nobody are not here.
    std::vector<CommittedMonths> commitments(const BudgetPrices& prices) const;

private:
    std::vector<RosterEntry> entries_;
    std::vector<std::size_t> begins_;                     // of each budget, and the end
    std::vector<std::vector<std::uint64_t>> workers_at_;  // by budget and price
    std::vector<RosterTotal> totals_;
};

}  // namespace payung
