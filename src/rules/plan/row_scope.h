#pragma once

/// What an expression of the general path sees: the arguments of its operation by their names,
/// those of an import as entries of a context.

#include <memory>
#include <span>

#include "rules/feel/evaluate.h"
#include "rules/plan/payloads.h"

namespace payung::rules {

class RowScope final : public Environment {
public:
    RowScope(const BoxedCall& call, std::span<const Value> values) : call_(call), values_(values) {}

private:
    const Value* find_here(std::string_view name) const override {
        bool import = false;
        for (std::size_t i = 0; i < call_.names.size(); ++i) {
            if (call_.names[i].prefix.empty() && call_.names[i].name == name) return &values_[i];
            import |= !call_.names[i].prefix.empty() && call_.names[i].prefix == name;
        }
        return import ? imported(name) : nullptr;
    }
    const Value* imported(std::string_view prefix) const {
        for (const auto& [known, value] : imports_)
            if (known == prefix) return value.get();
        Context context;
        for (std::size_t i = 0; i < call_.names.size(); ++i)
            if (call_.names[i].prefix == prefix) context.set(call_.names[i].name, values_[i]);
        imports_.emplace_back(prefix, std::make_unique<Value>(std::move(context)));
        return imports_.back().second.get();
    }

    const BoxedCall& call_;
    std::span<const Value> values_;
    mutable std::vector<std::pair<std::string_view, std::unique_ptr<Value>>> imports_;
};

}  // namespace payung::rules
