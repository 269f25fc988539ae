#pragma once

/// Boxed expressions on boxed values. Internal to program/; whole decisions are in decide.h.

#include <memory>
#include <vector>

#include "rules/feel/evaluate.h"
#include "rules/program/program.h"

namespace payung::rules {

/// `rules`: of a table at the top, the rows that matched, from 1.
Value interpret(const Logic& logic, const Environment& environment,
                std::vector<int>* rules = nullptr);

/// A function whose body is a boxed expression. `names` are what the body sees beside its
/// parameters; the Logic must outlive the function.
class BoxedFunction final : public Function {
public:
    BoxedFunction(const Logic& logic, std::shared_ptr<const Environment> names, DomainPtr result)
        : logic_(logic), names_(std::move(names)), result_(std::move(result)) {}

    const std::vector<std::string>& parameters() const override { return logic_.names; }
    Value call(std::span<const Value> arguments) const override;

private:
    const Logic& logic_;
    std::shared_ptr<const Environment> names_;
    DomainPtr result_;
};

}  // namespace payung::rules
