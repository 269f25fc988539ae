#include "storage/staged_load.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "storage/audit_store.h"
#include "storage/backup.h"
#include "storage/books_for_tests.h"
#include "storage/command_store.h"
#include "storage/edition_store.h"
#include "storage/edition_writer.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/kill_deed_for_tests.h"
#include "storage/ledger_store.h"
#include "storage/store_samples.h"

namespace payung {
namespace {

constexpr std::array target_columns{StagedColumn{"code", ColumnType::text}, StagedColumn{"amount"},
                                    StagedColumn{"party"},
                                    StagedColumn{"sealed", ColumnType::bytes}};
constexpr StagedTarget target{"promise", target_columns, "code"};

/// A row of a source, which says its line, and nothing that may not be read.
struct SourceRow {
    std::string code;
    std::int64_t amount = 0;
    std::int64_t party = 0;  // 0: none
};

std::vector<SourceRow> rows_in_disorder(std::size_t count, std::uint64_t seed) {
    std::vector<SourceRow> rows;
    Random random(seed);
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(
            {fmt::format("{:016x}", i * 0x9E3779B97F4A7C15U), random.below(1'000'000), 0});
    return rows;
}

class StagedLoadTest : public EngineTest {
protected:
    StagedLoadTest() : EngineTest(Start::migrated) {}
    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        ASSERT_DONE(open()->write([](Transaction& t) {
            return t.run_script({"test.promise",
                                 "CREATE TABLE promise (code TEXT PRIMARY KEY, amount INTEGER,"
                                 " party INTEGER, sealed BLOB)",
                                 "CREATE TABLE promise (code TEXT COLLATE \"C\" PRIMARY KEY,"
                                 " amount BIGINT, party BIGINT, sealed BYTEA)"});
        }));
    }
    static Result<void> put(StagedRows& into, std::int64_t line, const SourceRow& row) {
        const std::string sealed = "sealed " + row.code;
        const std::array<Value, 4> values{std::string_view(row.code), row.amount,
                                          row.party == 0 ? Value{} : Value{row.party},
                                          std::as_bytes(std::span(sealed))};
        return into.add(line, values);
    }
    /// All that is left of `rows`, some at a time; lines begin at 1.
    static Result<void> take_all(StagedLoad& load, const std::vector<SourceRow>& rows,
                                 std::size_t at_once) {
        while (load.position() < std::ssize(rows)) {
            const auto from = static_cast<std::size_t>(load.position());
            const std::size_t to = std::min(from + at_once, rows.size());
            const auto fill = [&](StagedRows& into) -> Result<void> {
                for (std::size_t i = from; i < to; ++i)
                    TRY(put(into, static_cast<std::int64_t>(i + 1), rows[i]));
                return {};
            };
            TRY(load.take(static_cast<std::int64_t>(to), fill));
        }
        return {};
    }
    /// Nothing where it cannot be asked.
    static std::optional<std::int64_t> ask(Database& database, const std::string& text) {
        std::optional<std::int64_t> number;
        const auto snapshot = database.read();
        const auto answered =
            (*snapshot)->query({text, text}, {}, [&](const Row& row) -> Result<void> {
                number = row.integer(0);
                return {};
            });
        return answered ? number : std::nullopt;
    }
    FixedClock clock_{books_time};
};
PAYUNG_EVERY_ENGINE(StagedLoadTest);

// Goal: what comes in any order stands in the target as it was, with the key and the event of its
// command; nothing of it was to be seen before, and nothing of the load remains.
TEST_P(StagedLoadTest, rows_are_moved_with_their_command) {
    const auto rows = rows_in_disorder(1'000, 1);
    const auto database = open();
    auto load = StagedLoad::begin(*database, "promises:abc", target, clock_);
    ASSERT_DONE(load);
    ASSERT_DONE(take_all(*load, rows, 300));
    EXPECT_EQ(ask(*database, "SELECT COUNT(*) FROM promise"), 0);
    std::int64_t announced = 0;
    for (const SourceRow& row : rows) announced += row.amount;
    const CommandRecord command{"promise.take", "promises:abc", "abc", "ani"};
    const PersonalKeys keys = PersonalKeys::for_tests();
    ASSERT_DONE(database->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(const StagedTotals totals, load->totals(transaction, "amount"));
        EXPECT_EQ(totals, (StagedTotals{1'000, announced}));
        TRY_ASSIGN(const std::int64_t moved, load->move(transaction));
        EXPECT_EQ(moved, 1'000);
        TRY_ASSIGN(const auto digests, content_digests(transaction, keys));
        const Told told{"ani", "promise.take", "promises:abc", digests.front().of("abc")};
        TRY(append_events(transaction, {&told, 1}, clock_.now()));
        return keep_command(transaction, digests.front(), command, "1000", clock_.now());
    }));
    EXPECT_EQ(ask(*database, "SELECT CAST(SUM(amount) AS BIGINT) FROM promise"), announced);
    EXPECT_EQ(ask(*database, "SELECT COUNT(*) FROM audit_event"), 1);
    EXPECT_EQ(ask(*database, "SELECT COUNT(*) FROM command"), 1);
    EXPECT_EQ(ask(*database, "SELECT COUNT(*) FROM staged_load"), 0);
    EXPECT_FALSE(ask(*database, "SELECT COUNT(*) FROM staged_1"));
    // A second one of the same number, with other columns.
    constexpr StagedTarget narrow{"promise", std::span(target_columns).first<2>(), "code"};
    auto other = StagedLoad::begin(*database, "promises:def", narrow, clock_);
    ASSERT_DONE(other);
    ASSERT_DONE(other->take(1, [](StagedRows& into) {
        return into.add(1, std::array<Value, 2>{std::string_view("zz"), std::int64_t{7}});
    }));
    ASSERT_DONE(database->write([&](Transaction& transaction) -> Result<void> {
        TRY(other->move(transaction));
        return {};
    }));
    EXPECT_EQ(ask(*database, "SELECT COUNT(*) FROM promise WHERE sealed IS NULL"), 1);
}

// Goal: the checks find every bad row by its line, in one question each; what is left out is not
// moved, the rest is.
TEST_P(StagedLoadTest, bad_rows_are_told_by_their_lines) {
    auto rows = rows_in_disorder(500, 2);
    rows[99].code = rows[10].code;   // line 100 is line 11 once more
    rows[300].code = rows[10].code;  // and line 301
    rows[7].party = 77;              // line 8: nobody
    rows[8].party = 1;
    const auto database = open();
    ASSERT_DONE(database->write([](Transaction& t) {
        return t.run_script({"test.party",
                             "INSERT INTO party (party, kind, number, name, recorded_at)"
                             " VALUES (1, 2, 'NPP1', 'PT Uji', 0)"});
    }));
    auto load = StagedLoad::begin(*database, "promises:bad", target, clock_);
    ASSERT_DONE(load);
    ASSERT_DONE(take_all(*load, rows, 128));
    const auto move_without_bad = [&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(const auto twice, load->lines_twice(transaction, "code"));
        EXPECT_EQ(twice, (std::vector<std::int64_t>{100, 301}));
        TRY_ASSIGN(const auto same_amount, load->lines_twice(transaction, "code, source_line"));
        EXPECT_TRUE(same_amount.empty());
        TRY_ASSIGN(const auto unknown, load->lines_unknown(transaction, "party", "party", "party"));
        EXPECT_EQ(unknown, std::vector<std::int64_t>{8});
        TRY(load->leave_out(transaction, twice));
        TRY(load->leave_out(transaction, unknown));
        TRY_ASSIGN(const std::int64_t moved, load->move(transaction));
        EXPECT_EQ(moved, 497);
        return {};
    };
    // What was left out by a command that failed comes back with it.
    EXPECT_ERROR(Code::interrupted, database->write([&](Transaction& transaction) -> Result<void> {
        TRY(move_without_bad(transaction));
        return Error{Code::interrupted};
    }));
    EXPECT_EQ(ask(*database, "SELECT COUNT(*) FROM promise"), 0);
    // Without the checks the target refuses, and nothing has changed.
    EXPECT_FALSE(database->write([&](Transaction& transaction) -> Result<void> {
        TRY(load->move(transaction));
        return {};
    }));
    ASSERT_DONE(database->write(move_without_bad));
    EXPECT_EQ(ask(*database, "SELECT COUNT(*) FROM promise"), 497);
}

// Goal: begun again, a load goes on after its last batch; one of other contents or columns is
// another; two that take the same one further do not mix.
TEST_P(StagedLoadTest, a_load_goes_on_after_its_last_batch) {
    const auto rows = rows_in_disorder(100, 3);
    const auto database = open();
    auto first = StagedLoad::begin(*database, "promises:go", target, clock_);
    ASSERT_DONE(first);
    ASSERT_DONE(first->take(40, [&](StagedRows& into) -> Result<void> {
        for (std::size_t i = 0; i < 40; ++i)
            TRY(put(into, static_cast<std::int64_t>(i + 1), rows[i]));
        return {};
    }));
    // A batch that fails leaves nothing, and the load where it was.
    EXPECT_ERROR(Code::interrupted, first->take(80, [&](StagedRows& into) -> Result<void> {
        TRY(put(into, 41, rows[40]));
        return Error{Code::interrupted};
    }));
    auto again = StagedLoad::begin(*database, "promises:go", target, clock_);
    ASSERT_DONE(again);
    EXPECT_EQ(again->taken(), 40);
    EXPECT_EQ(again->position(), 40);
    const auto other = StagedLoad::begin(*database, "promises:other", target, clock_);
    ASSERT_DONE(other);
    EXPECT_EQ(other->taken(), 0);
    ASSERT_DONE(take_all(*again, rows, 25));
    EXPECT_ERROR(storage_error::load_elsewhere, take_all(*first, rows, 25));
    ASSERT_DONE(database->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(const std::int64_t moved, again->move(transaction));
        EXPECT_EQ(moved, 100);
        return {};
    }));
    EXPECT_ERROR(storage_error::load_unknown, take_all(*first, rows, 25));
}

// Goal: what a load left is listed and dropped, once.
TEST_P(StagedLoadTest, what_was_left_is_dropped) {
    const auto rows = rows_in_disorder(50, 4);
    const auto database = open();
    auto load = StagedLoad::begin(*database, "promises:left", target, clock_);
    ASSERT_DONE(load);
    ASSERT_DONE(take_all(*load, rows, 20));
    std::vector<LoadRecord> left;
    {
        const auto snapshot = database->read();
        const auto found = unfinished_loads(**snapshot);
        ASSERT_DONE(found);
        left = *found;
    }
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].taken, 50);
    EXPECT_EQ(left[0].begun_at, clock_.now());
    ASSERT_DONE(drop_load(*database, left[0].load));
    EXPECT_EQ(ask(*database, "SELECT COUNT(*) FROM staged_load"), 0);
    EXPECT_ERROR(storage_error::load_unknown, drop_load(*database, left[0].load));
    EXPECT_ERROR(storage_error::load_unknown, database->write([&](Transaction& transaction) {
        return load->leave_out(transaction, {});
    }));
    EXPECT_EQ(StagedLoad::begin(*database, "promises:left", target, clock_)->taken(), 0);
}

// Goal B3: a load that is killed again and again goes on each time, and ends with the same tables.
TEST_P(StagedLoadTest, a_load_is_killed_again_and_again) {
    SCOPED_TRACE(fmt::format("PAYUNG_SEED={}", seed_or(15)));
    const bool long_tier = long_seconds() > 0;
    const std::size_t at_once = long_tier ? 4'096 : 64;
    const auto rows =
        rows_in_disorder(long_tier ? static_cast<std::size_t>(scaled(200'000)) : 2'000, 5);
    const auto act = [&] {
        const auto database = open();
        if (database == nullptr) return false;
        if (ask(*database, "SELECT COUNT(*) FROM promise") != 0) return true;
        auto load = StagedLoad::begin(*database, "promises:kill", target, clock_);
        return load && take_all(*load, rows, at_once) &&
               database->write([&](Transaction& transaction) -> Result<void> {
                   TRY(load->move(transaction));
                   return {};
               });
    };
    keep_as_start();
    Random random(seed_or(15));
    const KillTally tally =
        kill_again_and_again({act, [this] { return open(); }, [this] { renew(); }},
                             long_tier ? scaled(200) : 12, random, true);
    fmt::print("{}: {:.3f} s undisturbed, {} kills, {} came to the end\n", name_of(GetParam()),
               tally.seconds, tally.kills, tally.finished);
}

// ------------------------------------------------------------------------------- editions

class EditionLoadTest : public EngineTest {
protected:
    EditionLoadTest() : EngineTest(Start::migrated) {}
    static constexpr std::uint32_t count = 1'500;

    Result<SavedEdition> save(Database& database, const EditionBatches& batches,
                              std::string_view contents = "register") {
        return save_register(database, sample_source(contents, count), persons_, sample_areas(),
                             clock_, keys_, batches);
    }
    /// A load that ends after this many batches.
    static EditionBatches stopped_after(int batches) {
        return {320, [left = batches](std::int64_t) mutable -> Result<void> {
                    if (--left == 0) return Error{Code::interrupted};
                    return {};
                }};
    }
    static EditionBatches small() {
        return {320, [](std::int64_t) { return Result<void>{}; }};
    }
    static std::string state(Database& database) {
        const StoreState found = state_in(database);
        EXPECT_EQ(found.fault, "");
        return found.tables;
    }
    static std::int64_t rows_in(Database& database, const std::string& table) {
        const auto snapshot = database.read();
        const std::string text = "SELECT COUNT(*) FROM " + table;
        std::int64_t rows = -1;
        EXPECT_TRUE((*snapshot)->query({text, text}, {}, [&](const Row& row) -> Result<void> {
            rows = row.integer(0).value_or(-1);
            return {};
        }));
        return rows;
    }
    PersonTable persons_ = sample_persons(count, 1);
    PersonalKeys keys_ = PersonalKeys::for_tests();
    FixedClock clock_{books_time};
};
PAYUNG_EVERY_ENGINE(EditionLoadTest);

// Goal B3: begun again, an edition goes on after its last batch and not from its first row, from
// wherever it was stopped; it ends with the tables of one that nobody stopped.
TEST_P(EditionLoadTest, an_edition_goes_on_after_its_last_batch) {
    std::string undisturbed;
    {
        const auto database = open();
        ASSERT_DONE(save(*database, {}));
        undisturbed = state(*database);
    }
    constexpr int batches = 2 * count / 320 + 1;
    for (int stop = 1; stop < batches; ++stop) {
        SCOPED_TRACE(stop);
        renew();
        EXPECT_ERROR(Code::interrupted, save(*open(), stopped_after(stop)));
        const auto database = open();
        EXPECT_EQ(rows_in(*database, "person"), std::min<std::int64_t>(stop * 320, count));
        std::vector<std::int64_t> marks;
        const auto saved = save(*database, {320, [&](std::int64_t done) -> Result<void> {
                                                marks.push_back(done);
                                                return {};
                                            }});
        ASSERT_DONE(saved);
        EXPECT_FALSE(saved->already_there);
        ASSERT_EQ(std::ssize(marks), batches - stop - 1);
        if (!marks.empty()) {
            EXPECT_EQ(marks.front(), (stop + 1) * 320);
        }
        EXPECT_EQ(state(*database), undisturbed);
    }
}

// Goal: while an edition is loaded, others post between two batches, and nobody who reads sees a
// part of it, whenever he looks.
TEST_P(EditionLoadTest, others_post_and_read_between_two_batches) {
    const auto database = open();
    const auto others = open();
    auto books = LedgerStore::open(*others, clock_, "test");
    ASSERT_DONE(books);
    const std::vector<BooksCommand> commands = random_commands(seed_or(16), 40);
    std::size_t posted = 0;
    const auto saved = save(
        *database, {320, [&](std::int64_t) -> Result<void> {
                        TRY(obey(*books, commands.at(posted++)));
                        TRY_ASSIGN(const auto snapshot, others->read());
                        TRY_ASSIGN(const auto editions, list_editions(*snapshot));
                        EXPECT_TRUE(editions.empty());
                        TRY_ASSIGN(const auto rows, rows_of_id(*snapshot, 1, persons_.id[0]));
                        TRY_ASSIGN(const auto tables, table_shapes(*snapshot));
                        for (const TableShape& table : tables) {
                            if (table.name != "person" && table.name != "person_nik_block")
                                continue;
                            TRY_ASSIGN(const StoredDigest digest, stored_digest(*snapshot, table));
                            EXPECT_EQ(digest.rows, 0) << table.name;
                        }
                        return {};
                    }});
    ASSERT_DONE(saved);
    EXPECT_GT(posted, 5U);
    const auto snapshot = others->read();
    const auto loaded = load_register(**snapshot, saved->edition, sample_areas(), keys_);
    ASSERT_DONE(loaded);
    EXPECT_TRUE(loaded->identity == persons_.identity);
}

// Goal: two that load the same at once, and another beside them, end with one edition of each.
TEST_P(EditionLoadTest, several_load_at_once) {
    const auto database = open();
    const auto others = open();
    bool begun = false;
    const auto saved = save(
        *database, {320, [&](std::int64_t) -> Result<void> {
                        if (std::exchange(begun, true)) return {};
                        TRY_ASSIGN(const SavedEdition same, save(*others, small()));
                        EXPECT_EQ(same.edition, 1);
                        TRY_ASSIGN(const SavedEdition other, save(*others, small(), "another"));
                        EXPECT_EQ(other.edition, 2);
                        return {};
                    }});
    ASSERT_DONE(saved);
    EXPECT_EQ(saved->edition, 1);
    EXPECT_EQ(rows_in(*database, "person"), 2 * count);
    EXPECT_EQ(rows_in(*database, "staged_load"), 0);
}

// Goal: what is left of a load nobody takes up takes no number from others, is taken into no
// backup, and can be dropped so that nothing of it remains, though others load meanwhile.
TEST_P(EditionLoadTest, what_was_left_is_no_part_of_the_store) {
    std::string alone;
    {
        const auto database = open();
        ASSERT_DONE(save(*database, small(), "first"));
        alone = state(*database);
    }
    const auto database = open();
    EXPECT_ERROR(Code::interrupted, save(*database, stopped_after(6), "left"));
    EXPECT_EQ(state(*database), alone);
    const auto later = save(*database, small(), "later");
    ASSERT_DONE(later);
    EXPECT_EQ(later->edition, 3);
    const std::string both = state(*database);
    EXPECT_EQ(rows_in(*database, "person"), 3 * count);

    const Path file = scratch() / "backup";
    ASSERT_DONE(make_backup(*database, keys_, file, clock_, "test"));
    const auto restored = open_database("sqlite:" + (scratch() / "restored.db").string(), {});
    ASSERT_DONE(restored);
    ASSERT_DONE(restore_backup(file, keys_, **restored, clock_));
    EXPECT_EQ(rows_in(**restored, "person"), 2 * count);
    EXPECT_EQ(rows_in(**restored, "staged_load"), 0);
    EXPECT_EQ(state(**restored), both);

    ASSERT_DONE(drop_load(*database, 1));
    EXPECT_EQ(state(*database), both);
    for (const std::string table : {"person", "person_by_id"})
        EXPECT_EQ(rows_in(*database, table), 2 * count) << table;
    EXPECT_EQ(rows_in(*database, "person_nik_block"), rows_in(**restored, "person_nik_block"));
    EXPECT_EQ(rows_in(*database, "staged_load"), 0);
}

}  // namespace
}  // namespace payung
