#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

TEST(ContextBuiltins, values) {
    constexpr std::array cases = {
        FeelCase{"get value({a: 1}, \"b\")", "null"},
        FeelCase{"get value({a: null}, \"a\")", "null"},
        FeelCase{"get entries({})", "[]"},
        FeelCase{"context([])", "{}"},
        FeelCase{"context({key: \"a\", value: null})", "{a: null}"},
        FeelCase{"context([{key: \"a\", value: 1, lain: 2}])", "{a: 1}"},
        FeelCase{"context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])",
                 "error invalid_value"},
        FeelCase{"context([{key: \"a\"}])", "error type_error"},
        FeelCase{"context([{value: 1}])", "error type_error"},
        FeelCase{"context([{key: null, value: 1}])", "error null_operand"},
        FeelCase{"context([{key: 1, value: 1}])", "error type_error"},
        FeelCase{"context(\"a\")", "error type_error"},
        FeelCase{"context put({a: 1, b: 2}, \"a\", 3)", "{a: 3, b: 2}"},
        FeelCase{"context put({}, \"a\", null)", "{a: null}"},
        FeelCase{"context put({x: {y: {z: 1}}}, [\"x\", \"y\", \"z\"], 2)", "{x: {y: {z: 2}}}"},
        FeelCase{"context put({x: 1}, [\"x\", \"y\"], 2)", "error type_error"},
        FeelCase{"context put({x: null}, [\"x\", \"y\"], 2)", "error null_operand"},
        FeelCase{"context put({}, [\"x\", \"y\"], 2)", "error type_error"},
        FeelCase{"context put({x: {}}, [\"x\", null], 2)", "error null_operand"},
        FeelCase{"context put({}, [], 2)", "error type_error"},
        FeelCase{"context put(context: {x: {}}, key: [\"x\", \"y\"], value: 2)",
                 "error type_error"},
        FeelCase{"context merge([{a: 1, b: 1}, {a: 2}])", "{a: 2, b: 1}"},
        FeelCase{"context merge([])", "{}"},
        FeelCase{"context merge([{a: 1}, 2])", "error type_error"},
        FeelCase{"context merge([{a: 1}, null])", "error null_operand"},
    };
    expect_answers(cases);
}

TEST(OtherBuiltins, is_and_not) {
    constexpr std::array cases = {
        FeelCase{"is(1, 1.00)", "true"},
        FeelCase{"is(@\"12:00:00Z\", @\"12:00:00+00:00\")", "true"},
        FeelCase{"is(@\"12:00:00Z\", @\"13:00:00+01:00\")", "false"},
        FeelCase{"is(@\"12:00:00@Etc/UTC\", @\"12:00:00Z\")", "false"},
        FeelCase{"is(@\"2026-01-01\", @\"2026-01-01T00:00:00\")", "false"},
        FeelCase{"is(@\"P0Y\", @\"P0D\")", "false"},
        FeelCase{"is(1)", "false"},
        FeelCase{"is(null, null)", "true"},
        FeelCase{"is(value2: 1)", "false"},
        FeelCase{"not(true)", "false"},
        FeelCase{"not(null)", "null"},
        FeelCase{"not(0)", "error type_error"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
