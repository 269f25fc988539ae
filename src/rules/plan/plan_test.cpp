#include "rules/plan/plan.h"

#include <gtest/gtest.h>

#include "rules/plan/agreement_for_tests.h"
#include "rules/plan/models_for_tests.h"

namespace payung::rules {
namespace {

using agreement::Persons;
using agreement::Published;
using testing_models::id_of;
using testing_models::relief_rulebook;
using testing_models::Rulebook;

struct Person {
    std::int64_t income;
    std::string month, sector, payer;
    bool settled;
    std::int64_t base_row, relief_row, due;
};

// Goal: the fifteen worked cases of the relief: amount and rows, on every path.
TEST(Plan, follows_the_worked_cases_of_the_relief) {
    const Program program = relief_rulebook().linked();
    const std::vector<Person> cases{
        {1'250'000, "2025-12-01", "transportasi", "mandiri", true, 2, 4, 12'000},
        {1'250'000, "2026-02-01", "transportasi", "mandiri", true, 2, 2, 6'000},
        {1'250'000, "2026-02-01", "lainnya", "mandiri", true, 2, 4, 12'000},
        {1'250'000, "2026-02-01", "transportasi", "APBD", true, 2, 1, 12'000},
        {1'250'000, "2026-05-01", "lainnya", "mandiri", true, 2, 3, 6'000},
        {1'250'000, "2026-05-01", "transportasi", "mandiri", false, 2, 4, 12'000},
        {1'250'000, "2026-05-01", "lainnya", "DBH", true, 2, 1, 12'000},
        {1'250'000, "2026-05-01", "lainnya", "APBDes", true, 2, 3, 6'000},
        {1'250'000, "2026-12-01", "lainnya", "donatur", true, 2, 3, 6'000},
        {1'250'000, "2027-01-01", "lainnya", "donatur", true, 2, 4, 12'000},
        {1'250'000, "2027-03-01", "transportasi", "CSR", true, 2, 2, 6'000},
        {1'250'000, "2027-04-01", "transportasi", "CSR", true, 2, 4, 12'000},
        {1'099'500, "2026-02-01", "transportasi", "mandiri", true, 1, 2, 5'000},
        {3'000'000, "2026-05-01", "lainnya", "mandiri", true, 11, 3, 15'000},
        {20'200'000, "2026-05-01", "lainnya", "pemberi kerja", true, 33, 3, 37'000},
    };
    const std::vector<NodeId> wanted{id_of(program, "Dasar upah BPU"),
                                     id_of(program, "Faktor keringanan BPU"),
                                     id_of(program, "Iuran JKK BPU")};
    for (const Person& person : cases) {
        SCOPED_TRACE(person.month + " " + person.sector + " " + person.payer);
        const Value values[] = {Value::integer(person.income), Value(*parse_date(person.month)),
                                Value(person.sector), Value(person.payer), Value(person.settled)};
        const std::string names[] = {"Penghasilan", "Bulan iuran", "Sektor", "Sumber dana",
                                     "Tunggakan lunas"};
        Batch batch;
        batch.rows = 1;
        for (std::size_t i = 0; i < 5; ++i) {
            InputColumn column;
            column.name = names[i];
            column.type = InputColumn::Type::boxed;
            column.data = &values[i];
            batch.columns.push_back(column);
        }
        for (const Path path : {Path::fix, Path::decimal, Path::boxed}) {
            PlanOptions options;
            options.path = path;
            const Published out = agreement::published(program, wanted, batch, options);
            EXPECT_EQ(out.columns[0][0].rule, person.base_row);
            EXPECT_EQ(out.columns[1][0].rule, person.relief_row);
            EXPECT_EQ(to_feel(out.columns[2][0].value), std::to_string(person.due));
        }
    }
}

// Goal: random persons, half on the boundaries, some incomplete: three paths, one answer.
TEST(Plan, paths_agree_on_the_relief) {
    const Program program = relief_rulebook().linked();
    const std::uint64_t seed = 20260101;
    SCOPED_TRACE("seed " + std::to_string(seed));
    agreement::expect_agreement(program, Persons(program, 4'000, seed));
}

// Goal: the seven roundings at ties and between, both signs, alone and of products and quotients.
TEST(Plan, rounds_as_the_general_path_does) {
    Rulebook book;
    book.type("tAngka", "number", "[-6..6]", "? = decimal(?, 2)");
    book.input("Angka", "tAngka");
    int number = 0;
    for (const std::string name : {"decimal", "round up", "round down", "round half up",
                                   "round half down", "floor", "ceiling"})
        for (const std::string inner :
             {"Angka, 0", "Angka, 1", "Angka, 2", "Angka * 0.5, 0", "Angka * Angka, 1",
              "Angka / 3, 1", "Angka / -4, 0", "Angka * Angka / 8, 0", "1 / Angka, 2"})
            book.formula("N" + std::to_string(number++), "", name + "(" + inner + ")");
    const Program program = book.linked();
    std::vector<Value> all;
    for (std::int64_t units = -600; units <= 600; ++units)
        all.emplace_back(Decimal::from_scaled(units, 2));
    Batch batch;
    batch.rows = all.size();
    batch.columns = {{"Angka", InputColumn::Type::boxed, 0, all.data(), nullptr, {}}};
    const auto wanted = agreement::all_decisions(program);
    PlanOptions boxed;
    boxed.path = Path::boxed;
    const Published general = agreement::published(program, wanted, batch, boxed);
    for (const Path path : {Path::fix, Path::decimal}) {
        PlanOptions typed;
        typed.path = path;
        const Published columns = agreement::published(program, wanted, batch, typed);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            for (std::size_t row = 0; row < all.size(); ++row)
                ASSERT_TRUE(
                    agreement::same_result(columns.columns[i][row], general.columns[i][row]))
                    << program.nodes[wanted[i]].name << " of " << to_feel(all[row]);
    }
}

// Goal: the types of the worked example, each with its reason where it is not the fastest.
TEST(Plan, says_what_it_inferred) {
    const Program program = relief_rulebook().linked();
    const std::vector<NodeId> wanted{id_of(program, "Iuran JKK BPU")};
    const std::string text = compile(program, wanted)->describe();
    for (const std::string line :
         {"Dasar upah BPU: Fix(0, 1000000 … 7400000); cells 35 = 35",
          "Tarif JKK BPU: Fix(2, 1 … 1)", "Faktor keringanan BPU: Fix(1, 5 … 10)",
          "Iuran JKK BPU: Fix(0, 5000 … 74000)"})
        EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
    PlanOptions folded;
    folded.constants["Bulan iuran"] = Value(Date{2025, 3, 1});
    const std::string constant = compile(program, wanted, folded)->describe();
    EXPECT_NE(constant.find("Tarif JKK BPU: Fix(2, 1 … 1) = 0.01"), std::string::npos) << constant;
}

// Goal: a batch that lacks an input, or brings one of another type, is refused.
TEST(Plan, refuses_a_batch_that_does_not_fit) {
    const Program program = relief_rulebook().linked();
    const std::vector<NodeId> wanted{id_of(program, "Dasar upah BPU")};
    const auto plan = compile(program, wanted);
    Published out(1, 1);
    Batch batch;
    batch.rows = 1;
    EXPECT_FALSE(run(*plan, batch, out));
    const std::uint8_t wrong = 1;
    batch.columns = {{"Penghasilan", InputColumn::Type::boolean, 0, &wrong, nullptr, {}}};
    EXPECT_FALSE(run(*plan, batch, out));
    const std::int32_t income = 1'250'000;
    batch.columns = {{"Penghasilan", InputColumn::Type::int32, 0, &income, nullptr, {}}};
    EXPECT_TRUE(run(*plan, batch, out));
    EXPECT_EQ(to_feel(out.columns[0][0].value), "1200000");
}

}  // namespace
}  // namespace payung::rules
