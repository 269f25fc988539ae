#include "rules/types/signatures.h"

#include <algorithm>
#include <array>
#include <map>

namespace payung::rules {

namespace {

using K = Type::Kind;

struct Gives {
    std::string_view name;
    K kind;
};
constexpr std::array gives{
    Gives{"date", K::date},
    Gives{"time", K::time},
    Gives{"date and time", K::date_time},
    Gives{"number", K::number},
    Gives{"string", K::string},
    Gives{"years and months duration", K::years_months_duration},
    Gives{"not", K::boolean},
    Gives{"substring", K::string},
    Gives{"string length", K::number},
    Gives{"upper case", K::string},
    Gives{"lower case", K::string},
    Gives{"substring before", K::string},
    Gives{"substring after", K::string},
    Gives{"contains", K::boolean},
    Gives{"starts with", K::boolean},
    Gives{"ends with", K::boolean},
    Gives{"string join", K::string},
    Gives{"list contains", K::boolean},
    Gives{"count", K::number},
    Gives{"mean", K::number},
    Gives{"product", K::number},
    Gives{"all", K::boolean},
    Gives{"any", K::boolean},
    Gives{"decimal", K::number},
    Gives{"floor", K::number},
    Gives{"ceiling", K::number},
    Gives{"round up", K::number},
    Gives{"round down", K::number},
    Gives{"round half up", K::number},
    Gives{"round half down", K::number},
    Gives{"modulo", K::number},
    Gives{"odd", K::boolean},
    Gives{"even", K::boolean},
    Gives{"before", K::boolean},
    Gives{"after", K::boolean},
    Gives{"meets", K::boolean},
    Gives{"met by", K::boolean},
    Gives{"overlaps", K::boolean},
    Gives{"overlaps before", K::boolean},
    Gives{"overlaps after", K::boolean},
    Gives{"finishes", K::boolean},
    Gives{"finished by", K::boolean},
    Gives{"includes", K::boolean},
    Gives{"during", K::boolean},
    Gives{"starts", K::boolean},
    Gives{"started by", K::boolean},
    Gives{"coincides", K::boolean},
    Gives{"day of year", K::number},
    Gives{"day of week", K::string},
    Gives{"month of year", K::string},
    Gives{"week of year", K::number},
    Gives{"is", K::boolean},
};
/// Give the list they are given, or one of its elements.
constexpr std::array<std::string_view, 8> same_list{
    "append",  "concatenate", "distinct values", "insert before", "remove",
    "reverse", "sort",        "sublist"};
constexpr std::array<std::string_view, 3> one_of_list{"min", "max", "sum"};

template <std::size_t n>
bool among(const std::array<std::string_view, n>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

K kind_taken(Takes takes) {
    switch (takes) {
        case Takes::boolean:
            return K::boolean;
        case Takes::number:
            return K::number;
        case Takes::string:
            return K::string;
        case Takes::date:
            return K::date;
        case Takes::time:
            return K::time;
        case Takes::date_time:
            return K::date_time;
        case Takes::days_time_duration:
            return K::days_time_duration;
        case Takes::years_months_duration:
            return K::years_months_duration;
        case Takes::context:
            return K::context;
        case Takes::range:
            return K::range;
        case Takes::function:
            return K::function;
        case Takes::list:
            return K::list;
        case Takes::any:
        case Takes::point:
            break;
    }
    return K::any;
}

TypePtr element_or_self(const TypePtr& type) {
    return type && type->kind == K::list ? type->element : type;
}

}  // namespace

const Builtin* builtin_named(std::string_view name) {
    static const auto all = [] {
        std::map<std::string_view, const Builtin*> by_name;
        for (const auto builtins :
             {conversion_builtins(), string_builtins(), pattern_builtins(), list_builtins(),
              statistics_builtins(), numeric_builtins(), interval_builtins(), temporal_builtins(),
              context_builtins(), other_builtins()})
            for (const Builtin& builtin : builtins) by_name.emplace(builtin.name, &builtin);
        return by_name;
    }();
    const auto found = all.find(name);
    return found == all.end() ? nullptr : found->second;
}

TypePtr builtin_result(std::string_view name, std::span<const TypePtr> arguments) {
    const auto* known = std::find_if(gives.begin(), gives.end(),
                                     [&](const Gives& entry) { return entry.name == name; });
    if (known != gives.end()) return basic_type(known->kind);
    const TypePtr first = arguments.empty() ? nullptr : arguments[0];
    if (name == "abs") return first ? basic_type(first->kind) : nullptr;
    if (among(one_of_list, name)) {
        const TypePtr element = element_or_self(first);
        return element ? basic_type(element->kind) : nullptr;
    }
    if (among(same_list, name) && first && first->kind == K::list) return first;
    return nullptr;
}

bool takes(const Parameter& parameter, const TypePtr& type) {
    if (!type || type->kind == K::any) return true;
    if (type->kind == K::null) return parameter.nullable || parameter.takes == Takes::any;
    const K wanted = kind_taken(parameter.takes);
    if (parameter.takes == Takes::point)
        return type->kind != K::list && type->kind != K::context && type->kind != K::function &&
               type->kind != K::boolean;
    // A date is its midnight, and one value a list of it.
    const bool widened = (wanted == K::date_time && type->kind == K::date) || wanted == K::list;
    return wanted == K::any || wanted == type->kind || widened;
}

std::string_view name_of(Takes takes) {
    if (takes == Takes::point) return "number, string, date …";
    const K kind = kind_taken(takes);
    return kind == K::any ? "Any" : name_of(static_cast<Kind>(static_cast<int>(kind) - 1));
}

std::string shapes_text(const Builtin& builtin) {
    std::string out;
    for (const Shape& shape : builtin.shapes) {
        out += out.empty() ? "" : "; ";
        out += builtin.name;
        out += '(';
        for (std::size_t i = 0; i < shape.parameters.size(); ++i) {
            out += i == 0 ? "" : ", ";
            out += shape.parameters[i].name;
        }
        out += shape.repeats ? ", …)" : ")";
    }
    return out;
}

UnneededFeature unneeded_in_law(std::string_view name) {
    constexpr std::array<std::string_view, 2> clock{"now", "today"};
    constexpr std::array<std::string_view, 2> time{"time", "date and time"};
    constexpr std::array<std::string_view, 3> patterns{"matches", "replace", "split"};
    constexpr std::array<std::string_view, 6> statistics{"sqrt",   "log",  "exp",
                                                         "stddev", "mode", "median"};
    if (among(clock, name)) return {"jam sekarang", "the clock"};
    if (among(time, name)) return {"jam dalam hari", "the time of day"};
    if (among(patterns, name)) return {"ekspresi reguler", "regular expressions"};
    if (among(statistics, name))
        return {"akar, logaritma dan statistik", "roots, logarithms and statistics"};
    if (name == "range") return {"rentang sebagai nilai", "ranges as values"};
    return {};
}

}  // namespace payung::rules
