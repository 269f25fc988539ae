#pragma once

/// What an answer really depended on: a decision requires more than it uses for one person. A table
/// of all segments asks for the contributions of each; only the row that applied says whose counts.

#include <span>
#include <vector>

#include "rules/explain/asked.h"

namespace payung::rules {

/// Requirements of the node that its answer used, in order of writing. Of a table: what its matched
/// rows test and give, and what made earlier rows fail; of `if`: the condition and the branch
/// taken. `values` are of the table's inputs, empty where it is none.
std::vector<NodeId> used_by(Asked& asked, const Node& node, std::span<const int> matched,
                            std::span<const Value> values);

}  // namespace payung::rules
