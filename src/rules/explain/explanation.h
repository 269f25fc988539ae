#pragma once

/// Why a decision gave what it gave, for one set of inputs: a tree of what was reached, each with
/// the row that applied, the conditions it met, the citation, the formula, and the amount before
/// rounding. Made by replaying the question on the general path with a watcher; batches pay
/// nothing.
///
/// Shape    texts are views into the Program, which must outlive an explanation. A decision reached
///          twice is told in full the first time only (`told_before`).
/// Errors   none: a null result is explained too (Cause).
/// Cost     below 100 µs for one person's contribution; why-not about as much again.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/explain/decision_view.h"
#include "rules/explain/words.h"
#include "rules/program/decide.h"

namespace payung::rules {

using Inputs = std::map<std::string, Value, std::less<>>;

struct Cite {
    std::string_view source, detail, uri, status;  // detail and status: of a row
};

/// An input of a table, or of a formula (then without tests).
struct Met {
    int rule = 0;  // where several rows matched: of which
    std::string_view input;
    Value value;
    Unit unit = Unit::none;
    const UnaryTests* tests = nullptr;
    std::string_view condition;
};

/// Why another row did not apply: the first input, in column order, whose condition is false.
struct WhyNot {
    int rule = 0;
    bool later = false;  // it was not asked: an earlier row applied first
    int column = 0;      // from 1; 0 where it is later or matched as well
    std::string_view input;
    Value value;
    Unit unit = Unit::none;
    const UnaryTests* tests = nullptr;
    std::string_view condition;
};

struct TableUse {
    const Table* table = nullptr;
    std::vector<int> rules;  // from 1; none: no row matched
};

struct RoundingStep {
    std::string_view function;
    std::optional<int> decimals;  // where they are a constant
    Value before;                 // the exact argument
};

struct Explanation {
    NodeId node = 0;
    const Node* decision = nullptr;
    Value result;
    Unit unit = Unit::none;
    bool told_before = false;
    std::string_view formula;
    std::optional<RoundingStep> rounding;
    std::optional<TableUse> table;
    std::vector<Met> met;
    std::vector<Cite> cites;
    std::vector<WhyNot> why_not;
    std::vector<Explanation> from;
};

/// Where a null began.
struct Cause {
    Reason reason = Reason::null_result;
    bool input = false;     // an input that is missing or out of its domain
    std::string_view name;  // of the decision or input
};

/// An input that was asked for and has no value that the law knows. Where a result came out all the
/// same it may not be used: in law no fact may be absent.
struct AbsentInput {
    std::string_view name;
    Reason reason = Reason::missing_input;
};

struct RulebookStamp {
    std::string version, known_from;
};

struct Record {
    Explanation root;
    Inputs inputs;
    RulebookStamp rulebook;
    std::optional<Cause> cause;  // of a null result
    std::vector<AbsentInput> absent;
    std::vector<std::string> supplied;  // inputs that came with the rulebook
};

struct ExplainOptions {
    bool why_not = false;
    AnnotationColumns annotations;
    RulebookStamp rulebook;
    const Units* units = nullptr;
    const Inputs* supplied = nullptr;  // facts that come with the rulebook: holidays
};

Record explain(const Program& program, NodeId decision, Inputs inputs,
               const ExplainOptions& options = {});

/// Of a case that is asked several decisions, each of which is evaluated once. `inputs` are those
/// of the case that the record is to keep. Pre: `asked` was made with them and options.supplied.
class Asked;
Record explain(Asked& asked, NodeId decision, Inputs inputs, const ExplainOptions& options);

/// The tables' keyword: "UNIQUE", "COLLECT SUM".
std::string policy_name(const Table& table);

}  // namespace payung::rules
