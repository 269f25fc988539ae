#pragma once

/// What the commands that ask the law share: decisions by name with a suggestion where it is
/// misspelt, and facts from the command line.

#include <string>
#include <vector>

#include "app/console.h"
#include "legislation/law_explanation.h"

namespace payung::app {

/// Errors: invalid_option that suggests the nearest name.
Result<const rules::Node*> decision_named(const Rulebook& rulebook, const std::string& name,
                                          const Console& console);

/// "Penghasilan=1250000", names as in law or in snake_case; `month` (may be empty) is Bulan iuran.
/// Facts that `decisions` do not need are refused, except the month.
Result<rules::Inputs> facts_given(const std::vector<std::string>& given, const std::string& month,
                                  std::span<const rules::NodeId> decisions,
                                  const rules::Program& program, const Console& console);

Error wrong_value(std::string option, std::string value, std::string reason);

}  // namespace payung::app
