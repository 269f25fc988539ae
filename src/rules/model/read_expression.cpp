#include "rules/model/read_expression.h"

#include <algorithm>

#include "rules/model/names.h"
#include "rules/model/read_model.h"

namespace payung::rules::model {

namespace {

using Name = std::string_view;
using Xml = pugi::xml_node;

const auto* kind_of(Name name) {
    return std::find_if(expression_elements.begin(), expression_elements.end(),
                        [&](const auto& entry) { return entry.second == name; });
}

/// The enumerator an attribute names; told where it names none.
template <class Table, class Word>
Word word(ElementReader& reader, Xml node, const char* attribute, const Table& table, Word absent) {
    const std::string text = reader.attribute(node, attribute);
    if (text.empty()) return absent;
    std::string expected;
    for (const auto& [key, name] : table) {
        if (name == text) return key;
        if (!name.empty()) expected += (expected.empty() ? "" : ", ") + std::string(name);
    }
    reader.report(DiagnosticCode::unknown_attribute_value, node,
                  {{"value", text}, {"attribute", attribute}, {"expected", expected}});
    return absent;
}

TableInput read_input(ElementReader& reader, Xml node) {
    TableInput input;
    input.label = reader.attribute(node, "label");
    reader.attributes(node, {"label"});
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name == "inputExpression") {
            reader.attributes(child, {"typeRef"});
            input.type = reader.attribute(child, "typeRef");
            input.expression = reader.text_child(child);
            return true;
        }
        if (name != "inputValues") return false;
        input.values = reader.text_child(child);
        return true;
    });
    return input;
}

TableOutput read_output(ElementReader& reader, Xml node) {
    TableOutput output;
    output.name = reader.attribute(node, "name");
    output.type = reader.attribute(node, "typeRef");
    output.label = reader.attribute(node, "label");
    reader.attributes(node, {"name", "typeRef", "label"});
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name == "outputValues") output.values = reader.text_child(child);
        if (name == "defaultOutputEntry") output.otherwise = reader.text_child(child);
        return name == "outputValues" || name == "defaultOutputEntry";
    });
    return output;
}

TableRule read_rule(ElementReader& reader, Xml node) {
    TableRule rule;
    rule.line = reader.line(node);
    rule.id = reader.attribute(node, "id");
    reader.attributes(node, {"id"});
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        std::vector<Text>* into = name == "inputEntry"        ? &rule.conditions
                                  : name == "outputEntry"     ? &rule.outputs
                                  : name == "annotationEntry" ? &rule.annotations
                                                              : nullptr;
        if (into == nullptr) return false;
        reader.attributes(child, {});
        into->push_back(reader.text_child(child));
        return true;
    });
    return rule;
}

void check_size(ElementReader& reader, Xml node, const DecisionTable& table) {
    const auto over = [&](const char* id, const char* en, std::size_t count, std::size_t max) {
        if (count > max)
            reader.report(DiagnosticCode::table_too_large, node,
                          {{"count", std::to_string(count)},
                           {"apa", id},
                           {"what", en},
                           {"max", std::to_string(max)}});
    };
    over("baris", "rules", table.rules.size(), table_rules_max);
    over("kolom masukan", "inputs", table.inputs.size(), table_inputs_max);
}

void read_table(ElementReader& reader, Xml node, Expression& out) {
    auto table = std::make_shared<DecisionTable>();
    reader.attributes(node, {"typeRef", "hitPolicy", "aggregation", "outputLabel"});
    table->policy = word(reader, node, "hitPolicy", hit_policies, HitPolicy::unique);
    table->aggregator = word(reader, node, "aggregation", aggregators, Aggregator::none);
    table->output_label = reader.attribute(node, "outputLabel");
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name == "input")
            table->inputs.push_back(read_input(reader, child));
        else if (name == "output")
            table->outputs.push_back(read_output(reader, child));
        else if (name == "rule")
            table->rules.push_back(read_rule(reader, child));
        else if (name == "annotation") {
            reader.attributes(child, {"name"});
            table->annotations.push_back(reader.attribute(child, "name"));
        } else
            return false;
        return true;
    });
    check_size(reader, node, *table);
    out.table = std::move(table);
}

void read_context(ElementReader& reader, Xml node, Expression& out) {
    reader.attributes(node, {"typeRef"});
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name != "contextEntry") return false;
        Variable variable;
        Expression value;
        reader.attributes(child, {});
        reader.children(child, {"description"}, [&](Name part, Xml inner) {
            if (part == "variable")
                variable = read_variable(reader, inner);
            else if (is_expression(part))
                value = read_expression(reader, inner);
            else
                return false;
            return true;
        });
        out.names.push_back(std::move(variable.name));
        out.types.push_back(std::move(variable.type));
        out.parts.push_back(std::move(value));
        return true;
    });
}

void read_binding(ElementReader& reader, Xml node, Expression& out) {
    Variable parameter;
    Expression value;
    reader.attributes(node, {});
    reader.children(node, {}, [&](Name name, Xml child) {
        if (name == "parameter")
            parameter = read_variable(reader, child);
        else if (is_expression(name))
            value = read_expression(reader, child);
        else
            return false;
        return true;
    });
    out.names.push_back(std::move(parameter.name));
    out.types.push_back(std::move(parameter.type));
    out.parts.push_back(std::move(value));
}

void read_invocation(ElementReader& reader, Xml node, Expression& out) {
    reader.attributes(node, {"typeRef"});
    out.parts.emplace_back();
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name == "binding")
            read_binding(reader, child, out);
        else if (is_expression(name))
            out.parts[0] = read_expression(reader, child);
        else
            return false;
        return true;
    });
}

void read_list(ElementReader& reader, Xml node, Expression& out) {
    reader.attributes(node, {"typeRef"});
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (!is_expression(name)) return false;
        out.parts.push_back(read_expression(reader, child));
        return true;
    });
}

void read_relation(ElementReader& reader, Xml node, Expression& out) {
    reader.attributes(node, {"typeRef"});
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name == "column") {
            Variable column = read_variable(reader, child);
            out.names.push_back(std::move(column.name));
            out.types.push_back(std::move(column.type));
            return true;
        }
        if (name != "row") return false;
        Expression row;
        read_list(reader, child, row);
        if (row.parts.size() != out.names.size())
            reader.report(DiagnosticCode::relation_row_length, child,
                          {{"cells", std::to_string(row.parts.size())},
                           {"columns", std::to_string(out.names.size())}});
        row.parts.resize(out.names.size());
        std::move(row.parts.begin(), row.parts.end(), std::back_inserter(out.parts));
        return true;
    });
}

/// if, then, else; in, match: elements that hold one expression each.
void read_parts(ElementReader& reader, Xml node, std::initializer_list<Name> parts,
                Expression& out) {
    out.parts.resize(parts.size());
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        const auto* part = std::find(parts.begin(), parts.end(), name);
        if (part == parts.end()) return false;
        Expression holder;
        reader.attributes(child, {"typeRef"});
        if (name == "in" && !out.types.empty()) out.types[0] = reader.attribute(child, "typeRef");
        reader.children(child, {"description"}, [&](Name inner, Xml expression) {
            if (!is_expression(inner)) return false;
            holder = read_expression(reader, expression);
            return true;
        });
        out.parts[static_cast<std::size_t>(part - parts.begin())] = std::move(holder);
        return true;
    });
}

void read_iteration(ElementReader& reader, Xml node, Name last, Expression& out) {
    reader.attributes(node, {"typeRef", "iteratorVariable"});
    out.names = {reader.needed(node, "iteratorVariable")};
    out.types = {""};
    read_parts(reader, node, {"in", last}, out);
}

void read_literal(ElementReader& reader, Xml node, Expression& out) {
    reader.attributes(node, {"typeRef"});
    reader.children(node, {"description", "importedValues"}, [&](Name name, Xml child) {
        if (name != "text") return false;
        out.text = reader.text(child);
        return true;
    });
}

}  // namespace

bool is_expression(Name name) {
    return kind_of(name) != expression_elements.end();
}

Variable read_variable(ElementReader& reader, Xml node) {
    reader.attributes(node, {"name", "typeRef"});
    reader.children(node, {"description"}, [](Name, Xml) { return false; });
    return {reader.attribute(node, "name"), reader.attribute(node, "typeRef")};
}

Expression read_function(ElementReader& reader, Xml node) {
    Expression out;
    out.kind = Expression::Kind::function;
    out.line = reader.line(node);
    out.type = reader.attribute(node, "typeRef");
    out.text.text = reader.attribute(node, "kind");
    out.text.line = out.line;
    if (out.text.text.empty()) out.text.text = "FEEL";
    reader.attributes(node, {"typeRef", "kind"});
    out.parts.emplace_back();
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name == "formalParameter") {
            Variable parameter = read_variable(reader, child);
            out.names.push_back(std::move(parameter.name));
            out.types.push_back(std::move(parameter.type));
        } else if (is_expression(name))
            out.parts[0] = read_expression(reader, child);
        else
            return false;
        return true;
    });
    return out;
}

Expression read_expression(ElementReader& reader, Xml node) {
    using Kind = Expression::Kind;
    Expression out;
    out.kind = kind_of(local_name(node.name()))->first;
    if (out.kind == Kind::function) return read_function(reader, node);
    out.type = reader.attribute(node, "typeRef");
    out.line = reader.line(node);
    switch (out.kind) {
        case Kind::literal:
            read_literal(reader, node, out);
            break;
        case Kind::table:
            read_table(reader, node, out);
            break;
        case Kind::context:
            read_context(reader, node, out);
            break;
        case Kind::invocation:
            read_invocation(reader, node, out);
            break;
        case Kind::list:
            read_list(reader, node, out);
            break;
        case Kind::relation:
            read_relation(reader, node, out);
            break;
        case Kind::conditional:
            reader.attributes(node, {"typeRef"});
            read_parts(reader, node, {"if", "then", "else"}, out);
            break;
        case Kind::filter:
            reader.attributes(node, {"typeRef"});
            read_parts(reader, node, {"in", "match"}, out);
            break;
        case Kind::iteration:
            read_iteration(reader, node, "return", out);
            break;
        case Kind::some:
        case Kind::every:
            read_iteration(reader, node, "satisfies", out);
            break;
        case Kind::function:
            break;
    }
    return out;
}

}  // namespace payung::rules::model
