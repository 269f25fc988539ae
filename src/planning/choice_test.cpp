#include "planning/choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <queue>
#include <string>
#include <tuple>

#include "base/interrupt.h"
#include "base/random.h"

namespace payung {
namespace {

constexpr Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}
constexpr Money year = Money::from_rupiah(201'600);  // twelve months at 16,800

struct Problem {
    std::vector<Candidate> candidates;
    std::vector<WorkerClass> classes;
    std::vector<Money> ceilings;
};

Choice solve(const Problem& p, unsigned threads = 1) {
    auto choice = choose(p.candidates, p.classes, p.ceilings, threads);
    EXPECT_TRUE(choice);
    return std::move(choice).value();
}

Money cost_of(const Problem& p, std::uint32_t candidate, std::uint32_t source) {
    for (const PayableBy& by : p.classes[p.candidates[candidate].worker_class].payable_by) {
        if (by.source == source) return by.cost;
    }
    ADD_FAILURE() << "candidate " << candidate << " is paid by source " << source
                  << ", which may not pay him";
    return {};
}

std::vector<bool> chosen_of(const Choice& choice) {
    std::vector<bool> chosen;
    for (const std::uint32_t source : choice.source_of) chosen.push_back(source != no_source);
    return chosen;
}

/// What must hold of every answer, whatever the problem: recounted from source_of alone.
void expect_sound(const Problem& p, const Choice& choice) {
    ASSERT_EQ(choice.source_of.size(), p.candidates.size());
    std::vector<SourceOutcome> counted(p.ceilings.size());
    for (const std::uint32_t who : choice.order) {
        const std::uint32_t source = choice.source_of[who];
        for (const PayableBy& by : p.classes[p.candidates[who].worker_class].payable_by) {
            SourceOutcome& c = counted[by.source];
            ++c.eligible;
            if (source != no_source) continue;
            ++c.left_out;
            if (c.first_left_out == no_candidate) c.first_left_out = who;
            // Whoever is left out can be paid by no leftover of his sources.
            EXPECT_LT(choice.sources[by.source].ceiling - choice.sources[by.source].used, by.cost);
        }
        if (source == no_source) continue;
        counted[source].used += cost_of(p, who, source);
        ++counted[source].workers;
        counted[source].last_covered = who;
    }
    for (std::size_t f = 0; f < p.ceilings.size(); ++f) {
        SCOPED_TRACE(f);
        const SourceOutcome& said = choice.sources[f];
        EXPECT_LE(said.used, p.ceilings[f]);
        EXPECT_EQ(said.ceiling, p.ceilings[f]);
        EXPECT_EQ(said.used, counted[f].used);
        EXPECT_EQ(said.workers, counted[f].workers);
        EXPECT_EQ(said.eligible, counted[f].eligible);
        EXPECT_EQ(said.left_out, counted[f].left_out);
        EXPECT_EQ(said.last_covered, counted[f].last_covered);
        EXPECT_EQ(said.first_left_out, counted[f].first_left_out);
    }
}

// Goal: the example of domain/fund-and-impact.md 11.2. A1 100 people of value 9, B1 150 of 7, A2
// 200 of 5, B2 300 of 2; region A has 150 places, region B 100, the palm share (A2 only) 40, the
// nation 120: total 2,750.
TEST(Choice, follows_the_worked_example) {
    enum : std::uint32_t { palm, region_a, region_b, nation };
    Problem p;
    p.ceilings = {year * 40, year * 150 + rp(201'599), year * 100, year * 120};
    p.classes = {{{{region_a, year}, {nation, year}}},
                 {{{palm, year}, {region_a, year}, {nation, year}}},
                 {{{region_b, year}, {nation, year}}}};
    struct Group {
        std::uint32_t people, value, worker_class;
    };
    for (const Group g : {Group{200, 5, 1}, Group{100, 9, 0}, Group{300, 2, 2}, Group{150, 7, 2}}) {
        for (std::uint32_t i = 0; i < g.people; ++i) {
            p.candidates.push_back({mix64(p.candidates.size() + 1), 10 - g.value, g.worker_class});
        }
    }
    const Choice choice = solve(p);
    expect_sound(p, choice);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < p.candidates.size(); ++i) {
        if (choice.source_of[i] != no_source) value += 10 - p.candidates[i].priority;
    }
    EXPECT_EQ(value, 2'750U);
    EXPECT_EQ(choice.sources[palm].workers, 40U);
    EXPECT_EQ(choice.sources[region_a].workers, 150U);
    EXPECT_EQ(choice.sources[region_b].workers, 100U);
    EXPECT_EQ(choice.sources[nation].workers, 120U);
    EXPECT_TRUE(choice.nested);
    EXPECT_EQ(choice.optimality, Optimality::proven);
    EXPECT_EQ(choice.sources[region_a].leftover, Leftover::too_little);
    EXPECT_EQ(choice.sources[nation].leftover, Leftover::nothing);
}

// Goal: a ceiling buys floor(ceiling / price) workers, and not one for a rupiah less. Kotawaringin
// Timur 2024: 739,122,000 for nine months are 4,888 workers (legislation.md 6.6).
TEST(Choice, never_spends_a_rupiah_too_much) {
    const Money nine_months = rp(16'800) * 9;
    Problem p;
    p.classes = {{{{0, nine_months}}}};
    for (std::uint32_t i = 0; i < 5'000; ++i) p.candidates.push_back({i, 1, 0});
    p.ceilings = {rp(739'122'000)};
    EXPECT_EQ(solve(p).sources[0].workers, 4'888U);
    p.ceilings = {nine_months * 4'888};
    EXPECT_EQ(solve(p).sources[0].workers, 4'888U);
    p.ceilings = {nine_months * 4'888 - Money::from_sen(1)};
    EXPECT_EQ(solve(p).sources[0].workers, 4'887U);
    p.ceilings = {Money{}};
    EXPECT_EQ(solve(p).sources[0].workers, 0U);
}

// Goal: why money is left is said in the one way that is true.
TEST(Choice, says_why_money_is_left) {
    Problem p;
    p.classes = {{{{0, year}}}, {{{1, year}}}, {{{2, year}}}, {{{3, year}}}, {}};
    p.ceilings = {year * 2, year * 2 + rp(1), year * 9, year};
    for (const std::uint32_t c : {0, 0, 0, 1, 1, 1, 2, 2, 4}) {
        p.candidates.push_back({p.candidates.size(), 0, c});
    }
    const Choice choice = solve(p);
    expect_sound(p, choice);
    EXPECT_EQ(choice.sources[0].leftover, Leftover::nothing);
    EXPECT_EQ(choice.sources[1].leftover, Leftover::too_little);
    EXPECT_EQ(choice.sources[2].leftover, Leftover::nobody_to_pay);
    EXPECT_EQ(choice.sources[3].leftover, Leftover::nobody_eligible);
    EXPECT_EQ(choice.sources[1].last_covered, 4U);
    EXPECT_EQ(choice.sources[1].first_left_out, 5U);
    EXPECT_EQ(choice.sources[2].first_left_out, no_candidate);
    EXPECT_EQ(choice.source_of[8], no_source);  // nobody may pay for him
}

// Goal: crossing sources. The first worker sits in the regency's only place; the second may only be
// paid by the regency, so the first moves to the palm share.
TEST(Choice, moves_a_worker_to_make_room) {
    enum : std::uint32_t { regency, palm };
    Problem p;
    p.classes = {{{{regency, year}, {palm, year}}}, {{{regency, year}}}, {{{palm, year}}}};
    p.ceilings = {year, year};
    p.candidates = {{1, 1, 0}, {2, 2, 1}, {3, 3, 2}};
    const Choice choice = solve(p);
    expect_sound(p, choice);
    EXPECT_FALSE(choice.nested);
    EXPECT_EQ(choice.exchanges, 1U);
    EXPECT_EQ(choice.source_of, (std::vector<std::uint32_t>{palm, regency, no_source}));
    EXPECT_EQ(choice.optimality, Optimality::proven);
}

// Goal: crossing is judged by the candidates at hand: a class with nobody in it crosses nothing.
TEST(Choice, judges_nesting_by_the_candidates) {
    Problem p;
    p.classes = {{{{0, year}, {1, year}}}, {{{0, year}}}, {{{1, year}}}};
    p.ceilings = {year, year};
    p.candidates = {{1, 1, 0}, {2, 2, 2}};
    EXPECT_TRUE(solve(p).nested);
    p.candidates.push_back({3, 3, 1});
    EXPECT_FALSE(solve(p).nested);
}

// Goal: company money from January to March 2026, at 8,400 for transport and 16,800 for others
// (PP 50/2025): three months cost 25,200 or 50,400. Poverty goes before price; what the poorer one
// cannot use may still pay a cheaper one.
TEST(Choice, pays_by_money_where_a_source_has_several_prices) {
    const Money others = rp(50'400), transport = rp(25'200);
    Problem p;
    p.classes = {{{{0, others}}}, {{{0, transport}}}};
    p.ceilings = {others * 2 + transport};
    //               tie, priority, class: other, other, other, driver, driver
    p.candidates = {{1, 1, 0}, {2, 2, 0}, {3, 3, 0}, {4, 4, 1}, {5, 5, 1}};
    const Choice choice = solve(p);
    expect_sound(p, choice);
    EXPECT_EQ(chosen_of(choice), (std::vector<bool>{true, true, false, true, false}));
    EXPECT_EQ(choice.optimality, Optimality::bounded);
    EXPECT_EQ(choice.sources[0].leftover, Leftover::nothing);
    EXPECT_EQ(choice.gain_at_most, 0U);
}

// Goal: no candidates, no classes, no sources: nothing, and no fault.
TEST(Choice, takes_nothing_from_nothing) {
    EXPECT_TRUE(solve({}).order.empty());
    Problem p;
    p.classes = {{}};
    p.candidates = {{1, 1, 0}};
    EXPECT_EQ(solve(p).source_of, (std::vector<std::uint32_t>{no_source}));
}

// Goal: Ctrl-C ends the work with its code.
TEST(Choice, stops_on_request) {
    Problem p;
    p.classes = {{{{0, year}}}};
    p.ceilings = {year};
    p.candidates = {{1, 1, 0}};
    set_interrupted(true);
    const auto choice = choose(p.candidates, p.classes, p.ceilings, 1);
    set_interrupted(false);
    ASSERT_FALSE(choice);
    EXPECT_EQ(choice.error().code(), Code::interrupted);
}

/// The sets of candidates in order of rank that can be paid at all, each as bits, found by trying
/// every assignment.
std::vector<bool> payable_sets(const Problem& p, const std::vector<std::uint32_t>& order) {
    std::vector<bool> payable(std::size_t{1} << order.size(), false);
    std::vector<Money> left = p.ceilings;
    const auto go = [&](auto&& self, std::size_t rank, std::uint32_t set) -> void {
        if (rank == order.size()) {
            payable[set] = true;
            return;
        }
        self(self, rank + 1, set);
        for (const PayableBy& by : p.classes[p.candidates[order[rank]].worker_class].payable_by) {
            if (left[by.source] < by.cost) continue;
            left[by.source] -= by.cost;
            self(self, rank + 1, set | (1U << rank));
            left[by.source] += by.cost;
        }
    };
    go(go, 0, 0);
    return payable;
}

enum class Shape { nested, crossing };
enum class Prices { one, one_a_source, several };

/// Sources as sets of a few cells; classes are the cells, so that each list follows from the sets.
Problem random_problem(Random& random, Shape shape, Prices prices) {
    constexpr std::uint32_t cells = 4;
    const std::uint32_t sources = 1 + random.below(4);
    // Nested sets: unions of a binary tree's leaves. Crossing: any.
    constexpr std::array<std::uint32_t, 7> tree{0b0001, 0b0010, 0b0100, 0b1000,
                                                0b0011, 0b1100, 0b1111};
    Problem p;
    p.classes.resize(cells);
    std::vector<std::uint32_t> sets;
    for (std::uint32_t f = 0; f < sources; ++f) {
        sets.push_back(shape == Shape::nested ? tree[random.below(7)] : 1 + random.below(15));
    }
    std::stable_sort(sets.begin(), sets.end(), [](std::uint32_t a, std::uint32_t b) {
        return __builtin_popcount(a) < __builtin_popcount(b);
    });
    constexpr std::array<std::int64_t, 3> list{2, 3, 5};
    for (std::uint32_t f = 0; f < sources; ++f) {
        const std::int64_t base = prices == Prices::one ? 3 : list[random.below(3)];
        p.ceilings.push_back(rp(random.below(12)));
        for (std::uint32_t cell = 0; cell < cells; ++cell) {
            if ((sets[f] >> cell & 1) == 0) continue;
            const std::int64_t price = prices == Prices::several ? list[random.below(3)] : base;
            p.classes[cell].payable_by.push_back({f, rp(price)});
        }
    }
    const std::uint32_t people = random.below(8);
    for (std::uint32_t i = 0; i < people; ++i) {
        p.candidates.push_back({random.next(), random.below(3), random.below(cells)});
    }
    return p;
}

/// Best set by rank: the first in rank outweighs all behind him.
std::uint32_t best_set(const std::vector<bool>& payable, std::size_t people) {
    std::uint32_t set = 0;
    for (std::size_t rank = 0; rank < people; ++rank) {
        // payable sets are closed downwards, so a payable set that extends a prefix exists exactly
        // if the prefix itself is payable.
        if (payable[set | (1U << rank)]) set |= 1U << rank;
    }
    return set;
}

std::uint32_t set_of(const Choice& choice) {
    std::uint32_t set = 0;
    for (std::size_t rank = 0; rank < choice.order.size(); ++rank) {
        if (choice.source_of[choice.order[rank]] != no_source) set |= 1U << rank;
    }
    return set;
}

// Goal: against all assignments of 6,000 small problems: with one price a source, the chosen set is
// the best by rank, is the heaviest for random falling weights, and covers as many as can be.
TEST(Choice, agrees_with_trying_everything) {
    constexpr std::uint64_t seed = 20'260'101;
    for (std::uint64_t round = 0; round < 6'000; ++round) {
        Random random(seed, round);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
        const Shape shape = round % 2 == 0 ? Shape::nested : Shape::crossing;
        const Problem p =
            random_problem(random, shape, round % 4 < 2 ? Prices::one : Prices::one_a_source);
        const Choice choice = solve(p);
        expect_sound(p, choice);
        ASSERT_EQ(choice.optimality, Optimality::proven);
        if (shape == Shape::nested) {
            ASSERT_EQ(choice.exchanges, 0U);
        }

        const std::vector<bool> payable = payable_sets(p, choice.order);
        const std::uint32_t set = set_of(choice);
        ASSERT_EQ(set, best_set(payable, p.candidates.size()));
        std::vector<std::uint32_t> weight(p.candidates.size());
        for (auto& w : weight) w = random.below(100);
        std::sort(weight.rbegin(), weight.rend());
        const auto weigh = [&](std::uint32_t s) {
            std::uint32_t sum = 0;
            for (std::size_t i = 0; i < weight.size(); ++i)
                sum += (s >> i & 1) != 0 ? weight[i] : 0;
            return sum;
        };
        for (std::uint32_t s = 0; s < payable.size(); ++s) {
            if (!payable[s]) continue;
            ASSERT_LE(weigh(s), weigh(set));
            ASSERT_LE(__builtin_popcount(s), __builtin_popcount(set));
        }
    }
}

// Goal: with several prices, what Optimality::bounded claims, against all assignments: nobody who
// keeps the chosen adds more than gain_at_most; and with what each source spends at each price
// given, the set is the best by rank. A lone source is exact by rank.
TEST(Choice, keeps_its_word_with_several_prices) {
    constexpr std::uint64_t seed = 20'260'102;
    std::uint64_t bounded = 0, gains = 0;
    for (std::uint64_t round = 0; round < 6'000; ++round) {
        Random random(seed, round);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
        const Shape shape = round % 2 == 0 ? Shape::nested : Shape::crossing;
        const Problem p = random_problem(random, shape, Prices::several);
        const Choice choice = solve(p);
        expect_sound(p, choice);
        const std::vector<bool> payable = payable_sets(p, choice.order);
        const std::uint32_t set = set_of(choice);
        ASSERT_TRUE(payable[set]);
        if (p.ceilings.size() == 1) {
            ASSERT_EQ(set, best_set(payable, p.candidates.size()));
        }

        bounded += choice.optimality == Optimality::bounded ? 1 : 0;
        gains += choice.gain_at_most > 0 ? 1 : 0;
        for (std::uint32_t s = 0; s < payable.size(); ++s) {
            if (!payable[s] || (s & set) != set) continue;
            ASSERT_LE(static_cast<std::uint64_t>(__builtin_popcount(s ^ set)), choice.gain_at_most);
        }

        // The same with a source for each price, holding just what was spent at it.
        Problem split = p;
        split.ceilings.clear();
        std::vector<std::pair<std::uint32_t, Money>> pools;
        for (WorkerClass& c : split.classes) {
            for (PayableBy& by : c.payable_by) {
                const std::pair pool{by.source, by.cost};
                const auto at = std::find(pools.begin(), pools.end(), pool) - pools.begin();
                if (at == std::ssize(pools)) {
                    pools.push_back(pool);
                    split.ceilings.emplace_back();
                }
                by.source = static_cast<std::uint32_t>(at);
            }
        }
        for (std::uint32_t i = 0; i < p.candidates.size(); ++i) {
            if (choice.source_of[i] == no_source) continue;
            const Money cost = cost_of(p, i, choice.source_of[i]);
            const auto at =
                std::find(pools.begin(), pools.end(), std::pair{choice.source_of[i], cost});
            split.ceilings[static_cast<std::size_t>(at - pools.begin())] += cost;
        }
        ASSERT_EQ(set, best_set(payable_sets(split, choice.order), p.candidates.size()));
    }
    EXPECT_GT(bounded, 2'000U);
    EXPECT_GT(gains, 0U);
}

/// Greatest number of workers of these classes that can be paid: Edmonds-Karp over a matrix of
/// capacities, sharing nothing with the code under test.
std::uint64_t most_payable(const Problem& p, const std::vector<std::uint64_t>& people) {
    const std::size_t classes = p.classes.size(), sources = p.ceilings.size();
    const std::size_t nodes = classes + sources + 2, from = nodes - 2, to = nodes - 1;
    std::vector<std::vector<std::int64_t>> room(nodes, std::vector<std::int64_t>(nodes, 0));
    for (std::size_t c = 0; c < classes; ++c) {
        room[from][c] = static_cast<std::int64_t>(people[c]);
        for (const PayableBy& by : p.classes[c].payable_by) {
            room[c][classes + by.source] = INT32_MAX;
            room[classes + by.source][to] = p.ceilings[by.source].sen() / by.cost.sen();
        }
    }
    std::uint64_t flow = 0;
    for (;;) {
        std::vector<std::size_t> parent(nodes, nodes);
        std::queue<std::size_t> queue;
        queue.push(from);
        parent[from] = from;
        while (!queue.empty() && parent[to] == nodes) {
            const std::size_t at = queue.front();
            queue.pop();
            for (std::size_t next = 0; next < nodes; ++next) {
                if (parent[next] != nodes || room[at][next] == 0) continue;
                parent[next] = at;
                queue.push(next);
            }
        }
        if (parent[to] == nodes) return flow;
        std::int64_t least = INT32_MAX;
        for (std::size_t at = to; at != from; at = parent[at])
            least = std::min(least, room[parent[at]][at]);
        for (std::size_t at = to; at != from; at = parent[at]) {
            room[parent[at]][at] -= least;
            room[at][parent[at]] += least;
        }
        flow += static_cast<std::uint64_t>(least);
    }
}

// Goal: mid-size problems against an independent greatest flow: of every prefix by priority, as
// many are covered as can be paid at all. That is exactly what makes a set optimal in a matroid.
TEST(Choice, agrees_with_a_greatest_flow_on_every_prefix) {
    constexpr std::uint64_t seed = 20'260'103;
    for (std::uint64_t round = 0; round < 40; ++round) {
        Random random(seed, round);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
        Problem p;
        const std::uint32_t sources = 3 + random.below(10), classes = 5 + random.below(20);
        std::vector<Money> price;
        for (std::uint32_t f = 0; f < sources; ++f) {
            price.push_back(rp(8'400 * (1 + random.below(24))));
            p.ceilings.push_back(price[f] * random.below(200) + rp(random.below(8'400)));
        }
        p.classes.resize(classes);
        for (WorkerClass& c : p.classes) {
            for (std::uint32_t f = 0; f < sources; ++f) {
                if (random.chance(0.3)) c.payable_by.push_back({f, price[f]});
            }
        }
        constexpr std::uint32_t levels = 8;
        for (std::uint32_t i = 0; i < 1'500; ++i) {
            p.candidates.push_back({random.next(), random.below(levels), random.below(classes)});
        }
        const Choice choice = solve(p);
        expect_sound(p, choice);
        std::vector<std::uint64_t> people(classes, 0);
        std::uint64_t covered = 0;
        std::size_t rank = 0;
        for (std::uint32_t level = 0; level < levels; ++level) {
            for (; rank < choice.order.size(); ++rank) {
                const std::uint32_t who = choice.order[rank];
                if (p.candidates[who].priority > level) break;
                ++people[p.candidates[who].worker_class];
                covered += choice.source_of[who] != no_source ? 1 : 0;
            }
            ASSERT_EQ(covered, most_payable(p, people)) << "up to priority " << level;
        }
    }
}

Problem large_problem(std::uint64_t seed, std::uint32_t people) {
    Random random(seed);
    Problem p;
    constexpr std::uint32_t sources = 12, classes = 30;
    for (std::uint32_t f = 0; f < sources; ++f)
        p.ceilings.push_back(year * random.below(people / 20));
    p.classes.resize(classes);
    for (WorkerClass& c : p.classes) {
        for (std::uint32_t f = 0; f < sources; ++f) {
            if (random.chance(0.25))
                c.payable_by.push_back({f, random.chance(0.1) ? rp(126'000) : year});
        }
    }
    for (std::uint32_t i = 0; i < people; ++i) {
        p.candidates.push_back({random.next(), 100 + random.below(40) * 7, random.below(classes)});
    }
    return p;
}

// Goal: the answer is the same with any number of threads, and with the rows in another order every
// person still has the same payer and the same rank.
TEST(Choice, does_not_depend_on_threads_or_rows) {
    constexpr std::uint64_t seed = 20'260'104;
    Problem p = large_problem(seed, 60'000);
    const Choice one = solve(p, 1);
    expect_sound(p, one);
    for (const unsigned threads : {2U, 3U, 7U}) {
        const Choice more = solve(p, threads);
        EXPECT_EQ(one.order, more.order);
        EXPECT_EQ(one.source_of, more.source_of);
    }
    std::vector<std::uint32_t> row(p.candidates.size());
    std::iota(row.begin(), row.end(), 0U);
    Random random(seed, 1);
    for (std::uint32_t i = static_cast<std::uint32_t>(row.size()); i > 1; --i) {
        std::swap(row[i - 1], row[random.below(i)]);
    }
    Problem shuffled = p;
    for (std::size_t i = 0; i < row.size(); ++i) shuffled.candidates[i] = p.candidates[row[i]];
    const Choice other = solve(shuffled, 2);
    for (std::size_t rank = 0; rank < row.size(); ++rank) {
        ASSERT_EQ(row[other.order[rank]], one.order[rank]);
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
        ASSERT_EQ(other.source_of[i], one.source_of[row[i]]);
    }
}

// Goal: the order is (priority, tie) for every spread of the two: few priorities, many, far apart,
// ties that differ only in bits that the sort key has no room for, and equal ones.
TEST(Choice, ranks_by_priority_then_tie) {
    struct Spread {
        std::string_view why;
        std::uint32_t priorities, apart;
        std::uint64_t tie_mask;
    };
    const std::array spreads{
        Spread{"one priority", 1, 1, ~0ULL},
        Spread{"few priorities", 10, 1, ~0ULL},
        Spread{"few, far apart", 10, 400'000'000, ~0ULL},
        Spread{"many priorities", 4'000'000'000U, 1, ~0ULL},
        Spread{"ties differ in low bits only", 5, 800'000'000, 0xFFF},
        Spread{"many equal ties", 2, 1, 0x3},
    };
    for (const Spread& spread : spreads) {
        SCOPED_TRACE(spread.why);
        Random random(7);
        Problem p;
        p.classes.resize(3);
        for (std::uint32_t i = 0; i < 30'000; ++i) {
            p.candidates.push_back({random.next() & spread.tie_mask,
                                    random.below(spread.priorities) * spread.apart,
                                    random.below(3)});
        }
        std::vector<std::uint32_t> expected(p.candidates.size());
        std::iota(expected.begin(), expected.end(), 0U);
        std::sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
            const Candidate &x = p.candidates[a], &y = p.candidates[b];
            return std::tie(x.priority, x.tie, x.worker_class, a) <
                   std::tie(y.priority, y.tie, y.worker_class, b);
        });
        EXPECT_EQ(solve(p, 2).order, expected);
    }
}

}  // namespace
}  // namespace payung
