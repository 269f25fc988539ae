#include "planning/assignment.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/check.h"

namespace payung {
namespace {

constexpr std::uint32_t no_edge = UINT32_MAX;
constexpr std::uint32_t no_way = UINT32_MAX;

}  // namespace

Assignment::Assignment(std::span<const WorkerClass> classes, std::span<const Money> ceilings,
                       std::span<const std::uint64_t> population) {
    for (const Money ceiling : ceilings) {
        CHECK(ceiling >= Money{});
        left_.push_back(ceiling.sen());
    }
    make_edges(classes);
    make_pools();
    nested_ = lists_nest(population);
    one_price_ = prices_are_one(population);
    searches_ = !nested_ || !one_price_;
}

void Assignment::make_edges(std::span<const WorkerClass> classes) {
    begins_.push_back(0);
    for (std::uint32_t i = 0; i < classes.size(); ++i) {
        for (const PayableBy& payable : classes[i].payable_by) {
            CHECK(payable.source < left_.size());
            CHECK(payable.cost > Money{});
            edges_.push_back({payable.cost.sen(), payable.source, 0, i});
        }
        begins_.push_back(static_cast<std::uint32_t>(edges_.size()));
    }
    first_open_.assign(begins_.begin(), begins_.end() - 1);
    workers_.assign(edges_.size(), 0);
}

void Assignment::make_pools() {
    pool_edges_.resize(edges_.size());
    std::iota(pool_edges_.begin(), pool_edges_.end(), 0U);
    const auto key = [this](std::uint32_t edge) {
        return std::tie(edges_[edge].source, edges_[edge].cost);
    };
    std::stable_sort(pool_edges_.begin(), pool_edges_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    for (std::uint32_t i = 0; i < pool_edges_.size(); ++i) {
        if (i == 0 || key(pool_edges_[i]) != key(pool_edges_[i - 1])) pool_begins_.push_back(i);
        edges_[pool_edges_[i]].pool = static_cast<std::uint32_t>(pool_begins_.size() - 1);
    }
    const std::size_t pools = pool_begins_.size();
    pool_begins_.push_back(static_cast<std::uint32_t>(edges_.size()));
    way_.resize(pools);
    distance_.assign(pools, no_way);
    sealed_.assign(pools, 0);
    class_reached_.resize(first_open_.size());
}

/// Sources nest, and lists follow inclusion, exactly if each source is followed by the same source
/// (or by none) in every list it stands in: then each contains those before it, and no other list
/// holds one without the other.
bool Assignment::lists_nest(std::span<const std::uint64_t> population) const {
    constexpr std::uint32_t not_seen = UINT32_MAX - 1, last = UINT32_MAX;
    std::vector<std::uint32_t> next(left_.size(), not_seen);
    for (std::uint32_t edge = 0; edge < edges_.size(); ++edge) {
        const Edge& e = edges_[edge];
        if (population[e.worker_class] == 0) continue;
        const bool is_last = edge + 1 == begins_[e.worker_class + 1];
        const std::uint32_t follower = is_last ? last : edges_[edge + 1].source;
        if (next[e.source] == not_seen) next[e.source] = follower;
        if (next[e.source] != follower) return false;
    }
    return true;
}

bool Assignment::prices_are_one(std::span<const std::uint64_t> population) const {
    std::vector<std::int64_t> price(left_.size(), 0);
    for (const Edge& e : edges_) {
        if (population[e.worker_class] == 0) continue;
        if (price[e.source] == 0) price[e.source] = e.cost;
        if (price[e.source] != e.cost) return false;
    }
    return true;
}

bool Assignment::take_by_exchange(std::uint32_t worker_class) {
    if (all_sealed(worker_class)) return false;
    std::uint32_t entry = nearest_entry(worker_class);
    if (entry == no_edge || !way_holds(edges_[entry].pool)) {
        find_ways();
        entry = nearest_entry(worker_class);
        if (entry == no_edge) return false;
    }
    ++workers_[entry];  // at the price of the worker who leaves: nothing changes in this source
    move_along(edges_[entry].pool);
    ++exchanges_;
    return true;
}

bool Assignment::all_sealed(std::uint32_t worker_class) const {
    for (std::uint32_t edge = begins_[worker_class]; edge < begins_[worker_class + 1]; ++edge) {
        if (sealed_[edges_[edge].pool] == 0) return false;
    }
    return true;
}

/// The edge of this class from whose pool the fewest moves lead to money; the first of equals.
std::uint32_t Assignment::nearest_entry(std::uint32_t worker_class) const {
    std::uint32_t nearest = no_edge;
    std::uint32_t least = no_way;
    for (std::uint32_t edge = begins_[worker_class]; edge < begins_[worker_class + 1]; ++edge) {
        if (distance_[edges_[edge].pool] >= least) continue;
        least = distance_[edges_[edge].pool];
        nearest = edge;
    }
    return nearest;
}

bool Assignment::way_holds(std::uint32_t pool) const {
    for (;;) {
        const Move move = way_[pool];
        if (workers_[move.from] == 0) return false;
        if (distance_[pool] == 1) return fits(move.to);
        pool = edges_[move.to].pool;
    }
}

void Assignment::move_along(std::uint32_t pool) {
    for (;;) {
        const Move move = way_[pool];
        --workers_[move.from];
        if (distance_[pool] == 1) return add(move.to);
        ++workers_[move.to];
        pool = edges_[move.to].pool;
    }
}

/// Breadth first from the pools that have money, against the moves: so each way is the shortest.
void Assignment::find_ways() {
    std::fill(distance_.begin(), distance_.end(), no_way);
    std::fill(class_reached_.begin(), class_reached_.end(), std::uint8_t{0});
    queue_.clear();
    for (std::uint32_t c = 0; c < class_reached_.size(); ++c) {
        for (std::uint32_t edge = begins_[c]; edge < begins_[c + 1]; ++edge) {
            if (fits(edge)) reach(c, edge, 1);
        }
    }
    for (std::size_t at = 0; at < queue_.size(); ++at) {
        const std::uint32_t pool = queue_[at];
        for (std::uint32_t i = pool_begins_[pool]; i < pool_begins_[pool + 1]; ++i) {
            const std::uint32_t to = pool_edges_[i];
            reach(edges_[to].worker_class, to, distance_[pool] + 1);
        }
    }
    for (std::uint32_t pool = 0; pool < distance_.size(); ++pool) {
        const bool has_money = fits(pool_edges_[pool_begins_[pool]]);
        if (distance_[pool] == no_way && !has_money) sealed_[pool] = 1;
    }
}

/// Workers of this class can move to `to`: every pool they sit in has a way, if it had none.
void Assignment::reach(std::uint32_t worker_class, std::uint32_t to, std::uint32_t distance) {
    if (class_reached_[worker_class] != 0) return;
    class_reached_[worker_class] = 1;
    for (std::uint32_t from = begins_[worker_class]; from < begins_[worker_class + 1]; ++from) {
        const std::uint32_t pool = edges_[from].pool;
        if (workers_[from] == 0 || distance_[pool] != no_way || fits(from)) continue;
        distance_[pool] = distance;
        way_[pool] = {from, to};
        queue_.push_back(pool);
    }
}

}  // namespace payung
