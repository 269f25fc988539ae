#pragma once

/// What ends soon: dated figures past whose last day nothing may be computed, and rows of tables
/// whose period is over.

#include <string>
#include <vector>

#include "base/day.h"
#include "legislation/rulebook.h"

namespace payung {

struct LawEnd {
    enum class Kind : std::uint8_t { figure, row, calendar };
    Kind kind = Kind::figure;
    Day last;  // the last day, or first day of the last month, that it covers
    std::string file, decision;
    int row = 0;
    std::string cite;
};

/// Everything that covers its last day between `from` and `until` (not included), by day. Of
/// calendars the last year that is known.
std::vector<LawEnd> ends_between(const Rulebook& rulebook, Day from, Day until);

}  // namespace payung
