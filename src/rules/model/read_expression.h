#pragma once

/// Boxed expressions and decision tables from their XML elements.

#include "rules/model/element_reader.h"

namespace payung::rules::model {

/// Whether an element of this name is a boxed expression.
bool is_expression(std::string_view name);

Expression read_expression(ElementReader& reader, pugi::xml_node node);
/// Formal parameters and body: a functionDefinition or the encapsulatedLogic of a knowledge model.
Expression read_function(ElementReader& reader, pugi::xml_node node);

Variable read_variable(ElementReader& reader, pugi::xml_node node);

}  // namespace payung::rules::model
