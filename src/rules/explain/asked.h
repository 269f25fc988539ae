#pragma once

/// One question replayed: what every node gave, which rows matched, and the names each node sees,
/// so that any part of it can be evaluated again.

#include <vector>

#include "rules/explain/explanation.h"
#include "rules/feel/evaluate.h"

namespace payung::rules {

class Asked {
public:
    /// `supplied` (may be null): inputs for those that `inputs` does not name.
    Asked(const Program& program, const Inputs& inputs, const Inputs* supplied = nullptr);
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;

    const Program& program() const { return *program_; }
    Value decide(NodeId node) { return decider_.decide(node); }
    bool reached(NodeId node) const { return decider_.known(node) != nullptr; }
    /// What a node gave; asks it where it was not reached.
    Value value_of(NodeId node);
    /// Rows of its table that matched.
    const std::vector<int>& rules_of(NodeId node) const { return rules_[node]; }

    /// An expression that stands in this node's logic, outside any context or iteration.
    Value evaluate_in(const Node& node, const Expr& expression);
    /// Whether a condition of the node's table holds for the value of its input.
    Value test_in(const Node& node, const UnaryTests& tests, const Value& value);

private:
    const Program* program_;
    std::vector<std::vector<int>> rules_;
    Decider decider_;
};

}  // namespace payung::rules
