#pragma once

/// The static type of a FEEL expression, as far as it can be known: for names with blanks in paths,
/// for the law profile, and for messages. Reports nothing; see check.h.

#include "rules/feel/ast.h"
#include "rules/feel/scope.h"
#include "rules/types/type.h"

namespace payung::rules {

/// Null where it is not known.
TypePtr inferred_type(const Expr& expression, const Scope& scope);

}  // namespace payung::rules
