#pragma once

/// A plan laid out: steps on registers, shared by all threads. Internal to plan/.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rules/plan/frame.h"
#include "rules/plan/lowering.h"
#include "rules/plan/plan.h"

namespace payung::rules {

/// One published decision.
struct PlanResult {
    std::uint32_t target = 0;  // register
    ColumnType type;
    bool has_rule = false;
    std::uint32_t rule = 0;  // register
};

/// Registers with constants, filled once for each worker.
struct ConstantRegister {
    std::uint32_t target = 0;
    const GraphNode* node = nullptr;
};

struct NodeRemark {
    std::string name, text;
};

/// Nodes that are published: values, and rule numbers where they are wanted.
struct LayoutRequest {
    std::vector<Ref> values;
    std::vector<std::optional<Ref>> rules;
};

struct Plan::Impl {
    std::shared_ptr<LoweringContext> lowering;  // owns the nodes that steps point at
    PlanOptions options;
    std::vector<PlanTarget> targets;
    std::vector<NodeId> results_by_node;
    std::vector<std::string> inputs;
    LayoutRequest request;

    std::vector<PlanStep> steps;
    std::vector<ColumnType::Kind> registers;  // a kind of that width
    std::vector<ConstantRegister> constants;
    std::vector<PlanResult> results;
    Dictionary words;  // that the plan names
    std::size_t maps = 0, memos = 0;
    std::vector<NodeRemark> remarks;

    // Plans by the value of options.group_by; the last two are for rows where it is missing or not
    // in its list. Their results have types of their own; `results` says what is published.
    std::vector<std::string> group_words;
    std::vector<std::shared_ptr<const Impl>> groups;
};

/// Fills steps, registers, constants and results for what `request` asks.
void lay_out(Plan::Impl& impl);

/// Words that nodes of a graph name: outputs, constants and listed values.
void collect_words(const Graph& graph, Dictionary& words);

}  // namespace payung::rules
