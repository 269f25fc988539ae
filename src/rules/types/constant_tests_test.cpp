#include "rules/types/constant_tests.h"

#include <gtest/gtest.h>

#include "rules/program/programs_for_tests.h"

namespace payung::rules {
namespace {

// Goal: the short way says exactly what FEEL says, or leaves it to FEEL.
TEST(ConstantTests, agree_with_the_evaluator) {
    const std::vector<const char*> tests{"5",
                                         "< 5",
                                         "<= 5",
                                         "> 5",
                                         ">= 5",
                                         "= 5",
                                         "!= 5",
                                         "[1..5]",
                                         "(1..5)",
                                         "]1..5[",
                                         "[5..1]",
                                         "1, 5, 9",
                                         "not(5)",
                                         "not(1, [4..6])",
                                         "-3",
                                         "\"a\"",
                                         "\"a\", \"b\"",
                                         "not(\"a\")",
                                         "!= \"a\"",
                                         "true",
                                         "false",
                                         "not(true)",
                                         "date(\"2026-01-01\")",
                                         ">= date(\"2026-01-01\")",
                                         "[date(\"2026-01-01\")..date(\"2026-12-01\")]",
                                         "\"a\", 5",
                                         "null",
                                         "< \"b\"",
                                         "? > 3",
                                         "[1, 2]",
                                         "-",
                                         "(< 5)",
                                         "1 + 4"};
    const std::vector<const char*> inputs{"0",
                                          "1",
                                          "4.5",
                                          "5",
                                          "5.00",
                                          "9",
                                          "-3",
                                          "\"a\"",
                                          "\"c\"",
                                          "\"\"",
                                          "true",
                                          "false",
                                          "null",
                                          "[5]",
                                          "date(\"2026-01-01\")",
                                          "date(\"2026-06-15\")",
                                          "date(\"2030-01-01\")"};
    int short_ways = 0;
    const Scope scope;
    const Bindings nothing;
    for (const char* text : tests) {
        const auto parsed = parse_unary_tests(text, scope);
        ASSERT_TRUE(std::holds_alternative<UnaryTests>(parsed)) << text;
        const auto constant = ConstantTests::of(std::get<UnaryTests>(parsed));
        if (!constant) continue;
        for (const char* input : inputs) {
            const Value value = feel(input);
            const auto quick = constant->hold(value);
            if (!quick) continue;
            ++short_ways;
            EXPECT_EQ(told_with_reason(evaluate(std::get<UnaryTests>(parsed), value, nothing)),
                      *quick ? "true" : "false")
                << text << " of " << input;
        }
    }
    EXPECT_GT(short_ways, 100);  // else this would test nothing
}

// Goal: what is not constant, or mixes kinds, is left to FEEL.
TEST(ConstantTests, leave_to_the_evaluator_what_is_not_simple) {
    Scope scope;
    scope.add("n", nullptr);
    for (const char* text : {"-", "n", "< n", "[n..5]", "? > 3", "\"a\", 5", "null", "[1, 2]",
                             "< \"b\"", "(< 5)", "\"a\" + \"b\""}) {
        const auto parsed = parse_unary_tests(text, scope);
        ASSERT_TRUE(std::holds_alternative<UnaryTests>(parsed)) << text;
        EXPECT_FALSE(ConstantTests::of(std::get<UnaryTests>(parsed))) << text;
    }
}

}  // namespace
}  // namespace payung::rules
