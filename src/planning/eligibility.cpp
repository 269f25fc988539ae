#include "planning/eligibility.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <numeric>
#include <tuple>

#include "base/interrupt.h"
#include "base/parallel.h"
#include "planning/cell_map.h"

namespace payung {
namespace {

constexpr std::size_t deciles = 11;  // 0 unknown, 1 … 10
constexpr std::size_t sectors = BudgetPrices::sectors;

bool admits_decile(const Budget& budget, std::uint8_t decile) {
    return budget.decile_max == 0 || (decile != 0 && decile <= budget.decile_max);
}
bool admits_age(const Budget& budget, std::int32_t too_old_from) {
    return budget.from.number() < too_old_from;
}

/// The distinct kinds of candidates as far as these budgets can tell them apart: a cell is an area
/// that some budget names, a group of sectors, a step of deciles and a step of ages.
class Cells {
public:
    Cells(std::span<const Budget> budgets, const BudgetPrices& prices, const AreaTable& areas)
        : budgets_(budgets) {
        number_areas(areas);
        group_sectors(prices);
        step_deciles();
        for (const Budget& budget : budgets) starts_.push_back(budget.from.number());
        std::sort(starts_.begin(), starts_.end());
        starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
    }

    std::uint64_t key_of(const CandidateFacts& who) const {
        std::uint64_t key = node_of_[who.area];
        key = key * sectors + group_of_.at(BudgetPrices::sector_index(who.sector));
        key = key * deciles + step_of_.at(who.decile);
        return key * (starts_.size() + 1) + age_step(who.too_old_from);
    }

    /// Some candidate of the cell; all others are the same to every budget.
    CandidateFacts example(std::uint64_t key) const {
        CandidateFacts who;
        const std::size_t age = key % (starts_.size() + 1);
        key /= starts_.size() + 1;
        who.too_old_from = age == starts_.size() ? INT32_MAX : starts_[age];
        const auto step = std::find(step_of_.begin(), step_of_.end(), key % deciles);
        who.decile = static_cast<std::uint8_t>(step - step_of_.begin());
        key /= deciles;
        const auto group = std::find(group_of_.begin(), group_of_.end(), key % sectors);
        const auto sector = group - group_of_.begin();
        who.sector = sector == 0 ? '\0' : static_cast<char>('A' + sector - 1);
        who.area = areas_[key / sectors];
        return who;
    }

private:
    /// Each area gets the deepest area around it (or itself) that a budget names.
    void number_areas(const AreaTable& areas) {
        areas_.push_back(0);
        for (const Budget& budget : budgets_) areas_.push_back(budget.area);
        std::sort(areas_.begin(), areas_.end());
        areas_.erase(std::unique(areas_.begin(), areas_.end()), areas_.end());
        node_of_.resize(areas.size());
        std::uint32_t next = 0;
        for (std::uint32_t area = 0; area < areas.size(); ++area) {
            const bool named = next < areas_.size() && areas_[next] == area;
            node_of_[area] = named ? next++ : node_of_[areas.parent(area)];
        }
    }

    /// Sectors that every budget admits, and at the same price, or does not admit.
    void group_sectors(const BudgetPrices& prices) {
        std::map<std::vector<std::uint32_t>, std::uint8_t> groups;
        for (std::size_t i = 0; i < sectors; ++i) {
            const char letter = i == 0 ? '\0' : static_cast<char>('A' + static_cast<int>(i) - 1);
            std::vector<std::uint32_t> seen;
            for (std::uint32_t b = 0; b < budgets_.size(); ++b) {
                const bool admitted = admits_sector(budgets_[b], letter);
                seen.push_back(admitted ? 1 + prices.price_of(b, letter) : 0);
            }
            const auto number = static_cast<std::uint8_t>(groups.size());
            group_of_.at(i) = groups.emplace(std::move(seen), number).first->second;
        }
    }

    void step_deciles() {
        std::map<std::vector<bool>, std::uint8_t> steps;
        for (std::uint8_t decile = 0; decile < deciles; ++decile) {
            std::vector<bool> seen;
            for (const Budget& budget : budgets_) seen.push_back(admits_decile(budget, decile));
            const auto number = static_cast<std::uint8_t>(steps.size());
            step_of_.at(decile) = steps.emplace(std::move(seen), number).first->second;
        }
    }

    /// Budgets start for him before he is too old: the first so many of the distinct months.
    std::size_t age_step(std::int32_t too_old_from) const {
        if (starts_.empty() || starts_.back() < too_old_from) return starts_.size();
        return static_cast<std::size_t>(
            std::lower_bound(starts_.begin(), starts_.end(), too_old_from) - starts_.begin());
    }

    std::span<const Budget> budgets_;
    std::vector<std::uint32_t> areas_;    // that budgets name, and the nation
    std::vector<std::uint32_t> node_of_;  // by area: index into areas_
    std::array<std::uint8_t, sectors> group_of_{};
    std::array<std::uint8_t, deciles> step_of_{};
    std::vector<std::int32_t> starts_;  // distinct first months
};

/// Cells in the order of their keys, and the cell of each candidate.
struct Sorted {
    std::vector<std::uint64_t> keys, counts;
    std::vector<std::uint32_t> cell_of;
};

Sorted sort_into_cells(const Cells& cells, std::span<const CandidateFacts> candidates,
                       unsigned threads) {
    const std::size_t size = candidates.size();
    const auto begin_of = [&](unsigned thread) { return size * thread / threads; };
    std::vector<CellMap> maps(threads);
    Sorted sorted;
    sorted.cell_of.resize(size);
    run_threads(threads, [&](unsigned thread) {
        CellMap& mine = maps[thread];
        for (std::size_t i = begin_of(thread); i < begin_of(thread + 1); ++i) {
            sorted.cell_of[i] = mine.meet(cells.key_of(candidates[i]));
        }
    });

    std::map<std::uint64_t, std::uint64_t> merged;
    for (const CellMap& map : maps) {
        for (const auto& [key, count] : map.cells()) merged[key] += count;
    }
    for (const auto& [key, count] : merged) {
        sorted.keys.push_back(key);
        sorted.counts.push_back(count);
    }
    run_threads(threads, [&](unsigned thread) {
        std::vector<std::uint32_t> renamed;
        for (const auto& [key, count] : maps[thread].cells()) {
            const auto at = std::lower_bound(sorted.keys.begin(), sorted.keys.end(), key);
            renamed.push_back(static_cast<std::uint32_t>(at - sorted.keys.begin()));
        }
        for (std::size_t i = begin_of(thread); i < begin_of(thread + 1); ++i) {
            sorted.cell_of[i] = renamed[sorted.cell_of[i]];
        }
    });
    return sorted;
}

/// Budgets by area, to find those that hold a place by walking up from it.
class BudgetsAround {
public:
    BudgetsAround(std::span<const Budget> budgets, const AreaTable& areas)
        : budgets_(budgets), areas_(areas) {
        for (std::uint32_t i = 0; i < budgets.size(); ++i) of_area_[budgets[i].area].push_back(i);
    }

    std::vector<std::uint32_t> that_may_pay(const CandidateFacts& who) const {
        std::vector<std::uint32_t> found;
        for (std::uint32_t area = who.area;; area = areas_.parent(area)) {
            if (const auto here = of_area_.find(area); here != of_area_.end()) {
                for (const std::uint32_t i : here->second) {
                    if (may_pay(budgets_[i], who, areas_)) found.push_back(i);
                }
            }
            if (area == 0) return found;
        }
    }

private:
    std::span<const Budget> budgets_;
    const AreaTable& areas_;
    std::map<std::uint32_t, std::vector<std::uint32_t>> of_area_;
};

std::vector<std::uint32_t> order_by_restriction(std::span<const Budget> budgets,
                                                std::span<const std::uint64_t> eligible,
                                                const AreaTable& areas) {
    const auto key = [&](std::uint32_t i) {
        const Budget& b = budgets[i];
        return std::tuple{eligible[i], -static_cast<int>(areas.level(b.area)),
                          b.sectors == 0 ? 32 : std::popcount(b.sectors),
                          b.decile_max == 0 ? 11 : int{b.decile_max}, std::string_view(b.id)};
    };
    std::vector<std::uint32_t> order(budgets.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    return order;
}

/// One budget in the list of a class, by its place in the order of restriction.
struct Payer {
    std::uint32_t place = 0, price = 0;
    friend auto operator<=>(const Payer&, const Payer&) = default;
};

/// The list of each cell, from the most restricted budget to the least.
std::vector<std::vector<Payer>> lists_of(const std::vector<std::vector<std::uint32_t>>& payers,
                                         const std::vector<CandidateFacts>& examples,
                                         const BudgetPrices& prices,
                                         std::span<const std::uint32_t> restriction) {
    std::vector<std::uint32_t> place_of(restriction.size());
    for (std::uint32_t i = 0; i < restriction.size(); ++i) place_of[restriction[i]] = i;
    std::vector<std::vector<Payer>> lists(payers.size());
    for (std::size_t cell = 0; cell < payers.size(); ++cell) {
        for (const std::uint32_t b : payers[cell]) {
            lists[cell].push_back({place_of[b], prices.price_of(b, examples[cell].sector)});
        }
        std::sort(lists[cell].begin(), lists[cell].end());
    }
    return lists;
}

/// Cells with the same list are one class: adds the classes, and tells that of each cell.
std::vector<std::uint32_t> make_classes(const std::vector<std::vector<Payer>>& lists,
                                        const BudgetPrices& prices, Eligibility& found) {
    std::map<std::vector<Payer>, std::uint32_t> class_of_list;
    for (const auto& list : lists) class_of_list.emplace(list, 0);
    for (auto& [list, number] : class_of_list) {
        number = static_cast<std::uint32_t>(found.classes.size());
        WorkerClass& added = found.classes.emplace_back();
        std::vector<std::uint32_t>& price_of = found.price_of.emplace_back();
        for (const Payer& payer : list) {
            const std::uint32_t budget = found.restriction[payer.place];
            added.payable_by.push_back({budget, prices.prices(budget)[payer.price].total});
            price_of.push_back(payer.price);
        }
    }
    std::vector<std::uint32_t> class_of_cell;
    for (const auto& list : lists) class_of_cell.push_back(class_of_list.at(list));
    return class_of_cell;
}

}  // namespace

bool may_pay(const Budget& budget, const CandidateFacts& who, const AreaTable& areas) {
    return budget.area <= who.area && who.area < areas.end(budget.area) &&
           admits_sector(budget, who.sector) && admits_decile(budget, who.decile) &&
           admits_age(budget, who.too_old_from);
}

Result<Eligibility> find_eligible(std::span<const Budget> budgets, const BudgetPrices& prices,
                                  std::span<const CandidateFacts> candidates,
                                  const AreaTable& areas, unsigned threads) {
    threads = std::max(threads, 1U);
    const Cells cells(budgets, prices, areas);
    Sorted sorted = sort_into_cells(cells, candidates, threads);
    TRY(check_interrupted());

    Eligibility found;
    found.eligible.assign(budgets.size(), 0);
    const BudgetsAround around(budgets, areas);
    std::vector<CandidateFacts> examples;
    std::vector<std::vector<std::uint32_t>> payers;
    for (std::size_t cell = 0; cell < sorted.keys.size(); ++cell) {
        examples.push_back(cells.example(sorted.keys[cell]));
        payers.push_back(around.that_may_pay(examples.back()));
        for (const std::uint32_t b : payers.back()) found.eligible[b] += sorted.counts[cell];
    }
    found.restriction = order_by_restriction(budgets, found.eligible, areas);

    const auto lists = lists_of(payers, examples, prices, found.restriction);
    const std::vector<std::uint32_t> class_of_cell = make_classes(lists, prices, found);
    for_pieces(candidates.size(), std::size_t{1} << 18, threads,
               [&](std::size_t begin, std::size_t end, std::size_t) {
                   for (std::size_t i = begin; i < end; ++i) {
                       sorted.cell_of[i] = class_of_cell[sorted.cell_of[i]];
                   }
               });
    found.class_of = std::move(sorted.cell_of);
    return found;
}

}  // namespace payung
