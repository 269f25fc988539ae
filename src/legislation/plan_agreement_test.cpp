/// The law itself on the three paths of the engine: one answer for any person.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "legislation/parameter.h"
#include "rules/model/read_model.h"
#include "rules/plan/agreement_for_tests.h"

namespace payung {
namespace {

using rules::agreement::Persons;

std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::string& extension) {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == extension) out.push_back(entry.path());
    std::ranges::sort(out);
    return out;
}

/// Tables and dated figures of legislation/, linked. Reforms are not law.
rules::Program law() {
    const std::filesystem::path folder = Path(PAYUNG_SOURCE_DIR) / "legislation";
    std::vector<rules::model::Model> models;
    for (const auto& path : files_below(folder, ".dmn")) {
        if (path.string().find("/reforms/") != std::string::npos) continue;
        const auto text = read_file(path);
        auto model =
            rules::model::read_model(*text, path.lexically_relative(folder).string(), true);
        EXPECT_TRUE(model) << describe(model.diagnostics()[0], Language::en);
        models.push_back(std::move(*model));
    }
    std::vector<Parameter> figures;
    for (const auto& path : files_below(folder / "parameters", ".yaml")) {
        const auto node = read_yaml(path);
        EXPECT_TRUE(node);
        auto figure = parameter_from_yaml(*node, path.lexically_relative(folder).string());
        EXPECT_TRUE(figure) << describe(figure.error(), Language::en);
        figures.push_back(std::move(*figure));
    }
    models.push_back(parameter_model(figures, models));
    auto program = rules::link(models, rules::Profile::law);
    for (const rules::Diagnostic& each : program.diagnostics())
        ADD_FAILURE() << describe(each, Language::en);
    return std::move(*program);
}

std::size_t rows_wanted() {
    const char* rows = std::getenv("PAYUNG_DIFFERENTIAL_ROWS");
    return rows != nullptr ? std::strtoull(rows, nullptr, 10) : 3'000;
}

// Goal: for random persons, half on the boundaries of the law, the typed columns, decimal128 and
// the general path give the same amounts, rows and causes.
TEST(PlanAgreement, the_law_is_one_on_three_paths) {
    const rules::Program program = law();
    if (program.nodes.empty()) return;
    constexpr std::size_t batch = 1'000;
    for (std::size_t done = 0; done < rows_wanted(); done += batch) {
        const std::uint64_t seed = 20260101 + done;
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Persons persons(program, batch, seed);
        if (!rules::agreement::expect_agreement(program, persons)) return;
    }
}

}  // namespace
}  // namespace payung
