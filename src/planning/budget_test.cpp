#include "planning/budget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "planning/test_areas.h"

namespace payung {
namespace {

constexpr std::string_view header =
    "sumber,nama,jenis,wilayah,lapangan_usaha,desil_maks,program,pagu,mulai,bulan,dasar\n";

Result<BudgetFile> read(const std::string& text) {
    auto file = CsvFile::of_text(text, "budgets.csv");
    if (!file) return file.error();
    return read_budgets(*file, "budgets.csv", test_areas());
}

BudgetFile taken(const std::string& text) {
    auto found = read(text);
    EXPECT_TRUE(found) << describe(found.error(), Language::en);
    if (!found) return {};
    for (const Error& problem : found->problems) {
        ADD_FAILURE() << describe(problem, Language::en);
    }
    return std::move(*found);
}

// Goal: every column as a regional office fills it in.
TEST(Budget, reads_every_column) {
    const BudgetFile file = taken(
        std::string(header) +
        "B1,APBD Banjar,apbd_kab,63.03,,4,jkk+jkm+jht,5000000000,2026-01,12,Perda 1/2026\n"
        "B2,\"Sawit, bagian provinsi\",DBH_SAWIT,63,A,,,\"739.122.000,00\",2026-04,9,PMK 91/2023\n"
        "B3,,TJSL,,\"h, g\",10,JKM + JKK,0,2026-03,120,\n");
    ASSERT_EQ(file.budgets.size(), 3U);
    const Budget &regency = file.budgets[0], &palm = file.budgets[1], &company = file.budgets[2];
    EXPECT_EQ(regency.id, "B1");
    EXPECT_EQ(regency.name, "APBD Banjar");
    EXPECT_EQ(regency.kind, PayerKind::apbd_kab);
    EXPECT_EQ(test_areas().code(regency.area), "6303");
    EXPECT_EQ(regency.sectors, 0U);
    EXPECT_EQ(regency.decile_max, 4);
    EXPECT_EQ(programmes_text(regency.programmes), "JKK+JKM+JHT");
    EXPECT_EQ(regency.ceiling, Money::from_rupiah(5'000'000'000));
    EXPECT_EQ(regency.from, Month::from_ym(2026, 1));
    EXPECT_EQ(regency.months, 12);
    EXPECT_EQ(regency.legal_basis, "Perda 1/2026");
    EXPECT_EQ(regency.line, 2U);

    EXPECT_EQ(palm.sectors, sector_bit('A'));
    EXPECT_EQ(palm.decile_max, 0);
    EXPECT_EQ(programmes_text(palm.programmes), "JKK+JKM");
    EXPECT_EQ(palm.ceiling, Money::from_rupiah(739'122'000));

    EXPECT_EQ(company.name, "B3");
    EXPECT_EQ(company.area, 0U);
    EXPECT_EQ(company.sectors, sector_bit('G') | sector_bit('H'));
    EXPECT_EQ(company.ceiling, Money{});
}

// Goal: columns in any order, those that may be left out left out, and unknown ones reported.
TEST(Budget, finds_columns_by_name) {
    const BudgetFile file =
        taken("catatan;PAGU;sumber;bulan;mulai;jenis\nx;100000;S;1;2026-02;DONOR\n");
    ASSERT_EQ(file.budgets.size(), 1U);
    EXPECT_EQ(file.budgets[0].kind, PayerKind::donor);
    EXPECT_EQ(file.columns_unknown, (std::vector<std::string>{"catatan"}));
}

// Goal: a first month that a spreadsheet made a day of.
TEST(Budget, takes_the_first_day_for_the_month) {
    const BudgetFile file = taken("sumber,jenis,pagu,mulai,bulan\nS,APBN,1,2026-04-01,1\n");
    ASSERT_EQ(file.budgets.size(), 1U);
    EXPECT_EQ(file.budgets[0].from, Month::from_ym(2026, 4));
}

// Goal: former codes of the Papua split are taken for today's.
TEST(Budget, maps_former_codes) {
    const BudgetFile file =
        taken("sumber,jenis,wilayah,pagu,mulai,bulan\nM,APBD_KAB,91.01,1,2026-01,1\n");
    ASSERT_EQ(file.budgets.size(), 1U);
    EXPECT_EQ(test_areas().code(file.budgets[0].area), "9301");
}

struct Fault {
    std::string_view why;
    std::string_view row;
    Code code;
    std::string_view said;  // must stand in both languages
};

// Goal: each fault has its code, names its line and value, and refuses the file.
TEST(Budget, refuses_bad_rows) {
    const std::array faults{
        Fault{"no source", ",,APBN,,,,,1,2026-01,1,", Code::budget_field_empty, "sumber"},
        Fault{"no kind", "S,,,,,,,1,2026-01,1,", Code::budget_field_empty, "jenis"},
        Fault{"no ceiling", "S,,APBN,,,,,,2026-01,1,", Code::budget_field_empty, "pagu"},
        Fault{"no first month", "S,,APBN,,,,,1,,1,", Code::budget_field_empty, "mulai"},
        Fault{"no months", "S,,APBN,,,,,1,2026-01,,", Code::budget_field_empty, "bulan"},
        Fault{"unknown kind", "S,,APBX,,,,,1,2026-01,1,", Code::budget_kind_unknown, "APBX"},
        Fault{"unknown area", "S,,APBN,99.99,,,,1,2026-01,1,", Code::budget_area_unknown, "99.99"},
        Fault{"half an area", "S,,APBN,630,,,,1,2026-01,1,", Code::budget_area_unknown, "630"},
        Fault{"area in words", "S,,APBN,Banjar,,,,1,2026-01,1,", Code::budget_area_unknown,
              "Banjar"},
        Fault{"no such letter", "S,,APBN,,AX,,,1,2026-01,1,", Code::budget_sector_unknown, "'X'"},
        Fault{"decile 0", "S,,APBN,,,0,,1,2026-01,1,", Code::budget_decile_invalid, "'0'"},
        Fault{"decile 11", "S,,APBN,,,11,,1,2026-01,1,", Code::budget_decile_invalid, "'11'"},
        Fault{"no such programme", "S,,APBN,,,,JKK+JKM+X,1,2026-01,1,",
              Code::budget_programme_unknown, "JKK+JKM+X"},
        Fault{"nothing after plus", "S,,APBN,,,,JKK+JKM+,1,2026-01,1,",
              Code::budget_programme_unknown, "JKK+JKM+"},
        Fault{"pension", "S,,APBN,,,,JKK+JKM+JP,1,2026-01,1,", Code::budget_programme_closed,
              "PP 45/2015"},
        Fault{"job loss", "S,,APBN,,,,JKK+JKM+JKP,1,2026-01,1,", Code::budget_programme_closed,
              "PP 37/2021"},
        Fault{"without death cover", "S,,APBN,,,,JKK,1,2026-01,1,", Code::budget_programme_basic,
              "JKM"},
        Fault{"only savings", "S,,APBN,,,,JHT,1,2026-01,1,", Code::budget_programme_basic,
              "JKK+JKM"},
        Fault{"negative ceiling", "S,,APBN,,,,,-5,2026-01,1,", Code::budget_ceiling_invalid, "-5"},
        Fault{"ceiling in words", "S,,APBN,,,,,lima juta,2026-01,1,", Code::budget_ceiling_invalid,
              "lima juta"},
        Fault{"points misplaced", "S,,APBN,,,,,1.50,2026-01,1,", Code::budget_ceiling_invalid,
              "1.50"},
        Fault{"Excel's exponent", "S,,APBN,,,,,5E+09,2026-01,1,", Code::budget_ceiling_invalid,
              "5E+09"},
        Fault{"ceiling too great", "S,,APBN,,,,,99999999999999999999,2026-01,1,",
              Code::budget_ceiling_invalid, "pagu"},
        Fault{"month in words", "S,,APBN,,,,,1,Januari,1,", Code::budget_month_invalid, "Januari"},
        Fault{"month 13", "S,,APBN,,,,,1,2026-13,1,", Code::budget_month_invalid, "2026-13"},
        Fault{"a day within", "S,,APBN,,,,,1,2026-01-15,1,", Code::budget_month_invalid,
              "2026-01-15"},
        Fault{"zero months", "S,,APBN,,,,,1,2026-01,0,", Code::budget_months_invalid, "'0'"},
        Fault{"ten years and one", "S,,APBN,,,,,1,2026-01,121,", Code::budget_months_invalid,
              "'121'"},
        Fault{"too few values", "S,,APBN", Code::budget_row_width, "3"},
    };
    for (const Fault& fault : faults) {
        SCOPED_TRACE(fault.why);
        const auto found = read(std::string(header) + std::string(fault.row) + "\n");
        ASSERT_TRUE(found);
        EXPECT_TRUE(found->budgets.empty());
        ASSERT_EQ(found->problems.size(), 1U);
        EXPECT_EQ(found->problems[0].code(), fault.code);
        for (const Language language : {Language::id, Language::en}) {
            const std::string text = describe(found->problems[0], language);
            EXPECT_NE(text.find(fault.said), std::string::npos) << text;
            EXPECT_NE(text.find("budgets.csv"), std::string::npos) << text;
            EXPECT_NE(text.find(language == Language::id ? "baris 2" : "line 2"), std::string::npos)
                << text;
            EXPECT_EQ(text.find('{'), std::string::npos) << text;
        }
    }
}

// Goal: all faults of all rows are told at once, also when good rows stand between.
TEST(Budget, tells_every_fault) {
    const auto found = read(std::string(header) +
                            "A,,APBX,99,,,,-1,2026-01,1,\n"
                            "B,,APBN,,,,,1,2026-01,1,\n"
                            "B,,APBN,,,,,1,2026-01,0,\n");
    ASSERT_TRUE(found);
    std::vector<Code> codes;
    for (const Error& problem : found->problems) codes.push_back(problem.code());
    EXPECT_EQ(codes, (std::vector{Code::budget_kind_unknown, Code::budget_area_unknown,
                                  Code::budget_ceiling_invalid, Code::budget_source_twice,
                                  Code::budget_months_invalid}));
    const std::string twice = describe(found->problems[3], Language::id);
    EXPECT_NE(twice.find("'B' sudah ada di baris 3"), std::string::npos) << twice;
    EXPECT_TRUE(found->budgets.empty());
}

// Goal: files that are no list of budgets fail as a whole.
TEST(Budget, refuses_other_files) {
    EXPECT_EQ(read("sumber,jenis,mulai,bulan\nS,APBN,2026-01,1\n").error().code(),
              Code::budget_column_missing);
    EXPECT_EQ(read(std::string(header)).error().code(), Code::budget_none);
    EXPECT_EQ(read("").error().code(), Code::file_empty);
    EXPECT_EQ(read_budgets("/no/such/budgets.csv", test_areas()).error().code(),
              Code::file_not_found);
}

// Goal: from a file on disk, named in errors by its name alone.
TEST(Budget, reads_a_file) {
    const Path path = Path(testing::TempDir()) / "anggaran.csv";
    std::ofstream(path) << header << "S,,APBN,,,,,201600,2026-01,12,\n";
    const auto found = read_budgets(path, test_areas());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->budgets.size(), 1U);
    std::ofstream(path) << header;
    EXPECT_EQ(read_budgets(path, test_areas()).error().arguments()[0].second, "anggaran.csv");
}

// Goal: a limit under a misspelt title is refused; a column that is like none of ours is kept
// aside.
TEST(Budgets, refuse_misspelt_titles) {
    const AreaTable areas = test_areas();
    for (const char* const title : {"wilayh", "desil_max", "lapangan_usha"}) {
        auto file = CsvFile::of_text(
            std::string("sumber,jenis,pagu,mulai,bulan,") + title + "\nA,APBN,1,2026-01,1,x\n",
            "b.csv");
        ASSERT_TRUE(file);
        const auto read = read_budgets(*file, "b.csv", areas);
        ASSERT_FALSE(read) << title;
        EXPECT_EQ(read.error().code(), Code::budget_column_misspelt) << title;
    }
}

}  // namespace
}  // namespace payung
