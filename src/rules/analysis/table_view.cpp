#include "rules/analysis/table_view.h"

#include <algorithm>

#include "rules/feel/evaluate.h"

namespace payung::rules {

namespace {

/// The node that an expression names as it stands: "Penghasilan", "bpu.Dasar upah BPU".
const Node* node_named(const Program& program, const Node& user, const Expr& expr) {
    std::string prefix, name;
    if (const auto* reference = std::get_if<NameRef>(&expr.node)) {
        name = reference->name;
    } else if (const auto* path = std::get_if<PathExpr>(&expr.node)) {
        const auto* base = std::get_if<NameRef>(&path->base->node);
        if (base == nullptr) return nullptr;
        prefix = base->name;
        name = path->name;
    }
    for (const Requirement& required : user.requires_) {
        const Node& node = program.nodes[required.node];
        const bool whole = prefix.empty() && name == required.prefix + "." + node.name;
        if (whole || (node.name == name && required.prefix == prefix)) return &node;
    }
    return nullptr;
}

/// Values that are the same in every row of every batch: literals, and decisions made of them.
class Constants {
public:
    Constants(const Program& program, const Node& node) : program_(program), node_(node) {}

    std::optional<Value> operator()(const Expr& expr) const {
        if (auto value = literal_value(expr)) return value;
        const Node* named = node_named(program_, node_, expr);
        if (named == nullptr || named->kind != Node::Kind::decision || !named->logic)
            return std::nullopt;
        const Logic& logic = *named->logic;
        if (logic.kind == model::Expression::Kind::literal && logic.expr)
            return Constants(program_, *named)(*logic.expr);
        return std::nullopt;
    }

private:
    const Program& program_;
    const Node& node_;
};

bool is_truth(const Expr& expr) {
    return std::holds_alternative<ComparisonExpr>(expr.node) ||
           std::holds_alternative<LogicalExpr>(expr.node) ||
           std::holds_alternative<BetweenExpr>(expr.node) ||
           std::holds_alternative<InExpr>(expr.node) ||
           std::holds_alternative<QuantifiedExpr>(expr.node);
}

/// The narrower of what the column declares and what the node it names declares.
Extent domain_of_column(const Program& program, const Node& user, const TableColumn& column) {
    const Node* node = column.expression ? node_named(program, user, *column.expression) : nullptr;
    Extent domain = extent_of(column.type.get(), column.allowed.get());
    if (!domain.bounded && node != nullptr && node->type) {
        Extent named = extent_of(node->type.get(), column.allowed.get());
        if (domain.grid.kind == Grid::Kind::opaque || named.bounded) domain = std::move(named);
    }
    if (domain.grid.kind == Grid::Kind::opaque && column.expression &&
        is_truth(*column.expression)) {
        domain.grid.kind = Grid::Kind::truth;
        domain.bounded = true;
    }
    return domain;
}

bool accepts_null(const UnaryTests& tests) {
    const Value held = evaluate(tests, Value(), Bindings{});
    return held.kind() == Kind::boolean && held.boolean();
}

/// Cells of the domain; the last of `masks` is null where the type allows it.
void find_cells(InputView& input, const std::vector<TableRow>& rows, std::size_t column) {
    std::vector<const Condition*> all;
    for (const auto& condition : input.conditions) all.push_back(condition ? &*condition : nullptr);
    std::vector<const Condition*> by_row = all;
    for (const Condition& allowed : input.domain.allowed) all.push_back(&allowed);
    input.axis = Axis(input.domain.grid, all);
    std::vector<bool> null_accepts;
    for (const TableRow& row : rows)
        null_accepts.push_back(input.domain.nullable && accepts_null(row.conditions[column]));
    input.masks = masks_of(input.axis, by_row, input.domain.nullable ? &null_accepts : nullptr);
    for (std::size_t cell = 0; cell < input.axis.size(); ++cell)
        if (std::ranges::all_of(input.domain.allowed, [&](const Condition& allowed) {
                return input.axis.accepts(allowed, cell);
            }))
            input.cells.push_back(cell);
    if (input.domain.nullable) input.cells.push_back(input.axis.size());
}

InputView view_input(const Program& program, const Node& node, const Table& table,
                     std::size_t column) {
    InputView input;
    input.name = table.inputs[column].name;
    if (table.inputs[column].expression)
        input.node = node_named(program, node, *table.inputs[column].expression);
    input.domain = domain_of_column(program, node, table.inputs[column]);
    const ConstantOf constant = Constants(program, node);
    input.analysed = input.domain.grid.kind != Grid::Kind::opaque;
    for (const TableRow& row : table.rows) {
        input.conditions.push_back(
            condition_of(row.conditions[column], input.domain.grid, constant));
        input.analysed &= input.conditions.back().has_value();
    }
    if (input.analysed) find_cells(input, table.rows, column);
    return input;
}

void view_logic(const Program& program, const Node& node, const Logic& logic,
                std::vector<TableView>& out) {
    if (logic.table) {
        TableView view{&node, logic.table.get(), {}};
        for (std::size_t column = 0; column < logic.table->inputs.size(); ++column)
            view.inputs.push_back(view_input(program, node, *logic.table, column));
        out.push_back(std::move(view));
    }
    for (const Logic& part : logic.parts) view_logic(program, node, part, out);
}

std::string feel_range(const Range& range) {
    if (range.low.is_null() && range.high.is_null()) return "-";
    if (range.high.is_null()) return (range.low_included ? ">= " : "> ") + to_feel(range.low);
    if (range.low.is_null()) return (range.high_included ? "<= " : "< ") + to_feel(range.high);
    if (same(range.low, range.high)) return to_feel(range.low);
    return (range.low_included ? "[" : "(") + to_feel(range.low) + ".." + to_feel(range.high) +
           (range.high_included ? "]" : ")");
}

void add_text(std::string& all, const std::string& text) {
    all += (all.empty() ? "" : ", ") + text;
}

/// Cells first … last of an ordered axis as one range.
Range range_of(const Axis& axis, std::size_t first, std::size_t last) {
    Range range;
    const Grid& grid = axis.grid();
    if (first > 0) {
        const Cut& cut = axis.cuts()[first - 1];
        range.low = grid.discrete() ? grid.value_at(cut.unit) : Value(cut.at);
        range.low_included = !cut.after;
    }
    if (last < axis.cuts().size()) {
        const Cut& cut = axis.cuts()[last];
        range.high = grid.discrete() ? grid.value_at(cut.unit - 1) : Value(cut.at);
        range.high_included = grid.discrete() || cut.after;
    }
    return range;
}

void add_ranges(FindingSide& side, const Axis& axis, std::vector<std::size_t> cells) {
    if (!cells.empty() && cells.back() == axis.size()) {
        cells.pop_back();
        side.values = "null";
    }
    for (std::size_t begin = 0; begin < cells.size();) {
        std::size_t end = begin + 1;
        while (end < cells.size() && cells[end] == cells[end - 1] + 1) ++end;
        side.ranges.push_back(range_of(axis, cells[begin], cells[end - 1]));
        add_text(side.values, feel_range(side.ranges.back()));
        begin = end;
    }
}

void add_items(FindingSide& side, const Axis& axis, const std::vector<std::size_t>& cells) {
    for (const std::size_t cell : cells) {
        Value item;
        if (cell < axis.size() && axis.grid().kind == Grid::Kind::truth) item = Value(cell == 1);
        if (axis.grid().kind == Grid::Kind::word && cell < axis.words().size())
            item = Value(axis.words()[cell]);
        const bool other = axis.grid().kind == Grid::Kind::word && cell == axis.words().size();
        add_text(side.values, other ? "…" : to_feel(item));
        side.items.push_back(std::move(item));
    }
}

}  // namespace

bool TableView::analysed() const {
    return std::ranges::all_of(inputs, [](const InputView& input) { return input.analysed; });
}

Place TableView::place(int row, std::string column) const {
    const bool in_row = row > 0 && table->rows[static_cast<std::size_t>(row) - 1].line != 0;
    const std::uint64_t line =
        in_row ? table->rows[static_cast<std::size_t>(row) - 1].line : node->line;
    return {node->file, line, node->name, row, std::move(column)};
}

std::vector<WalkInput> TableView::walk_inputs() const {
    std::vector<WalkInput> out;
    for (const InputView& input : inputs)
        out.push_back({input.cells, input.domain.grid.ordered(), &input.masks});
    return out;
}

FindingSide TableView::side(std::size_t input, const std::vector<std::uint32_t>& positions) const {
    const InputView& view = inputs[input];
    FindingSide side{view.name, {}, {}, {}};
    if (positions.size() == view.cells.size()) return side;
    std::vector<std::size_t> cells;
    for (const std::uint32_t at : positions) cells.push_back(view.cells[at]);
    if (view.domain.grid.ordered())
        add_ranges(side, view.axis, std::move(cells));
    else
        add_items(side, view.axis, cells);
    return side;
}

std::vector<FindingSide> TableView::box(const Block& block) const {
    std::vector<FindingSide> sides;
    for (std::size_t input = 0; input < inputs.size(); ++input) {
        FindingSide one = side(input, block[input]);
        if (!one.values.empty()) sides.push_back(std::move(one));
    }
    return sides;
}

std::vector<TableView> view_tables(const Program& program) {
    std::vector<TableView> out;
    for (const Node& node : program.nodes)
        if (node.logic) view_logic(program, node, *node.logic, out);
    return out;
}

}  // namespace payung::rules
