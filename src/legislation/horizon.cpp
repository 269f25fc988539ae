#include "legislation/horizon.h"

#include <algorithm>
#include <tuple>

#include "legislation/table_edges.h"

namespace payung {
namespace {

using rules::Node;

Day day_of(const rules::Date& date) {
    return Day::from_number(static_cast<std::int32_t>(date.day_number()));
}

/// The last period before `until`: a month's first day where time is told in months.
Day last_before(Day until, bool by_month) {
    if (!by_month) return Day::from_number(until.number() - 1);
    return (month_of(until) + -1).first_day();
}

void add_figures(const Rulebook& rulebook, std::vector<LawEnd>& ends) {
    for (const Parameter& parameter : rulebook.parameters()) {
        if (!parameter.until) continue;
        ends.push_back({LawEnd::Kind::figure, last_before(*parameter.until, parameter.by_month()),
                        parameter.file, parameter.name, 0, parameter.values.back().cite});
    }
}

void add_rows(const Rulebook& rulebook, std::vector<LawEnd>& ends) {
    for (const Node& node : rulebook.program().nodes) {
        if (node.kind != Node::Kind::decision || !node.logic || !node.logic->table) continue;
        if (node.file == parameter_file) continue;
        for (const Edge& edge : edges_of(*node.logic->table)) {
            if (!edge.upper || edge.inside.kind() != rules::Kind::date) continue;
            ends.push_back({LawEnd::Kind::row, day_of(edge.inside.date()), node.file, node.name,
                            edge.row, source_of(node, edge.row).cite});
        }
    }
}

}  // namespace

std::vector<LawEnd> ends_between(const Rulebook& rulebook, Day from, Day until) {
    std::vector<LawEnd> ends;
    add_figures(rulebook, ends);
    add_rows(rulebook, ends);
    if (!rulebook.calendars().years().empty()) {
        const CalendarYear& last = rulebook.calendars().years().back();
        ends.push_back({LawEnd::Kind::calendar, *Day::from_ymd(last.year, 12, 31),
                        "calendars/" + std::to_string(last.year) + ".yaml", "Hari libur", 0,
                        last.source});
    }
    std::erase_if(ends, [&](const LawEnd& end) { return end.last < from || end.last >= until; });
    std::sort(ends.begin(), ends.end(), [](const LawEnd& a, const LawEnd& b) {
        return std::tie(a.last, a.file, a.decision, a.row) <
               std::tie(b.last, b.file, b.decision, b.row);
    });
    return ends;
}

}  // namespace payung
