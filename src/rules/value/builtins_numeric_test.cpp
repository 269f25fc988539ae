#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

// Ties of both signs, for each of the seven roundings of FEEL.
TEST(NumericBuiltins, roundings_at_ties) {
    constexpr std::array cases = {
        FeelCase{"decimal(0.5, 0)", "0"},
        FeelCase{"decimal(1.5, 0)", "2"},
        FeelCase{"decimal(2.5, 0)", "2"},
        FeelCase{"decimal(-2.5, 0)", "-2"},
        FeelCase{"floor(2.5)", "2"},
        FeelCase{"floor(-2.5)", "-3"},
        FeelCase{"ceiling(2.5)", "3"},
        FeelCase{"ceiling(-2.5)", "-2"},
        FeelCase{"round up(2.1, 0)", "3"},
        FeelCase{"round up(-2.1, 0)", "-3"},
        FeelCase{"round down(2.9, 0)", "2"},
        FeelCase{"round down(-2.9, 0)", "-2"},
        FeelCase{"round half up(2.5, 0)", "3"},
        FeelCase{"round half up(-2.5, 0)", "-3"},
        FeelCase{"round half down(2.5, 0)", "2"},
        FeelCase{"round half down(-2.5, 0)", "-2"},
        FeelCase{"round half down(2.51, 0)", "3"},
        FeelCase{"round half up(1.125, 2)", "1.13"},
        FeelCase{"round half up(1250, -2)", "1300"},
        FeelCase{"decimal(1250, -2)", "1200"},
    };
    expect_answers(cases);
}

// Decimals of the scale are cut off; it must lie within -6111 … 6176.
TEST(NumericBuiltins, scales) {
    constexpr std::array cases = {
        FeelCase{"decimal(1/3, 2.9)", "0.33"},
        FeelCase{"decimal(1.5, -0.9)", "2"},
        FeelCase{"round up(5.5, 6176)", "5.5"},
        FeelCase{"round up(5.5, 6177)", "error invalid_value"},
        FeelCase{"round up(0.5, -6111) > 1", "true"},
        FeelCase{"round up(5.5, -6112)", "error invalid_value"},
        FeelCase{"floor(1, 1e20)", "error invalid_value"},
    };
    expect_answers(cases);
}

TEST(NumericBuiltins, values) {
    constexpr std::array cases = {
        FeelCase{"abs(0)", "0"},
        FeelCase{"abs(-1e40) = 1e40", "true"},
        FeelCase{"abs(@\"-PT0.5S\")", "duration(\"PT0.5S\")"},
        FeelCase{"modulo(10, 4)", "2"},
        FeelCase{"modulo(10, -4)", "-2"},
        FeelCase{"modulo(-10, 4)", "2"},
        FeelCase{"modulo(-10, -4)", "-2"},
        FeelCase{"modulo(10.1, -4.5)", "-3.4"},
        FeelCase{"modulo(10, 0)", "error division_by_zero"},
        FeelCase{"sqrt(2)", "1.414213562373095048801688724209698"},
        FeelCase{"sqrt(-1)", "error invalid_value"},
        FeelCase{"log(0)", "error invalid_value"},
        FeelCase{"log(-1)", "error invalid_value"},
        FeelCase{"log(10)", "2.302585092994045684017991454684364"},
        FeelCase{"exp(1)", "2.718281828459045235360287471352662"},
        FeelCase{"exp(100000)", "error overflow"},
        FeelCase{"exp(-100000)", "0"},
        FeelCase{"odd(-1)", "true"},
        FeelCase{"odd(1.5)", "false"},
        FeelCase{"even(-2)", "true"},
        FeelCase{"even(0)", "true"},
        FeelCase{"even(1.5)", "false"},
        FeelCase{"even(1e40)", "true"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
