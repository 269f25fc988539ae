#include "rules/program/interpret.h"

#include <algorithm>
#include <set>

#include "rules/feel/iterate.h"
#include "rules/feel/tree.h"
#include "rules/program/table_eval.h"

namespace payung::rules {

namespace {

using Form = model::Expression::Kind;

bool is_true(const Value& value) {
    return value.kind() == Kind::boolean && value.boolean();
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
    const WithinBudget budget;
    const Value list = interpret(logic.parts[0], environment);
    const Turns turns = Turns::of(list);
    if (turns.problem() != nullptr) return *turns.problem();
    List kept;
    Element scope(environment);
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (!budget.get().iterate()) return Budget::refusal();
        const Value item = turns.at(i);
        scope.set(item);
        const Value match = interpret(logic.parts[1], scope);
        if (match.kind() == Kind::number) return item_at(list, match);
        if (match.kind() != Kind::boolean && !match.is_null())
            return Value::null(Reason::type_error);
        if (is_true(match)) kept.push_back(item);
    }
    return budget.get().allowed(Value(std::move(kept)));
}

Value run_iteration(const Logic& logic, const Environment& environment) {
    const WithinBudget budget;
    const Turns turns = Turns::of(interpret(logic.parts[0], environment));
    if (turns.problem() != nullptr) return *turns.problem();
    Results results(environment);
    Binding scope(results, logic.names[0]);
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (!budget.get().iterate()) return Budget::refusal();
        scope.set(turns.at(i));
        results.add(interpret(logic.parts[1], scope));
        if (!budget.get().allow_growth(results.size())) return Budget::refusal();
    }
    return std::move(results).taken();
}

Value run_quantified(const Logic& logic, const Environment& environment) {
    const WithinBudget budget;
    const Turns turns = Turns::of(interpret(logic.parts[0], environment));
    if (turns.problem() != nullptr) return *turns.problem();
    const bool every = logic.kind == Form::every;
    Binding scope(environment, logic.names[0]);
    Value answer(every);
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (!budget.get().iterate()) return Budget::refusal();
        scope.set(turns.at(i));
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
