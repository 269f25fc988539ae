#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

// Lengths and places count characters, not bytes.
TEST(StringBuiltins, characters) {
    constexpr std::array cases = {
        FeelCase{"string length(\"\")", "0"},
        FeelCase{"string length(\"é😀x\")", "3"},
        FeelCase{"substring(\"é😀x\", 2)", "\"😀x\""},
        FeelCase{"substring(\"é😀x\", 2, 1)", "\"😀\""},
        FeelCase{"substring(\"foobar\", -2, 1)", "\"a\""},
        FeelCase{"substring(\"foobar\", 3, 3.8)", "\"oba\""},
        FeelCase{"substring(\"foobar\", 3, 100)", "\"obar\""},
        FeelCase{"substring(\"foobar\", 0)", "error invalid_value"},
        FeelCase{"substring(\"foobar\", 7)", "error invalid_value"},
        FeelCase{"substring(\"foobar\", -7)", "error invalid_value"},
        FeelCase{"substring(\"foobar\", 1, 0)", "error invalid_value"},
        FeelCase{"upper case(\"straßé ÿ ω ж\")", "\"STRAßÉ Ÿ Ω Ж\""},
        FeelCase{"lower case(\"ÀÉ ΩЖ 1\")", "\"àé ωж 1\""},
    };
    expect_answers(cases);
    EXPECT_EQ(to_feel(find_builtin("string length")
                          ->call(List{Value("a\xFF"
                                            "b")})),
              "3");
    EXPECT_EQ(find_builtin("upper case")
                  ->call(List{Value("a\xFF"
                                    "b")})
                  .text(),
              "A\xFF"
              "B");
}

TEST(StringBuiltins, parts) {
    constexpr std::array cases = {
        FeelCase{"substring before(\"foobar\", \"x\")", "\"\""},
        FeelCase{"substring before(\"foobar\", \"\")", "\"\""},
        FeelCase{"substring before(\"foobar\", \"o\")", "\"f\""},
        FeelCase{"substring after(\"foobar\", \"x\")", "\"\""},
        FeelCase{"substring after(\"foobar\", \"\")", "\"foobar\""},
        FeelCase{"substring after(\"foobar\", \"o\")", "\"obar\""},
        FeelCase{"contains(\"\", \"\")", "true"},
        FeelCase{"contains(\"foobar\", \"of\")", "false"},
        FeelCase{"starts with(\"foobar\", \"bar\")", "false"},
        FeelCase{"ends with(\"foobar\", \"\")", "true"},
        FeelCase{"string join([\"a\", null, \"c\"], \"X\")", "\"aXc\""},
        FeelCase{"string join([], \"X\")", "\"\""},
        FeelCase{"string join([\"a\", \"b\"])", "\"ab\""},
        FeelCase{"string join([\"a\", \"b\"], null)", "\"ab\""},
        FeelCase{"string join([1, 2], \"X\")", "error type_error"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
