/// A null never wins: what a table of law says where a fact is missing, on every path.

#include <gtest/gtest.h>

#include "rules/plan/agreement_for_tests.h"
#include "rules/plan/random_models_for_tests.h"
#include "rules/program/decide.h"

namespace payung::rules {
namespace {

using agreement::Published;
using testing_models::Rulebook;

/// A table over two words and a number; a cell for each.
struct Case {
    std::string what, policy;
    std::vector<std::string> rows;
    std::string payer, sector, month;  // "" is missing
    std::string expected;              // value and rule number
    std::string otherwise = {};        // default output
};

const std::vector<Case>& cases() {
    static const std::vector<std::string> relief{
        "\"APBN\" | - | - || 1", "- | \"transportasi\" | [2..8) || 0.5", "- | - | - || 1"};
    static const std::vector<Case> all{
        {"nothing is missing", "F", relief, "CSR", "transportasi", "3", "0.5, rule 2"},
        {"a missing payer could be the state", "F", relief, "", "transportasi", "3",
         "null (missing_input), rule 0"},
        {"a missing sector could be relieved", "F", relief, "CSR", "", "3",
         "null (missing_input), rule 0"},
        {"a missing sector is not asked once the month is over", "F", relief, "CSR", "", "9",
         "1, rule 3"},
        {"rows after a match are not asked", "F", relief, "APBN", "", "", "1, rule 1"},
        {"a default is no way around",
         "F",
         {"\"APBN\" | - | - || 1"},
         "",
         "x",
         "3",
         "null (missing_input), rule 0",
         "7"},
        {"a default where no row matches",
         "F",
         {"\"APBN\" | - | - || 1"},
         "CSR",
         "",
         "3",
         "7, rule 0",
         "7"},
        {"each segment asks its own columns",
         "U",
         {"\"PMI\" | \"laut\" | - || 1", "\"PMI\" | \"darat\" | - || 2", "\"PU\" | - | >= 3 || 3"},
         "PU",
         "",
         "3",
         "3, rule 3"},
        {"one open row is enough",
         "U",
         {"- | - | - || 1", "- | \"laut\" | - || 2"},
         "PU",
         "",
         "3",
         "null (missing_input), rule 0"},
        {"all but one, and the one is missing",
         "F",
         {"not(\"APBN\") | - | - || 0.5"},
         "",
         "x",
         "3",
         "null (missing_input), rule 0"},
        {"ANY with one answer",
         "A",
         {"\"a\" | - | - || 1", "- | - | - || 1"},
         "",
         "x",
         "3",
         "null (missing_input), rule 0"},
        {"a sum of what is known is no sum",
         "C+",
         {"- | - | - || 1", "\"a\" | - | - || 2"},
         "",
         "x",
         "3",
         "null (missing_input), rule 0"},
        {"nor is a list",
         "R",
         {"- | - | - || 1", "\"a\" | - | - || 2"},
         "",
         "x",
         "3",
         "null (missing_input), rule 0"},
        {"a row that names null takes it",
         "F",
         {"null | - | - || 9", "- | - | - || 1"},
         "",
         "x",
         "3",
         "9, rule 1"},
        {"null among words",
         "F",
         {"\"a\", null | - | - || 9", "- | - | - || 1"},
         "",
         "x",
         "3",
         "9, rule 1"},
        {"a row that names null refuses it",
         "F",
         {"not(null) | - | - || 9", "- | - | - || 1"},
         "",
         "x",
         "3",
         "1, rule 2"},
        {"an unknown bound",
         "F",
         {"- | - | > Batas || 1", "- | - | - || 0"},
         "a",
         "x",
         "3",
         "null (null_operand, error), rule 0"},
        {"a word that is another column",
         "F",
         {"Sektor | - | - || 1", "- | - | - || 0"},
         "",
         "x",
         "3",
         "null (missing_input), rule 0"},
    };
    return all;
}

Program program_of(const Case& one) {
    Rulebook book("null.dmn");
    book.type("tKecil", "number", "[0..12]", "? = floor(?)");
    for (const char* word : {"Pembayar", "Sektor"}) book.input(word, "string");
    for (const char* number : {"Bulan", "Batas"}) book.input(number, "tKecil");
    book.table("Hasil", "", one.policy, {"Pembayar", "Sektor", "Bulan"}, one.rows, {},
               one.otherwise);
    return random_models::with_tables_of_law(book.linked());
}

/// What the plan publishes for the case.
std::string answer(const Case& one, const PlanOptions& options) {
    const Program program = program_of(one);
    const auto word = [](const std::string& text) {
        return text.empty() ? Value::null(Reason::missing_input) : Value(text);
    };
    const Value values[] = {
        word(one.payer), word(one.sector),
        one.month.empty() ? Value::null(Reason::missing_input) : Value(*Decimal::parse(one.month)),
        Value::null(Reason::missing_input)};
    const std::string names[] = {"Pembayar", "Sektor", "Bulan", "Batas"};
    Batch batch;
    batch.rows = 1;
    for (std::size_t i = 0; i < 4; ++i) {
        InputColumn column;
        column.name = names[i];
        column.type = InputColumn::Type::boxed;
        column.data = &values[i];
        batch.columns.push_back(column);
    }
    PlanOptions chosen = options;
    for (auto& [name, value] : chosen.constants)
        for (std::size_t i = 0; i < 4; ++i)
            if (names[i] == name) value = values[i];
    const Published out = agreement::published(program, {id_of(program, "Hasil")}, batch, chosen);
    const Published::Row& row = out.columns[0][0];
    return agreement::shown(row.value) + ", rule " + std::to_string(row.rule);
}

// Goal: what a null leaves open stays open, with the cause of the missing fact, on each path:
// columns, decimal128, the general path, masks instead of cells, facts that are the same for all.
TEST(LawNulls, leave_a_table_open_on_every_path) {
    PlanOptions fix, decimal, boxed, masks, folded;
    decimal.path = Path::decimal;
    boxed.path = Path::boxed;
    masks.dense_cells_max = 1;
    folded.constants = {{"Pembayar", Value()}, {"Sektor", Value()}, {"Bulan", Value()}};
    for (const Case& one : cases()) {
        SCOPED_TRACE(one.what);
        EXPECT_EQ(answer(one, fix), one.expected) << "fix";
        EXPECT_EQ(answer(one, decimal), one.expected) << "decimal";
        EXPECT_EQ(answer(one, boxed), one.expected) << "boxed";
        EXPECT_EQ(answer(one, masks), one.expected) << "masks";
        EXPECT_EQ(answer(one, folded), one.expected) << "folded";
    }
}

// Goal: a table outside law takes nulls as FEEL does.
TEST(LawNulls, are_ordinary_values_outside_law) {
    Rulebook book("null.dmn");
    book.input("Pembayar", "string");
    book.table("Hasil", "", "F", {"Pembayar"}, {"\"APBN\" || 1", "- || 0.5"});
    const Program program = book.linked();
    Decider decider(program);
    EXPECT_EQ(to_feel(decider.decide(id_of(program, "Hasil"))), "0.5");
}

}  // namespace
}  // namespace payung::rules
