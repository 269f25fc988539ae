#pragma once

/// Where the conditions of decision tables change their answer: the last value inside and the first
/// one outside, in days, months or amounts.
///
/// Shape    one Edge for each end of an interval or comparison with a constant, of a column of
///          numbers or dates with a known step (whole rupiah, decimals of its type, a month, a
///          day). Ends beyond the declared range of the column are none.
/// Cost     parses the ranges of types again; milliseconds for a rulebook.

#include <optional>
#include <string>
#include <vector>

#include "rules/program/program.h"

namespace payung {

struct Edge {
    int row = 0;             // from 1
    std::size_t column = 0;  // of the table's inputs
    rules::Value inside, outside;
    bool upper = false;  // outside lies above inside
};

std::vector<Edge> edges_of(const rules::Table& table);

/// The nearest value of a type above or below; nothing where the type has no step.
std::optional<rules::Value> next_value(const rules::Type& type, const rules::Value& value, bool up);

/// Whether the type's declared ranges hold the value.
bool in_range(const rules::Type& type, const rules::Value& value);

}  // namespace payung
