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

std::vector<ExampleOutcome> run_examples(const Rulebook& rulebook,
                                         std::span<const LawExample> examples) {
    std::vector<ExampleOutcome> outcomes;
    for (const LawExample& example : examples) outcomes.push_back(run_example(rulebook, example));
    return outcomes;
}

}  // namespace payung
