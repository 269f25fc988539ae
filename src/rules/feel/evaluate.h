#pragma once

/// The general path: a FEEL tree evaluated on boxed values. Works for every expression; the typed
/// columns of plan/ must agree with it.
///
/// Errors   none by return: a null says why it is null. Limits (recursion 200, list 10^6 items,
/// 10^7
///          iterations, time and memory of one row) give Reason::refused.

#include <string_view>

#include "rules/feel/ast.h"

namespace payung::rules {

/// Values by name, innermost first.
class Environment {
public:
    explicit Environment(const Environment* outer = nullptr) : outer_(outer) {}
    virtual ~Environment() = default;
    /// nullptr where this and the outer ones have no such name.
    const Value* find(std::string_view name) const;

protected:
    virtual const Value* find_here(std::string_view name) const = 0;

private:
    const Environment* outer_;
};

/// A few names with their values.
class Bindings final : public Environment {
public:
    using Environment::Environment;
    void set(std::string name, Value value);

private:
    const Value* find_here(std::string_view name) const override;
    std::vector<std::pair<std::string, Value>> values_;
};

/// What one evaluation may use up; shared by everything that is evaluated for one question.
struct Budget;

Value evaluate(const Expr& expression, const Environment& environment);
/// true, false or null.
Value evaluate(const UnaryTests& tests, const Value& input, const Environment& environment);

}  // namespace payung::rules
