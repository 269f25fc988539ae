#pragma once

/// The types that the item definitions of some models declare, found by the names that typeRefs
/// use: "number", "tRupiah", "bpu.tRupiah".
///
/// Errors   unknown_type (with the nearest known name), cyclic_type, and syntax_error in allowed
///          values, each told once with its file and line.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/feel/scope.h"
#include "rules/model/model.h"
#include "rules/types/domain.h"

namespace payung::rules {

class ItemTypes {
public:
    ItemTypes(std::span<const model::Model> models, std::vector<Diagnostic>& diagnostics);

    /// Null for an empty reference or an unknown one, which is told at `place`.
    TypePtr resolve(std::size_t model, std::string_view reference, const Place& place);
    /// The same with its tests; shared by all who ask for the type.
    DomainPtr domain(const TypePtr& type) const;
    /// The names `instance of` may use in that model.
    const Scope& scope(std::size_t model) const { return scopes_[model]; }
    /// The model an import of `model` means, or npos.
    std::size_t imported(std::size_t model, std::string_view prefix) const;
    std::size_t model_of(std::string_view namespace_) const;
    static constexpr std::size_t npos = ~std::size_t{0};

private:
    enum class Progress : std::uint8_t { no, now, done };
    struct Entry {
        const model::ItemDefinition* item = nullptr;
        Progress progress = Progress::no;
        TypePtr type;
    };
    TypePtr find(std::size_t model, std::string_view reference);
    TypePtr own(std::size_t model, std::string_view name);
    TypePtr made(std::size_t model, const model::ItemDefinition& item);
    TypePtr function_type(std::size_t model, const model::ItemDefinition& item, const Place& place);
    void prepare(const TypePtr& type, const Place& place);
    void tell_unknown(std::size_t model, std::string_view reference, const Place& place);

    std::span<const model::Model> models_;
    std::vector<Diagnostic>& diagnostics_;
    std::map<std::string, std::size_t, std::less<>> by_namespace_;
    std::vector<std::map<std::string, Entry, std::less<>>> entries_;
    std::vector<Scope> scopes_;
    std::map<const Type*, DomainPtr> domains_;
};

}  // namespace payung::rules
