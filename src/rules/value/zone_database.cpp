#include "rules/value/zone_database.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "rules/value/temporal.h"

namespace payung::rules {

namespace {

constexpr std::string_view database = "/usr/share/zoneinfo/";
constexpr std::size_t file_bytes_max = 1 << 20;

// The rule after the last entry of the table, as POSIX writes it: "CET-1CEST,M3.5.0,M10.5.0/3".

/// A day of the year on which summer time begins or ends, and the local second of that day.
struct SwitchDay {
    enum class Kind : std::uint8_t { month_week_day, julian, zero_based } kind = Kind::julian;
    int month = 0, week = 0, day = 0;
    std::int32_t second = 7200;

    /// Seconds since 1970 of the local clock.
    std::int64_t local(std::int64_t year) const {
        return day_number(year) * seconds_per_day + second;
    }

private:
    std::int64_t day_number(std::int64_t year) const {
        const std::int64_t first = Date{static_cast<std::int32_t>(year), 1, 1}.day_number();
        if (kind == Kind::zero_based) return first + day;
        if (kind == Kind::julian) {  // 29 February is never counted
            const bool leap = days_in_month(year, 2) == 29;
            return first + day - 1 + (leap && day >= 60 ? 1 : 0);
        }
        const Date start{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month), 1};
        const int start_weekday = weekday_of(start) % 7;  // 0 is Sunday, as POSIX counts
        int number = 1 + (day - start_weekday + 7) % 7 + (week - 1) * 7;
        if (number > days_in_month(year, month)) number -= 7;
        return start.day_number() + number - 1;
    }
};

struct YearlyRule {
    std::int32_t standard = 0, summer = 0;
    std::optional<std::pair<SwitchDay, SwitchDay>> switches;  // begin and end of summer time

    std::int32_t offset_at(std::int64_t instant) const {
        if (!switches) return standard;
        const std::int64_t day =
            (instant + standard) / seconds_per_day - ((instant + standard) % seconds_per_day < 0);
        const std::int64_t year = Date::from_day_number(day).year;
        const std::int64_t begin = switches->first.local(year) - standard;
        const std::int64_t end = switches->second.local(year) - summer;
        const bool is_summer =
            begin < end ? begin <= instant && instant < end : !(end <= instant && instant < begin);
        return is_summer ? summer : standard;
    }
};

class PosixReader {
public:
    explicit PosixReader(std::string_view text) : text_(text) {}

    std::optional<YearlyRule> read() {
        YearlyRule rule;
        if (!skip_name()) return std::nullopt;
        const auto west = read_seconds();
        if (!west) return std::nullopt;
        rule.standard = -*west;
        if (text_.empty()) return rule;
        if (!skip_name()) return std::nullopt;
        rule.summer = rule.standard + 3600;
        if (!text_.empty() && text_[0] != ',') {
            const auto summer_west = read_seconds();
            if (!summer_west) return std::nullopt;
            rule.summer = -*summer_west;
        }
        const auto begin = read_switch();
        const auto end = read_switch();
        if (!begin || !end || !text_.empty()) return std::nullopt;
        rule.switches = {*begin, *end};
        return rule;
    }

private:
    bool take(char c) {
        if (text_.empty() || text_[0] != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool skip_name() {
        std::size_t end = 0;
        if (take('<')) {
            end = text_.find('>');
            if (end == std::string_view::npos) return false;
            text_.remove_prefix(end + 1);
            return true;
        }
        while (end < text_.size() && std::isalpha(static_cast<unsigned char>(text_[end])) != 0)
            ++end;
        text_.remove_prefix(end);
        return end >= 3;
    }
    std::optional<int> read_number() {
        int number = 0;
        std::size_t digits = 0;
        for (; digits < text_.size() && digits < 4 && text_[digits] >= '0' && text_[digits] <= '9';
             ++digits)
            number = number * 10 + (text_[digits] - '0');
        if (digits == 0) return std::nullopt;
        text_.remove_prefix(digits);
        return number;
    }
    std::optional<std::int32_t> read_seconds() {
        const bool negative = take('-');
        if (!negative) take('+');
        const auto hours = read_number();
        if (!hours) return std::nullopt;
        std::int32_t seconds = *hours * 3600;
        for (std::int32_t unit = 60; unit >= 1 && take(':'); unit /= 60) {
            const auto part = read_number();
            if (!part) return std::nullopt;
            seconds += *part * unit;
        }
        return negative ? -seconds : seconds;
    }
    std::optional<SwitchDay> read_switch() {
        if (!take(',')) return std::nullopt;
        SwitchDay day;
        if (take('M')) {
            day.kind = SwitchDay::Kind::month_week_day;
            const auto month = read_number();
            const auto week = take('.') ? read_number() : std::nullopt;
            const auto weekday = take('.') ? read_number() : std::nullopt;
            if (!month || !week || !weekday || *month < 1 || *month > 12) return std::nullopt;
            day.month = *month, day.week = *week, day.day = *weekday;
        } else {
            if (!take('J')) day.kind = SwitchDay::Kind::zero_based;
            const auto number = read_number();
            if (!number || *number > 366) return std::nullopt;
            day.day = *number;
        }
        if (take('/')) {
            const auto second = read_seconds();
            if (!second) return std::nullopt;
            day.second = *second;
        }
        return day;
    }

    std::string_view text_;
};

// The table: TZif, version 2 or later (times of 64 bits).

class TableRules final : public ZoneRules {
public:
    struct Change {
        std::int64_t from;
        std::int32_t offset;
    };
    std::vector<Change> changes;
    std::int32_t first_offset = 0, last_standard = 0;
    std::optional<YearlyRule> afterwards;

    std::int32_t offset_at(std::int64_t instant) const override {
        const auto next = std::upper_bound(
            changes.begin(), changes.end(), instant,
            [](std::int64_t at, const Change& change) { return at < change.from; });
        if (next == changes.end() && afterwards) return afterwards->offset_at(instant);
        if (next == changes.begin()) return first_offset;
        return std::prev(next)->offset;
    }
    std::int32_t standard_offset() const override {
        return afterwards ? afterwards->standard : last_standard;
    }
};

class TableReader {
public:
    explicit TableReader(std::string_view bytes) : bytes_(bytes) {}

    std::unique_ptr<ZoneRules> read() {
        const auto old = read_header();
        if (!old || old->version < '2') return nullptr;
        if (!skip(old->data_bytes(4))) return nullptr;
        const auto header = read_header();
        if (!header || bytes_.size() < header->data_bytes(8) || header->types == 0) return nullptr;
        auto rules = std::make_unique<TableRules>();
        if (!read_table(*header, *rules)) return nullptr;
        if (bytes_.size() >= 2 && bytes_.front() == '\n') {
            const std::string_view text = bytes_.substr(1, bytes_.find('\n', 1) - 1);
            rules->afterwards = PosixReader(text).read();
        }
        return rules;
    }

private:
    struct Header {
        char version = 0;
        std::size_t utc_flags = 0, standard_flags = 0, leaps = 0, times = 0, types = 0, chars = 0;
        std::size_t data_bytes(std::size_t time_bytes) const {
            return times * (time_bytes + 1) + types * 6 + chars + leaps * (time_bytes + 4) +
                   standard_flags + utc_flags;
        }
    };

    std::optional<Header> read_header() {
        if (bytes_.size() < 44 || bytes_.substr(0, 4) != "TZif") return std::nullopt;
        Header header;
        header.version = bytes_[4];
        std::array<std::size_t*, 6> counts = {&header.utc_flags, &header.standard_flags,
                                              &header.leaps,     &header.times,
                                              &header.types,     &header.chars};
        for (std::size_t i = 0; i < counts.size(); ++i)
            *counts[i] = static_cast<std::uint32_t>(integer(20 + i * 4, 4));
        skip(44);
        return header;
    }

    bool read_table(const Header& header, TableRules& rules) {
        const std::size_t type_index = header.times * 8, types = type_index + header.times;
        const auto offset_of = [&](std::size_t type) {
            return static_cast<std::int32_t>(integer(types + type * 6, 4));
        };
        rules.first_offset = rules.last_standard = offset_of(0);
        for (std::size_t i = 0; i < header.times; ++i) {
            const auto type = static_cast<unsigned char>(bytes_[type_index + i]);
            if (type >= header.types) return false;
            rules.changes.push_back({integer(i * 8, 8), offset_of(type)});
            if (bytes_[types + type * 6U + 4] == 0) rules.last_standard = offset_of(type);
        }
        return skip(header.data_bytes(8));
    }

    /// Big-endian, signed.
    std::int64_t integer(std::size_t at, std::size_t size) const {
        std::uint64_t value = (bytes_[at] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
        for (std::size_t i = 0; i < size; ++i)
            value = (value << 8) | static_cast<unsigned char>(bytes_[at + i]);
        return static_cast<std::int64_t>(value);
    }
    bool skip(std::size_t count) {
        if (bytes_.size() < count) return false;
        bytes_.remove_prefix(count);
        return true;
    }

    std::string_view bytes_;
};

/// Names of the database are paths: letters, digits, "_+-" and single slashes between them.
bool is_zone_name(std::string_view id) {
    if (id.empty() || id.size() > 64 || id.front() == '/' || id.back() == '/') return false;
    for (std::size_t i = 0; i < id.size(); ++i) {
        const char c = id[i];
        if (c == '/' && id[i - 1] != '/') continue;
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '+' && c != '-')
            return false;
    }
    return true;
}

std::unique_ptr<ZoneRules> read_zone(std::string_view id) {
    std::ifstream file(std::string(database) + std::string(id), std::ios::binary);
    std::string bytes(file_bytes_max, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return TableReader(bytes).read();
}

}  // namespace

std::int32_t ZoneRules::offset_at_local(std::int64_t local) const {
    const std::int32_t before = offset_at(local - seconds_per_day);
    if (offset_at(local - before) == before) return before;
    const std::int32_t after = offset_at(local + seconds_per_day);
    return offset_at(local - after) == after ? after : before;
}

const ZoneRules* find_zone(std::string_view id) {
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<ZoneRules>, std::less<>> zones;
    if (!is_zone_name(id)) return nullptr;
    const std::lock_guard lock(mutex);
    const auto known = zones.find(id);
    if (known != zones.end()) return known->second.get();
    std::unique_ptr<ZoneRules> rules = read_zone(id);
    if (rules == nullptr) return nullptr;  // not kept: names that do not exist are without number
    return zones.emplace(id, std::move(rules)).first->second.get();
}

}  // namespace payung::rules
