#include "rules/value/regex.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

namespace {

struct Tried {
    std::string_view text, pattern, flags, expected;  // "yes", "no", or the reason
};

std::string tried(const Tried& one) {
    const auto regex = Regex::compile(one.pattern, one.flags);
    if (const Reason* reason = std::get_if<Reason>(&regex)) return std::string(name_of(*reason));
    const auto found = std::get<0>(regex)->find(one.text, 0);
    if (const Reason* reason = std::get_if<Reason>(&found)) return std::string(name_of(*reason));
    return std::get<0>(found) ? "yes" : "no";
}

template <class Cases>
void expect_tried(const Cases& cases) {
    for (const Tried& one : cases)
        EXPECT_EQ(tried(one), one.expected)
            << '"' << one.text << "\" by \"" << one.pattern << "\" flags \"" << one.flags << '"';
}

}  // namespace

TEST(Regex, patterns_of_xpath) {
    constexpr std::array cases = {
        Tried{"abracadabra", "bra", "", "yes"},
        Tried{"abracadabra", "^bra", "", "no"},
        Tried{"abracadabra", "^a.*a$", "", "yes"},
        Tried{"", "", "", "yes"},
        Tried{"ab", "a|x", "", "yes"},
        Tried{"ab", "^(a|x)b$", "", "yes"},
        Tried{"aab", "^a{2}b$", "", "yes"},
        Tried{"aaab", "^a{1,2}b$", "", "no"},
        Tried{"aaab", "^a{2,}b$", "", "yes"},
        Tried{"abab", "^(?:ab)+$", "", "yes"},
        Tried{"aa", "^(a)\\1$", "", "yes"},
        Tried{"ab", "^(a)\\1$", "", "no"},
        Tried{"aa0", "^(a)\\10$", "", "yes"},  // the first group, then a zero
        Tried{"a.b", "^a\\.b$", "", "yes"},
        Tried{"a$", "^a\\$$", "", "yes"},
        Tried{"a-b", "^[a\\-b]+$", "", "yes"},
        Tried{"a-b", "^[ab-]+$", "", "yes"},
        Tried{"-ab", "^[-ab]+$", "", "yes"},
        Tried{"^", "[a^]", "", "yes"},
        Tried{"é", "^.$", "", "yes"},
        Tried{"😀", "^.$", "", "yes"},
    };
    expect_tried(cases);
}

TEST(Regex, sets_of_characters) {
    constexpr std::array cases = {
        Tried{"k", "^[a-z-[aeiou]]$", "", "yes"},
        Tried{"e", "^[a-z-[aeiou]]$", "", "no"},
        Tried{"5", "^[^a-z-[0-4]]$", "", "yes"},
        Tried{"3", "^[^a-z-[0-4]]$", "", "no"},
        Tried{"e", "^[a-z-[a-m-[e]]]$", "", "yes"},  // taken back from what is taken away
        Tried{"d", "^[a-z-[a-m-[e]]]$", "", "no"},
        Tried{"kk", "^[a-z-[aeiou]]+$", "", "yes"},
        Tried{"Ω", "^\\p{IsGreek}$", "", "yes"},
        Tried{"Ω", "^\\p{IsGreekandCoptic}$", "", "yes"},
        Tried{"Ω", "^\\P{IsBasicLatin}$", "", "yes"},
        Tried{"Ω", "^[\\P{IsBasicLatin}x]$", "", "yes"},
        Tried{"A", "^\\p{Lu}$", "", "yes"},
        Tried{"a", "^\\P{Lu}$", "", "yes"},
        Tried{"٣", "^\\d$", "", "yes"},  // a digit of any script
        Tried{"x", "^\\D$", "", "yes"},
        Tried{"_", "^\\w$", "", "no"},  // punctuation is no word character here
        Tried{"+", "^\\w$", "", "yes"},
        Tried{" ", "^\\W$", "", "yes"},
        Tried{"\t", "^\\s$", "", "yes"},
        Tried{"\f", "^\\s$", "", "no"},
        Tried{"\f", "^[\\S]$", "", "yes"},
        Tried{":name-1", "^\\i\\c*$", "", "yes"},
        Tried{"1name", "^\\i", "", "no"},
        Tried{"1", "^\\I$", "", "yes"},
        Tried{" ", "^\\C$", "", "yes"},
        Tried{"a", "^[\\C]$", "", "no"},
    };
    expect_tried(cases);
}

TEST(Regex, flags) {
    constexpr std::array cases = {
        Tried{"a\nb", "a.b", "", "no"},
        Tried{"a\rb", "a.b", "", "no"},
        Tried{"a\nb", "a.b", "s", "yes"},
        Tried{"a\nb", "^b$", "", "no"},
        Tried{"a\nb", "^b$", "m", "yes"},
        Tried{"a\n", "a$", "", "no"},  // only the very end
        Tried{"a\n", "a$", "m", "yes"},
        Tried{"ABC", "abc", "", "no"},
        Tried{"ABC", "abc", "i", "yes"},
        Tried{"\u212A", "k", "i", "yes"},  // the sign of Kelvin
        Tried{"O", "[A-Z-[OI]]", "i", "no"},
        Tried{"o", "[A-Z-[OI]]", "i", "no"},
        Tried{"q", "[^Q]", "i", "no"},
        Tried{"helloworld", "hello world", "x", "yes"},
        Tried{"hello world", "hello[ ]world", "x", "yes"},
        Tried{"hello world", "hello\\ sworld", "x", "yes"},
        Tried{"abc", "A B C", "ix", "yes"},
        Tried{"a#b", "a#b", "x", "yes"},  // no comments
        Tried{"a", "a", "p", "invalid_value"},
        Tried{"a", "a", " ", "invalid_value"},
        Tried{"a", "a", "smix", "yes"},
    };
    expect_tried(cases);
}

// What other dialects know and XPath does not, and what is simply wrong.
TEST(Regex, patterns_that_are_none) {
    for (const std::string_view pattern : {"(",
                                           ")",
                                           "[",
                                           "]",
                                           "a**",
                                           "*a",
                                           "+",
                                           "?",
                                           "a++",
                                           "a{",
                                           "a{}",
                                           "a{,3}",
                                           "a{3,2}",
                                           "}",
                                           "{2}",
                                           "[]",
                                           "[^]",
                                           "[b-a]",
                                           "[a-\\d]",
                                           "[a-z-[aeiou]x]",
                                           "[[a]]",
                                           "(?=a)",
                                           "(?!a)",
                                           "(?<=a)",
                                           "(?<n>a)",
                                           "(?i)a",
                                           "(?>a)",
                                           "\\b",
                                           "\\A",
                                           "\\z",
                                           "\\x41",
                                           "\\u0041",
                                           "\\0",
                                           "\\1",
                                           "(a)\\2",
                                           "(a\\1)",
                                           "[\\1]",
                                           "(a)[\\1]",
                                           "\\",
                                           "\\e",
                                           "\\p",
                                           "\\p{",
                                           "\\p{}",
                                           "\\p{Xx}",
                                           "\\pL",
                                           "\\p{L Lu}",
                                           "\\p{IsNothing}",
                                           "\\p{ Lu}",
                                           "^*",
                                           "a-[",
                                           "[a-z--[b]]",
                                           "\xFF"})
        EXPECT_EQ(tried({"a", pattern, "", ""}), "invalid_value") << pattern;
}

// Patterns made to take for ever end with a refusal instead.
TEST(Regex, endless_matches_are_refused) {
    const std::string text(60, 'a');
    for (const std::string_view pattern :
         {"(a+)+b", "(a|a)*b", "(a|aa)+$b", "((a*)*)*b", "(.*)(.*)(.*)(.*)(.*)(.*)b"})
        EXPECT_EQ(tried({text, pattern, "", ""}), "refused") << pattern;
    EXPECT_EQ(tried({"a", std::string(20'000, 'a'), "", ""}), "refused");
    EXPECT_EQ(tried({"a", std::string(5'000, '('), "", ""}), "invalid_value");
    // A long text by a harmless pattern is no such thing.
    EXPECT_EQ(tried({std::string(1'000'000, 'a') + "b", "^[a-z]*b$", "", ""}), "yes");
}

TEST(Regex, bytes_that_are_no_utf8) {
    EXPECT_EQ(tried({"a\xFF", "a", "", ""}), "invalid_value");
}

TEST(Regex, replacing) {
    constexpr std::array cases = {
        FeelCase{R"feel(replace("abracadabra", "bra", "*"))feel", R"feel("a*cada*")feel"},
        FeelCase{R"feel(replace("abracadabra", "a(.)", "a$1$1"))feel",
                 R"feel("abbraccaddabbra")feel"},
        FeelCase{R"feel(replace("abcd", "(ab)|(a)", "[1=$1][2=$2]"))feel",
                 R"feel("[1=ab][2=]cd")feel"},
        FeelCase{R"feel(replace("abc", "b", "[$0]"))feel", R"feel("a[b]c")feel"},
        FeelCase{R"feel(replace("abc", "(b)", "$10"))feel", R"feel("ab0c")feel"},
        FeelCase{R"feel(replace("abc", "b", "$1"))feel",
                 R"feel("ac")feel"},  // a group that is not there
        FeelCase{R"feel(replace("abc", "b", "\\$"))feel", R"feel("a$c")feel"},
        FeelCase{R"feel(replace("abc", "b", "\\\\"))feel", R"feel("a\\c")feel"},
        FeelCase{R"feel(replace("abc", "b", "$"))feel", "error invalid_value"},
        FeelCase{R"feel(replace("abc", "b", "$x"))feel", "error invalid_value"},
        FeelCase{R"feel(replace("abc", "b", "\\n"))feel", "error invalid_value"},
        FeelCase{R"feel(replace("abc", "x*", "-"))feel",
                 "error invalid_value"},  // matches nothing at all
        FeelCase{R"feel(replace("abc", "^", "-"))feel", "error invalid_value"},
        FeelCase{R"feel(replace("abc", "(", "-"))feel", "error invalid_value"},
        FeelCase{R"feel(replace("", "a", "-"))feel", R"feel("")feel"},
        FeelCase{R"feel(replace("AAAA", "A+?", "b"))feel", R"feel("bbbb")feel"},
        FeelCase{R"feel(replace("a.b.c.", "[a-z]", "#", "s"))feel", R"feel("#.#.#.")feel"},
    };
    expect_answers(cases);
}

TEST(Regex, splitting) {
    constexpr std::array cases = {
        FeelCase{R"feel(split("John Doe", "\s"))feel", R"feel(["John", "Doe"])feel"},
        FeelCase{R"feel(split("a;b;c;;", ";"))feel", R"feel(["a", "b", "c", "", ""])feel"},
        FeelCase{R"feel(split("abc", "x"))feel", R"feel(["abc"])feel"},
        FeelCase{R"feel(split("", ","))feel", R"feel([""])feel"},
        FeelCase{R"feel(split("a, b,c", ",\s*"))feel", R"feel(["a", "b", "c"])feel"},
        FeelCase{R"feel(split("abc", ""))feel", "error invalid_value"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
