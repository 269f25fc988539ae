#pragma once

/// The small rulebook of models_for_tests.h, linked; whatever is wrong with it fails the test.

#include <gtest/gtest.h>

#include "rules/explain/models_for_tests.h"
#include "rules/program/lookup_for_tests.h"
#include "rules/program/programs_for_tests.h"

namespace payung::rules::for_tests {

inline Program rulebook_of(const std::vector<std::pair<std::string, std::string>>& files,
                           Profile profile = Profile::full) {
    std::vector<model::Model> models;
    for (const auto& [file, text] : files) models.push_back(model_of(text, file));
    auto program = link(models, profile);
    for (const Diagnostic& d : program.diagnostics()) ADD_FAILURE() << describe(d, Language::en);
    if (!program) return {};
    for (const Diagnostic& d : program->diagnostics) ADD_FAILURE() << describe(d, Language::en);
    return std::move(*program);
}

inline Program small_rulebook(const std::string& relief = relief_rows(),
                              const std::string& base = base_rows()) {
    return rulebook_of({{"umum/bpu.dmn", bpu_xml(relief, base)},
                        {"parameters", figures_xml()},
                        {"jkk/iuran_bpu.dmn", jkk_xml()}});
}

}  // namespace payung::rules::for_tests
