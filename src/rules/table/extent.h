#pragma once

/// Which values a declared type admits, where a compiler can know it.
///
/// Recognised constraints: `? = floor(?)` (whole), `? = decimal(?, k)` (k decimals), `?.day = 1`
/// (first of month). Anything else must be checked value by value (`exact` is false).

#include <string>
#include <vector>

#include "rules/table/condition.h"
#include "rules/types/type.h"

namespace payung::rules {

struct Extent {
    Grid grid;
    std::vector<Condition> allowed;  // all must hold; none: every value of the grid
    bool bounded = false;            // a list, or a lowest and a highest value
    bool interval = false;           // bounded, and all between lowest and highest is allowed
    bool nullable = false;           // null is an allowed value
    bool exact = true;               // the grid and `allowed` say all that the type says
    // On a discrete grid, where bounded: the lowest and highest unit.
    std::int64_t low = 0, high = 0;
    std::vector<std::string> words;  // of a list of words, ascending
};

/// `type` may be null: opaque.
Extent extent_of(const Type* type);
/// The same, and within `also` (the input values of a table column).
Extent extent_of(const Type* type, const UnaryTests* also);

}  // namespace payung::rules
