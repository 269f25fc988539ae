#pragma once

/// The general path: a FEEL tree evaluated on boxed values. Works for every expression; the typed
/// columns of plan/ must agree with it.
///
/// Errors   none by return: a null says why it is null. Limits (see budget.h) give
///          Reason::refused.
/// Cost     no copies of texts, names or lists on the way; a name is found by comparing it with
///          those in scope, innermost first.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/feel/ast.h"
#include "rules/feel/budget.h"

namespace payung::rules {

/// Values by name, innermost first.
class Environment {
public:
    explicit Environment(const Environment* outer = nullptr) : outer_(outer) {}
    virtual ~Environment() = default;
    Environment(const Environment&) = default;
    Environment& operator=(const Environment&) = default;
    /// nullptr where this and the outer ones have no such name. What is found stays in its place
    /// as long as the environment lives: other names may be asked for meanwhile.
    const Value* find(std::string_view name) const {
        for (const Environment* at = this; at != nullptr; at = at->outer_)
            if (const Value* value = at->find_here(name)) return value;
        return nullptr;
    }

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
    bool empty() const { return values_.empty(); }

private:
    const Value* find_here(std::string_view name) const override;
    std::vector<std::pair<std::string, Value>> values_;
};

/// One name, owned elsewhere, whose value changes: an iterator, or `?`.
class Binding final : public Environment {
public:
    Binding(const Environment& outer, std::string_view name) : Environment(&outer), name_(name) {}
    void set(Value value) { value_ = std::move(value); }

private:
    const Value* find_here(std::string_view name) const override {
        return name == name_ ? &value_ : nullptr;
    }
    std::string_view name_;
    Value value_;
};

/// What the condition of a filter sees: `item`, and its entries where it is a context. Names among
/// `entries` are the element's even where this one lacks them: they are null then.
class Element final : public Environment {
public:
    explicit Element(const Environment& outer, const std::vector<std::string>* entries = nullptr)
        : Environment(&outer), entries_(entries) {}
    void set(const Value& item) { item_ = &item; }

private:
    const Value* find_here(std::string_view name) const override;
    const std::vector<std::string>* entries_;
    const Value* item_ = nullptr;
};

Value evaluate(const Expr& expression, const Environment& environment);
/// true, false or null.
Value evaluate(const UnaryTests& tests, const Value& input, const Environment& environment);

}  // namespace payung::rules
