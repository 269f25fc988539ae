/// + - * / ** and negation.

#include "rules/value/operators.h"

namespace payung::rules {

namespace {

Value value_or(std::optional<Decimal> number, Reason otherwise) {
    return number ? Value(*number) : Value::null(otherwise);
}
Value value_or_overflow(std::optional<Date> date) {
    return date ? Value(*date) : Value::null(Reason::overflow);
}
Value value_or_overflow(std::optional<DateTime> moment) {
    return moment ? Value(*std::move(moment)) : Value::null(Reason::overflow);
}
Value value_or_overflow(std::optional<DaysTimeDuration> duration) {
    return duration ? Value(*duration) : Value::null(Reason::overflow);
}

/// Why there is no result: an operand that is null, else operands that do not go together.
Value refused(const Value& a, const Value& b) {
    if (a.is_null()) return Value::null_because_of(a);
    if (b.is_null()) return Value::null_because_of(b);
    return Value::null(Reason::type_error);
}

bool are(Kind left, Kind right, const Value& a, const Value& b) {
    return a.kind() == left && b.kind() == right;
}

bool is_duration(const Value& value) {
    return value.kind() == Kind::days_time_duration || value.kind() == Kind::years_months_duration;
}

/// A whole number of months, decimals cut off.
Value months_of(const std::optional<Decimal>& number) {
    if (!number) return Value::null(Reason::overflow);
    const auto whole = number->rounded(0, DecimalRounding::toward_zero);
    const auto months = whole ? whole->integer() : std::nullopt;
    if (!months) return Value::null(Reason::overflow);
    return Value(YearsMonthsDuration{*months});
}

/// Seconds and nanoseconds as one number, exactly.
Decimal seconds_of(const DaysTimeDuration& duration) {
    const Decimal seconds = Decimal::from_integer(duration.seconds);
    return *(seconds + Decimal::from_scaled(duration.nanoseconds, 9));
}

/// A number of seconds as a duration, cut off after nanoseconds.
Value duration_of(const std::optional<Decimal>& seconds) {
    if (!seconds) return Value::null(Reason::overflow);
    const auto whole = seconds->rounded(0, DecimalRounding::toward_zero);
    const auto count = whole ? whole->integer() : std::nullopt;
    if (!count) return Value::null(Reason::overflow);
    const auto rest = *seconds - *whole;
    const auto nanoseconds = rest->rounded(9, DecimalRounding::toward_zero)->scaled(9);
    return Value(DaysTimeDuration{
        .seconds = *count, .nanoseconds = static_cast<std::int32_t>(nanoseconds.value_or(0))});
}

Value negated(const Value& duration) {
    if (duration.kind() == Kind::years_months_duration) {
        if (duration.years_months().months == INT64_MIN) return Value::null(Reason::overflow);
        return Value(YearsMonthsDuration{-duration.years_months().months});
    }
    return value_or_overflow(
        DaysTimeDuration::from_nanoseconds(-duration.days_time().total_nanoseconds()));
}

Value sum_of_durations(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return refused(a, b);
    if (a.kind() == Kind::days_time_duration)
        return value_or_overflow(DaysTimeDuration::from_nanoseconds(
            a.days_time().total_nanoseconds() + b.days_time().total_nanoseconds()));
    std::int64_t months = 0;
    if (__builtin_add_overflow(a.years_months().months, b.years_months().months, &months))
        return Value::null(Reason::overflow);
    return Value(YearsMonthsDuration{months});
}

/// A point of time and a duration.
Value later(const Value& when, const Value& duration) {
    const bool months = duration.kind() == Kind::years_months_duration;
    switch (when.kind()) {
        case Kind::date:
            return value_or_overflow(months
                                         ? add_months(when.date(), duration.years_months().months)
                                         : add_duration(when.date(), duration.days_time()));
        case Kind::date_time: {
            if (!months)
                return value_or_overflow(add_duration(when.date_time(), duration.days_time()));
            const auto date = add_months(when.date_time().date, duration.years_months().months);
            if (!date) return Value::null(Reason::overflow);
            return Value(DateTime{.date = *date, .time = when.date_time().time});
        }
        case Kind::time:
            if (!months) return Value(add_duration(when.time(), duration.days_time()));
            break;
        default:
            break;
    }
    return Value::null(Reason::type_error);
}

/// A date counts as its midnight in UTC where it meets a date-time.
DateTime moment_of(const Value& value) {
    if (value.kind() == Kind::date_time) return value.date_time();
    const Zone utc{.kind = Zone::Kind::offset, .offset_seconds = 0, .id = {}};
    return {.date = value.date(), .time = {.second_of_day = 0, .nanosecond = 0, .zone = utc}};
}

/// The time that passed from b to a.
Value elapsed(const Value& a, const Value& b) {
    if (are(Kind::time, Kind::time, a, b)) {
        if (!comparable(a.time().zone, b.time().zone)) return Value::null(Reason::type_error);
        return value_or_overflow(
            DaysTimeDuration::from_nanoseconds(instant_of(a.time()) - instant_of(b.time())));
    }
    const DateTime left = moment_of(a), right = moment_of(b);
    if (!comparable(left.time.zone, right.time.zone)) return Value::null(Reason::type_error);
    return value_or_overflow(
        DaysTimeDuration::from_nanoseconds(instant_of(left) - instant_of(right)));
}

bool is_moment(const Value& value) {
    return value.kind() == Kind::date || value.kind() == Kind::date_time;
}

Value scaled_duration(const Value& duration, const Decimal& factor) {
    if (duration.kind() == Kind::years_months_duration)
        return months_of(Decimal::from_integer(duration.years_months().months) * factor);
    return duration_of(seconds_of(duration.days_time()) * factor);
}

Value quotient(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
    if (*b == Decimal()) return Value::null(Reason::division_by_zero);
    return value_or(*a / *b, Reason::overflow);
}

}  // namespace

Value add(const Value& a, const Value& b) {
    if (are(Kind::number, Kind::number, a, b))
        return value_or(a.number() + b.number(), Reason::overflow);
    if (are(Kind::string, Kind::string, a, b)) return Value(a.text() + b.text());
    if (is_duration(a) && is_duration(b)) return sum_of_durations(a, b);
    if (is_duration(b) && !a.is_null()) return later(a, b);
    if (is_duration(a) && !b.is_null()) return later(b, a);
    return refused(a, b);
}

Value subtract(const Value& a, const Value& b) {
    if (are(Kind::number, Kind::number, a, b))
        return value_or(a.number() - b.number(), Reason::overflow);
    if (is_duration(b) && !a.is_null()) {
        const Value opposite = negated(b);
        return opposite.is_null()
                   ? opposite
                   : (is_duration(a) ? sum_of_durations(a, opposite) : later(a, opposite));
    }
    if ((is_moment(a) && is_moment(b)) || are(Kind::time, Kind::time, a, b)) return elapsed(a, b);
    return refused(a, b);
}

Value multiply(const Value& a, const Value& b) {
    if (are(Kind::number, Kind::number, a, b))
        return value_or(a.number() * b.number(), Reason::overflow);
    if (is_duration(a) && b.kind() == Kind::number) return scaled_duration(a, b.number());
    if (is_duration(b) && a.kind() == Kind::number) return scaled_duration(b, a.number());
    return refused(a, b);
}

Value divide(const Value& a, const Value& b) {
    if (are(Kind::number, Kind::number, a, b)) return quotient(a.number(), b.number());
    if (are(Kind::days_time_duration, Kind::days_time_duration, a, b))
        return quotient(seconds_of(a.days_time()), seconds_of(b.days_time()));
    if (are(Kind::years_months_duration, Kind::years_months_duration, a, b))
        return quotient(Decimal::from_integer(a.years_months().months),
                        Decimal::from_integer(b.years_months().months));
    if (is_duration(a) && b.kind() == Kind::number) {
        if (b.number() == Decimal()) return Value::null(Reason::division_by_zero);
        if (a.kind() == Kind::years_months_duration)
            return months_of(Decimal::from_integer(a.years_months().months) / b.number());
        return duration_of(seconds_of(a.days_time()) / b.number());
    }
    return refused(a, b);
}

Value power(const Value& a, const Value& b) {
    if (!are(Kind::number, Kind::number, a, b)) return refused(a, b);
    const auto result = a.number().power(b.number());
    if (result) return Value(*result);
    if (a.number() == Decimal()) return Value::null(Reason::division_by_zero);
    const bool no_real_root = a.number().negative() && !b.number().is_integer();
    return Value::null(no_real_root ? Reason::invalid_value : Reason::overflow);
}

Value negate(const Value& a) {
    if (a.kind() == Kind::number) return Value(-a.number());
    if (is_duration(a)) return negated(a);
    return Value::null_because_of(a);
}

}  // namespace payung::rules
