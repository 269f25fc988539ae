#pragma once

/// National holidays and joint leave, by year: legislation/calendars/<year>.yaml.
///
/// A year without a file is not an empty calendar: whoever needs it has no answer.
///
/// Errors   law_malformed: a day outside the year of its file, days unsorted or twice, an unknown
///          kind, no source; a file whose name is not its year.

#include <string>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "legislation/yaml.h"

namespace payung {

struct Holiday {
    Day day;
    std::string name;
    bool joint_leave = false;  // cuti bersama, else a national holiday
};

struct CalendarYear {
    int year = 0;
    std::string source;
    std::vector<Holiday> days;
};

class Calendars {
public:
    /// Pre: not there yet.
    void add(CalendarYear year);
    const std::vector<CalendarYear>& years() const { return years_; }
    bool covers(int year) const;

private:
    std::vector<CalendarYear> years_;  // sorted
};

/// `name` is that of the file, without its ending: "2026".
Result<CalendarYear> calendar_from_yaml(const YamlNode& root, std::string_view name);

}  // namespace payung
