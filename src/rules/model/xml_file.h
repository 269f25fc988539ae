#pragma once

/// One XML file in memory, safe to walk: no DOCTYPE (so no entities of its own), limited in size
/// and depth, UTF-8, one root, no attribute twice; and the line where each node stands.
///
/// Errors   xml_malformed, xml_doctype, xml_too_large, xml_too_deep, with file and line.

#include <cstdint>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "rules/diagnostic.h"

namespace payung::rules::model {

class XmlFile {
public:
    static Checked<XmlFile> parse(std::string_view text, const std::string& file);

    pugi::xml_node root() const { return document_->document_element(); }
    pugi::xml_node document() const { return *document_; }
    std::uint32_t line_of(pugi::xml_node node) const;

private:
    std::unique_ptr<pugi::xml_document> document_;
    std::vector<std::size_t> line_starts_;
};

/// "decision" of "semantic:decision".
std::string_view local_name(std::string_view name);

/// The namespace an element is in, by the declarations of it and its ancestors.
std::string_view namespace_of(pugi::xml_node element);

/// All text directly in the element, CDATA too; comments inside it are left out.
std::string text_of(pugi::xml_node element);

}  // namespace payung::rules::model
