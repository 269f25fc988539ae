#include "membership/kpj.h"

#include <gtest/gtest.h>

namespace payung {
namespace {

// Goal: a number given out has 11 characters; the letter follows from the remainder by 23.
TEST(Kpj, gives_out_numbers_that_check) {
    EXPECT_EQ(kpj_given_out(2026, 1),
              "2600000001" + std::string(1, "TRWAGMYFPDXBNJZSQVHLCKE"[2600000001ULL % 23]));
    for (const std::int64_t serial : {std::int64_t{1}, std::int64_t{4711}, kpj_serial_max}) {
        const std::string kpj = kpj_given_out(2026, serial);
        EXPECT_TRUE(is_kpj(kpj)) << kpj;
        EXPECT_TRUE(has_given_form(kpj)) << kpj;
        EXPECT_TRUE(checks(kpj)) << kpj;
    }
}

// Goal: one wrong digit, or two neighbours swapped, never make another number that checks.
TEST(Kpj, finds_wrong_and_swapped_digits) {
    const std::string kpj = kpj_given_out(2026, 50'391'827);
    for (std::size_t at = 0; at < 10; ++at) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string other = kpj;
            other[at] = digit;
            EXPECT_EQ(checks(other), other == kpj) << other;
        }
        if (at == 9) continue;
        std::string swapped = kpj;
        std::swap(swapped[at], swapped[at + 1]);
        EXPECT_EQ(checks(swapped), swapped == kpj) << swapped;
    }
}

// Goal: numbers brought along are read as people write them.
TEST(Kpj, reads_what_people_write) {
    EXPECT_EQ(kpj_of(" 12 345-678.901"), "12345678901");
    EXPECT_EQ(kpj_of("ab123456789"), "AB123456789");
    EXPECT_TRUE(is_kpj("AB123456789"));
    EXPECT_FALSE(has_given_form("12345678901"));
    EXPECT_FALSE(is_kpj("1234567890"));
    EXPECT_FALSE(is_kpj("1234567890a"));
}

}  // namespace
}  // namespace payung
