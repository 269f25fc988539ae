#include "storage/backup.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "storage/books_for_tests.h"
#include "storage/command_store.h"
#include "storage/edition_writer.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/key_rotation.h"
#include "storage/migrations.h"
#include "storage/open_store.h"
#include "storage/personal_store.h"
#include "storage/store_samples.h"

namespace payung {
namespace {

class BackupTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        auto store = open_store(url(), {}, clock_, scratch() / "key");
        ASSERT_DONE(store);
        store_ = std::move(*store);
    }
    /// A register, the books, and personal values.
    void fill(std::uint32_t persons, int commands) {
        const PersonTable table = sample_persons(persons, 1);
        ASSERT_DONE(save_register(*store_.database, sample_source("a", persons), table,
                                  sample_areas(), clock_, store_.keys));
        ASSERT_DONE(store_.database->write([&](Transaction& transaction) -> Result<void> {
            PersonalStore personal(transaction, store_.keys);
            std::vector<std::string> texts;
            std::vector<PersonalValue> values;
            for (std::uint32_t i = 0; i < persons; ++i)
                texts.push_back(std::to_string(6'303'010'101'000'000 + i));
            for (std::uint32_t i = 0; i < persons; ++i)
                values.push_back({{PersonalOwner::participant, i, PersonalField::nik}, texts[i]});
            return personal.put_all(values);
        }));
        post(commands);
    }
    void post(int commands) {
        auto books = LedgerStore::open(*store_.database, clock_, "test");
        ASSERT_DONE(books);
        for (const BooksCommand& command : random_commands(seed_or(20'261'121), commands))
            ASSERT_DONE(obey(*books, command));
    }
    Result<BackupManifest> make(const Path& file) {
        return make_backup(*store_.database, store_.keys, file, clock_, "test");
    }
    std::vector<StoredDigest> digests_of(Database& database) {
        const auto snapshot = database.read();
        EXPECT_TRUE(snapshot);
        const auto digests = stored_digests(**snapshot);
        EXPECT_TRUE(digests) << describe(digests.error(), Language::en);
        return digests ? *digests : std::vector<StoredDigest>{};
    }
    /// An empty store of the engine in a place of its own.
    std::unique_ptr<Database> new_place(Engine engine) {
        const std::string place = engine == Engine::postgres
                                      ? shared_postgres().new_database()
                                      : (scratch() / fmt::format("place{}.db", places_++)).string();
        auto database = open_database(place, {});
        EXPECT_TRUE(database);
        return database ? std::move(*database) : nullptr;
    }
    Path backup() const { return scratch() / "backup"; }

    FixedClock clock_{books_time};
    OpenStore store_;
    int places_ = 0;
};
PAYUNG_EVERY_ENGINE(BackupTest);

// Goal: a backup of either engine restored into either engine holds the same rows.
TEST_P(BackupTest, is_restored_into_both_engines) {
    fill(500, 60);
    const auto made = make(backup());
    ASSERT_DONE(made);
    const auto before = digests_of(*store_.database);
    EXPECT_EQ(made->tables, before);
    EXPECT_EQ(made->debit, made->credit);
    EXPECT_GT(made->debit, 0);
    EXPECT_GE(made->events, 60);
    struct stat info {};
    ASSERT_EQ(stat(backup().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    for (const Engine engine : {Engine::sqlite, Engine::postgres}) {
        if (engine == Engine::postgres && !PostgresServer::installed()) continue;
        const auto place = new_place(engine);
        const auto restored = restore_backup(backup(), store_.keys, *place, clock_);
        ASSERT_DONE(restored);
        EXPECT_EQ(*restored, *made);
        EXPECT_EQ(digests_of(*place), before);
        // A backup of what was restored tells the same.
        const Path again = scratch() / ("again" + name_of(engine));
        ASSERT_DONE(make_backup(*place, store_.keys, again, clock_, "test"));
        EXPECT_EQ(manifest_of(again)->tables, before);
    }
}

// Goal: what the file says of itself can be read without a key, and nothing else of it.
TEST_P(BackupTest, says_what_it_is_without_a_key) {
    fill(50, 10);
    const auto made = make(backup());
    ASSERT_DONE(made);
    const auto told = manifest_of(backup());
    ASSERT_DONE(told);
    EXPECT_EQ(*told, *made);
    EXPECT_ERROR(storage_error::personal_key_wrong,
                 check_backup(backup(), PersonalKeys::for_tests()));
    const auto place = new_place(Engine::sqlite);
    EXPECT_ERROR(storage_error::personal_key_wrong,
                 restore_backup(backup(), PersonalKeys::for_tests(), *place, clock_));
}

// Goal: nothing is ever written over: neither a backup nor a store with rows.
TEST_P(BackupTest, nothing_is_overwritten) {
    fill(50, 10);
    ASSERT_DONE(make(backup()));
    EXPECT_ERROR(storage_error::backup_there, make(backup()));
    const auto before = digests_of(*store_.database);
    EXPECT_ERROR(storage_error::backup_place_taken,
                 restore_backup(backup(), store_.keys, *store_.database, clock_));
    EXPECT_EQ(digests_of(*store_.database), before);
    EXPECT_ERROR(Code::file_not_found, check_backup(scratch() / "none", store_.keys));
    std::ofstream(scratch() / "text") << "bukan cadangan";
    EXPECT_ERROR(storage_error::backup_not_one, check_backup(scratch() / "text", store_.keys));
    EXPECT_ERROR(storage_error::backup_not_one, manifest_of(scratch() / "text"));
}

void put_bytes(const Path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::trunc | std::ios::binary) << bytes;
}

// Goal: G5. A backup with one bit changed, in 1,000 places all over it, or cut off, or lengthened,
// is found to be damaged, and nothing of it is restored.
TEST_P(BackupTest, damage_is_always_found) {
    if (GetParam() == Engine::postgres) GTEST_SKIP() << "the file is the same for both engines";
    fill(100, 10);
    ASSERT_DONE(make(backup()));
    const auto read = read_file(backup());
    ASSERT_DONE(read);
    const std::string& right = *read;
    const Path bad = scratch() / "bad";
    const std::uint64_t seed = seed_or(20'261'121);
    Random random(seed);
    int found = 0;
    for (int i = 0; i < 1'000; ++i) {
        std::string bytes = right;
        const auto at = random.below(static_cast<std::uint32_t>(bytes.size()));
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
        put_bytes(bad, bytes);
        found += check_backup(bad, store_.keys) ? 0 : 1;
    }
    EXPECT_EQ(found, 1'000) << "seed " << seed;
    for (int i = 0; i < 200; ++i) {
        put_bytes(bad, right.substr(0, random.below(static_cast<std::uint32_t>(right.size()))));
        EXPECT_FALSE(check_backup(bad, store_.keys)) << "seed " << seed;
    }
    put_bytes(bad, right + "x");
    EXPECT_ERROR(storage_error::backup_damaged, check_backup(bad, store_.keys));
    const auto place = new_place(Engine::sqlite);
    EXPECT_ERROR(storage_error::backup_damaged, restore_backup(bad, store_.keys, *place, clock_));
    ASSERT_DONE(restore_backup(backup(), store_.keys, *place, clock_));  // The place stayed empty.
}

// Goal: G3. A drill restores everything and looks at it; a store that is not right does not pass.
TEST_P(BackupTest, a_drill_restores_and_looks) {
    fill(2'000, 100);
    ASSERT_DONE(make(backup()));
    const auto place = new_place(GetParam());
    const auto drill = drill_backup(backup(), store_.keys, *place, clock_);
    ASSERT_DONE(drill);
    EXPECT_EQ(drill->faults, std::vector<std::string>{});

    // Books that were tampered with before the backup: it is whole, and the drill tells.
    ASSERT_DONE(store_.database->write([](Transaction& t) {
        return t.run_script({"test.tamper", "UPDATE ledger_total SET debit = debit + 100"});
    }));
    const Path tampered = scratch() / "tampered";
    ASSERT_DONE(make(tampered));
    const auto other_place = new_place(GetParam());
    const auto other = drill_backup(tampered, store_.keys, *other_place, clock_);
    ASSERT_DONE(other);
    EXPECT_FALSE(other->faults.empty());
}

// Goal: an audit chain that is broken is told when the backup is made, not when it is needed.
TEST_P(BackupTest, a_broken_chain_is_not_backed_up) {
    fill(10, 10);
    ASSERT_DONE(store_.database->write([](Transaction& t) {
        return t.run_script({"test.tamper", "UPDATE audit_event SET actor = 'x' WHERE number = 2"});
    }));
    EXPECT_ERROR(storage_error::backup_differs, make(backup()));
    EXPECT_FALSE(std::filesystem::exists(backup()));
}

// Goal: a backup that was made while others post is of one moment: its books are right.
TEST_P(BackupTest, is_of_one_moment) {
    fill(200, 20);
    const auto commands = random_commands(seed_or(20'261'121), 140);
    std::jthread poster([&](const std::stop_token& stop) {
        const auto database = open();
        auto books = LedgerStore::open(*database, clock_, "test");
        for (std::size_t i = 20; i < commands.size() && !stop.stop_requested(); ++i)
            ASSERT_DONE(obey(*books, commands[i]));
    });
    for (int i = 0; i < 3; ++i) {
        const Path file = scratch() / fmt::format("moving{}", i);
        const auto made = make(file);
        ASSERT_DONE(made);
        EXPECT_EQ(made->debit, made->credit);
        const auto place = new_place(Engine::sqlite);
        const auto drill = drill_backup(file, store_.keys, *place, clock_);
        ASSERT_DONE(drill);
        EXPECT_EQ(drill->faults, std::vector<std::string>{});
    }
}

// Goal: killed anywhere, making leaves no file or a whole one, restoring an empty place or a full
// one; the next try succeeds.
TEST_P(BackupTest, killed_anywhere_it_is_whole_or_absent) {
    fill(1'000, 20);
    ASSERT_DONE(make(backup()));
    const auto right = digests_of(*store_.database);
    const std::string place = GetParam() == Engine::postgres ? shared_postgres().new_database()
                                                             : (scratch() / "place.db").string();
    store_.database.reset();  // A fork must not share SQLite's locks.
    Random random(seed_or(20'261'121));
    int killed = 0;
    for (int round = 0; round < 10; ++round) {
        const Path file = scratch() / fmt::format("killed{}", round);
        const pid_t child = fork();
        if (child == 0) {
            const auto own = open();
            const bool made = make_backup(*own, store_.keys, file, clock_, "t").has_value();
            const auto into = open_database(place, {});
            const bool done =
                made && into && restore_backup(backup(), store_.keys, **into, clock_).has_value();
            _exit(done ? 0 : 1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds{random.below(120'000)});
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        killed += WIFSIGNALED(status) ? 1 : 0;
        if (std::filesystem::exists(file)) {
            EXPECT_TRUE(check_backup(file, store_.keys));
        }
    }
    EXPECT_GT(killed, 0);
    const auto into = open_database(place, {});
    ASSERT_DONE(into);
    const auto done = restore_backup(backup(), store_.keys, **into, clock_);
    if (!done) {
        EXPECT_EQ(done.error().code(), storage_error::backup_place_taken);
    }
    EXPECT_EQ(digests_of(**into), right);
}

// Goals C5, G3: a restored store knows a command that was done before, with the key file alone,
// also when the key was changed since.
TEST_P(BackupTest, a_restored_store_knows_what_was_done) {
    const CommandRecord command{"uji", "1", "SITI AMINAH", "petugas"};
    ASSERT_DONE(store_.database->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(const auto digests, content_digests(transaction, store_.keys));
        return keep_command(transaction, digests.front(), command, R"({"a":1})", clock_.now());
    }));
    ASSERT_DONE(rotate_keys(*store_.database, store_.keys, clock_, "uji",
                            [](const Rotated&) { return Result<void>(); }));
    ASSERT_DONE(make(backup()));
    const auto place = new_place(GetParam());
    const auto keys = PersonalKeys::open(scratch() / "key", false);
    ASSERT_DONE(keys);
    ASSERT_DONE(restore_backup(backup(), *keys, *place, clock_));
    ASSERT_DONE(place->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(const auto digests, content_digests(transaction, *keys));
        TRY_ASSIGN(const auto answer, find_command(transaction, digests, command));
        EXPECT_EQ(answer, R"({"a":1})");
        return {};
    }));
}

// Goal: G3, the long tier: twenty drills on 50,000 persons.
TEST_P(BackupTest, twenty_drills) {
    if (long_seconds() == 0) GTEST_SKIP() << "PAYUNG_LONG=SECONDS asks for it";
    fill(static_cast<std::uint32_t>(scaled(50'000)), 140);
    for (int i = 0; i < 20; ++i) {
        const Path file = scratch() / fmt::format("drill{}", i);
        ASSERT_DONE(make(file));
        const auto place = new_place(GetParam());
        const auto drill = drill_backup(file, store_.keys, *place, clock_);
        ASSERT_DONE(drill);
        EXPECT_EQ(drill->faults, std::vector<std::string>{});
        fmt::print("{}: {} rows, restored in {:.2f} s, looked at in {:.2f} s\n",
                   name_of(GetParam()), drill->manifest.rows(), drill->restore_seconds,
                   drill->check_seconds);
    }
}

}  // namespace
}  // namespace payung
