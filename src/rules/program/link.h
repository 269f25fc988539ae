#pragma once

/// The work behind link(): nodes from elements, references to nodes, their order, their logic.
/// Internal to program/.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/feel/scope.h"
#include "rules/program/item_types.h"
#include "rules/program/program.h"

namespace payung::rules {

/// Where a node came from.
struct Origin {
    std::size_t model = 0;
    const model::InputData* input = nullptr;
    const model::Decision* decision = nullptr;
    const model::KnowledgeModel* knowledge = nullptr;
    const model::DecisionService* service = nullptr;
};

class Linker {
public:
    Linker(std::span<const model::Model> models, Profile profile);
    Checked<Program> run();

private:
    void check_models();
    void check_imports(std::size_t model);
    void add_nodes(std::size_t model);
    NodeId add_node(Node node, Origin origin);
    NodeId add_input(std::size_t model, const model::InputData& input);
    void connect(NodeId id);
    void connect_service(Node& node, const Origin& origin);
    void add_authorities(Node& node, std::size_t model,
                         const std::vector<model::Reference>& references);
    enum class Wanted : std::uint8_t { information, knowledge };
    void require(Node& node, std::size_t model, const model::Reference& reference, Wanted wanted);
    /// The node a reference means, or nothing, told.
    const NodeId* target(std::size_t model, const model::Reference& reference, const Place& place);
    std::string prefix_of(std::size_t model, const model::Reference& reference, const Place& place);
    void sort();
    void break_cycle(const std::vector<NodeId>& path, NodeId again);
    void link_logic(NodeId id);
    void link_knowledge(NodeId id, Scope& scope);
    void link_service(NodeId id);
    void add_requirements(const Node& node, Scope& scope) const;
    Place place_of(const Node& node) const { return {node.file, node.line, node.name, 0, {}}; }

    std::span<const model::Model> models_;
    Program program_;
    std::vector<Diagnostic> diagnostics_;
    ItemTypes types_;
    std::vector<Origin> origins_;          // by node
    std::vector<TypePtr> known_types_;     // by node: declared, else inferred
    std::map<std::string, NodeId> by_id_;  // "namespace#id"
    std::map<std::string, NodeId> inputs_by_name_;
};

/// What the law profile asks beyond what can be run; see law_profile.cpp.
void check_law(const Program& program, const std::vector<Origin>& origins,
               std::vector<Diagnostic>& diagnostics);

}  // namespace payung::rules
