#pragma once

/// Civil days and months, and half-open intervals of either.
///
/// A contribution period is a Month; a fact of law holds in an Interval [from, until). No clock and
/// no time zone here: what happened at which instant is Instant (clock.h), never a legal date.

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace payung {

/// A civil day, as days since 1970-01-01.
class Day {
public:
    constexpr Day() = default;
    static constexpr Day from_number(std::int32_t days) { return Day{days}; }
    /// Nothing where there is no such day.
    static constexpr std::optional<Day> from_ymd(int year, unsigned month, unsigned day) {
        const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month},
                                              std::chrono::day{day}};
        if (!ymd.ok()) return std::nullopt;
        return Day{
            static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count())};
    }

    constexpr std::int32_t number() const { return days_; }
    constexpr std::chrono::year_month_day ymd() const {
        return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days_}}};
    }
    constexpr int year() const { return static_cast<int>(ymd().year()); }
    constexpr unsigned month() const { return static_cast<unsigned>(ymd().month()); }
    constexpr unsigned day() const { return static_cast<unsigned>(ymd().day()); }

    friend constexpr auto operator<=>(Day, Day) = default;

private:
    explicit constexpr Day(std::int32_t days) : days_(days) {}
    std::int32_t days_ = 0;
};

/// A calendar month, as months since 0000-01.
class Month {
public:
    constexpr Month() = default;
    static constexpr Month from_ym(int year, unsigned month) {
        return Month{year * 12 + static_cast<std::int32_t>(month) - 1};
    }
    static constexpr Month from_number(std::int32_t months) { return Month{months}; }

    constexpr std::int32_t number() const { return months_; }
    constexpr int year() const { return months_ / 12; }
    constexpr unsigned month() const { return static_cast<unsigned>(months_ % 12) + 1; }
    constexpr Day first_day() const { return *Day::from_ymd(year(), month(), 1); }

    friend constexpr Month operator+(Month m, std::int32_t months) {
        return Month{m.months_ + months};
    }
    friend constexpr std::int32_t operator-(Month a, Month b) { return a.months_ - b.months_; }
    friend constexpr auto operator<=>(Month, Month) = default;

private:
    explicit constexpr Month(std::int32_t months) : months_(months) {}
    std::int32_t months_ = 0;
};

/// The month in which a day lies.
constexpr Month month_of(Day day) {
    return Month::from_ym(day.year(), day.month());
}

/// [from, until); without an end where until is empty.
template <class T>
struct Interval {
    T from;
    std::optional<T> until;
    constexpr bool contains(T at) const { return from <= at && (!until || at < *until); }
    friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

/// Full years of age on `on`. Born on 29 February: a year older on 1 March of common years.
constexpr int age_years(Day born, Day on) {
    const auto b = born.ymd();
    const auto o = on.ymd();
    const bool had_birthday = std::pair{o.month(), o.day()} >= std::pair{b.month(), b.day()};
    return static_cast<int>(o.year()) - static_cast<int>(b.year()) - (had_birthday ? 0 : 1);
}

/// "2026-01-31" and "2026-01". Parsing takes exactly these forms, nothing else.
std::string to_text(Day day);
std::string to_text(Month month);
std::optional<Day> parse_day(std::string_view text);
std::optional<Month> parse_month(std::string_view text);

}  // namespace payung
