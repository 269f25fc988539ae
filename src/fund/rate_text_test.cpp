#include "fund/rate_text.h"

#include <gtest/gtest.h>

namespace payung {
namespace {

// Goal: a rate is read exactly or not at all; what is written is read again as the same.
TEST(RateText, reads_shares_and_nothing_else) {
    const std::pair<const char*, std::int64_t> right[]{
        {"0", 0}, {"1", 1'000'000}, {"0.0575", 57'500}, {"0.05757", 57'570}, {"0.000001", 1}};
    for (const auto& [text, parts] : right) {
        const auto rate = parse_rate(text);
        ASSERT_TRUE(rate) << text;
        EXPECT_EQ(rate->parts_per_million(), parts) << text;
        EXPECT_EQ(to_text(*rate), text);
    }
    for (const char* text : {"", ".", "0.", ".5", "5.75", "1.000001", "0.0000001", "-0.1", "0,05",
                             "5%", "0.05x", "00.5", " 0.1"})
        EXPECT_FALSE(parse_rate(text)) << text;
}

}  // namespace
}  // namespace payung
