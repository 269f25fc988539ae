#pragma once

/// A FEEL expression as a tree. Immutable once parsed; shared by threads.
///
/// Names are kept as written, runs of white space as one blank. Which name a text means was decided
/// while parsing, by the longest name in scope (scope.h).

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rules/types/type.h"
#include "rules/value/operators.h"
#include "rules/value/value.h"

namespace payung::rules {

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

/// One entry of a table or the list behind `in`: any of `tests` may hold, negated as a whole for
/// `not( … )`; no tests at all is "-", which always holds.
struct UnaryTest;
struct UnaryTests {
    bool negated = false;
    std::vector<UnaryTest> tests;
    bool any() const { return tests.empty(); }
};

struct Literal {
    Value value;
    std::string text{};  // as written, where it has no value: @"foo"
};
struct NameRef {
    std::string name;                           // a variable, a built-in, "item", "partial" or "?"
    std::shared_ptr<const Function> builtin{};  // where no name in scope hides it
};
struct PathExpr {
    ExprPtr base;
    std::string name;
};
struct Negation {
    ExprPtr operand;
};
enum class Arithmetic : std::uint8_t { add, subtract, multiply, divide, power };
struct ArithmeticExpr {
    Arithmetic operation;
    ExprPtr left, right;
};
struct ComparisonExpr {
    Comparison comparison;
    ExprPtr left, right;
};
struct LogicalExpr {
    bool conjunction;  // and, else or
    ExprPtr left, right;
};
struct BetweenExpr {
    ExprPtr value, low, high;
};
struct InExpr {
    ExprPtr value;
    std::shared_ptr<const UnaryTests> tests;
};
struct InstanceOf {
    ExprPtr value;
    TypePtr type;        // null: no type of that name in scope
    std::string text{};  // the type as written
};
struct IfExpr {
    ExprPtr condition, then, otherwise;
};
/// `in low..high` where `high` is set, else over the list or range `domain`.
struct Iterator {
    std::string name;
    ExprPtr domain, high;
};
struct ForExpr {
    std::vector<Iterator> iterators;
    ExprPtr result;
};
struct QuantifiedExpr {
    bool every;  // else some
    std::vector<Iterator> iterators;
    ExprPtr condition;
};
struct FilterExpr {
    ExprPtr list, condition;
    /// Names in `condition` that are entries of the element, where its type was known.
    std::vector<std::string> entries{};
};
/// Arguments are named where `names` is not empty.
struct CallExpr {
    ExprPtr function;
    std::vector<ExprPtr> arguments;
    std::vector<std::string> names;
    std::shared_ptr<const Value> constant{};  // date("2026-01-01"): the same at every evaluation
};
struct ListExpr {
    std::vector<ExprPtr> items;
};
struct ContextExpr {
    std::vector<std::pair<std::string, ExprPtr>> entries;
};
struct FunctionExpr {
    std::vector<std::pair<std::string, TypePtr>> parameters;
    ExprPtr body;                         // none: external
    TypePtr result;                       // null: not known
    ExprPtr external{};                   // the context that names the foreign code
    std::vector<std::string> captures{};  // free names of the body
};
/// `(< 10)` and the like have the ends and form that Range has: an end not named is absent.
struct RangeExpr {
    ExprPtr low, high;
    bool low_included = true, high_included = true;
    Range::Form form = Range::Form::interval;
};

struct UnaryTest {
    enum class Kind : std::uint8_t {
        compare,     // `< e`: the input against `value`
        member,      // plain e: `? = e`, or `? in e` where e is a list or range
        expression,  // mentions `?`: must be true
    };
    Kind kind = Kind::member;
    Comparison comparison = Comparison::equal;
    ExprPtr value;
};

struct Expr {
    using Node =
        std::variant<Literal, NameRef, PathExpr, Negation, ArithmeticExpr, ComparisonExpr,
                     LogicalExpr, BetweenExpr, InExpr, InstanceOf, IfExpr, ForExpr, QuantifiedExpr,
                     FilterExpr, CallExpr, ListExpr, ContextExpr, FunctionExpr, RangeExpr>;
    Node node;
    std::uint32_t begin = 0, end = 0;  // bytes of the text it was parsed from
};

}  // namespace payung::rules
