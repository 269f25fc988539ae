#pragma once

/// The small rulebook of models_for_tests.h, linked; whatever is wrong with it fails the test.

#include <gtest/gtest.h>

#include "rules/explain/models_for_tests.h"
#include "rules/model/read_model.h"
#include "rules/program/program.h"

namespace payung::rules::for_tests {

inline Program linked(const std::vector<std::pair<std::string, std::string>>& files,
                      Profile profile = Profile::full) {
    std::vector<model::Model> models;
    for (const auto& [file, text] : files) {
        auto read = model::read_model(text, file);
        for (const Diagnostic& d : read.diagnostics()) ADD_FAILURE() << describe(d, Language::en);
        if (read) models.push_back(std::move(*read));
    }
    auto program = link(models, profile);
    for (const Diagnostic& d : program.diagnostics()) ADD_FAILURE() << describe(d, Language::en);
    if (!program) return {};
    for (const Diagnostic& d : program->diagnostics) ADD_FAILURE() << describe(d, Language::en);
    return std::move(*program);
}

inline Program small_rulebook(const std::string& relief = relief_rows(),
                              const std::string& base = base_rows()) {
    return linked({{"umum/bpu.dmn", bpu_xml(relief, base)},
                   {"parameters", figures_xml()},
                   {"jkk/iuran_bpu.dmn", jkk_xml()}});
}

inline NodeId id_of(const Program& program, std::string_view name) {
    const Node* const node = program.find(name);
    EXPECT_NE(node, nullptr) << name;
    return node == nullptr ? 0 : program.id_of(*node);
}

}  // namespace payung::rules::for_tests
