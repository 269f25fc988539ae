#include <algorithm>
#include <array>

#include "rules/plan/plan_impl.h"

namespace payung::rules {

namespace {

/// The decisions of each program, and of all together, as nodes of one graph.
class Compiler {
public:
    Compiler(std::span<const PlanTarget> targets, const PlanOptions& options)
        : targets_(targets.begin(), targets.end()), options_(options) {}

    std::shared_ptr<Plan::Impl> lower() {
        auto impl = std::make_shared<Plan::Impl>();
        impl->options = options_;
        impl->targets = targets_;
        for (const PlanTarget& target : targets_) impl->results_by_node.push_back(target.node);
        impl->lowering = std::make_shared<LoweringContext>();
        impl->lowering->options = &impl->options;
        std::map<const Program*, std::unique_ptr<Lowering>> programs;
        for (const PlanTarget& target : targets_) {
            auto& lowering = programs[target.program];
            if (!lowering) lowering = std::make_unique<Lowering>(*target.program, *impl->lowering);
            const Lowered& lowered = lowering->node(target.node);
            impl->request.values.push_back(lowered.value);
            impl->request.rules.push_back(options_.rule_numbers ? lowered.rule : std::nullopt);
        }
        impl->inputs = impl->lowering->inputs;
        for (const auto& [program, lowering] : programs) tell(*program, *lowering, *impl);
        collect_words(impl->lowering->graph, impl->words);
        return impl;
    }

private:
    static void tell(const Program& program, const Lowering& lowering, Plan::Impl& impl) {
        const Graph& graph = impl.lowering->graph;
        for (const auto& [id, lowered] : lowering.nodes()) {
            if (lowered.value >= graph.size()) continue;
            const GraphNode& node = graph.at(lowered.value);
            std::string text = to_text(node.type);
            if (node.op == Op::constant) text += " = " + to_feel(node.constant);
            if (!lowered.remark.empty()) text += "; " + lowered.remark;
            if (!node.why.empty()) text += "; " + node.why;
            impl.remarks.push_back({program.nodes[id].name, std::move(text)});
        }
    }

    std::vector<PlanTarget> targets_;
    const PlanOptions& options_;
};

/// The listed words of the input that rows are grouped by; empty where it has no list.
std::vector<std::string> group_words(std::span<const PlanTarget> targets, const std::string& name) {
    for (const PlanTarget& target : targets)
        if (const Node* input = target.program->find(name, Node::Kind::input))
            return extent_of(input->type.get()).words;
    return {};
}

/// What holds the results of all groups.
ColumnType united_type(const std::vector<std::shared_ptr<const Plan::Impl>>& groups,
                       std::size_t result) {
    std::optional<ColumnType> type;
    for (const auto& group : groups) {
        const PlanResult& one = group->results[result];
        const bool null = std::ranges::any_of(group->constants, [&](const ConstantRegister& each) {
            return each.target == one.target && each.node->constant.is_null();
        });
        if (null) continue;
        type = type ? unite(*type, one.type) : one.type;
    }
    return type.value_or(ColumnType{});
}

/// A plan for each listed value, for rows without one, and for rows whose value is not listed.
void add_groups(Plan::Impl& impl, std::span<const PlanTarget> targets, const PlanOptions& options) {
    std::vector<Value> values;
    for (const std::string& word : impl.group_words) values.emplace_back(word);
    values.push_back(Value::null(Reason::missing_input));
    values.push_back(Value::null(Reason::out_of_domain));
    std::vector<std::shared_ptr<Plan::Impl>> groups;
    for (const Value& value : values) {
        PlanOptions folded = options;
        folded.group_by.clear();
        folded.constants[options.group_by] = value;
        groups.push_back(Compiler(targets, folded).lower());
        for (const std::string& word : groups.back()->words.words) impl.words.add(word);
    }
    for (const auto& group : groups) {
        group->words = impl.words;  // codes mean the same in all
        lay_out(*group);
        impl.groups.push_back(group);
    }
}

void publish_groups(Plan::Impl& impl) {
    for (std::size_t i = 0; i < impl.targets.size(); ++i) {
        PlanResult result;
        result.type = united_type(impl.groups, i);
        result.has_rule = std::ranges::all_of(
            impl.groups, [&](const auto& group) { return group->results[i].has_rule; });
        impl.results.push_back(result);
    }
}

}  // namespace

Checked<Plan> compile(std::span<const PlanTarget> wanted, PlanOptions options) {
    auto impl = Compiler(wanted, options).lower();
    const bool grouped = !options.group_by.empty() && options.path != Path::boxed &&
                         std::ranges::find(impl->inputs, options.group_by) != impl->inputs.end();
    if (grouped) impl->group_words = group_words(wanted, options.group_by);
    if (impl->group_words.empty()) {
        lay_out(*impl);
    } else {
        add_groups(*impl, wanted, options);
        publish_groups(*impl);
    }
    return Plan(std::shared_ptr<const Plan::Impl>(std::move(impl)));
}

Checked<Plan> compile(const Program& program, std::span<const NodeId> wanted, PlanOptions options) {
    std::vector<PlanTarget> targets;
    for (const NodeId node : wanted) targets.push_back({&program, node});
    return compile(targets, std::move(options));
}

std::span<const std::string> Plan::inputs() const {
    return impl_ ? std::span<const std::string>(impl_->inputs) : std::span<const std::string>();
}

std::span<const NodeId> Plan::results() const {
    return impl_ ? std::span<const NodeId>(impl_->results_by_node) : std::span<const NodeId>();
}

std::string Plan::describe() const {
    std::string out;
    if (!impl_) return out;
    const auto add = [&out](const Impl& impl, const std::string& indent) {
        for (const NodeRemark& remark : impl.remarks)
            out += indent + remark.name + ": " + remark.text + "\n";
        out += indent + std::to_string(impl.steps.size()) + " steps, " +
               std::to_string(impl.registers.size()) + " registers, " +
               std::to_string(impl.constants.size()) + " constants\n";
    };
    if (impl_->groups.empty()) add(*impl_, "");
    for (std::size_t group = 0; group < impl_->group_words.size(); ++group) {
        out += impl_->options.group_by + " = " + impl_->group_words[group] + "\n";
        add(*impl_->groups[group], "  ");
    }
    return out;
}

}  // namespace payung::rules
