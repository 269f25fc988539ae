#include "rules/value/value.h"

#include <array>
#include <memory>

#include "rules/value/feel_for_tests.h"
#include "rules/value/range_text.h"

namespace payung::rules {

// The notation in which values are shown can be read again and gives the same value.
TEST(Value, feel_notation) {
    constexpr std::array cases = {
        "null",
        "true",
        "-1200000.5",
        R"("transportasi")",
        R"("a \"b\" \\ c\nd\te")",
        R"(date("2026-01-01"))",
        R"(time("10:00:00.5+07:00"))",
        R"(date and time("2026-01-01T10:00:00@Asia/Jakarta"))",
        R"(duration("P1DT2H"))",
        R"(duration("-P1Y2M"))",
        R"([1, "a", [2], null])",
        R"([])",
        R"({a: 1, b c: {d: 2}, "1e+*": 3, "": 4})",
        R"({})",
        R"([1..2))",
        R"((1..2])",
        R"((< 2))",
        R"((>= 2))",
        R"((= 2))",
        R"((!= 2))",
    };
    for (const char* text : cases) {
        const Value value = asked(text);
        EXPECT_EQ(to_feel(value), text);
        EXPECT_TRUE(same(asked(to_feel(value)), value)) << text;
    }
    EXPECT_EQ(to_feel(asked("function(a, b) a")), "function(a, b)");
}

TEST(Value, display_text_is_bare) {
    EXPECT_EQ(display_text(asked("\"a\"")), "a");
    EXPECT_EQ(display_text(asked("@\"2026-01-01\"")), "2026-01-01");
    EXPECT_EQ(display_text(asked("[\"a\", @\"2026-01-01\"]")), "[\"a\", date(\"2026-01-01\")]");
}

// `same` is for tests and reports: it looks at parts, not at instants.
TEST(Value, same) {
    EXPECT_TRUE(same(asked("1"), asked("1.00")));
    EXPECT_FALSE(same(asked("1"), asked("\"1\"")));
    EXPECT_TRUE(same(asked("{a: 1, b: 2}"), asked("{b: 2, a: 1}")));
    EXPECT_FALSE(same(asked("{a: 1}"), asked("{a: 1, b: 2}")));
    EXPECT_FALSE(same(asked("[1, 2]"), asked("[2, 1]")));
    EXPECT_TRUE(same(asked("[null]"), asked("[1 / 0]")));  // whatever the cause
    EXPECT_FALSE(same(asked("@\"12:00:00Z\""), asked("@\"13:00:00+01:00\"")));
    EXPECT_TRUE(same(asked("@\"12:00:00Z\""), asked("@\"12:00:00+00:00\"")));
    EXPECT_FALSE(same(asked("@\"12:00:00.1\""), asked("@\"12:00:00.1001\"")));
    EXPECT_FALSE(same(asked("[1..2]"), asked("[1..2)")));
    EXPECT_TRUE(same(asked("abs"), asked("abs")));
    EXPECT_FALSE(same(asked("abs"), asked("floor")));
}

TEST(Value, equal_values_have_equal_hashes) {
    constexpr std::array pairs = {
        std::pair{"1", "1.00"},
        std::pair{"{a: 1, b: 2}", "{b: 2, a: 1.0}"},
        std::pair{"[1, \"a\"]", "[1.0, \"a\"]"},
        std::pair{"@\"P1D\"", "@\"PT24H\""},
        std::pair{"@\"12:00:00Z\"", "@\"12:00:00+00:00\""},
        std::pair{"@\"2026-01-01T12:00:00Z\"", "@\"2026-01-01T12:00:00-00:00\""},
        std::pair{"[1..2]", "[1.0..2]"},
        std::pair{"null", "1 / 0"},
    };
    for (const auto& [a, b] : pairs) {
        EXPECT_TRUE(same(asked(a), asked(b))) << a;
        EXPECT_EQ(hash_of(asked(a)), hash_of(asked(b))) << a;
    }
    EXPECT_NE(hash_of(asked("1")), hash_of(asked("\"1\"")));
    EXPECT_NE(hash_of(asked("[1, 2]")), hash_of(asked("[2, 1]")));
    EXPECT_NE(hash_of(asked("true")), hash_of(asked("false")));
}

TEST(Value, nulls_say_why) {
    EXPECT_EQ(Value().reason(), Reason::null_result);
    EXPECT_FALSE(Value().error_reported());
    EXPECT_EQ(Value::integer(1).reason(), Reason::none);
    EXPECT_FALSE(Value::null(Reason::no_rule).error_reported());
    EXPECT_TRUE(Value::null(Reason::rule_conflict).error_reported());
    EXPECT_EQ(Value::null_because_of(Value()).reason(), Reason::null_operand);
    EXPECT_EQ(Value::null_because_of(Value::null(Reason::no_rule)).reason(), Reason::no_rule);
    EXPECT_TRUE(Value::null_because_of(Value::null(Reason::no_rule)).error_reported());
    EXPECT_EQ(Value::null_because_of(Value::integer(1)).reason(), Reason::type_error);
    EXPECT_EQ(name_of(Reason::division_by_zero), "division_by_zero");
    EXPECT_EQ(name_of(Reason::refused), "refused");
    EXPECT_EQ(name_of(Reason::none), "none");
}

TEST(Value, a_value_is_small) {
    EXPECT_EQ(sizeof(Decimal), 16U);
    EXPECT_EQ(sizeof(Value), 24U);
}

// Values nested without end would overflow the stack of whoever walks through them, be it only to
// free them.
TEST(Value, nesting_has_a_limit) {
    EXPECT_EQ(asked("1").nesting(), 0);
    EXPECT_EQ(asked("[1, {a: [2]}]").nesting(), 3);
    EXPECT_EQ(asked("(= [1])").nesting(), 2);
    Value deep = Value::integer(1);
    for (int i = 0; i < nesting_max; ++i) deep = Value(List{deep});
    EXPECT_EQ(deep.nesting(), nesting_max);
    EXPECT_TRUE(same(deep, deep));
    EXPECT_EQ(to_feel(deep).size(), 2U * nesting_max + 1);
    EXPECT_EQ(told(Value(List{deep})), "error refused");
    Context context;
    context.set("a", deep);
    EXPECT_EQ(told(Value(context)), "error refused");
    EXPECT_EQ(told(asked("for i in 1..1000 return [partial[-1]]")), "error refused");
}

TEST(Value, entries_of_a_context_keep_their_places) {
    Context context;
    context.set("b", Value::integer(1));
    context.set("a", Value::integer(2));
    context.set("b", Value::integer(3));
    EXPECT_EQ(to_feel(Value(context)), "{b: 3, a: 2}");
    EXPECT_EQ(context.find("c"), nullptr);
}

// Named arguments of a function that is no built-in: all of them, each once.
TEST(Value, named_arguments) {
    class Pair final : public Function {
        const std::vector<std::string>& parameters() const override { return names_; }
        Value call(std::span<const Value> arguments) const override {
            return Value(List(arguments.begin(), arguments.end()));
        }
        std::vector<std::string> names_ = {"a", "b"};
    };
    const auto called = [](std::vector<std::pair<std::string, Value>> arguments) {
        return told(Value(std::make_shared<const Pair>()).function().call_named(arguments));
    };
    const Value one = Value::integer(1), two = Value::integer(2);
    EXPECT_EQ(called({{"b", two}, {"a", one}}), "[1, 2]");
    EXPECT_EQ(called({{"a", one}}), "error type_error");
    EXPECT_EQ(called({{"a", one}, {"a", two}}), "error type_error");
    EXPECT_EQ(called({{"a", one}, {"c", two}}), "error type_error");
    EXPECT_EQ(called({{"a", one}, {"b", two}, {"c", two}}), "error type_error");
}

TEST(RangeText, texts_that_are_ranges) {
    constexpr std::array cases = {
        std::pair{"[1..3]", "[1..3]"},
        std::pair{"]1..3[", "(1..3)"},
        std::pair{" ( -1 .. 3.5 ] ", "(-1..3.5]"},
        std::pair{"[\"a..b\"..\"c\"]", "[\"a..b\"..\"c\"]"},
        std::pair{"[@\"1970-01-01\"..date(\"1970-01-02\")]",
                  "[date(\"1970-01-01\")..date(\"1970-01-02\")]"},
        std::pair{"[time(\"00:00:00\")..@\"00:00:00\"]",
                  "[time(\"00:00:00\")..time(\"00:00:00\")]"},
        std::pair{"[duration(\"P1D\")..@\"P2D\")", "[duration(\"P1D\")..duration(\"P2D\"))"},
        std::pair{
            "[date and time(\"1970-01-01T00:00:00\")..@\"1970-01-02T00:00:00\"]",
            "[date and time(\"1970-01-01T00:00:00\")..date and time(\"1970-01-02T00:00:00\")]"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(told(parse_range(text)), expected) << text;
}

TEST(RangeText, texts_that_are_none) {
    for (const std::string_view text : {"",
                                        " ",
                                        "[",
                                        "[]",
                                        "[..]",
                                        "[..2]",
                                        "[1..]",
                                        "1..2",
                                        "[1..2",
                                        "{1..2}",
                                        ">=10",
                                        "[3..1]",
                                        "[1..\"b\"]",
                                        "[null..null]",
                                        "[true..true]",
                                        "[a..b]",
                                        "[1+1..3]",
                                        "[date(x)..@\"2026-01-01\"]",
                                        "[date(string(\"1970-01-01\"))..@\"2026-01-01\"]",
                                        "[floor(1)..3]",
                                        "[@\"abc\"..@\"abd\"]",
                                        "[\"a..\"b\"]",
                                        "[1...3]",
                                        "[@..@]",
                                        "[()..()]"})
        EXPECT_TRUE(parse_range(text).error_reported()) << text;
}

TEST(RangeText, escapes) {
    EXPECT_EQ(unescaped(R"(a\"b\\c\nd)"), "a\"b\\c\nd");
    EXPECT_EQ(unescaped(R"(\u0041\U01F600)"), "A😀");
    EXPECT_EQ(unescaped(R"(\uD83D\uDE00)"), "😀");
    EXPECT_EQ(unescaped(R"(\s\d)"), "\\s\\d");  // no escapes: parts of a pattern
    EXPECT_EQ(unescaped(R"(\uD83D)"), "\\uD83D");
    EXPECT_EQ(unescaped(R"(\u00)"), "\\u00");
    EXPECT_EQ(unescaped(R"(\U110000)"), "\\U110000");
    EXPECT_EQ(unescaped(R"(a"b)"), std::nullopt);
    EXPECT_EQ(unescaped("a\\"), "a\\");
}

}  // namespace payung::rules
