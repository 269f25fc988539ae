/// Lists: list contains, list replace, count, all, any, sublist, append, concatenate, insert
/// before, remove, reverse, index of, union, distinct values, flatten.

#include <algorithm>
#include <unordered_set>

#include "rules/value/builtin.h"
#include "rules/value/operators.h"

namespace payung::rules {

namespace {

constexpr std::size_t items_max = 1'000'000;

Value list_of_size_allowed(List list) {
    return list.size() > items_max ? Value::null(Reason::refused) : Value(std::move(list));
}

/// The index of a 1-based place, negative from the end; nothing outside `size` items.
std::optional<std::size_t> index_at(const Value& place, std::size_t size) {
    const auto number = whole(place);
    const auto count = static_cast<std::int64_t>(size);
    if (!number || *number == 0 || *number > count || *number < -count) return std::nullopt;
    return static_cast<std::size_t>(*number > 0 ? *number - 1 : count + *number);
}

Value list_contains(Arguments arguments) {
    const List& list = arguments[0].list();
    return Value(std::any_of(list.begin(), list.end(),
                             [&](const Value& item) { return feel_equal(item, arguments[1]); }));
}

Value replace_at(Arguments arguments) {
    List list = arguments[0].list();
    const auto index = index_at(arguments[1], list.size());
    if (!index) return Value::null(Reason::invalid_value);
    list[*index] = arguments[2];
    return Value(std::move(list));
}

Value replace_where(Arguments arguments) {
    const Function& match = arguments[1].function();
    if (match.parameters().size() != 2) return Value::null(Reason::type_error);
    List list = arguments[0].list();
    for (Value& item : list) {
        const Value matched = match.call(List{item, arguments[2]});
        if (matched.kind() != Kind::boolean) return Value::null_because_of(matched);
        if (matched.boolean()) item = arguments[2];
    }
    return Value(std::move(list));
}

Value count(Arguments arguments) {
    return Value::integer(static_cast<std::int64_t>(arguments[0].list().size()));
}

/// all() and any(): `deciding` settles it; else null where something is not Boolean.
template <bool deciding>
Value quantified(Arguments items) {
    Value result(!deciding);
    for (const Value& item : items) {
        if (item.kind() == Kind::boolean && item.boolean() == deciding) return Value(deciding);
        if (item.kind() != Kind::boolean && !result.error_reported())
            result = item.is_null() ? item : Value::null(Reason::type_error);
    }
    return result;
}
template <bool deciding>
Value quantified_list(Arguments arguments) {
    return quantified<deciding>(arguments[0].list());
}

Value sublist(Arguments arguments) {
    const List& list = arguments[0].list();
    const auto start = index_at(arguments[1], list.size());
    if (!start) return Value::null(Reason::invalid_value);
    std::size_t length = list.size() - *start;
    if (arguments.size() > 2) {
        const auto wanted = whole(arguments[2]);
        if (!wanted || *wanted < 0 || static_cast<std::size_t>(*wanted) > length)
            return Value::null(Reason::invalid_value);
        length = static_cast<std::size_t>(*wanted);
    }
    const auto first = list.begin() + static_cast<std::ptrdiff_t>(*start);
    return Value(List(first, first + static_cast<std::ptrdiff_t>(length)));
}

Value append(Arguments arguments) {
    List list = arguments[0].list();
    list.insert(list.end(), arguments.begin() + 1, arguments.end());
    return list_of_size_allowed(std::move(list));
}

List joined(Arguments lists) {
    List all;
    for (const Value& list : lists) {
        if (all.size() > items_max) break;
        all.insert(all.end(), list.list().begin(), list.list().end());
    }
    return all;
}
Value concatenate(Arguments lists) {
    return list_of_size_allowed(joined(lists));
}

Value insert_before(Arguments arguments) {
    List list = arguments[0].list();
    const auto index = index_at(arguments[1], list.size());
    if (!index) return Value::null(Reason::invalid_value);
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(*index), arguments[2]);
    return list_of_size_allowed(std::move(list));
}

Value remove(Arguments arguments) {
    List list = arguments[0].list();
    const auto index = index_at(arguments[1], list.size());
    if (!index) return Value::null(Reason::invalid_value);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(*index));
    return Value(std::move(list));
}

Value reverse(Arguments arguments) {
    const List& list = arguments[0].list();
    return Value(List(list.rbegin(), list.rend()));
}

Value index_of(Arguments arguments) {
    List places;
    const List& list = arguments[0].list();
    for (std::size_t i = 0; i < list.size(); ++i)
        if (feel_equal(list[i], arguments[1]))
            places.push_back(Value::integer(static_cast<std::int64_t>(i) + 1));
    return Value(std::move(places));
}

/// The first of values that are equal, in order.
class Distinct {
public:
    void add(const Value& value) {
        if (known_.insert(value).second) values_.push_back(value);
    }
    Value take() { return Value(std::move(values_)); }

private:
    struct Hash {
        std::size_t operator()(const Value& value) const { return equality_hash(value); }
    };
    struct Equal {
        bool operator()(const Value& a, const Value& b) const { return feel_equal(a, b); }
    };
    std::unordered_set<Value, Hash, Equal> known_;
    List values_;
};

Value distinct(const List& list) {
    Distinct values;
    for (const Value& value : list) values.add(value);
    return values.take();
}
Value distinct_values(Arguments arguments) {
    return distinct(arguments[0].list());
}
Value union_of(Arguments lists) {
    const List all = joined(lists);
    return all.size() > items_max ? Value::null(Reason::refused) : distinct(all);
}

void flatten_into(List& flat, const List& list) {
    for (const Value& item : list) {
        if (flat.size() > items_max) return;
        if (item.kind() == Kind::list)
            flatten_into(flat, item.list());
        else
            flat.push_back(item);
    }
}
Value flatten(Arguments arguments) {
    List flat;
    flatten_into(flat, arguments[0].list());
    return list_of_size_allowed(std::move(flat));
}

}  // namespace

std::span<const Builtin> list_builtins() {
    constexpr Parameter list{.name = "list", .takes = Takes::list};
    constexpr Parameter item{.name = "list", .nullable = true};
    constexpr Parameter match{.name = "match", .nullable = true};
    constexpr Parameter position{.name = "position", .takes = Takes::number};
    constexpr Parameter new_item{.name = "newItem", .nullable = true};
    static const std::vector<Builtin> all = {
        {"list contains", {{{list, {.name = "element", .nullable = true}}, list_contains}}},
        {"list replace",
         {{{list, position, new_item}, replace_at},
          {{list, {.name = "match", .takes = Takes::function}, new_item}, replace_where}}},
        {"count", {{{list}, count}}},
        {"all", {{{list}, quantified_list<false>}, {{item, item}, quantified<false>, true}}},
        {"any", {{{list}, quantified_list<true>}, {{item, item}, quantified<true>, true}}},
        {"sublist",
         {{{list,
            {.name = "start position", .takes = Takes::number},
            {.name = "length", .takes = Takes::number, .optional = true}},
           sublist}}},
        {"append", {{{list, {.name = "item", .nullable = true}}, append, true}}},
        {"concatenate", {{{list}, concatenate, true}}},
        {"insert before", {{{list, position, new_item}, insert_before}}},
        {"remove", {{{list, position}, remove}}},
        {"reverse", {{{list}, reverse}}},
        {"index of", {{{list, match}, index_of}}},
        {"union", {{{list}, union_of, true}}},
        {"distinct values", {{{list}, distinct_values}}},
        {"flatten", {{{list}, flatten}}},
    };
    return all;
}

}  // namespace payung::rules
