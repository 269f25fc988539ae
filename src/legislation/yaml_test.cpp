#include "legislation/yaml.h"

#include <gtest/gtest.h>

#include <array>

#include "base/random.h"

namespace payung {
namespace {

// Goal: nodes know their lines, and scalars stay as written.
TEST(Yaml, knows_its_lines) {
    const auto root = parse_yaml("a: 08\nb:\n  - x\n  - 'y: z'\nc:\n", "f.yaml");
    ASSERT_TRUE(root);
    EXPECT_EQ(root->text("a").value(), "08");
    EXPECT_EQ(root->integer("a", 0, 10).value(), 8);
    const YamlNode* list = root->get("b").value();
    EXPECT_EQ(list->items().value()->at(1).text().value(), "y: z");
    EXPECT_EQ(list->items().value()->at(1).line(), 4U);
    EXPECT_EQ(root->find("c")->kind(), YamlNode::Kind::null);
    EXPECT_EQ(root->find("d"), nullptr);
}

// Goal: an error names file, line and value, in both languages.
TEST(Yaml, says_where_it_is_wrong) {
    const auto root = parse_yaml("a: 1\nbulan: 2026-13\n", "f.yaml");
    ASSERT_TRUE(root);
    const auto month = root->month("bulan");
    ASSERT_FALSE(month);
    EXPECT_EQ(
        describe(month.error(), Language::en),
        "Law file f.yaml line 2: '2026-13' is not a month (YYYY-MM). Mend that line, then run "
        "again.");
    EXPECT_EQ(describe(month.error(), Language::id),
              "Berkas hukum f.yaml baris 2: '2026-13' bukan bulan (TTTT-BB). Perbaiki baris itu, "
              "lalu ulangi.");
}

// Goal: what a law file cannot mean by accident, and what would hurt us, is refused.
TEST(Yaml, refuses_what_is_not_plain) {
    std::string deep;
    for (int i = 0; i < 10'000; ++i) deep += "- ";
    std::string many = "[x";
    for (int i = 0; i < 100'000; ++i) many += ",x";
    const std::string laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n";
    struct Case {
        const char* why;
        std::string text;
        const char* says;
    };
    const std::array cases{
        Case{"an anchor", "a: &x 1\n", "anchors"},
        Case{"an alias bomb", laughs, "anchors"},
        Case{"a tag", "a: !!binary aGk=\n", "tags"},
        Case{"a key twice", "a: 1\nb: 2\na: 3\n", "line 3: key 'a' stands twice"},
        Case{"two documents", "a: 1\n---\nb: 2\n", "more than one document"},
        Case{"a list as a key", "? [a]\n: 1\n", "key is not a text"},
        Case{"no key", "~: 1\n", "key is not a text"},
        Case{"a bracket left open", "a: [1, 2\n", "not valid YAML"},
        Case{"tabs for indentation", "a:\n\tb: 1\n", "not valid YAML"},
        Case{"10,000 lists in lists", deep + "x\n", "nested too deep"},
        Case{"100,002 nodes", many + "]", "too many nodes"},
        Case{"more than 1 MB", std::string(1'000'001, '#'), "larger than 1 MB"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto root = parse_yaml(c.text, "f.yaml");
        ASSERT_FALSE(root);
        EXPECT_EQ(root.error().code(), Code::law_malformed);
        EXPECT_NE(describe(root.error(), Language::en).find(c.says), std::string::npos)
            << describe(root.error(), Language::en);
    }
}

// Goal: questions of the wrong kind are errors, never empty answers.
TEST(Yaml, refuses_the_wrong_kind) {
    const auto root = parse_yaml("a: 1\nb: [1]\nc: {d: 1}\ne: ''\n", "f.yaml");
    ASSERT_TRUE(root);
    EXPECT_FALSE(root->find("a")->entries());
    EXPECT_FALSE(root->find("a")->items());
    EXPECT_FALSE(root->find("b")->text());
    EXPECT_FALSE(root->find("e")->text());
    EXPECT_FALSE(root->find("a")->get("x"));
    EXPECT_FALSE(root->get("x"));
    EXPECT_FALSE(root->only({"a", "b", "c"}));
    EXPECT_TRUE(root->only({"a", "b", "c", "e"}));
    EXPECT_FALSE(root->integer("a", 2, 3));
    EXPECT_FALSE(root->one_of("a", {"2", "3"}));
    EXPECT_EQ(root->one_of("a", {"2", "1"}).value(), 1U);
    const auto empty = parse_yaml("", "f.yaml");
    ASSERT_TRUE(empty);
    EXPECT_FALSE(empty->entries());
}

// Goal: no bytes at all make the reader fall over (seed printed).
TEST(Yaml, survives_any_bytes) {
    constexpr std::string_view alphabet = "ab:- [{}]\n\t'\"&*!?|>%@,#\x80\xff\0~0";
    constexpr std::uint64_t seed = 20260101;
    SCOPED_TRACE(seed);
    Random random(seed);
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (std::uint32_t n = random.below(40); n > 0; --n) {
            text += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
        }
        const auto root = parse_yaml(text, "f.yaml");
        if (!root) {
            ASSERT_EQ(root.error().code(), Code::law_malformed);
        }
    }
}

// Goal: a file that is not there is told as such.
TEST(Yaml, tells_a_missing_file) {
    const auto root = read_yaml("/nowhere/law.yaml");
    ASSERT_FALSE(root);
    EXPECT_EQ(root.error().code(), Code::file_not_found);
}

}  // namespace
}  // namespace payung
