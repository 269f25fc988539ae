#pragma once

/// The general path over whole decisions: evaluates a decision of a Program for one set of inputs,
/// with everything it requires, on boxed values; tables with every hit policy.
///
/// Shape    one Decider a thread, used for many questions: set() or forget(), then decide(). Each
///          decision is evaluated at most once a question. Functions among the results live as
///          long as the Program.
/// Errors   by value: a null says why. See reason.h.
/// Cost     some hundred nanoseconds a decision and 50 ns a row of a table; no allocation for what
///          is not a list, a context or a text.

#include <functional>
#include <map>
#include <memory>
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

class Decider {
public:
    explicit Decider(const Program& program, Watcher watcher = {});
    /// Inputs by name; "namespace#name" where two files declare one name and mean two things.
    Decider(const Program& program, const std::map<std::string, Value, std::less<>>& inputs,
            Watcher watcher = {});
    Decider(Decider&&) noexcept;
    ~Decider();

    /// Gives an input, or a decision's result in its place. What was decided is forgotten.
    void set(NodeId node, Value value);
    /// Forgets inputs and results.
    void forget();

    /// A decision's result; a knowledge model's or service's is a function.
    Value decide(NodeId node);
    /// What a node that was evaluated gave; nullptr if it was not.
    const Value* known(NodeId node) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace payung::rules
