#include "rules/value/operators.h"

#include <array>
#include <map>
#include <set>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

namespace {

/// One value of each kind that has a notation, and null.
constexpr std::array samples = {
    std::pair{Kind::null, "null"},
    std::pair{Kind::boolean, "true"},
    std::pair{Kind::number, "12"},
    std::pair{Kind::string, "\"kata\""},
    std::pair{Kind::date, "@\"2026-01-31\""},
    std::pair{Kind::time, "@\"10:15:00\""},
    std::pair{Kind::date_time, "@\"2026-01-31T10:15:00\""},
    std::pair{Kind::days_time_duration, "@\"P1DT2H\""},
    std::pair{Kind::years_months_duration, "@\"P1Y2M\""},
    std::pair{Kind::list, "[12]"},
    std::pair{Kind::context, "{a: 12}"},
    std::pair{Kind::range, "[1..12]"},
    std::pair{Kind::function, "abs"},
};

Value sample(Kind kind) {
    for (const auto& [known, feel] : samples)
        if (known == kind) return asked(feel);
    return {};
}

struct Operator {
    std::string_view sign;
    Value (*apply)(const Value&, const Value&);
    std::map<std::pair<Kind, Kind>, Kind> results;  // all other pairs are an error
};

const std::vector<Operator>& operators() {
    constexpr Kind number = Kind::number, text = Kind::string, date = Kind::date, time = Kind::time,
                   moment = Kind::date_time, days = Kind::days_time_duration,
                   months = Kind::years_months_duration;
    static const std::vector<Operator> all = {
        {"+",
         add,
         {{{number, number}, number},
          {{text, text}, text},
          {{days, days}, days},
          {{months, months}, months},
          {{date, days}, date},
          {{days, date}, date},
          {{date, months}, date},
          {{months, date}, date},
          {{moment, days}, moment},
          {{days, moment}, moment},
          {{moment, months}, moment},
          {{months, moment}, moment},
          {{time, days}, time},
          {{days, time}, time}}},
        {"-",
         subtract,
         {{{number, number}, number},
          {{days, days}, days},
          {{months, months}, months},
          {{date, days}, date},
          {{date, months}, date},
          {{moment, days}, moment},
          {{moment, months}, moment},
          {{time, days}, time},
          {{date, date}, days},
          {{moment, moment}, days},
          {{time, time}, days}}},
        {"*",
         multiply,
         {{{number, number}, number},
          {{number, days}, days},
          {{days, number}, days},
          {{number, months}, months},
          {{months, number}, months}}},
        {"/",
         divide,
         {{{number, number}, number},
          {{days, number}, days},
          {{months, number}, months},
          {{days, days}, number},
          {{months, months}, number}}},
        {"**", power, {{{number, number}, number}}},
    };
    return all;
}

}  // namespace

// Every operator on every pair of kinds: what goes together, and that all else is null with an
// error, of a null operand with its cause.
TEST(Operators, kinds_that_go_together) {
    for (const Operator& one : operators())
        for (const auto& [left, left_feel] : samples)
            for (const auto& [right, right_feel] : samples) {
                const Value result = one.apply(sample(left), sample(right));
                const auto expected = one.results.find({left, right});
                const std::string what = std::string(left_feel) + ' ' + std::string(one.sign) +
                                         ' ' + right_feel + " = " + told(result);
                if (expected != one.results.end()) {
                    EXPECT_EQ(result.kind(), expected->second) << what;
                    continue;
                }
                const bool null = left == Kind::null || right == Kind::null;
                EXPECT_TRUE(result.is_null() && result.error_reported()) << what;
                EXPECT_EQ(result.reason(), null ? Reason::null_operand : Reason::type_error)
                    << what;
            }
}

TEST(Operators, negation_of_each_kind) {
    for (const auto& [kind, feel] : samples) {
        const Value result = negate(asked(feel));
        const bool has_sign = kind == Kind::number || kind == Kind::days_time_duration ||
                              kind == Kind::years_months_duration;
        EXPECT_EQ(result.kind(), has_sign ? kind : Kind::null) << feel;
        EXPECT_EQ(result.error_reported(), !has_sign) << feel;
    }
    EXPECT_EQ(told(negate(asked("@\"P1Y2M\""))), "duration(\"-P1Y2M\")");
    EXPECT_EQ(told(negate(asked("@\"PT0.5S\""))), "duration(\"-PT0.5S\")");
}

// The order of a pair of kinds: the same kind where it has an order, else an error.
TEST(Operators, order_of_each_pair_of_kinds) {
    const std::set<Kind> ordered = {Kind::number,
                                    Kind::string,
                                    Kind::date,
                                    Kind::time,
                                    Kind::date_time,
                                    Kind::days_time_duration,
                                    Kind::years_months_duration};
    for (const auto& [left, left_feel] : samples)
        for (const auto& [right, right_feel] : samples)
            for (const Comparison comparison : {Comparison::less, Comparison::less_equal,
                                                Comparison::greater, Comparison::greater_equal}) {
                const Value result = compare(comparison, sample(left), sample(right));
                const bool expected = left == right && ordered.contains(left);
                EXPECT_EQ(result.kind() == Kind::boolean, expected)
                    << left_feel << " and " << right_feel;
                EXPECT_EQ(result.error_reported(), !expected) << left_feel << ' ' << right_feel;
            }
}

// Equality of a pair of kinds: with null never an error, across kinds always.
TEST(Operators, equality_of_each_pair_of_kinds) {
    for (const auto& [left, left_feel] : samples)
        for (const auto& [right, right_feel] : samples) {
            const Value result = compare(Comparison::equal, asked(left_feel), asked(right_feel));
            const bool null = left == Kind::null || right == Kind::null;
            const std::string expected = left == right ? "true"
                                         : null        ? "false"
                                                       : "error type_error";
            EXPECT_EQ(told(result), expected) << left_feel << " = " << right_feel;
        }
}

TEST(Operators, numbers) {
    constexpr std::array cases = {
        FeelCase{"10 + 5", "15"},
        FeelCase{"0.1 + 0.2", "0.3"},
        FeelCase{"10 - -5", "15"},
        FeelCase{"-3 ** 2", "9"},
        FeelCase{"2 ** 0.5", "1.414213562373095048801688724209698"},
        FeelCase{"1 / 3 * 3", "0.9999999999999999999999999999999999"},
        FeelCase{"1 / 0", "error division_by_zero"},
        FeelCase{"0 ** -1", "error division_by_zero"},
        FeelCase{"-8 ** 0.5", "error invalid_value"},
        FeelCase{"10 ** 9999", "error overflow"},
        FeelCase{"9e6144 + 9e6144", "error overflow"},
        FeelCase{"9e6144 - -9e6144", "error overflow"},
        FeelCase{"1e6000 * 1e6000", "error overflow"},
        FeelCase{"1e6000 / 1e-6000", "error overflow"},
    };
    expect_answers(cases);
}

// The cause of a null survives all that is computed with it; an error is added on the way.
TEST(Operators, the_first_cause_is_kept) {
    const Value missing = Value::null(Reason::missing_input);
    EXPECT_FALSE(missing.error_reported());
    const Value sum = add(missing, Value::integer(1));
    EXPECT_EQ(sum.reason(), Reason::missing_input);
    EXPECT_TRUE(sum.error_reported());
    const Value product = multiply(Value::null(Reason::division_by_zero), sum);
    EXPECT_EQ(product.reason(), Reason::division_by_zero);
    EXPECT_EQ(compare(Comparison::less, missing, Value::integer(1)).reason(),
              Reason::missing_input);
    EXPECT_EQ(between(missing, Value::integer(1), Value::integer(2)).reason(),
              Reason::missing_input);
    // Ternary logic does not compute with a null: it is no error there.
    const Value both = logical_and(Value(true), missing);
    EXPECT_EQ(both.reason(), Reason::missing_input);
    EXPECT_FALSE(both.error_reported());
}

TEST(Operators, durations) {
    constexpr std::array cases = {
        FeelCase{"@\"P1Y\" + @\"-P2M\"", "duration(\"P10M\")"},
        FeelCase{"@\"P1D\" - @\"PT2H\"", "duration(\"PT22H\")"},
        FeelCase{"@\"P4DT1H\" * 1.5", "duration(\"P6DT1H30M\")"},
        FeelCase{"-2.5 * @\"P1Y11M\"", "duration(\"-P4Y9M\")"},  // 57.5 months, decimals cut off
        FeelCase{"@\"P10Y11M\" / 2.5", "duration(\"P4Y4M\")"},
        FeelCase{"@\"P10DT23H\" / 2.5", "duration(\"P4DT9H12M\")"},
        FeelCase{"@\"PT1S\" / 3", "duration(\"PT0.333333333S\")"},
        FeelCase{"@\"-PT1S\" / 3", "duration(\"-PT0.333333333S\")"},
        FeelCase{"@\"PT0.1S\" * 3", "duration(\"PT0.3S\")"},
        FeelCase{"@\"P10D\" / @\"PT5H\"", "48"},
        FeelCase{"@\"P1Y\" / @\"P5M\"", "2.4"},
        FeelCase{"@\"P10D\" / 0", "error division_by_zero"},
        FeelCase{"@\"P10Y\" / 0", "error division_by_zero"},
        FeelCase{"@\"P1D\" / @\"P0D\"", "error division_by_zero"},
        FeelCase{"@\"P1D\" * 1e30", "error overflow"},
        FeelCase{"@\"P1Y\" * 1e30", "error overflow"},
        FeelCase{"@\"P1D\" + @\"P1Y\"", "error type_error"},
    };
    expect_answers(cases);
}

TEST(Operators, dates) {
    constexpr std::array cases = {
        // The 31st becomes the last day of a shorter month.
        FeelCase{"@\"2026-01-31\" + @\"P1M\"", "date(\"2026-02-28\")"},
        FeelCase{"@\"2024-01-31\" + @\"P1M\"", "date(\"2024-02-29\")"},
        FeelCase{"@\"2024-02-29\" + @\"P1Y\"", "date(\"2025-02-28\")"},
        FeelCase{"@\"2026-03-31\" - @\"P1M\"", "date(\"2026-02-28\")"},
        FeelCase{"@\"2026-01-31T08:00:00\" + @\"P1M\"", "date and time(\"2026-02-28T08:00:00\")"},
        // Hours are carried; the result stays a date.
        FeelCase{"@\"2026-01-01\" + @\"PT36H\"", "date(\"2026-01-02\")"},
        FeelCase{"@\"2026-01-02\" - @\"PT1S\"", "date(\"2026-01-01\")"},
        FeelCase{"@\"2026-01-02\" - @\"P1D\"", "date(\"2026-01-01\")"},
        FeelCase{"@\"2020-03-01\" - @\"PT24H\"", "date(\"2020-02-29\")"},
        FeelCase{"@\"2026-03-01\" - @\"2026-02-01\"", "duration(\"P28D\")"},
        // A date meets a date-time as its midnight in UTC.
        FeelCase{"@\"2021-01-02T10:10:10+01:00\" - @\"2021-01-01\"", "duration(\"P1DT9H10M10S\")"},
        FeelCase{"@\"2021-01-02T10:10:10\" - @\"2021-01-01\"", "error type_error"},
        FeelCase{"@\"999999999-12-31\" + @\"P1D\"", "error overflow"},
        FeelCase{"@\"-999999999-01-01\" - @\"P1M\"", "error overflow"},
        FeelCase{"@\"10:10:10\" - @\"PT11H\"", "time(\"23:10:10\")"},
        FeelCase{"@\"23:00:00\" + @\"P2DT2H\"", "time(\"01:00:00\")"},
        FeelCase{"@\"10:00:00Z\" - @\"10:00:00+01:00\"", "duration(\"PT1H\")"},
        FeelCase{"@\"10:00:00Z\" - @\"10:00:00\"", "error type_error"},
        FeelCase{"@\"-2021-01-01\" - @\"P1D\"", "date(\"-2022-12-31\")"},
    };
    expect_answers(cases);
}

// Hours that really pass where a clock is put forward or back.
TEST(Operators, clocks_that_are_changed) {
    constexpr std::array cases = {
        FeelCase{"@\"2021-03-28T01:30:00@Europe/Paris\" + @\"PT1H\"",
                 "date and time(\"2021-03-28T03:30:00@Europe/Paris\")"},
        FeelCase{"@\"2021-10-31T01:30:00@Europe/Paris\" + @\"PT2H\"",
                 "date and time(\"2021-10-31T02:30:00@Europe/Paris\")"},
        FeelCase{"@\"2021-03-29T00:00:00@Europe/Paris\" - @\"2021-03-28T00:00:00@Europe/Paris\"",
                 "duration(\"PT23H\")"},
        FeelCase{"@\"2021-10-31T12:00:00@Europe/Paris\" - @\"2021-10-31T00:00:00@Asia/Jakarta\"",
                 "duration(\"PT18H\")"},
    };
    expect_answers(cases);
}

TEST(Operators, equality) {
    constexpr std::array cases = {
        FeelCase{"0 = 0.00", "true"},
        FeelCase{"\"foo\" = \"Foo\"", "false"},
        FeelCase{"null = null", "true"},
        FeelCase{"null != null", "false"},
        FeelCase{"1 != \"a\"", "error type_error"},
        FeelCase{"[1, 2] = [1, 2]", "true"},
        FeelCase{"[1, 2] = [2, 1]", "false"},
        FeelCase{"[1, 2] = [1, 2, 3]", "false"},
        FeelCase{"[1, \"a\"] = [2, 1]", "false"},
        FeelCase{"[1] = [\"a\"]", "error type_error"},
        FeelCase{"[null] = [null]", "true"},
        FeelCase{"{a: 1, b: [2]} = {b: [2], a: 1}", "true"},
        FeelCase{"{a: 1} = {b: 1}", "false"},
        FeelCase{"{a: 1} = {a: 1, b: 2}", "false"},
        FeelCase{"[1..3] = [1..3]", "true"},
        FeelCase{"[1..3] = [1..3)", "false"},
        FeelCase{"(< 10) = (< 10)", "true"},
        FeelCase{"(< 10) = (<= 10)", "false"},
        FeelCase{"(= 10) = [10..10]", "false"},
        FeelCase{"(!= 10) = (!= 10)", "true"},
        FeelCase{"(!= 10) = (= 10)", "false"},
        FeelCase{"abs = abs", "true"},
        FeelCase{"abs = floor", "error type_error"},
        // One instant in two zones is one; the day counts where only an offset is told apart.
        FeelCase{"@\"2018-10-08T00:00:00+02:00\" = @\"2018-10-08T00:00:00@Europe/Paris\"", "true"},
        FeelCase{"@\"2018-12-08T00:00:00+02:00\" = @\"2018-12-08T00:00:00@Europe/Paris\"", "false"},
        FeelCase{"@\"12:00:00Z\" = @\"13:00:00+01:00\"", "true"},
        FeelCase{"@\"12:00:00Z\" = @\"12:00:00\"", "error type_error"},
        FeelCase{"@\"P1Y\" = @\"P12M\"", "true"},
        FeelCase{"@\"P1D\" = @\"PT24H\"", "true"},
        FeelCase{"@\"P1Y\" = @\"P365D\"", "error type_error"},
    };
    expect_answers(cases);
}

TEST(Operators, ternary_logic) {
    const std::array<Value, 4> operands = {Value(true), Value(false), Value(), Value::integer(1)};
    const std::array<std::array<std::string_view, 4>, 4> conjunction = {{
        {"true", "false", "null", "error type_error"},
        {"false", "false", "false", "false"},
        {"null", "false", "null", "error null_result"},
        {"error type_error", "false", "error type_error", "error type_error"},
    }};
    const std::array<std::array<std::string_view, 4>, 4> disjunction = {{
        {"true", "true", "true", "true"},
        {"true", "false", "null", "error type_error"},
        {"true", "null", "null", "error null_result"},
        {"true", "error type_error", "error type_error", "error type_error"},
    }};
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) {
            EXPECT_EQ(told(logical_and(operands[i], operands[j])), conjunction[i][j]) << i << j;
            EXPECT_EQ(told(logical_or(operands[i], operands[j])), disjunction[i][j]) << i << j;
        }
    EXPECT_EQ(told(logical_not(Value(true))), "false");
    EXPECT_EQ(told(logical_not(Value())), "null");
    EXPECT_EQ(told(logical_not(Value::integer(0))), "error type_error");
}

TEST(Operators, between_and_in) {
    constexpr std::array cases = {
        FeelCase{"1 between 1 and 10", "true"},
        FeelCase{"10 between 1 and 10", "true"},
        FeelCase{"11 between 1 and 10", "false"},
        FeelCase{"null between 1 and 10", "error null_operand"},
        FeelCase{"2 between 1 and null", "error null_operand"},
        FeelCase{"2 between \"a\" and 3", "error type_error"},
        FeelCase{"1 in [2, 3, 1]", "true"},
        FeelCase{"1 in [[2..4], [1..3]]", "true"},
        FeelCase{"5 in [[2..4], [1..3]]", "false"},
        FeelCase{"2 in (2..4)", "false"},
        FeelCase{"4 in (2..4]", "true"},
        FeelCase{"\"b\" in [\"a\"..\"c\"]", "true"},
        FeelCase{"[1, 2] in [[1, 2], [3]]", "true"},
        FeelCase{"{a: 1} in [{b: 1}, {a: 1}]", "true"},
        FeelCase{"null in [1..10]", "error null_operand"},
        FeelCase{"\"a\" in [1..10]", "error type_error"},
        FeelCase{"\"a\" in [1, 2]", "false"},
    };
    expect_answers(cases);
    const auto in_unary = [](Comparison comparison, int end, int value) {
        return told(in(Value::integer(value), unary_range(comparison, Value::integer(end))));
    };
    EXPECT_EQ(in_unary(Comparison::less, 10, 9), "true");
    EXPECT_EQ(in_unary(Comparison::less, 10, 10), "false");
    EXPECT_EQ(in_unary(Comparison::less_equal, 10, 10), "true");
    EXPECT_EQ(in_unary(Comparison::greater, 10, 10), "false");
    EXPECT_EQ(in_unary(Comparison::greater_equal, 10, 10), "true");
    EXPECT_EQ(in_unary(Comparison::equal, 10, 10), "true");
    EXPECT_EQ(in_unary(Comparison::equal, 10, 11), "false");
    EXPECT_EQ(in_unary(Comparison::not_equal, 10, 10), "false");
    EXPECT_EQ(in_unary(Comparison::not_equal, 10, 11), "true");
}

TEST(Operators, ranges_that_are_none) {
    const Value one = Value::integer(1), two = Value::integer(2);
    EXPECT_EQ(told(interval(one, true, two, false)), "[1..2)");
    EXPECT_EQ(told(interval(one, true, one, true)), "[1..1]");
    EXPECT_EQ(told(interval(two, true, one, true)), "error invalid_value");
    EXPECT_EQ(told(interval(Value(), true, one, true)), "error null_operand");
    EXPECT_EQ(told(interval(one, true, Value("a"), true)), "error type_error");
    EXPECT_EQ(told(interval(Value(true), true, Value(true), true)), "error type_error");
}

TEST(Operators, paths) {
    constexpr std::array cases = {
        FeelCase{"{a: {b: 3}}.a.b", "3"},
        FeelCase{"{a: 1}.b", "error type_error"},
        FeelCase{"null.b", "error null_operand"},
        FeelCase{"(1).b", "error type_error"},
        FeelCase{"[{b: 1}, {b: 2}].b", "[1, 2]"},
        FeelCase{"[{b: 1}, {c: 2}].b", "[1, null]"},
        FeelCase{"@\"2026-11-21\".year", "2026"},
        FeelCase{"@\"2026-11-21\".month", "11"},
        FeelCase{"@\"2026-11-21\".day", "21"},
        FeelCase{"@\"2026-11-21\".weekday", "6"},
        FeelCase{"@\"2026-11-22\".weekday", "7"},
        FeelCase{"@\"-0001-01-01\".weekday", "5"},
        FeelCase{"@\"2026-11-21\".hour", "error type_error"},
        FeelCase{"@\"10:11:12.5\".hour", "10"},
        FeelCase{"@\"10:11:12.5\".minute", "11"},
        FeelCase{"@\"10:11:12.5\".second", "12"},
        FeelCase{"@\"2026-11-21T10:00:00\".day", "21"},
        FeelCase{"@\"2026-11-21T10:00:00\".hour", "10"},
        FeelCase{"@\"2026-11-21T10:00:00+07:00\".time offset", "duration(\"PT7H\")"},
        FeelCase{"@\"2026-11-21T10:00:00@Asia/Jakarta\".time offset", "duration(\"PT7H\")"},
        FeelCase{"@\"2026-11-21T10:00:00\".time offset", "null"},
        FeelCase{"@\"2026-11-21T10:00:00@Asia/Jakarta\".timezone", "\"Asia/Jakarta\""},
        FeelCase{"@\"2026-11-21T10:00:00+07:00\".timezone", "null"},
        FeelCase{"@\"-P1DT2H3M4.5S\".days", "-1"},
        FeelCase{"@\"P1DT2H3M4.5S\".hours", "2"},
        FeelCase{"@\"P1DT2H3M4.5S\".minutes", "3"},
        FeelCase{"@\"P1DT2H3M4.5S\".seconds", "4.5"},
        FeelCase{"@\"P1DT2H3M4.5S\".years", "error type_error"},
        FeelCase{"@\"P2Y3M\".years", "2"},
        FeelCase{"@\"-P2Y3M\".months", "-3"},
        FeelCase{"[1..2).start", "1"},
        FeelCase{"[1..2).end", "2"},
        FeelCase{"[1..2).start included", "true"},
        FeelCase{"[1..2).end included", "false"},
        FeelCase{"(< 2).start", "null"},
        FeelCase{"(< 2).start included", "false"},
        FeelCase{"(>= 2).start included", "true"},
        FeelCase{"(= 2).end", "2"},
    };
    expect_answers(cases);
}

TEST(Operators, items) {
    const Value list(List{Value("a"), Value("b"), Value("c")});
    const auto item = [&](std::string_view place) {
        return told(item_at(list, Value(*Decimal::parse(place))));
    };
    EXPECT_EQ(item("1"), "\"a\"");
    EXPECT_EQ(item("-1"), "\"c\"");
    EXPECT_EQ(item("2.9"), "\"b\"");
    EXPECT_EQ(item("0"), "null");
    EXPECT_EQ(item("4"), "null");
    EXPECT_EQ(item("-4"), "null");
    EXPECT_EQ(item("1e30"), "null");
    EXPECT_EQ(told(item_at(list, Value("1"))), "error type_error");
    EXPECT_EQ(told(item_at(Value("x"), Value::integer(1))), "\"x\"");
    EXPECT_EQ(told(item_at(Value("x"), Value::integer(2))), "null");
}

}  // namespace payung::rules
