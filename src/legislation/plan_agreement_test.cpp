/// The law itself on the three paths of the engine: one answer for any person.

#include <gtest/gtest.h>

#include <cstdlib>

#include "legislation/rulebook.h"
#include "rules/plan/agreement_for_tests.h"

namespace payung {
namespace {

using rules::agreement::Persons;

rules::Checked<Rulebook> law() {
    return Rulebook::load(Path(PAYUNG_SOURCE_DIR) / "legislation", Rulebook::Findings::skip);
}

/// Some hundred in every run of the tests; PAYUNG_DIFFERENTIAL_ROWS asks for more.
std::size_t rows_wanted(std::size_t usual) {
    const char* rows = std::getenv("PAYUNG_DIFFERENTIAL_ROWS");
    return rows != nullptr ? std::strtoull(rows, nullptr, 10) : usual;
}

/// What every member and employer pays, by programme.
std::vector<rules::NodeId> contributions(const rules::Program& program) {
    std::vector<rules::NodeId> out;
    for (const std::string_view name :
         {"Iuran JKK", "Iuran JKM", "Iuran JHT pemberi kerja", "Iuran JHT pekerja",
          "Iuran JP pemberi kerja", "Iuran JP pekerja", "Iuran JP ditunda", "Iuran JKP pemerintah",
          "Bagian JKP dari JKK", "Bagian JKP dari JKM", "Iuran ditagih"}) {
        const rules::Node* node = program.find(name);
        EXPECT_NE(node, nullptr) << name;
        if (node != nullptr) out.push_back(program.id_of(*node));
    }
    return out;
}

// Goal: for random persons, half on the boundaries of the law, some incomplete, all decisions of
// the law are the same in typed columns, in decimal128 and on the general path.
TEST(PlanAgreement, the_law_is_one_on_three_paths) {
    const auto rulebook = law();
    ASSERT_TRUE(rulebook) << describe(rulebook.diagnostics()[0], Language::en);
    constexpr std::size_t batch = 400;
    for (std::size_t done = 0; done < rows_wanted(batch); done += batch) {
        const std::uint64_t seed = 20260101 + done;
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Persons persons(rulebook->program(), batch, seed);
        if (!rules::agreement::expect_agreement(rulebook->program(), persons)) return;
    }
}

// Goal: contributions of all segments: typed columns, decimal128, boxed values, and rows grouped by
// segment, for 200,000 random persons.
TEST(PlanAgreement, contributions_are_one_however_they_are_run) {
    const auto rulebook = law();
    ASSERT_TRUE(rulebook) << describe(rulebook.diagnostics()[0], Language::en);
    const rules::Program& program = rulebook->program();
    const auto wanted = contributions(program);
    constexpr std::size_t batch = 2'000;
    for (std::size_t done = 0; done < rows_wanted(200'000); done += batch) {
        const std::uint64_t seed = 1 + done;
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Persons persons(program, batch, seed);
        const auto fix = rules::agreement::published(program, wanted, persons.typed(), {});
        rules::PlanOptions decimal, boxed, grouped;
        decimal.path = rules::Path::decimal;
        boxed.path = rules::Path::boxed;
        grouped.group_by = "Segmen";
        for (const auto& [options, what] :
             {std::pair{decimal, "fix and decimal"}, std::pair{boxed, "fix and boxed"},
              std::pair{grouped, "one plan and groups"}})
            if (!rules::agreement::expect_same(
                    program, wanted, persons, fix,
                    rules::agreement::published(program, wanted, persons.typed(), options), what))
                return;
    }
}

}  // namespace
}  // namespace payung
