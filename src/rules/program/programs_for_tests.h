#pragma once

/// Short ways to say a model in a test and to ask it.

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"
#include "rules/model/read_model.h"
#include "rules/program/decide.h"
#include "rules/program/program.h"

namespace payung::rules {

/// `inside` within definitions of namespace urn:uji; its first line is line 2 of the file.
inline std::string definitions(std::string_view inside, std::string_view name_space = "urn:uji") {
    return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace=")" +
           std::string(name_space) + "\">\n" + std::string(inside) + "\n</definitions>";
}

inline model::Model model_of(std::string_view xml, std::string file = "uji.dmn") {
    auto read = model::read_model(xml, std::move(file));
    EXPECT_TRUE(read) << describe(read.diagnostics()[0], Language::en);
    return *std::move(read);
}

inline Checked<Program> linked(std::initializer_list<std::string_view> files,
                               Profile profile = Profile::full) {
    std::vector<model::Model> models;
    for (const std::string_view xml : files)
        models.push_back(model_of(xml, "uji" + std::to_string(models.size() + 1) + ".dmn"));
    return link(models, profile);
}

/// The value of a FEEL text without names.
inline Value feel(std::string_view text) {
    const Scope scope;
    auto parsed = parse_expression(text, scope);
    const Bindings nothing;
    return evaluate(**std::get_if<ExprPtr>(&parsed), nothing);
}

using Inputs = std::vector<std::pair<std::string, std::string>>;  // name, FEEL

inline Value ask(const Program& program, std::string_view decision, const Inputs& inputs = {},
                 const Watcher& watcher = {}) {
    std::map<std::string, Value, std::less<>> values;
    for (const auto& [name, text] : inputs) values.emplace(name, feel(text));
    Decider decider(program, values, watcher);
    const Node* node = program.find(decision);
    if (node == nullptr) return Value(std::string("no decision ") + std::string(decision));
    return decider.decide(program.id_of(*node));
}

/// "14750", "null no_rule", "null type_error!" (with an error reported).
inline std::string told_with_reason(const Value& value) {
    if (!value.is_null()) return to_feel(value);
    return "null " + std::string(name_of(value.reason())) + (value.error_reported() ? "!" : "");
}

}  // namespace payung::rules
