#include "planning/roster.h"

#include <algorithm>

#include "base/check.h"

namespace payung {
namespace {

std::uint32_t price_of(const Eligibility& eligibility, std::uint32_t candidate,
                       std::uint32_t budget) {
    const std::uint32_t worker_class = eligibility.class_of[candidate];
    const std::vector<PayableBy>& list = eligibility.classes[worker_class].payable_by;
    const auto at = std::find_if(list.begin(), list.end(),
                                 [&](const PayableBy& by) { return by.source == budget; });
    CHECK(at != list.end());
    return eligibility.price_of[worker_class][static_cast<std::size_t>(at - list.begin())];
}

}  // namespace

Roster::Roster(const Choice& choice, const Eligibility& eligibility, const BudgetPrices& prices) {
    const std::size_t budgets = choice.sources.size();
    begins_.push_back(0);
    for (std::uint32_t b = 0; b < budgets; ++b) {
        begins_.push_back(begins_.back() + choice.sources[b].workers);
        workers_at_.emplace_back(prices.prices(b).size(), 0);
    }
    entries_.resize(begins_.back());
    std::vector<std::size_t> next(begins_.begin(), begins_.end() - 1);
    for (const std::uint32_t candidate : choice.order) {
        const std::uint32_t budget = choice.source_of[candidate];
        if (budget == no_source) continue;
        const std::uint32_t price = price_of(eligibility, candidate, budget);
        entries_[next[budget]++] = {candidate, budget, price};
        ++workers_at_[budget][price];
    }
    totals_.resize(budgets);
    for (std::uint32_t b = 0; b < budgets; ++b) {
        for (std::size_t p = 0; p < workers_at_[b].size(); ++p) {
            const Price& price = prices.prices(b)[p];
            totals_[b].workers += workers_at_[b][p];
            totals_[b].rows += workers_at_[b][p] * price.runs.size();
            totals_[b].amount += price.total * static_cast<std::int64_t>(workers_at_[b][p]);
        }
        CHECK(next[b] == begins_[b + 1]);
        CHECK(totals_[b].amount == choice.sources[b].used);
    }
}

RosterTotal Roster::total() const {
    RosterTotal sum;
    for (const RosterTotal& of_budget : totals_) {
        sum.workers += of_budget.workers;
        sum.rows += of_budget.rows;
        sum.amount += of_budget.amount;
    }
    return sum;
}

std::vector<CommittedMonths> Roster::commitments(const BudgetPrices& prices) const {
    std::vector<CommittedMonths> all;
    for (std::uint32_t b = 0; b < workers_at_.size(); ++b) {
        for (std::size_t p = 0; p < workers_at_[b].size(); ++p) {
            if (workers_at_[b][p] == 0) continue;
            for (const PriceRun& run : prices.prices(b)[p].runs) {
                all.push_back({b, workers_at_[b][p], run});
            }
        }
    }
    return all;
}

}  // namespace payung
