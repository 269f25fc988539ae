#include "rules/model/element_reader.h"

#include <algorithm>

#include "base/text.h"
#include "rules/model/names.h"

namespace payung::rules::model {

namespace {

bool contains(std::initializer_list<std::string_view> list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_dmn(pugi::xml_node element) {
    const std::string_view uri = namespace_of(element);
    return std::find(dmn_namespaces.begin(), dmn_namespaces.end(), uri) != dmn_namespaces.end();
}

}  // namespace

void ElementReader::children(pugi::xml_node parent, std::initializer_list<std::string_view> dropped,
                             const TakeChild& take) {
    for (const pugi::xml_node child : parent.children()) {
        if (child.type() != pugi::node_element) {
            other_node(child);
            continue;
        }
        const std::string_view name = local_name(child.name());
        const bool dmn = is_dmn(child);
        const bool foreign = !dmn || name == "extensionElements" || contains(dropped, name);
        if (foreign && strict_)
            report(DiagnosticCode::foreign_element, child, {{"element", child.name()}});
        if (!foreign && !take(name, child))
            report(DiagnosticCode::unknown_element, child,
                   {{"element", std::string(name)},
                    {"parent", std::string(local_name(parent.name()))}});
    }
}

void ElementReader::attributes(pugi::xml_node node, std::initializer_list<std::string_view> known) {
    if (!strict_) return;
    for (const pugi::xml_attribute attribute : node.attributes()) {
        const std::string_view name = attribute.name();
        if (name == "xmlns" || name.starts_with("xmlns:") || contains(known, name)) continue;
        report(
            DiagnosticCode::unknown_attribute, node,
            {{"attribute", std::string(name)}, {"element", std::string(local_name(node.name()))}});
    }
}

std::string ElementReader::needed(pugi::xml_node node, const char* name) {
    std::string value = attribute(node, name);
    if (value.empty())
        report(DiagnosticCode::missing_attribute, node,
               {{"attribute", name}, {"element", std::string(local_name(node.name()))}});
    return value;
}

Text ElementReader::text(pugi::xml_node node) {
    attributes(node, {});
    for (const pugi::xml_node child : node.children()) {
        if (child.type() == pugi::node_element)
            report(DiagnosticCode::unknown_element, child,
                   {{"element", child.name()}, {"parent", std::string(local_name(node.name()))}});
        if (child.type() == pugi::node_comment) other_node(child);
    }
    return {text_of(node), line(node)};
}

Text ElementReader::text_child(pugi::xml_node node) {
    Text out{{}, line(node)};
    children(node, {"description"}, [&](std::string_view name, pugi::xml_node child) {
        if (name != "text") return false;
        out = text(child);
        return true;
    });
    return out;
}

void ElementReader::report(DiagnosticCode code, pugi::xml_node node,
                           std::vector<std::pair<std::string, std::string>> arguments) {
    problems_.push_back({code, {file_, line(node), owner, 0, {}}, std::move(arguments)});
}

void ElementReader::other_node(pugi::xml_node node) {
    if (node.type() == pugi::node_comment && strict_) report(DiagnosticCode::xml_comment, node, {});
    // Text is looked at by text(); between elements only white space may stand.
    if ((node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) &&
        !trim(node.value()).empty())
        report(DiagnosticCode::stray_text, node,
               {{"text", std::string(trim(node.value())).substr(0, 40)},
                {"element", std::string(local_name(node.parent().name()))}});
}

}  // namespace payung::rules::model
