#include "rules/types/type.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace payung::rules {

namespace {

constexpr std::size_t kind_count = static_cast<std::size_t>(Type::Kind::function) + 1;

TypePtr made(Type::Kind kind, TypePtr element = nullptr) {
    Type type;
    type.kind = kind;
    type.element = std::move(element);
    return std::make_shared<const Type>(std::move(type));
}

struct NamedKind {
    std::string_view name;
    Type::Kind kind;
};

// Names as FEEL and the attribute typeRef write them; the older spellings are still in use.
constexpr std::array named_kinds = {
    NamedKind{"Any", Type::Kind::any},
    NamedKind{"Null", Type::Kind::null},
    NamedKind{"boolean", Type::Kind::boolean},
    NamedKind{"number", Type::Kind::number},
    NamedKind{"string", Type::Kind::string},
    NamedKind{"date", Type::Kind::date},
    NamedKind{"time", Type::Kind::time},
    NamedKind{"date and time", Type::Kind::date_time},
    NamedKind{"dateTime", Type::Kind::date_time},
    NamedKind{"days and time duration", Type::Kind::days_time_duration},
    NamedKind{"dayTimeDuration", Type::Kind::days_time_duration},
    NamedKind{"years and months duration", Type::Kind::years_months_duration},
    NamedKind{"yearMonthDuration", Type::Kind::years_months_duration},
    NamedKind{"list", Type::Kind::list},
    NamedKind{"context", Type::Kind::context},
    NamedKind{"range", Type::Kind::range},
    NamedKind{"function", Type::Kind::function},
};

Type::Kind kind_of(Kind kind) {
    // Type::Kind has `any` before the kinds of values.
    return static_cast<Type::Kind>(static_cast<int>(kind) + 1);
}
static_assert(static_cast<int>(Type::Kind::null) == static_cast<int>(Kind::null) + 1);
static_assert(static_cast<int>(Type::Kind::function) == static_cast<int>(Kind::function) + 1);

bool all_conform(const List& list, const TypePtr& element) {
    return element == nullptr || std::all_of(list.begin(), list.end(), [&](const Value& item) {
               return conforms(item, *element);
           });
}

/// Every field of the type is there (or null, or absent from a type without fields).
bool fields_conform(const Context& context, const Type& type) {
    return std::all_of(type.fields.begin(), type.fields.end(), [&](const auto& field) {
        const Value* value = context.find(field.first);
        return value != nullptr && (field.second == nullptr || conforms(*value, *field.second));
    });
}

bool ends_conform(const Range& range, const TypePtr& element) {
    return element == nullptr || (conforms(range.low, *element) && conforms(range.high, *element));
}

}  // namespace

TypePtr Type::field(std::string_view field_name) const {
    for (const auto& [known, type] : fields)
        if (known == field_name) return type;
    return nullptr;
}

TypePtr basic_type(Type::Kind kind) {
    static const std::array<TypePtr, kind_count> types = [] {
        std::array<TypePtr, kind_count> all;
        for (std::size_t i = 0; i < kind_count; ++i) all[i] = made(static_cast<Type::Kind>(i));
        return all;
    }();
    return types.at(static_cast<std::size_t>(kind));
}

TypePtr list_of(TypePtr element) {
    return made(Type::Kind::list, std::move(element));
}

TypePtr built_in_type(std::string_view name) {
    for (const NamedKind& named : named_kinds)
        if (named.name == name) return basic_type(named.kind);
    return nullptr;
}

bool conforms(const Value& value, const Type& type) {
    if (type.kind == Type::Kind::any || value.is_null()) return true;
    if (kind_of(value.kind()) != type.kind) return false;
    switch (type.kind) {
        case Type::Kind::list:
            return all_conform(value.list(), type.element);
        case Type::Kind::context:
            return fields_conform(value.context(), type);
        case Type::Kind::range:
            return ends_conform(value.range(), type.element);
        case Type::Kind::function:
            return type.parameters.empty() ||
                   value.function().parameters().size() == type.parameters.size();
        default:
            return true;
    }
}

Value coerce(Value value, const Type& type) {
    if (conforms(value, type)) return value;
    if (value.kind() == Kind::list && value.list().size() == 1 && type.kind != Type::Kind::list) {
        Value only = value.list().front();
        if (conforms(only, type)) return only;
    }
    if (type.kind == Type::Kind::list && value.kind() != Kind::list) {
        Value list{List{std::move(value)}};
        if (conforms(list, type)) return list;
    }
    return Value::null(Reason::type_error);
}

}  // namespace payung::rules
