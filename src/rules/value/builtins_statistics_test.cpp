#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

TEST(StatisticsBuiltins, of_lists_and_of_arguments) {
    constexpr std::array cases = {
        Asked{"min(3, 1, 2)", "1"},
        Asked{"max([3, 1, 2])", "3"},
        Asked{"min([\"b\", \"a\"])", "\"a\""},
        Asked{"max(@\"2026-01-01\", @\"2026-02-01\")", "date(\"2026-02-01\")"},
        Asked{"min([@\"P1D\", @\"PT1H\"])", "duration(\"PT1H\")"},
        Asked{"min([])", "null"},
        Asked{"max([1, \"a\"])", "error type_error"},
        Asked{"max([1, null])", "error null_operand"},
        Asked{"max(1, null)", "error null_operand"},
        Asked{"min([[1]])", "error type_error"},
        Asked{"sum(1, 2, 3)", "6"},
        Asked{"sum([0.1, 0.2])", "0.3"},
        Asked{"sum([])", "null"},
        Asked{"sum([1, null])", "error null_operand"},
        Asked{"sum([1, \"2\"])", "error type_error"},
        Asked{"sum([9e6144, 9e6144])", "error overflow"},
        Asked{"mean(1, 2)", "1.5"},
        Asked{"mean([1, 1, 2])", "1.333333333333333333333333333333333"},
        Asked{"mean([])", "null"},
        Asked{"product(2, 3, 4)", "24"},
        Asked{"product([])", "error invalid_value"},
        Asked{"product([1, null])", "error null_operand"},
        Asked{"product([1e6000, 1e6000])", "error overflow"},
        Asked{"median(8, 2, 5, 7)", "6"},
        Asked{"median([6, 1, 2, 3])", "2.5"},
        Asked{"median([])", "null"},
        Asked{"median([1, \"a\"])", "error type_error"},
        Asked{"stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"},
        Asked{"stddev([47])", "error invalid_value"},
        Asked{"stddev([])", "error invalid_value"},
        Asked{"mode(6, 3, 9, 6, 6)", "[6]"},
        Asked{"mode([3, 6, 1, 9, 6, 1, 3])", "[1, 3, 6]"},
        Asked{"mode([2.5, 1, 2.50])", "[2.5]"},
        Asked{"mode([])", "[]"},
        Asked{"mode([1, null])", "error null_operand"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
