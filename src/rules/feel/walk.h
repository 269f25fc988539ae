#pragma once

/// Every expression below one, itself first: for those who look for something in a tree.

#include <functional>

#include "rules/feel/ast.h"

namespace payung::rules {

using Visit = std::function<void(const Expr&)>;

void walk(const Expr& expression, const Visit& visit);
void walk(const UnaryTests& tests, const Visit& visit);

}  // namespace payung::rules
