#include "base/utf8.h"

#include <gtest/gtest.h>

#include <array>

namespace payung {
namespace {

// Goal: valid text stays; every byte that belongs to no character becomes U+FFFD.
TEST(Utf8, is_made_valid) {
    struct Case {
        std::string_view why, bytes, text;
    };
    constexpr std::array cases{
        Case{"plain", "Siti Aminah", "Siti Aminah"},
        Case{"two, three, four bytes", "é€😀", "é€😀"},
        Case{"Latin-1", "Jos\xE9 A", "Jos\xEF\xBF\xBD A"},
        Case{"cut off", "a\xE2\x82", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
        Case{"overlong", "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        Case{"surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        Case{"past the last", "\xF4\x90\x80\x80",
             "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        Case{"control characters",
             "a\x01"
             "b\rc\td\n\x7F",
             "a b c\td\n "},
        Case{"nothing", "", ""},
    };
    for (const Case& c : cases) EXPECT_EQ(clean_utf8(c.bytes), c.text) << c.why;
    EXPECT_EQ(clean_utf8(std::string_view("a\0b", 3)), "a b");
}

// Goal: text is cut between characters.
TEST(Utf8, is_cut_between_characters) {
    EXPECT_EQ(clean_utf8("é€😀x", 2), "é€");
    EXPECT_EQ(clean_utf8("é€😀x", 0), "");
}

TEST(Utf8, knows_plain_ascii) {
    EXPECT_TRUE(is_plain_ascii("Desa 12 ~"));
    for (const std::string_view text : {"é", "a\tb", "\x7F"}) EXPECT_FALSE(is_plain_ascii(text));
}

}  // namespace
}  // namespace payung
