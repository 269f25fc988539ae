#pragma once

/// The general path over whole decisions: evaluates a decision of a Program for one set of inputs,
/// with everything it requires, on boxed values; tables with every hit policy.
///
/// Errors   by value: a null says why. See reason.h.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "rules/program/program.h"

namespace payung::rules {

/// What a decision did, for those who explain it. Called for each node evaluated, after it.
struct Step {
    NodeId node = 0;
    const Value* result = nullptr;
    std::vector<int> rules;  // of a table at the top of its logic: rows that matched, from 1
};
using Watcher = std::function<void(const Step&)>;

/// One question: inputs by name (with their import prefix where two files declare one name), each
/// decision evaluated at most once.
class Decider {
public:
    Decider(const Program& program, std::map<std::string, Value, std::less<>> inputs,
            Watcher watcher = {});
    ~Decider();
    /// A decision's result; a knowledge model's or service's is a function.
    Value decide(NodeId node);
    /// What a node that was evaluated gave; nullptr if it was not.
    const Value* known(NodeId node) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace payung::rules
