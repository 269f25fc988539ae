#include <string>

#include "rules/feel/cursor.h"
#include "rules/feel/parse.h"

namespace payung::rules {

namespace {

constexpr std::size_t npos = std::string_view::npos;

/// How tightly an expression holds together; an operand below what its place asks is bracketed.
enum Level : int {
    open_ended,  // if, for, some, every, function: they reach as far right as they can
    disjunction,
    conjunction,
    comparison,
    sum,
    product,
    power,
    sign,
    instance,
    postfix,
};

std::string_view symbol_of(Comparison comparison) {
    switch (comparison) {
        case Comparison::equal:
            return "=";
        case Comparison::not_equal:
            return "!=";
        case Comparison::less:
            return "<";
        case Comparison::less_equal:
            return "<=";
        case Comparison::greater:
            return ">";
        case Comparison::greater_equal:
            return ">=";
    }
    return {};
}

struct Operation {
    std::string_view symbol;
    Level level;
};
Operation operation_of(Arithmetic operation) {
    switch (operation) {
        case Arithmetic::add:
            return {" + ", sum};
        case Arithmetic::subtract:
            return {" - ", sum};
        case Arithmetic::multiply:
            return {" * ", product};
        case Arithmetic::divide:
            return {" / ", product};
        case Arithmetic::power:
            return {" ** ", power};
    }
    return {};
}

std::string quoted(std::string_view text) {
    return to_feel(Value(text));
}

/// Whether the key of a context can stand without quotes.
bool is_bare_key(const std::string& name) {
    if (name.empty() || blank_length(name) != 0) return false;
    NameCandidates candidates(name, 0);
    while (candidates.next()) {
    }
    return candidates.end() == name.size() && candidates.name() == name;
}

std::string key_text(const std::string& name) {
    return is_bare_key(name) ? name : quoted(name);
}

std::string literal_text(const Literal& literal) {
    if (!literal.text.empty()) return literal.text;
    const Value& value = literal.value;
    switch (value.kind()) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return value.boolean() ? "true" : "false";
        case Kind::number:
            return value.number().text();
        case Kind::string:
            return quoted(value.text());
        case Kind::date:
            return "@\"" + to_text(value.date()) + '"';
        case Kind::time:
            return "@\"" + to_text(value.time()) + '"';
        case Kind::date_time:
            return "@\"" + to_text(value.date_time()) + '"';
        case Kind::days_time_duration:
            return "@\"" + to_text(value.days_time()) + '"';
        case Kind::years_months_duration:
            return "@\"" + to_text(value.years_months()) + '"';
        default:
            return to_feel(value);
    }
}

std::string type_text(const TypePtr& type);

std::string types_text(const std::vector<std::pair<std::string, TypePtr>>& types, bool named) {
    std::string out;
    for (const auto& [name, type] : types) {
        if (!out.empty()) out += ", ";
        if (named) out += key_text(name) + ": ";
        out += type_text(type);
    }
    return out;
}

std::string type_text(const TypePtr& type) {
    if (type == nullptr) return "Any";
    if (!type->name.empty()) return type->name;
    switch (type->kind) {
        case Type::Kind::list:
            return "list<" + type_text(type->element) + '>';
        case Type::Kind::range:
            return "range<" + type_text(type->element) + '>';
        case Type::Kind::context:
            return "context<" + types_text(type->fields, true) + '>';
        case Type::Kind::function:
            return "function<" + types_text(type->parameters, false) + ">->" +
                   type_text(type->result);
        case Type::Kind::any:
            return "Any";
        case Type::Kind::null:
            return "Null";
        case Type::Kind::boolean:
            return "boolean";
        case Type::Kind::number:
            return "number";
        case Type::Kind::string:
            return "string";
        case Type::Kind::date:
            return "date";
        case Type::Kind::time:
            return "time";
        case Type::Kind::date_time:
            return "date and time";
        case Type::Kind::days_time_duration:
            return "days and time duration";
        case Type::Kind::years_months_duration:
            return "years and months duration";
    }
    return "Any";
}

class Printer {
public:
    std::string take() && { return std::move(out_); }

    void print(const ExprPtr& expr, Level least) { print(*expr, least); }
    void print(const Expr& expr, Level least) {
        const bool bracketed = level_of(expr) < least;
        if (bracketed) out_ += '(';
        std::visit([this](const auto& node) { (*this)(node); }, expr.node);
        if (bracketed) out_ += ')';
    }

    void print(const UnaryTests& tests) {
        if (tests.any()) {
            out_ += '-';
            return;
        }
        const bool bracketed = is_negation(tests);
        if (tests.negated) out_ += "not";
        if (tests.negated || bracketed) out_ += '(';
        print_list(tests);
        if (tests.negated || bracketed) out_ += ')';
    }

    void operator()(const Literal& e) { out_ += literal_text(e); }
    void operator()(const NameRef& e) { out_ += e.name; }
    void operator()(const PathExpr& e) {
        print(e.base, postfix);
        out_ += '.' + e.name;
    }
    void operator()(const Negation& e) {
        out_ += '-';
        // A number would be taken with its sign; zero has none.
        const auto* literal = std::get_if<Literal>(&e.operand->node);
        const bool number = literal != nullptr && literal->value.kind() == Kind::number &&
                            literal->value.number() != Decimal();
        print(e.operand, number ? static_cast<Level>(postfix + 1) : sign);
    }
    void operator()(const ArithmeticExpr& e) {
        const Operation operation = operation_of(e.operation);
        print(e.left, operation.level);
        out_ += operation.symbol;
        print(e.right, static_cast<Level>(operation.level + 1));
    }
    void operator()(const ComparisonExpr& e) {
        print(e.left, comparison);
        ((out_ += ' ') += symbol_of(e.comparison)) += ' ';
        print(e.right, sum);
    }
    void operator()(const LogicalExpr& e) {
        const Level level = e.conjunction ? conjunction : disjunction;
        print(e.left, level);
        out_ += e.conjunction ? " and " : " or ";
        print(e.right, static_cast<Level>(level + 1));
    }
    void operator()(const BetweenExpr& e) {
        print(e.value, comparison);
        out_ += " between ";
        print(e.low, sum);
        out_ += " and ";
        print(e.high, sum);
    }
    void operator()(const InExpr& e) {
        print(e.value, comparison);
        out_ += " in ";
        const auto& tests = e.tests->tests;
        if (tests.size() == 1 && tests.front().kind != UnaryTest::Kind::compare) {
            const std::size_t begin = out_.size();
            print(tests.front().value, sum);
            // `in (< 5)` is a test, `in ((< 5))` a range as a value.
            if (out_[begin] == '(' && std::string_view("<>=!").find(out_[begin + 1]) != npos) {
                out_.insert(begin, 1, '(');
                out_ += ')';
            }
            return;
        }
        out_ += '(';
        print_list(*e.tests);
        out_ += ')';
    }
    void operator()(const InstanceOf& e) {
        print(e.value, instance);
        out_ += " instance of " + e.text;
    }
    void operator()(const IfExpr& e) {
        out_ += "if ";
        print(e.condition, open_ended);
        out_ += " then ";
        print(e.then, open_ended);
        out_ += " else ";
        print(e.otherwise, open_ended);
    }
    void operator()(const ForExpr& e) {
        out_ += "for ";
        print(e.iterators);
        out_ += " return ";
        print(e.result, open_ended);
    }
    void operator()(const QuantifiedExpr& e) {
        out_ += e.every ? "every " : "some ";
        print(e.iterators);
        out_ += " satisfies ";
        print(e.condition, open_ended);
    }
    void operator()(const FilterExpr& e) {
        print(e.list, postfix);
        out_ += '[';
        print(e.condition, open_ended);
        out_ += ']';
    }
    void operator()(const CallExpr& e) {
        print(e.function, postfix);
        out_ += '(';
        for (std::size_t i = 0; i < e.arguments.size(); ++i) {
            if (i != 0) out_ += ", ";
            if (!e.names.empty()) out_ += e.names[i] + ": ";
            print(e.arguments[i], open_ended);
        }
        out_ += ')';
    }
    void operator()(const ListExpr& e) {
        out_ += '[';
        for (std::size_t i = 0; i < e.items.size(); ++i) {
            if (i != 0) out_ += ", ";
            print(e.items[i], open_ended);
        }
        out_ += ']';
    }
    void operator()(const ContextExpr& e) {
        out_ += '{';
        for (std::size_t i = 0; i < e.entries.size(); ++i) {
            if (i != 0) out_ += ", ";
            out_ += key_text(e.entries[i].first) + ": ";
            print(e.entries[i].second, open_ended);
        }
        out_ += '}';
    }
    void operator()(const FunctionExpr& e) {
        out_ += "function(";
        for (std::size_t i = 0; i < e.parameters.size(); ++i) {
            if (i != 0) out_ += ", ";
            out_ += e.parameters[i].first;
            if (e.parameters[i].second != nullptr) out_ += ": " + type_text(e.parameters[i].second);
        }
        out_ += e.body != nullptr ? ") " : ") external ";
        print(e.body != nullptr ? e.body : e.external, open_ended);
    }
    void operator()(const RangeExpr& e) {
        if (e.form != Range::Form::interval) return print_unary(e);
        out_ += e.low_included ? '[' : '(';
        print(e.low, disjunction);
        out_ += "..";
        print(e.high, open_ended);
        out_ += e.high_included ? ']' : ')';
    }

private:
    static Level level_of(const Expr& expr) {
        return std::visit([](const auto& node) { return level(node); }, expr.node);
    }
    template <class Node>
    static Level level(const Node&) {
        return static_cast<Level>(postfix + 1);
    }
    static Level level(const Literal& e) {
        const bool negative = e.value.kind() == Kind::number && e.value.number().negative();
        return negative ? sign : static_cast<Level>(postfix + 1);
    }
    static Level level(const PathExpr&) { return postfix; }
    static Level level(const FilterExpr&) { return postfix; }
    static Level level(const CallExpr&) { return postfix; }
    static Level level(const InstanceOf&) { return instance; }
    static Level level(const Negation&) { return sign; }
    static Level level(const ArithmeticExpr& e) { return operation_of(e.operation).level; }
    static Level level(const ComparisonExpr&) { return comparison; }
    static Level level(const BetweenExpr&) { return comparison; }
    static Level level(const InExpr&) { return comparison; }
    static Level level(const LogicalExpr& e) { return e.conjunction ? conjunction : disjunction; }
    static Level level(const IfExpr&) { return open_ended; }
    static Level level(const ForExpr&) { return open_ended; }
    static Level level(const QuantifiedExpr&) { return open_ended; }
    static Level level(const FunctionExpr&) { return open_ended; }

    void print(const std::vector<Iterator>& iterators) {
        for (std::size_t i = 0; i < iterators.size(); ++i) {
            if (i != 0) out_ += ", ";
            out_ += iterators[i].name + " in ";
            print(iterators[i].domain, disjunction);
            if (iterators[i].high == nullptr) continue;
            out_ += "..";
            print(iterators[i].high, disjunction);
        }
    }
    void print_list(const UnaryTests& tests) {
        for (std::size_t i = 0; i < tests.tests.size(); ++i) {
            const UnaryTest& test = tests.tests[i];
            if (i != 0) out_ += ", ";
            const bool compare = test.kind == UnaryTest::Kind::compare;
            if (compare) (out_ += symbol_of(test.comparison)) += ' ';
            print(test.value, compare ? sum : open_ended);
        }
    }
    /// One test `not(x)` that is a call of the built-in: it would be read as a negated list.
    static bool is_negation(const UnaryTests& tests) {
        if (tests.negated || tests.tests.size() != 1) return false;
        const UnaryTest& only = tests.tests.front();
        const auto* call = std::get_if<CallExpr>(&only.value->node);
        const auto* name = call == nullptr ? nullptr : std::get_if<NameRef>(&call->function->node);
        return only.kind != UnaryTest::Kind::compare && name != nullptr && name->name == "not";
    }
    void print_unary(const RangeExpr& e) {
        const bool low = e.low != nullptr, high = e.high != nullptr;
        out_ += '(';
        if (e.form == Range::Form::not_equal)
            out_ += "!= ";
        else if (low && high)
            out_ += "= ";
        else if (low)
            out_ += e.low_included ? ">= " : "> ";
        else
            out_ += e.high_included ? "<= " : "< ";
        print(low ? e.low : e.high, sum);
        out_ += ')';
    }

    std::string out_;
};

}  // namespace

std::string to_text(const Expr& expression) {
    Printer printer;
    printer.print(expression, open_ended);
    return std::move(printer).take();
}

std::string to_text(const UnaryTests& tests) {
    Printer printer;
    printer.print(tests);
    return std::move(printer).take();
}

}  // namespace payung::rules
