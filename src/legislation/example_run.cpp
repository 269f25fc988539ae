#include "legislation/example_run.h"

#include <algorithm>

namespace payung {
namespace {

using rules::Value;

std::string words_of(const Value& value) {
    if (!value.is_null()) return rules::to_feel(value);
    return "null (" + std::string(rules::name_of(value.reason())) + ")";
}

std::string words_of(const std::vector<int>& rows) {
    if (rows.empty()) return "tanpa baris";
    std::string words = "baris";
    for (const int row : rows) words += " " + std::to_string(row);
    return words;
}

std::string expected_words(const LawExample& example, const Value& expected) {
    if (!expected.is_null()) return rules::to_feel(expected);
    if (example.reason == rules::Reason::none) return "null";
    return "null (" + std::string(rules::name_of(example.reason)) + ")";
}

bool meets(const LawExample& example, const Value& expected, const Value& found) {
    if (!expected.is_null()) return rules::same(expected, found);
    if (!found.is_null()) return false;
    return example.reason == rules::Reason::none || example.reason == found.reason();
}

}  // namespace

ExampleOutcome run_example(const Rulebook& rulebook, const LawExample& example) {
    ExampleOutcome outcome;
    for (const ExpectedResult& expected : example.expect) {
        const Answer answer = rulebook.decide(*expected.decision, example.given);
        if (!meets(example, expected.value, answer.value)) {
            outcome.mismatches.push_back({rules::Path::boxed, expected.decision->name,
                                          expected_words(example, expected.value),
                                          words_of(answer.value)});
        }
        outcome.results.push_back(answer.value);
    }
    for (const ExpectedRows& expected : example.rows) {
        const Answer answer = rulebook.decide(*expected.decision, example.given);
        const rules::NodeId node = rulebook.program().id_of(*expected.decision);
        const auto at = std::find_if(answer.applied.begin(), answer.applied.end(),
                                     [node](const RowsApplied& rows) { return rows.node == node; });
        const std::vector<int> found = at == answer.applied.end() ? std::vector<int>{} : at->rows;
        if (found == expected.rows) continue;
        outcome.mismatches.push_back({rules::Path::boxed, expected.decision->name,
                                      words_of(expected.rows), words_of(found)});
    }
    return outcome;
}

namespace {

using rules::NodeId;

/// All cases as the rows of one batch of boxed columns; what is not given is null.
class CaseBatch {
public:
    CaseBatch(const rules::Plan& plan, std::span<const LawExample> examples) {
        batch_.rows = examples.size();
        columns_.reserve(plan.inputs().size());
        for (const std::string& name : plan.inputs()) {
            std::vector<Value>& values = columns_.emplace_back();
            for (const LawExample& example : examples) {
                const auto at = example.given.find(name);
                const bool given = at != example.given.end();
                values.push_back(given ? at->second : Value::null(rules::Reason::missing_input));
            }
            rules::InputColumn& column = batch_.columns.emplace_back();
            column.name = name;
            column.type = rules::InputColumn::Type::boxed;
            column.data = values.data();
        }
    }
    const rules::Batch& batch() const { return batch_; }

private:
    std::vector<std::vector<Value>> columns_;
    rules::Batch batch_;
};

/// Keeps what a plan gives: by result, values and row numbers of every case.
class CaseSink final : public rules::Sink {
public:
    CaseSink(std::size_t results, std::size_t rows)
        : values_(results, std::vector<Value>(rows)), rules_(results, std::vector<int>(rows, -1)) {}
    void take(std::size_t first_row, std::size_t rows, std::span<const rules::OutputColumn> columns,
              unsigned) override {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            for (std::size_t row = 0; row < rows; ++row) {
                values_[c][first_row + row] = columns[c].at(row);
                if (columns[c].rules != nullptr) rules_[c][first_row + row] = columns[c].rules[row];
            }
        }
    }
    const Value& value(std::size_t result, std::size_t row) const { return values_[result][row]; }
    /// -1 where the result has no rule numbers.
    int rule(std::size_t result, std::size_t row) const { return rules_[result][row]; }

private:
    std::vector<std::vector<Value>> values_;
    std::vector<std::vector<int>> rules_;
};

/// The cases on one path of columns.
class PathRun {
public:
    PathRun(const Rulebook& rulebook, std::span<const LawExample> examples, rules::Path path)
        : rulebook_(rulebook), examples_(examples), path_(path) {
        for (const LawExample& example : examples) {
            for (const ExpectedResult& expected : example.expect) add(*expected.decision);
            for (const ExpectedRows& expected : example.rows) add(*expected.decision);
        }
    }

    Result<void> compare(std::vector<ExampleOutcome>& outcomes) {
        rules::PlanOptions options;
        options.path = path_;
        options.constants.emplace("Hari libur", rulebook_.holidays());
        const auto plan = rules::compile(rulebook_.program(), wanted_, options);
        if (!plan) {
            const rules::Diagnostic& fault = plan.diagnostics().front();
            return Error{Code::law_malformed,
                         {{"file", fault.place.file},
                          {"line", std::to_string(fault.place.line)},
                          {"apa", rules::describe(fault, Language::id)},
                          {"what", rules::describe(fault, Language::en)}}};
        }
        const CaseBatch batch(*plan, examples_);
        CaseSink sink(wanted_.size(), examples_.size());
        TRY(rules::run(*plan, batch.batch(), sink));
        for (std::size_t i = 0; i < examples_.size(); ++i) compare(i, sink, outcomes[i]);
        return {};
    }

private:
    void add(const rules::Node& decision) {
        const NodeId id = rulebook_.program().id_of(decision);
        if (std::find(wanted_.begin(), wanted_.end(), id) == wanted_.end()) wanted_.push_back(id);
    }
    std::size_t place_of(const rules::Node& decision) const {
        const NodeId id = rulebook_.program().id_of(decision);
        return static_cast<std::size_t>(std::find(wanted_.begin(), wanted_.end(), id) -
                                        wanted_.begin());
    }

    /// A refusal is the rulebook's: it looks at what an answer used. Columns are compared where
    /// they must have a value.
    void compare(std::size_t row, const CaseSink& sink, ExampleOutcome& outcome) const {
        const LawExample& example = examples_[row];
        for (const ExpectedResult& expected : example.expect) {
            const Value& found = sink.value(place_of(*expected.decision), row);
            if (expected.value.is_null() || rules::same(expected.value, found)) continue;
            outcome.mismatches.push_back(
                {path_, expected.decision->name, rules::to_feel(expected.value), words_of(found)});
        }
        for (const ExpectedRows& expected : example.rows) {
            const int found = sink.rule(place_of(*expected.decision), row);
            if (found < 0 || expected.rows.size() != 1 || found == expected.rows[0]) continue;
            outcome.mismatches.push_back({path_, expected.decision->name, words_of(expected.rows),
                                          words_of(std::vector{found})});
        }
    }

    const Rulebook& rulebook_;
    std::span<const LawExample> examples_;
    rules::Path path_;
    std::vector<NodeId> wanted_;
};

}  // namespace

Result<std::vector<ExampleOutcome>> run_examples(const Rulebook& rulebook,
                                                 std::span<const LawExample> examples) {
    std::vector<ExampleOutcome> outcomes;
    for (const LawExample& example : examples) outcomes.push_back(run_example(rulebook, example));
    if (examples.empty()) return outcomes;
    for (const rules::Path path : {rules::Path::decimal, rules::Path::fix}) {
        TRY(PathRun(rulebook, examples, path).compare(outcomes));
    }
    return outcomes;
}

}  // namespace payung
