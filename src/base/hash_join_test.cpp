#include "base/hash_join.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>
#include <vector>

#include "base/interrupt.h"
#include "base/random.h"

namespace payung {
namespace {

using Keys = std::vector<std::uint64_t>;

std::vector<RowPair> sorted(std::vector<RowPair> pairs) {
    std::ranges::sort(pairs, {}, [](const RowPair& p) { return std::tie(p.left, p.right); });
    return pairs;
}

std::vector<RowPair> joined(const Keys& left, const Keys& right, unsigned threads) {
    const auto pairs = join_pairs(side_of(left), side_of(right), threads);
    EXPECT_TRUE(pairs);
    return {pairs->data(), pairs->data() + pairs->size()};
}

/// The reference: std::multimap, one row after the other.
std::vector<RowPair> reference(const Keys& left, const Keys& right) {
    std::multimap<std::uint64_t, std::uint32_t> rows;
    for (std::uint32_t i = 0; i < left.size(); ++i) {
        if (left[i] != 0) rows.emplace(left[i], i);
    }
    std::vector<RowPair> pairs;
    for (std::uint32_t i = 0; i < right.size(); ++i) {
        const auto [begin, end] = rows.equal_range(right[i]);
        for (auto at = begin; at != end; ++at) pairs.push_back({at->second, i});
    }
    return sorted(pairs);
}

/// Keys that repeat; about one in 50 rows has none.
Keys random_keys(std::size_t rows, std::uint32_t distinct, std::uint64_t seed) {
    Random random(seed);
    Keys keys(rows);
    for (auto& key : keys) key = random.chance(0.02) ? 0 : mix64(1 + random.below(distinct));
    return keys;
}

struct Case {
    const char* why;
    std::size_t left, right;
    std::uint32_t distinct;
};

// Goal: exactly the pairs of std::multimap; each order of threads gives the same answer to the
// byte; left and right may be exchanged.
TEST(HashJoin, agrees_with_multimap) {
    constexpr std::uint64_t seed = 4711;
    const std::vector<Case> cases{
        {"both sides empty", 0, 0, 1},
        {"left side empty", 0, 10, 5},
        {"right side empty", 10, 0, 5},
        {"one key on all rows", 100, 90, 1},
        {"few keys, many rows", 500, 400, 20},
        {"one partition", 3'000, 9'000, 4'000},
        {"many partitions", 70'000, 90'000, 60'000},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(testing::Message() << c.why << ", seed " << seed);
        const Keys left = random_keys(c.left, c.distinct, seed);
        const Keys right = random_keys(c.right, c.distinct, seed + 1);
        const auto pairs = joined(left, right, 1);
        EXPECT_TRUE(sorted(pairs) == reference(left, right));
        EXPECT_TRUE(pairs == joined(left, right, 2));
        EXPECT_TRUE(pairs == joined(left, right, 3));
        auto exchanged = joined(right, left, 2);
        for (RowPair& pair : exchanged) std::swap(pair.left, pair.right);
        EXPECT_TRUE(sorted(pairs) == sorted(exchanged));
    }
}

// Goal: a row without a key meets nobody, not even another without a key.
TEST(HashJoin, missing_keys_join_nothing) {
    EXPECT_TRUE(joined({0, 0, 7}, {0, 7, 0}, 1) == (std::vector<RowPair>{{2, 1}}));
}

// Goal: a key that too many left rows carry is named as such, and costs no pairs; others are whole.
TEST(HashJoin, names_crowds) {
    Keys left(5'000, 111);
    left.insert(left.end(), {222, 222, 222});
    const Keys right{111, 222, 333, 111};
    std::vector<std::tuple<std::uint32_t, std::uint32_t, bool>> seen;  // right, count, crowded
    const auto done = hash_join(side_of(left), side_of(right), {.left_rows_max = 3},
                                [&](std::span<const Meeting> meetings, auto) {
                                    for (const Meeting& m : meetings) {
                                        seen.emplace_back(m.right, m.count, m.crowded);
                                    }
                                });
    ASSERT_TRUE(done);
    std::ranges::sort(seen);
    EXPECT_EQ(seen, (decltype(seen){{0, 0, true}, {1, 3, false}, {3, 0, true}}));
}

// Goal: left rows come rising, with the right rows that meet them in one call.
TEST(HashJoin, hands_over_rows_in_order) {
    const Keys left{5, 6, 5, 5}, right{6, 5};
    std::vector<std::vector<std::uint32_t>> lefts_of(right.size());
    ASSERT_TRUE(
        hash_join(side_of(left), side_of(right), {},
                  [&](std::span<const Meeting> meetings, std::span<const std::uint32_t> lefts) {
                      for (const Meeting& m : meetings) {
                          const auto mine = lefts.subspan(m.first, m.count);
                          lefts_of[m.right].assign(mine.begin(), mine.end());
                      }
                  }));
    EXPECT_EQ(lefts_of[0], (std::vector<std::uint32_t>{1}));
    EXPECT_EQ(lefts_of[1], (std::vector<std::uint32_t>{0, 2, 3}));
}

// Goal: Ctrl-C ends a join with the code for it.
TEST(HashJoin, stops_on_request) {
    set_interrupted(true);
    const auto pairs = join_pairs(side_of(Keys{1}), side_of(Keys{1}), 2);
    set_interrupted(false);
    ASSERT_FALSE(pairs);
    EXPECT_EQ(pairs.error().code(), Code::interrupted);
}

}  // namespace
}  // namespace payung
