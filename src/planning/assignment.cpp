#include "planning/assignment.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/check.h"

namespace payung {
namespace {

constexpr std::uint32_t no_edge = UINT32_MAX;

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
    if (searches_) chains_.resize(classes.size());
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
    reached_.assign(pools, 0);
    sealed_.assign(pools, 0);
    reached_by_.resize(pools);
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
    Chain& chain = chains_[worker_class];
    if (!holds(chain) && !search(worker_class, chain)) return false;
    apply(chain);
    ++exchanges_;
    return true;
}

bool Assignment::holds(const Chain& chain) const {
    if (chain.moves.empty()) return false;
    for (const Move& move : chain.moves) {
        if (workers_[move.from] == 0) return false;
    }
    return fits(chain.moves.back().to);
}

void Assignment::apply(const Chain& chain) {
    ++workers_[chain.entry];  // at the price of the worker who leaves: nothing changes in its
                              // source
    for (const Move& move : chain.moves) {
        --workers_[move.from];
        ++workers_[move.to];
    }
    const Edge& last = edges_[chain.moves.back().to];
    left_[last.source] -= last.cost;
}

/// Breadth first, so that the fewest workers move; sources in the order of the lists, classes in
/// the order of their numbers.
bool Assignment::search(std::uint32_t worker_class, Chain& chain) {
    queue_.clear();
    for (std::uint32_t edge = begins_[worker_class]; edge < begins_[worker_class + 1]; ++edge) {
        reach(edge, {no_edge, edge});
    }
    bool found = false;
    for (std::size_t at = 0; at < queue_.size() && !found; ++at) {
        const std::uint32_t pool = queue_[at];
        for (std::uint32_t i = pool_begins_[pool]; i < pool_begins_[pool + 1] && !found; ++i) {
            const std::uint32_t from = pool_edges_[i];
            if (workers_[from] == 0) continue;
            const std::uint32_t mover = edges_[from].worker_class;
            for (std::uint32_t to = begins_[mover]; to < begins_[mover + 1] && !found; ++to) {
                if (!reach(to, {from, to})) continue;
                found = true;
                chain = chain_to({from, to});
            }
        }
    }
    for (const std::uint32_t pool : queue_) {
        reached_[pool] = 0;
        if (!found) sealed_[pool] = 1;
    }
    return found;
}

/// True if there is money at `edge`. Else its pool is reached, if it was not and may ever help.
bool Assignment::reach(std::uint32_t edge, Move by) {
    const std::uint32_t pool = edges_[edge].pool;
    if (fits(edge)) return true;
    if (reached_[pool] != 0 || sealed_[pool] != 0) return false;
    reached_[pool] = 1;
    reached_by_[pool] = by;
    queue_.push_back(pool);
    return false;
}

Assignment::Chain Assignment::chain_to(Move last) const {
    Chain chain;
    for (Move move = last; move.from != no_edge; move = reached_by_[edges_[move.from].pool]) {
        chain.moves.push_back(move);
    }
    std::reverse(chain.moves.begin(), chain.moves.end());
    chain.entry = reached_by_[edges_[chain.moves.front().from].pool].to;
    return chain;
}

}  // namespace payung
