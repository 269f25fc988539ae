#pragma once

/// The condition of a table cell as a set: intervals, words or truth values, where it consists of
/// constants alone.
///
/// What a null input gives is not said here: whoever needs it asks the evaluator of FEEL.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rules/feel/ast.h"
#include "rules/table/grid.h"

namespace payung::rules {

/// [begin, end) on an ordered grid; an absent end is open to that side.
struct Span {
    std::optional<Cut> begin, end;
};

/// Accepts a value if any part does; `negated`: if none does.
struct Condition {
    bool negated = false;
    bool everything = false;  // "-"
    std::vector<Span> spans;
    std::vector<std::string> words, other_than;  // "a", and != "a"
    bool accepts_false = false, accepts_true = false;
};

/// The value of an expression that is the same for every row, else nothing.
using ConstantOf = std::function<std::optional<Value>(const Expr&)>;

/// Nothing where a test depends on other columns, or on a value that the grid does not hold.
std::optional<Condition> condition_of(const UnaryTests& tests, const Grid& grid,
                                      const ConstantOf& constant);

/// The value of an expression without names other than built-ins, else nothing.
std::optional<Value> literal_value(const Expr& expression);

}  // namespace payung::rules
