#include "rules/analysis/boundaries.h"

#include <algorithm>

#include "rules/analysis/table_view.h"

namespace payung::rules {

namespace {

/// Rules that accept one of two neighbouring cells but not the other.
std::vector<int> rows_between(const RuleMasks& masks, std::size_t left, std::size_t right) {
    std::vector<int> rows;
    const RuleBits a = masks.of(left), b = masks.of(right);
    std::vector<std::uint64_t> differ(a.size());
    for (std::size_t word = 0; word < differ.size(); ++word) differ[word] = a[word] ^ b[word];
    for_rules(differ, [&](std::size_t rule) { rows.push_back(static_cast<int>(rule) + 1); });
    return rows;
}

void add_boundaries(const TableView& view, const InputView& input, std::vector<Boundary>& out) {
    const Grid& grid = input.domain.grid;
    if (!input.analysed || !grid.discrete()) return;
    for (std::size_t at = 1; at < input.cells.size(); ++at) {
        const std::size_t left = input.cells[at - 1], right = input.cells[at];
        if (right != left + 1 || right == input.axis.size()) continue;
        std::vector<int> rows = rows_between(input.masks, left, right);
        if (rows.empty()) continue;
        const std::int64_t unit = input.axis.cuts()[left].unit;
        out.push_back({view.place(0, input.name), input.name, input.node, grid.value_at(unit - 1),
                       grid.value_at(unit), std::move(rows)});
    }
}

}  // namespace

std::vector<Boundary> boundaries(const Program& program) {
    std::vector<Boundary> out;
    for (const TableView& view : view_tables(program))
        for (const InputView& input : view.inputs) add_boundaries(view, input, out);
    return out;
}

}  // namespace payung::rules
