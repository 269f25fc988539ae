#include "legislation/example_run.h"

#include <algorithm>

#include "base/interrupt.h"
#include "legislation/law_batch.h"

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

/// Facts of all cases, a column for each input that some case gives.
FactColumns columns_of(std::span<const LawExample> examples) {
    FactColumns facts;
    facts.cases = examples.size();
    for (std::size_t i = 0; i < examples.size(); ++i) {
        for (const auto& [name, value] : examples[i].given) {
            std::vector<Value>& column = facts.columns[name];
            column.resize(examples.size(), Value::null(rules::Reason::missing_input));
            column[i] = value;
        }
    }
    return facts;
}

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
        TRY_ASSIGN(const LawBatch batch, LawBatch::make(rulebook_, decisions_, path_));
        TRY_ASSIGN(const std::vector<BatchAnswer> answers,
                   batch.ask_columns(columns_of(examples_)));
        for (std::size_t i = 0; i < examples_.size(); ++i) compare(i, answers, outcomes[i]);
        return {};
    }

private:
    void add(const rules::Node& decision) {
        if (place_of(decision) == decisions_.size()) decisions_.push_back(&decision);
    }
    std::size_t place_of(const rules::Node& decision) const {
        const auto at = std::find(decisions_.begin(), decisions_.end(), &decision);
        return static_cast<std::size_t>(at - decisions_.begin());
    }

    /// A refusal is the rulebook's: it looks at what an answer used. Columns are compared where
    /// they must have a value.
    void compare(std::size_t row, const std::vector<BatchAnswer>& answers,
                 ExampleOutcome& outcome) const {
        const LawExample& example = examples_[row];
        for (const ExpectedResult& expected : example.expect) {
            const Value& found = answers[place_of(*expected.decision)].values[row];
            if (expected.value.is_null() || rules::same(expected.value, found)) continue;
            outcome.mismatches.push_back(
                {path_, expected.decision->name, rules::to_feel(expected.value), words_of(found)});
        }
        for (const ExpectedRows& expected : example.rows) {
            const int found = answers[place_of(*expected.decision)].rows[row];
            if (found < 0 || expected.rows.size() != 1 || found == expected.rows[0]) continue;
            outcome.mismatches.push_back({path_, expected.decision->name, words_of(expected.rows),
                                          words_of(std::vector{found})});
        }
    }

    const Rulebook& rulebook_;
    std::span<const LawExample> examples_;
    rules::Path path_;
    std::vector<const rules::Node*> decisions_;
};

}  // namespace

Result<std::vector<ExampleOutcome>> run_examples(const Rulebook& rulebook,
                                                 std::span<const LawExample> examples) {
    std::vector<ExampleOutcome> outcomes;
    for (const LawExample& example : examples) {
        TRY(check_interrupted());
        outcomes.push_back(run_example(rulebook, example));
    }
    if (examples.empty()) return outcomes;
    for (const rules::Path path : {rules::Path::decimal, rules::Path::fix}) {
        TRY(check_interrupted());
        TRY(PathRun(rulebook, examples, path).compare(outcomes));
    }
    return outcomes;
}

}  // namespace payung
