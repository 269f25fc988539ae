#pragma once

/// Dates, times and durations as FEEL knows them (proleptic Gregorian, years ±999,999,999).
///
/// A time or date-time may have no zone, an offset, or a named zone; values with and without a zone
/// do not compare. Instants are compared to the nanosecond here; text gives what was written.

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
    static Date from_day_number(std::int64_t days);
    /// Nothing where there is no such day.
    static std::optional<Date> from_ymd(std::int64_t year, std::int64_t month, std::int64_t day);
};

/// Where a time of day is told.
struct Zone {
    enum class Kind : std::uint8_t { none, offset, named };
    Kind kind = Kind::none;
    std::int32_t offset_seconds = 0;  // Kind::offset
    std::string id;                   // Kind::named: "Asia/Jakarta"
    friend bool operator==(const Zone&, const Zone&) = default;
};

struct Time {
    std::int32_t second_of_day = 0;
    std::int32_t nanosecond = 0;
    Zone zone;
};

struct DateTime {
    Date date;
    Time time;
};

/// P1DT2H: seconds and nanoseconds of one sign.
struct DaysTimeDuration {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;
    friend auto operator<=>(const DaysTimeDuration&, const DaysTimeDuration&) = default;
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
/// Full months between, negative when `to` is earlier: (2011-12-22, 2013-08-24) is 20.
std::int64_t full_months_between(const Date& from, const Date& to);

}  // namespace payung::rules
