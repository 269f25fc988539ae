#pragma once

/// What a model of law must keep beyond what makes it a model: every decision founded, every row
/// cited with its status, names as people read them, no figure hidden in a formula.
///
/// Law      rules-engine conventions, told to authors in legislation/README.md.

#include <span>
#include <string>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/model/model.h"

namespace payung {

/// Of models as they were written; `models` are all of a rulebook.
std::vector<rules::Diagnostic> check_conventions(std::span<const rules::model::Model> models);

/// Numbers in a FEEL text that are no legal figure: 0, 1, 2, 12, 30, 100 and rounding digits (the
/// last argument of a rounding function). Gives the others as written. Text in quotes is skipped.
std::vector<std::string> figures_in(std::string_view feel);

}  // namespace payung
