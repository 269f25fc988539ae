#include "rehearsal/mortal_database.h"

#include "storage/engine_fixture.h"

namespace payung::rehearsal {
namespace {

constexpr Sql make_table{"mortal.make", "CREATE TABLE item (id INTEGER PRIMARY KEY)",
                         "CREATE TABLE item (id BIGINT PRIMARY KEY)"};
constexpr Sql insert_one{"mortal.insert", "INSERT INTO item (id) VALUES ($1)"};
constexpr Sql count_all{"mortal.count", "SELECT COUNT(*) FROM item"};

class MortalDatabaseTest : public EngineTest {
protected:
    std::unique_ptr<MortalDatabase> born() const {
        return std::make_unique<MortalDatabase>(EngineTest::open());
    }
    static Result<void> put_three(Database& database) {
        return database.write([](Transaction& transaction) -> Result<void> {
            for (std::int64_t id = 1; id <= 3; ++id) {
                TRY(transaction.execute(insert_one, {{Value{id}}}));
            }
            return {};
        });
    }
    std::int64_t found() const {
        const auto database = EngineTest::open();
        const auto snapshot = database->read();
        std::int64_t count = -1;
        const auto asked = (*snapshot)->query(count_all, {}, [&](const Row& row) -> Result<void> {
            count = row.integer(0).value_or(-1);
            return {};
        });
        return asked ? count : -1;
    }
};

// Goal: a process that dies within a command leaves nothing of it, one that dies behind its commit
// leaves all of it; the dead one answers nothing more.
TEST_P(MortalDatabaseTest, dies_within_a_command_or_behind_it) {
    struct Case {
        std::string_view why;
        std::optional<Death> death;
        bool told;
        std::int64_t left;
    };
    const std::array cases{
        Case{"before the first statement", Death{0}, false, 0},
        Case{"before the third", Death{2}, false, 0},
        Case{"behind the commit", Death{0, true}, false, 3},
        Case{"not yet", Death{3}, true, 3},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        renew();
        {
            auto database = born();
            ASSERT_DONE(database->write([](Transaction& t) { return t.run_script(make_table); }));
            database->die_after(*c.death);
            EXPECT_EQ(put_three(*database).has_value(), c.told);
            EXPECT_EQ(database->dead(), !c.told);
            EXPECT_EQ(database->read().has_value(), c.told);
        }
        EXPECT_EQ(found(), c.left);
    }
}

PAYUNG_EVERY_ENGINE(MortalDatabaseTest);

}  // namespace
}  // namespace payung::rehearsal
