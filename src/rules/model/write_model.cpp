#include "rules/model/write_model.h"

#include <initializer_list>
#include <string_view>
#include <utility>

#include "rules/model/names.h"

namespace payung::rules::model {

namespace {

using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

void append_escaped(std::string& out, std::string_view text, bool attribute) {
    for (const char c : text) switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '\r':
                out += "&#13;";
                break;
            case '"':
                out += attribute ? "&quot;" : "\"";
                break;
            case '\n':
                out += attribute ? "&#10;" : "\n";
                break;
            case '\t':
                out += attribute ? "&#9;" : "\t";
                break;
            default:
                out += c;
        }
}

/// Elements on lines of their own or run together on one, indented by two blanks a level.
class Writer {
public:
    /// Everything opened until close() stands on lines of its own.
    void open(std::string_view element, Attributes attributes = {}) {
        start(element, attributes);
        out_ += ">\n";
        ++depth_;
    }
    void close(std::string_view element) {
        --depth_;
        indent();
        out_ += "</";
        out_ += element;
        out_ += ">\n";
    }
    void empty(std::string_view element, Attributes attributes) {
        start(element, attributes);
        out_ += "/>\n";
    }
    /// One line from begin_line() to end_line().
    void begin_line() { indent(); }
    void end_line() { out_ += '\n'; }
    void tag(std::string_view element, Attributes attributes = {}, bool empty = false) {
        out_ += '<';
        out_ += element;
        for (const auto& [name, value] : attributes) {
            if (value.empty()) continue;
            out_ += ' ';
            out_ += name;
            out_ += "=\"";
            append_escaped(out_, value, true);
            out_ += '"';
        }
        out_ += empty ? "/>" : ">";
    }
    void end_tag(std::string_view element) {
        out_ += "</";
        out_ += element;
        out_ += '>';
    }
    void text(std::string_view element, std::string_view text) {
        tag(element);
        append_escaped(out_, text, false);
        end_tag(element);
    }
    void text_line(std::string_view element, std::string_view content) {
        if (content.empty()) return;
        indent();
        text(element, content);
        out_ += '\n';
    }
    void blank_line() { out_ += '\n'; }
    std::string take() { return std::move(out_); }

private:
    void start(std::string_view element, Attributes attributes) {
        indent();
        tag(element, attributes);
        out_.pop_back();
    }
    void indent() { out_.append(2 * depth_, ' '); }
    std::string out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    std::size_t depth_ = 0;
};

void write_wrapped_text(Writer& out, std::string_view element, const Text& text) {
    out.tag(element);
    out.text("text", text.text);
    out.end_tag(element);
}

void write_item_parts(Writer& out, const ItemDefinition& item, std::string_view element) {
    out.tag(element, {{"name", item.name}, {"isCollection", item.collection ? "true" : ""}});
    if (!item.description.empty()) out.text("description", item.description);
    if (!item.type.empty()) out.text("typeRef", item.type);
    if (item.allowed_values) write_wrapped_text(out, "allowedValues", *item.allowed_values);
    if (item.constraint) write_wrapped_text(out, "typeConstraint", *item.constraint);
    for (const ItemDefinition& part : item.components) write_item_parts(out, part, "itemComponent");
    if (item.function_result) {
        out.tag("functionItem", {{"outputTypeRef", *item.function_result}});
        for (const Variable& parameter : item.function_parameters)
            out.tag("parameters", {{"name", parameter.name}, {"typeRef", parameter.type}}, true);
        out.end_tag("functionItem");
    }
    out.end_tag(element);
}

void write_item(Writer& out, const ItemDefinition& item) {
    out.begin_line();
    write_item_parts(out, item, "itemDefinition");
    out.end_line();
}

void write_variable(Writer& out, const Variable& variable, std::string_view element = "variable") {
    if (variable.name.empty() && variable.type.empty()) return;
    out.empty(element, {{"name", variable.name}, {"typeRef", variable.type}});
}

void write_input(Writer& out, const InputData& input) {
    out.begin_line();
    out.tag("inputData", {{"id", input.id}, {"name", input.name}});
    if (!input.description.empty()) out.text("description", input.description);
    if (!input.variable.name.empty() || !input.variable.type.empty())
        out.tag("variable", {{"name", input.variable.name}, {"typeRef", input.variable.type}},
                true);
    out.end_tag("inputData");
    out.end_line();
}

void write_source(Writer& out, const KnowledgeSource& source) {
    const bool empty = source.description.empty();
    out.begin_line();
    out.tag("knowledgeSource",
            {{"id", source.id}, {"name", source.name}, {"locationURI", source.location}}, empty);
    if (!empty) {
        out.text("description", source.description);
        out.end_tag("knowledgeSource");
    }
    out.end_line();
}

void write_requirements(Writer& out, std::string_view element, std::string_view required,
                        const std::vector<Reference>& references) {
    for (const Reference& reference : references) {
        out.begin_line();
        out.tag(element);
        out.tag(required, {{"href", reference.href}}, true);
        out.end_tag(element);
        out.end_line();
    }
}

void write_references(Writer& out, std::string_view element,
                      const std::vector<Reference>& references) {
    for (const Reference& reference : references) out.empty(element, {{"href", reference.href}});
}

void write_table_input(Writer& out, const TableInput& input) {
    out.begin_line();
    out.tag("input", {{"label", input.label}});
    out.tag("inputExpression", {{"typeRef", input.type}});
    out.text("text", input.expression.text);
    out.end_tag("inputExpression");
    if (input.values) write_wrapped_text(out, "inputValues", *input.values);
    out.end_tag("input");
    out.end_line();
}

void write_table_output(Writer& out, const TableOutput& output) {
    const bool empty = !output.values && !output.otherwise;
    out.begin_line();
    out.tag("output", {{"label", output.label}, {"name", output.name}, {"typeRef", output.type}},
            empty);
    if (output.values) write_wrapped_text(out, "outputValues", *output.values);
    if (output.otherwise) write_wrapped_text(out, "defaultOutputEntry", *output.otherwise);
    if (!empty) out.end_tag("output");
    out.end_line();
}

void write_rule(Writer& out, const TableRule& rule) {
    out.begin_line();
    out.tag("rule", {{"id", rule.id}});
    for (const Text& entry : rule.conditions) write_wrapped_text(out, "inputEntry", entry);
    for (const Text& entry : rule.outputs) write_wrapped_text(out, "outputEntry", entry);
    for (const Text& entry : rule.annotations) write_wrapped_text(out, "annotationEntry", entry);
    out.end_tag("rule");
    out.end_line();
}

void write_table(Writer& out, const Expression& expression) {
    const DecisionTable& table = *expression.table;
    out.open("decisionTable", {{"typeRef", expression.type},
                               {"hitPolicy", word_of(hit_policies, table.policy)},
                               {"aggregation", word_of(aggregators, table.aggregator)},
                               {"outputLabel", table.output_label}});
    for (const TableInput& input : table.inputs) write_table_input(out, input);
    for (const TableOutput& output : table.outputs) write_table_output(out, output);
    for (const std::string& name : table.annotations) out.empty("annotation", {{"name", name}});
    for (const TableRule& rule : table.rules) write_rule(out, rule);
    out.close("decisionTable");
}

void write_expression(Writer& out, const Expression& expression);

void write_context(Writer& out, const Expression& expression) {
    out.open("context", {{"typeRef", expression.type}});
    for (std::size_t i = 0; i < expression.parts.size(); ++i) {
        out.open("contextEntry");
        write_variable(out, {expression.names[i], expression.types[i]});
        write_expression(out, expression.parts[i]);
        out.close("contextEntry");
    }
    out.close("context");
}

void write_invocation(Writer& out, const Expression& expression) {
    out.open("invocation", {{"typeRef", expression.type}});
    write_expression(out, expression.parts[0]);
    for (std::size_t i = 1; i < expression.parts.size(); ++i) {
        out.open("binding");
        out.empty("parameter",
                  {{"name", expression.names[i - 1]}, {"typeRef", expression.types[i - 1]}});
        write_expression(out, expression.parts[i]);
        out.close("binding");
    }
    out.close("invocation");
}

void write_list(Writer& out, const Expression& expression) {
    out.open("list", {{"typeRef", expression.type}});
    for (const Expression& part : expression.parts) write_expression(out, part);
    out.close("list");
}

void write_relation(Writer& out, const Expression& expression) {
    const std::size_t columns = expression.names.size();
    out.open("relation", {{"typeRef", expression.type}});
    for (std::size_t c = 0; c < columns; ++c)
        out.empty("column", {{"name", expression.names[c]}, {"typeRef", expression.types[c]}});
    for (std::size_t at = 0; columns > 0 && at + columns <= expression.parts.size();
         at += columns) {
        out.open("row");
        for (std::size_t c = 0; c < columns; ++c) write_expression(out, expression.parts[at + c]);
        out.close("row");
    }
    out.close("relation");
}

void write_function(Writer& out, const Expression& function, std::string_view element) {
    out.open(element, {{"typeRef", function.type},
                       {"kind", function.text.text == "FEEL" ? "" : function.text.text}});
    for (std::size_t i = 0; i < function.names.size(); ++i)
        out.empty("formalParameter", {{"name", function.names[i]}, {"typeRef", function.types[i]}});
    write_expression(out, function.parts[0]);
    out.close(element);
}

void write_parts(Writer& out, const Expression& expression,
                 std::initializer_list<std::string_view> parts) {
    const bool iterates = !expression.names.empty();
    const std::string_view element = word_of(expression_elements, expression.kind);
    out.open(element, {{"typeRef", expression.type},
                       {"iteratorVariable", iterates ? expression.names[0] : std::string{}}});
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view part = *(parts.begin() + i);
        out.open(part, {{"typeRef", iterates && i == 0 ? expression.types[0] : std::string{}}});
        write_expression(out, expression.parts[i]);
        out.close(part);
    }
    out.close(element);
}

void write_literal(Writer& out, const Expression& expression) {
    out.begin_line();
    out.tag("literalExpression", {{"typeRef", expression.type}});
    out.text("text", expression.text.text);
    out.end_tag("literalExpression");
    out.end_line();
}

void write_expression(Writer& out, const Expression& expression) {
    using Kind = Expression::Kind;
    switch (expression.kind) {
        case Kind::literal:
            return write_literal(out, expression);
        case Kind::table:
            return write_table(out, expression);
        case Kind::context:
            return write_context(out, expression);
        case Kind::invocation:
            return write_invocation(out, expression);
        case Kind::list:
            return write_list(out, expression);
        case Kind::relation:
            return write_relation(out, expression);
        case Kind::function:
            return write_function(out, expression, "functionDefinition");
        case Kind::conditional:
            return write_parts(out, expression, {"if", "then", "else"});
        case Kind::filter:
            return write_parts(out, expression, {"in", "match"});
        case Kind::iteration:
            return write_parts(out, expression, {"in", "return"});
        case Kind::some:
        case Kind::every:
            return write_parts(out, expression, {"in", "satisfies"});
    }
}

void write_knowledge(Writer& out, const KnowledgeModel& knowledge) {
    out.open("businessKnowledgeModel", {{"id", knowledge.id}, {"name", knowledge.name}});
    out.text_line("description", knowledge.description);
    write_variable(out, knowledge.variable);
    if (knowledge.function) write_function(out, *knowledge.function, "encapsulatedLogic");
    write_requirements(out, "knowledgeRequirement", "requiredKnowledge",
                       knowledge.required_knowledge);
    write_requirements(out, "authorityRequirement", "requiredAuthority", knowledge.authorities);
    out.close("businessKnowledgeModel");
}

void write_decision(Writer& out, const Decision& decision) {
    out.open("decision", {{"id", decision.id}, {"name", decision.name}});
    out.text_line("description", decision.description);
    write_variable(out, decision.variable);
    write_requirements(out, "informationRequirement", "requiredInput", decision.required_inputs);
    write_requirements(out, "informationRequirement", "requiredDecision",
                       decision.required_decisions);
    write_requirements(out, "knowledgeRequirement", "requiredKnowledge",
                       decision.required_knowledge);
    write_requirements(out, "authorityRequirement", "requiredAuthority", decision.authorities);
    if (decision.logic) write_expression(out, *decision.logic);
    out.close("decision");
}

void write_service(Writer& out, const DecisionService& service) {
    out.open("decisionService", {{"id", service.id}, {"name", service.name}});
    out.text_line("description", service.description);
    write_variable(out, service.variable);
    write_references(out, "outputDecision", service.output_decisions);
    write_references(out, "encapsulatedDecision", service.encapsulated_decisions);
    write_references(out, "inputDecision", service.input_decisions);
    write_references(out, "inputData", service.input_data);
    out.close("decisionService");
}

}  // namespace

std::string write_model(const Model& model) {
    Writer out;
    out.open("definitions", {{"xmlns", dmn_1_5},
                             {"id", model.id},
                             {"name", model.name},
                             {"namespace", model.namespace_}});
    out.text_line("description", model.description);
    for (const Import& import : model.imports)
        out.empty("import", {{"name", import.name},
                             {"namespace", import.namespace_},
                             {"locationURI", import.location},
                             {"importType", import.type}});
    for (const ItemDefinition& item : model.items) write_item(out, item);
    for (const InputData& input : model.inputs) write_input(out, input);
    for (const KnowledgeSource& source : model.sources) write_source(out, source);
    const auto apart = [&out](const auto& elements, auto write) {
        for (const auto& element : elements) {
            out.blank_line();
            write(out, element);
        }
    };
    apart(model.knowledge, write_knowledge);
    apart(model.decisions, write_decision);
    apart(model.services, write_service);
    out.close("definitions");
    return out.take();
}

}  // namespace payung::rules::model
