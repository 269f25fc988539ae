/// get value, get entries, context, context put, context merge.

#include "rules/value/builtin.h"

namespace payung::rules {

namespace {

Value get_value(Arguments arguments) {
    const Value* value = arguments[0].context().find(arguments[1].text());
    return value == nullptr ? Value() : *value;
}

Value get_entries(Arguments arguments) {
    List entries;
    for (const auto& [name, value] : arguments[0].context().entries()) {
        Context entry;
        entry.set("key", Value(name));
        entry.set("value", value);
        entries.emplace_back(std::move(entry));
    }
    return Value(std::move(entries));
}

Value context_of_entries(Arguments arguments) {
    Context context;
    for (const Value& entry : arguments[0].list()) {
        if (entry.kind() != Kind::context) return Value::null_because_of(entry);
        const Value* key = entry.context().find("key");
        const Value* value = entry.context().find("value");
        if (key == nullptr || value == nullptr) return Value::null(Reason::type_error);
        if (key->kind() != Kind::string) return Value::null_because_of(*key);
        if (context.find(key->text()) != nullptr) return Value::null(Reason::invalid_value);
        context.set(key->text(), *value);
    }
    return Value(std::move(context));
}

Value put(const Context& context, const std::string& key, const Value& value) {
    Context changed = context;
    changed.set(key, value);
    return Value(std::move(changed));
}

/// Follows the keys; what is on the way must be contexts.
Value put_deep(const Context& context, Arguments keys, const Value& value) {
    const Value& key = keys.front();
    if (key.kind() != Kind::string) return Value::null_because_of(key);
    if (keys.size() == 1) return put(context, key.text(), value);
    const Value* inner = context.find(key.text());
    if (inner == nullptr) return Value::null(Reason::type_error);
    if (inner->kind() != Kind::context) return Value::null_because_of(*inner);
    const Value changed = put_deep(inner->context(), keys.subspan(1), value);
    return changed.is_null() ? changed : put(context, key.text(), changed);
}

Value context_put(Arguments arguments) {
    return put(arguments[0].context(), arguments[1].text(), arguments[2]);
}
Value context_put_deep(Arguments arguments) {
    const List& keys = arguments[1].list();
    if (keys.empty()) return Value::null(Reason::type_error);
    return put_deep(arguments[0].context(), keys, arguments[2]);
}

Value context_merge(Arguments arguments) {
    Context merged;
    for (const Value& context : arguments[0].list()) {
        if (context.kind() != Kind::context) return Value::null_because_of(context);
        for (const auto& [name, value] : context.context().entries()) merged.set(name, value);
    }
    return Value(std::move(merged));
}

}  // namespace

std::span<const Builtin> context_builtins() {
    constexpr Parameter context{.name = "context", .takes = Takes::context};
    constexpr Parameter m{.name = "m", .takes = Takes::context};
    constexpr Parameter key{.name = "key", .takes = Takes::string};
    constexpr Parameter value{.name = "value", .nullable = true};
    static const std::vector<Builtin> all = {
        {"get value", {{{m, key}, get_value}}},
        {"get entries", {{{m}, get_entries}}},
        {"context", {{{{.name = "entries", .takes = Takes::list}}, context_of_entries}}},
        {"context put",
         {{{context, key, value}, context_put},
          {{context, {.name = "keys", .takes = Takes::list}, value}, context_put_deep}}},
        {"context merge", {{{{.name = "contexts", .takes = Takes::list}}, context_merge}}},
    };
    return all;
}

}  // namespace payung::rules
