#include <algorithm>

#include "rules/program/link.h"
#include "rules/types/check.h"

namespace payung::rules {

namespace {

using K = Type::Kind;

/// Whether every value of the type is from a declared range or list.
bool is_bounded(const TypePtr& type) {
    if (!type) return false;
    switch (type->kind) {
        case K::boolean:
            return true;
        case K::list:
            return is_bounded(type->element);
        case K::context:
            return !type->fields.empty() &&
                   std::all_of(type->fields.begin(), type->fields.end(),
                               [](const auto& field) { return is_bounded(field.second); });
        case K::number:
        case K::string:
        case K::date:
        case K::days_time_duration:
        case K::years_months_duration:
            return !type->allowed_values.empty();
        default:
            return false;
    }
}

class LawProfile {
public:
    explicit LawProfile(std::vector<Diagnostic>& diagnostics) : diagnostics_(diagnostics) {}

    void check(const Node& node, const Origin& origin) {
        if (origin.input != nullptr) check_input(node, *origin.input);
        if (origin.decision != nullptr) check_decision(node, *origin.decision);
    }

private:
    void check_input(const Node& node, const model::InputData& input) {
        check_variable(node, input.variable);
        if (!node.type)
            tell(DiagnosticCode::untyped, node, {{"name", node.name}});
        else if (!is_bounded(node.type))
            tell(DiagnosticCode::input_without_range, node,
                 {{"name", node.name}, {"type", type_text(node.type)}});
    }
    void check_decision(const Node& node, const model::Decision& decision) {
        check_variable(node, decision.variable);
        if (!decision.logic) tell(DiagnosticCode::no_logic, node, {});
        if (decision.variable.type.empty())
            tell(DiagnosticCode::untyped, node, {{"name", node.name}});
    }
    void check_variable(const Node& node, const model::Variable& variable) {
        if (normalised_name(variable.name) != node.name)
            tell(DiagnosticCode::variable_name, node,
                 {{"variable", variable.name}, {"name", node.name}});
    }
    void tell(DiagnosticCode code, const Node& node,
              std::vector<std::pair<std::string, std::string>> arguments) {
        diagnostics_.push_back(
            {code, {node.file, node.line, node.name, 0, {}}, std::move(arguments)});
    }
    std::vector<Diagnostic>& diagnostics_;
};

}  // namespace

void check_law(const Program& program, const std::vector<Origin>& origins,
               std::vector<Diagnostic>& diagnostics) {
    LawProfile profile(diagnostics);
    for (NodeId id = 0; id < program.nodes.size(); ++id)
        profile.check(program.nodes[id], origins[id]);
}

}  // namespace payung::rules
