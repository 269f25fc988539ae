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

}  // namespace
}  // namespace payung::rules
