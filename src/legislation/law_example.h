#pragma once

/// Worked cases of the law: legislation/examples/**/*.yaml, given, expected, citation.
///
/// Shape    a list of cases a file. `given` names inputs, `expect` decisions with exact values,
///          `rules` the row of a table that must apply, by id or number (0: none; a list where
///          several do). A month 2026-02 means its first day. `expect: {X: null, reason: no_rule}`
///          expects a refusal.
/// Errors   law_malformed: an unknown input, decision or reason, a value that is not of the type of
///          its input, a case without citation, without expectation, or no list at all; file_*.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "legislation/rulebook.h"
#include "legislation/yaml.h"

namespace payung {

struct ExpectedResult {
    const rules::Node* decision = nullptr;
    rules::Value value;  // null: a refusal
};
struct ExpectedRows {
    const rules::Node* decision = nullptr;
    std::vector<int> rows;  // none: no row applies
};

struct LawExample {
    std::string file;  // "umum/keringanan_bpu.yaml", within examples/
    std::uint64_t line = 0;
    std::string why, cite, work;
    Facts given;
    std::vector<ExpectedResult> expect;
    rules::Reason reason = rules::Reason::none;  // of all nulls expected; none: any
    std::vector<ExpectedRows> rows;
};

/// Pre: the rulebook outlives the cases.
Result<std::vector<LawExample>> examples_from_yaml(const YamlNode& root, const std::string& file,
                                                   const Rulebook& rulebook);

/// All cases of the folder, or those of files whose path begins with one of `only`, by path.
Result<std::vector<LawExample>> load_examples(const Rulebook& rulebook,
                                              const std::vector<std::string>& only = {});

/// A value of this type as YAML writes it: numbers, true, words, 2026-02, lists, maps; null.
Result<rules::Value> value_from(const YamlNode& node, const rules::Type* type);

/// The same of a text in a cell of a table; nothing where it is no such value.
std::optional<rules::Value> value_of_text(const std::string& text, const rules::Type* type);

}  // namespace payung
