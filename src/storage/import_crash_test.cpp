/// Proofs that an import is there whole or not at all, whenever its process or its power ends, and
/// that the next try ends with the very same tables: goals A1, A7 and B3 of docs/reliability.md.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "storage/books_for_tests.h"
#include "storage/cut_deed_for_tests.h"
#include "storage/edition_store.h"
#include "storage/edition_writer.h"
#include "storage/kill_deed_for_tests.h"
#include "storage/nik_blocks.h"
#include "storage/store_samples.h"

namespace payung {
namespace {

/// A register and a membership extract, as an intake hands them on.
struct Files {
    explicit Files(std::uint32_t rows)
        : persons(sample_persons(rows, 1)),
          accounts(sample_accounts(rows, 2)),
          registry(sample_source("register", rows)),
          membership(sample_source("extract", rows)) {}

    using Answered = std::function<void()>;
    /// `answered` is called after each batch that is durable, and at the end.
    Result<void> import_register(
        Database& database, const Answered& answered = [] {}) const {
        TRY(save_register(database, registry, persons, sample_areas(), clock, keys,
                          small_batches(answered)));
        answered();
        return {};
    }
    Result<void> import_membership(
        Database& database, const Answered& answered = [] {}) const {
        TRY(save_membership(database, membership, accounts, clock, small_batches(answered)));
        answered();
        return {};
    }

    PersonTable persons;
    AccountTable accounts;
    EditionSource registry, membership;
    PersonalKeys keys = PersonalKeys::for_tests();
    FixedClock clock{books_time};

private:
    EditionBatches small_batches(const Answered& answered) const {
        return {persons.size() < 10'000 ? 128 : 8'192, [&answered](std::int64_t) -> Result<void> {
                    answered();
                    return {};
                }};
    }
};

Disk::Image image_with(const std::function<Result<void>(Database&)>& fill) {
    const Scratch scratch;
    {
        const auto database = open_database((scratch / "store.db").string(), {});
        CHECK(database.has_value());
        CHECK(fill(**database).has_value());
    }
    return image_of(scratch.path());
}

Disk::Image migrated_image() {
    return image_with([](Database& database) {
        return migrate(database, migrations_of(Engine::sqlite), FixedClock(books_time), "test");
    });
}

// Goal A1: wherever the power is cut while editions are taken in, in batches, each is there whole
// or not at all, the first one stays when the second is cut, and the import done again goes on
// after the last batch and ends the same.
TEST(ImportPowerCut, editions_are_whole_or_absent) {
    const Files files(400);
    CutDeed deed(migrated_image(), [&](Database& database, const auto& answered) -> Result<void> {
        TRY(files.import_register(database, answered));
        return files.import_membership(database, answered);
    });
    expect_nothing_lost("editions",
                        deed.cut(seed_or(11), long_seconds() > 0 ? scaled(20'000) : 300));
}

// Control: a disk that says it has synced and has not leaves imports that are damaged or lost. If
// this finds nothing, the tests around it cannot find anything either.
TEST(ImportPowerCut, control_without_syncs_imports_are_lost) {
    const Files files(400);
    CutDeed deed(migrated_image(), [&](Database& database, const auto& answered) -> Result<void> {
        return files.import_register(database, answered);
    });
    const CutDeed::Tally tally = deed.cut(9, 100, Disk::Syncs::do_nothing);
    EXPECT_GT(tally.damaged + tally.lost, 5);
}

// Goals A1, A7: the same while the store of an older program is brought up to date: each migration
// is there whole or not at all, and what the store held stays.
TEST(ImportPowerCut, older_stores_are_brought_up_to_date) {
    const auto ours = migrations_of(Engine::sqlite);
    const FixedClock clock(books_time);
    constexpr std::size_t older = 4;
    const Disk::Image start = image_with([&](Database& database) -> Result<void> {
        TRY(migrate(database, ours.first(older), clock, "0.1"));
        return database.write([](Transaction& transaction) {
            return transaction.run_script(
                {"test.older",
                 "INSERT INTO party (party, kind, number, name, recorded_at)"
                 " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                 " SELECT i, 2, 'NPP' || i, 'PT Uji ' || i, 0 FROM n"});
        });
    });
    CutDeed deed(start, [&](Database& database, const auto& answered) -> Result<void> {
        for (std::size_t count = older + 1; count <= ours.size(); ++count) {
            const auto done = migrate(database, ours.first(count), clock, "test");
            // A store that is ahead already, on the second try, is newer than the first of these.
            if (!done && done.error().code() == Code::store_newer_version) continue;
            TRY(done);
            answered();
        }
        return {};
    });
    expect_nothing_lost("migrations",
                        deed.cut(seed_or(12), long_seconds() > 0 ? scaled(20'000) : 300));
}

class ImportKillTest : public EngineTest {
protected:
    ImportKillTest() : EngineTest(Start::migrated) {}
    KillDeed deed_of(const Files& files) {
        return {[this, &files] {
                    const auto database = open();
                    return database != nullptr && files.import_register(*database) &&
                           files.import_membership(*database);
                },
                [this] {
                    auto database = open();
                    if (database != nullptr) look(*database);
                    return database;
                },
                [this] {
                    renew();
                    furthest_ = 0;
                }};
    }
    /// What was durable stays, whoever is killed: nobody begins at the first row again.
    void look(Database& database) {
        constexpr Sql rows{"test.rows",
                           "SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM"
                           " person_by_id) + (SELECT COUNT(*) FROM account),"
                           " (SELECT COUNT(*) FROM staged_load)"};
        std::int64_t found = 0, under_way = 0;
        const auto snapshot = database.read();
        ASSERT_DONE(snapshot);
        ASSERT_DONE((*snapshot)->query(rows, {}, [&](const Row& row) -> Result<void> {
            found = row.integer(0).value_or(0);
            under_way = row.integer(1).value_or(0);
            return {};
        }));
        EXPECT_GE(found, furthest_);
        furthest_ = found;
        halfway_ += under_way > 0 ? 1 : 0;
    }
    std::int64_t furthest_ = 0;
    int halfway_ = 0;  // looks that found a load under way
};
PAYUNG_EVERY_ENGINE(ImportKillTest);

// Goal B3: an import that is killed again and again goes on after its last batch each time, never
// from its first row, and ends with the same tables as one that nobody disturbed; what it says it
// has taken opens.
TEST_P(ImportKillTest, an_import_is_killed_again_and_again) {
    SCOPED_TRACE(fmt::format("PAYUNG_SEED={}", seed_or(13)));
    const bool long_tier = long_seconds() > 0;
    const Files files(long_tier ? static_cast<std::uint32_t>(scaled(200'000)) : 2'000);
    Random random(seed_or(13));
    const KillTally tally =
        kill_again_and_again(deed_of(files), long_tier ? scaled(200) : 20, random, false);
    fmt::print("{}: {} rows, {:.3f} s undisturbed, {} kills ({} left a load), {} came to the end\n",
               name_of(GetParam()), files.persons.size(), tally.seconds, tally.kills, halfway_,
               tally.finished);
    EXPECT_GT(halfway_, 0);
    const auto database = open();
    const auto snapshot = database->read();
    ASSERT_DONE(snapshot);
    std::int64_t whole = 0, damaged = 0;
    ASSERT_DONE(check_nik_blocks(**snapshot, files.keys, whole, damaged));
    EXPECT_GT(whole, 0);
    EXPECT_EQ(damaged, 0);
}

}  // namespace
}  // namespace payung
