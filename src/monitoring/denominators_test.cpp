#include "monitoring/denominators.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "base/csv_reader.h"
#include "base/text.h"

namespace payung {
namespace {

const Path table_path = Path(PAYUNG_SOURCE_DIR) / "src/monitoring/tables/employed_population.csv";

const DenominatorTable& table() {
    static const DenominatorTable loaded = DenominatorTable::load(table_path).value();
    return loaded;
}

std::vector<std::pair<DenominatorKind, std::uint64_t>> known(std::string_view code) {
    std::vector<std::pair<DenominatorKind, std::uint64_t>> out;
    for (const Denominator& d : table().denominators(code, 7)) out.emplace_back(d.kind, d.persons);
    return out;
}

// Goal: every denominator stands beside the others under its own name.
TEST(Denominators, stand_side_by_side) {
    using enum DenominatorKind;
    using List = std::vector<std::pair<DenominatorKind, std::uint64_t>>;
    EXPECT_EQ(known(""),
              (List{{register_workers, 7}, {employed, 139'852'377}, {eligible, 107'300'000}}));
    EXPECT_EQ(known("63"), (List{{register_workers, 7}, {employed, 2'079'681}}));
    EXPECT_EQ(known("6303"), (List{{register_workers, 7}}));
    for (const char* papua : {"91", "92", "93", "94", "95", "96"}) {
        EXPECT_EQ(known(papua), (List{{register_workers, 7}})) << papua;
    }
    const auto nation = table().denominators("", 7);
    EXPECT_EQ(nation[1].source.confidence, Confidence::confirmed);
    EXPECT_EQ(nation[1].period, "2023-08");
    EXPECT_EQ(nation[2].source.confidence, Confidence::derived);
    EXPECT_NE(label_of(employed, Language::id), label_of(eligible, Language::id));
    EXPECT_NE(label_of(employed, Language::en), label_of(employed, Language::id));
}

// Goal: the derived count is what it says: 39.7 million are 37.01 % of it.
TEST(Denominators, derive_the_eligible) {
    EXPECT_NEAR(39.7e6 / 0.3701, 107'300'000, 50'000);
}

/// Sums of the table or of the reference by province.
std::map<std::string, std::uint64_t> sums(const Path& path, std::size_t code, std::size_t persons) {
    CsvFile file = CsvFile::open(path).value();
    std::map<std::string, std::uint64_t> found;
    CsvBlock block;
    while (file.next(block).value()) {
        block.for_each([&](const CsvRow& row) {
            if (row.fields[0] == "berhak" || row.fields[code].empty()) return;
            found[std::string(row.fields[code].substr(0, 2))] +=
                parse_u64(row.fields[persons]).value();
        });
    }
    return found;
}

// Goal: the 34 provinces add up to the nation.
TEST(Denominators, add_up_to_the_nation) {
    const auto provinces = sums(table_path, 1, 3);
    EXPECT_EQ(provinces.size(), 34U);
    std::uint64_t all = 0;
    for (const auto& [code, persons] : provinces) all += persons;
    EXPECT_EQ(all, 139'852'377U);
}

// Goal: our table says what the published tables by province and sector add up to.
TEST(Denominators, agree_with_the_reference) {
    const Path reference =
        Path(PAYUNG_SOURCE_DIR) / "../shared/data/statistics/employed_province_sector_2023.csv";
    if (!std::filesystem::exists(reference)) {
        GTEST_SKIP() << "../shared/data/statistics is not here: not compared with the reference";
    }
    EXPECT_EQ(sums(table_path, 1, 3), sums(reference, 0, 5));
}

// Goal: a broken table is told with its line.
TEST(Denominators, refuse_a_broken_table) {
    const Path path = Path(testing::TempDir()) / "denominators.csv";
    const std::string header = "jenis,kode,nama,orang,periode,status,sumber\n";
    for (const char* row : {"bekerja,11,Aceh,2447345,2023-08,C\n", "kerja,11,Aceh,1,2023,C,BPS\n",
                            "bekerja,11,Aceh,-1,2023,C,BPS\n", "bekerja,11,Aceh,0,2023,C,BPS\n",
                            "bekerja,11,Aceh,1,2023,X,BPS\n", "bekerja,11,Aceh,1,,C,BPS\n",
                            "bekerja,11,Aceh,1,2023,C,\n"}) {
        std::ofstream(path) << header << "bekerja,12,Sumatera Utara,5,2023-08,C,BPS\n" << row;
        const auto loaded = DenominatorTable::load(path);
        ASSERT_FALSE(loaded) << row;
        EXPECT_EQ(loaded.error().code(), Code::denominators_malformed);
        EXPECT_NE(describe(loaded.error(), Language::en).find("line 3"), std::string::npos);
    }
}

}  // namespace
}  // namespace payung
