#include "rules/feel/closure.h"

namespace payung::rules {

namespace {

/// Parameters with the arguments of one call.
class Arguments final : public Environment {
public:
    Arguments(const Environment& outer, std::span<const std::string> names,
              std::span<const Value> values)
        : Environment(&outer), names_(names), values_(values) {}

private:
    const Value* find_here(std::string_view name) const override {
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (names_[i] == name) return &values_[i];
        return nullptr;
    }
    std::span<const std::string> names_;
    std::span<const Value> values_;
};

}  // namespace

Closure::Closure(const FunctionExpr& function, const Environment& environment)
    : body_(function.body) {
    for (const auto& [name, type] : function.parameters) {
        names_.push_back(name);
        types_.push_back(type);
    }
    for (const std::string& name : function.captures)
        if (const Value* value = environment.find(name)) captured_.set(name, *value);
}

Value Closure::call(std::span<const Value> arguments) const {
    if (body_ == nullptr) return Value::null(Reason::refused);
    if (arguments.size() != names_.size()) return Value::null(Reason::type_error);
    std::vector<Value> taken(arguments.begin(), arguments.end());
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (types_[i] != nullptr) taken[i] = coerce(std::move(taken[i]), *types_[i]);
    const WithinBudget budget;
    const Budget::Call call(budget.get());
    if (!call.admitted()) return Budget::refusal();
    return evaluate(*body_, Arguments(captured_, names_, taken));
}

}  // namespace payung::rules
