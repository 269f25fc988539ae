#include "rules/value/temporal.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <random>

#include "rules/value/zone_database.h"

namespace payung::rules {

namespace {

template <class T>
std::string text_of(const std::optional<T>& value) {
    return value ? to_text(*value) : "nothing";
}

struct Written {
    std::string_view text, expected;
};

}  // namespace

TEST(Temporal, dates) {
    constexpr std::array cases = {
        Written{"2017-12-31", "2017-12-31"},
        Written{"-2017-12-31", "-2017-12-31"},
        Written{"0000-01-01", "0000-01-01"},
        Written{"0998-12-31", "0998-12-31"},
        Written{"999999999-12-31", "999999999-12-31"},
        Written{"-999999999-01-01", "-999999999-01-01"},
        Written{"2024-02-29", "2024-02-29"},
        Written{"2000-02-29", "2000-02-29"},
        Written{"1900-02-29", "nothing"},
        Written{"2023-02-29", "nothing"},
        Written{"2017-13-01", "nothing"},
        Written{"2017-00-01", "nothing"},
        Written{"2017-01-00", "nothing"},
        Written{"2017-04-31", "nothing"},
        Written{"998-12-31", "nothing"},
        Written{"01211-12-31", "nothing"},
        Written{"9999999999-12-25", "nothing"},
        Written{"+2012-12-02", "nothing"},
        Written{"2012/12/25", "nothing"},
        Written{"2012-12-25T", "nothing"},
        Written{"2012-1-25", "nothing"},
        Written{"", "nothing"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(text_of(parse_date(text)), expected) << text;
}

TEST(Temporal, times) {
    constexpr std::array cases = {
        Written{"01:02:03", "01:02:03"},
        Written{"T01:02:03", "01:02:03"},
        Written{"11:22:33.4440", "11:22:33.444"},
        Written{"11:22:33.123456789123", "11:22:33.123456789"},
        Written{"24:00:00", "00:00:00"},
        Written{"23:59:00Z", "23:59:00Z"},
        Written{"11:22:33-00:00", "11:22:33Z"},
        Written{"13:20:00+02:00", "13:20:00+02:00"},
        Written{"13:20:00-05:30", "13:20:00-05:30"},
        Written{"13:20:00+02:45:55", "13:20:00+02:45:55"},
        Written{"13:20:00+18:00", "13:20:00+18:00"},
        Written{"13:20:00@Asia/Jakarta", "13:20:00@Asia/Jakarta"},
        Written{"13:20:00@Etc/UTC", "13:20:00@Etc/UTC"},
        Written{"13:20:00+18:01", "nothing"},
        Written{"13:20:00+19:00", "nothing"},
        Written{"13:20:00+5:00", "nothing"},
        Written{"13:20:00+05:60", "nothing"},
        Written{"13:20:00+02:00@Europe/Paris", "nothing"},
        Written{"13:20:00@xyz/abc", "nothing"},
        Written{"13:20:00@../../etc/passwd", "nothing"},
        Written{"13:20:00@/etc/passwd", "nothing"},
        Written{"13:20:00@Asia", "nothing"},
        Written{"13:20:00@", "nothing"},
        Written{"23:59:60", "nothing"},
        Written{"24:00:01", "nothing"},
        Written{"24:00:00.1", "nothing"},
        Written{"25:00:00", "nothing"},
        Written{"00:60:00", "nothing"},
        Written{"7:00:00", "nothing"},
        Written{"07:00", "nothing"},
        Written{"07:00:00.", "nothing"},
        Written{"11:30:00T", "nothing"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(text_of(parse_time(text)), expected) << text;
}

TEST(Temporal, dates_with_times) {
    constexpr std::array cases = {
        Written{"2017-12-31T11:22:33.567Z", "2017-12-31T11:22:33.567Z"},
        Written{"2017-12-31T24:00:00", "2018-01-01T00:00:00"},
        Written{"999999999-12-31T23:59:59.999999999@Europe/Paris",
                "999999999-12-31T23:59:59.999999999@Europe/Paris"},
        Written{"999999999-12-31T24:00:00", "nothing"},
        Written{"2017-12-31", "nothing"},
        Written{"2017-12-31T", "nothing"},
        Written{"2017-12-3110:15:30", "nothing"},
        Written{"2017-02-30T10:15:30", "nothing"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(text_of(parse_date_time(text)), expected) << text;
}

TEST(Temporal, durations_are_told_in_their_usual_parts) {
    constexpr std::array days = {
        Written{"P1D", "P1D"},
        Written{"P0D", "PT0S"},
        Written{"-P0D", "PT0S"},
        Written{"PT1000M", "PT16H40M"},
        Written{"PT24H", "P1D"},
        Written{"P2DT274M", "P2DT4H34M"},
        Written{"-PT1H2M", "-PT1H2M"},
        Written{"PT0.S", "PT0S"},
        Written{"PT0.999S", "PT0.999S"},
        Written{"-PT0.5S", "-PT0.5S"},
        Written{"P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S"},
        Written{"P1DT0.5S", "P1DT0.5S"},
        Written{"P1Y", "nothing"},
        Written{"P", "nothing"},
        Written{"PT", "nothing"},
        Written{"P1DT", "nothing"},
        Written{"P1", "nothing"},
        Written{"P1H", "nothing"},
        Written{"PT1D", "nothing"},
        Written{"PT1M1H", "nothing"},
        Written{"PT1H1H", "nothing"},
        Written{"PT1.5H", "nothing"},
        Written{"1D", "nothing"},
        Written{"--P1D", "nothing"},
        Written{"P-1D", "nothing"},
        Written{"P999999999999999999D", "nothing"},
        Written{"P9999999999999999999999D", "nothing"},
    };
    for (const auto& [text, expected] : days)
        EXPECT_EQ(text_of(parse_days_time(text)), expected) << text;
    constexpr std::array months = {
        Written{"P1Y2M", "P1Y2M"},
        Written{"P26M", "P2Y2M"},
        Written{"-P100M", "-P8Y4M"},
        Written{"P0Y", "P0M"},
        Written{"P999999999M", "P83333333Y3M"},
        Written{"P1M1Y", "nothing"},
        Written{"P1.5Y", "nothing"},
        Written{"P1D", "nothing"},
        Written{"P", "nothing"},
        Written{"P1YT", "nothing"},
        Written{"P999999999999999999Y", "nothing"},
    };
    for (const auto& [text, expected] : months)
        EXPECT_EQ(text_of(parse_years_months(text)), expected) << text;
}

// Day numbers against the calendar of the standard library where it reaches, and there and back
// over all years.
TEST(Temporal, day_numbers) {
    for (std::int64_t day = -800'000; day < 800'000; day += 7) {
        const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day}}};
        const Date date = Date::from_day_number(day);
        ASSERT_EQ(date.year, static_cast<int>(ymd.year()));
        ASSERT_EQ(date.month, static_cast<unsigned>(ymd.month()));
        ASSERT_EQ(date.day, static_cast<unsigned>(ymd.day()));
        ASSERT_EQ(date.day_number(), day);
        ASSERT_EQ(
            weekday_of(date),
            static_cast<int>(std::chrono::weekday{std::chrono::sys_days{ymd}}.iso_encoding()));
    }
    constexpr unsigned seed = 99;
    std::mt19937_64 random(seed);
    for (int i = 0; i < 10'000; ++i) {
        const auto year = static_cast<std::int64_t>(random() % 1'999'999'999) - year_max;
        const auto month = static_cast<int>(random() % 12) + 1;
        const auto day =
            static_cast<int>(random() % static_cast<unsigned>(days_in_month(year, month)));
        const auto date = Date::from_ymd(year, month, day + 1);
        ASSERT_TRUE(date);
        ASSERT_EQ(Date::from_day_number(date->day_number()), *date) << "seed " << seed;
        ASSERT_EQ(parse_date(to_text(*date)), date) << "seed " << seed;
    }
}

TEST(Temporal, weeks_and_days_of_the_year) {
    const auto week = [](std::string_view text) { return week_of_year(*parse_date(text)); };
    EXPECT_EQ(week("2026-01-01"), 1);
    EXPECT_EQ(week("2026-11-21"), 47);
    EXPECT_EQ(week("2005-01-01"), 53);  // still the last week of 2004
    EXPECT_EQ(week("2005-01-03"), 1);
    EXPECT_EQ(week("2003-12-29"), 1);  // already the first of 2004
    EXPECT_EQ(week("2010-01-01"), 53);
    EXPECT_EQ(week("2012-01-01"), 52);
    EXPECT_EQ(day_of_year(*parse_date("2020-12-31")), 366);
    EXPECT_EQ(day_of_year(*parse_date("2019-12-31")), 365);
}

// Full months: the day of the month must be reached; times of day do not count.
TEST(Temporal, months_between) {
    const auto between = [](std::string_view from, std::string_view to) {
        return full_months_between(*parse_date(from), *parse_date(to));
    };
    EXPECT_EQ(between("2011-12-22", "2013-08-24"), 20);
    EXPECT_EQ(between("2013-08-24", "2011-12-22"), -20);
    EXPECT_EQ(between("2015-01-21", "2016-01-20"), 11);
    EXPECT_EQ(between("2015-01-21", "2016-01-21"), 12);
    EXPECT_EQ(between("2016-01-21", "2015-01-22"), -11);
    EXPECT_EQ(between("2026-01-31", "2026-02-28"), 0);
    EXPECT_EQ(between("2016-01-01", "2016-01-01"), 0);
    EXPECT_EQ(between("2014-12-31", "-2019-10-01"), -(4033 * 12 + 2));
}

// Adding months and taking them off again, where no end of a month is in the way.
TEST(Temporal, months_added) {
    const auto added = [](std::string_view date, std::int64_t months) {
        return text_of(add_months(*parse_date(date), months));
    };
    EXPECT_EQ(added("2026-01-31", 1), "2026-02-28");
    EXPECT_EQ(added("2026-01-31", -1), "2025-12-31");
    EXPECT_EQ(added("2024-02-29", 12), "2025-02-28");
    EXPECT_EQ(added("2024-02-29", 48), "2028-02-29");
    EXPECT_EQ(added("-0001-12-15", 13), "0001-01-15");
    EXPECT_EQ(added("2026-01-01", INT64_MAX), "nothing");
    EXPECT_EQ(added("-2026-01-01", INT64_MIN), "nothing");
    EXPECT_EQ(added("999999999-12-01", 1), "nothing");
    for (std::int64_t months = -5'000; months <= 5'000; ++months) {
        const auto there = add_months({2026, 11, 21}, months);
        ASSERT_EQ(full_months_between({2026, 11, 21}, *there), months);
        ASSERT_EQ(add_months(*there, -months), (Date{2026, 11, 21}));
    }
}

// Offsets of real zones on both sides of a change, far back and far ahead.
TEST(Zones, offsets) {
    const auto offset = [](std::string_view moment) {
        const auto parsed = parse_date_time(moment);
        return parsed ? offset_seconds(*parsed).value_or(-1) : -2;
    };
    EXPECT_EQ(offset("2026-11-21T12:00:00@Asia/Jakarta"), 7 * 3600);
    EXPECT_EQ(offset("2026-11-21T12:00:00@Asia/Makassar"), 8 * 3600);
    EXPECT_EQ(offset("2026-11-21T12:00:00@Asia/Jayapura"), 9 * 3600);
    EXPECT_EQ(offset("2021-03-28T01:59:59@Europe/Paris"), 3600);
    EXPECT_EQ(offset("2021-03-28T02:30:00@Europe/Paris"), 3600);  // skipped: as before the jump
    EXPECT_EQ(offset("2021-03-28T03:00:00@Europe/Paris"), 7200);
    EXPECT_EQ(offset("2021-10-31T02:30:00@Europe/Paris"), 7200);  // comes twice: the first
    EXPECT_EQ(offset("2021-10-31T03:00:00@Europe/Paris"), 3600);
    // Beyond the table, by the rule at its end.
    EXPECT_EQ(offset("2500-07-01T12:00:00@Europe/Paris"), 7200);
    EXPECT_EQ(offset("2500-12-01T12:00:00@Europe/Paris"), 3600);
    EXPECT_EQ(offset("2500-01-15T12:00:00@Australia/Sydney"), 11 * 3600);  // summer over new year
    EXPECT_EQ(offset("2500-07-15T12:00:00@Australia/Sydney"), 10 * 3600);
    EXPECT_EQ(offset("999999999-07-01T12:00:00@Europe/Paris"), 7200);
    // Before it, the local mean time.
    EXPECT_EQ(offset("-2021-01-01T12:00:00@Europe/Paris"), 561);
    EXPECT_EQ(offset("2026-11-21T12:00:00@Nowhere/Here"), -2);
    EXPECT_EQ(offset("2026-11-21T12:00:00"), -1);
    EXPECT_EQ(find_zone("Europe/../Europe/Paris"), nullptr);
    EXPECT_EQ(find_zone("tzdata.zi"), nullptr);
    EXPECT_EQ(find_zone(""), nullptr);
}

TEST(Zones, a_time_without_a_day_has_the_standard_offset) {
    EXPECT_EQ(offset_seconds(*parse_time("12:00:00@Europe/Paris")), 3600);
    EXPECT_EQ(offset_seconds(*parse_time("12:00:00@Asia/Jakarta")), 7 * 3600);
    EXPECT_EQ(offset_seconds(*parse_time("12:00:00-05:30")), -5 * 3600 - 1800);
    EXPECT_EQ(offset_seconds(*parse_time("12:00:00")), std::nullopt);
}

}  // namespace payung::rules
