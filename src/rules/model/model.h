#pragma once

/// A DMN file as it is written: texts, ids and line numbers, nothing parsed or linked yet.
///
/// Shape    one Model a file; expressions are a tree of boxed expressions whose leaves are FEEL
/// text.
///          Ids of parts that nothing refers to, diagrams and questions are not kept.
/// Source   DMN 1.5 (namespace 20230324); 1.2 to 1.4 are read too, only 1.5 is written.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace payung::rules::model {

struct Text {
    std::string text;
    std::uint32_t line = 0;
    bool operator==(const Text&) const = default;
};

struct Variable {
    std::string name, type;
    bool operator==(const Variable&) const = default;
};

struct ItemDefinition {
    std::string description, name, type;  // type: typeRef, empty for a structure
    bool collection = false;
    std::optional<Text> allowed_values, constraint;
    std::vector<ItemDefinition> components;
    std::optional<std::string> function_result;  // of a functionItem
    std::vector<Variable> function_parameters;
    std::uint32_t line = 0;
    bool operator==(const ItemDefinition&) const = default;
};

enum class HitPolicy : std::uint8_t {
    unique,
    any,
    priority,
    first,
    collect,
    rule_order,
    output_order,
};
enum class Aggregator : std::uint8_t { none, sum, count, min, max };

struct TableInput {
    Text expression;
    std::string type, label;
    std::optional<Text> values;
    bool operator==(const TableInput&) const = default;
};
struct TableOutput {
    std::string name, type, label;
    std::optional<Text> values, otherwise;  // otherwise: defaultOutputEntry
    bool operator==(const TableOutput&) const = default;
};
struct TableRule {
    std::string id;
    std::vector<Text> conditions, outputs, annotations;
    std::uint32_t line = 0;
    bool operator==(const TableRule&) const = default;
};
struct DecisionTable {
    HitPolicy policy = HitPolicy::unique;
    Aggregator aggregator = Aggregator::none;
    std::vector<TableInput> inputs;
    std::vector<TableOutput> outputs;
    std::string output_label;
    std::vector<std::string> annotations;  // names of the annotation columns
    std::vector<TableRule> rules;
    bool operator==(const DecisionTable&) const = default;
};

/// A boxed expression. `parts`, `names` and `types` mean, by kind:
///   literal      text
///   table        table
///   context      entries: names[i] of types[i] (empty name: the result), parts[i]
///   invocation   parts[0] the function, then arguments names[i - 1] of types[i - 1], parts[i]
///   list         parts
///   relation     names the columns, of types; parts row by row
///   function     formal parameters names of types, parts[0] the body; text "JAVA", "PMML", "FEEL"
///   conditional  parts: if, then, else
///   filter       parts: in, match
///   iteration    (for) names[0] the iterator, types[0] of its domain, parts: in, return
///   some, every  names[0] the iterator, types[0] of its domain, parts: in, satisfies
struct Expression {
    enum class Kind : std::uint8_t {
        literal,
        table,
        context,
        invocation,
        list,
        relation,
        function,
        conditional,
        filter,
        iteration,
        some,
        every,
    };
    Kind kind = Kind::literal;
    std::string type;  // typeRef
    Text text;
    std::vector<std::string> names, types;
    std::vector<Expression> parts;
    std::shared_ptr<const DecisionTable> table;
    std::uint32_t line = 0;
    bool operator==(const Expression& other) const;
};

struct Import {
    std::string name, namespace_, location, type;
    std::uint32_t line = 0;
    bool operator==(const Import&) const = default;
};

/// "#id" of this file or "namespace#id" of an imported one.
struct Reference {
    std::string href;
    std::uint32_t line = 0;
    bool operator==(const Reference&) const = default;
};

struct InputData {
    std::string description, id, name;
    Variable variable;
    std::uint32_t line = 0;
    bool operator==(const InputData&) const = default;
};
struct KnowledgeSource {
    std::string description, id, name, location;
    std::uint32_t line = 0;
    bool operator==(const KnowledgeSource&) const = default;
};
struct Decision {
    std::string description, id, name;
    Variable variable;
    std::vector<Reference> required_inputs, required_decisions, required_knowledge, authorities;
    std::optional<Expression> logic;
    std::uint32_t line = 0;
    bool operator==(const Decision&) const = default;
};
struct KnowledgeModel {
    std::string description, id, name;
    Variable variable;
    std::vector<Reference> required_knowledge, authorities;
    std::optional<Expression> function;  // kind function
    std::uint32_t line = 0;
    bool operator==(const KnowledgeModel&) const = default;
};
struct DecisionService {
    std::string description, id, name;
    Variable variable;
    std::vector<Reference> output_decisions, encapsulated_decisions, input_decisions, input_data;
    std::uint32_t line = 0;
    bool operator==(const DecisionService&) const = default;
};

struct Model {
    std::string file;  // as named to the reader, for messages
    std::string description, id, name, namespace_;
    std::vector<Import> imports;
    std::vector<ItemDefinition> items;
    std::vector<InputData> inputs;
    std::vector<KnowledgeSource> sources;
    std::vector<KnowledgeModel> knowledge;
    std::vector<Decision> decisions;
    std::vector<DecisionService> services;
    bool operator==(const Model&) const = default;
};

}  // namespace payung::rules::model
