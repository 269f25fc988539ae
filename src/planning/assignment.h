#pragma once

/// Who pays for how many of each class, as workers are taken one by one and money runs out.
///
/// A pool is one price of one source. A worker takes a place in a pool if its source has the money,
/// or if a chain of exchanges frees one: a worker in that pool moves to another source that may pay
/// him, where there is money or another chain. Places are exchanged within a pool only, that is at
/// the same price, so what is left in a source never grows. Hence every refusal is final: the pools
/// a failed search reached can never take anyone in again, nor can their workers go elsewhere.
///
/// Ways     For every pool from which some chain leads to money, the first move of the shortest is
///          kept, so that all classes share one search. It is made again when a way breaks: when a
///          source on it is spent, or nobody is left to move. A pool without a way is sealed.
/// Cost     take(): O(1) while some source of the class has money, else as long as the chain; a
///          search is one walk over classes and pools.

#include <cstdint>
#include <span>
#include <vector>

#include "base/money.h"
#include "planning/choice.h"

namespace payung {

class Assignment {
public:
    /// `population` of each class: classes without workers do not count as crossing anything.
    Assignment(std::span<const WorkerClass> classes, std::span<const Money> ceilings,
               std::span<const std::uint64_t> population);

    /// Takes one more worker of this class; false if nobody can pay for him, and then for ever.
    bool take(std::uint32_t worker_class) {
        const std::uint32_t end = begins_[worker_class + 1];
        for (std::uint32_t& edge = first_open_[worker_class]; edge < end; ++edge) {
            if (!fits(edge)) continue;
            add(edge);
            return true;
        }
        return searches_ && take_by_exchange(worker_class);
    }

    /// Workers of the class that its i-th source pays.
    std::span<const std::uint64_t> paid(std::uint32_t worker_class) const {
        return std::span(workers_).subspan(begins_[worker_class],
                                           begins_[worker_class + 1] - begins_[worker_class]);
    }
    Money left(std::uint32_t source) const { return Money::from_sen(left_[source]); }
    bool nested() const { return nested_; }
    bool one_price() const { return one_price_; }
    std::uint64_t exchanges() const { return exchanges_; }

private:
    /// A class and one source that may pay for it.
    struct Edge {
        std::int64_t cost = 0;  // sen
        std::uint32_t source = 0;
        std::uint32_t pool = 0;
        std::uint32_t worker_class = 0;
    };
    /// One worker moves from the source of one edge to that of another, of the same class.
    struct Move {
        std::uint32_t from, to;
    };

    void make_edges(std::span<const WorkerClass> classes);
    void make_pools();
    bool lists_nest(std::span<const std::uint64_t> population) const;
    bool prices_are_one(std::span<const std::uint64_t> population) const;

    bool fits(std::uint32_t edge) const { return left_[edges_[edge].source] >= edges_[edge].cost; }
    void add(std::uint32_t edge) {
        ++workers_[edge];
        left_[edges_[edge].source] -= edges_[edge].cost;
    }
    bool take_by_exchange(std::uint32_t worker_class);
    bool all_sealed(std::uint32_t worker_class) const;
    std::uint32_t nearest_entry(std::uint32_t worker_class) const;
    bool way_holds(std::uint32_t pool) const;
    void move_along(std::uint32_t pool);
    void find_ways();
    void reach(std::uint32_t worker_class, std::uint32_t to, std::uint32_t distance);

    std::vector<Edge> edges_;                // by class, then as in its list
    std::vector<std::uint32_t> begins_;      // of each class in edges_, and the end
    std::vector<std::uint32_t> first_open_;  // by class: the sources before it have too little left
    std::vector<std::uint64_t> workers_;     // by edge
    std::vector<std::int64_t> left_;         // by source, in sen
    std::vector<std::uint32_t> pool_edges_;  // edges by pool, then class
    std::vector<std::uint32_t> pool_begins_;

    // The ways, by pool; a sealed pool can never again take anyone in.
    std::vector<Move> way_;
    std::vector<std::uint32_t> distance_;  // moves to money; none where there is no way
    std::vector<std::uint8_t> sealed_;
    std::vector<std::uint8_t> class_reached_;
    std::vector<std::uint32_t> queue_;

    bool nested_ = true, one_price_ = true;
    bool searches_ = false;
    std::uint64_t exchanges_ = 0;
};

}  // namespace payung
