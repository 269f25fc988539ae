/// Text of dates, times and durations, and back.

#include <algorithm>
#include <array>

#include "rules/value/temporal.h"
#include "rules/value/zone_database.h"

namespace payung::rules {

namespace {

/// Reads forward through a text.
class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    bool at_end() const { return text_.empty(); }
    char peek() const { return text_.empty() ? '\0' : text_[0]; }
    bool take(char c) {
        if (text_.empty() || text_[0] != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    std::string_view take_digits() {
        std::size_t count = 0;
        while (count < text_.size() && text_[count] >= '0' && text_[count] <= '9') ++count;
        const std::string_view digits = text_.substr(0, count);
        text_.remove_prefix(count);
        return digits;
    }
    /// Exactly two digits.
    std::optional<std::int32_t> take_pair() {
        if (text_.size() < 2) return std::nullopt;
        const int high = text_[0] - '0', low = text_[1] - '0';
        if (high < 0 || high > 9 || low < 0 || low > 9) return std::nullopt;
        text_.remove_prefix(2);
        return high * 10 + low;
    }
    std::string_view take_rest() {
        const std::string_view rest = text_;
        text_ = {};
        return rest;
    }

private:
    std::string_view text_;
};

/// Nothing beyond 18 digits.
std::optional<std::int64_t> number_of(std::string_view digits) {
    if (digits.empty() || digits.size() > 18) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

/// ".123": what follows the point, to nanoseconds. No digits at all are none.
std::int32_t fraction_of(std::string_view digits) {
    std::int32_t fraction = 0;
    for (std::size_t i = 0; i < 9; ++i)
        fraction = fraction * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    return fraction;
}

std::optional<Date> read_date(Cursor& cursor) {
    const bool negative = cursor.take('-');
    const std::string_view year = cursor.take_digits();
    if (year.size() < 4 || year.size() > 9 || (year.size() > 4 && year[0] == '0'))
        return std::nullopt;
    if (!cursor.take('-')) return std::nullopt;
    const auto month = cursor.take_pair();
    if (!month || !cursor.take('-')) return std::nullopt;
    const auto day = cursor.take_pair();
    if (!day) return std::nullopt;
    return Date::from_ymd(*number_of(year) * (negative ? -1 : 1), *month, *day);
}

std::optional<Zone> read_offset(Cursor& cursor) {
    const bool west = cursor.take('-');
    if (!west && !cursor.take('+')) return std::nullopt;
    const auto hours = cursor.take_pair();
    if (!hours || !cursor.take(':')) return std::nullopt;
    const auto minutes = cursor.take_pair();
    if (!minutes || *minutes > 59) return std::nullopt;
    std::int32_t seconds = *hours * 3600 + *minutes * 60;
    if (cursor.take(':')) {
        const auto rest = cursor.take_pair();
        if (!rest || *rest > 59) return std::nullopt;
        seconds += *rest;
    }
    if (seconds > offset_seconds_max) return std::nullopt;
    return Zone{.kind = Zone::Kind::offset, .offset_seconds = west ? -seconds : seconds, .id = {}};
}

std::optional<Zone> read_zone(Cursor& cursor) {
    if (cursor.at_end()) return Zone{};
    if (cursor.take('Z')) return Zone{.kind = Zone::Kind::offset, .offset_seconds = 0, .id = {}};
    if (!cursor.take('@')) return read_offset(cursor);
    const std::string_view id = cursor.take_rest();
    if (find_zone(id) == nullptr) return std::nullopt;
    return Zone{.kind = Zone::Kind::named, .offset_seconds = 0, .id = std::string(id)};
}

/// A time whose second_of_day is 86,400 where "24:00:00" was written.
std::optional<Time> read_time(Cursor& cursor) {
    const auto hour = cursor.take_pair();
    if (!hour || !cursor.take(':')) return std::nullopt;
    const auto minute = cursor.take_pair();
    if (!minute || !cursor.take(':')) return std::nullopt;
    const auto second = cursor.take_pair();
    if (!second || *minute > 59 || *second > 59) return std::nullopt;
    Time time{.second_of_day = *hour * 3600 + *minute * 60 + *second, .nanosecond = 0, .zone = {}};
    if (cursor.take('.')) {
        const std::string_view digits = cursor.take_digits();
        if (digits.empty()) return std::nullopt;
        time.nanosecond = fraction_of(digits);
    }
    if (time.second_of_day > seconds_per_day ||
        (time.second_of_day == seconds_per_day && time.nanosecond > 0))
        return std::nullopt;
    auto zone = read_zone(cursor);
    if (!zone) return std::nullopt;
    time.zone = *std::move(zone);
    return time;
}

std::string padded(std::int64_t number, std::size_t digits) {
    std::string text = std::to_string(number);
    if (text.size() < digits) text.insert(0, digits - text.size(), '0');
    return text;
}

/// ".5" for 500,000,000; nothing for 0.
std::string fraction_text(std::int32_t nanoseconds) {
    if (nanoseconds == 0) return {};
    std::string digits = padded(nanoseconds, 9);
    digits.resize(digits.find_last_not_of('0') + 1);
    return '.' + digits;
}

std::string zone_text(const Zone& zone) {
    if (zone.kind == Zone::Kind::none) return {};
    if (zone.kind == Zone::Kind::named) return '@' + zone.id;
    if (zone.offset_seconds == 0) return "Z";
    const std::int32_t size = zone.offset_seconds < 0 ? -zone.offset_seconds : zone.offset_seconds;
    std::string text = (zone.offset_seconds < 0 ? '-' : '+') + padded(size / 3600, 2) + ':' +
                       padded(size / 60 % 60, 2);
    if (size % 60 != 0) text += ':' + padded(size % 60, 2);
    return text;
}

/// One part of a duration as it is written: digits, a fraction for seconds, and its letter.
struct DurationPart {
    std::int64_t number = 0;
    std::int32_t fraction = 0;
    bool has_point = false;
    char unit = '\0';
};

std::optional<DurationPart> read_part(Cursor& cursor) {
    DurationPart part;
    const auto number = number_of(cursor.take_digits());
    if (!number) return std::nullopt;
    part.number = *number;
    if (cursor.take('.')) {
        part.has_point = true;
        part.fraction = fraction_of(cursor.take_digits());
    }
    part.unit = cursor.peek();
    cursor.take(part.unit);
    return part;
}

/// Sums parts that must come in the order of `units`, each at most once.
std::optional<__int128> read_parts(Cursor& cursor, std::string_view units,
                                   const std::int64_t* sizes, __int128 per_unit) {
    __int128 total = 0;
    std::size_t next = 0;
    while (!cursor.at_end() && cursor.peek() != 'T') {
        const auto part = read_part(cursor);
        if (!part || part->unit == '\0') return std::nullopt;
        const std::size_t at = units.find(part->unit, next);
        if (at == std::string_view::npos || (part->has_point && part->unit != 'S'))
            return std::nullopt;
        total += static_cast<__int128>(part->number) * sizes[at] * per_unit + part->fraction;
        next = at + 1;
    }
    if (next == 0) return std::nullopt;  // no part at all
    return total;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    Cursor cursor(text);
    const auto date = read_date(cursor);
    return cursor.at_end() ? date : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
    Cursor cursor(text);
    cursor.take('T');
    auto time = read_time(cursor);
    if (!time || !cursor.at_end()) return std::nullopt;
    time->second_of_day %= seconds_per_day;
    return time;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
    Cursor cursor(text);
    const auto date = read_date(cursor);
    if (!date || !cursor.take('T')) return std::nullopt;
    auto time = read_time(cursor);
    if (!time || !cursor.at_end()) return std::nullopt;
    DateTime moment{.date = *date, .time = *std::move(time)};
    if (moment.time.second_of_day < seconds_per_day) return moment;
    const auto next_day = add_duration(*date, {.seconds = seconds_per_day, .nanoseconds = 0});
    if (!next_day) return std::nullopt;
    moment.date = *next_day;
    moment.time.second_of_day = 0;
    return moment;
}

std::optional<DaysTimeDuration> parse_days_time(std::string_view text) {
    constexpr std::int64_t day = seconds_per_day;
    constexpr std::array<std::int64_t, 3> clock = {3600, 60, 1};
    Cursor cursor(text);
    const bool negative = cursor.take('-');
    if (!cursor.take('P')) return std::nullopt;
    __int128 total = 0;
    const bool days = cursor.peek() != 'T';
    if (days) {
        const auto part = read_parts(cursor, "D", &day, 1'000'000'000);
        if (!part) return std::nullopt;
        total += *part;
    }
    if (cursor.take('T')) {
        const auto part = read_parts(cursor, "HMS", clock.data(), 1'000'000'000);
        if (!part) return std::nullopt;
        total += *part;
    }
    if (!cursor.at_end()) return std::nullopt;
    return DaysTimeDuration::from_nanoseconds(negative ? -total : total);
}

std::optional<YearsMonthsDuration> parse_years_months(std::string_view text) {
    constexpr std::array<std::int64_t, 2> sizes = {12, 1};
    Cursor cursor(text);
    const bool negative = cursor.take('-');
    if (!cursor.take('P')) return std::nullopt;
    const auto total = read_parts(cursor, "YM", sizes.data(), 1);
    if (!total || !cursor.at_end() || *total > INT64_MAX) return std::nullopt;
    const auto months = static_cast<std::int64_t>(*total);
    return YearsMonthsDuration{negative ? -months : months};
}

std::string to_text(const Date& date) {
    const std::int64_t year = date.year < 0 ? -std::int64_t{date.year} : date.year;
    return (date.year < 0 ? "-" : "") + padded(year, 4) + '-' + padded(date.month, 2) + '-' +
           padded(date.day, 2);
}

std::string to_text(const Time& time) {
    return padded(time.second_of_day / 3600, 2) + ':' + padded(time.second_of_day / 60 % 60, 2) +
           ':' + padded(time.second_of_day % 60, 2) + fraction_text(time.nanosecond) +
           zone_text(time.zone);
}

std::string to_text(const DateTime& moment) {
    return to_text(moment.date) + 'T' + to_text(moment.time);
}

std::string to_text(const DaysTimeDuration& duration) {
    const bool negative = duration.seconds < 0 || duration.nanoseconds < 0;
    const auto bits = static_cast<std::uint64_t>(duration.seconds);
    const std::uint64_t size = duration.seconds < 0 ? 0 - bits : bits;
    const std::int32_t fraction =
        duration.nanoseconds < 0 ? -duration.nanoseconds : duration.nanoseconds;
    std::string text = negative ? "-P" : "P";
    const std::uint64_t days = size / 86'400, clock = size % 86'400;
    if (days != 0) text += std::to_string(days) + 'D';
    if (clock != 0 || fraction != 0 || days == 0) text += 'T';
    if (clock / 3600 != 0) text += std::to_string(clock / 3600) + 'H';
    if (clock / 60 % 60 != 0) text += std::to_string(clock / 60 % 60) + 'M';
    if (clock % 60 != 0 || fraction != 0 || text.back() == 'T')
        text += std::to_string(clock % 60) + fraction_text(fraction) + 'S';
    return text;
}

std::string to_text(const YearsMonthsDuration& duration) {
    const auto bits = static_cast<std::uint64_t>(duration.months);
    const std::uint64_t size = duration.months < 0 ? 0 - bits : bits;
    std::string text = duration.months < 0 ? "-P" : "P";
    if (size / 12 != 0) text += std::to_string(size / 12) + 'Y';
    if (size % 12 != 0 || size == 0) text += std::to_string(size % 12) + 'M';
    return text;
}

}  // namespace payung::rules
