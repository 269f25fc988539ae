#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

// Lengths and places count characters, not bytes.
TEST(StringBuiltins, characters) {
    constexpr std::array cases = {
        Asked{"string length(\"\")", "0"},
        Asked{"string length(\"é😀x\")", "3"},
        Asked{"substring(\"é😀x\", 2)", "\"😀x\""},
        Asked{"substring(\"é😀x\", 2, 1)", "\"😀\""},
        Asked{"substring(\"foobar\", -2, 1)", "\"a\""},
        Asked{"substring(\"foobar\", 3, 3.8)", "\"oba\""},
        Asked{"substring(\"foobar\", 3, 100)", "\"obar\""},
        Asked{"substring(\"foobar\", 0)", "error invalid_value"},
        Asked{"substring(\"foobar\", 7)", "error invalid_value"},
        Asked{"substring(\"foobar\", -7)", "error invalid_value"},
        Asked{"substring(\"foobar\", 1, 0)", "error invalid_value"},
        Asked{"upper case(\"straßé ÿ ω ж\")", "\"STRAßÉ Ÿ Ω Ж\""},
        Asked{"lower case(\"ÀÉ ΩЖ 1\")", "\"àé ωж 1\""},
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
        Asked{"substring before(\"foobar\", \"x\")", "\"\""},
        Asked{"substring before(\"foobar\", \"\")", "\"\""},
        Asked{"substring before(\"foobar\", \"o\")", "\"f\""},
        Asked{"substring after(\"foobar\", \"x\")", "\"\""},
        Asked{"substring after(\"foobar\", \"\")", "\"foobar\""},
        Asked{"substring after(\"foobar\", \"o\")", "\"obar\""},
        Asked{"contains(\"\", \"\")", "true"},
        Asked{"contains(\"foobar\", \"of\")", "false"},
        Asked{"starts with(\"foobar\", \"bar\")", "false"},
        Asked{"ends with(\"foobar\", \"\")", "true"},
        Asked{"string join([\"a\", null, \"c\"], \"X\")", "\"aXc\""},
        Asked{"string join([], \"X\")", "\"\""},
        Asked{"string join([\"a\", \"b\"])", "\"ab\""},
        Asked{"string join([\"a\", \"b\"], null)", "\"ab\""},
        Asked{"string join([1, 2], \"X\")", "error type_error"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
