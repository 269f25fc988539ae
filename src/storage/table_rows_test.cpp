#include "storage/table_rows.h"

#include "storage/engine_fixture.h"

namespace payung {
namespace {

constexpr Sql make_table{"test.rows",
                         "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, content BLOB)",
                         "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, content BYTEA)"};
constexpr Sql insert_thing{"test.thing",
                           "INSERT INTO thing (id, name, content) VALUES ($1, $2, $3)"};

class TableRowsTest : public EngineTest {};

// Goal: two stores with the same rows have the same text and the same digest, whatever the engine
// and the order in which the rows came.
TEST_P(TableRowsTest, are_the_same_from_every_engine) {
    const auto database = open();
    ASSERT_TRUE(database);
    const std::array bytes{std::byte{0x0A}, std::byte{0xFF}};
    ASSERT_DONE(database->write([&](Transaction& t) -> Result<void> {
        TRY(t.run_script(make_table));
        TRY(t.execute(insert_thing, {{Value{std::int64_t{7}}, Value{"b, \"c\""}, Value{}}}));
        TRY(t.execute(insert_thing, {{Value{std::int64_t{12}}, Value{},
                                      Value{std::span<const std::byte>(bytes)}}}));
        return {};
    }));
    const auto snapshot = database->read();
    ASSERT_TRUE(snapshot);
    const auto names = table_names(**snapshot);
    ASSERT_TRUE(names);
    EXPECT_EQ(*names, std::vector<std::string>{"thing"});
    const auto found = table_rows(**snapshot, "thing");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->header, "id,name,content");
    EXPECT_EQ(found->rows, (std::vector<std::string>{"12,,0aff\n", "7,\"b, \"\"c\"\"\",\n"}));
    const auto digest = digest_of_table(**snapshot, "thing");
    ASSERT_TRUE(digest);
    const std::array<std::string_view, 3> parts{"id,name,content", "12,,0aff\n",
                                                "7,\"b, \"\"c\"\"\",\n"};
    EXPECT_EQ(*digest, (TableDigest{"thing", 2, sha256(parts)}));
}

PAYUNG_EVERY_ENGINE(TableRowsTest);

}  // namespace
}  // namespace payung
