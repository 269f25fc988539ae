#include "rules/model/read_model.h"

#include <algorithm>

#include "rules/model/names.h"
#include "rules/model/read_expression.h"

namespace payung::rules::model {

namespace {

using Name = std::string_view;
using Xml = pugi::xml_node;

void read_description(ElementReader& reader, Xml node, std::string& into) {
    into = reader.text(node).text;
}

/// The child `href`s of a requirement: requiredInput, requiredDecision …
Reference read_reference(ElementReader& reader, Xml node) {
    reader.attributes(node, {"href"});
    return {reader.needed(node, "href"), reader.line(node)};
}

Import read_import(ElementReader& reader, Xml node) {
    reader.attributes(node, {"name", "namespace", "locationURI", "importType"});
    return {reader.attribute(node, "name"), reader.needed(node, "namespace"),
            reader.attribute(node, "locationURI"), reader.attribute(node, "importType"),
            reader.line(node)};
}

void read_function_item(ElementReader& reader, Xml node, ItemDefinition& item) {
    reader.attributes(node, {"outputTypeRef"});
    item.function_result = reader.attribute(node, "outputTypeRef");
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name != "parameters") return false;
        item.function_parameters.push_back(read_variable(reader, child));
        return true;
    });
}

ItemDefinition read_item(ElementReader& reader, Xml node) {
    ItemDefinition item;
    item.line = reader.line(node);
    item.name = reader.needed(node, "name");
    reader.owner = item.name;
    const std::string collection = reader.attribute(node, "isCollection");
    item.collection = collection == "true" || collection == "1";
    reader.attributes(node, {"name", "isCollection"});
    reader.children(node, {}, [&](Name name, Xml child) {
        if (name == "description")
            read_description(reader, child, item.description);
        else if (name == "typeRef")
            item.type = reader.text(child).text;
        else if (name == "allowedValues")
            item.allowed_values = reader.text_child(child);
        else if (name == "typeConstraint")
            item.constraint = reader.text_child(child);
        else if (name == "itemComponent")
            item.components.push_back(read_item(reader, child));
        else if (name == "functionItem")
            read_function_item(reader, child, item);
        else
            return false;
        return true;
    });
    return item;
}

/// What every named element has: id, name, line; the variable takes the name where it has none.
template <class T>
T read_named(ElementReader& reader, Xml node) {
    T out;
    out.line = reader.line(node);
    out.id = reader.attribute(node, "id");
    out.name = reader.needed(node, "name");
    reader.owner = out.name;
    reader.attributes(node, {"id", "name", "locationURI"});
    return out;
}

InputData read_input_data(ElementReader& reader, Xml node) {
    auto input = read_named<InputData>(reader, node);
    reader.children(node, {}, [&](Name name, Xml child) {
        if (name == "description")
            read_description(reader, child, input.description);
        else if (name == "variable")
            input.variable = read_variable(reader, child);
        else
            return false;
        return true;
    });
    return input;
}

KnowledgeSource read_source(ElementReader& reader, Xml node) {
    auto source = read_named<KnowledgeSource>(reader, node);
    source.location = reader.attribute(node, "locationURI");
    reader.children(node, {"authorityRequirement", "type", "owner"}, [&](Name name, Xml child) {
        if (name != "description") return false;
        read_description(reader, child, source.description);
        return true;
    });
    return source;
}

void read_information(ElementReader& reader, Xml node, Decision& decision) {
    reader.attributes(node, {});
    reader.children(node, {"description"}, [&](Name name, Xml child) {
        if (name == "requiredInput")
            decision.required_inputs.push_back(read_reference(reader, child));
        else if (name == "requiredDecision")
            decision.required_decisions.push_back(read_reference(reader, child));
        else
            return false;
        return true;
    });
}

/// knowledgeRequirement and authorityRequirement: one reference inside.
bool read_requirement(ElementReader& reader, Name name, Xml node, std::vector<Reference>& knowledge,
                      std::vector<Reference>& authorities) {
    if (name != "knowledgeRequirement" && name != "authorityRequirement") return false;
    reader.attributes(node, {});
    reader.children(node, {"description"}, [&](Name inner, Xml child) {
        if (inner == "requiredKnowledge")
            knowledge.push_back(read_reference(reader, child));
        else if (inner == "requiredAuthority")
            authorities.push_back(read_reference(reader, child));
        else
            return inner == "requiredInput" || inner == "requiredDecision";
        return true;
    });
    return true;
}

Decision read_decision(ElementReader& reader, Xml node) {
    auto out = read_named<Decision>(reader, node);
    reader.children(
        node,
        {"question", "allowedAnswers", "supportedObjective", "impactedPerformanceIndicator",
         "decisionMaker", "decisionOwner", "usingProcess", "usingTask"},
        [&](Name name, Xml child) {
            if (name == "description")
                read_description(reader, child, out.description);
            else if (name == "variable")
                out.variable = read_variable(reader, child);
            else if (name == "informationRequirement")
                read_information(reader, child, out);
            else if (is_expression(name)) {
                if (out.logic) reader.report(DiagnosticCode::second_expression, child, {});
                out.logic = read_expression(reader, child);
            } else
                return read_requirement(reader, name, child, out.required_knowledge,
                                        out.authorities);
            return true;
        });
    return out;
}

KnowledgeModel read_knowledge(ElementReader& reader, Xml node) {
    auto out = read_named<KnowledgeModel>(reader, node);
    reader.children(node, {}, [&](Name name, Xml child) {
        if (name == "description")
            read_description(reader, child, out.description);
        else if (name == "variable")
            out.variable = read_variable(reader, child);
        else if (name == "encapsulatedLogic")
            out.function = read_function(reader, child);
        else
            return read_requirement(reader, name, child, out.required_knowledge, out.authorities);
        return true;
    });
    return out;
}

DecisionService read_service(ElementReader& reader, Xml node) {
    auto out = read_named<DecisionService>(reader, node);
    reader.children(node, {}, [&](Name name, Xml child) {
        if (name == "description")
            read_description(reader, child, out.description);
        else if (name == "variable")
            out.variable = read_variable(reader, child);
        else if (name == "outputDecision")
            out.output_decisions.push_back(read_reference(reader, child));
        else if (name == "encapsulatedDecision")
            out.encapsulated_decisions.push_back(read_reference(reader, child));
        else if (name == "inputDecision")
            out.input_decisions.push_back(read_reference(reader, child));
        else if (name == "inputData")
            out.input_data.push_back(read_reference(reader, child));
        else
            return false;
        return true;
    });
    return out;
}

void read_definitions(ElementReader& reader, Xml root, Model& model) {
    reader.attributes(root, {"id", "name", "namespace"});
    model.id = reader.attribute(root, "id");
    model.name = reader.attribute(root, "name");
    model.namespace_ = reader.needed(root, "namespace");
    reader.children(root,
                    {"DMNDI", "textAnnotation", "association", "group", "elementCollection",
                     "organizationUnit", "performanceIndicator", "businessContextElement"},
                    [&](Name name, Xml child) {
                        reader.owner.clear();
                        if (name == "description")
                            read_description(reader, child, model.description);
                        else if (name == "import")
                            model.imports.push_back(read_import(reader, child));
                        else if (name == "itemDefinition")
                            model.items.push_back(read_item(reader, child));
                        else if (name == "inputData")
                            model.inputs.push_back(read_input_data(reader, child));
                        else if (name == "knowledgeSource")
                            model.sources.push_back(read_source(reader, child));
                        else if (name == "businessKnowledgeModel")
                            model.knowledge.push_back(read_knowledge(reader, child));
                        else if (name == "decision")
                            model.decisions.push_back(read_decision(reader, child));
                        else if (name == "decisionService")
                            model.services.push_back(read_service(reader, child));
                        else
                            return false;
                        return true;
                    });
}

bool is_definitions(Xml root) {
    const Name uri = namespace_of(root);
    return local_name(root.name()) == "definitions" &&
           std::find(dmn_namespaces.begin(), dmn_namespaces.end(), uri) != dmn_namespaces.end();
}

void refuse_comments(ElementReader& reader, const XmlFile& xml) {
    if (!reader.strict()) return;
    for (const Xml node : xml.document().children())
        if (node.type() == pugi::node_comment) reader.report(DiagnosticCode::xml_comment, node, {});
}

}  // namespace

Checked<Model> read_model(std::string_view xml, std::string file, bool strict) {
    const Checked<XmlFile> document = XmlFile::parse(xml, file);
    if (!document) return document.diagnostics();
    const Xml root = document->root();
    if (!is_definitions(root))
        return Diagnostic{
            DiagnosticCode::not_dmn,
            {file, document->line_of(root), {}, 0, {}},
            {{"element", root.name()}, {"namespace", std::string(namespace_of(root))}}};
    ElementReader reader(*document, file, strict);
    refuse_comments(reader, *document);
    Model model;
    model.file = std::move(file);
    read_definitions(reader, root, model);
    if (!reader.problems().empty()) return std::move(reader.problems());
    return model;
}

}  // namespace payung::rules::model
