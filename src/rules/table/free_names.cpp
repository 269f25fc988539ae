#include "rules/table/free_names.h"

namespace payung::rules {

namespace {

class Collector {
public:
    void expression(const ExprPtr& expr) {
        if (expr) std::visit([this](const auto& node) { visit(node); }, expr->node);
    }
    void tests(const UnaryTests& all) {
        for (const UnaryTest& test : all.tests) expression(test.value);
    }
    Names names;

private:
    void visit(const Literal&) {}
    void visit(const NameRef& node) {
        if (!bound_.contains(node.name)) names.insert(node.name);
    }
    void visit(const PathExpr& node) { expression(node.base); }
    void visit(const Negation& node) { expression(node.operand); }
    void visit(const ArithmeticExpr& node) { both(node.left, node.right); }
    void visit(const ComparisonExpr& node) { both(node.left, node.right); }
    void visit(const LogicalExpr& node) { both(node.left, node.right); }
    void visit(const BetweenExpr& node) {
        expression(node.value);
        both(node.low, node.high);
    }
    void visit(const InExpr& node) {
        expression(node.value);
        if (node.tests) tests(*node.tests);
    }
    void visit(const InstanceOf& node) { expression(node.value); }
    void visit(const IfExpr& node) {
        expression(node.condition);
        both(node.then, node.otherwise);
    }
    void visit(const ForExpr& node) { iterate(node.iterators, node.result); }
    void visit(const QuantifiedExpr& node) { iterate(node.iterators, node.condition); }
    void visit(const FilterExpr& node) { both(node.list, node.condition); }
    void visit(const CallExpr& node) {
        expression(node.function);
        for (const ExprPtr& argument : node.arguments) expression(argument);
    }
    void visit(const ListExpr& node) {
        for (const ExprPtr& item : node.items) expression(item);
    }
    void visit(const ContextExpr& node) {
        const auto outer = bound_;
        for (const auto& [name, value] : node.entries) {
            expression(value);
            bound_.insert(name);
        }
        bound_ = outer;
    }
    void visit(const FunctionExpr& node) {
        const auto outer = bound_;
        for (const auto& parameter : node.parameters) bound_.insert(parameter.first);
        expression(node.body);
        bound_ = outer;
    }
    void visit(const RangeExpr& node) { both(node.low, node.high); }

    void both(const ExprPtr& a, const ExprPtr& b) {
        expression(a);
        expression(b);
    }
    void iterate(const std::vector<Iterator>& iterators, const ExprPtr& body) {
        const auto outer = bound_;
        for (const Iterator& iterator : iterators) {
            both(iterator.domain, iterator.high);
            bound_.insert(iterator.name);
        }
        expression(body);
        bound_ = outer;
    }

    Names bound_;
};

}  // namespace

Names free_names(const Expr& expression) {
    Collector collector;
    collector.expression(ExprPtr(ExprPtr{}, &expression));
    return std::move(collector.names);
}

Names free_names(const UnaryTests& tests) {
    Collector collector;
    collector.tests(tests);
    return std::move(collector.names);
}

}  // namespace payung::rules
