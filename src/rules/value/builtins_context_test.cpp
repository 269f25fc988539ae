#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

TEST(ContextBuiltins, values) {
    constexpr std::array cases = {
        Asked{"get value({a: 1}, \"b\")", "null"},
        Asked{"get value({a: null}, \"a\")", "null"},
        Asked{"get entries({})", "[]"},
        Asked{"context([])", "{}"},
        Asked{"context({key: \"a\", value: null})", "{a: null}"},
        Asked{"context([{key: \"a\", value: 1, lain: 2}])", "{a: 1}"},
        Asked{"context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "error invalid_value"},
        Asked{"context([{key: \"a\"}])", "error type_error"},
        Asked{"context([{value: 1}])", "error type_error"},
        Asked{"context([{key: null, value: 1}])", "error null_operand"},
        Asked{"context([{key: 1, value: 1}])", "error type_error"},
        Asked{"context(\"a\")", "error type_error"},
        Asked{"context put({a: 1, b: 2}, \"a\", 3)", "{a: 3, b: 2}"},
        Asked{"context put({}, \"a\", null)", "{a: null}"},
        Asked{"context put({x: {y: {z: 1}}}, [\"x\", \"y\", \"z\"], 2)", "{x: {y: {z: 2}}}"},
        Asked{"context put({x: 1}, [\"x\", \"y\"], 2)", "error type_error"},
        Asked{"context put({x: null}, [\"x\", \"y\"], 2)", "error null_operand"},
        Asked{"context put({}, [\"x\", \"y\"], 2)", "error type_error"},
        Asked{"context put({x: {}}, [\"x\", null], 2)", "error null_operand"},
        Asked{"context put({}, [], 2)", "error type_error"},
        Asked{"context put(context: {x: {}}, key: [\"x\", \"y\"], value: 2)", "error type_error"},
        Asked{"context merge([{a: 1, b: 1}, {a: 2}])", "{a: 2, b: 1}"},
        Asked{"context merge([])", "{}"},
        Asked{"context merge([{a: 1}, 2])", "error type_error"},
        Asked{"context merge([{a: 1}, null])", "error null_operand"},
    };
    expect_answers(cases);
}

TEST(OtherBuiltins, is_and_not) {
    constexpr std::array cases = {
        Asked{"is(1, 1.00)", "true"},
        Asked{"is(@\"12:00:00Z\", @\"12:00:00+00:00\")", "true"},
        Asked{"is(@\"12:00:00Z\", @\"13:00:00+01:00\")", "false"},
        Asked{"is(@\"12:00:00@Etc/UTC\", @\"12:00:00Z\")", "false"},
        Asked{"is(@\"2026-01-01\", @\"2026-01-01T00:00:00\")", "false"},
        Asked{"is(@\"P0Y\", @\"P0D\")", "false"},
        Asked{"is(1)", "false"},
        Asked{"is(null, null)", "true"},
        Asked{"is(value2: 1)", "false"},
        Asked{"not(true)", "false"},
        Asked{"not(null)", "null"},
        Asked{"not(0)", "error type_error"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
