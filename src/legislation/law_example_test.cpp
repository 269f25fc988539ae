#include "legislation/law_example.h"

#include <gtest/gtest.h>

namespace payung {
namespace {

class LawExampleTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        const Path folder = Path(PAYUNG_SOURCE_DIR) / "legislation";
        auto loaded = Rulebook::load(folder, Rulebook::Findings::skip);
        ASSERT_TRUE(loaded);
        rulebook_ = new Rulebook(std::move(*loaded));
    }
    static void TearDownTestSuite() { delete rulebook_; }

    /// A case that expects `row` of the relief, as its reader understands it.
    static Result<std::vector<LawExample>> with_row(const std::string& row) {
        const auto root = parse_yaml(
            "- why: a\n  cite: b\n  given: {Penghasilan: 1000000}\n"
            "  expect: {Faktor keringanan BPU: 1}\n"
            "  rules: {Faktor keringanan BPU: " +
                row + "}\n",
            "case.yaml");
        return examples_from_yaml(*root, "case.yaml", *rulebook_);
    }

    static inline Rulebook* rulebook_ = nullptr;
};

// Goal: a row is named by its id, which stays when rows are added above it, or by its number.
TEST_F(LawExampleTest, rows_are_named_by_id_or_number) {
    const struct {
        std::string written;
        std::vector<int> rows;
    } cases[] = {
        {"faktor_keringanan_bpu_03", {3}},
        {"3", {3}},
        {"0", {}},
        {"[faktor_keringanan_bpu_02, 4]", {2, 4}},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.written);
        const auto examples = with_row(one.written);
        ASSERT_TRUE(examples);
        EXPECT_EQ(examples->front().rows.front().rows, one.rows);
    }
}

// Goal: a row that the table does not have is refused, not overlooked.
TEST_F(LawExampleTest, unknown_rows_are_refused) {
    for (const std::string written : {"faktor_keringanan_bpu_99", "99", "-1", "[0]"}) {
        SCOPED_TRACE(written);
        EXPECT_FALSE(with_row(written));
    }
}

}  // namespace
}  // namespace payung
