/// Calls: built-ins that have typed kernels, rounding with what it rounds, knowledge models.

#include <algorithm>

#include "rules/feel/tree.h"
#include "rules/plan/lowering.h"

namespace payung::rules {

namespace {

using enum ColumnType::Kind;

/// Decimals a typed rounding may ask for.
constexpr int digits_max = 15;
/// Knowledge models within knowledge models that are laid out in place.
constexpr int inline_depth_max = 16;

__int128 power_of_ten_wide(int exponent) {
    __int128 power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

__int128 size_of(__int128 low, __int128 high) {
    return std::max(-low, high);
}

std::optional<DecimalRounding> rounding_of(std::string_view name) {
    using enum DecimalRounding;
    if (name == "decimal") return half_even;
    if (name == "floor") return toward_negative;
    if (name == "ceiling") return toward_positive;
    if (name == "round up") return away_from_zero;
    if (name == "round down") return toward_zero;
    if (name == "round half up") return half_away;
    if (name == "round half down") return half_toward_zero;
    return std::nullopt;
}

}  // namespace

Lowering::MaybeRef Lowering::call(const CallExpr& expr, const Place& place) {
    if (const auto constant_value = constant_of(expr)) return constant(*constant_value);
    if (!expr.names.empty()) return std::nullopt;
    const auto* name = std::get_if<NameRef>(&expr.function->node);
    if (name != nullptr && name->builtin) return builtin(name->name, expr, place);
    return inlined(expr, place);
}

Lowering::MaybeRef Lowering::builtin(std::string_view name, const CallExpr& expr,
                                     const Place& place) {
    const std::size_t count = expr.arguments.size();
    if (const auto mode = rounding_of(name)) return rounding(*mode, expr, place);
    if (name == "min") return extremum(Op::minimum, expr, place);
    if (name == "max") return extremum(Op::maximum, expr, place);
    if (name == "sum") return extremum(Op::add, expr, place);
    if (name == "not" && count == 1) {
        const Ref operand = expression(*expr.arguments[0], place);
        if (type_of_ref(operand).kind != boolean) return std::nullopt;
        return apply(Op::negation, {boolean, 0, 0, 0}, {operand});
    }
    if (name == "abs" && count == 1) {
        const Ref operand = expression(*expr.arguments[0], place);
        const ColumnType& type = type_of_ref(operand);
        if (!type.number()) return std::nullopt;
        return apply(Op::absolute, type.kind == fix ? type_of_absolute(type) : type, {operand});
    }
    if (name == "modulo" && count == 2) {
        const Ref a = expression(*expr.arguments[0], place);
        const Ref b = expression(*expr.arguments[1], place);
        if (!type_of_ref(a).number() || !type_of_ref(b).number()) return std::nullopt;
        const auto common = united({a, b});
        const bool plain =
            common && common->kind == fix && graph_.is_constant(b) && type_of_ref(b).low != 0;
        if (!plain) return apply(Op::modulo, {decimal, 0, 0, 0}, {to_decimal(a), to_decimal(b)});
        const Ref divisor = convert(b, *common);
        const std::int64_t units = type_of_ref(divisor).low;
        const ColumnType type = ColumnType::fix(common->scale, std::min<std::int64_t>(units, 0),
                                                std::max<std::int64_t>(units, 0));
        return apply(Op::modulo, type, {convert(a, *common), divisor});
    }
    return std::nullopt;
}

/// min, max or sum of two or more numbers, one after the other.
Lowering::MaybeRef Lowering::extremum(Op op, const CallExpr& expr, const Place& place) {
    const std::vector<ExprPtr>* items = &expr.arguments;
    if (items->size() == 1)
        if (const auto* list = std::get_if<ListExpr>(&items->front()->node)) items = &list->items;
    if (items->size() < 2) return std::nullopt;
    MaybeRef best;
    for (const ExprPtr& item : *items) {
        const Ref ref = expression(*item, place);
        if (!type_of_ref(ref).number()) return std::nullopt;
        if (!best) {
            best = ref;
            continue;
        }
        if (op == Op::add) {
            best = number_operation(op, *best, ref);
            continue;
        }
        const auto common = united({*best, ref});
        const Ref a = convert(*best, *common), b = convert(ref, *common);
        ColumnType type = *common;
        if (type.kind == fix)
            type = op == Op::minimum ? type_of_minimum(type_of_ref(a), type_of_ref(b))
                                     : type_of_maximum(type_of_ref(a), type_of_ref(b));
        best = apply(op, type, {a, b});
    }
    return best;
}

/// Also where there is nothing to round: a null passes with an error.
Ref Lowering::round_number(Ref a, int digits, DecimalRounding rounding) {
    const ColumnType& from = type_of_ref(a);
    GraphNode node;
    node.op = Op::round;
    node.type = from.kind == fix ? type_of_rounding(from, digits, rounding) : from;
    node.rounding = rounding;
    node.digits = digits;
    node.arguments = {a};
    return graph_.add(std::move(node));
}

Lowering::MaybeRef Lowering::rounding(DecimalRounding rounding, const CallExpr& expr,
                                      const Place& place) {
    std::int64_t digits = 0;
    if (expr.arguments.empty() || expr.arguments.size() > 2) return std::nullopt;
    if (expr.arguments.size() == 2) {
        const auto given = constant(*expr.arguments[1], place);
        if (!given || given->kind() != Kind::number || !given->number().is_integer())
            return std::nullopt;
        digits = given->number().integer().value_or(-1);
    }
    if (digits < 0 || digits > digits_max) return std::nullopt;
    const Expr& inner = *expr.arguments[0];
    if (const auto fused = fused_rounding(inner, static_cast<int>(digits), rounding, place))
        return fused;
    const Ref operand = expression(inner, place);
    if (!type_of_ref(operand).number()) return std::nullopt;
    return round_number(operand, static_cast<int>(digits), rounding);
}

/// round(a * b) and round(a / b) as one operation, exact in 128 bits between.
Lowering::MaybeRef Lowering::fused_rounding(const Expr& inner, int digits, DecimalRounding rounding,
                                            const Place& place) {
    const auto* arithmetic = std::get_if<ArithmeticExpr>(&inner.node);
    if (arithmetic == nullptr || !context_.exact()) return std::nullopt;
    if (arithmetic->operation == Arithmetic::multiply)
        return product_rounding(*arithmetic->left, *arithmetic->right, digits, rounding, place);
    if (arithmetic->operation == Arithmetic::divide)
        return quotient_rounding(*arithmetic, digits, rounding, place);
    return std::nullopt;
}

Lowering::MaybeRef Lowering::product_rounding(const Expr& left, const Expr& right, int digits,
                                              DecimalRounding rounding, const Place& place) {
    const Ref a = expression(left, place), b = expression(right, place);
    const ColumnType &x = type_of_ref(a), &y = type_of_ref(b);
    if (x.kind != fix || y.kind != fix || x.scale + y.scale <= digits) return std::nullopt;
    const WideBounds product = wide_product(x, y);
    if (size_of(product.low, product.high) >= power_of_ten_wide(34)) return std::nullopt;
    const auto type = type_of_rounding(product, digits, rounding);
    if (!type) return std::nullopt;
    GraphNode node;
    node.op = Op::multiply_round;
    node.type = *type;
    node.rounding = rounding;
    node.digits = digits;
    node.arguments = graph_.is_constant(a) ? std::vector{b, a} : std::vector{a, b};
    return graph_.add(std::move(node));
}

/// A quotient in 128 bits equals decimal128's before rounding while the numerator, in units of the
/// result over those of the divisor, is below 10^33: then a / b lies on a tie or further from it
/// than decimal128 errs.
Lowering::MaybeRef Lowering::quotient_rounding(const ArithmeticExpr& quotient, int digits,
                                               DecimalRounding rounding, const Place& place) {
    std::vector<Ref> refs;
    const auto* product = std::get_if<ArithmeticExpr>(&quotient.left->node);
    const Ref whole = expression(*quotient.left, place);
    if (type_of_ref(whole).kind == fix)
        refs = {whole};
    else if (product != nullptr && product->operation == Arithmetic::multiply)
        refs = {expression(*product->left, place), expression(*product->right, place)};
    else
        return std::nullopt;
    refs.push_back(expression(*quotient.right, place));
    for (const Ref ref : refs)
        if (type_of_ref(ref).kind != fix) return std::nullopt;
    const ColumnType& divisor = type_of_ref(refs.back());
    WideBounds above{type_of_ref(refs[0]).low, type_of_ref(refs[0]).high,
                     type_of_ref(refs[0]).scale};
    if (refs.size() == 3) above = wide_product(type_of_ref(refs[0]), type_of_ref(refs[1]));
    const int shift = digits + divisor.scale - above.scale;
    if (shift > 18 || shift < -18) return std::nullopt;
    const __int128 limit = power_of_ten_wide(33);
    __int128 size = size_of(above.low, above.high);
    if (size >= limit || (shift > 0 && size >= limit / power_of_ten_wide(shift)))
        return std::nullopt;
    if (shift > 0) size *= power_of_ten_wide(shift);
    const bool crosses = divisor.low <= 0 && divisor.high >= 0;
    __int128 least =
        crosses ? 1
                : std::min(size_of(divisor.low, divisor.low), size_of(divisor.high, divisor.high));
    if (shift < 0) least *= power_of_ten_wide(-shift);
    const __int128 high = size / least + 1;
    if (high > INT64_MAX) return std::nullopt;
    const bool positive = above.low >= 0 && divisor.low >= 0;
    GraphNode node;
    node.op = Op::divide_round;
    node.type = ColumnType::fix(digits, positive ? 0 : -static_cast<std::int64_t>(high),
                                static_cast<std::int64_t>(high));
    node.rounding = rounding;
    node.digits = digits;
    node.arguments = std::move(refs);
    return graph_.add(std::move(node));
}

/// Full months of `years and months duration(a, b)` of two dates.
Lowering::MaybeRef Lowering::months_between(const Expr& base, const Place& place) {
    const auto* call = std::get_if<CallExpr>(&base.node);
    if (call == nullptr || call->arguments.size() != 2 || !call->names.empty()) return std::nullopt;
    const auto* name = std::get_if<NameRef>(&call->function->node);
    if (name == nullptr || !name->builtin || name->name != "years and months duration")
        return std::nullopt;
    const Ref from = expression(*call->arguments[0], place);
    const Ref to = expression(*call->arguments[1], place);
    const ColumnType &a = type_of_ref(from), &b = type_of_ref(to);
    if (a.kind != days || b.kind != days) return std::nullopt;
    constexpr std::int64_t month_min = 28;
    const ColumnType type =
        ColumnType::fix(0, (b.low - a.high) / month_min - 1, (b.high - a.low) / month_min + 1);
    return apply(Op::months_between, type, {from, to});
}

/// A knowledge model that is an expression, laid out in place of the call.
Lowering::MaybeRef Lowering::inlined(const CallExpr& expr, const Place& place) {
    const Place* owner = &place;
    while (owner->node == nullptr && owner->outer != nullptr) owner = owner->outer;
    const Requirement* required = nullptr;
    if (const auto* name = std::get_if<NameRef>(&expr.function->node)) {
        required = requirement("", name->name, *owner);
    } else if (const auto* path = std::get_if<PathExpr>(&expr.function->node)) {
        if (const auto* prefix = std::get_if<NameRef>(&path->base->node))
            required = requirement(prefix->name, path->name, *owner);
    }
    if (required == nullptr || depth_ >= inline_depth_max) return std::nullopt;
    const Node& model = program_.nodes[required->node];
    if (model.kind != Node::Kind::knowledge || !model.logic || model.logic->parts.size() != 1)
        return std::nullopt;
    const Logic& function = *model.logic;
    if (function.names.size() != expr.arguments.size()) return std::nullopt;
    Place inner{&model, nullptr, {}};
    for (std::size_t i = 0; i < function.names.size(); ++i) {
        const DomainPtr domain = i < function.domains.size() ? function.domains[i] : nullptr;
        const TypePtr type = i < function.types.size() ? function.types[i] : nullptr;
        // an argument that is not of its type refuses the whole call: the general path says how
        const Ref argument = expression(*expr.arguments[i], place);
        if (domain != nullptr && admit(argument, type, domain) != argument) return std::nullopt;
        inner.bound.emplace_back(function.names[i], argument);
    }
    ++depth_;
    const Lowered body = logic(function.parts[0], inner);
    --depth_;
    const Ref result = admit(body.value, model.type, model.domain);
    return type_of_ref(result).kind == ColumnType::Kind::boxed ? std::nullopt : MaybeRef(result);
}

}  // namespace payung::rules
