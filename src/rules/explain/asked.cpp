#include "rules/explain/asked.h"

#include <utility>

namespace payung::rules {

namespace {

/// The names a node sees: what it requires, by name, or by import prefix and name. Values are asked
/// for when they are named.
class NodeEnvironment final : public Environment {
public:
    NodeEnvironment(Asked& asked, const Node& node) : asked_(asked), node_(node) {}

private:
    const Value* find_here(std::string_view name) const override {
        for (const auto& [known, value] : values_)
            if (known == name) return &value;
        for (const Requirement& needed : node_.requires_)
            if (needed.prefix.empty() && needed.name == name)
                return keep(name, asked_.value_of(needed.node));
        return imported(name);
    }

    /// Everything under one import prefix, as a context: bpu.Dasar upah BPU.
    const Value* imported(std::string_view prefix) const {
        Context entries;
        for (const Requirement& needed : node_.requires_)
            if (needed.prefix == prefix)
                entries.set(asked_.program().nodes[needed.node].name, asked_.value_of(needed.node));
        if (entries.entries().empty()) return nullptr;
        return keep(prefix, Value(std::move(entries)));
    }

    const Value* keep(std::string_view name, Value value) const {
        // Addresses must hold: others keep them while more names are found.
        if (values_.capacity() == 0) values_.reserve(2 * node_.requires_.size() + 1);
        values_.emplace_back(std::string(name), std::move(value));
        return &values_.back().second;
    }

    Asked& asked_;
    const Node& node_;
    mutable std::vector<std::pair<std::string, Value>> values_;
};

}  // namespace

Asked::Asked(const Program& program, const Inputs& inputs, const Inputs* supplied)
    : program_(&program),
      rules_(program.nodes.size()),
      decider_(program, inputs, [this](const Step& step) { rules_[step.node] = step.rules; }) {
    if (supplied == nullptr) return;
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
        const Node& node = program.nodes[id];
        if (node.kind != Node::Kind::input || inputs.contains(node.name)) continue;
        if (const auto found = supplied->find(node.name); found != supplied->end())
            decider_.set(id, found->second);
    }
}

Value Asked::value_of(NodeId node) {
    const Value* const known = decider_.known(node);
    return known == nullptr ? decider_.decide(node) : *known;
}

Value Asked::evaluate_in(const Node& node, const Expr& expression) {
    return evaluate(expression, NodeEnvironment(*this, node));
}

Value Asked::test_in(const Node& node, const UnaryTests& tests, const Value& value) {
    return evaluate(tests, value, NodeEnvironment(*this, node));
}

}  // namespace payung::rules
