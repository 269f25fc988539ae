#include "contributions/allocation.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "base/check.h"

namespace payung {
namespace {

constexpr std::array<std::string_view, 3> names{"proportional/1", "oldest_month_first/1",
                                                "programme_order/1"};

std::int64_t units_of(Money amount, Money unit) {
    CHECK(amount >= Money{} && amount.sen() % unit.sen() == 0);
    return amount.sen() / unit.sen();
}

/// A share in whole units, and what was cut off it.
struct Share {
    std::int64_t units = 0;
    __int128 cut = 0;  // in parts of the sum of the weights
};

/// Gives one unit each to the `left` shares that were cut most.
void give_rest(std::vector<Share>& shares, std::int64_t left) {
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto before = [&](std::size_t a, std::size_t b) {
        return shares[a].cut != shares[b].cut ? shares[a].cut > shares[b].cut : a < b;
    };
    const auto rest = static_cast<std::size_t>(left);
    CHECK(rest <= shares.size());
    std::ranges::nth_element(order, order.begin() + left, before);
    for (std::size_t i = 0; i < rest; ++i) {
        CHECK(shares[order[i]].cut > 0);
        ++shares[order[i]].units;
    }
}

/// Parts are paid rank by rank: a smaller rank is paid whole before the next.
using Rank = std::tuple<bool, std::int32_t>;

Rank rank_of(const OpenPart& part, AllocationStrategy strategy) {
    switch (strategy) {
        case AllocationStrategy::proportional:
            return {part.charge, 0};
        case AllocationStrategy::oldest_month_first:
            return {part.charge, part.month.number()};
        case AllocationStrategy::programme_order:
            return {part.charge, part.order};
    }
    return {part.charge, 0};
}

std::vector<std::size_t> in_order(std::span<const OpenPart> parts, AllocationStrategy strategy) {
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) {
        const OpenPart& part = parts[i];
        return std::tuple(rank_of(part, strategy), part.order, part.month, part.bill, i);
    });
    return order;
}

}  // namespace

std::vector<Money> largest_remainder(Money amount, std::span<const Money> weights, Money unit) {
    const std::int64_t whole = units_of(amount, unit);
    __int128 sum = 0;
    for (const Money weight : weights) sum += units_of(weight, unit);
    std::vector<Money> parts(weights.size());
    if (whole == 0) return parts;
    CHECK(sum > 0);
    std::vector<Share> shares(weights.size());
    std::int64_t left = whole;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const __int128 product = static_cast<__int128>(whole) * units_of(weights[i], unit);
        shares[i] = {static_cast<std::int64_t>(product / sum), product % sum};
        left -= shares[i].units;
    }
    give_rest(shares, left);
    for (std::size_t i = 0; i < shares.size(); ++i) parts[i] = unit * shares[i].units;
    return parts;
}

std::string_view name_of(AllocationStrategy strategy) {
    return names.at(static_cast<std::size_t>(strategy) - 1);
}

std::optional<AllocationStrategy> parse_allocation_strategy(std::string_view word) {
    for (const auto strategy :
         {AllocationStrategy::proportional, AllocationStrategy::oldest_month_first,
          AllocationStrategy::programme_order}) {
        const std::string_view name = name_of(strategy);
        if (word == name || word == name.substr(0, name.find('/'))) return strategy;
    }
    return std::nullopt;
}

std::vector<Money> allocate(Money amount, std::span<const OpenPart> parts,
                            AllocationStrategy strategy) {
    const std::vector<std::size_t> order = in_order(parts, strategy);
    std::vector<Money> given(parts.size());
    Money left = amount;
    for (std::size_t first = 0; first < order.size() && left > Money{};) {
        const Rank rank = rank_of(parts[order[first]], strategy);
        std::vector<Money> open;
        while (first + open.size() < order.size() &&
               rank_of(parts[order[first + open.size()]], strategy) == rank)
            open.push_back(parts[order[first + open.size()]].open);
        Money owed;
        for (const Money part : open) owed += part;
        const Money here = std::min(left, owed);
        const std::vector<Money> split = largest_remainder(here, open, one_rupiah);
        for (std::size_t i = 0; i < split.size(); ++i) given[order[first + i]] = split[i];
        left -= here;
        first += open.size();
    }
    CHECK(left == Money{});
    return given;
}

}  // namespace payung
