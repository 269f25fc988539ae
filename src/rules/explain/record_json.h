#pragma once

/// A record as JSON, and back to its question. Keys are English, names are those of the law,
/// numbers are texts. The same question under the same rulebook gives the same bytes.
///
///     {"decision":"Iuran JKK BPU","result":"6000","unit":"rupiah", … ,"from":[ … ],
///      "rulebook":{"version":"sha256:…","known_from":"2025-12-22"},
///      "inputs":{"Bulan iuran":"date(\"2026-02-01\")","Penghasilan":"1250000"},"diagnostics":[]}
///
/// `inputs` holds FEEL, so that the record alone is enough to ask again.

#include <string>

#include "base/json_writer.h"
#include "rules/explain/explanation.h"

namespace payung::rules {

std::string record_json(const Record& record, JsonStyle style = JsonStyle::compact);
/// The same as one value of a larger document.
void put_record(JsonWriter& json, const Record& record);

/// What a record asked.
struct Question {
    std::string decision, namespace_;
    Inputs inputs;
    std::string result;  // as it was answered, null as "null"
    std::string version;
};

/// Errors: record_unreadable says which member, or "JSON": no JSON object, deeper than 1,000 or
/// longer than 64 MiB. A fact that is no text is refused: numbers would lose digits.
Checked<Question> question_of(std::string_view json);

/// Result as a record holds it: a null is "null".
std::string result_text(const Value& value);

}  // namespace payung::rules
