#include "rules/program/decide.h"

#include <algorithm>

#include "base/check.h"
#include "rules/program/interpret.h"

namespace payung::rules {

namespace {

Value function_of(const Program& program, NodeId id);

/// The functions a knowledge model requires, by name, made when first asked for.
class KnowledgeScope final : public Environment {
public:
    KnowledgeScope(const Program& program, NodeId id) : program_(program), id_(id) {}

private:
    const Value* find_here(std::string_view name) const override {
        for (const auto& [known, value] : found_)
            if (known == name) return value.get();
        const Node& node = program_.nodes[id_];
        if (name == node.name) return keep(name, function_of(program_, id_));
        Context import;
        for (const Requirement& requirement : node.requires_) {
            if (requirement.prefix.empty() && requirement.name == name)
                return keep(name, function_of(program_, requirement.node));
            if (!requirement.prefix.empty() && requirement.prefix == name)
                import.set(program_.nodes[requirement.node].name,
                           function_of(program_, requirement.node));
        }
        return import.entries().empty() ? nullptr : keep(name, Value(std::move(import)));
    }
    const Value* keep(std::string_view name, Value value) const {
        found_.emplace_back(name, std::make_unique<Value>(std::move(value)));
        return found_.back().second.get();
    }
    const Program& program_;
    NodeId id_;
    mutable std::vector<std::pair<std::string, std::unique_ptr<Value>>> found_;
};

/// A decision service called as a function: inputs, then decisions that are given, in that order.
class ServiceFunction final : public Function {
public:
    ServiceFunction(const Program& program, NodeId id)
        : program_(program), node_(program.nodes[id]) {
        for (const NodeId input : node_.service_inputs)
            names_.push_back(program_.nodes[input].name);
    }
    const std::vector<std::string>& parameters() const override { return names_; }
    Value call(std::span<const Value> arguments) const override {
        if (arguments.size() != names_.size()) return Value::null(Reason::type_error);
        const WithinBudget budget;
        const Budget::Call call(budget.get());
        if (!call.admitted()) return Budget::refusal();
        Decider decider(program_);
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const Node& input = program_.nodes[node_.service_inputs[i]];
            Value value = admitted(arguments[i], input.domain.get());
            if (value.is_null() && !arguments[i].is_null()) return value;
            decider.set(node_.service_inputs[i], std::move(value));
        }
        return admitted(outputs(decider), node_.domain.get());
    }

private:
    Value outputs(Decider& decider) const {
        if (node_.service_outputs.size() == 1) return decider.decide(node_.service_outputs[0]);
        Context context;
        for (const NodeId output : node_.service_outputs)
            context.set(program_.nodes[output].name, decider.decide(output));
        return Value(std::move(context));
    }
    const Program& program_;
    const Node& node_;
    std::vector<std::string> names_;
};

Value function_of(const Program& program, NodeId id) {
    const Node& node = program.nodes[id];
    if (node.kind == Node::Kind::service)
        return Value(std::make_shared<const ServiceFunction>(program, id));
    if (!node.logic) return Value::null(Reason::type_error);
    return Value(std::make_shared<const BoxedFunction>(
        *node.logic, std::make_shared<const KnowledgeScope>(program, id), node.domain));
}

}  // namespace

struct Decider::State {
    State(const Program& of, Watcher told)
        : program(of), watcher(std::move(told)), values(of.nodes.size()), marks(of.nodes.size()) {}

    enum class Mark : std::uint8_t { unknown, given, decided };

    void decide(NodeId wanted);
    void evaluate(NodeId id);

    const Program& program;
    Watcher watcher;
    std::vector<Value> values;
    std::vector<Mark> marks;
    std::vector<NodeId> stack;
};

namespace {

/// What a decision sees: what it requires, by name, and imports as contexts.
class NodeScope final : public Environment {
public:
    NodeScope(const Program& program, const Node& node, const std::vector<Value>& values)
        : program_(program), node_(node), values_(values) {}

private:
    const Value* find_here(std::string_view name) const override {
        bool is_prefix = false;
        for (const Requirement& requirement : node_.requires_) {
            if (requirement.prefix.empty() ? requirement.name == name : false)
                return &values_[requirement.node];
            is_prefix = is_prefix || requirement.prefix == name;
        }
        return is_prefix ? import(name) : nullptr;
    }
    const Value* import(std::string_view prefix) const {
        for (const auto& [known, value] : imports_)
            if (known == prefix) return &value;
        Context context;
        for (const Requirement& requirement : node_.requires_)
            if (requirement.prefix == prefix)
                context.set(program_.nodes[requirement.node].name, values_[requirement.node]);
        imports_.reserve(node_.requires_.size());  // so that pointers stay
        imports_.emplace_back(prefix, Value(std::move(context)));
        return &imports_.back().second;
    }
    const Program& program_;
    const Node& node_;
    const std::vector<Value>& values_;
    mutable std::vector<std::pair<std::string_view, Value>> imports_;
};

}  // namespace

void Decider::State::evaluate(NodeId id) {
    const Node& node = program.nodes[id];
    Step step;
    switch (node.kind) {
        case Node::Kind::input:
            values[id] = Value::null(Reason::missing_input);
            break;
        case Node::Kind::decision: {
            const NodeScope scope(program, node, values);
            values[id] =
                node.logic
                    ? admitted(interpret(*node.logic, scope, watcher ? &step.rules : nullptr),
                               node.domain.get())
                    : Value::null(Reason::missing_input);
            break;
        }
        case Node::Kind::knowledge:
        case Node::Kind::service:
            values[id] = function_of(program, id);
            break;
    }
    marks[id] = Mark::decided;
    if (!watcher) return;
    step.node = id;
    step.result = &values[id];
    watcher(step);
}

/// What is required first, without recursion: a long chain costs no stack.
void Decider::State::decide(NodeId wanted) {
    stack.assign(1, wanted);
    while (!stack.empty()) {
        const NodeId id = stack.back();
        const Node& node = program.nodes[id];
        const std::size_t before = stack.size();
        if (marks[id] == Mark::unknown && node.kind == Node::Kind::decision)
            for (auto it = node.requires_.rbegin(); it != node.requires_.rend(); ++it)
                if (marks[it->node] == Mark::unknown) stack.push_back(it->node);
        if (stack.size() > before) continue;
        stack.pop_back();
        if (marks[id] == Mark::unknown) evaluate(id);
    }
}

Decider::Decider(const Program& program, Watcher watcher)
    : state_(std::make_unique<State>(program, std::move(watcher))) {}

Decider::Decider(const Program& program, const std::map<std::string, Value, std::less<>>& inputs,
                 Watcher watcher)
    : Decider(program, std::move(watcher)) {
    const bool any_qualified = std::ranges::any_of(
        inputs, [](const auto& input) { return input.first.find('#') != std::string::npos; });
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
        const Node& node = program.nodes[id];
        if (node.kind != Node::Kind::input) continue;
        auto found = inputs.end();
        if (any_qualified) found = inputs.find(node.namespace_ + "#" + node.name);
        if (found == inputs.end()) found = inputs.find(node.name);
        if (found == inputs.end()) continue;
        state_->values[id] = admitted(found->second, node.domain.get());
        state_->marks[id] = State::Mark::given;
    }
}

Decider::Decider(Decider&&) noexcept = default;
Decider::~Decider() = default;

void Decider::set(NodeId node, Value value) {
    State& state = *state_;
    for (State::Mark& mark : state.marks)
        if (mark == State::Mark::decided) mark = State::Mark::unknown;
    state.values[node] = admitted(std::move(value), state.program.nodes[node].domain.get());
    state.marks[node] = State::Mark::given;
}

void Decider::forget() {
    std::fill(state_->marks.begin(), state_->marks.end(), State::Mark::unknown);
}

Value Decider::decide(NodeId node) {
    CHECK(node < state_->values.size());
    const WithinBudget budget;
    state_->decide(node);
    return state_->values[node];
}

const Value* Decider::known(NodeId node) const {
    return state_->marks[node] == State::Mark::unknown ? nullptr : &state_->values[node];
}

}  // namespace payung::rules
