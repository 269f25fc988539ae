#include "rules/explain/relevance.h"

#include <algorithm>

#include "rules/feel/tree.h"

namespace payung::rules {

namespace {

using model::HitPolicy;

/// Collects the requirements that expressions name.
class Uses {
public:
    Uses(Asked& asked, const Node& node)
        : asked_(asked), node_(node), used_(node.requires_.size()) {}

    void add(const ExprPtr& expression) {
        if (expression != nullptr) add(*expression, false);
    }
    void add(const UnaryTests& tests) {
        for (const UnaryTest& test : tests.tests) add(test.value);
    }
    void add(const Logic& logic) {
        add(logic.expr);
        if (logic.table != nullptr) add_whole(*logic.table);
        for (const Logic& part : logic.parts) add(part);
    }

    std::vector<NodeId> take() const {
        std::vector<NodeId> out;
        for (std::size_t i = 0; i < used_.size(); ++i)
            if (used_[i]) out.push_back(node_.requires_[i].node);
        return out;
    }

private:
    /// A table inside a boxed expression: which rows matched is not known.
    void add_whole(const Table& table) {
        for (const TableColumn& column : table.inputs) add(column.expression);
        for (const TableRow& row : table.rows) {
            for (const UnaryTests& tests : row.conditions) add(tests);
            for (const ExprPtr& output : row.outputs) add(output);
        }
    }

    /// `local`: names may be of an iteration or a function, so that nothing can be evaluated here.
    void add(const Expr& expression, bool local) {
        if (const auto* const name = std::get_if<NameRef>(&expression.node))
            return mark(name->name);
        if (const auto* const path = std::get_if<PathExpr>(&expression.node)) {
            const auto* const base = std::get_if<NameRef>(&path->base->node);
            if (base != nullptr && is_prefix(base->name))
                return mark(base->name + "." + path->name);
        }
        if (const auto* const choice = std::get_if<IfExpr>(&expression.node); choice && !local)
            return add_choice(*choice);
        const bool inner = local || std::holds_alternative<ForExpr>(expression.node) ||
                           std::holds_alternative<QuantifiedExpr>(expression.node) ||
                           std::holds_alternative<FilterExpr>(expression.node) ||
                           std::holds_alternative<ContextExpr>(expression.node) ||
                           std::holds_alternative<FunctionExpr>(expression.node);
        for_each_part(expression, [&](const Expr& part) { add(part, inner); });
    }

    void add_choice(const IfExpr& choice) {
        add(*choice.condition, false);
        const Value holds = asked_.evaluate_in(node_, *choice.condition);
        add(holds.kind() == Kind::boolean && holds.boolean() ? choice.then : choice.otherwise);
    }

    bool is_prefix(std::string_view name) const {
        return std::ranges::find(node_.requires_, name, &Requirement::prefix) !=
               node_.requires_.end();
    }

    void mark(std::string_view name) {
        for (std::size_t i = 0; i < used_.size(); ++i)
            if (node_.requires_[i].name == name) used_[i] = true;
    }

    Asked& asked_;
    const Node& node_;
    std::vector<bool> used_;
};

/// Columns of a table that decided which rows applied.
class Columns {
public:
    Columns(Asked& asked, const Node& node, const Table& table, std::span<const Value> values)
        : asked_(asked), node_(node), table_(table), values_(values), decided_(values.size()) {}

    std::vector<bool> take(std::span<const int> matched) {
        const bool one = table_.policy == HitPolicy::unique || table_.policy == HitPolicy::first;
        if (!one || matched.empty()) {
            for (const TableRow& row : table_.rows) tested(row);
            return std::move(decided_);
        }
        for (const int rule : matched) tested(table_.rows[static_cast<std::size_t>(rule) - 1]);
        if (table_.policy == HitPolicy::first)
            for (std::size_t r = 0; r + 1 < static_cast<std::size_t>(matched.front()); ++r)
                failed(table_.rows[r]);
        return std::move(decided_);
    }

private:
    void tested(const TableRow& row) {
        for (std::size_t i = 0; i < decided_.size(); ++i)
            if (!row.conditions[i].any()) decided_[i] = true;
    }

    void failed(const TableRow& row) {
        for (std::size_t i = 0; i < decided_.size(); ++i) {
            if (row.conditions[i].any()) continue;
            const Value holds = asked_.test_in(node_, row.conditions[i], values_[i]);
            if (holds.kind() == Kind::boolean && holds.boolean()) continue;
            decided_[i] = true;
            return;
        }
    }

    Asked& asked_;
    const Node& node_;
    const Table& table_;
    std::span<const Value> values_;
    std::vector<bool> decided_;
};

void add_rows(const Table& table, std::span<const int> matched, const std::vector<bool>& decided,
              Uses& uses) {
    for (std::size_t i = 0; i < table.inputs.size(); ++i)
        if (decided[i]) uses.add(table.inputs[i].expression);
    for (const int rule : matched) {
        const TableRow& row = table.rows[static_cast<std::size_t>(rule) - 1];
        for (const UnaryTests& tests : row.conditions) uses.add(tests);
        for (const ExprPtr& output : row.outputs) uses.add(output);
    }
    if (!matched.empty()) return;
    for (const TableColumn& column : table.outputs) uses.add(column.otherwise);
}

}  // namespace

std::vector<NodeId> used_by(Asked& asked, const Node& node, std::span<const int> matched,
                            std::span<const Value> values) {
    Uses uses(asked, node);
    if (node.logic == nullptr) return {};
    const bool is_table = node.logic->kind == model::Expression::Kind::table;
    if (is_table)
        add_rows(*node.logic->table, matched,
                 Columns(asked, node, *node.logic->table, values).take(matched), uses);
    else
        uses.add(*node.logic);
    return uses.take();
}

}  // namespace payung::rules
