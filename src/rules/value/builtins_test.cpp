#include "rules/value/builtins.h"

#include <algorithm>
#include <array>
#include <set>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

namespace {

/// One argument of a right call, and what may be done with it.
struct Given {
    std::string_view name, feel;
    enum class May : std::uint8_t {
        nothing,  // must be there, of its kind, and not null
        be_list,  // a single value counts as a list of one; else as above
        be_any,   // any value, also null
        be_left,  // may be left out; if given, must be right
        be_null,  // may be null, must be there
        be_left_or_null,
    } may = May::nothing;
};

struct Right {
    std::string_view name;
    std::vector<Given> arguments;
    std::string_view expected;
    bool repeats = false;  // takes any number of arguments
};

/// A right call of every shape of every built-in.
const std::vector<Right>& right_calls() {
    using May = Given::May;
    static const std::vector<Right> all = {
        // conversion
        {"date", {{"from", "\"2026-02-28\""}}, "date(\"2026-02-28\")"},
        {"date", {{"from", "@\"2026-02-28\""}}, "date(\"2026-02-28\")"},
        {"date", {{"from", "@\"2026-02-28T10:00:00\""}}, "date(\"2026-02-28\")"},
        {"date", {{"year", "2026"}, {"month", "2"}, {"day", "28"}}, "date(\"2026-02-28\")"},
        {"date and time",
         {{"from", "\"2026-02-28T10:00:00\""}},
         "date and time(\"2026-02-28T10:00:00\")"},
        {"date and time",
         {{"date", "@\"2026-02-28\""}, {"time", "@\"10:00:00Z\""}},
         "date and time(\"2026-02-28T10:00:00Z\")"},
        {"date and time",
         {{"date", "@\"2026-02-28T08:00:00\""}, {"time", "@\"10:00:00\""}},
         "date and time(\"2026-02-28T10:00:00\")"},
        {"time", {{"from", "\"10:00:00\""}}, "time(\"10:00:00\")"},
        {"time", {{"from", "@\"10:00:00\""}}, "time(\"10:00:00\")"},
        {"time", {{"from", "@\"2026-02-28\""}}, "time(\"00:00:00Z\")"},
        {"time", {{"from", "@\"2026-02-28T10:00:00\""}}, "time(\"10:00:00\")"},
        {"time",
         {{"hour", "10"},
          {"minute", "5"},
          {"second", "7.5"},
          {"offset", "@\"PT7H\"", May::be_left_or_null}},
         "time(\"10:05:07.5+07:00\")"},
        {"number",
         {{"from", "\"1.000,5\""},
          {"grouping separator", "\".\"", May::be_null},
          {"decimal separator", "\",\"", May::be_null}},
         "1000.5"},
        {"string", {{"from", "12.50"}}, "\"12.5\""},
        {"duration", {{"from", "\"P1DT2H\""}}, "duration(\"P1DT2H\")"},
        {"duration", {{"from", "\"P14M\""}}, "duration(\"P1Y2M\")"},
        {"years and months duration",
         {{"from", "@\"2011-12-22\""}, {"to", "@\"2013-08-24\""}},
         "duration(\"P1Y8M\")"},
        {"years and months duration",
         {{"from", "@\"2011-12-22T10:00:00\""}, {"to", "@\"2013-08-24\""}},
         "duration(\"P1Y8M\")"},
        {"years and months duration",
         {{"from", "@\"2011-12-22\""}, {"to", "@\"2013-08-24T10:00:00\""}},
         "duration(\"P1Y8M\")"},
        {"years and months duration",
         {{"from", "@\"2011-12-22T10:00:00\""}, {"to", "@\"2013-08-24T08:00:00\""}},
         "duration(\"P1Y8M\")"},
        // Boolean
        {"not", {{"negand", "true", May::be_null}}, "false"},
        // strings
        {"substring",
         {{"string", "\"foobar\""}, {"start position", "3"}, {"length", "3", May::be_left}},
         "\"oba\""},
        {"string length", {{"string", "\"foo\""}}, "3"},
        {"upper case", {{"string", "\"aBc\""}}, "\"ABC\""},
        {"lower case", {{"string", "\"aBc\""}}, "\"abc\""},
        {"substring before", {{"string", "\"foobar\""}, {"match", "\"bar\""}}, "\"foo\""},
        {"substring after", {{"string", "\"foobar\""}, {"match", "\"ob\""}}, "\"ar\""},
        {"replace",
         {{"input", "\"abcd\""},
          {"pattern", "\"B\""},
          {"replacement", "\"-\""},
          {"flags", "\"i\"", May::be_left_or_null}},
         "\"a-cd\""},
        {"contains", {{"string", "\"foobar\""}, {"match", "\"ob\""}}, "true"},
        {"starts with", {{"string", "\"foobar\""}, {"match", "\"foo\""}}, "true"},
        {"ends with", {{"string", "\"foobar\""}, {"match", "\"bar\""}}, "true"},
        {"matches",
         {{"input", "\"foobar\""},
          {"pattern", "\"^FO*b\""},
          {"flags", "\"i\"", May::be_left_or_null}},
         "true"},
        {"split", {{"string", "\"a;b\""}, {"delimiter", "\";\""}}, "[\"a\", \"b\"]"},
        {"string join",
         {{"list", "[\"a\", \"b\"]", May::be_list}, {"delimiter", "\"-\"", May::be_left_or_null}},
         "\"a-b\""},
        // lists
        {"list contains",
         {{"list", "[1, 2]", May::be_list}, {"element", "2", May::be_any}},
         "true"},
        {"list replace",
         {{"list", "[1, 2]", May::be_list}, {"position", "2"}, {"newItem", "9", May::be_any}},
         "[1, 9]"},
        {"list replace",
         {{"list", "[1, 2]", May::be_list},
          {"match", "function(item, newItem) item < newItem"},
          {"newItem", "2", May::be_any}},
         "[2, 2]"},
        {"count", {{"list", "[1, 2]", May::be_list}}, "2"},
        {"min", {{"list", "[3, 1, 2]", May::be_list}}, "1", true},
        {"max", {{"list", "[3, 1, 2]", May::be_list}}, "3", true},
        {"sum", {{"list", "[3, 1, 2]", May::be_list}}, "6", true},
        {"mean", {{"list", "[3, 1, 2]", May::be_list}}, "2", true},
        {"all", {{"list", "[true, false]", May::be_list}}, "false", true},
        {"any", {{"list", "[true, false]", May::be_list}}, "true", true},
        {"sublist",
         {{"list", "[1, 2, 3]", May::be_list},
          {"start position", "2"},
          {"length", "1", May::be_left}},
         "[2]"},
        {"append", {{"list", "[1]", May::be_list}, {"item", "2", May::be_any}}, "[1, 2]", true},
        {"concatenate", {{"list", "[1, 2]", May::be_list}}, "[1, 2]", true},
        {"insert before",
         {{"list", "[1, 2]", May::be_list}, {"position", "1"}, {"newItem", "9", May::be_any}},
         "[9, 1, 2]"},
        {"remove", {{"list", "[1, 2]", May::be_list}, {"position", "1"}}, "[2]"},
        {"reverse", {{"list", "[1, 2]", May::be_list}}, "[2, 1]"},
        {"index of", {{"list", "[1, 2, 1]", May::be_list}, {"match", "1", May::be_any}}, "[1, 3]"},
        {"union", {{"list", "[1, 2, 1]", May::be_list}}, "[1, 2]", true},
        {"distinct values", {{"list", "[1, 2, 1]", May::be_list}}, "[1, 2]"},
        {"flatten", {{"list", "[[1, [2]], 3]", May::be_list}}, "[1, 2, 3]"},
        {"product", {{"list", "[2, 3, 4]", May::be_list}}, "24", true},
        {"median", {{"list", "[8, 2, 5, 3, 4]", May::be_list}}, "4", true},
        {"stddev", {{"list", "[1, 2, 3]", May::be_list}}, "1", true},
        {"mode", {{"list", "[6, 3, 9, 6, 6]", May::be_list}}, "[6]", true},
        // numbers
        {"decimal", {{"n", "2.345"}, {"scale", "2"}}, "2.34"},
        {"floor", {{"n", "-1.56"}, {"scale", "1", May::be_left}}, "-1.6"},
        {"ceiling", {{"n", "-1.56"}, {"scale", "1", May::be_left}}, "-1.5"},
        {"round up", {{"n", "-5.5"}, {"scale", "0"}}, "-6"},
        {"round down", {{"n", "-5.5"}, {"scale", "0"}}, "-5"},
        {"round half up", {{"n", "-5.5"}, {"scale", "0"}}, "-6"},
        {"round half down", {{"n", "-5.5"}, {"scale", "0"}}, "-5"},
        {"abs", {{"n", "-5"}}, "5"},
        {"abs", {{"n", "@\"-P1D\""}}, "duration(\"P1D\")"},
        {"abs", {{"n", "@\"-P1Y\""}}, "duration(\"P1Y\")"},
        {"modulo", {{"dividend", "10"}, {"divisor", "-4"}}, "-2"},
        {"sqrt", {{"number", "16"}}, "4"},
        {"log", {{"number", "1"}}, "0"},
        {"exp", {{"number", "0"}}, "1"},
        {"odd", {{"number", "5"}}, "true"},
        {"even", {{"number", "5"}}, "false"},
        // intervals
        {"before", {{"point1", "1"}, {"point2", "10"}}, "true"},
        {"before", {{"point", "1"}, {"range", "[5..10]"}}, "true"},
        {"before", {{"range", "[1..5]"}, {"point", "6"}}, "true"},
        {"before", {{"range1", "[1..5)"}, {"range2", "[5..10]"}}, "true"},
        {"after", {{"point1", "10"}, {"point2", "1"}}, "true"},
        {"after", {{"point", "11"}, {"range", "[5..10]"}}, "true"},
        {"after", {{"range", "[5..6]"}, {"point", "4"}}, "true"},
        {"after", {{"range1", "[5..10]"}, {"range2", "[1..5)"}}, "true"},
        {"meets", {{"range1", "[1..5]"}, {"range2", "[5..10]"}}, "true"},
        {"met by", {{"range1", "[5..10]"}, {"range2", "[1..5]"}}, "true"},
        {"overlaps", {{"range1", "[1..5]"}, {"range2", "[3..8]"}}, "true"},
        {"overlaps before", {{"range1", "[1..5]"}, {"range2", "[3..8]"}}, "true"},
        {"overlaps after", {{"range1", "[3..8]"}, {"range2", "[1..5]"}}, "true"},
        {"finishes", {{"point", "10"}, {"range", "[1..10]"}}, "true"},
        {"finishes", {{"range1", "[5..10]"}, {"range2", "[1..10]"}}, "true"},
        {"finished by", {{"range", "[1..10]"}, {"point", "10"}}, "true"},
        {"finished by", {{"range1", "[1..10]"}, {"range2", "[5..10]"}}, "true"},
        {"includes", {{"range", "[1..10]"}, {"point", "5"}}, "true"},
        {"includes", {{"range1", "[1..10]"}, {"range2", "[4..6]"}}, "true"},
        {"during", {{"point", "5"}, {"range", "[1..10]"}}, "true"},
        {"during", {{"range1", "[4..6]"}, {"range2", "[1..10]"}}, "true"},
        {"starts", {{"point", "1"}, {"range", "[1..10]"}}, "true"},
        {"starts", {{"range1", "[1..5]"}, {"range2", "[1..10]"}}, "true"},
        {"started by", {{"range", "[1..10]"}, {"point", "1"}}, "true"},
        {"started by", {{"range1", "[1..10]"}, {"range2", "[1..5]"}}, "true"},
        {"coincides", {{"point1", "5"}, {"point2", "5"}}, "true"},
        {"coincides", {{"range1", "[1..5]"}, {"range2", "[1..5]"}}, "true"},
        // dates
        {"day of year", {{"date", "@\"2026-03-01\""}}, "60"},
        {"day of week", {{"date", "@\"2026-11-21\""}}, "\"Saturday\""},
        {"month of year", {{"date", "@\"2026-11-21\""}}, "\"November\""},
        {"week of year", {{"date", "@\"2026-01-01T10:00:00\""}}, "1"},
        // contexts
        {"get value", {{"m", "{a: 1}"}, {"key", "\"a\""}}, "1"},
        {"get entries", {{"m", "{a: 1}"}}, "[{key: \"a\", value: 1}]"},
        {"context", {{"entries", "[{key: \"a\", value: 1}]", May::be_list}}, "{a: 1}"},
        {"context put",
         {{"context", "{a: 1}"}, {"key", "\"b\""}, {"value", "2", May::be_any}},
         "{a: 1, b: 2}"},
        {"context put",
         {{"context", "{a: {b: 1}}"},
          {"keys", "[\"a\", \"c\"]", May::be_list},
          {"value", "2", May::be_any}},
         "{a: {b: 1, c: 2}}"},
        {"context merge", {{"contexts", "[{a: 1}, {b: 2}]", May::be_list}}, "{a: 1, b: 2}"},
        // others
        {"is",
         {{"value1", "1", May::be_left_or_null}, {"value2", "1.0", May::be_left_or_null}},
         "true"},
        {"sort",
         {{"list", "[2, 3, 1]", May::be_list}, {"precedes", "function(x, y) x < y"}},
         "[1, 2, 3]"},
        {"range", {{"from", "\"[1..3)\""}}, "[1..3)"},
        {"now", {}, "date and time(\"2026-11-21T10:00:00+07:00\")"},
        {"today", {}, "date(\"2026-11-21\")"},
    };
    return all;
}

/// name(1, 2) or name(a: 1, b: 2)
std::string call_text(std::string_view name, const std::vector<Given>& arguments, bool named) {
    std::string text(name);
    text += '(';
    for (const Given& one : arguments) {
        if (text.back() != '(') text += ", ";
        if (named) text += std::string(one.name) + ": ";
        text += one.feel;
    }
    return text + ')';
}

/// FeelCase by place and by name.
void expect_both(std::string_view name, const std::vector<Given>& arguments,
                 std::string_view expected) {
    for (const bool named : {false, true}) {
        const std::string text = call_text(name, arguments, named);
        EXPECT_EQ(told(asked(text)), expected) << text;
    }
}

/// With a moment for now() and today().
class Builtins : public testing::Test {
    AtMoment asked_at_{*parse_date_time("2026-11-21T10:00:00+07:00")};
};

}  // namespace

TEST_F(Builtins, there_are_86_and_each_has_a_right_call_here) {
    EXPECT_EQ(builtin_names().size(), 86U);
    EXPECT_TRUE(std::ranges::is_sorted(builtin_names()));
    std::set<std::pair<std::string_view, std::vector<std::string>>> called, known;
    for (const Right& call : right_calls()) {
        std::vector<std::string> names;
        for (const Given& argument : call.arguments) names.emplace_back(argument.name);
        called.emplace(call.name, std::move(names));
    }
    for (const std::string_view name : builtin_names())
        for (auto& shape : builtin_shapes(name)) {
            // The second shape of an aggregate is its items as arguments.
            if (shape == std::vector<std::string>{"list", "list"}) continue;
            known.emplace(name, std::move(shape));
        }
    EXPECT_EQ(called, known);
    EXPECT_EQ(find_builtin("round half sideways"), nullptr);
}

TEST_F(Builtins, right_calls_by_place_and_by_name) {
    for (const Right& call : right_calls()) {
        expect_both(call.name, call.arguments, call.expected);
        // before(point, range) and before(range, point) are told apart by their order alone.
        if (call.name == "before" || call.name == "after") continue;
        std::vector<Given> turned(call.arguments.rbegin(), call.arguments.rend());
        const std::string text = call_text(call.name, turned, true);
        EXPECT_EQ(told(asked(text)), call.expected) << text;
    }
}

// Too few or too many arguments, unknown names: null and a type error.
TEST_F(Builtins, wrong_counts_and_names) {
    for (const Right& call : right_calls()) {
        std::vector<Given> more = call.arguments;
        more.push_back({"lebih", "1"});
        if (!call.repeats) {
            EXPECT_EQ(told(asked(call_text(call.name, more, false))), "error type_error")
                << call_text(call.name, more, false);
        }
        EXPECT_EQ(told(asked(call_text(call.name, more, true))), "error type_error")
            << call_text(call.name, more, true);
        if (call.arguments.empty()) continue;
        EXPECT_EQ(told(asked(std::string(call.name) + "()")), "error type_error") << call.name;
        for (std::size_t i = 0; i < call.arguments.size(); ++i) {
            std::vector<Given> misspelt = call.arguments;
            misspelt[i].name = "salah";
            const std::string text = call_text(call.name, misspelt, true);
            EXPECT_EQ(told(asked(text)), "error type_error") << text;
            const Given::May may = call.arguments[i].may;
            if (may == Given::May::be_left || may == Given::May::be_left_or_null) continue;
            std::vector<Given> fewer = call.arguments;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            const std::string without = call_text(call.name, fewer, true);
            EXPECT_EQ(told(asked(without)), "error type_error") << without;
        }
    }
}

// A null where none may be: an error with its cause.
TEST_F(Builtins, null_arguments) {
    for (const Right& call : right_calls())
        for (std::size_t i = 0; i < call.arguments.size(); ++i) {
            std::vector<Given> with_null = call.arguments;
            with_null[i].feel = "null";
            const bool refused = call.arguments[i].may == Given::May::nothing ||
                                 call.arguments[i].may == Given::May::be_list ||
                                 call.arguments[i].may == Given::May::be_left;
            if (call.name == "string") {  // its parameter takes any kind, but not null
                expect_both(call.name, with_null, "error null_operand");
                continue;
            }
            if (refused) {
                expect_both(call.name, with_null, "error null_operand");
                continue;
            }
            const Value answer = asked(call_text(call.name, with_null, false));
            EXPECT_NE(answer.reason(), Reason::type_error)
                << call_text(call.name, with_null, false);
        }
}

// A value of a kind that is not taken: a Boolean fits none of the parameters that are checked.
TEST_F(Builtins, arguments_of_a_wrong_kind) {
    for (const Right& call : right_calls())
        for (std::size_t i = 0; i < call.arguments.size(); ++i) {
            const Given::May may = call.arguments[i].may;
            const bool takes_any = may == Given::May::be_list || may == Given::May::be_any ||
                                   call.name == "string" || call.name == "not" || call.name == "is";
            if (takes_any) continue;
            std::vector<Given> wrong = call.arguments;
            wrong[i].feel = "true";
            expect_both(call.name, wrong, "error type_error");
        }
}

// A list of one counts as its item where no list is wanted, a single value as a list of one.
TEST_F(Builtins, lists_of_one) {
    constexpr std::array cases = {
        FeelCase{"upper case([\"a\"])", "\"A\""},
        FeelCase{"abs([-1])", "1"},
        FeelCase{"abs([-1, -2])", "error type_error"},
        FeelCase{"abs([])", "error type_error"},
        FeelCase{"abs([null])", "error type_error"},
        FeelCase{"count(5)", "1"},
        FeelCase{"count([])", "0"},
        FeelCase{"append(1, 2)", "[1, 2]"},
        FeelCase{"concatenate(1, [2])", "[1, 2]"},
        FeelCase{"string join(\"a\", \"-\")", "\"a\""},
        FeelCase{"context merge({a: 1})", "{a: 1}"},
    };
    expect_answers(cases);
}

// The engine reads no clock: whoever asks gives the moment, or now() and today() are refused.
TEST(BuiltinsClock, is_given_or_refused) {
    EXPECT_EQ(told(asked("now()")), "error refused");
    EXPECT_EQ(told(asked("today()")), "error refused");
    const AtMoment outer(*parse_date_time("2026-11-21T10:00:00"));
    {
        const AtMoment inner(*parse_date_time("2030-01-01T00:00:00"));
        EXPECT_EQ(told(asked("now()")), "date and time(\"2030-01-01T00:00:00\")");
    }
    EXPECT_EQ(told(asked("today()")), "date(\"2026-11-21\")");
}

}  // namespace payung::rules
