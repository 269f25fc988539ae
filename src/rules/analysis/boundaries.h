#pragma once

/// Every date and amount at which a row of a table begins or ends: where worked cases must stand on
/// both sides, and where random persons are drawn from.

#include <string>
#include <vector>

#include "rules/program/program.h"

namespace payung::rules {

struct Boundary {
    Place place;                 // of the table
    std::string input;           // the column as written
    const Node* node = nullptr;  // the input or decision it names; null: an expression
    Value before, from;          // the last value before it and the first from it on
    std::vector<int> rows;       // that begin or end here
};

/// In the order of tables, inputs and values. Columns without a grid (numbers of any decimals) and
/// bounds that depend on other columns have none.
std::vector<Boundary> boundaries(const Program& program);

}  // namespace payung::rules
