#include "monitoring/coverage.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/interrupt.h"
#include "base/random.h"

namespace payung {
namespace {

const AreaTable& areas() {
    static const AreaTable table = [] {
        const Path folder = Path(testing::TempDir());
        const Path listed = folder / "coverage_areas.csv", former = folder / "coverage_former.csv";
        std::ofstream(listed) << "code,name\n"
                                 "62,Kalimantan Tengah\n"
                                 "6202,Kotawaringin Timur\n"
                                 "63,Kalimantan Selatan\n"
                                 "6303,Banjar\n"
                                 "630305,Martapura\n"
                                 "6303052001,\"Bincau, Muara\"\n"
                                 "6303052003,Tungkaran\n"
                                 "6304,Barito Kuala\n";
        std::ofstream(former) << "kode_lama,kode_baru,nama,dasar\n";
        return AreaTable::load(listed, former).value();
    }();
    return table;
}

std::uint32_t area(std::string_view code) {
    std::uint32_t found = 0;
    CHECK(areas().find(code, found));
    return found;
}

struct People {
    PersonTable persons;
    std::vector<std::uint32_t> same_person;
    std::vector<std::uint8_t> before, after;

    People() { persons.columns.status = true; }
    void add(std::uint32_t place, bool is_before, bool is_after, std::uint8_t status = 1) {
        same_person.push_back(static_cast<std::uint32_t>(persons.size()));
        Identity who;
        who.area = place;
        persons.identity.push_back(who);
        PersonFacts facts;
        facts.status = status;
        persons.facts.push_back(facts);
        before.push_back(is_before ? 1 : 0);
        after.push_back(is_after ? 1 : 0);
    }
    void add_many(int n, std::uint32_t place, bool is_before, bool is_after) {
        for (int i = 0; i < n; ++i) add(place, is_before, is_after);
    }
    Coverage measure(SmallCells small = SmallCells::show, unsigned threads = 1) const {
        return measure_coverage(persons, {same_person, before, after}, areas(), small, threads)
            .value();
    }
};

std::string csv(const Coverage& coverage) {
    std::string out;
    for (const CoverageRow& row : coverage.rows) append_csv(row, areas(), out);
    return out;
}

// Goal: people are counted where they are placed and in everything around; areas without workers
// have no row; who is placed in a regency only is in no district.
TEST(Coverage, counts_from_nation_to_village) {
    People people;
    people.add_many(6, area("6303052001"), true, true);
    people.add_many(3, area("6303052001"), false, true);
    people.add_many(9, area("6303052003"), false, false);
    people.add_many(7, area("6303"), true, true);
    people.add_many(5, 0, false, true);
    const Coverage coverage = people.measure();
    EXPECT_EQ(csv(coverage),
              ",nasional,INDONESIA,30,13,21,43.33,70.00\n"
              "63,provinsi,Kalimantan Selatan,25,13,16,52.00,64.00\n"
              "6303,kabupaten_kota,Banjar,25,13,16,52.00,64.00\n"
              "630305,kecamatan,Martapura,18,6,9,33.33,50.00\n"
              "6303052001,desa_kelurahan,\"Bincau, Muara\",9,6,9,66.67,100.00\n"
              "6303052003,desa_kelurahan,Tungkaran,9,0,0,0.00,0.00\n");
    EXPECT_EQ(coverage.placed_above_village, 12U);
    EXPECT_EQ(coverage.rows_withheld, 0U);
    std::string header;
    append_coverage_header(header);
    EXPECT_EQ(header,
              "kode,level,nama,pekerja,terlindungi_sebelum,terlindungi_sesudah,persen_sebelum,"
              "persen_sesudah\n");
}

// Goal: workers are those with a main status; a person of two rows is one worker; without the
// column everybody counts, and it is said.
TEST(Coverage, counts_workers_and_each_once) {
    People people;
    for (std::uint8_t status = 0; status <= 8; ++status) people.add(area("62"), true, true, status);
    people.same_person[3] = 2;
    const Coverage coverage = people.measure();
    EXPECT_EQ(coverage.basis, WorkerBasis::main_status);
    EXPECT_EQ(coverage.rows.at(0).counts, (CoverageCounts{6, 6, 6}));
    people.persons.columns.status = false;
    const Coverage all = people.measure();
    EXPECT_EQ(all.basis, WorkerBasis::all_rows);
    EXPECT_EQ(all.rows.at(0).counts, (CoverageCounts{8, 8, 8}));
}

// Goal: a small cell has a row without numbers, and so has the sibling that would give it away.
TEST(Coverage, leaves_small_cells_empty) {
    People people;
    people.add_many(4, area("6303052001"), true, true);
    people.add_many(9, area("6303052003"), false, false);
    people.add_many(50, area("6202"), false, true);
    EXPECT_EQ(csv(people.measure(SmallCells::withhold)),
              ",nasional,INDONESIA,63,4,54,6.35,85.71\n"
              "62,provinsi,Kalimantan Tengah,50,0,50,0.00,100.00\n"
              "6202,kabupaten_kota,Kotawaringin Timur,50,0,50,0.00,100.00\n"
              "63,provinsi,Kalimantan Selatan,13,4,4,30.77,30.77\n"
              "6303,kabupaten_kota,Banjar,13,4,4,30.77,30.77\n"
              "630305,kecamatan,Martapura,13,4,4,30.77,30.77\n"
              "6303052001,desa_kelurahan,\"Bincau, Muara\",,,,,\n"
              "6303052003,desa_kelurahan,Tungkaran,,,,,\n");
    EXPECT_EQ(people.measure(SmallCells::withhold).rows_withheld, 2U);
    EXPECT_EQ(people.measure(SmallCells::show).rows_withheld, 0U);
}

// Goal: no area holds less than its parts, sums agree with a slow count, and neither threads nor
// the order of the rows matter (seed printed).
TEST(Coverage, adds_up) {
    constexpr std::uint64_t seed = 63;
    SCOPED_TRACE(seed);
    Random random(seed);
    People people, turned;
    std::map<std::string, CoverageCounts> slow;
    for (int i = 0; i < 50'000; ++i) {
        const std::uint32_t place = random.below(areas().size());
        const bool before = random.chance(0.3);
        const bool after = before || random.chance(0.2);
        people.add(place, before, after);
        for (const std::size_t digits : {0U, 2U, 4U, 6U, 10U}) {
            if (areas().code(place).size() < digits) continue;
            CoverageCounts& counts = slow[std::string(areas().code(place).substr(0, digits))];
            counts.workers += 1;
            counts.covered_before += before ? 1 : 0;
            counts.covered_after += after ? 1 : 0;
        }
    }
    for (std::size_t i = people.before.size(); i-- > 0;) {
        turned.add(people.persons.identity[i].area, people.before[i] != 0, people.after[i] != 0);
    }
    const Coverage coverage = people.measure(SmallCells::withhold, 2);
    EXPECT_EQ(coverage.rows.size(), slow.size());
    std::map<std::uint32_t, CoverageCounts> of_parts;
    for (const CoverageRow& row : coverage.rows) {
        EXPECT_EQ(row.counts, slow.at(std::string(areas().code(row.area))));
        if (row.area == 0) continue;
        CoverageCounts& parts = of_parts[areas().parent(row.area)];
        parts.workers += row.counts.workers;
        parts.covered_after += row.counts.covered_after;
    }
    for (const CoverageRow& row : coverage.rows) {
        EXPECT_GE(row.counts.workers, of_parts[row.area].workers);
        EXPECT_GE(row.counts.covered_after, of_parts[row.area].covered_after);
    }
    for (const unsigned threads : {1U, 3U}) {
        EXPECT_EQ(csv(coverage), csv(people.measure(SmallCells::withhold, threads)));
        EXPECT_EQ(csv(coverage), csv(turned.measure(SmallCells::withhold, threads)));
    }
}

TEST(Coverage, has_no_rows_without_workers) {
    EXPECT_TRUE(People().measure(SmallCells::withhold, 2).rows.empty());
}

TEST(Coverage, stops_when_asked) {
    People people;
    people.add(0, true, true);
    set_interrupted(true);
    const auto stopped =
        measure_coverage(people.persons, {people.same_person, people.before, people.after}, areas(),
                         SmallCells::show, 1);
    set_interrupted(false);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code(), Code::interrupted);
}

// Goal: half up at the third decimal, in whole numbers, also where the product passes 64 bits.
TEST(Coverage, rounds_percent_half_up) {
    EXPECT_EQ(hundredths_of_percent(1, 3), 3'333);
    EXPECT_EQ(hundredths_of_percent(2, 3), 6'667);
    EXPECT_EQ(hundredths_of_percent(1, 20'000), 1);  // 0.005 %
    EXPECT_EQ(hundredths_of_percent(1, 20'001), 0);
    EXPECT_EQ(hundredths_of_percent(0, 7), 0);
    EXPECT_EQ(hundredths_of_percent(7, 7), 10'000);
    EXPECT_EQ(hundredths_of_percent(UINT64_MAX / 2, UINT64_MAX - 1), 5'000);
}

// Goal: a published figure: Bali, March 2025. The printed denominator holds two digits swapped;
// with them put right the printed percentage comes out.
TEST(Coverage, agrees_with_a_published_figure) {
    EXPECT_EQ(hundredths_of_percent(935'079, 1'837'899), 5'088);
    EXPECT_EQ(hundredths_of_percent(935'079, 1'873'899), 4'990);
}

}  // namespace
}  // namespace payung
