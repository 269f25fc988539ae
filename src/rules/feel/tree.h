#pragma once

/// Walks over FEEL trees, written once: the parts of an expression, its free names, equality.

#include <memory>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "rules/feel/ast.h"

namespace payung::rules {

/// Calls visit(const Expr&) for every direct part, in the order of writing: also the values of the
/// tests behind `in`. Not the names an expression brings into scope: see free_names().
template <class Visit>
void for_each_part(const Expr& expression, Visit&& visit);
template <class Visit>
void for_each_part(const UnaryTests& tests, Visit&& visit) {
    for (const UnaryTest& test : tests.tests) visit(*test.value);
}

/// Calls visit(const Expr&) for the expression and everything in it, outermost first.
template <class Visit>
void for_each_expression(const Expr& expression, Visit&& visit) {
    visit(expression);
    for_each_part(expression, [&](const Expr& part) { for_each_expression(part, visit); });
}

/// Names that must come from outside: variables, knowledge models, import prefixes; sorted, each
/// once. Not: built-ins, iterators, parameters, entries above, `item`, `partial`, `?`, and entries
/// of a filtered element whose type was known. Where it was not, they are among the free names.
std::vector<std::string> free_names(const Expr& expression);
std::vector<std::string> free_names(const UnaryTests& tests);
std::vector<std::string> free_names(const FunctionExpr& function);

/// Whether `null` is written somewhere in the tests: they then say themselves what null means.
bool names_null(const UnaryTests& tests);

/// The same tree, whatever its place in the text.
bool same(const Expr& a, const Expr& b);
bool same(const UnaryTests& a, const UnaryTests& b);

/// What a call always gives, where that is known from its text: conversions of literals. Nothing
/// for all others.
std::shared_ptr<const Value> constant_of(const CallExpr& call);
/// The value of a literal or of such a call; nullptr for all others.
std::shared_ptr<const Value> constant_of(const Expr& expression);

namespace detail {

template <class Visit>
void visit_part(const ExprPtr& part, Visit& visit) {
    if (part != nullptr) visit(*part);
}

template <class Visit>
struct PartVisitor {
    Visit& visit;
    void all(const std::vector<ExprPtr>& parts) const {
        for (const ExprPtr& part : parts) visit_part(part, visit);
    }
    template <class... Parts>
    void each(const Parts&... parts) const {
        (visit_part(parts, visit), ...);
    }
    void iterators(const std::vector<Iterator>& iterators) const {
        for (const Iterator& iterator : iterators) each(iterator.domain, iterator.high);
    }

    void operator()(const Literal&) const {}
    void operator()(const NameRef&) const {}
    void operator()(const PathExpr& e) const { each(e.base); }
    void operator()(const Negation& e) const { each(e.operand); }
    void operator()(const ArithmeticExpr& e) const { each(e.left, e.right); }
    void operator()(const ComparisonExpr& e) const { each(e.left, e.right); }
    void operator()(const LogicalExpr& e) const { each(e.left, e.right); }
    void operator()(const BetweenExpr& e) const { each(e.value, e.low, e.high); }
    void operator()(const InExpr& e) const {
        each(e.value);
        for_each_part(*e.tests, visit);
    }
    void operator()(const InstanceOf& e) const { each(e.value); }
    void operator()(const IfExpr& e) const { each(e.condition, e.then, e.otherwise); }
    void operator()(const ForExpr& e) const {
        iterators(e.iterators);
        each(e.result);
    }
    void operator()(const QuantifiedExpr& e) const {
        iterators(e.iterators);
        each(e.condition);
    }
    void operator()(const FilterExpr& e) const { each(e.list, e.condition); }
    void operator()(const CallExpr& e) const {
        each(e.function);
        all(e.arguments);
    }
    void operator()(const ListExpr& e) const { all(e.items); }
    void operator()(const ContextExpr& e) const {
        for (const auto& [name, entry] : e.entries) each(entry);
    }
    void operator()(const FunctionExpr& e) const { each(e.body); }
    void operator()(const RangeExpr& e) const {
        each(e.low);
        if (e.high != e.low) each(e.high);  // (= 10) names one end
    }
};

}  // namespace detail

template <class Visit>
void for_each_part(const Expr& expression, Visit&& visit) {
    std::visit(detail::PartVisitor<std::remove_reference_t<Visit>>{visit}, expression.node);
}

}  // namespace payung::rules
