#include "legislation/calendar.h"

#include <algorithm>

#include "base/check.h"

namespace payung {
namespace {

constexpr std::int64_t year_min = 2015, year_max = 2099;

/// Calendars are decrees as any other law: what is not confirmed says so.
Result<void> status_of(const YamlNode& node) {
    if (node.find("status") == nullptr) return {};
    TRY(node.one_of("status", {"C", "D", "M", "X"}));
    return {};
}

Result<Holiday> holiday_from(const YamlNode& node, int year) {
    TRY(node.only({"date", "name", "kind", "status"}));
    TRY(status_of(node));
    TRY_ASSIGN(const std::string date, node.text("date"));
    const auto day = parse_day(date);
    if (!day || day->year() != year) {
        return node.malformed("'" + date + "' bukan tanggal dalam tahun berkas ini",
                              "'" + date + "' is no day of the year of this file");
    }
    TRY_ASSIGN(std::string name, node.text("name"));
    TRY_ASSIGN(const std::size_t kind, node.one_of("kind", {"libur_nasional", "cuti_bersama"}));
    return Holiday{*day, std::move(name), kind == 1};
}

}  // namespace

void Calendars::add(CalendarYear year) {
    CHECK(!covers(year.year));
    years_.push_back(std::move(year));
    std::sort(years_.begin(), years_.end(),
              [](const CalendarYear& a, const CalendarYear& b) { return a.year < b.year; });
}

bool Calendars::covers(int year) const {
    return std::any_of(years_.begin(), years_.end(),
                       [year](const CalendarYear& known) { return known.year == year; });
}

Result<CalendarYear> calendar_from_yaml(const YamlNode& root, std::string_view name) {
    TRY(root.only({"year", "source", "status", "days"}));
    TRY(status_of(root));
    CalendarYear calendar;
    TRY_ASSIGN(const std::int64_t year, root.integer("year", year_min, year_max));
    calendar.year = static_cast<int>(year);
    if (std::to_string(year) != name) {
        return root.malformed("tahun berbeda dari nama berkas", "the year is not the file's name");
    }
    TRY_ASSIGN(calendar.source, root.text("source"));
    TRY_ASSIGN(const YamlNode* list, root.get("days"));
    TRY_ASSIGN(const auto* items, list->items());
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(Holiday holiday, holiday_from(item, calendar.year));
        if (!calendar.days.empty() && holiday.day <= calendar.days.back().day) {
            return item.malformed("hari tidak urut", "days are not in order");
        }
        calendar.days.push_back(std::move(holiday));
    }
    return calendar;
}

}  // namespace payung
