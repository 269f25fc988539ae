#include "monitoring/small_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/random.h"

namespace payung {
namespace {

/// A tree written as a jurist would draw it: each area with its own rest and its parts.
struct Tree {
    std::vector<std::uint32_t> parent, end;
    std::vector<std::uint64_t> count;  // everybody inside

    std::uint32_t open(std::uint32_t above) {
        parent.push_back(above);
        end.push_back(0);
        count.push_back(0);
        return static_cast<std::uint32_t>(count.size() - 1);
    }
    void close(std::uint32_t area, std::uint64_t rest) {
        end[area] = static_cast<std::uint32_t>(count.size());
        count[area] += rest;
        if (area != 0) count[parent[area]] += count[area];
    }
    std::vector<std::uint8_t> withheld() const { return cells_to_withhold({end, count}); }
};

/// A root with leaves of these counts, and a rest.
Tree flat(std::initializer_list<std::uint64_t> leaves, std::uint64_t rest = 0) {
    Tree tree;
    tree.open(0);
    for (const std::uint64_t leaf : leaves) tree.close(tree.open(0), leaf);
    tree.close(0, rest);
    return tree;
}

std::string drawn(const std::vector<std::uint8_t>& withheld) {
    std::string marks;
    for (const std::uint8_t mark : withheld) marks += mark != 0 ? 'x' : '.';
    return marks;
}

// Goal: on one level, what is withheld and why; the root stands first.
TEST(SmallCells, withholds_what_would_give_a_small_one_away) {
    struct Case {
        const char* why;
        Tree tree;
        const char* withheld;
    };
    const std::vector<Case> cases{
        {"nothing small", flat({5, 60, 7}), "...."},
        {"nobody at all", flat({0, 0}), "..."},
        {"one small: the smallest sibling goes too", flat({3, 60, 7}), ".x.x"},
        {"ties: the first", flat({3, 60, 60}), ".xx."},
        {"two small, together 6: enough", flat({3, 3, 60}), ".xx."},
        {"two small, together 5: each would be 1 to 4", flat({2, 3, 60, 9}), ".xx.x"},
        {"all small, together 5: so the area above", flat({1, 1, 1, 2}), "xxxxx"},
        {"all small, together 8", flat({4, 4}), ".xx"},
        {"one part only", flat({4, 0}), "xx."},
        {"the rest guards: 5 who are placed no deeper", flat({3, 60}, 5), ".x."},
        {"a rest of 2: 3 may be 1 to 5", flat({3, 60}, 2), ".x."},
        {"a rest of 1 does not guard", flat({3, 60}, 1), ".xx"},
        {"a small rest is a small group too", flat({60, 70}, 2), ".x."},
        {"all placed in the area itself", flat({0, 0}, 3), "x.."},
        {"all placed in the area itself, enough", flat({0, 0}, 30), "..."},
        {"a large part and a small rest, nothing to hide behind", flat({30}, 1), ".x"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(drawn(c.tree.withheld()), c.withheld);
    }
}

// Goal: a sibling withheld to guard is not given away by its own parts.
TEST(SmallCells, guards_a_guard) {
    Tree tree;
    tree.open(0);
    const std::uint32_t small = tree.open(0);
    tree.close(small, 3);
    const std::uint32_t guard = tree.open(0);
    for (const std::uint64_t village : {20U, 12U, 15U}) tree.close(tree.open(guard), village);
    tree.close(guard, 0);
    const std::uint32_t large = tree.open(0);
    tree.close(tree.open(large), 500);
    tree.close(large, 0);
    tree.close(0, 0);
    EXPECT_EQ(drawn(tree.withheld()), ".xx.x...");
}

constexpr std::uint64_t anything = 1'000'000'000'000;  // no bound; sums of it fit

struct Range {
    std::uint64_t low = 0, high = 0;
};

/// What an outsider can prove: for every area the least and the most people in it that agree with
/// all that is published. Exact: the sums over a tree of ranges leave no other constraint.
struct Knowledge {
    std::vector<Range> area, rest;
};
Knowledge attack(const Tree& tree, const std::vector<std::uint8_t>& withheld) {
    const auto n = static_cast<std::uint32_t>(tree.count.size());
    std::vector<Range> rest(n), inside(n), known(n);
    for (std::uint32_t i = n; i-- > 0;) {
        std::uint64_t of_parts = 0;
        Range parts;
        bool has_parts = false;
        for (std::uint32_t p = i + 1; p < tree.end[i]; p = tree.end[p]) {
            has_parts = has_parts || tree.count[p] > 0;
            of_parts += tree.count[p];
            parts.low += inside[p].low;
            parts.high = std::min(anything, parts.high + inside[p].high);
        }
        if (has_parts && tree.count[i] > of_parts) rest[i].high = anything;
        if (tree.count[i] == 0) continue;
        if (withheld[i] == 0) {
            inside[i] = {tree.count[i], tree.count[i]};
        } else if (!has_parts) {
            inside[i] = {1, anything};
        } else {
            inside[i] = {parts.low, std::min(anything, parts.high + rest[i].high)};
        }
    }
    std::vector<Range> known_rest(n);
    known[0] = inside[0];
    for (std::uint32_t i = 0; i < n; ++i) {
        Range all = rest[i];
        for (std::uint32_t p = i + 1; p < tree.end[i]; p = tree.end[p]) {
            all.low += inside[p].low;
            all.high += inside[p].high;
        }
        const std::uint64_t parts_high = all.high - rest[i].high;
        known_rest[i] = {known[i].low > parts_high ? known[i].low - parts_high : 0,
                         std::min(rest[i].high, known[i].high - all.low)};
        for (std::uint32_t p = i + 1; p < tree.end[i]; p = tree.end[p]) {
            const std::uint64_t others_high = all.high - inside[p].high;
            const std::uint64_t others_low = all.low - inside[p].low;
            const std::uint64_t least = known[i].low > others_high ? known[i].low - others_high : 0;
            known[p] = {std::max(inside[p].low, least),
                        std::min(inside[p].high, known[i].high - others_low)};
        }
    }
    return {known, known_rest};
}

/// A nation of random shape, with many small places and people placed at every level.
Tree random_tree(Random& random) {
    Tree tree;
    const std::uint32_t scale = random.chance(0.5) ? 8 : 40;
    const auto people = [&](double none) -> std::uint64_t {
        if (random.chance(none)) return 0;
        return random.chance(0.6) ? random.below(scale) : random.below(300);
    };
    const auto grow = [&](auto& self, std::uint32_t area, int depth) -> void {
        const std::uint32_t parts = depth == 0 ? 0 : random.below(depth == 3 ? 4 : 6);
        for (std::uint32_t i = 0; i < parts; ++i) {
            const std::uint32_t part = tree.open(area);
            self(self, part, depth - 1);
        }
        tree.close(area, parts == 0 ? people(0.2) : people(0.8));
    };
    grow(grow, tree.open(0), 4);
    return tree;
}

std::uint64_t rest_of(const Tree& tree, std::uint32_t area) {
    std::uint64_t rest = tree.count[area];
    for (std::uint32_t p = area + 1; p < tree.end[area]; p = tree.end[p]) rest -= tree.count[p];
    return rest;
}

bool is_small(std::uint64_t count) {
    return count > 0 && count < people_published_min;
}

/// Whether some withheld area, or some small rest beside parts, has fewer than `room` + 1 values
/// that agree with what is published.
bool found_out(const Tree& tree, const std::vector<std::uint8_t>& withheld, std::uint64_t room) {
    const Knowledge known = attack(tree, withheld);
    for (std::uint32_t i = 0; i < withheld.size(); ++i) {
        const std::uint64_t rest = rest_of(tree, i);
        const bool hidden_rest = is_small(rest) && rest < tree.count[i];
        const Range& area = known.area[i];
        if (withheld[i] != 0 && area.high - area.low < room) return true;
        if (hidden_rest && known.rest[i].high - known.rest[i].low < room) return true;
    }
    return false;
}

// Goal: on random nations nobody can tell a withheld count by difference, nor bound it to fewer
// than five values; every small count is withheld, and where none is small nothing is (seed
// printed).
TEST(SmallCells, withstand_an_attack) {
    constexpr std::uint64_t seed = 1945;
    SCOPED_TRACE(seed);
    Random random(seed);
    int with_small = 0;
    for (int trial = 0; trial < 40'000; ++trial) {
        const Tree tree = random_tree(random);
        const std::vector<std::uint8_t> withheld = tree.withheld();
        bool any_small = false;
        for (std::uint32_t i = 0; i < tree.count.size(); ++i) {
            any_small = any_small || is_small(tree.count[i]) || is_small(rest_of(tree, i));
            if (is_small(tree.count[i])) {
                ASSERT_NE(withheld[i], 0) << "trial " << trial;
            }
            if (tree.count[i] == 0) {
                ASSERT_EQ(withheld[i], 0) << "trial " << trial;
            }
        }
        ASSERT_FALSE(found_out(tree, withheld, 4)) << "trial " << trial;
        if (!any_small) {
            ASSERT_EQ(drawn(withheld).find('x'), std::string::npos) << "trial " << trial;
        }
        with_small += any_small ? 1 : 0;
    }
    EXPECT_GT(with_small, 10'000);
}

// Goal: the attack has teeth: without the second step it finds many small counts.
TEST(SmallCells, would_fall_without_the_siblings) {
    Random random(1946);
    int fallen = 0;
    for (int trial = 0; trial < 2'000; ++trial) {
        const Tree tree = random_tree(random);
        std::vector<std::uint8_t> only_small(tree.count.size());
        for (std::size_t i = 0; i < only_small.size(); ++i) {
            only_small[i] = is_small(tree.count[i]) ? 1 : 0;
        }
        fallen += found_out(tree, only_small, 1) ? 1 : 0;
    }
    EXPECT_GT(fallen, 500);
}

// Goal: no more is withheld than needed: give back any one sibling, and something is found out.
TEST(SmallCells, withhold_nothing_in_vain_on_one_level) {
    Random random(1947);
    for (int trial = 0; trial < 2'000; ++trial) {
        Tree tree;
        tree.open(0);
        for (std::uint32_t i = 1 + random.below(8); i > 0; --i) {
            tree.close(tree.open(0), random.below(12));
        }
        tree.close(0, 0);
        const std::vector<std::uint8_t> withheld = tree.withheld();
        for (std::size_t i = 1; i < withheld.size(); ++i) {
            if (withheld[i] == 0 || tree.count[i] < people_published_min) continue;
            std::vector<std::uint8_t> less = withheld;
            less[i] = 0;
            ASSERT_TRUE(found_out(tree, less, 4)) << "trial " << trial;
        }
    }
}

}  // namespace
}  // namespace payung
