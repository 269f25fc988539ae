#pragma once

/// What a program says when the law that was loaded is not the one it was written for:
/// law_malformed, with the folder and what is missing.

#include <string_view>

#include "base/result.h"
#include "legislation/rulebook.h"

namespace payung {

Error no_decision(const Rulebook& law, std::string_view name);
/// The decision, or no_decision().
Result<const rules::Node*> decision_needed(const Rulebook& law, std::string_view name);

/// Of a plan that cannot be made.
Error no_plan(const rules::Diagnostic& fault);

}  // namespace payung
