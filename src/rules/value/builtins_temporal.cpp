/// day of year, day of week, month of year, week of year.

#include <array>

#include "rules/value/builtin.h"

namespace payung::rules {

namespace {

Date date_of(const Value& value) {
    return value.kind() == Kind::date ? value.date() : value.date_time().date;
}

Value year_day(Arguments arguments) {
    return Value::integer(day_of_year(date_of(arguments[0])));
}
Value year_week(Arguments arguments) {
    return Value::integer(week_of_year(date_of(arguments[0])));
}
Value weekday_name(Arguments arguments) {
    constexpr std::array<std::string_view, 7> names = {
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return Value(names.at(static_cast<std::size_t>(weekday_of(date_of(arguments[0])) - 1)));
}
Value month_name(Arguments arguments) {
    constexpr std::array<std::string_view, 12> names = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return Value(names.at(date_of(arguments[0]).month - 1U));
}

}  // namespace

std::span<const Builtin> temporal_builtins() {
    const auto of_date = [](std::string_view name, Value (*run)(Arguments)) {
        return Builtin{name,
                       {{{{.name = "date", .takes = Takes::date}}, run},
                        {{{.name = "date", .takes = Takes::date_time}}, run}}};
    };
    static const std::vector<Builtin> all = {
        of_date("day of year", year_day), of_date("day of week", weekday_name),
        of_date("month of year", month_name), of_date("week of year", year_week)};
    return all;
}

}  // namespace payung::rules
