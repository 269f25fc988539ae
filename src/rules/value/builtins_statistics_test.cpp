#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

TEST(StatisticsBuiltins, of_lists_and_of_arguments) {
    constexpr std::array cases = {
        FeelCase{"min(3, 1, 2)", "1"},
        FeelCase{"max([3, 1, 2])", "3"},
        FeelCase{"min([\"b\", \"a\"])", "\"a\""},
        FeelCase{"max(@\"2026-01-01\", @\"2026-02-01\")", "date(\"2026-02-01\")"},
        FeelCase{"min([@\"P1D\", @\"PT1H\"])", "duration(\"PT1H\")"},
        FeelCase{"min([])", "null"},
        FeelCase{"max([1, \"a\"])", "error type_error"},
        FeelCase{"max([1, null])", "error null_operand"},
        FeelCase{"max(1, null)", "error null_operand"},
        FeelCase{"min([[1]])", "error type_error"},
        FeelCase{"sum(1, 2, 3)", "6"},
        FeelCase{"sum([0.1, 0.2])", "0.3"},
        FeelCase{"sum([])", "null"},
        FeelCase{"sum([1, null])", "error null_operand"},
        FeelCase{"sum([1, \"2\"])", "error type_error"},
        FeelCase{"sum([9e6144, 9e6144])", "error overflow"},
        FeelCase{"mean(1, 2)", "1.5"},
        FeelCase{"mean([1, 1, 2])", "1.333333333333333333333333333333333"},
        FeelCase{"mean([])", "null"},
        FeelCase{"product(2, 3, 4)", "24"},
        FeelCase{"product([])", "error invalid_value"},
        FeelCase{"product([1, null])", "error null_operand"},
        FeelCase{"product([1e6000, 1e6000])", "error overflow"},
        FeelCase{"median(8, 2, 5, 7)", "6"},
        FeelCase{"median([6, 1, 2, 3])", "2.5"},
        FeelCase{"median([])", "null"},
        FeelCase{"median([1, \"a\"])", "error type_error"},
        FeelCase{"stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"},
        FeelCase{"stddev([47])", "error invalid_value"},
        FeelCase{"stddev([])", "error invalid_value"},
        FeelCase{"mode(6, 3, 9, 6, 6)", "[6]"},
        FeelCase{"mode([3, 6, 1, 9, 6, 1, 3])", "[1, 3, 6]"},
        FeelCase{"mode([2.5, 1, 2.50])", "[2.5]"},
        FeelCase{"mode([])", "[]"},
        FeelCase{"mode([1, null])", "error null_operand"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
