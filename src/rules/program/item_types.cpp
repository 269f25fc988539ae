#include "rules/program/item_types.h"

#include "base/text.h"
#include "rules/nearest.h"

namespace payung::rules {

namespace {

/// "feel:number" and "feel.number" of older files.
std::string_view without_feel(std::string_view reference) {
    for (const std::string_view prefix : {"feel:", "feel."})
        if (reference.starts_with(prefix)) return reference.substr(prefix.size());
    return reference;
}

void add_tests(Type& type, const model::ItemDefinition& item) {
    if (item.allowed_values) type.allowed_values.push_back(item.allowed_values->text);
    if (item.constraint) type.constraints.push_back(item.constraint->text);
}

}  // namespace

ItemTypes::ItemTypes(std::span<const model::Model> models, std::vector<Diagnostic>& diagnostics)
    : models_(models), diagnostics_(diagnostics), entries_(models.size()), scopes_(models.size()) {
    for (std::size_t m = 0; m < models.size(); ++m) {
        by_namespace_.emplace(models[m].namespace_, m);
        for (const model::ItemDefinition& item : models[m].items) {
            const bool is_new =
                entries_[m].try_emplace(item.name, Entry{&item, Progress::no, nullptr}).second;
            if (!is_new)
                diagnostics_.push_back({DiagnosticCode::name_twice,
                                        {models[m].file, item.line, {}, 0, {}},
                                        {{"name", item.name}}});
        }
    }
    for (std::size_t m = 0; m < models.size(); ++m)
        for (const model::ItemDefinition& item : models[m].items)
            if (const TypePtr type = own(m, item.name)) scopes_[m].add_type(item.name, type);
    for (std::size_t m = 0; m < models.size(); ++m)
        for (const model::Import& import : models[m].imports) {
            const std::size_t other = model_of(import.namespace_);
            if (other == npos) continue;
            const std::string prefix = import.name.empty() ? "" : import.name + ".";
            for (const auto& [name, entry] : entries_[other])
                if (entry.type) scopes_[m].add_type(prefix + name, entry.type);
        }
}

std::size_t ItemTypes::model_of(std::string_view namespace_) const {
    const auto found = by_namespace_.find(namespace_);
    return found == by_namespace_.end() ? npos : found->second;
}

std::size_t ItemTypes::imported(std::size_t model, std::string_view prefix) const {
    for (const model::Import& import : models_[model].imports)
        if (import.name == prefix) return model_of(import.namespace_);
    return npos;
}

TypePtr ItemTypes::own(std::size_t model, std::string_view name) {
    const auto found = entries_[model].find(name);
    if (found == entries_[model].end()) return nullptr;
    Entry& entry = found->second;
    const Place place{models_[model].file, entry.item->line, {}, 0, {}};
    if (entry.progress == Progress::now) {
        diagnostics_.push_back({DiagnosticCode::cyclic_type, place, {{"type", std::string(name)}}});
        return basic_type(Type::Kind::any);
    }
    if (entry.progress == Progress::no) {
        entry.progress = Progress::now;
        entry.type = made(model, *entry.item);
        entry.progress = Progress::done;
        prepare(entry.type, place);
    }
    return entry.type;
}

TypePtr ItemTypes::made(std::size_t model, const model::ItemDefinition& item) {
    const Place place{models_[model].file, item.line, {}, 0, {}};
    Type type;
    if (item.function_result) {
        type = *function_type(model, item, place);
    } else if (!item.components.empty()) {
        type.kind = Type::Kind::context;
        for (const model::ItemDefinition& part : item.components)
            type.fields.emplace_back(normalised_name(part.name), made(model, part));
    } else if (const TypePtr base = resolve(model, item.type, place)) {
        type = *base;
    }
    if (!item.collection) {
        add_tests(type, item);
        type.name = item.name;
        return std::make_shared<const Type>(std::move(type));
    }
    // Allowed values of a collection are those of its elements; a constraint looks at the whole.
    if (item.allowed_values) type.allowed_values.push_back(item.allowed_values->text);
    auto list = std::make_shared<Type>(*list_of(std::make_shared<const Type>(std::move(type))));
    if (item.constraint) list->constraints.push_back(item.constraint->text);
    list->name = item.name;
    return list;
}

TypePtr ItemTypes::function_type(std::size_t model, const model::ItemDefinition& item,
                                 const Place& place) {
    Type type;
    type.kind = Type::Kind::function;
    type.result = resolve(model, *item.function_result, place);
    for (const model::Variable& parameter : item.function_parameters)
        type.parameters.emplace_back(parameter.name, resolve(model, parameter.type, place));
    return std::make_shared<const Type>(std::move(type));
}

TypePtr ItemTypes::find(std::size_t model, std::string_view reference) {
    if (TypePtr type = own(model, reference)) return type;
    if (TypePtr type = built_in_type(without_feel(reference))) return type;
    for (const model::Import& import : models_[model].imports) {
        const std::size_t other = model_of(import.namespace_);
        if (other == npos) continue;
        std::string_view rest = reference;
        if (!import.name.empty()) {
            const std::size_t size = import.name.size();
            if (!reference.starts_with(import.name) || reference.size() <= size ||
                (reference[size] != '.' && reference[size] != ':'))
                continue;
            rest.remove_prefix(size + 1);
        }
        if (TypePtr type = own(other, rest)) return type;
    }
    return nullptr;
}

TypePtr ItemTypes::resolve(std::size_t model, std::string_view reference, const Place& place) {
    reference = trim(reference);
    if (reference.empty()) return nullptr;
    TypePtr type = find(model, reference);
    if (!type) tell_unknown(model, reference, place);
    return type;
}

void ItemTypes::tell_unknown(std::size_t model, std::string_view reference, const Place& place) {
    std::vector<std::string> known{"number", "string", "boolean", "date"};
    for (const auto& [name, entry] : entries_[model]) known.push_back(name);
    for (const model::Import& import : models_[model].imports)
        if (const std::size_t other = model_of(import.namespace_); other != npos)
            for (const auto& [name, entry] : entries_[other])
                known.push_back(import.name + "." + name);
    diagnostics_.push_back(
        {DiagnosticCode::unknown_type,
         place,
         {{"type", std::string(reference)}, {"near", nearest_hint(reference, known)}}});
}

void ItemTypes::prepare(const TypePtr& type, const Place& place) {
    std::vector<DomainFault> faults;
    domains_[type.get()] = domain_of(type, faults);
    for (const DomainFault& fault : faults)
        diagnostics_.push_back({DiagnosticCode::syntax_error,
                                place,
                                {{"at", std::to_string(fault.at + 1)},
                                 {"text", fault.text},
                                 {"apa", fault.apa},
                                 {"what", fault.what}}});
}

DomainPtr ItemTypes::domain(const TypePtr& type) const {
    if (!type) return nullptr;
    const auto found = domains_.find(type.get());
    if (found != domains_.end()) return found->second;
    std::vector<DomainFault> told_where_declared;
    return domain_of(type, told_where_declared);
}

}  // namespace payung::rules
