#pragma once

/// The names an expression takes from outside: what it depends on.
///
/// Iterators, parameters and entries of contexts bind inside; "item", "partial" and names inside a
/// filter may be entries of the element, so a name listed here is one the expression *may* use.
/// Built-ins are listed like any other name: whoever asks knows what is in scope.

#include <set>
#include <string>

#include "rules/feel/ast.h"

namespace payung::rules {

using Names = std::set<std::string, std::less<>>;

/// Names read, "?" among them.
Names free_names(const Expr& expression);
Names free_names(const UnaryTests& tests);

}  // namespace payung::rules
