#pragma once

/// A plan as values that depend on values: what the compiler builds before it lays out columns.
///
/// Shape    nodes are never changed; equal nodes are one node (common subexpressions, also across
///          decisions and across two programs laid side by side). Arguments come before users.
/// Meaning  boxed_result() says what each operation gives on boxed values: constants are folded by
///          it, causes of nulls are taken from it, and the kernels are tested against it.

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/plan/column_type.h"
#include "rules/plan/nulls.h"
#include "rules/plan/payloads.h"

namespace payung::rules {

using Ref = std::uint32_t;

enum class Op : std::uint8_t {
    constant,
    input,
    // numbers
    add,
    subtract,
    multiply,
    divide,
    modulo,
    negate,
    absolute,
    minimum,
    maximum,
    round,           // to `digits`
    multiply_round,  // round(a * b)
    divide_round,    // round(a / b), round(a * b / c): the last argument is the divisor
    // Booleans
    compare,
    conjunction,
    disjunction,
    both,    // true and true; null where either is, the first one's cause
    either,  // true where one is; else null where either is, the first one's cause
    negation,
    given,   // the second, where the first is there; else null, with the first one's cause
    select,  // if a then b else c
    // dates
    add_months,  // date, whole number
    add_days,    // date, whole number
    year_of,
    month_of,
    day_of,
    months_between,  // full months
    days_between,    // second minus first
    // kinds of columns
    convert,  // the same value as another type: more decimals, decimal128, boxed
    admit,    // the value as the declared type `admission`, else null
    // tables
    classify,  // rule number, or number of the rule set
    gather,    // outputs that are constants, by rule number
    choose,    // outputs that are columns: rule number, then columns
    reduce,    // COLLECT with an aggregator: number of the rule set, then a column a rule
    // the general path
    evaluate,  // an expression or a table on boxed values
};
std::string_view name_of(Op op);

struct GraphNode {
    Op op = Op::constant;
    ColumnType type;
    std::vector<Ref> arguments;
    Comparison comparison = Comparison::equal;              // compare
    DecimalRounding rounding = DecimalRounding::half_even;  // round and its kin
    int digits = 0;                                         // round and its kin
    std::size_t input = 0;                                  // which input
    Value constant;
    std::shared_ptr<const Classifier> classifier;
    std::shared_ptr<const OutputList> outputs;   // gather, choose
    std::shared_ptr<const RuleSets> sets;        // reduce
    std::shared_ptr<const BoxedCall> call;       // evaluate
    std::shared_ptr<const Admission> admission;  // input, admit
    std::string why;                             // of a type that is not the fastest
};

/// What an operation on plain values gives. Pre: not input, tables or evaluate.
Value boxed_result(const GraphNode& node, std::span<const Value> arguments);

class Graph {
public:
    /// The node, or the one that was there before; a plain operation on constants is a constant.
    Ref add(GraphNode node);
    Ref constant(Value value, bool exact);
    const GraphNode& at(Ref ref) const { return nodes_[ref]; }
    std::size_t size() const { return nodes_.size(); }
    bool is_constant(Ref ref) const { return nodes_[ref].op == Op::constant; }

private:
    std::deque<GraphNode> nodes_;  // references stay
    std::unordered_multimap<std::size_t, Ref> by_hash_;
};

}  // namespace payung::rules
