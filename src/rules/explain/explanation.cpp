#include "rules/explain/explanation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rules/explain/asked.h"
#include "rules/explain/relevance.h"
#include "rules/explain/why_not.h"

namespace payung::rules {

namespace {

constexpr std::array<std::string_view, 7> rounding_functions{
    "round half up", "round half down", "round up", "round down", "decimal", "floor", "ceiling"};

/// The call that stands outermost, where it rounds.
const CallExpr* rounding_call(const Logic& logic) {
    if (logic.kind != model::Expression::Kind::literal || logic.expr == nullptr) return nullptr;
    const auto* const call = std::get_if<CallExpr>(&logic.expr->node);
    if (call == nullptr || call->arguments.empty() || !call->names.empty()) return nullptr;
    const auto* const name = std::get_if<NameRef>(&call->function->node);
    if (name == nullptr || name->builtin == nullptr) return nullptr;
    return std::ranges::find(rounding_functions, name->name) == rounding_functions.end() ? nullptr
                                                                                         : call;
}

class Teller {
public:
    Teller(Asked& asked, const ExplainOptions& options, Record& record)
        : asked_(asked),
          options_(options),
          record_(record),
          told_(asked.program().nodes.size()),
          noted_(asked.program().nodes.size()) {}

    Explanation tell(NodeId id) {
        const Node& node = asked_.program().nodes[id];
        Explanation out;
        out.node = id;
        out.decision = &node;
        out.result = asked_.value_of(id);
        out.unit = unit_of(node, options_.units);
        out.told_before = told_[id];
        told_[id] = true;
        if (out.told_before || node.logic == nullptr) return out;
        const bool is_table = node.logic->kind == model::Expression::Kind::table;
        const std::vector<Value> values =
            is_table ? input_values(*node.logic->table, node) : std::vector<Value>();
        const std::vector<NodeId> used = used_by(asked_, node, asked_.rules_of(id), values);
        if (is_table)
            tell_table(*node.logic->table, node, values, out);
        else
            tell_formula(*node.logic, node, used, out);
        if (out.cites.empty())
            for (const Authority& authority : node.authorities)
                out.cites.push_back({authority.name, {}, authority.location, {}});
        tell_used(used, out);
        return out;
    }

private:
    void tell_formula(const Logic& logic, const Node& node, const std::vector<NodeId>& used,
                      Explanation& out) {
        out.formula = logic.text;
        if (const CallExpr* const call = rounding_call(logic)) tell_rounding(*call, node, out);
        for (const NodeId id : used) {
            const Node& input = asked_.program().nodes[id];
            if (input.kind != Node::Kind::input) continue;
            out.met.push_back(
                {0, input.name, asked_.value_of(id), unit_of(input.type.get()), nullptr, {}});
        }
    }

    void tell_rounding(const CallExpr& call, const Node& node, Explanation& out) {
        RoundingStep step;
        step.function = std::get<NameRef>(call.function->node).name;
        step.before = asked_.evaluate_in(node, *call.arguments.front());
        step.decimals = 0;
        if (call.arguments.size() > 1) {
            const Value decimals = asked_.evaluate_in(node, *call.arguments[1]);
            step.decimals.reset();
            if (decimals.kind() == Kind::number)
                if (const auto whole = decimals.number().integer())
                    step.decimals = static_cast<int>(*whole);
        }
        out.rounding = std::move(step);
    }

    void tell_table(const Table& table, const Node& node, const std::vector<Value>& values,
                    Explanation& out) {
        out.table = TableUse{&table, asked_.rules_of(out.node)};
        for (const int rule : out.table->rules) tell_rule(table, node, rule, values, out);
        if (out.table->rules.empty()) tell_unmatched(table, node, values, out);
        if (options_.why_not) out.why_not = why_not(asked_, node, table, out.table->rules, values);
    }

    std::vector<Value> input_values(const Table& table, const Node& node) {
        std::vector<Value> values;
        values.reserve(table.inputs.size());
        for (const TableColumn& column : table.inputs)
            values.push_back(column.expression == nullptr
                                 ? Value()
                                 : asked_.evaluate_in(node, *column.expression));
        return values;
    }

    void tell_rule(const Table& table, const Node& node, int rule, const std::vector<Value>& values,
                   Explanation& out) {
        const TableRow& row = table.rows[static_cast<std::size_t>(rule) - 1];
        const bool several = out.table->rules.size() > 1;
        for (std::size_t i = 0; i < table.inputs.size(); ++i) {
            if (row.conditions[i].any()) continue;
            out.met.push_back({several ? rule : 0,
                               own_name(table.inputs[i].name, asked_.program(), node), values[i],
                               unit_of(table.inputs[i].type.get()), &row.conditions[i],
                               row.condition_texts[i]});
        }
        const std::string_view detail = annotation_of(table, row, options_.annotations.citation);
        const std::string_view status = annotation_of(table, row, options_.annotations.status);
        if (detail.empty() && status.empty()) return;
        const Authority& source = cited(node, detail);
        out.cites.push_back({source.name, detail, source.location, status});
    }

    /// No row applied: what was asked stands without conditions.
    void tell_unmatched(const Table& table, const Node& node, const std::vector<Value>& values,
                        Explanation& out) {
        for (std::size_t i = 0; i < table.inputs.size(); ++i)
            out.met.push_back({0,
                               own_name(table.inputs[i].name, asked_.program(), node),
                               values[i],
                               unit_of(table.inputs[i].type.get()),
                               nullptr,
                               {}});
    }

    /// Of several instruments the one that the citation names.
    static const Authority& cited(const Node& node, std::string_view detail) {
        static const Authority none;
        for (const Authority& authority : node.authorities)
            if (detail.find(authority.name) != std::string_view::npos) return authority;
        return node.authorities.empty() ? none : node.authorities.front();
    }

    void tell_used(const std::vector<NodeId>& used, Explanation& out) {
        for (const NodeId id : used) {
            const Node& other = asked_.program().nodes[id];
            if (other.kind == Node::Kind::decision) out.from.push_back(tell(id));
            if (other.kind == Node::Kind::input) note_input(id, other);
        }
    }

    /// Inputs without a value, and those that the rulebook brought.
    void note_input(NodeId id, const Node& input) {
        if (noted_[id]) return;
        noted_[id] = true;
        const bool given = record_.inputs.contains(input.name);
        if (!given && options_.supplied != nullptr && options_.supplied->contains(input.name))
            record_.supplied.push_back(input.name);
        if (const Value value = asked_.value_of(id); value.is_null())
            record_.absent.push_back({input.name, value.reason()});
    }

    Asked& asked_;
    const ExplainOptions& options_;
    Record& record_;
    std::vector<bool> told_, noted_;
};

/// Follows a null down to where it began: the first decision that used no null.
Cause cause_of(Asked& asked, const Explanation& told) {
    for (const Explanation& from : told.from)
        if (from.result.is_null()) return cause_of(asked, from);
    for (const Requirement& needed : told.decision->requires_) {
        const Node& input = asked.program().nodes[needed.node];
        const bool used =
            input.kind == Node::Kind::input && std::ranges::any_of(told.met, [&](const Met& met) {
                return met.input == input.name && met.value.is_null();
            });
        if (used) return {asked.value_of(needed.node).reason(), true, input.name};
    }
    return {told.result.reason(), false, told.decision->name};
}

}  // namespace

Record explain(const Program& program, NodeId decision, Inputs inputs,
               const ExplainOptions& options) {
    Asked asked(program, inputs, options.supplied);
    return explain(asked, decision, std::move(inputs), options);
}

Record explain(Asked& asked, NodeId decision, Inputs inputs, const ExplainOptions& options) {
    Record record;
    record.inputs = std::move(inputs);
    record.rulebook = options.rulebook;
    (void)asked.decide(decision);
    record.root = Teller(asked, options, record).tell(decision);
    if (record.root.result.is_null()) record.cause = cause_of(asked, record.root);
    return record;
}

std::string policy_name(const Table& table) {
    constexpr std::array<std::string_view, 7> policies{
        "UNIQUE", "ANY", "PRIORITY", "FIRST", "COLLECT", "RULE ORDER", "OUTPUT ORDER"};
    constexpr std::array<std::string_view, 5> aggregators{"", " SUM", " COUNT", " MIN", " MAX"};
    return std::string(policies.at(static_cast<std::size_t>(table.policy))) +
           std::string(aggregators.at(static_cast<std::size_t>(table.aggregator)));
}

}  // namespace payung::rules
