/// The general path for whole plans: every row a question to a Decider. What the typed paths are
/// checked against.

#include <algorithm>
#include <map>

#include "rules/plan/kernels.h"
#include "rules/plan/worker.h"

namespace payung::rules {

namespace {

/// One program, and where its inputs stand in the batch.
class BoxedProgram {
public:
    BoxedProgram(const Program& program, const Plan::Impl& impl, const RunContext& run)
        : decider_(program, [this](const Step& step) { watch(step); }) {
        for (NodeId id = 0; id < program.nodes.size(); ++id) {
            const Node& node = program.nodes[id];
            if (node.kind != Node::Kind::input) continue;
            const auto fixed = impl.options.constants.find(node.name);
            if (fixed != impl.options.constants.end()) {
                constants_.emplace_back(id, fixed->second);
                continue;
            }
            const auto known = std::ranges::find(impl.inputs, node.name);
            if (known != impl.inputs.end())
                inputs_.emplace_back(
                    id, run.inputs[static_cast<std::size_t>(known - impl.inputs.begin())]);
        }
    }
    BoxedProgram(const BoxedProgram&) = delete;
    BoxedProgram& operator=(const BoxedProgram&) = delete;

    void ask_rules(NodeId node) { rules_.emplace(node, std::vector<int>()); }
    void take_row(std::size_t row) {
        decider_.forget();
        for (auto& rules : rules_) rules.second.clear();
        for (const auto& [id, value] : constants_) decider_.set(id, value);
        for (const auto& [id, column] : inputs_) decider_.set(id, input_value(*column, row));
    }
    Value decide(NodeId node) { return decider_.decide(node); }
    RuleNumber rule_number(NodeId node, const Value& result) const {
        const std::vector<int>& rules = rules_.at(node);
        if (rules.empty()) return no_rule_number;
        const bool conflict = result.is_null() && result.reason() == Reason::rule_conflict;
        return conflict && rules.size() > 1 ? conflict_number
                                            : static_cast<RuleNumber>(rules.front());
    }

private:
    void watch(const Step& step) {
        if (const auto asked = rules_.find(step.node); asked != rules_.end())
            asked->second = step.rules;
    }
    std::map<NodeId, std::vector<int>> rules_;
    std::vector<std::pair<NodeId, Value>> constants_;
    std::vector<std::pair<NodeId, const InputColumn*>> inputs_;
    Decider decider_;
};

class BoxedWorker final : public Worker {
public:
    BoxedWorker(const Plan::Impl& impl, const RunContext& run, std::size_t chunk) : impl_(impl) {
        for (std::size_t i = 0; i < impl.targets.size(); ++i) {
            const PlanTarget& target = impl.targets[i];
            auto& program = programs_[target.program];
            if (!program) program = std::make_unique<BoxedProgram>(*target.program, impl, run);
            values_.push_back(std::vector<Value>(chunk));
            rules_.push_back(std::vector<RuleNumber>(chunk));
            OutputColumn column;
            column.type = OutputColumn::Type::boxed;
            column.values = values_.back().data();
            if (has_rule(target)) {
                program->ask_rules(target.node);
                column.rules = rules_.back().data();
            }
            columns_.push_back(column);
        }
    }

    std::span<const OutputColumn> work(std::size_t first, std::size_t rows) override {
        for (std::size_t row = 0; row < rows; ++row) {
            for (auto& program : programs_) program.second->take_row(first + row);
            for (std::size_t i = 0; i < impl_.targets.size(); ++i) answer(i, row);
        }
        return columns_;
    }

private:
    bool has_rule(const PlanTarget& target) const {
        const auto& logic = target.program->nodes[target.node].logic;
        return impl_.options.rule_numbers && logic && logic->table &&
               logic->kind == model::Expression::Kind::table &&
               logic->table->policy <= model::HitPolicy::first;
    }
    void answer(std::size_t i, std::size_t row) {
        const PlanTarget& target = impl_.targets[i];
        BoxedProgram& program = *programs_.at(target.program);
        values_[i][row] = program.decide(target.node);
        if (columns_[i].rules != nullptr)
            rules_[i][row] = program.rule_number(target.node, values_[i][row]);
    }

    const Plan::Impl& impl_;
    std::map<const Program*, std::unique_ptr<BoxedProgram>> programs_;
    std::vector<std::vector<Value>> values_;
    std::vector<std::vector<RuleNumber>> rules_;
    std::vector<OutputColumn> columns_;
};

}  // namespace

std::unique_ptr<Worker> boxed_worker(const Plan::Impl& impl, const RunContext& run,
                                     std::size_t chunk) {
    return std::make_unique<BoxedWorker>(impl, run, chunk);
}

}  // namespace payung::rules
