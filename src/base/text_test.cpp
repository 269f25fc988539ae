#include "base/text.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace payung {
namespace {

TEST(Text, trims_blanks_only_at_the_ends) {
    EXPECT_EQ(trim("  Siti Aminah\t\r\n"), "Siti Aminah");
    EXPECT_EQ(trim(" \t"), "");
    EXPECT_EQ(trim(""), "");
}

TEST(Text, changes_the_case_of_ascii_only) {
    EXPECT_EQ(lower_ascii("NIK Pekerja \xC3\x89"), "nik pekerja \xC3\x89");
    EXPECT_EQ(upper_ascii("jkk+jkm_2 \xC3\xA9"), "JKK+JKM_2 \xC3\xA9");
}

// Goal: the forms that the Unicode standard allows (table 3-7), and each that it does not.
TEST(Text, knows_utf8) {
    struct Case {
        const char* why;
        std::string_view text;
        bool valid;
    };
    const Case cases[] = {
        {"empty", "", true},
        {"ASCII, eight bytes and more", "Siti Aminah", true},
        {"two bytes", "Andr\xC3\xA9", true},
        {"three bytes", "\xE2\x82\xAC 5", true},
        {"four bytes", "\xF0\x9F\x98\x80", true},
        {"first and last of two", "\xC2\x80\xDF\xBF", true},
        {"first and last of three", "\xE0\xA0\x80\xEF\xBF\xBF", true},
        {"around the surrogates", "\xED\x9F\xBF\xEE\x80\x80", true},
        {"first and last of four", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", true},
        {"Latin-1", "Andr\xE9", false},
        {"Latin-1 behind eight bytes", "Andrea M\xE9lanie", false},
        {"follows nothing", "a\x80", false},
        {"cut off: two", "a\xC3", false},
        {"cut off: three", "\xE2\x82", false},
        {"cut off: four", "\xF0\x9F\x98", false},
        {"wrong second byte", "\xC3(", false},
        {"wrong third byte", "\xE2\x82(", false},
        {"wrong fourth byte", "\xF0\x9F\x98(", false},
        {"too long: two", "\xC0\xAF", false},
        {"too long: three", "\xE0\x9F\xBF", false},
        {"too long: four", "\xF0\x8F\xBF\xBF", false},
        {"surrogate", "\xED\xA0\x80", false},
        {"above U+10FFFF", "\xF4\x90\x80\x80", false},
        {"no such first byte", "\xF5\x80\x80\x80", false},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(is_utf8(c.text), c.valid);
    }
}

// Goal: Windows-1252 as offices mean it; every byte has an answer, and it is UTF-8.
TEST(Text, reads_latin1) {
    EXPECT_EQ(latin1_to_utf8("Andr\xE9 M\xFCller"), "Andr\xC3\xA9 M\xC3\xBCller");
    EXPECT_EQ(latin1_to_utf8("\x80 \x93x\x94 \x96"), "€ “x” –");
    EXPECT_EQ(latin1_to_utf8("\x81"), "\xC2\x81");
    for (int byte = 0; byte < 256; ++byte) {
        const std::string utf8 = latin1_to_utf8(std::string(1, static_cast<char>(byte)));
        EXPECT_EQ(utf8_length(utf8), utf8.size()) << byte;
    }
}

// Goal: eight bytes at a time or one, the answer is the same.
TEST(Text, knows_utf8_wherever_it_stands) {
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Random random(seed);
        std::string text;
        for (std::uint32_t i = random.below(20); i > 0; --i) {
            const std::string_view pieces[] = {"abcdefghi", "a", "\xC3\xA9", "\xE2\x82\xAC",
                                               "\xE9"};
            text += pieces[random.below(seed % 2 == 0 ? 4 : 5)];
        }
        bool valid = true;
        for (std::string_view left = text; valid && !left.empty();) {
            const std::size_t length = utf8_length(left);
            valid = length > 0;
            left.remove_prefix(length);
        }
        ASSERT_EQ(is_utf8(text), valid) << "seed " << seed;
        ASSERT_TRUE(valid || seed % 2 == 1) << "seed " << seed;
    }
}

TEST(Text, parses_whole_numbers_strictly) {
    EXPECT_EQ(parse_u64("0"), 0U);
    EXPECT_EQ(parse_u64("007"), 7U);
    EXPECT_EQ(parse_u64("18446744073709551615"), UINT64_MAX);
    for (const char* const text : {"", " 1", "1 ", "+1", "-1", "1.0", "1e3", "0x1", "x",
                                   "18446744073709551616", "99999999999999999999"}) {
        EXPECT_EQ(parse_u64(text), std::nullopt) << text;
    }
}

// Goal: amounts as people write them; what may mean two things is refused.
TEST(Text, parses_rupiah) {
    struct Case {
        const char* text;
        std::int64_t rupiah;
    };
    const Case taken[] = {
        {"0", 0},
        {"1250000", 1'250'000},
        {"0016800", 16'800},
        {"1.250.000", 1'250'000},
        {"16.800", 16'800},
        {" Rp 1.250.000 ", 1'250'000},
        {"Rp1.250.000,00", 1'250'000},
        {"rp. 16.800,-", 16'800},
        {"16800,0", 16'800},
        {"1250000.0", 1'250'000},
        {"1250000.00", 1'250'000},
        {"1.00", 1},
        {"999999999999999", 999'999'999'999'999},
        {"999.999.999.999.999", 999'999'999'999'999},
    };
    for (const Case& c : taken) {
        const auto money = parse_rupiah(c.text);
        ASSERT_TRUE(money) << c.text;
        EXPECT_EQ(money->rupiah(), c.rupiah) << c.text;
    }
    for (const char* const text : {"",
                                   " ",
                                   "Rp",
                                   "Rp.",
                                   "x",
                                   "1,250,000",
                                   "1,250",
                                   "1.25",
                                   "1.2500",
                                   "1250.000",
                                   "1.250.00",
                                   "1.250.000.0",
                                   "1.250.000.00",
                                   "1..250",
                                   ".250",
                                   "1.",
                                   "1250000.5",
                                   "1250000,50",
                                   "1.250,5",
                                   "1.23E+15",
                                   "1 250 000",
                                   "1.250.000 rupiah",
                                   "USD 5",
                                   "6303052003800001",
                                   "RpRp 5",
                                   "-",
                                   "()",
                                   "-Rp",
                                   "--5",
                                   "1.000.000.000.000.000",
                                   "+5",
                                   "5-"}) {
        const auto money = parse_rupiah(text);
        ASSERT_FALSE(money) << text;
        EXPECT_EQ(money.error().code(), Code::money_unreadable) << text;
    }
    for (const char* const text :
         {"-5", "- 5", "-1.250.000", "-Rp 5", "Rp -5.000", "Rp-5", "(5)", "(Rp 1.250.000)"}) {
        const auto money = parse_rupiah(text);
        ASSERT_FALSE(money) << text;
        EXPECT_EQ(money.error().code(), Code::money_negative) << text;
    }
}

}  // namespace
}  // namespace payung
