#pragma once

/// What one worker costs each source: month by month, by the law of the month, the kind of money
/// and the sector of the worker.
///
/// Shape    a budget has one price, or several where relief depends on the sector (company and
///          donor money): price_of(budget, sector) is an index into its prices.
/// Law      all figures come from ContributionLaw: one whole contribution a programme and month.
/// Errors   budget_no_law; others of the law as they are.
/// Cost     each (programme, month, payer, sector) is asked of the law once.

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/result.h"
#include "legislation/contribution_law.h"
#include "planning/budget.h"

namespace payung {

/// Amount of each programme, by Programme.
using ProgrammeAmounts = std::array<Money, all_programmes.size()>;

/// Months in a row in which every programme costs the same.
struct PriceRun {
    Month from;
    std::int32_t months = 0;
    ProgrammeAmounts monthly;
    Money monthly_sum;
    friend bool operator==(const PriceRun&, const PriceRun&) = default;
};

/// One worker over all months of a budget.
struct Price {
    std::vector<PriceRun> runs;
    Money total;
    bool unconfirmed = false;     // some figure of law in it is marked M
    bool sector_assumed = false;  // only for unknown sectors: see ContributionDue
    friend bool operator==(const Price&, const Price&) = default;
};

class BudgetPrices {
public:
    std::span<const Price> prices(std::uint32_t budget) const { return prices_[budget]; }
    /// Pre: the budget may pay for this sector (letter, 0 unknown).
    std::uint32_t price_of(std::uint32_t budget, char sector) const {
        return price_of_[budget].at(sector_index(sector));
    }

    /// 0 for unknown, else the place of the letter in the alphabet.
    static constexpr std::size_t sector_index(char sector) {
        return sector == 0 ? 0 : static_cast<std::size_t>(sector - 'A') + 1;
    }
    static constexpr std::size_t sectors = 27;

private:
    friend class PriceMaker;
    std::vector<std::vector<Price>> prices_;                    // by budget
    std::vector<std::array<std::uint32_t, sectors>> price_of_;  // by budget and sector
};

/// Answers as ContributionLaw::due() does.
using DueOf = std::function<Result<ContributionDue>(Programme, Month, PayerKind, char sector)>;

Result<BudgetPrices> price_budgets(std::span<const Budget> budgets, const DueOf& due_of);
Result<BudgetPrices> price_budgets(std::span<const Budget> budgets, const ContributionLaw& law);

/// Whether a budget may pay for workers of this sector (letter, 0 unknown).
constexpr bool admits_sector(const Budget& budget, char sector) {
    return budget.sectors == 0 || (budget.sectors & sector_bit(sector)) != 0;
}

}  // namespace payung
