#pragma once

/// The values of one table input cut into cells that no condition of the table tells apart.
///
/// Ordered inputs: cell i lies between cut i-1 and cut i. Words: a cell for each word named, the
/// last for every other word. Truth: false, true. Null is no cell here.
/// n bounds give n + 1 cells on a grid.

#include <string>
#include <vector>

#include "rules/table/cells.h"
#include "rules/table/condition.h"

namespace payung::rules {

class Axis {
public:
    Axis() = default;
    /// Cells that `conditions` do not split. Pre: the grid is not opaque.
    Axis(const Grid& grid, const std::vector<const Condition*>& conditions);

    const Grid& grid() const { return grid_; }
    std::size_t size() const;
    const std::vector<Cut>& cuts() const { return cuts_; }
    const std::vector<std::string>& words() const { return words_; }
    friend bool operator==(const Axis&, const Axis&) = default;

    /// Pre: `condition` was among those it was made from.
    bool accepts(const Condition& condition, std::size_t cell) const;
    /// The cell of a value. Pre: the grid holds it.
    std::size_t cell_of(const Value& value) const;

private:
    bool part_accepts(const Condition& condition, std::size_t cell) const;

    Grid grid_;
    std::vector<Cut> cuts_;           // ascending, no two equal
    std::vector<std::string> words_;  // ascending
};

/// Cells of `axis` by rule; a rule whose condition is null accepts every cell. Where
/// `null_accepts` is given, null is one more cell, the last, accepted by the rules it names.
RuleMasks masks_of(const Axis& axis, const std::vector<const Condition*>& by_rule,
                   const std::vector<bool>* null_accepts = nullptr);

}  // namespace payung::rules
