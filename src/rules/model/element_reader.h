#pragma once

/// What the readers of single elements share: attributes, children by name, and a list of what was
/// found wrong.

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/model/model.h"
#include "rules/model/xml_file.h"

namespace payung::rules::model {

class ElementReader {
public:
    ElementReader(const XmlFile& xml, std::string file, bool strict)
        : xml_(xml), file_(std::move(file)), strict_(strict) {}

    /// Takes a child of that local name, or says that it does not know it.
    using TakeChild = std::function<bool(std::string_view name, pugi::xml_node child)>;
    /// Calls `take` for each DMN child. `dropped`: known to DMN, not kept by us.
    void children(pugi::xml_node parent, std::initializer_list<std::string_view> dropped,
                  const TakeChild& take);
    /// In strict mode any attribute that is not in `known` is told.
    void attributes(pugi::xml_node node, std::initializer_list<std::string_view> known);

    std::string attribute(pugi::xml_node node, const char* name) const {
        return node.attribute(name).value();
    }
    std::string needed(pugi::xml_node node, const char* name);
    /// An element that holds nothing but text.
    Text text(pugi::xml_node node);
    /// An element with one child `text`.
    Text text_child(pugi::xml_node node);
    std::uint32_t line(pugi::xml_node node) const { return xml_.line_of(node); }

    void report(DiagnosticCode code, pugi::xml_node node,
                std::vector<std::pair<std::string, std::string>> arguments);
    std::vector<Diagnostic>& problems() { return problems_; }
    bool strict() const { return strict_; }

    /// The decision (or knowledge model …) being read, for messages.
    std::string owner;

private:
    void other_node(pugi::xml_node node);
    const XmlFile& xml_;
    std::string file_;
    bool strict_;
    std::vector<Diagnostic> problems_;
};

}  // namespace payung::rules::model
