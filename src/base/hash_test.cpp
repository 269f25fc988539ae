#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>

namespace payung {
namespace {

// Goal: the last bytes of a text are read as they stand, whatever their number.
TEST(HashBytes, reads_few_bytes_as_they_stand) {
    const std::string text =
        "\xF1"
        "abc\x80"
        "ef";
    for (std::size_t size = 1; size <= text.size(); ++size) {
        std::uint64_t expected = 0;
        std::memcpy(&expected, text.data(), size);
        EXPECT_EQ(few_bytes(text.data(), size), expected) << size;
    }
}

// Goal: the hash is the same on every machine and for ever; these are its values.
TEST(HashBytes, is_stable) {
    EXPECT_EQ(hash_bytes(""), 1U);
    EXPECT_EQ(hash_bytes("R1"), 0xAE7581EAE0366DF9ULL);
    EXPECT_EQ(hash_bytes("SITI AMINAH"), 0x391952A219FFA6B6ULL);
    EXPECT_EQ(hash_bytes("SITI AMINAH", 1), 0x9871F3338DA5E323ULL);
}

// Goal: every byte and the length count.
TEST(HashBytes, tells_texts_apart) {
    std::set<std::uint64_t> seen;
    for (std::size_t size = 0; size <= 40; ++size) {
        seen.insert(hash_bytes(std::string(size, 'a')));
        for (std::size_t at = 0; at < size; ++at) {
            std::string text(size, 'a');
            text[at] = 'b';
            seen.insert(hash_bytes(text));
        }
    }
    EXPECT_EQ(seen.size(), 41U + 40U * 41U / 2U);
    EXPECT_EQ(seen.count(0), 0U);
}

}  // namespace
}  // namespace payung
