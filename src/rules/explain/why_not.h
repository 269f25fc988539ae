#pragma once

/// Why other rows of a table did not apply, and what would have to differ for them to apply.

#include <span>
#include <vector>

#include "rules/explain/asked.h"

namespace payung::rules {

/// One entry for every row that did not match. `values` are of the table's inputs. Where one row is
/// enough (FIRST), rows behind the one that applied are `later`.
std::vector<WhyNot> why_not(Asked& asked, const Node& node, const Table& table,
                            std::span<const int> matched, std::span<const Value> values);

/// An input that stands between a person and a row.
struct Obstacle {
    std::string_view input;
    Value value;
    Unit unit = Unit::none;
    const UnaryTests* tests = nullptr;  // what must hold; where `avoid`, what must not
    std::string_view condition;
    bool avoid = false;
    bool over = false;     // a time that has passed
    bool not_yet = false;  // a time that has not come
};

/// What would have to differ for a row to give its result.
struct Way {
    int rule = 0;
    std::vector<Obstacle> obstacles;  // all of these; none where the row applies already
    std::vector<int> earlier;         // rows that apply first
    std::vector<std::vector<Obstacle>> and_one_of;  // for each of `earlier`: one of these must fail
    std::size_t steps() const { return obstacles.size() + earlier.size(); }
};

/// For each row whose (constant) output is `wanted`, the fewest steps first, then in row order.
std::vector<Way> ways_to(Asked& asked, const Node& node, const Table& table, const Value& wanted);

}  // namespace payung::rules
