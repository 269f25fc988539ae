#include "registry/first_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <unordered_map>

#include "base/random.h"
#include "registry/line_index.h"
#include "registry/repeated_ids.h"
#include "registry/text_dictionary.h"

namespace payung {
namespace {

// Goal: the same as a plain map, for many and for few different keys, on any number of threads.
TEST(FirstRows, agree_with_a_plain_map) {
    constexpr std::uint64_t seed = 17;
    Random random(seed);
    for (const std::uint32_t different : {1U, 3U, 1'000U, 1'000'000U}) {
        std::vector<std::uint64_t> keys(600'000);  // several pieces
        for (std::size_t i = 0; i < keys.size(); ++i) {
            keys[i] = random.chance(0.1) ? 0 : 1 + random.below(different);
            if (i > 0 && random.chance(0.4)) keys[i] = keys[i - 1];  // runs
        }
        std::vector<std::uint32_t> expected(keys.size());
        std::unordered_map<std::uint64_t, std::uint32_t> seen;
        for (std::uint32_t row = 0; row < keys.size(); ++row) {
            expected[row] = keys[row] == 0 ? row : seen.try_emplace(keys[row], row).first->second;
        }
        EXPECT_EQ(first_rows(keys, 1), expected) << different << " seed " << seed;
        EXPECT_EQ(first_rows(keys, 3), expected) << different << " seed " << seed;
    }
    EXPECT_TRUE(first_rows(std::span<const std::uint64_t>{}, 2).empty());
}

// Goal: rows of an id behind its first, whether ids stand in order or not.
TEST(RepeatedIds, are_all_but_the_first) {
    const auto column = [](std::initializer_list<std::string_view> ids) {
        TextColumn out;
        for (const std::string_view id : ids) out.add(id);
        return out;
    };
    using Rows = std::vector<RepeatedId>;
    EXPECT_EQ(repeated_ids(column({}), 1), Rows{});
    EXPECT_EQ(repeated_ids(column({"R1", "R2", "R3"}), 1), Rows{});
    EXPECT_EQ(repeated_ids(column({"R3", "R2", "R1"}), 2), Rows{});
    EXPECT_EQ(repeated_ids(column({"R1", "R1", "R2"}), 2), (Rows{{1, 0}}));
    EXPECT_EQ(repeated_ids(column({"R2", "R1", "R2", "R1", "R2"}), 2),
              (Rows{{2, 0}, {3, 1}, {4, 0}}));
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
