#include <algorithm>

#include "rules/feel/evaluate.h"
#include "rules/feel/tree.h"
#include "rules/plan/lowering.h"
#include "rules/plan/row_scope.h"

namespace payung::rules {

namespace {

using enum ColumnType::Kind;

bool mentions(const Expr& expr, std::string_view name) {
    bool found = false;
    for_each_expression(expr, [&](const Expr& part) {
        const auto* reference = std::get_if<NameRef>(&part.node);
        found |= reference != nullptr && reference->name == name && !reference->builtin;
    });
    return found;
}

bool mentions_input(const UnaryTests& tests) {
    return std::ranges::any_of(tests.tests,
                               [](const UnaryTest& test) { return mentions(*test.value, "?"); });
}

bool reads_clock(const Expr& expr) {
    bool found = false;
    for_each_expression(expr, [&](const Expr& part) {
        const auto* name = std::get_if<NameRef>(&part.node);
        found |= name != nullptr && name->builtin && (name->name == "now" || name->name == "today");
    });
    return found;
}

Op op_of(Arithmetic arithmetic) {
    switch (arithmetic) {
        case Arithmetic::add:
            return Op::add;
        case Arithmetic::subtract:
            return Op::subtract;
        case Arithmetic::multiply:
            return Op::multiply;
        default:
            return Op::divide;
    }
}

}  // namespace

Ref Lowering::apply(Op op, ColumnType type, std::vector<Ref> arguments) {
    GraphNode node;
    node.op = op;
    node.type = type;
    node.arguments = std::move(arguments);
    return graph_.add(std::move(node));
}

bool Lowering::is_null_constant(Ref ref) const {
    return graph_.is_constant(ref) && graph_.at(ref).constant.is_null();
}

Ref Lowering::null_constant(NullCode code, const ColumnType& type) {
    GraphNode node;
    node.type = type;
    node.constant = null_value(code);
    return graph_.add(std::move(node));
}

/// The same value as a column of that type. Pre: it holds every value of the column.
Ref Lowering::convert(Ref ref, const ColumnType& type) {
    const GraphNode& from = graph_.at(ref);
    if (from.type == type) return ref;
    if (from.type.kind == type.kind && !(type.kind == fix && from.type.scale != type.scale))
        return ref;
    ColumnType to = type;
    if (type.kind == fix && from.type.kind == fix) to = *type_of_rescale(from.type, type.scale);
    if (from.op == Op::constant) {
        GraphNode node = from;
        node.type = to;
        return graph_.add(std::move(node));
    }
    return apply(Op::convert, to, {ref});
}

Ref Lowering::to_decimal(Ref ref) {
    return convert(ref, {decimal, 0, 0, 0});
}

/// One type for several columns; constants of null fit any. Nothing where only Boxed would do.
std::optional<ColumnType> Lowering::united(const std::vector<Ref>& refs) const {
    std::optional<ColumnType> type;
    for (const Ref ref : refs) {
        if (is_null_constant(ref)) continue;
        const ColumnType& one = type_of_ref(ref);
        type = type ? unite(*type, one) : one;
    }
    if (!type || type->kind == ColumnType::Kind::boxed) return std::nullopt;
    return type;
}

/// What an expression gives for every row.
Ref Lowering::expression(const Expr& expr, const Place& place) {
    if (const MaybeRef ref = typed(expr, place)) return *ref;
    return boxed(expr, place);
}

Lowering::MaybeRef Lowering::typed(const Expr& expr, const Place& place) {
    if (const auto* node = std::get_if<Literal>(&expr.node)) return constant(node->value);
    if (const auto* node = std::get_if<NameRef>(&expr.node))
        return node->builtin ? std::nullopt : name(node->name, place);
    if (const auto* node = std::get_if<PathExpr>(&expr.node)) return path(*node, place);
    if (const auto* node = std::get_if<Negation>(&expr.node)) {
        const Ref operand = expression(*node->operand, place);
        if (type_of_ref(operand).kind == decimal)
            return apply(Op::negate, {decimal, 0, 0, 0}, {operand});
        if (type_of_ref(operand).kind != fix) return std::nullopt;
        const auto type = type_of_negation(type_of_ref(operand));
        return type ? MaybeRef(apply(Op::negate, *type, {operand})) : std::nullopt;
    }
    if (const auto* node = std::get_if<ArithmeticExpr>(&expr.node)) return arithmetic(*node, place);
    if (const auto* node = std::get_if<ComparisonExpr>(&expr.node))
        return comparison(node->comparison, expression(*node->left, place),
                          expression(*node->right, place));
    if (const auto* node = std::get_if<LogicalExpr>(&expr.node)) return logical(*node, place);
    if (const auto* node = std::get_if<BetweenExpr>(&expr.node)) {
        const Ref value = expression(*node->value, place);
        const auto low =
            comparison(Comparison::greater_equal, value, expression(*node->low, place));
        const auto high = comparison(Comparison::less_equal, value, expression(*node->high, place));
        if (!low || !high) return std::nullopt;
        return apply(Op::both, {boolean, 0, 0, 0}, {*low, *high});
    }
    if (const auto* node = std::get_if<InExpr>(&expr.node))
        return tests(*node->tests, expression(*node->value, place), place);
    if (const auto* node = std::get_if<IfExpr>(&expr.node)) return condition(*node, place);
    if (const auto* node = std::get_if<CallExpr>(&expr.node)) return call(*node, place);
    return std::nullopt;
}

const Requirement* Lowering::requirement(const std::string& prefix, const std::string& name,
                                         const Place& place) const {
    if (place.node == nullptr) return nullptr;
    for (const Requirement& required : place.node->requires_)
        if (required.prefix == prefix && program_.nodes[required.node].name == name)
            return &required;
    return nullptr;
}

Lowering::MaybeRef Lowering::name(const std::string& name, const Place& place) {
    for (const Place* at = &place; at != nullptr; at = at->outer) {
        for (auto it = at->bound.rbegin(); it != at->bound.rend(); ++it)
            if (it->first == name) return it->second;
        if (at->node == nullptr) continue;
        const Requirement* required = requirement("", name, *at);
        if (required == nullptr) return std::nullopt;
        const Node::Kind kind = program_.nodes[required->node].kind;
        const bool value = kind == Node::Kind::input || kind == Node::Kind::decision;
        return value ? MaybeRef(node(required->node).value) : std::nullopt;
    }
    return std::nullopt;
}

/// `bpu.Dasar upah BPU`, an entry of a decision, `.year` of a date, `.years` of a duration.
Lowering::MaybeRef Lowering::path(const PathExpr& expr, const Place& place) {
    const Place* owner = &place;
    while (owner->node == nullptr && owner->outer != nullptr) owner = owner->outer;
    if (const auto* base = std::get_if<NameRef>(&expr.base->node)) {
        if (const Requirement* required = requirement(base->name, expr.name, *owner)) {
            const Node::Kind kind = program_.nodes[required->node].kind;
            const bool value = kind == Node::Kind::input || kind == Node::Kind::decision;
            return value ? MaybeRef(node(required->node).value) : std::nullopt;
        }
    }
    const Requirement* decision = nullptr;
    if (const auto* base = std::get_if<NameRef>(&expr.base->node)) {
        decision = requirement("", base->name, *owner);
    } else if (const auto* inner = std::get_if<PathExpr>(&expr.base->node)) {
        if (const auto* prefix = std::get_if<NameRef>(&inner->base->node))
            decision = requirement(prefix->name, inner->name, *owner);
    }
    if (decision != nullptr)
        for (const auto& [entry, ref] : node(decision->node).entries)
            if (entry == expr.name) return ref;
    if (expr.name == "days") return days_between(*expr.base, place);
    if (expr.name == "years")
        if (const auto months = months_between(*expr.base, place)) return full_years(*months);
    const Op op = expr.name == "year"    ? Op::year_of
                  : expr.name == "month" ? Op::month_of
                  : expr.name == "day"   ? Op::day_of
                                         : Op::evaluate;
    if (op == Op::evaluate) return std::nullopt;
    const Ref base = expression(*expr.base, place);
    if (type_of_ref(base).kind != days) return std::nullopt;
    const auto year = [](std::int64_t day) { return Date::from_day_number(day).year; };
    const ColumnType type = op == Op::year_of ? ColumnType::fix(0, year(type_of_ref(base).low),
                                                                year(type_of_ref(base).high))
                                              : ColumnType::fix(0, 1, op == Op::month_of ? 12 : 31);
    return counted(apply(op, type, {base}));
}

/// Of full months; parts of a duration carry its sign.
Ref Lowering::full_years(Ref months) {
    const ColumnType all = type_of_ref(months);
    GraphNode years;
    years.op = Op::divide_round;
    years.type = ColumnType::fix(0, all.low / 12, all.high / 12);
    years.rounding = DecimalRounding::toward_zero;
    years.arguments = {months, graph_.constant(Value::integer(12), true)};
    return counted(graph_.add(std::move(years)));
}

/// Whole numbers that the calendar gives are counted in 64 bits on every path.
Ref Lowering::counted(Ref ref) {
    return context_.exact() ? ref : to_decimal(ref);
}

/// a + b and its kin on two number columns; decimal128 where bounds leave 64 bits.
Lowering::MaybeRef Lowering::number_operation(Op op, Ref a, Ref b) {
    const ColumnType &left = type_of_ref(a), &right = type_of_ref(b);
    if (left.kind == fix && right.kind == fix && op != Op::divide) {
        std::optional<ColumnType> type;
        if (op == Op::multiply) {
            type = type_of_product(left, right);
            if (type) return apply(op, *type, {a, b});
        } else {
            type = op == Op::add ? type_of_sum(left, right) : type_of_difference(left, right);
            if (type) {
                const ColumnType common = ColumnType::fix(type->scale, 0, 0);
                return apply(op, *type, {convert(a, common), convert(b, common)});
            }
        }
    }
    return apply(op, {decimal, 0, 0, 0}, {to_decimal(a), to_decimal(b)});
}

Lowering::MaybeRef Lowering::arithmetic(const ArithmeticExpr& expr, const Place& place) {
    const Ref left = expression(*expr.left, place);
    if (type_of_ref(left).kind == days) return date_arithmetic(expr, left, place);
    const Ref right = expression(*expr.right, place);
    const bool numbers = type_of_ref(left).number() && type_of_ref(right).number();
    if (!numbers) return std::nullopt;
    if (expr.operation != Arithmetic::power)
        return number_operation(op_of(expr.operation), left, right);
    const auto exponent =
        graph_.is_constant(right) ? graph_.at(right).constant.number().integer() : std::nullopt;
    if (!exponent || *exponent < 1 || *exponent > 4) return std::nullopt;
    Ref power = left;
    for (std::int64_t i = 1; i < *exponent; ++i) {
        if (type_of_ref(power).kind != fix) return std::nullopt;
        power = *number_operation(Op::multiply, power, left);
    }
    return type_of_ref(power).kind == fix ? MaybeRef(power) : std::nullopt;
}

/// A date plus or minus a duration that is the same for every row.
Lowering::MaybeRef Lowering::date_arithmetic(const ArithmeticExpr& expr, Ref left,
                                             const Place& place) {
    const bool plus = expr.operation == Arithmetic::add;
    if (!plus && expr.operation != Arithmetic::subtract) return std::nullopt;
    const auto duration = constant(*expr.right, place);
    if (!duration || graph_.is_constant(left)) return std::nullopt;
    Op op = Op::add_months;
    std::int64_t count = 0, reach = 0;
    constexpr std::int64_t counted_max = 100'000;
    if (duration->kind() == Kind::years_months_duration) {
        count = duration->years_months().months;
        reach = count * 31;
    } else if (duration->kind() == Kind::days_time_duration) {
        const auto whole = duration->days_time();
        if (whole.nanoseconds != 0 || whole.seconds % seconds_per_day != 0) return std::nullopt;
        op = Op::add_days;
        reach = count = whole.seconds / seconds_per_day;
    } else {
        return std::nullopt;
    }
    if (count > counted_max || count < -counted_max) return std::nullopt;
    if (!plus) count = -count, reach = -reach;
    const ColumnType& from = type_of_ref(left);
    const std::int64_t low = from.low + std::min<std::int64_t>(reach, 0) - 31;
    const std::int64_t high = from.high + std::max<std::int64_t>(reach, 0) + 31;
    const bool sound = low > Date{1, 1, 1}.day_number() && high < Date{9999, 12, 31}.day_number();
    if (!sound) return std::nullopt;
    // counts are whole numbers on every path
    return apply(op, ColumnType::days(low, high),
                 {left, graph_.constant(Value::integer(count), true)});
}

/// `(a - b).days` of two dates.
Lowering::MaybeRef Lowering::days_between(const Expr& expr, const Place& place) {
    const auto* difference = std::get_if<ArithmeticExpr>(&expr.node);
    if (difference == nullptr || difference->operation != Arithmetic::subtract) return std::nullopt;
    const Ref to = expression(*difference->left, place);
    const Ref from = expression(*difference->right, place);
    const ColumnType &a = type_of_ref(from), &b = type_of_ref(to);
    if (a.kind != days || b.kind != days) return std::nullopt;
    return counted(
        apply(Op::days_between, ColumnType::fix(0, b.low - a.high, b.high - a.low), {from, to}));
}

/// Columns of one kind; nothing for others, whose comparison is an error or not typed.
Lowering::MaybeRef Lowering::comparison(Comparison comparison, Ref a, Ref b) {
    const bool equality = comparison == Comparison::equal || comparison == Comparison::not_equal;
    if (is_null_constant(a) && is_null_constant(b)) return std::nullopt;
    if (is_null_constant(a)) a = null_constant(null_code(graph_.at(a).constant), type_of_ref(b));
    if (is_null_constant(b)) b = null_constant(null_code(graph_.at(b).constant), type_of_ref(a));
    const auto type = united({a, b});
    if (!type) return std::nullopt;
    if (!equality && (type->kind == word || type->kind == boolean)) return std::nullopt;
    GraphNode node;
    node.op = Op::compare;
    node.type = {boolean, 0, 0, 0};
    node.comparison = comparison;
    node.arguments = {convert(a, *type), convert(b, *type)};
    return graph_.add(std::move(node));
}

Lowering::MaybeRef Lowering::logical(const LogicalExpr& expr, const Place& place) {
    const Ref left = expression(*expr.left, place), right = expression(*expr.right, place);
    if (type_of_ref(left).kind != boolean || type_of_ref(right).kind != boolean)
        return std::nullopt;
    return apply(expr.conjunction ? Op::conjunction : Op::disjunction, {boolean, 0, 0, 0},
                 {left, right});
}

Lowering::MaybeRef Lowering::condition(const IfExpr& expr, const Place& place) {
    const Ref test = expression(*expr.condition, place);
    if (graph_.is_constant(test)) {
        const Value& value = graph_.at(test).constant;
        const bool yes = value.kind() == Kind::boolean && value.boolean();
        return expression(yes ? *expr.then : *expr.otherwise, place);
    }
    if (type_of_ref(test).kind != boolean) return std::nullopt;
    const Ref then = expression(*expr.then, place), otherwise = expression(*expr.otherwise, place);
    const auto type = united({then, otherwise});
    if (!type) return std::nullopt;
    return apply(Op::select, *type, {test, convert(then, *type), convert(otherwise, *type)});
}

/// Whether the tests hold for the column: true, false or null.
Lowering::MaybeRef Lowering::tests(const UnaryTests& tests, Ref input, const Place& place) {
    if (tests.any()) return constant(Value(true));
    MaybeRef any;
    for (const UnaryTest& one : tests.tests) {
        const MaybeRef held = test(one, input, place);
        if (!held || type_of_ref(*held).kind != boolean) return std::nullopt;
        any = any ? apply(Op::either, {boolean, 0, 0, 0}, {*any, *held}) : *held;
    }
    return tests.negated ? apply(Op::negation, {boolean, 0, 0, 0}, {*any}) : *any;
}

Lowering::MaybeRef Lowering::test(const UnaryTest& test, Ref input, const Place& place) {
    if (test.kind == UnaryTest::Kind::expression) {
        const Place inner{nullptr, &place, {{"?", input}}};
        const Ref held = expression(*test.value, inner);
        return type_of_ref(held).kind == boolean ? MaybeRef(held) : std::nullopt;
    }
    if (test.kind == UnaryTest::Kind::compare)
        return comparison(test.comparison, input, expression(*test.value, place));
    if (const auto* interval = std::get_if<RangeExpr>(&test.value->node))
        return range(*interval, input, place);
    const Ref held = expression(*test.value, place);
    if (graph_.is_constant(held) && graph_.at(held).constant.kind() > Kind::years_months_duration)
        return std::nullopt;  // lists and ranges as values
    return comparison(Comparison::equal, input, held);
}

/// An interval between constants, or columns that are there.
Lowering::MaybeRef Lowering::range(const RangeExpr& range, Ref input, const Place& place) {
    if (range.form != Range::Form::interval || !range.low || !range.high) return std::nullopt;
    const Ref low = expression(*range.low, place), high = expression(*range.high, place);
    if (!graph_.is_constant(low) || !graph_.is_constant(high)) return std::nullopt;
    if (is_null_constant(low) || is_null_constant(high)) return std::nullopt;
    if (graph_.at(low).constant.kind() != graph_.at(high).constant.kind()) return std::nullopt;
    const auto above = comparison(
        range.low_included ? Comparison::greater_equal : Comparison::greater, input, low);
    const auto below =
        comparison(range.high_included ? Comparison::less_equal : Comparison::less, input, high);
    if (!above || !below) return std::nullopt;
    return apply(Op::both, {boolean, 0, 0, 0}, {*above, *below});
}

/// Columns for the names an expression takes from its place; those that are not there are left to
/// the evaluator, which says what they are.
void Lowering::bind_names(const std::vector<std::string>& names, const Place& place,
                          BoxedCall& call, std::vector<Ref>& arguments) {
    const Place* owner = &place;
    while (owner->node == nullptr && owner->outer != nullptr) owner = owner->outer;
    const auto bind = [&](std::string prefix, std::string name, Ref ref) {
        call.names.push_back({std::move(prefix), std::move(name)});
        arguments.push_back(ref);
    };
    for (const std::string& wanted : names) {
        if (const MaybeRef ref = name(wanted, place)) {
            bind("", wanted, *ref);
            continue;
        }
        if (owner->node == nullptr) continue;
        for (const Requirement& required : owner->node->requires_)
            if (required.prefix == wanted ||
                (required.prefix.empty() && program_.nodes[required.node].name == wanted))
                bind(required.prefix, program_.nodes[required.node].name,
                     node(required.node).value);
    }
}

/// The general path; a constant where everything it depends on is one.
Ref Lowering::boxed(const Expr& expr, const Place& place) {
    auto call = std::make_shared<BoxedCall>();
    call->expression = std::make_shared<const Expr>(expr);
    std::vector<std::string> names = free_names(expr);
    if (mentions(expr, "?")) names.emplace_back("?");
    GraphNode node;
    node.op = Op::evaluate;
    bind_names(names, place, *call, node.arguments);
    const bool fixed = std::ranges::all_of(
        node.arguments, [this](Ref argument) { return graph_.is_constant(argument); });
    if (fixed && !reads_clock(expr)) {
        std::vector<Value> values;
        for (const Ref argument : node.arguments) values.push_back(graph_.at(argument).constant);
        return constant(evaluate(expr, RowScope(*call, values)));
    }
    node.call = std::move(call);
    node.why = "an expression of the general path";
    return graph_.add(std::move(node));
}

/// Whether the tests hold for the column, asked of the general path: true, false or null.
Ref Lowering::boxed_tests(const UnaryTests& tests, Ref input, const Place& place) {
    auto call = std::make_shared<BoxedCall>();
    call->kind = BoxedCall::Kind::tests;
    call->tests = std::make_shared<const UnaryTests>(tests);
    GraphNode node;
    node.op = Op::evaluate;
    node.type = {boolean, 0, 0, 0};
    bind_names(free_names(tests), place, *call, node.arguments);
    node.arguments.push_back(input);
    node.call = std::move(call);
    node.why = mentions_input(tests) ? "a condition of the general path"
                                     : "a condition on values of other kinds";
    return graph_.add(std::move(node));
}

/// The value of an expression that is the same for every row of the batch.
std::optional<Value> Lowering::constant(const Expr& expr, const Place& place) {
    if (auto value = literal_value(expr)) return value;
    const Ref ref = expression(expr, place);
    if (!graph_.is_constant(ref)) return std::nullopt;
    return graph_.at(ref).constant;
}

}  // namespace payung::rules
