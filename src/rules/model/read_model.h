#pragma once

/// DMN XML to Model.
///
/// Errors   xml_malformed, a DOCTYPE, an unknown element or attribute value, a file over 16 MiB or
///          deeper than 100: as diagnostics with file and line.

#include <string>
#include <string_view>

#include "rules/diagnostic.h"
#include "rules/model/model.h"

namespace payung::rules::model {

/// `strict` (law files): foreign elements, diagram data and comments are refused; else skipped.
Checked<Model> read_model(std::string_view xml, std::string file, bool strict = false);

}  // namespace payung::rules::model
