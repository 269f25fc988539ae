#pragma once

/// Finds, before anything runs, what can only be a mistake in a FEEL text, and the type it has.
///
/// Shape    a walk over the tree with the types of names at hand; what is not known is not judged.
///          inferred_type() is the same walk with nobody listening.
/// Finds    unknown names and fields, operands of the wrong kind, comparisons of different kinds,
///          wrong arguments of built-ins and functions, nulls that are certain, and the parts of
///          FEEL that law does not need (reference, 5.1).
/// Errors   as diagnostics without a place; the caller knows it.

#include <string>
#include <utility>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/feel/ast.h"
#include "rules/feel/scope.h"
#include "rules/types/type.h"

namespace payung::rules {

struct Problem {
    DiagnosticCode code;
    std::vector<std::pair<std::string, std::string>> arguments;
};
using Problems = std::vector<Problem>;

/// The type, or null where it is not known; mistakes are added.
TypePtr check(const Expr& expression, const Scope& scope, Problems& problems);
/// Tests of a value of type `input` (null: not known).
void check(const UnaryTests& tests, const TypePtr& input, const Scope& scope, Problems& problems);

/// The same without mistakes told.
TypePtr inferred_type(const Expr& expression, const Scope& scope);

/// Whether a value of type `found` can be one of type `wanted`, as far as is known.
bool fits(const TypePtr& found, const TypePtr& wanted);

/// As FEEL writes it: "number", "list<date>".
std::string type_text(const TypePtr& type);

}  // namespace payung::rules
