#pragma once

/// Dates, times and durations as FEEL knows them (proleptic Gregorian, years ±999,999,999).
///
/// A time or date-time may have no zone, an offset, or a named zone; values with and without a zone
/// do not compare. Comparisons look at milliseconds (what the public suite expects); parts are kept
/// to the nanosecond and text gives what was written. A named zone's offset is read from the
/// system's zone database.
///
/// Source   DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8; text forms of XML Schema 1.1 part 2.

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace payung::rules {

struct Date {
    std::int32_t year = 1970;
    std::uint8_t month = 1, day = 1;

    friend auto operator<=>(const Date&, const Date&) = default;
    /// Days since 1970-01-01, and back.
    std::int64_t day_number() const;
    /// Pre: within years ±999,999,999.
    static Date from_day_number(std::int64_t days);
    /// Nothing where there is no such day.
    static std::optional<Date> from_ymd(std::int64_t year, std::int64_t month, std::int64_t day);
};

constexpr std::int64_t year_max = 999'999'999;
constexpr std::int32_t seconds_per_day = 86'400;
/// An offset is at most 18 hours either way.
constexpr std::int32_t offset_seconds_max = 18 * 3600;

/// Where a time of day is told.
struct Zone {
    enum class Kind : std::uint8_t { none, offset, named };
    Kind kind = Kind::none;
    std::int32_t offset_seconds = 0;  // Kind::offset
    std::string id;                   // Kind::named: "Asia/Jakarta"
    friend bool operator==(const Zone&, const Zone&) = default;
};

/// Part for part the same: 12:00Z and 13:00+01:00 are not, though they are one instant.
struct Time {
    std::int32_t second_of_day = 0;
    std::int32_t nanosecond = 0;
    Zone zone;
    friend bool operator==(const Time&, const Time&) = default;
};

struct DateTime {
    Date date;
    Time time;
    friend bool operator==(const DateTime&, const DateTime&) = default;
};

/// P1DT2H: seconds and nanoseconds of one sign.
struct DaysTimeDuration {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;
    friend auto operator<=>(const DaysTimeDuration&, const DaysTimeDuration&) = default;

    __int128 total_nanoseconds() const {
        return static_cast<__int128>(seconds) * 1'000'000'000 + nanoseconds;
    }
    /// Nothing beyond 64 bits of seconds.
    static std::optional<DaysTimeDuration> from_nanoseconds(__int128 total);
};

/// P1Y2M
struct YearsMonthsDuration {
    std::int64_t months = 0;
    friend auto operator<=>(const YearsMonthsDuration&, const YearsMonthsDuration&) = default;
};

std::optional<Date> parse_date(std::string_view text);
std::optional<Time> parse_time(std::string_view text);
std::optional<DateTime> parse_date_time(std::string_view text);
std::optional<DaysTimeDuration> parse_days_time(std::string_view text);
std::optional<YearsMonthsDuration> parse_years_months(std::string_view text);

std::string to_text(const Date& date);
std::string to_text(const Time& time);
std::string to_text(const DateTime& moment);
std::string to_text(const DaysTimeDuration& duration);
std::string to_text(const YearsMonthsDuration& duration);

/// The same day `months` later; the 31st becomes the last day of a shorter month.
std::optional<Date> add_months(const Date& date, std::int64_t months);
/// `duration` later; a date by whole days gone by (hours are carried), a time around the clock, a
/// date-time with a named zone by the hours that really pass there.
std::optional<Date> add_duration(const Date& date, const DaysTimeDuration& duration);
Time add_duration(const Time& time, const DaysTimeDuration& duration);
std::optional<DateTime> add_duration(const DateTime& moment, const DaysTimeDuration& duration);

/// Nanoseconds since 1970-01-01T00:00 UTC, or of the local clock where there is no zone.
__int128 instant_of(const DateTime& moment);
/// Nanoseconds since midnight UTC, or of the local clock; a named zone counts with its standard
/// offset, since without a date there is no summer.
__int128 instant_of(const Time& time);
/// Both with a zone, or both without.
inline bool comparable(const Zone& a, const Zone& b) {
    return (a.kind == Zone::Kind::none) == (b.kind == Zone::Kind::none);
}
/// Of a named zone on that day and time; nothing without a zone.
std::optional<std::int32_t> offset_seconds(const DateTime& moment);
std::optional<std::int32_t> offset_seconds(const Time& time);

/// 1 is Monday.
int weekday_of(const Date& date);
/// 1 … 366, and the week of ISO 8601.
int day_of_year(const Date& date);
int week_of_year(const Date& date);
int days_in_month(std::int64_t year, int month);

/// Full months between, negative when `to` is earlier: (2011-12-22, 2013-08-24) is 20.
std::int64_t full_months_between(const Date& from, const Date& to);

}  // namespace payung::rules
