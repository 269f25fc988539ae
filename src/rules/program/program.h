#pragma once

/// Models linked and parsed: every name resolved, every FEEL text a tree, every type found. What
/// the boxed evaluator runs, the planner compiles, the analysis examines and the explanation tells.
///
/// Shape    one Program of all files of a rulebook, or of one model and its imports. Nodes are
///          inputs, decisions, knowledge models and services; a decision comes after what it
///          requires. In Profile::law equal inputs of several files are one node.
/// Errors   as diagnostics. In Profile::full a text that cannot be parsed or typed does not stop
///          the model: its node evaluates to null with an error, and the diagnostic is kept. In
///          Profile::law any diagnostic refuses the program; all are told at once.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/feel/ast.h"
#include "rules/model/model.h"
#include "rules/types/domain.h"
#include "rules/types/type.h"

namespace payung::rules {

enum class Profile : std::uint8_t { law, full };

using NodeId = std::uint32_t;

struct TableColumn {
    std::string name;    // as written: text of the input expression, or name of the output
    ExprPtr expression;  // inputs
    TypePtr type;        // may be null: not declared
    DomainPtr domain;    // of the type; null as the type
    std::shared_ptr<const UnaryTests> allowed;  // inputValues or outputValues; null where none
    std::vector<Value> priorities;  // outputs: the allowed values in their order, where constant
    ExprPtr otherwise;              // outputs: default; null where none
    std::uint32_t line = 0;
};
struct TableRow {
    std::string id;
    std::uint32_t line = 0;
    std::vector<UnaryTests> conditions;
    std::vector<ExprPtr> outputs;
    // For the boxed evaluator, cell by cell: constant conditions, and constant outputs as they are
    // after their type and output values have been looked at.
    std::vector<std::optional<ConstantTests>> ready_conditions;
    std::vector<std::optional<Value>> ready_outputs;
    std::vector<std::string> condition_texts, output_texts, annotations;
};
struct Table {
    model::HitPolicy policy = model::HitPolicy::unique;
    bool law = false;  // of Profile::law: a row that a null leaves undecided gives no answer
    model::Aggregator aggregator = model::Aggregator::none;
    std::vector<TableColumn> inputs, outputs;
    std::vector<std::string> annotations;
    std::vector<TableRow> rows;
};

/// The linked twin of model::Expression, with the same meaning of names and parts. A literal has
/// `expr`; a text that could not be parsed has neither and `error` says why.
struct Logic {
    model::Expression::Kind kind = model::Expression::Kind::literal;
    TypePtr type;      // declared; may be null
    DomainPtr domain;  // of the type
    std::string text;
    std::uint32_t line = 0;
    ExprPtr expr;
    std::shared_ptr<const Table> table;
    std::vector<std::string> names;
    std::vector<TypePtr> types;
    std::vector<DomainPtr> domains;
    std::vector<Logic> parts;
    bool broken = false;  // evaluates to null of Reason::type_error
};

struct Authority {
    std::string name, location;  // "PP 50/2025", its address
};

struct Requirement {
    std::string prefix;  // import prefix, empty within a file: bpu
    std::string name;    // as the logic writes it: bpu.Dasar upah BPU
    NodeId node = 0;
};

struct Node {
    enum class Kind : std::uint8_t { input, decision, knowledge, service };
    Kind kind = Kind::input;
    std::string id, name, namespace_, file;
    std::uint32_t line = 0;
    TypePtr type;      // of the variable; may be null: not declared
    DomainPtr domain;  // of the type; of a knowledge model or service that of its result
    std::vector<Requirement>
        requires_;  // in order of writing; of services: inputs then input decisions
    std::vector<Authority> authorities;
    std::shared_ptr<const Logic> logic;  // decisions and knowledge models; null without logic
    // of services
    std::vector<NodeId> service_outputs, service_inputs, service_decisions;
};

struct Program {
    std::vector<Node> nodes;
    std::vector<Diagnostic> diagnostics;  // Profile::full only
    Profile profile = Profile::full;

    /// By name, and by namespace where the name alone is not enough; nullptr where there is none.
    const Node* find(std::string_view name, Node::Kind kind = Node::Kind::decision) const;
    const Node* find(std::string_view namespace_, std::string_view name) const;
    const Node* find_id(std::string_view namespace_, std::string_view id) const;
    NodeId id_of(const Node& node) const { return static_cast<NodeId>(&node - nodes.data()); }
};

/// Links all models. Imports are resolved by namespace among them.
Checked<Program> link(std::span<const model::Model> models, Profile profile);

}  // namespace payung::rules
