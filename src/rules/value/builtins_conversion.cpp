/// date, date and time, time, number, string, duration, years and months duration.

#include "rules/value/builtin.h"

namespace payung::rules {

namespace {

template <class T>
Value valid(std::optional<T> value) {
    return value ? Value(*std::move(value)) : Value::null(Reason::invalid_value);
}

Value same_value(Arguments arguments) {
    return arguments[0];
}

Value date_from_text(Arguments arguments) {
    return valid(parse_date(arguments[0].text()));
}
Value date_from_moment(Arguments arguments) {
    return Value(arguments[0].date_time().date);
}
Value date_from_parts(Arguments arguments) {
    const auto year = arguments[0].number().integer();
    const auto month = arguments[1].number().integer();
    const auto day = arguments[2].number().integer();
    if (!year || !month || !day) return Value::null(Reason::invalid_value);
    return valid(Date::from_ymd(*year, *month, *day));
}

Value moment_from_text(Arguments arguments) {
    const std::string& text = arguments[0].text();
    if (const auto date = parse_date(text)) return Value(DateTime{.date = *date, .time = {}});
    return valid(parse_date_time(text));
}
Value moment_from_date_and_time(Arguments arguments) {
    return Value(DateTime{.date = arguments[0].date(), .time = arguments[1].time()});
}
Value moment_from_moment_and_time(Arguments arguments) {
    return Value(DateTime{.date = arguments[0].date_time().date, .time = arguments[1].time()});
}

Value time_from_text(Arguments arguments) {
    return valid(parse_time(arguments[0].text()));
}
Value time_from_date(Arguments) {
    return Value(Time{.second_of_day = 0,
                      .nanosecond = 0,
                      .zone = {.kind = Zone::Kind::offset, .offset_seconds = 0, .id = {}}});
}
Value time_from_moment(Arguments arguments) {
    return Value(arguments[0].date_time().time);
}

/// The offset as a zone; nothing where it is too far or not of whole seconds.
std::optional<Zone> zone_of(const DaysTimeDuration& offset) {
    if (offset.nanoseconds != 0 || offset.seconds > offset_seconds_max ||
        offset.seconds < -offset_seconds_max)
        return std::nullopt;
    return Zone{.kind = Zone::Kind::offset,
                .offset_seconds = static_cast<std::int32_t>(offset.seconds),
                .id = {}};
}

Value time_from_parts(Arguments arguments) {
    const auto hour = arguments[0].number().integer();
    const auto minute = arguments[1].number().integer();
    const auto nanoseconds = arguments[2].number().scaled(9);
    const auto in = [](const std::optional<std::int64_t>& part, std::int64_t end) {
        return part && *part >= 0 && *part < end;
    };
    if (!in(hour, 24) || !in(minute, 60) || !in(nanoseconds, 60'000'000'000))
        return Value::null(Reason::invalid_value);
    Time time{.second_of_day = static_cast<std::int32_t>(*hour * 3600 + *minute * 60 +
                                                         *nanoseconds / 1'000'000'000),
              .nanosecond = static_cast<std::int32_t>(*nanoseconds % 1'000'000'000),
              .zone = {}};
    if (arguments.size() > 3 && !arguments[3].is_null()) {
        auto zone = zone_of(arguments[3].days_time());
        if (!zone) return Value::null(Reason::invalid_value);
        time.zone = *std::move(zone);
    }
    return Value(std::move(time));
}

/// Empty where the argument is null or was left out.
std::string_view separator(Arguments arguments, std::size_t at) {
    return arguments.size() > at && !arguments[at].is_null() ? arguments[at].text()
                                                             : std::string_view();
}

Value number_from_text(Arguments arguments) {
    const std::string_view grouping = separator(arguments, 1);
    const std::string_view point = separator(arguments, 2).empty() ? "." : separator(arguments, 2);
    const bool known =
        (grouping.empty() || grouping == " " || grouping == "," || grouping == ".") &&
        (point == "." || point == ",");
    if (!known || grouping == point) return Value::null(Reason::invalid_value);
    std::string plain;
    for (const char c : arguments[0].text()) {
        if (!grouping.empty() && c == grouping[0]) continue;
        if (c == '.' && point != ".") return Value::null(Reason::invalid_value);
        plain += c == point[0] ? '.' : c;
    }
    return number_or(Decimal::parse(plain), Reason::invalid_value);
}

Value text_of(Arguments arguments) {
    return Value(display_text(arguments[0]));
}

Value duration_from_text(Arguments arguments) {
    if (const auto days = parse_days_time(arguments[0].text())) return Value(*days);
    return valid(parse_years_months(arguments[0].text()));
}

Date date_of(const Value& value) {
    return value.kind() == Kind::date ? value.date() : value.date_time().date;
}
Value months_between(Arguments arguments) {
    return Value(
        YearsMonthsDuration{full_months_between(date_of(arguments[0]), date_of(arguments[1]))});
}

}  // namespace

std::span<const Builtin> conversion_builtins() {
    constexpr Parameter text{.name = "from", .takes = Takes::string};
    constexpr Parameter from_date{.name = "from", .takes = Takes::date};
    constexpr Parameter from_time{.name = "from", .takes = Takes::time};
    constexpr Parameter from_moment{.name = "from", .takes = Takes::date_time};
    constexpr Parameter to_date{.name = "to", .takes = Takes::date};
    constexpr Parameter to_moment{.name = "to", .takes = Takes::date_time};
    constexpr Parameter time{.name = "time", .takes = Takes::time};
    constexpr auto number = [](std::string_view name) {
        return Parameter{.name = name, .takes = Takes::number};
    };
    constexpr auto separator_named = [](std::string_view name) {
        return Parameter{.name = name, .takes = Takes::string, .nullable = true};
    };
    static const std::vector<Builtin> all = {
        {"date",
         {{{text}, date_from_text},
          {{from_date}, same_value},
          {{from_moment}, date_from_moment},
          {{number("year"), number("month"), number("day")}, date_from_parts}}},
        {"date and time",
         {{{text}, moment_from_text},
          {{from_moment}, same_value},
          {{{.name = "date", .takes = Takes::date}, time}, moment_from_date_and_time},
          {{{.name = "date", .takes = Takes::date_time}, time}, moment_from_moment_and_time}}},
        {"time",
         {{{text}, time_from_text},
          {{from_time}, same_value},
          {{from_date}, time_from_date},
          {{from_moment}, time_from_moment},
          {{number("hour"),
            number("minute"),
            number("second"),
            {.name = "offset",
             .takes = Takes::days_time_duration,
             .optional = true,
             .nullable = true}},
           time_from_parts}}},
        {"number",
         {{{text, separator_named("grouping separator"), separator_named("decimal separator")},
           number_from_text}}},
        {"string", {{{{.name = "from"}}, text_of}}},
        {"duration", {{{text}, duration_from_text}}},
        {"years and months duration",
         {{{from_date, to_date}, months_between},
          {{from_moment, to_moment}, months_between},
          {{from_date, to_moment}, months_between},
          {{from_moment, to_date}, months_between}}},
    };
    return all;
}

}  // namespace payung::rules
