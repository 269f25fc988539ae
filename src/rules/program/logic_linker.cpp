#include "rules/program/logic_linker.h"

#include "base/text.h"
#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"
#include "rules/feel/tree.h"
#include "rules/program/table_eval.h"
#include "rules/types/check.h"

namespace payung::rules {

namespace {

using Form = model::Expression::Kind;

TypePtr element_of(const TypePtr& type) {
    if (!type || type->kind != Type::Kind::list) return type;
    return type->element;
}

TypePtr context_type(const std::vector<std::string>& names, const std::vector<TypePtr>& types) {
    auto type = std::make_shared<Type>();
    type->kind = Type::Kind::context;
    for (std::size_t i = 0; i < names.size(); ++i) type->fields.emplace_back(names[i], types[i]);
    return type;
}

/// The values of constant tests in their order: what PRIORITY and OUTPUT ORDER go by.
std::vector<Value> values_of(const UnaryTests& tests) {
    std::vector<Value> values;
    const Bindings nothing;
    for (const UnaryTest& test : tests.tests)
        if (test.kind == UnaryTest::Kind::member && test.value)
            values.push_back(evaluate(*test.value, nothing));
    return values;
}

}  // namespace

Place LogicLinker::at(std::uint32_t line, int row, std::string column) const {
    Place place = place_;
    place.line = line;
    place.row = row;
    place.column = std::move(column);
    return place;
}

TypePtr LogicLinker::resolve(const std::string& reference, std::uint32_t line,
                             const std::string& column) {
    return types_.resolve(model_, reference, at(line, 0, column));
}

void LogicLinker::syntax_error(const std::string& text, const SyntaxError& error, Place place) {
    diagnostics_.push_back({DiagnosticCode::syntax_error,
                            std::move(place),
                            {{"at", std::to_string(error.at + 1)},
                             {"text", text},
                             {"apa", error.apa},
                             {"what", error.what}}});
}

ExprPtr LogicLinker::expression(const model::Text& text, const Scope& scope, const Place& place,
                                bool& broken) {
    if (trim(text.text).empty()) return nullptr;
    auto parsed = parse_expression(text.text, scope);
    if (auto* tree = std::get_if<ExprPtr>(&parsed)) {
        Problems problems;
        if (law_) check(**tree, scope, problems);
        tell(problems, place);
        return std::move(*tree);
    }
    syntax_error(text.text, std::get<SyntaxError>(parsed), place);
    broken = true;
    return nullptr;
}

std::optional<UnaryTests> LogicLinker::tests(const model::Text& text, const Scope& scope,
                                             const TypePtr& type, const Place& place) {
    if (trim(text.text).empty()) return UnaryTests{};
    auto parsed = parse_unary_tests(text.text, scope, type);
    if (auto* found = std::get_if<UnaryTests>(&parsed)) return std::move(*found);
    syntax_error(text.text, std::get<SyntaxError>(parsed), place);
    return std::nullopt;
}

void LogicLinker::tell(const Problems& problems, const Place& place) {
    for (const Problem& problem : problems)
        diagnostics_.push_back({problem.code, place, problem.arguments});
}

void LogicLinker::refuse(std::string_view id, std::string_view en, const Place& place) {
    if (law_)
        diagnostics_.push_back({DiagnosticCode::feature_refused,
                                place,
                                {{"apa", std::string(id)}, {"what", std::string(en)}}});
}

void LogicLinker::expect(const TypePtr& found, const TypePtr& wanted, const Place& place) {
    if (law_ && !fits(found, wanted))
        diagnostics_.push_back({DiagnosticCode::type_wanted,
                                place,
                                {{"wanted", type_text(wanted)}, {"found", type_text(found)}}});
}

void LogicLinker::expect_inside(const Value& value, const DomainPtr& domain, const Place& place) {
    if (!domain || admitted(value, domain.get()).reason() != Reason::out_of_domain) return;
    diagnostics_.push_back({DiagnosticCode::value_outside,
                            place,
                            {{"value", to_feel(value)}, {"type", type_text(domain->type)}}});
}

void LogicLinker::check_conditions(const UnaryTests& tests, const TableColumn& column,
                                   const Scope& scope, const Place& place) {
    if (!law_) return;
    Problems problems;
    check(tests, column.type, scope, problems);
    tell(problems, place);
    for (const UnaryTest& test : tests.tests)
        if (test.kind == UnaryTest::Kind::member)
            if (const auto value = constant_of(*test.value))
                expect_inside(*value, column.domain, place);
}

void LogicLinker::check_output(const ExprPtr& output, const TableColumn& column, const Scope& scope,
                               const Place& place) {
    if (!law_ || !output) return;
    expect(inferred_type(*output, scope), column.type, place);
    if (const auto value = constant_of(*output)) expect_inside(*value, column.domain, place);
}

void LogicLinker::check_table(const Table& table, const Logic& to,
                              const model::DecisionTable& from) {
    if (!law_) return;
    if (table.rows.empty()) diagnostics_.push_back({DiagnosticCode::empty_table, at(to.line), {}});
    int number = 0;
    for (const model::TableRule& rule : from.rules) {
        ++number;
        if (rule.annotations.size() != from.annotations.size())
            diagnostics_.push_back({DiagnosticCode::cell_count,
                                    at(rule.line, number),
                                    {{"found", std::to_string(rule.annotations.size())},
                                     {"wanted", std::to_string(from.annotations.size())},
                                     {"apa", "anotasi"},
                                     {"what", "annotation"}}});
    }
}

void LogicLinker::types_of(const Expression& from, Logic& to) {
    for (const std::string& name : from.names) to.names.push_back(normalised_name(name));
    for (const std::string& type : from.types) {
        to.types.push_back(resolve(type, from.line, {}));
        to.domains.push_back(types_.domain(to.types.back()));
    }
}

Logic LogicLinker::link(const Expression& from, const Scope& scope) {
    Logic to;
    to.kind = from.kind;
    to.line = from.kind == Form::literal && from.text.line != 0 ? from.text.line : from.line;
    to.text = from.text.text;
    to.type = resolve(from.type, from.line, {});
    to.domain = types_.domain(to.type);
    types_of(from, to);
    switch (from.kind) {
        case Form::literal:
            to.expr = expression(from.text, scope, at(to.line), to.broken);
            if (to.expr) expect(inferred_type(*to.expr, scope), to.type, at(to.line));
            break;
        case Form::table:
            link_table(*from.table, to, scope);
            break;
        case Form::context:
            link_context(from, to, scope);
            break;
        case Form::function:
            link_function(from, to, scope);
            if (to.text != "FEEL") refuse("kode luar", "external code", at(to.line));
            break;
        case Form::filter:
            link_filter(from, to, scope);
            break;
        case Form::iteration:
        case Form::some:
        case Form::every:
            link_iteration(from, to, scope);
            break;
        case Form::invocation:
        case Form::list:
        case Form::relation:
        case Form::conditional:
            link_parts(from, to, scope);
            break;
    }
    return to;
}

void LogicLinker::link_parts(const Expression& from, Logic& to, const Scope& scope) {
    for (const Expression& part : from.parts) to.parts.push_back(link(part, scope));
}

void LogicLinker::link_context(const Expression& from, Logic& to, const Scope& scope) {
    Scope inner(&scope);
    for (std::size_t i = 0; i < from.parts.size(); ++i) {
        to.parts.push_back(link(from.parts[i], inner));
        if (to.names[i].empty()) continue;
        const TypePtr found = result_type(to.parts[i], inner);
        expect(found, to.types[i], at(to.parts[i].line));
        if (to.parts[i].kind == Form::function)
            refuse("fungsi sebagai nilai", "functions as values", at(to.parts[i].line));
        TypePtr type = to.types[i] ? to.types[i] : found;
        inner.add(to.names[i], std::move(type));
    }
}

void LogicLinker::link_function(const Expression& from, Logic& to, const Scope& scope) {
    if (from.text.text != "FEEL") return;  // not ours to read: refused where it is called
    Scope inner(&scope);
    for (std::size_t i = 0; i < to.names.size(); ++i) inner.add(to.names[i], to.types[i]);
    to.parts.push_back(link(from.parts[0], inner));
}

void LogicLinker::link_filter(const Expression& from, Logic& to, const Scope& scope) {
    to.parts.push_back(link(from.parts[0], scope));
    const TypePtr element = element_of(result_type(to.parts[0], scope));
    Scope inner(&scope);
    inner.add("item", element);
    if (element)
        for (const auto& [name, type] : element->fields) inner.add(name, type);
    to.parts.push_back(link(from.parts[1], inner));
}

void LogicLinker::link_iteration(const Expression& from, Logic& to, const Scope& scope) {
    to.parts.push_back(link(from.parts[0], scope));
    const TypePtr domain = to.types[0] ? to.types[0] : result_type(to.parts[0], scope);
    Scope inner(&scope);
    inner.add(to.names[0], element_of(domain));
    if (to.kind == Form::iteration) inner.add("partial", list_of(nullptr));
    to.parts.push_back(link(from.parts[1], inner));
}

void LogicLinker::link_table(const model::DecisionTable& from, Logic& to, const Scope& scope) {
    auto table = std::make_shared<Table>();
    table->policy = from.policy;
    table->law = law_;
    table->aggregator = from.aggregator;
    table->annotations = from.annotations;
    for (const model::TableInput& input : from.inputs)
        table->inputs.push_back(input_column(input, scope, to.broken));
    for (const model::TableOutput& output : from.outputs)
        table->outputs.push_back(output_column(output, scope, to.broken));
    int number = 0;
    for (const model::TableRule& rule : from.rules)
        table->rows.push_back(row(rule, *table, ++number, scope, to.broken));
    check_table(*table, to, from);
    if (!to.broken) make_ready(*table);
    to.table = std::move(table);
}

TableColumn LogicLinker::input_column(const model::TableInput& from, const Scope& scope,
                                      bool& broken) {
    TableColumn column;
    column.name = std::string(trim(from.expression.text));
    column.line = from.expression.line;
    const Place place = at(column.line, 0, column.name);
    column.expression = expression(from.expression, scope, place, broken);
    column.type = resolve(from.type, column.line, column.name);
    column.domain = types_.domain(column.type);
    if (!column.type && column.expression) column.type = inferred_type(*column.expression, scope);
    if (!from.values) return column;
    if (auto allowed = tests(*from.values, scope, column.type, place))
        column.allowed = std::make_shared<const UnaryTests>(*std::move(allowed));
    else
        broken = true;
    return column;
}

TableColumn LogicLinker::output_column(const model::TableOutput& from, const Scope& scope,
                                       bool& broken) {
    TableColumn column;
    column.name = normalised_name(from.name);
    column.type = resolve(from.type, 0, column.name);
    column.domain = types_.domain(column.type);
    if (from.otherwise)
        column.otherwise =
            expression(*from.otherwise, scope, at(from.otherwise->line, 0, column.name), broken);
    if (from.values) {
        column.line = from.values->line;
        if (auto allowed = tests(*from.values, scope, column.type, at(column.line, 0, column.name)))
            column.allowed = std::make_shared<const UnaryTests>(*std::move(allowed));
        else
            broken = true;
    }
    if (column.allowed)
        column.priorities = values_of(*column.allowed);
    else if (column.domain)
        for (const UnaryTests& allowed : column.domain->tests)
            if (column.priorities.empty()) column.priorities = values_of(allowed);
    return column;
}

bool LogicLinker::cell_counts(const model::TableRule& from, const Table& table, int number) {
    const auto check = [&](const char* apa, const char* what, std::size_t found,
                           std::size_t wanted) {
        if (found == wanted) return true;
        diagnostics_.push_back({DiagnosticCode::cell_count,
                                at(from.line, number),
                                {{"found", std::to_string(found)},
                                 {"wanted", std::to_string(wanted)},
                                 {"apa", apa},
                                 {"what", what}}});
        return false;
    };
    const bool inputs = check("masukan", "input", from.conditions.size(), table.inputs.size());
    const bool outputs = check("keluaran", "output", from.outputs.size(), table.outputs.size());
    // Annotations say nothing to the evaluation; the law profile counts them.
    return inputs && outputs;
}

TableRow LogicLinker::row(const model::TableRule& from, const Table& table, int number,
                          const Scope& scope, bool& broken) {
    TableRow row;
    row.id = from.id;
    row.line = from.line;
    for (const model::Text& text : from.annotations) row.annotations.push_back(text.text);
    if (!cell_counts(from, table, number)) {
        broken = true;
        return row;
    }
    for (std::size_t i = 0; i < from.conditions.size(); ++i) {
        const model::Text& text = from.conditions[i];
        auto read =
            tests(text, scope, table.inputs[i].type, at(text.line, number, table.inputs[i].name));
        if (!read)
            broken = true;
        else
            check_conditions(*read, table.inputs[i], scope,
                             at(text.line, number, table.inputs[i].name));
        row.conditions.push_back(read ? *std::move(read) : UnaryTests{});
        row.condition_texts.push_back(text.text);
    }
    for (std::size_t i = 0; i < from.outputs.size(); ++i) {
        const model::Text& text = from.outputs[i];
        const Place place = at(text.line, number, table.outputs[i].name);
        row.outputs.push_back(expression(text, scope, place, broken));
        check_output(row.outputs.back(), table.outputs[i], scope, place);
        row.output_texts.push_back(text.text);
    }
    return row;
}

namespace {

TypePtr table_type(const Table& table) {
    TypePtr one;
    if (table.outputs.size() == 1) {
        one = table.outputs[0].type;
        if (table.policy == model::HitPolicy::collect &&
            table.aggregator == model::Aggregator::count)
            one = basic_type(Type::Kind::number);
    } else {
        auto context = std::make_shared<Type>();
        context->kind = Type::Kind::context;
        for (const TableColumn& column : table.outputs)
            context->fields.emplace_back(column.name, column.type);
        one = std::move(context);
    }
    const bool list =
        table.policy == model::HitPolicy::rule_order ||
        table.policy == model::HitPolicy::output_order ||
        (table.policy == model::HitPolicy::collect && table.aggregator == model::Aggregator::none);
    return list ? list_of(std::move(one)) : one;
}

TypePtr function_type(const Logic& logic, TypePtr result) {
    auto type = std::make_shared<Type>();
    type->kind = Type::Kind::function;
    for (std::size_t i = 0; i < logic.names.size(); ++i)
        type->parameters.emplace_back(logic.names[i], logic.types[i]);
    type->result = std::move(result);
    return type;
}

}  // namespace

TypePtr LogicLinker::result_type(const Logic& logic, const Scope& scope) const {
    if (logic.type && logic.kind != Form::function) return logic.type;
    switch (logic.kind) {
        case Form::literal:
            return logic.expr ? inferred_type(*logic.expr, scope) : nullptr;
        case Form::table:
            return table_type(*logic.table);
        case Form::context: {
            Scope inner(&scope);
            std::vector<TypePtr> types;
            for (std::size_t i = 0; i < logic.parts.size(); ++i) {
                types.push_back(logic.types[i] ? logic.types[i]
                                               : result_type(logic.parts[i], inner));
                if (logic.names[i].empty()) return types.back();
                inner.add(logic.names[i], types.back());
            }
            return context_type(logic.names, types);
        }
        case Form::relation:
            return list_of(context_type(logic.names, logic.types));
        case Form::list:
            return list_of(logic.parts.empty() ? nullptr : result_type(logic.parts[0], scope));
        case Form::filter: {
            const TypePtr list = result_type(logic.parts[0], scope);
            return list && list->kind == Type::Kind::list ? list : list_of(list);
        }
        case Form::conditional:
            return result_type(logic.parts[1], scope);
        case Form::function:
            return function_type(logic, logic.type);
        case Form::some:
        case Form::every:
            return basic_type(Type::Kind::boolean);
        case Form::invocation: {
            const TypePtr function = result_type(logic.parts[0], scope);
            return function && function->kind == Type::Kind::function ? function->result : nullptr;
        }
        case Form::iteration:
            return list_of(nullptr);
    }
    return nullptr;
}

}  // namespace payung::rules
