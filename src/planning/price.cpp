#include "planning/price.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/check.h"

namespace payung {
namespace {

constexpr char letter_of(std::size_t sector) {
    return sector == 0 ? '\0' : static_cast<char>('A' + static_cast<int>(sector) - 1);
}

/// The error of the law, with the budget for which it was asked.
Error of_budget(const Error& error, const Budget& budget) {
    Error told = error.code() == Code::no_law ? Error(Code::budget_no_law) : Error(error.code());
    for (const auto& [name, value] : error.arguments()) told = std::move(told).with(name, value);
    return std::move(told).with("source", budget.id);
}

/// Adds one month, to the last run if nothing changes there.
void add_month(Price& price, Month month, const ProgrammeAmounts& monthly) {
    Money sum;
    for (const Money amount : monthly) sum += amount;
    price.total += sum;
    if (!price.runs.empty() && price.runs.back().monthly == monthly) {
        ++price.runs.back().months;
    } else {
        price.runs.push_back({month, 1, monthly, sum});
    }
}

}  // namespace

class PriceMaker {
public:
    PriceMaker(std::span<const Budget> budgets, const DueOf& due_of)
        : budgets_(budgets), due_of_(due_of) {}

    Result<BudgetPrices> make() {
        made_.prices_.resize(budgets_.size());
        made_.price_of_.resize(budgets_.size());
        for (std::uint32_t i = 0; i < budgets_.size(); ++i) {
            for (std::size_t sector = 0; sector < BudgetPrices::sectors; ++sector) {
                const char letter = letter_of(sector);
                if (!admits_sector(budgets_[i], letter)) continue;
                auto price = price_of(budgets_[i], letter);
                if (!price) return of_budget(price.error(), budgets_[i]);
                CHECK(price->total > Money{});
                made_.price_of_[i].at(sector) = place(made_.prices_[i], std::move(*price));
            }
        }
        return std::move(made_);
    }

private:
    Result<Price> price_of(const Budget& budget, char sector) {
        Price price;
        for (std::int32_t i = 0; i < budget.months; ++i) {
            ProgrammeAmounts monthly{};
            for (const Programme programme : all_programmes) {
                if ((budget.programmes & programme_bit(programme)) == 0) continue;
                TRY_ASSIGN(const ContributionDue due,
                           due_of(programme, budget.from + i, budget.kind, sector));
                monthly.at(static_cast<std::size_t>(programme)) = due.amount;
                price.unconfirmed |= due.unconfirmed;
                price.sector_assumed |= due.sector_assumed;
            }
            add_month(price, budget.from + i, monthly);
        }
        return price;
    }

    Result<ContributionDue> due_of(Programme programme, Month month, PayerKind payer, char sector) {
        const std::tuple asked{programme, month, payer, sector};
        if (const auto known = known_.find(asked); known != known_.end()) return known->second;
        TRY_ASSIGN(const ContributionDue due, due_of_(programme, month, payer, sector));
        CHECK(due.amount >= Money{});
        known_.emplace(asked, due);
        return due;
    }

    static std::uint32_t place(std::vector<Price>& prices, Price price) {
        const auto at = std::find(prices.begin(), prices.end(), price) - prices.begin();
        if (at == std::ssize(prices)) prices.push_back(std::move(price));
        return static_cast<std::uint32_t>(at);
    }

    std::span<const Budget> budgets_;
    const DueOf& due_of_;
    BudgetPrices made_;
    std::map<std::tuple<Programme, Month, PayerKind, char>, ContributionDue> known_;
};

Result<BudgetPrices> price_budgets(std::span<const Budget> budgets, const DueOf& due_of) {
    return PriceMaker(budgets, due_of).make();
}

Result<BudgetPrices> price_budgets(std::span<const Budget> budgets, const ContributionLaw& law) {
    return price_budgets(
        budgets, DueOf{[&law](Programme programme, Month month, PayerKind payer, char sector) {
            return law.due(programme, month, payer, sector);
        }});
}

}  // namespace payung
