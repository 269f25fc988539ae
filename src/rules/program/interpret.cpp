#include "rules/program/interpret.h"

#include <algorithm>
#include <set>

#include "rules/feel/tree.h"
#include "rules/program/table_eval.h"

namespace payung::rules {

namespace {

using Form = model::Expression::Kind;

constexpr std::size_t list_items_max = 1'000'000;

bool is_true(const Value& value) {
    return value.kind() == Kind::boolean && value.boolean();
}

/// The iterator of `for`, `some` and `every`, and the results so far.
class IterationScope final : public Environment {
public:
    IterationScope(const Environment* outer, const std::string& name)
        : Environment(outer), name_(name) {}
    Value item, partial;
    bool has_partial = false;

private:
    const Value* find_here(std::string_view name) const override {
        if (name == name_) return &item;
        return has_partial && name == "partial" ? &partial : nullptr;
    }
    const std::string& name_;
};

/// What `in` gives as a list: a list, a range of whole numbers or days counted through, or one.
Value domain_list(Value domain) {
    if (domain.kind() == Kind::list) return domain;
    if (domain.is_null()) return Value::null_because_of(domain);
    if (domain.kind() != Kind::range) return Value(List{std::move(domain)});
    // The expression `for i in r` knows how to count through a range: it is asked.
    static const ExprPtr counting = [] {
        const auto name = [](const char* text) {
            auto expr = std::make_shared<Expr>();
            expr->node = NameRef{text, nullptr};
            return expr;
        };
        auto expr = std::make_shared<Expr>();
        expr->node = ForExpr{{{"i", name("domain"), nullptr}}, name("i")};
        return expr;
    }();
    Bindings names;
    names.set("domain", std::move(domain));
    return evaluate(*counting, names);
}

Value run_context(const Logic& logic, const Environment& environment) {
    Bindings names(&environment);
    Context context;
    for (std::size_t i = 0; i < logic.parts.size(); ++i) {
        Value value = admitted(interpret(logic.parts[i], names), logic.domains[i].get());
        if (logic.names[i].empty()) return value;
        names.set(logic.names[i], value);
        context.set(logic.names[i], std::move(value));
    }
    return Value(std::move(context));
}

Value run_invocation(const Logic& logic, const Environment& environment) {
    const Value function = interpret(logic.parts[0], environment);
    if (function.kind() != Kind::function) return Value::null(Reason::type_error);
    std::vector<std::pair<std::string, Value>> arguments;
    for (std::size_t i = 1; i < logic.parts.size(); ++i) {
        Value value = interpret(logic.parts[i], environment);
        arguments.emplace_back(logic.names[i - 1],
                               admitted(std::move(value), logic.domains[i - 1].get()));
    }
    return function.function().call_named(arguments);
}

Value run_list(const Logic& logic, const Environment& environment) {
    List list;
    for (const Logic& part : logic.parts) list.push_back(interpret(part, environment));
    return Value(std::move(list));
}

Value run_relation(const Logic& logic, const Environment& environment) {
    List list;
    const std::size_t columns = logic.names.size();
    for (std::size_t at = 0; columns != 0 && at < logic.parts.size(); at += columns) {
        Context row;
        for (std::size_t c = 0; c < columns; ++c)
            row.set(logic.names[c],
                    admitted(interpret(logic.parts[at + c], environment), logic.domains[c].get()));
        list.push_back(Value(std::move(row)));
    }
    return Value(std::move(list));
}

Value run_conditional(const Logic& logic, const Environment& environment) {
    const Value condition = interpret(logic.parts[0], environment);
    if (condition.kind() != Kind::boolean && !condition.is_null())
        return Value::null(Reason::type_error);
    return interpret(logic.parts[is_true(condition) ? 1 : 2], environment);
}

Value run_filter(const Logic& logic, const Environment& environment) {
    const Value list = domain_list(interpret(logic.parts[0], environment));
    if (list.is_null()) return list;
    List kept;
    Element scope(environment);
    for (const Value& item : list.list()) {
        scope.set(item);
        const Value match = interpret(logic.parts[1], scope);
        if (match.kind() == Kind::number) return item_at(list, match);
        if (match.kind() != Kind::boolean && !match.is_null())
            return Value::null(Reason::type_error);
        if (is_true(match)) kept.push_back(item);
    }
    return Value(std::move(kept));
}

Value run_iteration(const Logic& logic, const Environment& environment) {
    const Value domain = domain_list(interpret(logic.parts[0], environment));
    if (domain.is_null()) return domain;
    if (domain.list().size() > list_items_max) return Value::null(Reason::refused);
    IterationScope scope(&environment, logic.names[0]);
    scope.has_partial = true;
    List results;
    for (const Value& item : domain.list()) {
        scope.item = item;
        scope.partial = Value(results);
        results.push_back(interpret(logic.parts[1], scope));
    }
    return Value(std::move(results));
}

Value run_quantified(const Logic& logic, const Environment& environment) {
    const Value domain = domain_list(interpret(logic.parts[0], environment));
    if (domain.is_null()) return domain;
    const bool every = logic.kind == Form::every;
    IterationScope scope(&environment, logic.names[0]);
    Value answer(every);
    for (const Value& item : domain.list()) {
        scope.item = item;
        const Value holds = interpret(logic.parts[1], scope);
        if (holds.kind() != Kind::boolean && !holds.is_null())
            return Value::null(Reason::type_error);
        answer = every ? logical_and(answer, holds) : logical_or(answer, holds);
        if (answer.kind() == Kind::boolean && answer.boolean() != every) return answer;
    }
    return answer;
}

std::set<std::string> as_set(std::vector<std::string> names) {
    return {std::make_move_iterator(names.begin()), std::make_move_iterator(names.end())};
}

void collect_names(const Logic& logic, std::set<std::string>& names) {
    const auto add = [&](const auto& tree) { names.merge(as_set(free_names(tree))); };
    const auto tree = [&](const ExprPtr& expression) {
        if (expression) add(*expression);
    };
    tree(logic.expr);
    for (const Logic& part : logic.parts) collect_names(part, names);
    if (!logic.table) return;
    for (const TableColumn& column : logic.table->inputs) tree(column.expression);
    for (const TableColumn& column : logic.table->outputs) tree(column.otherwise);
    for (const TableRow& row : logic.table->rows) {
        for (const UnaryTests& tests : row.conditions) add(tests);
        for (const ExprPtr& output : row.outputs) tree(output);
    }
}

/// The function takes with it the values its body names, since it may outlive this evaluation.
Value run_function(const Logic& logic, const Environment& environment) {
    std::set<std::string> names;
    collect_names(logic, names);
    auto captured = std::make_shared<Bindings>();
    for (const std::string& name : names)
        if (const Value* value = environment.find(name)) captured->set(name, *value);
    return Value(std::make_shared<const BoxedFunction>(logic, std::move(captured), logic.domain));
}

Value run(const Logic& logic, const Environment& environment, std::vector<int>* rules) {
    switch (logic.kind) {
        case Form::literal:
            return logic.expr ? evaluate(*logic.expr, environment) : Value();
        case Form::table:
            return evaluate_table(*logic.table, environment, rules);
        case Form::context:
            return run_context(logic, environment);
        case Form::invocation:
            return run_invocation(logic, environment);
        case Form::list:
            return run_list(logic, environment);
        case Form::relation:
            return run_relation(logic, environment);
        case Form::conditional:
            return run_conditional(logic, environment);
        case Form::filter:
            return run_filter(logic, environment);
        case Form::iteration:
            return run_iteration(logic, environment);
        case Form::some:
        case Form::every:
            return run_quantified(logic, environment);
        case Form::function:
            break;
    }
    return run_function(logic, environment);
}

}  // namespace

Value interpret(const Logic& logic, const Environment& environment, std::vector<int>* rules) {
    if (logic.broken) return Value::null(Reason::type_error);
    Value value = run(logic, environment, rules);
    // The type of a function definition is that of its result.
    return logic.kind == Form::function ? value : admitted(std::move(value), logic.domain.get());
}

Value BoxedFunction::call(std::span<const Value> arguments) const {
    if (logic_.text != "FEEL" || logic_.parts.empty()) return Value::null(Reason::refused);
    if (arguments.size() != logic_.names.size()) return Value::null(Reason::type_error);
    const WithinBudget budget;
    const Budget::Call call(budget.get());
    if (!call.admitted()) return Budget::refusal();
    Bindings names(names_.get());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        Value value = admitted(arguments[i], logic_.domains[i].get());
        if (value.is_null() && !arguments[i].is_null()) return value;
        names.set(logic_.names[i], std::move(value));
    }
    Value result = admitted(interpret(logic_.parts[0], names), logic_.domain.get());
    return admitted(std::move(result), result_.get());
}

}  // namespace payung::rules
