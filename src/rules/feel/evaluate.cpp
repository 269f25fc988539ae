#include "rules/feel/evaluate.h"

#include <algorithm>
#include <array>
#include <optional>

#include "rules/feel/closure.h"
#include "rules/feel/iterate.h"

namespace payung::rules {

namespace {

/// Entries of a context while it is being built: those above are in scope below.
class EntriesAbove final : public Environment {
public:
    EntriesAbove(const Environment& outer, const Context& context)
        : Environment(&outer), context_(context) {}

private:
    const Value* find_here(std::string_view name) const override { return context_.find(name); }
    const Context& context_;
};

/// One evaluation in one environment. A visitor, so that each kind of node is one small function.
class Evaluator {
public:
    Evaluator(const Environment& environment, Budget& budget)
        : environment_(environment), budget_(budget) {}

    Value value(const Expr& expr) const {
        if (!budget_.left()) return Budget::refusal();
        return std::visit(*this, expr.node);
    }
    /// The value where it lies if it lies somewhere, else in `room`.
    const Value& at(const Expr& expr, Value& room) const {
        if (const auto* literal = std::get_if<Literal>(&expr.node)) return literal->value;
        if (const auto* name = std::get_if<NameRef>(&expr.node))
            if (const Value* found = environment_.find(name->name)) return *found;
        room = value(expr);
        return room;
    }

    Value operator()(const Literal& e) const { return e.value; }
    Value operator()(const NameRef& e) const {
        if (const Value* found = environment_.find(e.name)) return *found;
        return e.builtin != nullptr ? Value(e.builtin) : Value::null(Reason::type_error);
    }
    Value operator()(const PathExpr& e) const {
        Value room;
        return path(at(*e.base, room), e.name);
    }
    Value operator()(const Negation& e) const {
        Value room;
        return negate(at(*e.operand, room));
    }
    Value operator()(const ArithmeticExpr& e) const;
    Value operator()(const ComparisonExpr& e) const {
        Value left, right;
        const Value& a = at(*e.left, left);
        return compare(e.comparison, a, at(*e.right, right));
    }
    Value operator()(const LogicalExpr& e) const;
    Value operator()(const BetweenExpr& e) const {
        Value rooms[3];
        const Value& tested = at(*e.value, rooms[0]);
        const Value& low = at(*e.low, rooms[1]);
        return between(tested, low, at(*e.high, rooms[2]));
    }
    Value operator()(const InExpr& e) const {
        Value room;
        return any_test(*e.tests, at(*e.value, room));
    }
    Value operator()(const InstanceOf& e) const;
    Value operator()(const IfExpr& e) const {
        Value room;
        const Value& condition = at(*e.condition, room);
        const bool yes = condition.kind() == Kind::boolean && condition.boolean();
        return value(yes ? *e.then : *e.otherwise);
    }
    Value operator()(const ForExpr& e) const;
    Value operator()(const QuantifiedExpr& e) const;
    Value operator()(const FilterExpr& e) const;
    Value operator()(const CallExpr& e) const;
    Value operator()(const ListExpr& e) const;
    Value operator()(const ContextExpr& e) const;
    Value operator()(const FunctionExpr& e) const {
        return Value(
            std::shared_ptr<const Function>(std::make_shared<const Closure>(e, environment_)));
    }
    Value operator()(const RangeExpr& e) const {
        Range range;
        if (std::optional<Value> problem = ends(e, range)) return *std::move(problem);
        return Value(std::move(range));
    }

    /// true, false or null for `input`, negated or not.
    Value tests(const UnaryTests& tests, const Value& input) const {
        if (tests.any()) return Value(true);
        Value result = any_test(tests, input);
        return tests.negated ? logical_not(result) : result;
    }

private:
    template <class Visit>
    bool each(const std::vector<Iterator>& iterators, std::size_t from, Value& problem,
              const Visit& visit) const;
    Value call(const Function& function, const CallExpr& e) const;
    Value call_by_place(const Function& function, std::span<const Value> arguments) const;
    Value call_by_name(const Function& function, const CallExpr& e) const;
    bool small_enough(std::span<const Value> arguments) const;
    Value chosen(const Value& list, const FilterExpr& e) const;
    std::optional<Value> ends(const RangeExpr& e, Range& range) const;
    Value any_test(const UnaryTests& tests, const Value& input) const;
    Value test(const UnaryTest& test, const Value& input) const;

    const Environment& environment_;
    Budget& budget_;
};

Value Evaluator::operator()(const ArithmeticExpr& e) const {
    Value left, right;
    const Value& a = at(*e.left, left);
    const Value& b = at(*e.right, right);
    switch (e.operation) {
        case Arithmetic::add:
            return budget_.allowed(add(a, b));
        case Arithmetic::subtract:
            return subtract(a, b);
        case Arithmetic::multiply:
            return multiply(a, b);
        case Arithmetic::divide:
            return divide(a, b);
        case Arithmetic::power:
            return power(a, b);
    }
    return {};
}

/// The right side is looked at only where the left does not decide.
Value Evaluator::operator()(const LogicalExpr& e) const {
    Value left, right;
    const Value& a = at(*e.left, left);
    if (a.kind() == Kind::boolean && a.boolean() != e.conjunction) return a;
    const Value& b = at(*e.right, right);
    return e.conjunction ? logical_and(a, b) : logical_or(a, b);
}

Value Evaluator::operator()(const InstanceOf& e) const {
    if (e.type == nullptr) return Value::null(Reason::type_error);
    Value room;
    const Value& tested = at(*e.value, room);
    return Value(!tested.is_null() && conforms(tested, *e.type));
}

/// Calls visit(environment) for every turn until it answers false. False, with the reason in
/// `problem`, where something cannot be iterated over.
template <class Visit>
bool Evaluator::each(const std::vector<Iterator>& iterators, std::size_t from, Value& problem,
                     const Visit& visit) const {
    if (from == iterators.size()) return visit(*this);
    const Iterator& iterator = iterators[from];
    Value low, high;
    const Value& first = at(*iterator.domain, low);
    const Turns domain = iterator.high == nullptr ? Turns::of(first)
                                                  : Turns::between(first, at(*iterator.high, high));
    if (domain.problem() != nullptr) {
        problem = *domain.problem();
        return false;
    }
    Binding binding(environment_, iterator.name);
    const Evaluator inner(binding, budget_);
    for (std::size_t i = 0; i < domain.size(); ++i) {
        if (!budget_.iterate()) {
            problem = Budget::refusal();
            return false;
        }
        binding.set(domain.at(i));
        if (!inner.each(iterators, from + 1, problem, visit)) return false;
    }
    return true;
}

Value Evaluator::operator()(const ForExpr& e) const {
    Results results(environment_);
    const Evaluator within(results, budget_);
    Value problem;
    const bool complete = within.each(e.iterators, 0, problem, [&](const Evaluator& turn) {
        results.add(turn.value(*e.result));
        if (budget_.allow_growth(results.size())) return true;
        problem = Budget::refusal();
        return false;
    });
    return complete ? std::move(results).taken() : problem;
}

Value Evaluator::operator()(const QuantifiedExpr& e) const {
    Value result(e.every), problem;
    bool decided = false;
    const bool complete = each(e.iterators, 0, problem, [&](const Evaluator& turn) {
        const Value held = turn.value(*e.condition);
        result = e.every ? logical_and(result, held) : logical_or(result, held);
        decided = result.kind() == Kind::boolean && result.boolean() != e.every;
        return !decided;
    });
    return complete || decided ? result : problem;
}

Value Evaluator::operator()(const FilterExpr& e) const {
    Value room;
    const Value& list = at(*e.list, room);
    if (list.is_null()) return Value::null_because_of(list);
    if (const auto* index = std::get_if<Literal>(&e.condition->node);
        index != nullptr && index->value.kind() == Kind::number)
        return item_at(list, index->value);
    return chosen(list.kind() == Kind::list ? list : Value(List{list}), e);
}

/// Items for which the condition is true; the item at a place where the condition is a number.
Value Evaluator::chosen(const Value& list, const FilterExpr& e) const {
    Element element(environment_, &e.entries);
    const Evaluator within(element, budget_);
    List out;
    const List& items = list.list();
    if (items.empty()) {  // only a number tells what is asked: nothing is there
        const Value none = within.value(*e.condition);
        return none.kind() == Kind::number ? Value() : Value(std::move(out));
    }
    for (const Value& item : items) {
        if (!budget_.iterate()) return Budget::refusal();
        element.set(item);
        Value room;
        const Value& held = within.at(*e.condition, room);
        if (held.kind() == Kind::number && &item == &items.front()) return item_at(list, held);
        if (held.kind() == Kind::boolean) {
            if (held.boolean()) out.push_back(item);
        } else if (!held.is_null()) {
            return Value::null(Reason::type_error);
        }
    }
    return budget_.allowed(Value(std::move(out)));
}

Value Evaluator::operator()(const CallExpr& e) const {
    if (e.constant != nullptr) return *e.constant;
    if (const auto* name = std::get_if<NameRef>(&e.function->node);
        name != nullptr && name->builtin != nullptr)
        return call(*name->builtin, e);
    Value room;
    const Value& function = at(*e.function, room);
    if (function.is_null()) return Value::null_because_of(function);
    if (function.kind() != Kind::function) return Value::null(Reason::type_error);
    return call(function.function(), e);
}

Value Evaluator::call(const Function& function, const CallExpr& e) const {
    if (!e.names.empty()) return call_by_name(function, e);
    constexpr std::size_t few = 4;
    const std::size_t count = e.arguments.size();
    if (count <= few) {
        std::array<Value, few> arguments;
        for (std::size_t i = 0; i < count; ++i) arguments[i] = value(*e.arguments[i]);
        return call_by_place(function, {arguments.data(), count});
    }
    List arguments;
    arguments.reserve(count);
    for (const ExprPtr& argument : e.arguments) arguments.push_back(value(*argument));
    return call_by_place(function, arguments);
}

Value Evaluator::call_by_place(const Function& function, std::span<const Value> arguments) const {
    if (!small_enough(arguments)) return Budget::refusal();
    return budget_.allowed(function.call(arguments));
}

Value Evaluator::call_by_name(const Function& function, const CallExpr& e) const {
    std::vector<std::pair<std::string, Value>> arguments;
    arguments.reserve(e.arguments.size());
    for (std::size_t i = 0; i < e.arguments.size(); ++i)
        arguments.emplace_back(e.names[i], value(*e.arguments[i]));
    return budget_.allowed(function.call_named(arguments));
}

/// Whether what a function could join from its arguments stays within the limits.
bool Evaluator::small_enough(std::span<const Value> arguments) const {
    std::size_t items = 0;
    for (const Value& argument : arguments)
        if (argument.kind() == Kind::list) items += argument.list().size();
    return items == 0 || budget_.allow_items(items);
}

Value Evaluator::operator()(const ListExpr& e) const {
    if (!budget_.allow_items(e.items.size())) return Budget::refusal();
    List list;
    list.reserve(e.items.size());
    for (const ExprPtr& item : e.items) list.push_back(value(*item));
    return Value(std::move(list));
}

Value Evaluator::operator()(const ContextExpr& e) const {
    if (!budget_.allow_items(e.entries.size())) return Budget::refusal();
    Context context;
    const EntriesAbove above(environment_, context);
    const Evaluator within(above, budget_);
    for (const auto& [name, entry] : e.entries) {
        if (context.find(name) != nullptr) return Value::null(Reason::type_error);
        context.set(name, within.value(*entry));
    }
    return Value(std::move(context));
}

/// Fills the ends; else says why there is no such range. `(null..10]` is one, `[null..10]` is not.
std::optional<Value> Evaluator::ends(const RangeExpr& e, Range& range) const {
    range.form = e.form;
    range.low_included = e.low_included;
    range.high_included = e.high_included;
    if (e.low != nullptr) range.low = value(*e.low);
    if (e.high != nullptr) range.high = e.high == e.low ? range.low : value(*e.high);
    const bool needs_low = e.low != nullptr && (e.low_included || e.form != Range::Form::interval);
    const bool needs_high =
        e.high != nullptr && (e.high_included || e.form != Range::Form::interval);
    if (needs_low && range.low.is_null()) return Value::null_because_of(range.low);
    if (needs_high && range.high.is_null()) return Value::null_because_of(range.high);
    const bool both = !range.low.is_null() && !range.high.is_null();
    if (both && range.low.kind() != range.high.kind()) return Value::null(Reason::type_error);
    return std::nullopt;
}

/// True where any holds; else null where one is null; else false.
Value Evaluator::any_test(const UnaryTests& tests, const Value& input) const {
    std::optional<Value> unknown;
    for (const UnaryTest& one : tests.tests) {
        Value held = test(one, input);
        if (held.kind() == Kind::boolean && held.boolean()) return held;
        if (held.kind() != Kind::boolean && !unknown) unknown = std::move(held);
    }
    return unknown ? *std::move(unknown) : Value(false);
}

Value Evaluator::test(const UnaryTest& test, const Value& input) const {
    if (const auto* range = std::get_if<RangeExpr>(&test.value->node);
        range != nullptr && test.kind == UnaryTest::Kind::member) {
        Range held;
        if (std::optional<Value> problem = ends(*range, held)) return *std::move(problem);
        return contains(held, input);
    }
    Value room;
    if (test.kind == UnaryTest::Kind::expression) {
        Binding binding(environment_, "?");
        binding.set(input);
        const Value held = Evaluator(binding, budget_).value(*test.value);
        return held.kind() == Kind::boolean || held.is_null() ? held : in(input, held);
    }
    const Value& held = at(*test.value, room);
    if (test.kind == UnaryTest::Kind::compare) return compare(test.comparison, input, held);
    return held.is_null() ? compare(Comparison::equal, input, held) : in(input, held);
}

}  // namespace

void Bindings::set(std::string name, Value value) {
    for (auto& [known, held] : values_)
        if (known == name) {
            held = std::move(value);
            return;
        }
    values_.emplace_back(std::move(name), std::move(value));
}

const Value* Bindings::find_here(std::string_view name) const {
    for (const auto& [known, value] : values_)
        if (known == name) return &value;
    return nullptr;
}

const Value* Element::find_here(std::string_view name) const {
    static const Value missing;
    const Context* context =
        item_ != nullptr && item_->kind() == Kind::context ? &item_->context() : nullptr;
    if (context != nullptr)
        if (const Value* entry = context->find(name)) return entry;
    if (name == "item") return item_ != nullptr ? item_ : &missing;
    const bool entry = entries_ != nullptr &&
                       std::find(entries_->begin(), entries_->end(), name) != entries_->end();
    return entry ? &missing : nullptr;
}

Value evaluate(const Expr& expression, const Environment& environment) {
    const WithinBudget budget;
    return Evaluator(environment, budget.get()).value(expression);
}

Value evaluate(const UnaryTests& tests, const Value& input, const Environment& environment) {
    const WithinBudget budget;
    return Evaluator(environment, budget.get()).tests(tests, input);
}

}  // namespace payung::rules
