#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

TEST(ListBuiltins, places) {
    constexpr std::array cases = {
        FeelCase{"list replace([1, 2, 3], -1, 4)", "[1, 2, 4]"},
        FeelCase{"list replace([1, 2, 3], 2.5, 4)", "[1, 4, 3]"},
        FeelCase{"list replace([1, 2, 3], 0, 4)", "error invalid_value"},
        FeelCase{"list replace([1, 2, 3], 4, 4)", "error invalid_value"},
        FeelCase{"list replace([1, 2, 3], -4, 4)", "error invalid_value"},
        FeelCase{"sublist([1, 2, 3], -1)", "[3]"},
        FeelCase{"sublist([1, 2, 3], -2, 1)", "[2]"},
        FeelCase{"sublist([1, 2, 3], 2, 0)", "[]"},
        FeelCase{"sublist([1, 2, 3], 0)", "error invalid_value"},
        FeelCase{"sublist([1, 2, 3], 4)", "error invalid_value"},
        FeelCase{"sublist([1, 2, 3], 2, 3)", "error invalid_value"},
        FeelCase{"sublist([1, 2, 3], 2, -1)", "error invalid_value"},
        FeelCase{"insert before([1, 2], -1, 9)", "[1, 9, 2]"},
        FeelCase{"insert before([1, 2], 3, 9)", "error invalid_value"},
        FeelCase{"insert before([1, 2], 1, null)", "[null, 1, 2]"},
        FeelCase{"remove([1, 2, 3], -2)", "[1, 3]"},
        FeelCase{"remove([1, 2, 3], 4)", "error invalid_value"},
    };
    expect_answers(cases);
}

TEST(ListBuiltins, members) {
    constexpr std::array cases = {
        FeelCase{"list contains([1, null], null)", "true"},
        FeelCase{"list contains([1, \"a\"], 1.00)", "true"},
        FeelCase{"list contains([[1], [2]], [2])", "true"},
        FeelCase{"list contains([], 1)", "false"},
        FeelCase{"index of([1, 2, 1.0, null, \"1\"], 1)", "[1, 3]"},
        FeelCase{"index of([1, null], null)", "[2]"},
        FeelCase{"distinct values([1, \"a\", 1.0, null, \"a\", null, [1], [1]])",
                 "[1, \"a\", null, [1]]"},
        // One instant told in two zones is one value.
        FeelCase{"count(distinct values([@\"12:00:00Z\", @\"13:00:00+01:00\"]))", "1"},
        FeelCase{"union([1, 2], [2, 3], 1)", "[1, 2, 3]"},
        FeelCase{"concatenate([1], [[2]], 3)", "[1, [2], 3]"},
        FeelCase{"append([1], 2, [3])", "[1, 2, [3]]"},
        FeelCase{"append([], null)", "[null]"},
        FeelCase{"flatten([[1, [2, [3]]], [], null])", "[1, 2, 3, null]"},
        FeelCase{"reverse([])", "[]"},
        FeelCase{"count([null, null])", "2"},
    };
    expect_answers(cases);
}

TEST(ListBuiltins, all_and_any) {
    constexpr std::array cases = {
        FeelCase{"all([])", "true"},
        FeelCase{"any([])", "false"},
        FeelCase{"all(true, true)", "true"},
        FeelCase{"all([true, null, true])", "null"},
        FeelCase{"all([null, false])", "false"},
        FeelCase{"all([true, 1])", "error type_error"},
        FeelCase{"all([1, false])", "false"},
        FeelCase{"any([false, null])", "null"},
        FeelCase{"any([null, true])", "true"},
        FeelCase{"any([1, false])", "error type_error"},
        FeelCase{"all(null)", "error null_operand"},
        FeelCase{"all(123)", "error type_error"},
        FeelCase{"any(null, false)", "null"},
    };
    expect_answers(cases);
}

TEST(ListBuiltins, by_a_function) {
    constexpr std::array cases = {
        FeelCase{"list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)",
                 "[5, 5, 7, 8]"},
        FeelCase{"list replace([2], function(item) true, 5)", "error type_error"},
        FeelCase{"list replace([2], function(item, newItem) item, 5)", "error type_error"},
        FeelCase{"list replace([2], function(item, newItem) null, 5)", "error null_operand"},
        FeelCase{"sort([3, 1, 2, 1], function(x, y) x > y)", "[3, 2, 1, 1]"},
        FeelCase{"sort([], function(x, y) x > y)", "[]"},
        FeelCase{"sort([1], function(x, y) x > y)", "[1]"},
        FeelCase{"sort([2, \"a\"], function(x, y) x < y)", "error type_error"},
        FeelCase{"sort([2, 1], function(x) true)", "error type_error"},
        FeelCase{"sort([2, 1], function(x, y) 1)", "error type_error"},
        // What is neither before nor after keeps its place.
        FeelCase{"sort([{k: 1, n: 1}, {k: 0, n: 2}, {k: 1, n: 3}], function(x, y) x.k < y.k).n",
                 "[2, 1, 3]"},
        // A function that is no order at all: any order is right, none may be lost.
        FeelCase{"sum(sort([1, 2, 3, 4, 5, 6, 7], function(x, y) true))", "28"},
    };
    expect_answers(cases);
}

TEST(ListBuiltins, lists_are_limited) {
    const List half(600'000, Value::integer(1));
    const std::array halves = {Value(half), Value(half)};
    EXPECT_EQ(told(find_builtin("concatenate")->call(halves)), "error refused");
    EXPECT_EQ(told(find_builtin("union")->call(halves)), "error refused");
    EXPECT_EQ(told(find_builtin("flatten")->call(List{Value(List(halves.begin(), halves.end()))})),
              "error refused");
    EXPECT_EQ(find_builtin("count")->call(List{halves[0]}).number(),
              Decimal::from_integer(600'000));
    EXPECT_EQ(told(find_builtin("distinct values")->call(List{halves[0]})), "[1]");
}

}  // namespace payung::rules
