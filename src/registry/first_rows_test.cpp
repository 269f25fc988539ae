#include "registry/first_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <unordered_map>

#include "base/random.h"
#include "registry/line_index.h"
#include "registry/text_dictionary.h"

namespace payung {
namespace {

// Goal: the same as a plain map, for many and for few different keys, on any number of threads.
TEST(FirstRows, agree_with_a_plain_map) {
    constexpr std::uint64_t seed = 17;
    Random random(seed);
    for (const std::uint32_t different : {1U, 3U, 1'000U, 1'000'000U}) {
        std::vector<std::uint64_t> keys(600'000);  // several pieces
        for (auto& key : keys) key = random.chance(0.1) ? 0 : 1 + random.below(different);
        std::vector<std::uint32_t> expected(keys.size());
        std::unordered_map<std::uint64_t, std::uint32_t> seen;
        for (std::uint32_t row = 0; row < keys.size(); ++row) {
            expected[row] = keys[row] == 0 ? row : seen.try_emplace(keys[row], row).first->second;
        }
        const FillKeys fill = [&](std::size_t begin, std::size_t end, std::uint64_t* out) {
            std::copy_n(&keys[begin], end - begin, out);
        };
        EXPECT_EQ(first_rows(keys.size(), fill, 1), expected) << different << " seed " << seed;
        EXPECT_EQ(first_rows(keys.size(), fill, 3), expected) << different << " seed " << seed;
    }
    EXPECT_TRUE(first_rows(
                    0, [](std::size_t, std::size_t, std::uint64_t*) {}, 2)
                    .empty());
}

// Goal: each row's file and line come back, across gaps, blocks and files.
TEST(LineIndex, gives_lines_back) {
    LineIndex all;
    std::vector<LineIndex::Place> expected;
    Random random(5);
    std::uint64_t line = 2;
    for (std::uint32_t block = 0; block < 40; ++block) {
        LineIndex index;
        const std::uint32_t file = block / 20;
        if (block == 20) line = 2;
        for (std::uint32_t n = random.below(50); n > 0; --n) {
            index.add({0, line});
            expected.push_back({file, line});
            line += random.chance(0.8) ? 1 : 1 + random.below(5);
        }
        all.append(index, file);
    }
    ASSERT_EQ(all.rows(), expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row)
        EXPECT_EQ(all[row], expected[row]) << row;
}

// Goal: each text has one number, in the order in which texts came; the empty text is 0.
TEST(TextDictionary, numbers_texts) {
    TextDictionary dictionary;
    EXPECT_EQ(dictionary.index_of(""), 0U);
    for (std::uint32_t i = 1; i <= 5'000; ++i) {
        EXPECT_EQ(dictionary.index_of("pekerjaan " + std::to_string(i)), i);
    }
    for (std::uint32_t i = 1; i <= 5'000; ++i) {
        EXPECT_EQ(dictionary.find("pekerjaan " + std::to_string(i)), i);
    }
    EXPECT_EQ(dictionary.find("petani"), 0U);
    EXPECT_EQ(dictionary.size(), 5'001U);
    EXPECT_EQ(std::move(dictionary).take()[5'000], "pekerjaan 5000");
}

}  // namespace
}  // namespace payung
