#include "legislation/boundaries.h"

#include <algorithm>

#include "legislation/case_names.h"

namespace payung {
namespace {

using rules::Node;
using rules::NodeId;
using rules::Value;

/// Boundaries of one table, and how to mark those that a case stands at.
class TableMarks {
public:
    TableMarks(const Node& node, const rules::Table& table) : node_(&node), table_(&table) {
        for (Edge& edge : edges_of(table)) {
            Boundary boundary;
            boundary.decision = &node;
            boundary.column = table.inputs[edge.column].name;
            boundary.status = source_of(node, edge.row).status;
            boundary.edge = std::move(edge);
            boundaries_.push_back(std::move(boundary));
        }
    }

    const Node& node() const { return *node_; }
    bool empty() const { return boundaries_.empty(); }
    std::vector<Boundary> take() { return std::move(boundaries_); }

    void mark(const rules::Environment& names) {
        std::vector<Value> values;
        for (const rules::TableColumn& column : table_->inputs) {
            values.push_back(rules::evaluate(*column.expression, names));
        }
        for (Boundary& boundary : boundaries_) mark(boundary, values, names);
    }

private:
    void mark(Boundary& boundary, const std::vector<Value>& values,
              const rules::Environment& names) const {
        const Edge& edge = boundary.edge;
        const bool inside = rules::same(values[edge.column], edge.inside);
        if (!inside && !rules::same(values[edge.column], edge.outside)) return;
        const auto& conditions = table_->rows[static_cast<std::size_t>(edge.row) - 1].conditions;
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            if (i == edge.column) continue;
            const Value holds = rules::evaluate(conditions[i], values[i], names);
            if (holds.kind() != rules::Kind::boolean || !holds.boolean()) return;
        }
        (inside ? boundary.inside : boundary.outside) = true;
    }

    const Node* node_;
    const rules::Table* table_;
    std::vector<Boundary> boundaries_;
};

class BoundarySearch {
public:
    explicit BoundarySearch(const Rulebook& rulebook) : rulebook_(rulebook) {
        for (const Node& node : rulebook.program().nodes) {
            if (node.kind != Node::Kind::decision || !node.logic || !node.logic->table) continue;
            TableMarks marks(node, *node.logic->table);
            if (!marks.empty()) tables_.emplace(rulebook.program().id_of(node), std::move(marks));
        }
    }

    void mark(const LawExample& example) {
        std::vector<NodeId> asked;
        rules::Decider decider(rulebook_.program(), inputs_of(example),
                               [&](const rules::Step& step) {
                                   if (tables_.contains(step.node)) asked.push_back(step.node);
                               });
        for (const ExpectedResult& expected : example.expect) {
            decider.decide(rulebook_.program().id_of(*expected.decision));
        }
        for (const ExpectedRows& expected : example.rows) {
            decider.decide(rulebook_.program().id_of(*expected.decision));
        }
        for (const NodeId node : asked) {
            TableMarks& marks = tables_.at(node);
            marks.mark(names_of(rulebook_.program(), marks.node(), decider));
        }
    }

    std::vector<Boundary> take() {
        std::vector<Boundary> all;
        for (auto& [node, marks] : tables_) {
            std::vector<Boundary> boundaries = marks.take();
            std::move(boundaries.begin(), boundaries.end(), std::back_inserter(all));
        }
        return all;
    }

private:
    Facts inputs_of(const LawExample& example) const {
        Facts facts = example.given;
        facts.emplace("Hari libur", rulebook_.holidays());
        return facts;
    }

    const Rulebook& rulebook_;
    std::map<NodeId, TableMarks> tables_;
};

}  // namespace

std::vector<Boundary> find_boundaries(const Rulebook& rulebook,
                                      std::span<const LawExample> examples) {
    BoundarySearch search(rulebook);
    for (const LawExample& example : examples) search.mark(example);
    return search.take();
}

}  // namespace payung
