#pragma once

/// What operations of a plan carry besides their arguments: cells of tables, outputs by rule, types
/// to hold values to, expressions for the general path. Immutable, compared by content.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rules/program/program.h"
#include "rules/table/axis.h"
#include "rules/table/cells.h"
#include "rules/table/extent.h"

namespace payung::rules {

/// One input of a table: its cells and the rules that accept each. Null is the last cell; the rules
/// that it leaves undecided are `possible` there.
struct ClassifierAxis {
    Axis axis;
    RuleMasks sure, possible;
    friend bool operator==(const ClassifierAxis&, const ClassifierAxis&) = default;
};

/// Values of the inputs to a rule number or the number of a rule set. A row without a rule, or one
/// that nulls leave undecided, is null because of its first input that is null, else because there
/// is no rule, or because of the null its conditions met.
struct Classifier {
    HitRule hit;
    std::size_t rules = 0;
    std::size_t inputs = 0;    // axes that are inputs of the table, before conditions as columns
    bool has_default = false;  // then no match is no null
    std::vector<ClassifierAxis> axes;
    std::vector<std::uint64_t> alive;  // rules that no constant input rules out
    std::vector<std::uint64_t> sure;   // among them: those that no constant null leaves undecided
    std::vector<RuleNumber> cells;     // mixed radix, last axis fastest; empty: masks are scanned
    friend bool operator==(const Classifier&, const Classifier&) = default;
};

/// Outputs by slot: 0 no rule, 1 … n a rule (or set), n + 1 a conflict.
struct OutputList {
    std::vector<Value> values;           // gather
    std::vector<std::uint32_t> columns;  // choose: which argument after the first
};
bool same(const OutputList& a, const OutputList& b);

/// Rule sets of a COLLECT table by number; set 0 is empty.
struct RuleSets {
    model::Aggregator aggregator = model::Aggregator::none;
    std::vector<std::vector<std::uint64_t>> sets;
    friend bool operator==(const RuleSets&, const RuleSets&) = default;
};

/// A declared type that values are held to.
struct Admission {
    TypePtr type;
    DomainPtr domain;
    Extent extent;
};
bool same(const Admission& a, const Admission& b);

/// A question to the general path, about the arguments of the node.
struct BoxedCall {
    enum class Kind : std::uint8_t {
        expression,
        tests,        // whether `tests` hold for the last argument: true, false or null
        decision,     // the decision's own logic, given what it requires
        rule_number,  // of the table at the top of that logic
    };
    Kind kind = Kind::expression;
    ExprPtr expression;
    std::shared_ptr<const UnaryTests> tests;
    /// What the arguments are called: "Upah", or "Upah" of the import "umum".
    struct Name {
        std::string prefix, name;
        friend bool operator==(const Name&, const Name&) = default;
    };
    std::vector<Name> names;
    const Program* program = nullptr;  // decision
    NodeId node = 0;
    std::vector<NodeId> required;  // what the arguments are
};
bool same(const BoxedCall& a, const BoxedCall& b);

}  // namespace payung::rules
