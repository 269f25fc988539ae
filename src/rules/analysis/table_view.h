#pragma once

/// A table of a program as analysis sees it: each input with its domain and its cells.

#include <memory>
#include <string>
#include <vector>

#include "rules/analysis/analyse.h"
#include "rules/analysis/blocks.h"
#include "rules/table/axis.h"
#include "rules/table/extent.h"

namespace payung::rules {

struct InputView {
    std::string name;
    const Node* node = nullptr;  // that the column names
    Extent domain;
    bool analysed = false;                             // else it has no cells
    std::vector<std::optional<Condition>> conditions;  // by row; nothing: depends on other columns
    Axis axis;
    RuleMasks masks{0, 0};
    std::vector<std::size_t> cells;  // in the domain; axis.size() stands for null
};

struct TableView {
    const Node* node = nullptr;
    const Table* table = nullptr;
    std::vector<InputView> inputs;

    bool analysed() const;
    Place place(int row = 0, std::string column = {}) const;
    std::vector<WalkInput> walk_inputs() const;
    /// Values of some cells of an input; empty text where they are the whole domain.
    FindingSide side(std::size_t input, const std::vector<std::uint32_t>& positions) const;
    std::vector<FindingSide> box(const Block& block) const;
};

/// A view of every table, in the order of nodes and, within one, of writing.
std::vector<TableView> view_tables(const Program& program);

}  // namespace payung::rules
