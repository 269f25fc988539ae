#pragma once

/// What the texts of a decision see in one case: the values of what it requires, by name.

#include "rules/feel/evaluate.h"
#include "rules/program/decide.h"

namespace payung {

/// Imported names stand in a context of their import's prefix. Pre: the node was evaluated.
rules::Bindings names_of(const rules::Program& program, const rules::Node& node,
                         const rules::Decider& decider);

}  // namespace payung
