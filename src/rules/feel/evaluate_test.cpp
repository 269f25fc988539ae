#include "rules/feel/evaluate.h"

#include <gtest/gtest.h>

#include <thread>

#include "rules/feel/iterate.h"
#include "rules/feel/parse.h"
#include "rules/value/builtins.h"

namespace payung::rules {
namespace {

struct Case {
    std::string_view text, result;
};

/// The value as FEEL; of a null its reason, with "!" where an error was reported.
std::string told(const Value& value) {
    if (!value.is_null()) return to_feel(value).substr(0, 200);
    return "null: " + std::string(name_of(value.reason())) + (value.error_reported() ? "!" : "");
}

std::string result(std::string_view text, const Scope& scope, const Environment& environment) {
    const Parsed<ExprPtr> parsed = parse_expression(text, scope);
    if (const auto* error = std::get_if<SyntaxError>(&parsed)) return "syntax: " + error->what;
    return told(evaluate(*std::get<ExprPtr>(parsed), environment));
}
std::string result(std::string_view text) {
    return result(text, Scope(), Bindings());
}

void expect(std::initializer_list<Case> cases) {
    for (const auto& [text, expected] : cases) EXPECT_EQ(result(text), expected) << text;
}

// Goal: the points of arithmetic and logic that are easy to get wrong.
TEST(FeelEvaluate, operators) {
    expect({
        {"-3 ** 2", "9"},
        {"2 ** 3 ** 2", "64"},
        {"1 - 2 - 3", "-4"},
        {"2 + 3 * 4", "14"},
        {"1 / 0", "null: division_by_zero!"},
        {"1 + null", "null: null_operand!"},
        {"\"a\" + \"b\"", "\"ab\""},
        {"\"a\" + 1", "null: type_error!"},
        {"false and 123", "false"},
        {"true and 123", "null: type_error!"},
        {"null = null", "true"},
        {"1 = null", "false"},
        {"1 = \"1\"", "null: type_error!"},
        {"1 < 2 and 2 < 3", "true"},
        {"2 between 1 and 3", "true"},
        {"4 between 1 and 3 or true", "true"},
        {"-(1 + 2)", "-3"},
        {"-\"a\"", "null: type_error!"},
        {"if null then 1 else 2", "2"},
        {"if \"a\" then 1 else 2", "2"},
        {"if 1 = 1 then \"ya\" else 1 / 0", "\"ya\""},
        {"nama lain", "null: type_error!"},
    });
}

// Goal: the right side of `and` and `or` may be wrong where the left decides.
TEST(FeelEvaluate, logic_stops_when_decided) {
    expect({
        {"false and 1 / 0 > 1", "false"},
        {"true or 1 / 0 > 1", "true"},
        {"1 / 0 > 1 or true", "true"},
        {"1 / 0 > 1 and false", "false"},
    });
}

// Goal: `in` takes values, lists, ranges and comparisons, and knows open from null ends.
TEST(FeelEvaluate, membership) {
    expect({
        {"1 in 1", "true"},
        {"1 in [2, 1]", "true"},
        {"5 in [[1..3], [4..6]]", "true"},
        {"5 in (1, < 5, >= 10)", "false"},
        {"10 in (1, < 5, >= 10)", "true"},
        {"5 in < 5", "false"},
        {"5 in != 4", "true"},
        {"1 in (1..2]", "false"},
        {"2 in ]1..2]", "true"},
        {"2 in [1..2[", "false"},
        {"null in [1..2]", "null: null_operand!"},
        {"5 in [1..null]", "null: null_operand!"},
        {"5 in [\"a\"..\"b\"]", "null: type_error!"},
        {"null in null", "true"},
        {"3 in (? > 2)", "true"},
        {"(< 10) = (null..10)", "false"},
        {"(< 10) = (< 10)", "true"},
        {"[1..10) = [1..10[", "true"},
    });
}

// Goal: filters by place, by condition, on scalars; entries of the element hide names outside.
TEST(FeelEvaluate, filters_and_paths) {
    expect({
        {"[1, 2, 3][-1]", "3"},
        {"[1, 2, 3][4]", "null: null_result"},
        {"[1, 2, 3][1 + 1]", "2"},
        {"[1, 2, 3][item >= 2]", "[2, 3]"},
        {"[1, 2, 3][true]", "[1, 2, 3]"},
        {"[1, 2, 3][\"a\"]", "null: type_error!"},
        {"[1, 2, 3][null]", "[]"},
        {"[][item > 1]", "[]"},
        {"{i: 1, r: [][i]}.r", "null: null_result"},
        {"5[true]", "[5]"},
        {"5[1]", "5"},
        {"null[1]", "null: null_operand!"},
        {"[{a: 1}, {a: 2}][a = 2]", "[{a: 2}]"},
        {"{a: 2, r: [{a: 1}, {b: 2}][a = 2]}.r", "[]"},
        {"{a: 2, r: [{b: 2}][b = a]}.r", "[{b: 2}]"},
        {"[{item: 1}, {item: 2}][item = 2]", "[{item: 2}]"},
        {"[{a: 1}, {b: 2}].a", "[1, null]"},
        {"[{a: {b: 1}}, {a: {b: 2}}].a.b", "[1, 2]"},
        {"{a: 1}.b", "null: type_error!"},
        {"[[1, 2], [3]][count(item) = 1]", "[[3]]"},
        {"date(\"2026-03-05\").month", "3"},
    });
}

// Goal: loops run up and down, over dates, with results so far; several iterators nest.
TEST(FeelEvaluate, loops) {
    expect({
        {"for i in [1, 2], j in [10, 20] return i + j", "[11, 21, 12, 22]"},
        {"for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"},
        {"for i in 3..1 return i", "[3, 2, 1]"},
        {"for i in (1..4) return i", "[2, 3]"},
        {"for i in (1..2) return i", "[]"},
        {"for i in [2..1] return i", "null: invalid_value!"},
        {"for i in 1.5..3 return i", "null: type_error!"},
        {"for i in 1..null return i", "null: null_operand!"},
        {"for i in 1..date(\"2026-01-01\") return i", "null: type_error!"},
        {"for i in null return i", "null: null_operand!"},
        {"for i in 5 return i", "[5]"},
        {"for i in (> 1) return i", "null: type_error!"},
        {"for d in date(\"2026-03-01\")..date(\"2026-02-27\") return d.day", "[1, 28, 27]"},
        {"for i in 1..5 return if i = 1 then 1 else i * partial[-1]", "[1, 2, 6, 24, 120]"},
        {"for i in 1..3 return partial", "[[], [[]], [[], [[]]]]"},
        {"for i in 1..2, j in 1..2 return count(partial)", "[0, 1, 2, 3]"},
        {"some x in [1, 2] satisfies x = 2", "true"},
        {"some x in [] satisfies x = 2", "false"},
        {"some x in [1, null] satisfies x > 2", "null: null_operand!"},
        {"every x in [1, 2], y in [3] satisfies x < y", "true"},
        {"every x in [1, 0] satisfies 1 / x > 2", "false"},
        {"every x in null satisfies true", "null: null_operand!"},
    });
}

// Goal: entries see those above them; a name twice is an error.
TEST(FeelEvaluate, contexts) {
    expect({
        {"{a: 1, b: a + 1}", "{a: 1, b: 2}"},
        {"{a: 1, b: {c: a, a: 2, d: a}}", "{a: 1, b: {c: 1, a: 2, d: 2}}"},
        {"{a: 1, a: 2}", "null: type_error!"},
        {"{\"a b\": 1}.a b", "1"},
        {"{}", "{}"},
    });
}

// Goal: functions keep what they saw, take arguments by place or name, and check them.
TEST(FeelEvaluate, functions) {
    expect({
        {"(function(a, b) a - b)(3, 1)", "2"},
        {"(function(a, b) a - b)(b: 3, a: 1)", "-2"},
        {"(function(a, b) a - b)(c: 3, a: 1)", "null: type_error!"},
        {"(function(a) a)()", "null: type_error!"},
        {"(function(a) function(b) a * b)(3)(4)", "12"},
        {"{k: 10, f: function(x) x * k, k2: 1}.f(2)", "20"},
        {"(function(a: number) a)(\"x\")", "null: type_error!"},
        {"(function(a: list<number>) a)(1)", "[1]"},
        {"(function(a: string) a)([\"x\"])", "\"x\""},
        {"for f in [abs, floor] return f(-1.5)", "[1.5, -2]"},
        {"sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]"},
        {"substring(string: \"abc\", start position: 2)", "\"bc\""},
        {"abs(x: 1)", "null: type_error!"},
        {"123()", "null: type_error!"},
        {"tidak ada(1)", "null: type_error!"},
        {"(function(a) external {java: {class: \"c\"}})(1)", "null: refused!"},
    });
}

// Goal: literals without a value say so.
TEST(FeelEvaluate, literals) {
    expect({
        {"@\"foo\"", "null: invalid_value!"},
        {"@\"2026-02-30\"", "null: invalid_value!"},
        {"1e9999", "null: overflow!"},
        {"string length(\"\\U01F40E\")", "1"},
        {"date(\"2017-13-10\")", "null: invalid_value!"},
        {"[null..5]", "null: null_operand!"},
    });
}

// Goal: a name in scope hides a built-in, and iterators hide names outside.
TEST(FeelEvaluate, inner_names_hide_outer_ones) {
    Scope scope;
    scope.add("count", nullptr);
    scope.add("x", nullptr);
    Bindings bindings;
    bindings.set("count", Value::integer(7));
    bindings.set("x", Value::integer(1));
    bindings.set("x", Value::integer(2));  // replaced
    EXPECT_EQ(result("count + x", scope, bindings), "9");
    EXPECT_EQ(result("count(1)", scope, bindings), "null: type_error!");
    EXPECT_EQ(result("for x in [5] return x", scope, bindings), "[5]");
    EXPECT_EQ(result("x in (? + 0)", scope, bindings), "true");
}

struct TestCase {
    std::string_view tests, input, result;
};

// Goal: what a table cell answers for an input.
TEST(FeelEvaluate, unary_tests) {
    Bindings bindings;
    Scope scope;
    for (const std::string name : {"a", "xs"}) scope.add(name, nullptr);
    bindings.set("a", Value::integer(5));
    bindings.set("xs", Value(List{Value::integer(1), Value::integer(2)}));
    for (const auto& [text, input, expected] : std::initializer_list<TestCase>{
             {"-", "null", "true"},
             {"5", "5", "true"},
             {"a", "5", "true"},
             {"xs", "2", "true"},
             {"xs", "3", "false"},
             {"null", "null", "true"},
             {"null", "1", "false"},
             {"null, [0..9]", "4", "true"},
             {"1, 2", "null", "false"},
             {"< a", "4", "true"},
             {"< a", "null", "null: null_operand!"},
             {"[1..3), > 10", "3", "false"},
             {"not(1, 2)", "3", "true"},
             {"not(\"x\")", "null", "true"},
             {"not(< 5)", "null", "null: null_operand!"},
             {"? > 1 and ? < a", "4", "true"},
             {"count(?) > 1", "[1, 2]", "true"},
             {"not(? > a)", "6", "false"},
             {"true", "true", "true"},
             {"\"x\"", "1", "null: type_error!"},
             {"\"x\", 1", "1", "true"},
         }) {
        const auto tests = parse_unary_tests(text, scope);
        ASSERT_EQ(tests.index(), 0U) << text;
        const Value value = evaluate(*std::get<ExprPtr>(parse_expression(input, scope)), bindings);
        EXPECT_EQ(told(evaluate(std::get<UnaryTests>(tests), value, bindings)), expected)
            << input << " in " << text;
    }
}

// Goal: whatever runs away ends as refused, and the next question is not harmed.
TEST(FeelEvaluate, runaways_are_refused) {
    const std::string_view recursion =
        "(function(f, n) f(f, n))(function(f, n) if n = 0 then 0 else 1 + f(f, n - 1), ";
    EXPECT_EQ(result(std::string(recursion) + "190)"), "190");
    EXPECT_EQ(result(std::string(recursion) + "210)"), "null: refused!");
    expect({
        {"for i in 1..2000000 return i", "null: refused!"},
        {"count(for i in 1..500000 return i)", "500000"},
        {"for i in -9000000000000000000..9000000000000000000 return i", "null: refused!"},
        {"(function(f, s, n) f(f, s, n))(function(f, s, n) if n = 0 then s else "
         "f(f, s + s, n - 1), \"xxxxxxxx\", 150)",
         "null: refused!"},
        {"(function(f, s, n) f(f, s, n))(function(f, s, n) if n = 0 then s else "
         "f(f, concatenate(s, s), n - 1), [1], 150)",
         "null: refused!"},
        {"1 + 1", "2"},
    });
}

// Goal: what one question uses is counted over all its evaluations, and a small allowance is kept.
TEST(FeelEvaluate, budgets) {
    const Scope scope;
    const Bindings none;
    const auto turns = [&](int count) {
        const std::string text = "some i in 1.." + std::to_string(count) + " satisfies i = -1";
        return told(evaluate(*std::get<ExprPtr>(parse_expression(text, scope)), none));
    };
    Limits limits;
    limits.iterations = 1000;
    Budget budget(limits);
    {
        const Budget::Use use(budget);
        EXPECT_EQ(turns(600), "false");
        EXPECT_EQ(turns(600), "null: refused!");
        EXPECT_EQ(turns(1), "null: refused!");
    }
    EXPECT_EQ(turns(600), "false");
    limits = {};
    limits.time = std::chrono::milliseconds(20);
    Budget short_time(limits);
    const Budget::Use use(short_time);
    EXPECT_EQ(turns(9'000'000), "null: refused!");
}

// Goal: deep but allowed trees in deep but allowed recursion never exhaust the stack, also of a
// thread.
TEST(FeelEvaluate, the_stack_is_guarded) {
    std::string body = "f(f, n - 1)";
    for (int i = 0; i < 190; ++i) body = "(" + body + " + 1)";
    const std::string text =
        "(function(f, n) f(f, n))(function(f, n) if n = 0 then 0 else " + body + ", 190)";
    std::string told_in_thread;
    std::thread([&] { told_in_thread = result(text); }).join();
    EXPECT_TRUE(told_in_thread == "36100" || told_in_thread == "null: refused!") << told_in_thread;
}

// Goal: closures may outlive the environment in which they were made.
TEST(FeelEvaluate, closures_own_what_they_captured) {
    Scope scope;
    scope.add("k", nullptr);
    Value function;
    {
        Bindings bindings;
        bindings.set("k", Value(std::string(100, 'k')));
        function =
            evaluate(*std::get<ExprPtr>(parse_expression("function(x) k + x", scope)), bindings);
    }
    const std::vector<Value> arguments{Value("!")};
    EXPECT_EQ(function.function().call(arguments).text(), std::string(100, 'k') + "!");
}

// Goal: a `partial` that is kept is not changed by the turns after it.
TEST(FeelEvaluate, partial_results_are_values) {
    expect({{"for i in 1..3 return {p: partial, n: count(partial)}.n", "[0, 1, 2]"},
            {"(for i in 1..3 return function() count(partial))[1]()", "0"},
            {"(for i in 1..3 return function() count(partial))[3]()", "2"}});
}

}  // namespace
}  // namespace payung::rules
