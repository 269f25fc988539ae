#include "rules/value/temporal.h"

#include <array>

#include "rules/value/zone_database.h"

namespace payung::rules {

namespace {

constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
constexpr __int128 nanoseconds_per_day =
    static_cast<__int128>(seconds_per_day) * nanoseconds_per_second;

bool is_leap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

template <class T>
T floor_divide(T value, T divisor) {
    return value / divisor - (value % divisor < 0 ? 1 : 0);
}

/// Local nanoseconds since 1970 to a date-time of that zone; nothing beyond the years of FEEL.
std::optional<DateTime> from_local(__int128 nanoseconds, const Zone& zone) {
    const __int128 day = floor_divide(nanoseconds, nanoseconds_per_day);
    static const std::int64_t first = Date{-static_cast<std::int32_t>(year_max), 1, 1}.day_number();
    static const std::int64_t last = Date{static_cast<std::int32_t>(year_max), 12, 31}.day_number();
    if (day < first || day > last) return std::nullopt;
    const auto rest = static_cast<std::int64_t>(nanoseconds - day * nanoseconds_per_day);
    return DateTime{
        .date = Date::from_day_number(static_cast<std::int64_t>(day)),
        .time = {.second_of_day = static_cast<std::int32_t>(rest / nanoseconds_per_second),
                 .nanosecond = static_cast<std::int32_t>(rest % nanoseconds_per_second),
                 .zone = zone}};
}

__int128 local_nanoseconds(const DateTime& moment) {
    return static_cast<__int128>(moment.date.day_number()) * nanoseconds_per_day +
           static_cast<__int128>(moment.time.second_of_day) * nanoseconds_per_second +
           moment.time.nanosecond;
}

std::int64_t local_seconds(const DateTime& moment) {
    return moment.date.day_number() * seconds_per_day + moment.time.second_of_day;
}

}  // namespace

// Days are counted from 1 March of year 0, so that a leap day is the last of its year; 400 years
// are 146,097 days.
std::int64_t Date::day_number() const {
    const std::int64_t y = std::int64_t{year} - (month <= 2 ? 1 : 0);
    const std::int64_t era = floor_divide<std::int64_t>(y, 400);
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    const std::int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

Date Date::from_day_number(std::int64_t days) {
    const std::int64_t shifted = days + 719'468;
    const std::int64_t era = floor_divide<std::int64_t>(shifted, 146'097);
    const std::int64_t day_of_era = shifted - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<std::uint8_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    const auto month = static_cast<std::uint8_t>(month_from_march < 10 ? month_from_march + 3
                                                                       : month_from_march - 9);
    return {static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

int days_in_month(std::int64_t year, int month) {
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days.at(static_cast<std::size_t>(month - 1));
}

std::optional<Date> Date::from_ymd(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < -year_max || year > year_max || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, static_cast<int>(month)))
        return std::nullopt;
    return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
                static_cast<std::uint8_t>(day)};
}

std::optional<DaysTimeDuration> DaysTimeDuration::from_nanoseconds(__int128 total) {
    const __int128 seconds = total / nanoseconds_per_second;
    if (seconds > INT64_MAX || seconds < INT64_MIN) return std::nullopt;
    return DaysTimeDuration{
        .seconds = static_cast<std::int64_t>(seconds),
        .nanoseconds = static_cast<std::int32_t>(total % nanoseconds_per_second)};
}

std::optional<Date> add_months(const Date& date, std::int64_t months) {
    std::int64_t count = 0;
    if (__builtin_add_overflow(std::int64_t{date.year} * 12 + date.month - 1, months, &count))
        return std::nullopt;
    const std::int64_t year = floor_divide<std::int64_t>(count, 12);
    if (year < -year_max || year > year_max) return std::nullopt;
    const auto month = static_cast<int>(count - year * 12) + 1;
    const int last = days_in_month(year, month);
    return Date::from_ymd(year, month, date.day < last ? date.day : last);
}

std::optional<Date> add_duration(const Date& date, const DaysTimeDuration& duration) {
    const auto later = add_duration(DateTime{.date = date, .time = {}}, duration);
    if (!later) return std::nullopt;
    return later->date;
}

Time add_duration(const Time& time, const DaysTimeDuration& duration) {
    __int128 clock = static_cast<__int128>(time.second_of_day) * nanoseconds_per_second +
                     time.nanosecond + duration.total_nanoseconds();
    clock -= floor_divide(clock, nanoseconds_per_day) * nanoseconds_per_day;
    Time later = time;
    later.second_of_day = static_cast<std::int32_t>(clock / nanoseconds_per_second);
    later.nanosecond = static_cast<std::int32_t>(clock % nanoseconds_per_second);
    return later;
}

std::optional<DateTime> add_duration(const DateTime& moment, const DaysTimeDuration& duration) {
    const Zone& zone = moment.time.zone;
    if (zone.kind == Zone::Kind::named) {
        if (const ZoneRules* rules = find_zone(zone.id)) {
            const __int128 instant = instant_of(moment) + duration.total_nanoseconds();
            const __int128 seconds = floor_divide<__int128>(instant, nanoseconds_per_second);
            if (seconds > INT64_MAX / 2 || seconds < INT64_MIN / 2) return std::nullopt;
            const std::int64_t offset = rules->offset_at(static_cast<std::int64_t>(seconds));
            return from_local(instant + static_cast<__int128>(offset) * nanoseconds_per_second,
                              zone);
        }
    }
    return from_local(local_nanoseconds(moment) + duration.total_nanoseconds(), zone);
}

__int128 instant_of(const DateTime& moment) {
    const std::int64_t offset = offset_seconds(moment).value_or(0);
    return local_nanoseconds(moment) - static_cast<__int128>(offset) * nanoseconds_per_second;
}

__int128 instant_of(const Time& time) {
    const std::int64_t offset = offset_seconds(time).value_or(0);
    return static_cast<__int128>(time.second_of_day - offset) * nanoseconds_per_second +
           time.nanosecond;
}

std::optional<std::int32_t> offset_seconds(const DateTime& moment) {
    const Zone& zone = moment.time.zone;
    if (zone.kind == Zone::Kind::none) return std::nullopt;
    if (zone.kind == Zone::Kind::offset) return zone.offset_seconds;
    const ZoneRules* rules = find_zone(zone.id);
    if (rules == nullptr) return std::nullopt;
    return rules->offset_at_local(local_seconds(moment));
}

std::optional<std::int32_t> offset_seconds(const Time& time) {
    if (time.zone.kind == Zone::Kind::none) return std::nullopt;
    if (time.zone.kind == Zone::Kind::offset) return time.zone.offset_seconds;
    const ZoneRules* rules = find_zone(time.zone.id);
    if (rules == nullptr) return std::nullopt;
    return rules->standard_offset();
}

int weekday_of(const Date& date) {
    const std::int64_t since_monday = date.day_number() + 3;  // 1970-01-01 was a Thursday
    return static_cast<int>(since_monday - floor_divide<std::int64_t>(since_monday, 7) * 7) + 1;
}

int day_of_year(const Date& date) {
    return static_cast<int>(date.day_number() - Date{date.year, 1, 1}.day_number()) + 1;
}

int week_of_year(const Date& date) {
    // A week belongs to the year of its Thursday.
    const Date thursday = Date::from_day_number(date.day_number() + 4 - weekday_of(date));
    return (day_of_year(thursday) - 1) / 7 + 1;
}

std::int64_t full_months_between(const Date& from, const Date& to) {
    const std::int64_t months =
        (std::int64_t{to.year} - from.year) * 12 + (int{to.month} - int{from.month});
    if (months > 0 && to.day < from.day) return months - 1;
    if (months < 0 && to.day > from.day) return months + 1;
    return months;
}

}  // namespace payung::rules
