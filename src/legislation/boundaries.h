#pragma once

/// Which boundaries of date and amount in the tables have a worked case on each side: the day
/// before and the day of, the last rupiah inside and the first outside.
///
/// A case stands inside a row's boundary where the table was asked with that very value and all
/// conditions of the row held; outside where only this one condition failed, by one step. For rows
/// marked C both are wanted.

#include <string>
#include <vector>

#include "legislation/law_example.h"
#include "legislation/table_edges.h"

namespace payung {

struct Boundary {
    const rules::Node* decision = nullptr;
    Edge edge;
    std::string column;
    char status = 0;
    bool inside = false, outside = false;  // a case stands there
    bool wanted() const { return status == 'C' && !(inside && outside); }
};

/// All boundaries of all tables, by node, row and column. Pre: the rulebook outlives them.
std::vector<Boundary> find_boundaries(const Rulebook& rulebook,
                                      std::span<const LawExample> examples);

}  // namespace payung
