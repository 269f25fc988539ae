#pragma once

/// How the values of one table input are counted, so that bounds become whole numbers.
///
/// A number of k decimals counts 10^-k, a date counts days, a first-of-month date counts months.
/// On such a grid every bound is half-open: `<= 1099000` is `< 1099001`. A number of unknown
/// decimals has no grid; its bounds keep the side on which the value itself lies.

#include <compare>
#include <cstdint>
#include <optional>

#include "rules/value/value.h"

namespace payung::rules {

/// A place between two neighbouring values of an ordered kind.
struct Cut {
    std::int64_t unit = 0;  // on a grid: the first value to the right
    Decimal at;             // without: the value itself lies to the left of it if `after`
    bool after = false;
    friend auto operator<=>(const Cut&, const Cut&) = default;
};

struct Grid {
    enum class Kind : std::uint8_t {
        number,      // of `scale` decimals
        continuous,  // numbers of any decimals
        day,
        month,  // dates that are the first of a month
        word,
        truth,
        opaque,  // anything else: no cells
    };
    Kind kind = Kind::opaque;
    int scale = 0;

    bool ordered() const { return kind <= Kind::month; }
    bool discrete() const { return ordered() && kind != Kind::continuous; }
    /// Whether values of this grid are of that kind.
    bool holds(rules::Kind value) const;

    /// The place before (or after) `value`; beyond 64 bits the outermost. Pre: ordered, holds it.
    Cut cut(const Value& value, bool after) const;
    /// The first value to the right of a cut. Pre: discrete.
    Value value_at(std::int64_t unit) const;
    /// Whether a value lies to the right of a cut. Pre: ordered, holds it.
    bool right_of(const Cut& cut, const Value& value) const;

    friend bool operator==(const Grid&, const Grid&) = default;
};

}  // namespace payung::rules
