/// decimal, floor, ceiling, round up, round down, round half up, round half down, abs, modulo,
/// sqrt, log, exp, odd, even.

#include "rules/value/builtin.h"
#include "rules/value/operators.h"

namespace payung::rules {

namespace {

template <DecimalRounding rounding>
Value rounded(Arguments arguments) {
    std::int64_t scale = 0;
    if (arguments.size() > 1) {
        const auto given = whole(arguments[1]);
        if (!given || *given < -6111 || *given > 6176) return Value::null(Reason::invalid_value);
        scale = *given;
    }
    return number_or(arguments[0].number().rounded(static_cast<int>(scale), rounding),
                     Reason::invalid_value);
}

Value absolute_number(Arguments arguments) {
    return Value(arguments[0].number().absolute());
}

Value absolute_duration(Arguments arguments) {
    const Value& duration = arguments[0];
    const bool negative = duration.kind() == Kind::days_time_duration
                              ? duration.days_time() < DaysTimeDuration{}
                              : duration.years_months() < YearsMonthsDuration{};
    return negative ? negate(duration) : duration;
}

Value modulo(Arguments arguments) {
    if (arguments[1].number() == Decimal()) return Value::null(Reason::division_by_zero);
    return number_or(arguments[0].number().modulo(arguments[1].number()), Reason::overflow);
}

Value square_root(Arguments arguments) {
    return number_or(arguments[0].number().square_root(), Reason::invalid_value);
}
Value logarithm(Arguments arguments) {
    return number_or(arguments[0].number().logarithm(), Reason::invalid_value);
}
Value exponential(Arguments arguments) {
    return number_or(arguments[0].number().exponential(), Reason::overflow);
}

/// The rest on division by two, 0 <= rest < 2.
Decimal rest_of_two(const Value& number) {
    return *number.number().modulo(Decimal::from_integer(2));
}
Value odd(Arguments arguments) {
    return Value(rest_of_two(arguments[0]) == Decimal::from_integer(1));
}
Value even(Arguments arguments) {
    return Value(rest_of_two(arguments[0]) == Decimal());
}

}  // namespace

std::span<const Builtin> numeric_builtins() {
    constexpr Parameter n{.name = "n", .takes = Takes::number};
    constexpr Parameter number{.name = "number", .takes = Takes::number};
    constexpr Parameter scale{.name = "scale", .takes = Takes::number};
    constexpr Parameter maybe_scale{.name = "scale", .takes = Takes::number, .optional = true};
    static const std::vector<Builtin> all = {
        {"decimal", {{{n, scale}, rounded<DecimalRounding::half_even>}}},
        {"floor", {{{n, maybe_scale}, rounded<DecimalRounding::toward_negative>}}},
        {"ceiling", {{{n, maybe_scale}, rounded<DecimalRounding::toward_positive>}}},
        {"round up", {{{n, scale}, rounded<DecimalRounding::away_from_zero>}}},
        {"round down", {{{n, scale}, rounded<DecimalRounding::toward_zero>}}},
        {"round half up", {{{n, scale}, rounded<DecimalRounding::half_away>}}},
        {"round half down", {{{n, scale}, rounded<DecimalRounding::half_toward_zero>}}},
        {"abs",
         {{{n}, absolute_number},
          {{{.name = "n", .takes = Takes::days_time_duration}}, absolute_duration},
          {{{.name = "n", .takes = Takes::years_months_duration}}, absolute_duration}}},
        {"modulo",
         {{{{.name = "dividend", .takes = Takes::number},
            {.name = "divisor", .takes = Takes::number}},
           modulo}}},
        {"sqrt", {{{number}, square_root}}},
        {"log", {{{number}, logarithm}}},
        {"exp", {{{number}, exponential}}},
        {"odd", {{{number}, odd}}},
        {"even", {{{number}, even}}},
    };
    return all;
}

}  // namespace payung::rules
