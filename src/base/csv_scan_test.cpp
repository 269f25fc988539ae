#include "base/csv_scan.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"

namespace payung {
namespace {

std::vector<std::uint32_t> marks_of(const CsvScanner& scanner, std::string_view text,
                                    std::size_t piece, CsvState& state) {
    std::vector<std::uint32_t> all;
    for (std::size_t from = 0; from < text.size(); from += piece) {
        const std::size_t until = std::min(text.size(), from + piece);
        std::vector<std::uint32_t> marks(until - from + 8);
        marks.resize(scanner.marks(text.data(), from, until, ';', state, marks.data()));
        all.insert(all.end(), marks.begin(), marks.end());
    }
    return all;
}

std::string random_text(Random& random, std::size_t size_max, std::string_view alphabet) {
    std::string text(random.below(static_cast<std::uint32_t>(size_max)), 'x');
    for (char& c : text) c = alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
    return text;
}

/// From many marks and quotes to few, so that the parity of quotes runs over many steps.
constexpr std::string_view alphabets[] = {
    "a,;\"\n\r\t",
    "a;\n\"",
    "aaaaaaaaaaaaaaaa;\"\n",
    "aaaaaaaaaaaaaaaaaaaaaaaaaa;;;;\n",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;\n\"",
};

// Goal: where marks stand, and where they do not.
TEST(CsvScan, finds_marks) {
    struct Case {
        const char *why, *text, *marks;  // ^ under each mark
    };
    const Case cases[] = {
        {"plain", "ab;c\n;\n", "  ^ ^^^"},
        {"quoted", "\"a;b\";c\n", "     ^ ^"},
        {"line break in quotes", "\"a\nb\"\nc\n", "     ^ ^"},
        {"doubled quotes", "\"a\"\";\"\"\";c\n", "        ^ ^"},
        {"quote in a plain field", "a\"b;c\"\n", "   ^  ^"},
        {"text behind a closing quote", "\"a\"b\";c\n", "     ^ ^"},
        {"never closed", "a;\"b;c\n", " ^     "},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        CsvState state = CsvState::field_start;
        std::string drawn(std::string_view(c.text).size(), ' ');
        for (const auto mark : marks_of(CsvScanner::bytewise(), c.text, 100, state)) {
            drawn[mark] = '^';
        }
        EXPECT_EQ(drawn, c.marks);
    }
}

// Goal: the fast scan is the one in use wherever it can be.
TEST(CsvScan, takes_the_fastest) {
    const CsvScanner* const avx2 = CsvScanner::avx2();
    EXPECT_EQ(&CsvScanner::fastest(), avx2 != nullptr ? avx2 : &CsvScanner::bytewise());
}

// Goal: the same marks and the same last state byte by byte, by AVX2, and cut into any pieces.
TEST(CsvScan, avx2_finds_the_same_marks) {
    if (CsvScanner::avx2() == nullptr) GTEST_SKIP() << "SKIPPED: this processor has no AVX2";
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Random random(seed);
        const std::string text = random_text(random, 400, alphabets[seed % std::size(alphabets)]);
        CsvState expected_state = CsvState::field_start;
        const auto expected =
            marks_of(CsvScanner::bytewise(), text, text.size() + 1, expected_state);
        for (const std::size_t piece : {std::size_t{500}, std::size_t{1} + random.below(200)}) {
            CsvState state = CsvState::field_start;
            ASSERT_EQ(marks_of(*CsvScanner::avx2(), text, piece, state), expected)
                << "seed " << seed << ", pieces of " << piece;
            ASSERT_EQ(state, expected_state) << "seed " << seed << ", pieces of " << piece;
        }
    }
}

// Goal: the same last end of a record, the same lines and the same limit, also when the text grows.
TEST(CsvScan, avx2_cuts_at_the_same_place) {
    if (CsvScanner::avx2() == nullptr) GTEST_SKIP() << "SKIPPED: this processor has no AVX2";
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Random random(seed);
        const std::string text = random_text(random, 400, alphabets[seed % std::size(alphabets)]);
        const std::size_t limit = random.chance(0.5) ? 64 + random.below(100) : 1'000;
        const std::size_t first = random.below(static_cast<std::uint32_t>(text.size() + 1));
        CsvCut expected;
        CsvCut cut;
        CsvScanner::bytewise().cut(text.data(), text.size(), ';', limit, expected);
        CsvScanner::avx2()->cut(text.data(), first, ';', limit, cut);
        CsvScanner::avx2()->cut(text.data(), text.size(), ';', limit, cut);
        ASSERT_EQ(cut.end, expected.end) << "seed " << seed;
        ASSERT_TRUE(cut == expected) << "seed " << seed;
    }
}

}  // namespace
}  // namespace payung
