#include "base/radix_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/random.h"

namespace payung {
namespace {

struct Case {
    const char* why;
    std::size_t rows;
    std::uint64_t mask;  // bits of the key that may differ
};

std::vector<KeyedRow> random_rows(const Case& c, std::uint64_t seed) {
    Random random(seed);
    std::vector<KeyedRow> rows(c.rows);
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = KeyedRow{random.next() & c.mask, i};
    return rows;
}

// Goal: the same rows in the same order as std::stable_sort, for keys that differ in few, many, low
// or high bits, small and large, on one, two and three threads.
TEST(RadixSort, agrees_with_stable_sort) {
    constexpr std::uint64_t seed = 20261121;
    const std::vector<Case> cases{
        {"nothing", 0, ~0ULL},
        {"one row", 1, ~0ULL},
        {"by insertion", 20, 0xFF},
        {"one piece", 5'000, ~0ULL},
        {"several pieces", 300'000, ~0ULL},
        {"all keys equal", 300'000, 0},
        {"two keys, so that pieces are split again", 300'000, 1ULL << 63},
        {"few keys: order of rows matters", 300'000, 0xF},
        {"top and bottom bits only", 300'000, 0xC000'0000'0000'0003},
        {"crowded top digit", 300'000, 0x1'0000'FFFF},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(testing::Message() << c.why << ", seed " << seed);
        std::vector<KeyedRow> expected = random_rows(c, seed);
        std::ranges::stable_sort(expected, {}, &KeyedRow::key);
        for (const unsigned threads : {1U, 2U, 3U}) {
            std::vector<KeyedRow> rows = random_rows(c, seed);
            radix_sort(rows, threads);
            EXPECT_TRUE(rows == expected) << threads << " threads";
        }
    }
}

}  // namespace
}  // namespace payung
