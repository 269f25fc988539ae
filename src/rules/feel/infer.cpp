#include <algorithm>
#include <array>

#include "rules/feel/parser.h"

namespace payung::rules {

namespace {

/// Built-ins that give back (part of) the list they are given first.
constexpr std::array<std::string_view, 10> list_keepers{
    "append",  "concatenate", "distinct values", "insert before", "list replace", "remove",
    "reverse", "sort",        "sublist",         "union"};

bool is_list(const TypePtr& type) {
    return type != nullptr && type->kind == Type::Kind::list;
}

}  // namespace

TypePtr element_type(const TypePtr& type) {
    if (type == nullptr || type->kind == Type::Kind::any || type->kind == Type::Kind::null)
        return nullptr;
    const bool holds = type->kind == Type::Kind::list || type->kind == Type::Kind::range;
    return holds ? type->element : type;
}

const Type* entries_type(const TypePtr& type) {
    const Type* at = type.get();
    while (at != nullptr && at->kind == Type::Kind::list) at = at->element.get();
    return at != nullptr && at->kind == Type::Kind::context ? at : nullptr;
}

TypePtr path_type(const TypePtr& base, std::string_view name) {
    if (base == nullptr) return nullptr;
    if (is_list(base)) {
        TypePtr inner = path_type(base->element, name);
        return inner == nullptr ? nullptr : list_of(std::move(inner));
    }
    return base->kind == Type::Kind::context ? base->field(name) : nullptr;
}

/// The type of the first item; of contexts, one with the entries of all.
TypePtr list_type(const std::vector<Typed>& items) {
    if (items.empty() || items.front().type == nullptr) return nullptr;
    const TypePtr& first = items.front().type;
    if (first->kind != Type::Kind::context) return list_of(first);
    auto merged = std::make_shared<Type>();
    merged->kind = Type::Kind::context;
    for (const Typed& item : items) {
        if (item.type == nullptr || item.type->kind != Type::Kind::context) continue;
        for (const auto& field : item.type->fields)
            if (std::none_of(merged->fields.begin(), merged->fields.end(),
                             [&](const auto& known) { return known.first == field.first; }))
                merged->fields.push_back(field);
    }
    return list_of(std::move(merged));
}

TypePtr call_type(const Typed& function, const std::vector<Typed>& arguments) {
    if (function.type != nullptr && function.type->kind == Type::Kind::function)
        return function.type->result;
    const auto* name = std::get_if<NameRef>(&function.expr->node);
    if (name == nullptr || name->builtin == nullptr || arguments.empty()) return nullptr;
    const bool keeps =
        std::find(list_keepers.begin(), list_keepers.end(), name->name) != list_keepers.end();
    return keeps && is_list(arguments.front().type) ? arguments.front().type : nullptr;
}

TypePtr type_of(const Value& value) {
    switch (value.kind()) {
        case Kind::boolean:
            return basic_type(Type::Kind::boolean);
        case Kind::number:
            return basic_type(Type::Kind::number);
        case Kind::string:
            return basic_type(Type::Kind::string);
        case Kind::date:
            return basic_type(Type::Kind::date);
        case Kind::time:
            return basic_type(Type::Kind::time);
        case Kind::date_time:
            return basic_type(Type::Kind::date_time);
        case Kind::days_time_duration:
            return basic_type(Type::Kind::days_time_duration);
        case Kind::years_months_duration:
            return basic_type(Type::Kind::years_months_duration);
        default:
            return nullptr;
    }
}

}  // namespace payung::rules
