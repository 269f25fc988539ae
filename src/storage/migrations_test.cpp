#include "storage/migrations.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <thread>

#include "base/random.h"
#include "storage/engine_fixture.h"

namespace payung {
namespace {

constexpr Migration first{
    1, "first", "CREATE TABLE a (x BIGINT PRIMARY KEY); -- one\nINSERT INTO a (x) VALUES (1);\n"};
constexpr Migration second{2, "second",
                           "CREATE TABLE b (y BIGINT); INSERT INTO b SELECT x + 1 FROM a;"};
constexpr Migration second_edited{2, "second", "CREATE TABLE b (y BIGINT);"};
constexpr Migration second_failing{2, "second",
                                   "CREATE TABLE b (y BIGINT); INSERT INTO a (x) VALUES (1);"};

class MigrationsTest : public EngineTest {
protected:
    static constexpr std::string_view version = "9.8.7";
    Result<void> apply(Database& database, std::initializer_list<Migration> list) {
        return migrate(database, {list.begin(), list.size()}, clock_, version);
    }
    /// All rows of a question, columns by '|', rows by newline.
    static std::string ask(Database& database, std::string_view text, int columns) {
        std::string answer;
        const auto snapshot = database.read();
        if (!snapshot) return "no snapshot";
        const auto asked =
            (*snapshot)->query({text, text}, {}, [&](const Row& row) -> Result<void> {
                for (int i = 0; i < columns; ++i)
                    answer += fmt::format("{}|", row.text(i).value_or(""));
                answer += '\n';
                return {};
            });
        return asked ? answer : describe(asked.error(), Language::en);
    }
    static std::string_view all_tables() {
        if (GetParam() == Engine::postgres) {
            return "SELECT CAST(table_name AS TEXT) FROM information_schema.tables"
                   " WHERE table_schema = 'public' ORDER BY 1";
        }
        return "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    }
    static std::string history(Database& database) {
        return ask(database,
                   "SELECT CAST(number AS TEXT), name, applied_at, version FROM schema_migration "
                   "ORDER BY number",
                   4);
    }

    FixedClock clock_{Instant{std::chrono::milliseconds{1'767'225'600'000}}};
};
PAYUNG_EVERY_ENGINE(MigrationsTest);

// Goal: an empty store gets all, in order; a store of an older program gets the rest, when it
// comes.
TEST_P(MigrationsTest, forward_from_wherever_it_stands) {
    const auto database = open();
    ASSERT_DONE(apply(*database, {first}));
    EXPECT_EQ(history(*database), "1|first|2026-01-01T00:00:00.000Z|9.8.7|\n");
    clock_.set(clock_.now() + std::chrono::hours{24});
    ASSERT_DONE(apply(*database, {first, second}));
    EXPECT_EQ(
        history(*database),
        "1|first|2026-01-01T00:00:00.000Z|9.8.7|\n2|second|2026-01-02T00:00:00.000Z|9.8.7|\n");
    EXPECT_EQ(ask(*database, "SELECT CAST(y AS TEXT) FROM b", 1), "2|\n");
}

// Goal: opening what is up to date writes nothing, so it works while another program writes.
TEST_P(MigrationsTest, nothing_missing_writes_nothing) {
    const auto database = open();
    ASSERT_DONE(apply(*database, {first, second}));
    const auto other = open({.busy_wait_ms = 0});
    ASSERT_DONE(database->write([&](Transaction&) { return apply(*other, {first, second}); }));
}

TEST_P(MigrationsTest, an_edited_migration_stops) {
    const auto database = open();
    ASSERT_DONE(apply(*database, {first, second}));
    EXPECT_ERROR(Code::store_migration_changed, apply(*database, {first, second_edited}));
    EXPECT_ERROR(Code::store_migration_changed, apply(*database, {second, first}));
}

// Goal: a program older than the store says which version to take.
TEST_P(MigrationsTest, a_newer_store_stops) {
    const auto database = open();
    ASSERT_DONE(apply(*database, {first, second}));
    const auto refused = apply(*database, {first});
    EXPECT_ERROR(Code::store_newer_version, refused);
    EXPECT_NE(describe(refused.error(), Language::id).find("9.8.7 (migrasi 2)"), std::string::npos);
}

// Goal: a migration that fails leaves the one before it, whole, and can be tried again.
TEST_P(MigrationsTest, a_failed_migration_is_undone_alone) {
    const auto database = open();
    EXPECT_ERROR(Code::store_conflict, apply(*database, {first, second_failing}));
    EXPECT_EQ(history(*database), "1|first|2026-01-01T00:00:00.000Z|9.8.7|\n");
    EXPECT_EQ(ask(*database, all_tables(), 1), "a|\nschema_migration|\n");
    ASSERT_DONE(apply(*database, {first, second}));
}

TEST_P(MigrationsTest, two_programs_may_open_an_empty_store_at_once) {
    std::array<std::thread, 4> running;
    for (std::thread& one : running) {
        one = std::thread([&] {
            const auto database = open();
            ASSERT_DONE(apply(*database, {first, second}));
        });
    }
    for (std::thread& one : running) one.join();
    EXPECT_EQ(ask(*open(), "SELECT name FROM schema_migration ORDER BY number", 1),
              "first|\nsecond|\n");
}

// Goal: killed anywhere while migrating, the next start ends with the same tables and rows.
TEST_P(MigrationsTest, a_kill_in_the_middle_is_made_good) {
    Random random(7);
    int killed = 0;
    for (int round = 0; round < 20; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            const auto opened = open_database(url(), {});
            _exit(opened && apply(**opened, {first, second}) ? 0 : 1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds{random.below(6000)});
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        killed += WIFSIGNALED(status) ? 1 : 0;
        {
            const auto database = open();
            ASSERT_NE(database, nullptr);
            ASSERT_DONE(apply(*database, {first, second}));
            EXPECT_EQ(ask(*database, all_tables(), 1), "a|\nb|\nschema_migration|\n");
            EXPECT_EQ(ask(*database, "SELECT CAST(y AS TEXT) FROM b", 1), "2|\n");
        }
        renew();
    }
    EXPECT_GT(killed, 0);
}

// Goal: those the program carries stand in order, from 1 without gaps, and fill an empty store.
TEST_P(MigrationsTest, ours_are_numbered_and_run) {
    const auto ours = migrations_of(GetParam());
    ASSERT_FALSE(ours.empty());
    for (std::size_t i = 0; i < ours.size(); ++i)
        EXPECT_EQ(ours[i].number, static_cast<int>(i) + 1);
    ASSERT_DONE(migrate(*open(), ours, clock_, version));
}

}  // namespace
}  // namespace payung
