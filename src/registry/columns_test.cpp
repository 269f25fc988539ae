#include "registry/columns.h"

#include <gtest/gtest.h>

#include <array>

namespace payung {
namespace {

constexpr std::array<ColumnSpec, 3> specs{{
    {"nama nama_lengkap name", true, Mask::text},
    {"kode_desa [desa]", true},
    {"desil desil_nasional"},
}};

Result<ColumnMap> match(std::vector<std::string> header) {
    return ColumnMap::match(specs, header, "registry.csv");
}

// Goal: columns in any order and by any of their names; the others are named.
TEST(ColumnMap, finds_columns_by_their_names) {
    const auto map = match({"alamat", "desil nasional", "kode.desa", "nama-lengkap", ""});
    ASSERT_TRUE(map);
    EXPECT_EQ(map->at(0), 3);
    EXPECT_EQ(map->at(1), 2);
    EXPECT_EQ(map->at(2), 1);
    EXPECT_EQ(map->header(2), "desil nasional");
    EXPECT_EQ(map->unknown(), std::vector<std::string>{"alamat"});
    EXPECT_EQ(map->columns(), 5U);
}

// Goal: a column that may hold the village's name is its code only where nothing else is.
TEST(ColumnMap, prefers_the_sure_name) {
    const auto both = match({"nama", "desa", "kode_desa"});
    ASSERT_TRUE(both);
    EXPECT_EQ(both->at(1), 2);
    EXPECT_EQ(both->unknown(), std::vector<std::string>{"desa"});
    const auto alone = match({"nama", "desa"});
    ASSERT_TRUE(alone);
    EXPECT_EQ(alone->at(1), 1);
    EXPECT_FALSE(alone->has(2));
    EXPECT_EQ(alone->header(2), "");
}

// Goal: the error names the column, its names, and what was there instead.
TEST(ColumnMap, says_what_is_missing) {
    const auto map = match({"name", "usia"});
    ASSERT_FALSE(map);
    EXPECT_EQ(map.error().code(), Code::column_missing);
    const std::string text = describe(map.error(), Language::en);
    EXPECT_NE(text.find("no column kode_desa"), std::string::npos) << text;
    EXPECT_NE(text.find("kode_desa, desa"), std::string::npos) << text;
    EXPECT_NE(text.find("name, usia"), std::string::npos) << text;
    const auto wide = match(std::vector<std::string>(900, "x"));
    ASSERT_FALSE(wide);
    EXPECT_LT(describe(wide.error(), Language::id).size(), 400U);
}

// Goal: two columns for one field are never chosen between.
TEST(ColumnMap, refuses_two_for_one) {
    const auto map = match({"nama", "nama lengkap", "kode_desa"});
    ASSERT_FALSE(map);
    EXPECT_EQ(map.error().code(), Code::column_twice);
    const std::string text = describe(map.error(), Language::en);
    EXPECT_NE(text.find("'nama' and 'nama lengkap'"), std::string::npos) << text;
}

}  // namespace
}  // namespace payung
