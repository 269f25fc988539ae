#include "storage/database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <limits>
#include <thread>

#include "base/interrupt.h"
#include "base/random.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/failing_disk.h"

namespace payung {
namespace {

constexpr Sql make_tables{"test.tables",
                          "CREATE TABLE item (id INTEGER PRIMARY KEY, number INTEGER, name TEXT,"
                          " content BLOB) STRICT;"
                          "CREATE TABLE part (item INTEGER NOT NULL REFERENCES item (id),"
                          " amount INTEGER NOT NULL CHECK (amount >= 0)) STRICT",
                          "CREATE TABLE item (id BIGINT PRIMARY KEY, number BIGINT, name TEXT,"
                          " content BYTEA);"
                          "CREATE TABLE part (item BIGINT NOT NULL REFERENCES item (id),"
                          " amount BIGINT NOT NULL CHECK (amount >= 0))"};
constexpr Sql insert_item{"test.insert",
                          "INSERT INTO item (id, number, name, content) VALUES ($1, $2, $3, $4)"};
constexpr Sql count_items{"test.count", "SELECT COUNT(*) FROM item"};
constexpr Sql insert_part{"test.part", "INSERT INTO part (item, amount) VALUES ($1, $2)"};

class DatabaseTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_NE(database_, nullptr);
        ASSERT_DONE(database_->write([](Transaction& t) { return t.run_script(make_tables); }));
    }

    static Result<void> put(Transaction& transaction, std::int64_t id) {
        TRY(transaction.execute(insert_item, {{Value{id}, Value{}, Value{}, Value{}}}));
        return {};
    }
    static std::int64_t count(Transaction& transaction) {
        std::int64_t found = -1;
        const auto asked = transaction.query(count_items, {}, [&](const Row& row) -> Result<void> {
            found = row.integer(0).value_or(-1);
            return {};
        });
        return asked ? found : -1;
    }
    static std::int64_t count(Database& database) {
        const auto snapshot = database.read();
        return snapshot ? count(**snapshot) : -1;
    }

    std::unique_ptr<Database> database_;
};
PAYUNG_EVERY_ENGINE(DatabaseTest);

// Goal: statements of many values whose kinds differ only far behind are two, on either engine:
// PostgreSQL looks at the first 63 bytes of a statement's name.
TEST_P(DatabaseTest, wide_statements_are_told_apart) {
    constexpr std::size_t width = 80;
    std::string text = "SELECT 1 WHERE $1 = 1";
    for (std::size_t i = 2; i <= width; ++i) text += fmt::format(" AND COALESCE(${}, 1) = 1", i);
    const Sql wide{"test.wide", text};
    std::vector<Value> values(width, Value{std::int64_t{1}});
    for (const bool null_at_end : {false, true, false, true}) {
        values.back() = null_at_end ? Value{} : Value{std::int64_t{1}};
        int rows = 0;
        const auto asked = database_->write([&](Transaction& t) {
            return t.query(wide, values, [&](const Row&) -> Result<void> {
                ++rows;
                return {};
            });
        });
        ASSERT_DONE(asked);
        EXPECT_EQ(rows, 1);
    }
}

// ---------------------------------------------------------------------------- values and
// statements

// Goal: what goes in comes out, at the edges of every type.
TEST_P(DatabaseTest, values_come_back_as_they_went_in) {
    const std::string blob_text("\0\x01\xFF text", 8);
    const auto blob = std::as_bytes(std::span{blob_text});
    struct Case {
        std::string_view why;
        Value number, name, content;
    };
    const std::array cases{
        Case{"nothing", {}, {}, {}},
        Case{"smallest and empty", std::numeric_limits<std::int64_t>::min(), std::string_view{},
             std::span<const std::byte>{}},
        Case{"largest, letters beyond ASCII", std::numeric_limits<std::int64_t>::max(),
             std::string_view{"Ñ 'kutip' \"ganda\" €"}, blob},
        Case{"zero is not nothing", std::int64_t{0}, std::string_view{"0"}, blob},
    };
    ASSERT_DONE(database_->write([&](Transaction& t) -> Result<void> {
        for (std::int64_t id = 0; id < std::ssize(cases); ++id) {
            const Case& c = cases[static_cast<std::size_t>(id)];
            TRY(t.execute(insert_item, {{Value{id}, c.number, c.name, c.content}}));
        }
        return {};
    }));
    std::size_t at = 0;
    const auto snapshot = database_->read();
    ASSERT_DONE(snapshot);
    ASSERT_DONE(
        (*snapshot)->query({"test.all", "SELECT number, name, content FROM item ORDER BY id"}, {},
                           [&](const Row& row) -> Result<void> {
                               const Case& c = cases[at++];
                               SCOPED_TRACE(c.why);
                               if (std::holds_alternative<std::monostate>(c.number)) {
                                   EXPECT_FALSE(row.integer(0) || row.text(1) || row.bytes(2));
                                   return {};
                               }
                               EXPECT_EQ(row.integer(0), std::get<std::int64_t>(c.number));
                               EXPECT_EQ(row.text(1), std::get<std::string_view>(c.name));
                               const auto wanted = std::get<std::span<const std::byte>>(c.content);
                               const auto bytes = row.bytes(2);
                               EXPECT_TRUE(bytes && std::ranges::equal(*bytes, wanted));
                               return {};
                           }));
    EXPECT_EQ(at, cases.size());
}

// Goal: $2 is the second value wherever it stands; SQLite by itself counts in order of appearance.
TEST_P(DatabaseTest, parameters_are_bound_by_name) {
    const auto snapshot = database_->read();
    ASSERT_DONE(snapshot);
    const std::array<Value, 2> values{std::int64_t{1}, std::int64_t{2}};
    std::string seen;
    ASSERT_DONE((*snapshot)->query(
        {"test.order", "SELECT $2, $1, $2"}, values, [&](const Row& row) -> Result<void> {
            seen = fmt::format("{} {} {}", *row.integer(0), *row.integer(1), *row.integer(2));
            return {};
        }));
    EXPECT_EQ(seen, "2 1 2");
}

// Goal: a query may be asked again within its own rows, and stops where its reader says so.
TEST_P(DatabaseTest, a_query_nests_and_stops) {
    ASSERT_DONE(database_->write([](Transaction& t) -> Result<void> {
        for (std::int64_t id = 0; id < 3; ++id) TRY(put(t, id));
        return {};
    }));
    const Sql all{"test.ids", "SELECT id FROM item ORDER BY id"};
    const auto snapshot = database_->read();
    ASSERT_DONE(snapshot);
    int inner = 0;
    ASSERT_DONE((*snapshot)->query(all, {}, [&](const Row&) {
        return (*snapshot)->query(all, {}, [&](const Row&) -> Result<void> {
            ++inner;
            return {};
        });
    }));
    EXPECT_EQ(inner, 9);
    int seen = 0;
    EXPECT_ERROR(Code::file_empty, (*snapshot)->query(all, {}, [&](const Row&) -> Result<void> {
        if (++seen == 2) return Error{Code::file_empty};
        return {};
    }));
    EXPECT_EQ(seen, 2);
    EXPECT_EQ(count(**snapshot), 3);  // Its own reader's error leaves the snapshot usable.
}

// ---------------------------------------------------------------------------- all or nothing

TEST_P(DatabaseTest, a_failed_command_leaves_nothing) {
    EXPECT_ERROR(Code::file_empty, database_->write([](Transaction& t) -> Result<void> {
        TRY(put(t, 1));
        return Error{Code::file_empty};
    }));
    EXPECT_EQ(count(*database_), 0);
}

// Goal: constraints of every kind come back as store_conflict, without the value in the message.
TEST_P(DatabaseTest, constraints_are_conflicts) {
    struct Case {
        std::string_view why;
        Sql sql;
        std::vector<Value> values;
    };
    const std::array cases{
        Case{"key twice", insert_item, {std::int64_t{1}, {}, {}, {}}},
        Case{"no such parent", insert_part, {std::int64_t{777}, std::int64_t{1}}},
        Case{"CHECK", insert_part, {std::int64_t{1}, std::int64_t{-5}}},
        Case{"NOT NULL", insert_part, {std::int64_t{1}, {}}},
        Case{"text in a column of numbers",
             insert_item,
             {std::int64_t{2}, std::string_view{"rahasia"}, {}, {}}},
    };
    ASSERT_DONE(database_->write([](Transaction& t) { return put(t, 1); }));
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto refused = database_->write([&](Transaction& t) -> Result<void> {
            TRY(t.execute(c.sql, c.values));
            return {};
        });
        ASSERT_FALSE(refused);
        EXPECT_EQ(name_of(refused.error().code()), "store_conflict");
        const std::string told = describe(refused.error(), Language::id);
        EXPECT_EQ(told.find("rahasia"), std::string::npos) << told;
        EXPECT_EQ(told.find("777"), std::string::npos) << told;
    }
    EXPECT_EQ(count(*database_), 1);
}

// Goal: after an error nothing more is done and nothing is committed, even if the command ignores
// it.
TEST_P(DatabaseTest, an_ignored_error_still_undoes_everything) {
    ASSERT_DONE(database_->write([](Transaction& t) { return put(t, 1); }));
    EXPECT_ERROR(Code::store_conflict, database_->write([](Transaction& t) -> Result<void> {
        TRY(put(t, 2));
        (void)put(t, 1);
        EXPECT_FALSE(put(t, 3));
        EXPECT_FALSE(t.query(count_items, {}, [](const Row&) -> Result<void> { return {}; }));
        return {};
    }));
    EXPECT_EQ(count(*database_), 1);
}

// Goal: what is tried behind a savepoint is undone alone; savepoints nest.
TEST_P(DatabaseTest, attempts_are_undone_alone) {
    ASSERT_DONE(database_->write([](Transaction& t) -> Result<void> {
        TRY(put(t, 1));
        const auto tried = t.attempt([&]() -> Result<void> {
            TRY(put(t, 2));
            EXPECT_TRUE(t.attempt([&] { return put(t, 3); }));
            EXPECT_FALSE(t.attempt([&]() -> Result<void> {
                TRY(put(t, 4));
                return put(t, 1);
            }));
            EXPECT_EQ(count(t), 3);
            return Error{Code::file_empty};
        });
        EXPECT_EQ(tried.error().code(), Code::file_empty);
        EXPECT_EQ(count(t), 1);
        TRY(t.attempt([&] { return put(t, 5); }));
        return {};
    }));
    EXPECT_EQ(count(*database_), 2);
}

// Goal: an error swallowed within an attempt fails the attempt.
TEST_P(DatabaseTest, an_attempt_that_ignores_an_error_fails) {
    ASSERT_DONE(database_->write([](Transaction& t) -> Result<void> {
        TRY(put(t, 1));
        const auto tried = t.attempt([&]() -> Result<void> {
            TRY(put(t, 2));
            (void)put(t, 1);
            return {};
        });
        EXPECT_FALSE(tried);
        return {};
    }));
    EXPECT_EQ(count(*database_), 1);
}

// ---------------------------------------------------------------------------- snapshots and
// writers

TEST_P(DatabaseTest, a_snapshot_does_not_move) {
    ASSERT_DONE(database_->write([](Transaction& t) { return put(t, 1); }));
    const auto before = database_->read();
    ASSERT_DONE(before);
    ASSERT_DONE(database_->write([&](Transaction& t) -> Result<void> {
        TRY(put(t, 2));
        EXPECT_EQ(count(*database_), 1);  // Not committed yet.
        return {};
    }));
    EXPECT_EQ(count(**before), 1);
    EXPECT_EQ(count(*database_), 2);
}

// Goal: writers of one process take turns, none is lost; readers see whole commands only.
TEST_P(DatabaseTest, threads_write_and_read_side_by_side) {
    constexpr int threads = 4;
    constexpr int commands = 25;
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread) {
        running.emplace_back([&, thread] {
            for (int i = 0; i < commands; ++i) {
                const std::int64_t id = (thread * commands + i) * 2;
                EXPECT_TRUE(database_->write([&](Transaction& t) -> Result<void> {
                    TRY(put(t, id));
                    return put(t, id + 1);
                }));
                EXPECT_EQ(count(*database_) % 2, 0);
            }
        });
    }
    for (std::thread& one : running) one.join();
    EXPECT_EQ(count(*database_), threads * commands * 2);
}

// Goal: another program that holds the writer's place is named, after the wait asked for.
TEST_P(DatabaseTest, a_second_writer_is_told_to_wait) {
    const auto other = open({.busy_wait_ms = 20});
    ASSERT_NE(other, nullptr);
    ASSERT_DONE(database_->write([&](Transaction& t) -> Result<void> {
        TRY(put(t, 1));
        EXPECT_EQ(count(*other), 0);  // Reading is free all the while.
        const auto refused = other->write([](Transaction& second) { return put(second, 2); });
        EXPECT_FALSE(refused);
        EXPECT_EQ(name_of(refused.error().code()), "store_busy");
        return {};
    }));
    ASSERT_DONE(other->write([](Transaction& t) { return put(t, 2); }));
    EXPECT_EQ(count(*database_), 2);
}

// Goal: Ctrl-C ends a long question and a long write, and nothing of the write stays.
TEST_P(DatabaseTest, an_interrupt_stops_and_undoes) {
    const Sql long_question{"test.long",
                            "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n"
                            " WHERE x < 2000000000) SELECT COUNT(*) FROM n"};
    std::thread pressing([] {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        set_interrupted(true);
    });
    const auto stopped = database_->write([&](Transaction& t) -> Result<void> {
        TRY(put(t, 1));
        return t.query(long_question, {}, [](const Row&) -> Result<void> { return {}; });
    });
    pressing.join();
    set_interrupted(false);
    EXPECT_ERROR(Code::interrupted, stopped);
    EXPECT_EQ(count(*database_), 0);

    EXPECT_ERROR(Code::interrupted, database_->write([](Transaction& t) -> Result<void> {
        const std::array<std::string_view, 2> columns{"id", "number"};
        TRY_ASSIGN(const auto writer, t.bulk("item", columns));
        for (std::int64_t id = 0; id < 5000; ++id) {
            if (id == 2500) set_interrupted(true);
            TRY(writer->add({{Value{id}, Value{id}}}));
        }
        TRY(writer->finish());
        return {};
    }));
    set_interrupted(false);
    EXPECT_EQ(count(*database_), 0);
    ASSERT_DONE(database_->write([](Transaction& t) { return put(t, 1); }));
}

// ---------------------------------------------------------------------------- bulk

// Goal: any number of rows, of any types, comes out whole: around the batch size too.
TEST_P(DatabaseTest, bulk_rows_are_all_there) {
    std::int64_t first = 0;
    for (const std::int64_t rows : {0, 1, 199, 200, 201, 350, 351, 1050}) {
        SCOPED_TRACE(rows);
        ASSERT_DONE(database_->write([&](Transaction& t) -> Result<void> {
            const std::array<std::string_view, 4> columns{"id", "number", "name", "content"};
            TRY_ASSIGN(const auto writer, t.bulk("item", columns));
            for (std::int64_t i = 0; i < rows; ++i) {
                const std::string name =
                    fmt::format("nama {}", i);  // Gone before the rows are written.
                const Value number = i % 3 == 0 ? Value{} : Value{i};
                TRY(writer->add({{Value{first + i}, number, Value{std::string_view{name}},
                                  Value{std::as_bytes(std::span{name})}}}));
            }
            TRY_ASSIGN(const std::int64_t written, writer->finish());
            EXPECT_EQ(written, rows);
            return {};
        }));
        std::int64_t i = 0;
        const auto snapshot = database_->read();
        ASSERT_DONE(snapshot);
        ASSERT_DONE((*snapshot)->query(
            {"test.from", "SELECT id, number, name, content FROM item WHERE id >= $1 ORDER BY id"},
            {{Value{first}}}, [&](const Row& row) -> Result<void> {
                const std::string name = fmt::format("nama {}", i);
                EXPECT_EQ(row.integer(0), first + i);
                EXPECT_EQ(row.integer(1).has_value(), i % 3 != 0);
                EXPECT_EQ(row.text(2), name);
                EXPECT_EQ(row.bytes(3).value_or(std::span<const std::byte>{}).size(), name.size());
                ++i;
                return {};
            }));
        EXPECT_EQ(i, rows);
        first += rows;
    }
}

// Goal: a writer that was dropped leaves no rows, and its transaction goes on.
TEST_P(DatabaseTest, bulk_without_finish_leaves_nothing) {
    ASSERT_DONE(database_->write([](Transaction& t) -> Result<void> {
        TRY(put(t, 1));
        {
            const std::array<std::string_view, 1> columns{"id"};
            TRY_ASSIGN(const auto writer, t.bulk("item", columns));
            for (std::int64_t id = 10; id < 900; ++id) TRY(writer->add({{Value{id}}}));
        }
        EXPECT_EQ(count(t), 1);
        return put(t, 2);
    }));
    EXPECT_EQ(count(*database_), 2);
}

// Goal: rows that were begun and dropped fail their command, or the attempt around them alone.
TEST_P(DatabaseTest, append_without_finish_fails_all) {
    const auto begin_only = [](Transaction& t) -> Result<void> {
        const std::array<std::string_view, 1> columns{"id"};
        TRY_ASSIGN(const auto writer, t.append("item", columns));
        for (std::int64_t id = 10; id < 900; ++id) TRY(writer->add({{Value{id}}}));
        return {};
    };
    EXPECT_ERROR(Code::store_broken, database_->write([&](Transaction& t) -> Result<void> {
        TRY(put(t, 1));
        TRY(begin_only(t));
        return put(t, 2);
    }));
    EXPECT_EQ(count(*database_), 0);
    ASSERT_DONE(database_->write([&](Transaction& t) -> Result<void> {
        TRY(put(t, 1));
        EXPECT_FALSE(t.attempt([&] { return begin_only(t); }).has_value());
        return put(t, 2);
    }));
    EXPECT_EQ(count(*database_), 2);
}

TEST_P(DatabaseTest, bulk_conflicts_undo_the_command) {
    EXPECT_ERROR(Code::store_conflict, database_->write([](Transaction& t) -> Result<void> {
        TRY(put(t, 500));
        const std::array<std::string_view, 1> columns{"id"};
        TRY_ASSIGN(const auto writer, t.bulk("item", columns));
        for (std::int64_t id = 0; id < 1000; ++id) TRY(writer->add({{Value{id}}}));
        TRY(writer->finish());
        return {};
    }));
    EXPECT_EQ(count(*database_), 0);
}

// ---------------------------------------------------------------------------- SQLite's own

class SqliteFileTest : public DatabaseTest {
protected:
    static mode_t mode_of(const Path& path) {
        struct stat info {};
        EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
        return info.st_mode & 0777U;
    }
    static std::string bytes_of(const Path& path) {
        const auto bytes = read_file(path);
        EXPECT_TRUE(bytes) << path;
        return bytes ? *bytes : "";
    }
    static std::vector<std::string> names_in(const Path& folder) {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            names.push_back(entry.path().filename());
        }
        std::ranges::sort(names);
        return names;
    }
    static void write_text(const Path& path, std::string_view text) {
        std::ofstream(path, std::ios::binary) << text;
    }
};
INSTANTIATE_TEST_SUITE_P(sqlite, SqliteFileTest, testing::Values(Engine::sqlite));

// Goal: the settings that keep money, on the writer's connection and in the file.
TEST_P(SqliteFileTest, settings_are_the_safe_ones) {
    const std::array settings{
        std::pair{Sql{"p1", "SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous"}, "2"},
        std::pair{Sql{"p2", "SELECT journal_mode FROM pragma_journal_mode"}, "wal"},
        std::pair{Sql{"p3", "SELECT CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys"}, "1"},
        std::pair{Sql{"p4", "SELECT CAST(page_size AS TEXT) FROM pragma_page_size"}, "4096"},
        std::pair{Sql{"p5", "SELECT CAST(temp_store AS TEXT) FROM pragma_temp_store"}, "2"},
    };
    ASSERT_DONE(database_->write([&](Transaction& t) -> Result<void> {
        for (const auto& [sql, wanted] : settings) {
            TRY(t.query(sql, {}, [&](const Row& row) -> Result<void> {
                EXPECT_EQ(row.text(0), wanted) << sql.text;
                return {};
            }));
        }
        return {};
    }));
}

// Goal: personal data is for its owner's eyes; when all is closed, one file is left.
TEST_P(SqliteFileTest, files_are_for_the_owner_alone) {
    ASSERT_DONE(database_->write([](Transaction& t) { return put(t, 1); }));
    EXPECT_EQ(mode_of(file()), 0600U);
    EXPECT_EQ(mode_of(file().string() + "-wal"), 0600U);
    EXPECT_EQ(mode_of(file().string() + "-shm"), 0600U);
    database_.reset();
    EXPECT_EQ(names_in(scratch().path()), std::vector<std::string>{"store.db"});
}

TEST_P(SqliteFileTest, what_was_written_is_there_after_opening_again) {
    ASSERT_DONE(database_->write([](Transaction& t) { return put(t, 1); }));
    database_.reset();
    for (const std::string& address : {url(), file().string()}) {
        const auto again = open_database(address, {.create = false});
        ASSERT_DONE(again);
        EXPECT_EQ(count(**again), 1);
    }
}

// Goal: names with characters that mean something in a URI.
TEST_P(SqliteFileTest, odd_names_are_names) {
    const Path odd = scratch() / "a b%20?mode=ro#x é.db";
    ASSERT_DONE(open_database(odd.string(), {}));
    ASSERT_DONE(open_database("sqlite:" + odd.string(), {.create = false}));
    EXPECT_TRUE(std::filesystem::exists(odd));
}

// Goal: whatever is not ours is refused by name, and not a byte or a file beside it changes.
TEST_P(SqliteFileTest, what_is_not_ours_stays_untouched) {
    Scratch others;
    write_text(others / "letter.txt", "Dengan hormat, ini bukan basis data.\n");
    write_text(others / "short.db", "x");
    write_text(others / "zeros.db", std::string(20'000, '\0'));
    std::filesystem::create_directory(others / "folder");
    ASSERT_EQ(mkfifo((others / "pipe").c_str(), 0600), 0);
    sqlite3* foreign = nullptr;
    ASSERT_EQ(sqlite3_open((others / "foreign.db").c_str(), &foreign), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(foreign, "PRAGMA journal_mode = WAL; CREATE TABLE t (a)", nullptr,
                           nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(foreign);
    const auto names = names_in(others.path());

    struct Case {
        std::string_view name;
        Code code;
    };
    const std::array cases{
        Case{"letter.txt", Code::store_not_database}, Case{"short.db", Code::store_not_database},
        Case{"zeros.db", Code::store_not_database},   Case{"pipe", Code::store_not_database},
        Case{"foreign.db", Code::store_foreign},      Case{"folder", Code::file_is_directory},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        const Path path = others / c.name;
        const bool regular = std::filesystem::is_regular_file(path);
        const std::string before = regular ? bytes_of(path) : "";
        EXPECT_ERROR(c.code, open_database(path.string(), {}));
        EXPECT_EQ(regular ? bytes_of(path) : "", before);
    }
    EXPECT_EQ(names_in(others.path()), names);
}

TEST_P(SqliteFileTest, wrong_addresses_are_refused_and_make_nothing) {
    EXPECT_ERROR(Code::store_url_unknown, open_database("mysql://localhost/payung", {}));
    EXPECT_ERROR(Code::store_url_unknown, open_database("sqlite:", {}));
    EXPECT_ERROR(Code::store_url_unknown, open_database("", {}));
    EXPECT_ERROR(Code::file_not_found,
                 open_database((scratch() / "typo.db").string(), {.create = false}));
    EXPECT_ERROR(Code::store_unwritable,
                 open_database((scratch() / "no" / "such" / "folder.db").string(), {}));
    EXPECT_FALSE(std::filesystem::exists(scratch() / "typo.db"));
    EXPECT_ERROR(Code::store_unwritable, open_database("/proc/payung.db", {}));  // Even for root.
}

// Goal: damage is found when it is read, and told without what the page held.
TEST_P(SqliteFileTest, damage_is_told) {
    ASSERT_DONE(database_->write([](Transaction& t) -> Result<void> {
        const std::array<std::string_view, 2> columns{"id", "name"};
        TRY_ASSIGN(const auto writer, t.bulk("item", columns));
        for (std::int64_t id = 0; id < 20'000; ++id) {
            TRY(writer->add({{Value{id}, Value{std::string_view{"Siti Rahasia"}}}}));
        }
        TRY(writer->finish());
        return {};
    }));
    database_.reset();
    const auto size = std::filesystem::file_size(file());
    Random random(20260131);
    int broken = 0;
    for (int round = 0; round < 20; ++round) {
        const std::string whole = bytes_of(file());
        std::string damaged = whole;
        const std::size_t page = 1 + random.below(static_cast<std::uint32_t>(size / 8192 - 1));
        for (std::size_t i = 0; i < 64; ++i)
            damaged[page * 8192 + i] = static_cast<char>(random.below(256));
        const Path path = scratch() / "damaged.db";
        write_text(path, damaged);
        auto opened = open_database(path.string(), {});
        if (opened) {
            auto snapshot = (*opened)->read();
            const auto read =
                snapshot ? (*snapshot)->query({"test.names", "SELECT id, name FROM item"}, {},
                                              [](const Row& row) -> Result<void> {
                                                  (void)row.integer(0);
                                                  (void)row.text(1);
                                                  return {};
                                              })
                         : Result<void>{snapshot.error()};
            if (!read) {
                ++broken;
                EXPECT_EQ(name_of(read.error().code()), "store_broken");
                EXPECT_EQ(describe(read.error(), Language::id).find("Siti"), std::string::npos);
            }
        }
        std::filesystem::remove(path);
    }
    EXPECT_GE(broken, 15);
    write_text(scratch() / "cut.db", bytes_of(file()).substr(0, size / 2));
    EXPECT_ERROR(Code::store_broken, open_database((scratch() / "cut.db").string(), {}));
}

/// What a child process found, told by its exit status: 0, or the number of the step that failed.
int status_of_child(const std::function<int()>& work) {
    const pid_t child = fork();
    if (child == 0) _exit(work());
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

// Goal: a file or a folder that may not be written is named, and nothing is made. Root may write
// anywhere, so the child becomes somebody else first.
TEST_P(SqliteFileTest, a_read_only_place_is_named) {
    constexpr uid_t nobody = 65534;
    database_.reset();
    for (const Path& path : {scratch().path(), file()}) {
        ASSERT_TRUE(geteuid() != 0 || chown(path.c_str(), nobody, nobody) == 0);
    }
    const auto refused = [](const std::string& url, Code code) {
        const auto opened = open_database(url, {});
        return !opened && opened.error().code() == code;
    };
    const int step = status_of_child([&] {
        if (geteuid() == 0 && setuid(nobody) != 0) return 1;
        chmod(file().c_str(), 0400);
        if (!refused(url(), Code::store_unwritable)) return 2;
        chmod(file().c_str(), 0600);
        chmod(scratch().path().c_str(), 0500);
        if (!refused(url(), Code::store_unwritable)) return 3;
        if (!refused((scratch() / "new.db").string(), Code::store_unwritable)) return 4;
        chmod(scratch().path().c_str(), 0700);
        return open_database(url(), {}) ? 0 : 5;
    });
    EXPECT_EQ(step, 0);
    EXPECT_EQ(names_in(scratch().path()), std::vector<std::string>{"store.db"});
}

// Goal: with no space left the change is undone in full, the store stays readable, and goes on
// without being opened again once there is space. A limit on the size of files is our full disk.
TEST_P(SqliteFileTest, a_full_disk_undoes_the_change_only) {
    database_.reset();
    const int step = status_of_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        auto opened = open_database(url(), {.cache_bytes = 1U << 20U});
        if (!opened || !(*opened)->write([](Transaction& t) { return put(t, 1); })) return 1;
        Database& database = **opened;
        const auto fill = [](Transaction& t) -> Result<void> {
            const std::array<std::string_view, 2> columns{"id", "name"};
            TRY_ASSIGN(const auto writer, t.bulk("item", columns));
            const std::string name(500, 'x');
            for (std::int64_t id = 10; id < 20'000; ++id) {
                TRY(writer->add({{Value{id}, Value{std::string_view{name}}}}));
            }
            TRY(writer->finish());
            return {};
        };
        struct rlimit before {};
        getrlimit(RLIMIT_FSIZE, &before);
        struct rlimit small = before;
        small.rlim_cur = 3U << 20U;
        if (setrlimit(RLIMIT_FSIZE, &small) != 0) return 2;
        const auto refused = database.write(fill);
        if (refused || refused.error().code() != Code::store_full) return 3;
        if (count(database) != 1) return 4;
        const auto within = database.write([&](Transaction& t) -> Result<void> {
            (void)t.attempt([&] { return fill(t); });  // An attempt cannot save what is lost.
            return put(t, 2);
        });
        if (count(database) != (within ? 2 : 1)) return 5;
        setrlimit(RLIMIT_FSIZE, &before);
        if (!database.write(fill)) return 6;
        return count(database) >= 19'991 ? 0 : 7;
    });
    EXPECT_EQ(step, 0);
}

// Goal: a new store on a full disk is an error and leaves no empty file behind.
TEST_P(SqliteFileTest, a_full_disk_makes_no_new_store) {
    const Path path = scratch() / "new.db";
    const int step = status_of_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit none { .rlim_cur = 0, .rlim_max = RLIM_INFINITY };
        if (setrlimit(RLIMIT_FSIZE, &none) != 0) return 1;
        const auto opened = open_database(path.string(), {});
        return !opened && opened.error().code() == Code::store_full ? 0 : 2;
    });
    EXPECT_EQ(step, 0);
    EXPECT_FALSE(std::filesystem::exists(path));
}

// Goal: whichever call to the disk fails, the command is undone in full and says so, or was done in
// full (where only tidying up failed); the next command goes through, and the file is sound. Where
// it was a sync that failed the store must be opened anew, and then may hold what was told as
// failed.
TEST_P(SqliteFileTest, any_failing_call_to_the_disk_is_an_error_and_no_more) {
    database_.reset();
    const FailingDisk disk;
    int errors = 0;
    std::int64_t rows = 0;
    bool reached_the_end = false;
    for (int n = 1; n < 400 && !reached_the_end; ++n) {
        SCOPED_TRACE(n);
        auto database = open({.cache_bytes = 64U << 10U});  // So that pages spill on the way.
        ASSERT_NE(database, nullptr);
        const auto add = [&](Transaction& t) -> Result<void> {
            const std::array<std::string_view, 2> columns{"id", "name"};
            TRY_ASSIGN(const auto writer, t.bulk("item", columns));
            const std::string name(700, 'x');
            for (std::int64_t id = 0; id < 400; ++id) {
                TRY(writer->add({{Value{rows + id}, Value{std::string_view{name}}}}));
            }
            TRY(writer->finish());
            return {};
        };
        FailingDisk::fail_at(n);
        const auto done = database->write(add);
        reached_the_end = !FailingDisk::failed();
        FailingDisk::fail_at(0);
        if (done) {
            rows += 400;
        } else {
            ++errors;
            ASSERT_TRUE(done.error().code() == Code::store_failed ||
                        done.error().code() == storage_error::store_outcome_unknown);
        }
        ASSERT_EQ(count(*database), rows);
        if (!database->write([](Transaction&) -> Result<void> { return {}; })) {
            database.reset();
            database = open({.cache_bytes = 64U << 10U});
            if (!done && count(*database) == rows + 400) rows += 400;
            ASSERT_EQ(count(*database), rows);
        }
        ASSERT_DONE(database->write([&](Transaction& t) { return put(t, 1'000'000 + n); }));
        ASSERT_DONE(database->write([&](Transaction& t) -> Result<void> {
            TRY(t.execute({"test.undo", "DELETE FROM item WHERE id >= 1000000"}));
            return {};
        }));
        if (rows > 4000) {
            ASSERT_DONE(database->write([&](Transaction& t) -> Result<void> {
                TRY(t.execute({"test.empty", "DELETE FROM item"}));
                rows = 0;
                return {};
            }));
        }
        ASSERT_DONE((*database->read())
                        ->query({"test.sound", "SELECT quick_check FROM pragma_quick_check"}, {},
                                [](const Row& row) -> Result<void> {
                                    EXPECT_EQ(row.text(0), "ok");
                                    return {};
                                }));
    }
    EXPECT_TRUE(reached_the_end);
    EXPECT_GT(errors, 20);
}

// ------------------------------------------------------------------------------- a server's
// troubles

class PostgresServerTest : public testing::Test {
protected:
    void SetUp() override {
        if (!PostgresServer::installed()) GTEST_SKIP() << "PostgreSQL 15 is not installed";
        server_ = std::make_unique<PostgresServer>("-c shared_buffers=32MB");  // with fsync
        ASSERT_TRUE(server_->running());
        url_ = server_->new_database();
        auto database = open_database(url_, {});
        ASSERT_DONE(database);
        database_ = std::move(*database);
        ASSERT_DONE(database_->write([](Transaction& t) { return t.run_script(make_tables); }));
    }
    Result<void> put(std::int64_t id) {
        return database_->write([&](Transaction& t) -> Result<void> {
            TRY(t.execute(insert_item, {{Value{id}, Value{}, Value{}, Value{}}}));
            return {};
        });
    }
    std::int64_t count() {
        std::int64_t found = -1;
        const auto snapshot = database_->read();
        if (!snapshot) return -1;
        const auto asked = (*snapshot)->query(count_items, {}, [&](const Row& row) -> Result<void> {
            found = row.integer(0).value_or(-1);
            return {};
        });
        return asked ? found : -1;
    }
    std::unique_ptr<PostgresServer> server_;
    std::string url_;
    std::unique_ptr<Database> database_;
};

// Goal: a server that crashes in the middle of a command loses that command and nothing that was
// answered; the same Database goes on when the server is back.
TEST_F(PostgresServerTest, a_crash_loses_the_command_only) {
    ASSERT_DONE(put(1));
    const auto cut = database_->write([&](Transaction& t) -> Result<void> {
        TRY(t.execute(insert_item, {{Value{std::int64_t{2}}, Value{}, Value{}, Value{}}}));
        EXPECT_TRUE(server_->stop("immediate"));
        TRY(t.execute(insert_item, {{Value{std::int64_t{3}}, Value{}, Value{}, Value{}}}));
        return {};
    });
    EXPECT_ERROR(Code::store_failed, cut);
    EXPECT_ERROR(Code::store_unreachable, put(4));
    EXPECT_ERROR(Code::store_unreachable, open_database(url_, {}));
    ASSERT_TRUE(server_->start());
    EXPECT_EQ(count(), 1);
    ASSERT_DONE(put(5));
    EXPECT_EQ(count(), 2);
}

// Goal: no error holds a stored value or a password, whatever the server says.
TEST_F(PostgresServerTest, errors_hold_no_value) {
    const auto refused = database_->write([](Transaction& t) -> Result<void> {
        constexpr std::int64_t id = 4242;
        for (int i = 0; i < 2; ++i)
            TRY(t.execute(insert_item, {{Value{id}, Value{}, Value{"Siti"}, Value{}}}));
        return {};
    });
    ASSERT_FALSE(refused);
    const std::string told = describe(refused.error(), Language::en);
    EXPECT_EQ(told.find("4242"), std::string::npos) << told;
    EXPECT_EQ(told.find("Siti"), std::string::npos) << told;
    EXPECT_NE(told.find("item_pkey"), std::string::npos) << told;
    const auto unreachable = open_database("postgresql://user:hunter2@/x?host=/nonexistent", {});
    ASSERT_FALSE(unreachable);
    EXPECT_EQ(describe(unreachable.error(), Language::en).find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace payung
