#include "rules/model/write_model.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "rules/model/models_for_tests.h"
#include "rules/model/read_model.h"

namespace payung::rules::model {
namespace {

// Goal: write(read(f)) = f for a file in the canonical form.
TEST(WriteModel, gives_back_a_canonical_file_byte_for_byte) {
    for (const std::string_view file : {bpu_dmn, iuran_bpu_dmn, all_kinds_dmn}) {
        const auto model = read_model(file, "uji.dmn", true);
        ASSERT_TRUE(model) << describe(model.diagnostics()[0], Language::en);
        EXPECT_EQ(write_model(*model), file);
    }
}

// Goal: text that XML writes in another way comes back as it was.
TEST(WriteModel, keeps_every_character_of_names_and_formulas) {
    const std::string odd = "a < b & c > \"d\" 'e'\n\tf\r ]]> é";
    Model model;
    model.namespace_ = "urn:uji";
    Decision decision;
    decision.name = odd;
    decision.logic.emplace();
    decision.logic->text.text = odd;
    model.decisions.push_back(decision);
    const auto again = read_model(write_model(model), "");
    ASSERT_TRUE(again) << describe(again.diagnostics()[0], Language::en);
    EXPECT_EQ(again->decisions[0].name, odd);
    EXPECT_EQ(again->decisions[0].logic->text.text, odd);
}

std::string contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

// Goal: read(write(m)) = m for models of other tools too: what was kept once is kept for ever.
TEST(WriteModel, loses_nothing_of_the_public_suite) {
    const std::filesystem::path suite =
        PAYUNG_SOURCE_DIR "/../shared/conformance/dmn-tck/TestCases";
    if (!std::filesystem::exists(suite))
        GTEST_SKIP() << "SKIPPED  the public suite is not at " << suite;
    int models = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(suite)) {
        if (entry.path().extension() != ".dmn") continue;
        SCOPED_TRACE(entry.path().filename());
        const auto model = read_model(contents(entry.path()), "x");
        ASSERT_TRUE(model) << describe(model.diagnostics()[0], Language::en);
        const std::string written = write_model(*model);
        const auto again = read_model(written, "x", true);
        ASSERT_TRUE(again) << describe(again.diagnostics()[0], Language::en);
        EXPECT_EQ(write_model(*again), written);
        EXPECT_EQ(again->decisions.size(), model->decisions.size());
        ++models;
    }
    EXPECT_EQ(models, 154);
}

}  // namespace
}  // namespace payung::rules::model
