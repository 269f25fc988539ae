#include <simdjson.h>

#include "rules/explain/record_json.h"
#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"

namespace payung::rules {

namespace {

namespace dom = simdjson::dom;

/// Far more than any record has: facts of one person, decisions each told once.
constexpr std::size_t bytes_max = std::size_t{64} << 20;
constexpr std::size_t depth_max = 1'000;

Diagnostic unreadable(std::string where) {
    return {DiagnosticCode::record_unreadable, {}, {{"where", std::move(where)}}};
}

/// The text `key` has in `object`; nothing where there is none, or it is no text.
std::optional<std::string> text_of(dom::object object, std::string_view key) {
    std::string_view text;
    if (object[key].get(text) != simdjson::SUCCESS) return std::nullopt;
    return std::string(text);
}

std::optional<std::string> result_of(dom::object record) {
    dom::element result;
    if (record["result"].get(result) == simdjson::SUCCESS && result.is_null()) return "null";
    return text_of(record, "result");
}

Checked<Value> value_of_feel(std::string_view text, const std::string& where) {
    const auto parsed = parse_expression(text, Scope());
    const auto* const expression = std::get_if<ExprPtr>(&parsed);
    if (expression == nullptr) return unreadable(where);
    return evaluate(**expression, Bindings());
}

Checked<Question> question_from(dom::object record) {
    dom::object inputs, rulebook;
    auto decision = text_of(record, "decision");
    if (!decision) return unreadable("decision");
    if (record["inputs"].get(inputs) != simdjson::SUCCESS) return unreadable("inputs");
    auto result = result_of(record);
    if (!result) return unreadable("result");
    Question question{std::move(*decision),
                      text_of(record, "namespace").value_or(""),
                      {},
                      std::move(*result),
                      ""};
    if (record["rulebook"].get(rulebook) == simdjson::SUCCESS)
        question.version = text_of(rulebook, "version").value_or("");
    for (const auto& [name, feel] : inputs) {
        const std::string where = "inputs." + std::string(name);
        std::string_view text;
        if (feel.get(text) != simdjson::SUCCESS) return unreadable(where);
        auto value = value_of_feel(text, where);
        if (!value) return value.diagnostics();
        question.inputs.emplace(name, std::move(*value));
    }
    return question;
}

}  // namespace

Checked<Question> question_of(std::string_view json) {
    dom::parser parser(bytes_max);
    dom::object record;
    if (json.size() > bytes_max || parser.allocate(json.size(), depth_max) != simdjson::SUCCESS ||
        parser.parse(json.data(), json.size()).get(record) != simdjson::SUCCESS)
        return unreadable("JSON");
    return question_from(record);
}

}  // namespace payung::rules
