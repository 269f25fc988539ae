#pragma once

/// A function literal as a value: its body with the values that its names had where it stood.

#include <span>
#include <string>
#include <vector>

#include "rules/feel/evaluate.h"

namespace payung::rules {

class Closure final : public Function {
public:
    /// Takes what the body needs from `environment`, which need not live on.
    Closure(const FunctionExpr& function, const Environment& environment);
    const std::vector<std::string>& parameters() const override { return names_; }
    Value call(std::span<const Value> arguments) const override;

private:
    std::vector<std::string> names_;
    std::vector<TypePtr> types_;  // null: not declared
    ExprPtr body_;                // none: foreign code
    Bindings captured_;
};

}  // namespace payung::rules
