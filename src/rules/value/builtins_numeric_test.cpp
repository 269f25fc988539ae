#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

// Ties of both signs, for each of the seven roundings of FEEL.
TEST(NumericBuiltins, roundings_at_ties) {
    constexpr std::array cases = {
        Asked{"decimal(0.5, 0)", "0"},
        Asked{"decimal(1.5, 0)", "2"},
        Asked{"decimal(2.5, 0)", "2"},
        Asked{"decimal(-2.5, 0)", "-2"},
        Asked{"floor(2.5)", "2"},
        Asked{"floor(-2.5)", "-3"},
        Asked{"ceiling(2.5)", "3"},
        Asked{"ceiling(-2.5)", "-2"},
        Asked{"round up(2.1, 0)", "3"},
        Asked{"round up(-2.1, 0)", "-3"},
        Asked{"round down(2.9, 0)", "2"},
        Asked{"round down(-2.9, 0)", "-2"},
        Asked{"round half up(2.5, 0)", "3"},
        Asked{"round half up(-2.5, 0)", "-3"},
        Asked{"round half down(2.5, 0)", "2"},
        Asked{"round half down(-2.5, 0)", "-2"},
        Asked{"round half down(2.51, 0)", "3"},
        Asked{"round half up(1.125, 2)", "1.13"},
        Asked{"round half up(1250, -2)", "1300"},
        Asked{"decimal(1250, -2)", "1200"},
    };
    expect_answers(cases);
}

// Decimals of the scale are cut off; it must lie within -6111 … 6176.
TEST(NumericBuiltins, scales) {
    constexpr std::array cases = {
        Asked{"decimal(1/3, 2.9)", "0.33"},
        Asked{"decimal(1.5, -0.9)", "2"},
        Asked{"round up(5.5, 6176)", "5.5"},
        Asked{"round up(5.5, 6177)", "error invalid_value"},
        Asked{"round up(0.5, -6111) > 1", "true"},
        Asked{"round up(5.5, -6112)", "error invalid_value"},
        Asked{"floor(1, 1e20)", "error invalid_value"},
    };
    expect_answers(cases);
}

TEST(NumericBuiltins, values) {
    constexpr std::array cases = {
        Asked{"abs(0)", "0"},
        Asked{"abs(-1e40) = 1e40", "true"},
        Asked{"abs(@\"-PT0.5S\")", "duration(\"PT0.5S\")"},
        Asked{"modulo(10, 4)", "2"},
        Asked{"modulo(10, -4)", "-2"},
        Asked{"modulo(-10, 4)", "2"},
        Asked{"modulo(-10, -4)", "-2"},
        Asked{"modulo(10.1, -4.5)", "-3.4"},
        Asked{"modulo(10, 0)", "error division_by_zero"},
        Asked{"sqrt(2)", "1.414213562373095048801688724209698"},
        Asked{"sqrt(-1)", "error invalid_value"},
        Asked{"log(0)", "error invalid_value"},
        Asked{"log(-1)", "error invalid_value"},
        Asked{"log(10)", "2.302585092994045684017991454684364"},
        Asked{"exp(1)", "2.718281828459045235360287471352662"},
        Asked{"exp(100000)", "error overflow"},
        Asked{"exp(-100000)", "0"},
        Asked{"odd(-1)", "true"},
        Asked{"odd(1.5)", "false"},
        Asked{"even(-2)", "true"},
        Asked{"even(0)", "true"},
        Asked{"even(1.5)", "false"},
        Asked{"even(1e40)", "true"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
