#pragma once

/// DMN XML to Model.
///
/// Errors   xml_malformed, a DOCTYPE (so no entities), an unknown element, attribute or value, a
///          file over 16 MiB or deeper than 100: as diagnostics with file and line, all of them at
///          once where the XML itself can be read.
/// Cost     about 100 MB/s of XML.

#include <cstddef>
#include <string>
#include <string_view>

#include "rules/diagnostic.h"
#include "rules/model/model.h"

namespace payung::rules::model {

inline constexpr std::size_t file_bytes_max = std::size_t{16} << 20;
inline constexpr int xml_depth_max = 100;
inline constexpr std::size_t table_rules_max = 65'534;
inline constexpr std::size_t table_inputs_max = 256;

/// `strict` (law files): whatever the canonical form does not keep is refused (comments, diagrams,
/// foreign or unused elements and attributes); else it is skipped.
Checked<Model> read_model(std::string_view xml, std::string file, bool strict = false);

}  // namespace payung::rules::model
