#include "rules/feel/walk.h"

namespace payung::rules {

namespace {

class Walker {
public:
    explicit Walker(const Visit& visit) : visit_(visit) {}

    void below(const ExprPtr& expression) {
        if (expression) at(*expression);
    }
    void at(const Expr& expression) {
        visit_(expression);
        std::visit(*this, expression.node);
    }
    void tests(const UnaryTests& tests) {
        for (const UnaryTest& test : tests.tests) below(test.value);
    }

    void operator()(const Literal&) {}
    void operator()(const NameRef&) {}
    void operator()(const PathExpr& e) { below(e.base); }
    void operator()(const Negation& e) { below(e.operand); }
    void operator()(const ArithmeticExpr& e) { both(e); }
    void operator()(const ComparisonExpr& e) { both(e); }
    void operator()(const LogicalExpr& e) { both(e); }
    void operator()(const BetweenExpr& e) {
        below(e.value);
        below(e.low);
        below(e.high);
    }
    void operator()(const InExpr& e) {
        below(e.value);
        if (e.tests) tests(*e.tests);
    }
    void operator()(const InstanceOf& e) { below(e.value); }
    void operator()(const IfExpr& e) {
        below(e.condition);
        below(e.then);
        below(e.otherwise);
    }
    void operator()(const ForExpr& e) {
        iterators(e.iterators);
        below(e.result);
    }
    void operator()(const QuantifiedExpr& e) {
        iterators(e.iterators);
        below(e.condition);
    }
    void operator()(const FilterExpr& e) {
        below(e.list);
        below(e.condition);
    }
    void operator()(const CallExpr& e) {
        below(e.function);
        for (const ExprPtr& argument : e.arguments) below(argument);
    }
    void operator()(const ListExpr& e) {
        for (const ExprPtr& item : e.items) below(item);
    }
    void operator()(const ContextExpr& e) {
        for (const auto& entry : e.entries) below(entry.second);
    }
    void operator()(const FunctionExpr& e) { below(e.body); }
    void operator()(const RangeExpr& e) {
        below(e.low);
        below(e.high);
    }

private:
    template <class Binary>
    void both(const Binary& e) {
        below(e.left);
        below(e.right);
    }
    void iterators(const std::vector<Iterator>& iterators) {
        for (const Iterator& iterator : iterators) {
            below(iterator.domain);
            below(iterator.high);
        }
    }
    const Visit& visit_;
};

}  // namespace

void walk(const Expr& expression, const Visit& visit) {
    Walker(visit).at(expression);
}

void walk(const UnaryTests& tests, const Visit& visit) {
    Walker(visit).tests(tests);
}

}  // namespace payung::rules
