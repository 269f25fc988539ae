#include "rules/plan/graph.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "rules/value/builtins.h"
#include "rules/value/operators.h"

namespace payung::rules {

namespace {

Value call(std::string_view builtin, std::span<const Value> arguments) {
    const auto function = find_builtin(builtin);
    CHECK(function != nullptr);
    return function->call(arguments);
}

Value rounded(const Value& number, int digits, DecimalRounding rounding) {
    constexpr std::array<std::string_view, 7> names{"decimal",        "floor",      "ceiling",
                                                    "round up",       "round down", "round half up",
                                                    "round half down"};
    const std::array<Value, 2> arguments{number, Value::integer(digits)};
    return call(names.at(static_cast<std::size_t>(rounding)), arguments);
}

Value duration_sum(const Value& date, const Value& count, std::int64_t seconds) {
    if (count.is_null()) return add(date, count);
    const auto whole = count.number().integer();
    if (!whole) return Value::null(Reason::overflow);
    return seconds == 0 ? add(date, Value(YearsMonthsDuration{*whole}))
                        : add(date, Value(DaysTimeDuration{.seconds = *whole * seconds}));
}

Value months_between(std::span<const Value> dates) {
    const Value duration = call("years and months duration", dates);
    return duration.is_null() ? duration : Value::integer(duration.years_months().months);
}

Value days_between(const Value& from, const Value& to) {
    const Value passed = subtract(to, from);
    return passed.is_null() ? passed : path(passed, "days");
}

Value first_null(const Value& a, const Value& b, bool otherwise) {
    if (a.is_null()) return a;
    return b.is_null() ? b : Value(otherwise);
}

bool is_true(const Value& value) {
    return value.kind() == Kind::boolean && value.boolean();
}

std::size_t mix(std::size_t hash, std::size_t more) {
    return (hash ^ more) * 0x9E3779B97F4A7C15ULL + (hash >> 29);
}

std::size_t hash_of(const GraphNode& node) {
    std::size_t hash = static_cast<std::size_t>(node.op);
    for (const Ref argument : node.arguments) hash = mix(hash, argument);
    hash = mix(hash, static_cast<std::size_t>(node.comparison));
    hash = mix(hash, static_cast<std::size_t>(node.rounding));
    hash = mix(hash, static_cast<std::size_t>(node.digits + 64));
    hash = mix(hash, node.input);
    return node.op == Op::constant ? mix(hash, rules::hash_of(node.constant)) : hash;
}

template <class T, class Same>
bool same_pointed(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b,
                  Same&& alike) {
    if (a == b) return true;
    return a != nullptr && b != nullptr && alike(*a, *b);
}

bool same_node(const GraphNode& a, const GraphNode& b) {
    const auto equal = [](const auto& x, const auto& y) { return x == y; };
    const auto alike = [](const auto& x, const auto& y) { return same(x, y); };
    return a.op == b.op && a.type == b.type && a.arguments == b.arguments &&
           a.comparison == b.comparison && a.rounding == b.rounding && a.digits == b.digits &&
           a.input == b.input && same(a.constant, b.constant) &&
           null_code(a.constant) == null_code(b.constant) &&
           same_pointed(a.classifier, b.classifier, equal) &&
           same_pointed(a.outputs, b.outputs, alike) && same_pointed(a.sets, b.sets, equal) &&
           same_pointed(a.call, b.call, alike) && same_pointed(a.admission, b.admission, alike);
}

/// Operations whose result follows from plain values of their arguments.
bool plain(Op op) {
    return op > Op::input && op < Op::convert;
}

}  // namespace

std::string_view name_of(Op op) {
    constexpr std::array<std::string_view, 35> names{
        "constant",       "input",        "add",      "subtract",       "multiply",     "divide",
        "modulo",         "negate",       "absolute", "minimum",        "maximum",      "round",
        "multiply_round", "divide_round", "compare",  "conjunction",    "disjunction",  "both",
        "either",         "negation",     "given",    "select",         "add_months",   "add_days",
        "year_of",        "month_of",     "day_of",   "months_between", "days_between", "convert",
        "admit",          "classify",     "gather",   "choose",         "reduce"};
    const auto at = static_cast<std::size_t>(op);
    return at < names.size() ? names[at] : "evaluate";
}

Value boxed_result(const GraphNode& node, std::span<const Value> a) {
    switch (node.op) {
        case Op::add:
            return add(a[0], a[1]);
        case Op::subtract:
            return subtract(a[0], a[1]);
        case Op::multiply:
            return multiply(a[0], a[1]);
        case Op::divide:
            return divide(a[0], a[1]);
        case Op::modulo:
            return call("modulo", a);
        case Op::negate:
            return negate(a[0]);
        case Op::absolute:
            return call("abs", a.first(1));
        case Op::minimum:
            return call("min", a);
        case Op::maximum:
            return call("max", a);
        case Op::round:
            return rounded(a[0], node.digits, node.rounding);
        case Op::multiply_round:
            return rounded(multiply(a[0], a[1]), node.digits, node.rounding);
        case Op::divide_round:
            return rounded(divide(a.size() == 2 ? a[0] : multiply(a[0], a[1]), a.back()),
                           node.digits, node.rounding);
        case Op::compare:
            return compare(node.comparison, a[0], a[1]);
        case Op::conjunction:
            return logical_and(a[0], a[1]);
        case Op::disjunction:
            return logical_or(a[0], a[1]);
        case Op::both:
            return first_null(a[0], a[1], is_true(a[0]) && is_true(a[1]));
        case Op::either:
            return is_true(a[0]) || is_true(a[1]) ? Value(true) : first_null(a[0], a[1], false);
        case Op::negation:
            return logical_not(a[0]);
        case Op::given:
            return a[0].is_null() ? a[0] : a[1];
        case Op::select:
            return is_true(a[0]) ? a[1] : a[2];
        case Op::add_months:
            return duration_sum(a[0], a[1], 0);
        case Op::add_days:
            return duration_sum(a[0], a[1], seconds_per_day);
        case Op::year_of:
            return path(a[0], "year");
        case Op::month_of:
            return path(a[0], "month");
        case Op::day_of:
            return path(a[0], "day");
        case Op::months_between:
            return months_between(a);
        case Op::days_between:
            return days_between(a[0], a[1]);
        case Op::convert:
            return a[0];
        default:
            break;
    }
    CHECK(false);
    return {};
}

Ref Graph::add(GraphNode node) {
    const bool folds = plain(node.op) && std::ranges::all_of(node.arguments, [this](Ref argument) {
                           return is_constant(argument);
                       });
    if (folds) {
        std::vector<Value> values;
        for (const Ref argument : node.arguments) values.push_back(nodes_[argument].constant);
        return constant(boxed_result(node, values), node.type.kind != ColumnType::Kind::decimal);
    }
    const std::size_t hash = hash_of(node);
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (auto it = begin; it != end; ++it)
        if (same_node(nodes_[it->second], node)) return it->second;
    nodes_.push_back(std::move(node));
    const Ref ref = static_cast<Ref>(nodes_.size() - 1);
    by_hash_.emplace(hash, ref);
    return ref;
}

Ref Graph::constant(Value value, bool exact) {
    GraphNode node;
    node.type = type_of(value, exact);
    node.constant = std::move(value);
    return add(std::move(node));
}

}  // namespace payung::rules
