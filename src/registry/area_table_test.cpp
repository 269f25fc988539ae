#include "registry/area_table.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <map>

#include "base/csv_reader.h"
#include "base/random.h"

namespace payung {
namespace {

const Path share{PAYUNG_SHARE_DIR};
const Path reference = Path{PAYUNG_SOURCE_DIR} / "../shared/data/areas";

const AreaTable& areas() {
    static const AreaTable table = [] {
        auto loaded = AreaTable::load(share / "areas.csv", share / "former_areas.csv");
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return table;
}

Path write(std::string_view name, std::string_view text) {
    const Path path = Path(testing::TempDir()) / name;
    std::ofstream(path) << text;
    return path;
}

// Goal: the whole country, level by level (release 3.1.2 of the list).
TEST(AreaTable, holds_the_whole_country) {
    std::map<AreaLevel, int> counts;
    for (std::uint32_t i = 0; i < areas().size(); ++i) ++counts[areas().level(i)];
    EXPECT_EQ(counts[AreaLevel::nation], 1);
    EXPECT_EQ(counts[AreaLevel::province], 38);
    EXPECT_EQ(counts[AreaLevel::regency], 514);
    EXPECT_EQ(counts[AreaLevel::district], 7'277);
    EXPECT_EQ(counts[AreaLevel::village], 83'763);
}

// Goal: everything inside an area is one range, and each area's parent is the one around it.
TEST(AreaTable, is_nested_in_ranges) {
    EXPECT_EQ(areas().end(0), areas().size());
    for (std::uint32_t i = 1; i < areas().size(); ++i) {
        const std::uint32_t parent = areas().parent(i);
        ASSERT_LT(parent, i);
        ASSERT_LE(areas().end(i), areas().end(parent));
        ASSERT_TRUE(areas().code(i).starts_with(areas().code(parent)));
        ASSERT_EQ(static_cast<int>(areas().level(i)), static_cast<int>(areas().level(parent)) + 1);
        ASSERT_LT(areas().code(i - 1), areas().code(i));
        std::uint32_t found = 0;
        ASSERT_TRUE(areas().find(areas().code(i), found));
        ASSERT_EQ(found, i);
    }
}

// Goal: codes as people write them lead to the deepest area that they name; former codes of the
// regencies that moved in 2022 lead to today's.
TEST(AreaTable, finds_the_deepest_area) {
    struct Case {
        std::string_view why, code, found;
    };
    const std::array cases{
        Case{"village", "6303051001", "6303051001"},
        Case{"with points", "63.03.05.1001", "6303051001"},
        Case{"district with points", "63.03.05", "630305"},
        Case{"unknown village", "6303059999", "630305"},
        Case{"unknown district, as in the test registers", "3303742007", "3303"},
        Case{"unknown regency", "6399052003", "63"},
        Case{"unknown province", "9901012001", ""},
        Case{"three digits: the province is sure", "630", "63"},
        Case{"more digits than a village has", "63030510011", "6303051001"},
        Case{"text behind", "6303 desa", "6303"},
        Case{"a leading zero is no code of another level", "0063030501", ""},
        Case{"empty", "", ""},
        Case{"letters", "Banjar", ""},
        Case{"former regency: Paniai", "9108", "9403"},
        Case{"former regency with points: Kota Sorong", "92.71", "9671"},
        Case{"village of a former regency: Merauke", "9101012001", "9301012001"},
        Case{"district of a former regency that is not there today", "910199", "9301"},
        Case{"a regency that stayed in Papua", "9103", "9103"},
        Case{"the province keeps its code", "91", "91"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(areas().code(areas().find_deepest(c.code)), c.found);
    }
}

// Goal: find() takes whole codes only.
TEST(AreaTable, finds_exactly) {
    std::uint32_t area = 7;
    EXPECT_TRUE(areas().find("", area));
    EXPECT_EQ(area, 0U);
    EXPECT_TRUE(areas().find("63.03", area));
    EXPECT_EQ(areas().name(area), "KABUPATEN BANJAR");
    EXPECT_TRUE(areas().find("91.08", area));
    EXPECT_EQ(areas().name(area), "KABUPATEN PANIAI");
    for (const std::string_view none :
         {"6399", "630", "6303059999", "63030510011", "6303 x", "x"}) {
        EXPECT_FALSE(areas().find(none, area)) << none;
    }
}

// Goal: a district number of first issue is known where its regency is or was in use.
TEST(AreaTable, knows_regencies_of_today_and_before) {
    EXPECT_TRUE(areas().regency_known(6303));
    EXPECT_TRUE(areas().regency_known(9108));
    EXPECT_FALSE(areas().regency_known(6399));
    EXPECT_FALSE(areas().regency_known(0));
    EXPECT_FALSE(areas().regency_known(4'000'000'000));
    EXPECT_EQ(areas().current(read_area_code("9108")).number, 9403U);
    EXPECT_EQ(areas().current(read_area_code("9108992999")).number, 9403992999U);
    EXPECT_EQ(areas().current(read_area_code("910")).number, 910U);
}

// Goal: all 26 regencies of the four provinces of 2022, as the reference list pairs them.
TEST(AreaTable, agrees_with_the_list_of_former_codes) {
    const Path list = reference / "bps_kemendagri_codes.csv";
    if (!std::filesystem::exists(list)) GTEST_SKIP() << "needs " << list;
    auto file = CsvFile::open(list);
    ASSERT_TRUE(file);
    CsvBlock block;
    int moved = 0;
    while (*file->next(block)) {
        block.for_each([&](const CsvRow& row) {
            std::uint32_t today = 0;
            ASSERT_TRUE(areas().find(row.fields[2], today)) << row.fields[2];
            if (row.fields[4].empty()) return;
            ++moved;
            std::uint32_t former = 0;
            ASSERT_TRUE(areas().find(row.fields[4], former)) << row.fields[4];
            EXPECT_EQ(former, today);
        });
    }
    EXPECT_EQ(moved, 26);
}

// Goal: the answer is that of a plain search over all codes, for codes near real ones.
TEST(AreaTable, agrees_with_a_plain_search) {
    std::map<std::string, std::uint32_t, std::less<>> plain;
    for (std::uint32_t i = 0; i < areas().size(); ++i) plain.emplace(areas().code(i), i);
    constexpr std::uint64_t seed = 4711;
    Random random(seed);
    for (int i = 0; i < 20'000; ++i) {
        std::string code(areas().code(1 + random.below(areas().size() - 1)));
        if (code.starts_with("9")) continue;  // Former codes have their own cases.
        if (random.chance(0.7)) code[random.below(static_cast<std::uint32_t>(code.size()))] = '7';
        std::uint32_t expected = 0;
        for (const std::size_t size : {2U, 4U, 6U, 10U}) {
            const auto at = plain.find(code.substr(0, size));
            if (at != plain.end() && at->first.size() == size) expected = at->second;
        }
        ASSERT_EQ(areas().find_deepest(code), expected) << code << " seed " << seed;
    }
}

// Goal: a table that does not fit together is refused with its line.
TEST(AreaTable, refuses_broken_tables) {
    struct Case {
        std::string_view why, text;
        Code code;
    };
    const std::array cases{
        Case{"no province", "kode,nama\n6303,BANJAR\n", Code::areas_malformed},
        Case{"out of order", "kode,nama\n63,A\n62,B\n", Code::areas_malformed},
        Case{"twice", "kode,nama\n63,A\n63,B\n", Code::areas_malformed},
        Case{"no code", "kode,nama\nKalimantan,A\n", Code::areas_malformed},
        Case{"too few columns", "kode,nama\n63\n", Code::areas_malformed},
        Case{"no areas", "kode,nama\n", Code::file_empty},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto table = AreaTable::load(write("areas.csv", c.text), share / "former_areas.csv");
        ASSERT_FALSE(table);
        EXPECT_EQ(table.error().code(), c.code);
    }
    const auto former = AreaTable::load(share / "areas.csv",
                                        write("former.csv", "a,b,c,d\n6303,6304,X,still in use\n"));
    ASSERT_FALSE(former);
    EXPECT_EQ(former.error().code(), Code::areas_malformed);
}

}  // namespace
}  // namespace payung
