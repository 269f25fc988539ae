/// What stands after a point, and in brackets.

#include <algorithm>

#include "rules/value/operators.h"

namespace payung::rules {

namespace {

Value no_such_property() {
    return Value::null(Reason::type_error);
}

Value property_of(const Date& date, std::string_view name) {
    if (name == "year") return Value::integer(date.year);
    if (name == "month") return Value::integer(date.month);
    if (name == "day") return Value::integer(date.day);
    if (name == "weekday") return Value::integer(weekday_of(date));
    return no_such_property();
}

Value offset_property(std::optional<std::int32_t> seconds) {
    if (!seconds) return {};
    return Value(DaysTimeDuration{.seconds = *seconds, .nanoseconds = 0});
}

Value property_of(const Time& time, std::string_view name) {
    if (name == "hour") return Value::integer(time.second_of_day / 3600);
    if (name == "minute") return Value::integer(time.second_of_day / 60 % 60);
    if (name == "second") return Value::integer(time.second_of_day % 60);
    if (name == "time offset") return offset_property(offset_seconds(time));
    if (name == "timezone") {
        if (time.zone.kind != Zone::Kind::named) return {};
        return Value(time.zone.id);
    }
    return no_such_property();
}

Value property_of(const DateTime& moment, std::string_view name) {
    if (name == "time offset") return offset_property(offset_seconds(moment));
    const Value value = property_of(moment.date, name);
    return value.is_null() ? property_of(moment.time, name) : value;
}

Value property_of(const DaysTimeDuration& duration, std::string_view name) {
    if (name == "days") return Value::integer(duration.seconds / seconds_per_day);
    if (name == "hours") return Value::integer(duration.seconds / 3600 % 24);
    if (name == "minutes") return Value::integer(duration.seconds / 60 % 60);
    if (name == "seconds") {
        const Decimal whole = Decimal::from_integer(duration.seconds % 60);
        return Value(*(whole + Decimal::from_scaled(duration.nanoseconds, 9)));
    }
    return no_such_property();
}

Value property_of(const YearsMonthsDuration& duration, std::string_view name) {
    if (name == "years") return Value::integer(duration.months / 12);
    if (name == "months") return Value::integer(duration.months % 12);
    return no_such_property();
}

Value property_of(const Range& range, std::string_view name) {
    // The ends of `!= a` are no ends.
    const bool ends = range.form != Range::Form::not_equal;
    if (name == "start") return ends ? range.low : Value();
    if (name == "end") return ends ? range.high : Value();
    if (name == "start included") return Value(range.low_included);
    if (name == "end included") return Value(range.high_included);
    return no_such_property();
}

Value mapped(const List& list, std::string_view name) {
    List values;
    values.reserve(list.size());
    for (const Value& item : list) values.push_back(path(item, name));
    return Value(std::move(values));
}

}  // namespace

Value path(const Value& base, std::string_view name) {
    switch (base.kind()) {
        case Kind::context: {
            const Value* entry = base.context().find(name);
            return entry == nullptr ? Value::null(Reason::type_error) : *entry;
        }
        case Kind::list:
            return mapped(base.list(), name);
        case Kind::date:
            return property_of(base.date(), name);
        case Kind::time:
            return property_of(base.time(), name);
        case Kind::date_time:
            return property_of(base.date_time(), name);
        case Kind::days_time_duration:
            return property_of(base.days_time(), name);
        case Kind::years_months_duration:
            return property_of(base.years_months(), name);
        case Kind::range:
            return property_of(base.range(), name);
        default:
            return Value::null_because_of(base);
    }
}

Value item_at(const Value& list, const Value& index) {
    if (index.kind() != Kind::number) return Value::null_because_of(index);
    const auto whole = index.number().rounded(0, DecimalRounding::toward_zero);
    const std::int64_t place = whole ? whole->integer().value_or(0) : 0;
    if (list.kind() != Kind::list) return place == 1 || place == -1 ? list : Value();
    const auto size = static_cast<std::int64_t>(list.list().size());
    const std::int64_t at = place > 0 ? place - 1 : size + place;
    if (place == 0 || at < 0 || at >= size) return {};
    return list.list()[static_cast<std::size_t>(at)];
}

}  // namespace payung::rules
