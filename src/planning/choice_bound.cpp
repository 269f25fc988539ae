#include "planning/choice_bound.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "base/check.h"

namespace payung {
namespace {

/// Sources that money can pass between, and their sums.
struct Group {
    std::int64_t ceilings = 0;       // all in sen
    std::int64_t cheapest = 0;       // of the chosen, each at his cheapest source
    std::int64_t dearest = 0;        // of the chosen, each at his dearest source
    std::int64_t saved_at_most = 0;  // of `dearest`, by what the ceilings can pay at lower prices
    std::int64_t next_price = INT64_MAX;
    std::uint64_t left_out = 0;
    bool one_price = true;
};

class Bound {
public:
    Bound(std::span<const WorkerClass> classes, std::span<const Money> ceilings,
          const Assignment& assignment, std::span<const std::uint64_t> population,
          std::span<const std::uint64_t> taken)
        : classes_(classes),
          ceilings_(ceilings),
          assignment_(assignment),
          population_(population),
          taken_(taken),
          reached_(ceilings.size(), 0),
          parent_(ceilings.size()),
          groups_(ceilings.size()) {
        std::iota(parent_.begin(), parent_.end(), 0U);
    }

    std::uint64_t gain_at_most() {
        reach_from_left_out();
        for (std::uint32_t i = 0; i < classes_.size(); ++i) {
            if (concerned(i)) unite(i);
        }
        sum_classes();
        sum_sources();
        std::uint64_t gain = 0;
        for (const Group& group : groups_) gain += gain_of(group);
        return gain;
    }

private:
    const std::vector<PayableBy>& list(std::uint32_t i) const { return classes_[i].payable_by; }
    bool left_out(std::uint32_t i) const { return taken_[i] < population_[i] && !list(i).empty(); }
    /// Someone of this class is left out, or is paid where money for those could come from.
    bool concerned(std::uint32_t i) const { return left_out(i) || paid_in_reach(i); }
    bool paid_in_reach(std::uint32_t i) const {
        for (std::size_t j = 0; j < list(i).size(); ++j) {
            if (reached_[list(i)[j].source] != 0 && assignment_.paid(i)[j] > 0) return true;
        }
        return false;
    }

    /// Marks the sources of those left out, of those paid there, and so on.
    void reach_from_left_out() {
        for (bool grew = true; grew;) {
            grew = false;
            for (std::uint32_t i = 0; i < classes_.size(); ++i) {
                if (!concerned(i)) continue;
                for (const PayableBy& p : list(i)) grew |= mark(p.source);
            }
        }
    }

    /// True if it was not marked before.
    bool mark(std::uint32_t source) { return std::exchange(reached_[source], 1) == 0; }

    std::uint32_t root(std::uint32_t source) {
        while (parent_[source] != source) source = parent_[source] = parent_[parent_[source]];
        return source;
    }
    void unite(std::uint32_t i) {
        for (const PayableBy& p : list(i)) parent_[root(p.source)] = root(list(i)[0].source);
    }

    void sum_classes() {
        for (std::uint32_t i = 0; i < classes_.size(); ++i) {
            if (!concerned(i)) continue;
            Group& group = groups_[root(list(i)[0].source)];
            const auto [least, most] = cost_range(i);
            if (left_out(i)) {
                group.left_out += population_[i] - taken_[i];
                group.next_price = std::min(group.next_price, least);
            }
            const auto workers = static_cast<std::int64_t>(taken_[i]);
            group.cheapest += least * workers;
            group.dearest += most * workers;
        }
    }

    void sum_sources() {
        struct Use {
            std::int64_t price = 0;
            std::int64_t saved = 0, per = 1;  // the best ratio of saving to price
        };
        std::vector<Use> uses(ceilings_.size());
        for (std::uint32_t i = 0; i < classes_.size(); ++i) {
            if (!concerned(i)) continue;
            const std::int64_t most = cost_range(i).second;
            for (const PayableBy& p : list(i)) {
                Use& use = uses[p.source];
                const std::int64_t price = p.cost.sen();
                if (use.price == 0) use.price = price;
                if (use.price != price) groups_[root(p.source)].one_price = false;
                if (taken_[i] == 0) continue;
                if (__int128{most - price} * use.per > __int128{use.saved} * price) {
                    use.saved = most - price;
                    use.per = price;
                }
            }
        }
        for (std::uint32_t f = 0; f < ceilings_.size(); ++f) {
            if (reached_[f] == 0) continue;
            Group& group = groups_[root(f)];
            group.ceilings += ceilings_[f].sen();
            const auto saved = __int128{ceilings_[f].sen()} * uses[f].saved / uses[f].per + 1;
            group.saved_at_most +=
                static_cast<std::int64_t>(std::min<__int128>(saved, group.dearest));
        }
    }

    std::pair<std::int64_t, std::int64_t> cost_range(std::uint32_t i) const {
        const auto [least, most] = std::minmax_element(
            list(i).begin(), list(i).end(),
            [](const PayableBy& a, const PayableBy& b) { return a.cost < b.cost; });
        return {least->cost.sen(), most->cost.sen()};
    }

    static std::uint64_t gain_of(const Group& group) {
        if (group.left_out == 0 || group.one_price) return 0;
        const std::int64_t spent = std::max(group.cheapest, group.dearest - group.saved_at_most);
        CHECK(group.ceilings >= spent);
        const auto affordable =
            static_cast<std::uint64_t>((group.ceilings - spent) / group.next_price);
        return std::min(affordable, group.left_out);
    }

    std::span<const WorkerClass> classes_;
    std::span<const Money> ceilings_;
    const Assignment& assignment_;
    std::span<const std::uint64_t> population_, taken_;
    std::vector<std::uint8_t> reached_;
    std::vector<std::uint32_t> parent_;
    std::vector<Group> groups_;  // by root
};

}  // namespace

std::uint64_t gain_at_most(std::span<const WorkerClass> classes, std::span<const Money> ceilings,
                           const Assignment& assignment, std::span<const std::uint64_t> population,
                           std::span<const std::uint64_t> taken) {
    return Bound(classes, ceilings, assignment, population, taken).gain_at_most();
}

}  // namespace payung
