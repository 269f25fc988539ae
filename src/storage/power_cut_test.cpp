/// Proofs that the books survive a power cut at any moment: goals A1 and A6 of docs/reliability.md.

#include "storage/power_cut_for_tests.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>

#include "storage/books_for_tests.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/migrations.h"
#include "storage/sqlite_connection.h"
#include "storage/sqlite_transaction.h"

namespace payung {
namespace {

constexpr DatabaseOptions small_log{.cache_bytes = 1U << 20U, .checkpoint_pages = 40};

/// Real posting on a connection that does not ask for the sync of each commit.
class CarelessDatabase final : public Database {
public:
    CarelessDatabase(std::unique_ptr<Database> usual, std::unique_ptr<SqliteConnection> writer)
        : usual_(std::move(usual)), writer_(std::move(writer)) {
        CHECK(writer_->run("test.careless", "PRAGMA synchronous = NORMAL"));
    }
    Engine engine() const override { return Engine::sqlite; }
    Result<std::unique_ptr<Transaction>> read() override { return usual_->read(); }
    Result<void> write(const Command& command) override {
        TRY_ASSIGN(const auto transaction,
                   SqliteTransaction::begin(*writer_, SqliteMode::write, {}));
        TRY(command(*transaction));
        return transaction->commit();
    }

private:
    std::unique_ptr<Database> usual_;
    std::unique_ptr<SqliteConnection> writer_;
};

enum class Care : std::uint8_t { full, normal };

/// A store made, migrated, written to, closed and opened again by the real code, with the diary of
/// its disk: states[n] is what the books hold after n commands, and acknowledged[n - 1] the place
/// in the diary where the n-th was answered.
class History {
public:
    History(std::uint64_t seed, int count, Care care)
        : commands(random_commands(seed, count)), random_(seed, 1), care_(care) {}

    void record() {
        open();
        opened = diary_->size();
        note_state();
        for (const BooksCommand& command : commands) {
            if (random_.below(15) == 0) reopen();
            ASSERT_DONE(obey(*store_, command));
            acknowledged.push_back(diary_->size());
            note_state();
        }
        finish();
    }

    /// The same, where the n-th sync fails: the store takes no more until it is opened again, and
    /// then the command is sent again. False: there were fewer syncs.
    bool record_with_failed_sync(int n) {
        open();
        opened = diary_->size();
        note_state();
        diary_->fail_sync(n);
        for (const BooksCommand& command : commands) {
            if (const auto sent = obey(*store_, command); !sent) {
                // That of its own commit, or an earlier one while the log was moved into the file.
                const Code code = sent.error().code();
                EXPECT_TRUE(code == storage_error::store_outcome_unknown ||
                            code == Code::store_failed);
                outcomes_unknown += code == storage_error::store_outcome_unknown ? 1 : 0;
                send_again(command);
            }
            acknowledged.push_back(diary_->size());
            note_state();
        }
        const bool failed = diary_->sync_failed();
        finish();
        return failed;
    }

    const std::vector<DiskEvent>& events() const { return events_; }
    std::size_t commands_acknowledged_at(std::size_t place) const {
        return static_cast<std::size_t>(std::ranges::upper_bound(acknowledged, place) -
                                        acknowledged.begin());
    }

    std::vector<BooksCommand> commands;
    std::vector<BooksState> states;
    std::vector<std::size_t> acknowledged;
    std::size_t opened = 0;
    int outcomes_unknown = 0;  // that were told as such

private:
    void open() {
        const Path path = scratch_ / "store.db";
        auto database = open_database(path.string(), small_log);
        ASSERT_DONE(database);
        database_ = std::move(*database);
        if (care_ == Care::normal) {
            auto writer = SqliteConnection::open(path, small_log);
            ASSERT_DONE(writer);
            database_ =
                std::make_unique<CarelessDatabase>(std::move(database_), std::move(*writer));
        }
        auto store = LedgerStore::open(*database_, clock_, "test");
        ASSERT_DONE(store);
        store_.emplace(*store);
    }
    void close() {
        store_.reset();
        database_.reset();
    }
    /// What is opened from now on is not of this history.
    void finish() {
        close();
        events_ = diary_->events();
        diary_.reset();
    }
    void reopen() {
        close();
        open();
    }
    void send_again(const BooksCommand& command) {
        EXPECT_TRUE(diary_->sync_failed());
        EXPECT_ERROR(Code::store_failed, obey(*store_, command));  // No second sync is believed.
        EXPECT_EQ(books_in(*database_, *store_).fault, "");        // Reading goes on.
        reopen();
        ASSERT_DONE(obey(*store_, command));
    }
    void note_state() {
        BooksFound found = books_in(*database_, *store_);
        ASSERT_EQ(found.fault, "");
        states.push_back(std::move(found.state));
    }

    Scratch scratch_;
    std::optional<DiskDiary> diary_{std::in_place};
    std::vector<DiskEvent> events_;
    Random random_;
    Care care_;
    FixedClock clock_{books_time};
    std::unique_ptr<Database> database_;
    std::optional<LedgerStore> store_;
};

struct Verdict {
    std::string fault;  // not to be opened, damaged, or books that no history explains
    bool lost = false;  // sound, but something that was acknowledged is not there
};

class Judge {
public:
    explicit Judge(const History& history) : history_(history) {}

    /// `again`: commands are then sent again, and what came of it is looked at in the same way.
    Verdict judge(const Disk::Image& image, std::size_t place, bool again) {
        put_image(image, scratch_.path());
        Verdict verdict = look(place, again);
        if (again && verdict.fault.empty() && !verdict.lost) verdict = look(place, again);
        return verdict;
    }

private:
    Verdict look(std::size_t place, bool again) {
        DatabaseOptions options = small_log;
        options.create = place < history_.opened;
        auto database = open_database((scratch_ / "store.db").string(), options);
        if (!database) return {describe(database.error(), Language::en), false};
        auto store = LedgerStore::open(**database, clock_, "test");
        if (!store) return {describe(store.error(), Language::en), false};
        const BooksFound found = books_in(**database, *store);
        if (!found.fault.empty()) return {found.fault, false};
        const Verdict verdict = compare(found.state, place);
        if (!again || !verdict.fault.empty() || verdict.lost) return verdict;
        return {send_again(*store, **database, place), false};
    }
    std::size_t next(std::size_t done) const {
        return std::min(done + 1, history_.commands.size());
    }
    /// All that was acknowledged and perhaps, whole, what was under way.
    Verdict compare(const BooksState& state, std::size_t place) const {
        const std::size_t done = history_.commands_acknowledged_at(place);
        if (state == history_.states[done] || state == history_.states[next(done)]) return {};
        for (std::size_t i = 0; i < done; ++i)
            if (state == history_.states[i]) return {{}, true};
        return {"the books are of no moment of their history", false};
    }
    /// The last command that was answered, and the one under way. Tells what went wrong.
    std::string send_again(LedgerStore& store, Database& database, std::size_t place) const {
        const std::size_t done = history_.commands_acknowledged_at(place);
        for (std::size_t i = done > 0 ? done - 1 : 0; i < next(done); ++i)
            if (const auto sent = obey(store, history_.commands[i]); !sent)
                return describe(sent.error(), Language::en);
        if (books_in(database, store).state == history_.states[next(done)]) return "";
        return "sent again, a command counted twice or not at all";
    }

    const History& history_;
    Scratch scratch_;
    FixedClock clock_{books_time};
};

struct Tally {
    int images = 0, faults = 0, lost = 0;
    std::string first;  // where the first one went wrong
};

/// Images at places of the diary drawn at random.
void cut_power(const History& history, std::uint64_t seed, int images, std::size_t from,
               Disk::Syncs syncs, Tally& tally) {
    Random random(seed, 2);
    const auto& events = history.events();
    std::vector<std::size_t> places;
    for (int i = 0; i < images; ++i)
        places.push_back(from + random.below(static_cast<std::uint32_t>(events.size() - from)));
    std::ranges::sort(places);
    Disk disk(seed, syncs);
    Judge judge(history);
    std::size_t taken = 0;
    for (const std::size_t place : places) {
        while (taken < place) disk.take(events[taken++]);
        const Verdict verdict = judge.judge(disk.after_a_cut(random), place, tally.images % 5 == 0);
        ++tally.images;
        tally.faults += verdict.fault.empty() ? 0 : 1;
        tally.lost += verdict.lost ? 1 : 0;
        if (tally.first.empty() && (verdict.lost || !verdict.fault.empty()))
            tally.first =
                fmt::format("seed {}, image {} at {} of {}: {}", seed, tally.images, place,
                            events.size(), verdict.lost ? "acknowledged and lost" : verdict.fault);
    }
}

void report(const char* what, std::uint64_t seed, const Tally& tally,
            std::chrono::steady_clock::time_point began) {
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began);
    fmt::print("{}: seed {}, {} images, {} corrupt, {} lost, {:.1f} s{}{}\n", what, seed,
               tally.images, tally.faults, tally.lost, took.count(),
               tally.first.empty() ? "" : "\n  first: ", tally.first);
}

// Goal A1: wherever the power is cut while a store is made, migrated, posted to, closed and opened,
// the store opens, its books are right, its chain is whole, all that was acknowledged is there, and
// what is sent again counts once.
TEST(PowerCut, loses_nothing_that_was_acknowledged) {
    const auto began = std::chrono::steady_clock::now();
    const std::chrono::seconds limit(long_seconds());
    Tally tally;
    std::uint64_t seed = seed_or(20'260'503);
    const int images_max = long_seconds() > 0 ? scaled(1'000'000) : 5'000;
    do {
        SCOPED_TRACE(fmt::format("PAYUNG_SEED={}", seed));
        History history(seed, 36, Care::full);
        history.record();
        ASSERT_FALSE(HasFatalFailure());
        cut_power(history, seed, std::min(images_max, 5'000), 0, Disk::Syncs::work, tally);
        ASSERT_EQ(tally.first, "");
        ++seed;
    } while (tally.images < images_max && std::chrono::steady_clock::now() - began < limit);
    report("power cuts", seed - 1, tally, began);
    EXPECT_EQ(tally.faults, 0);
    EXPECT_EQ(tally.lost, 0);
}

// Control: without the sync of each commit the books stay right but forget what was acknowledged.
// If this finds nothing, the test above cannot find anything either.
TEST(PowerCut, control_without_full_syncs_acknowledged_postings_are_lost) {
    const auto began = std::chrono::steady_clock::now();
    History history(7, 36, Care::normal);
    history.record();
    ASSERT_FALSE(HasFatalFailure());
    Tally tally;
    cut_power(history, 7, 400, history.opened, Disk::Syncs::work, tally);
    report("control, synchronous=NORMAL", 7, tally, began);
    EXPECT_EQ(tally.faults, 0);
    EXPECT_GT(tally.lost, 100);
}

// Control: a disk that says it has synced and has not leaves stores that are damaged.
TEST(PowerCut, control_without_syncs_stores_are_damaged) {
    const auto began = std::chrono::steady_clock::now();
    History history(8, 36, Care::full);
    history.record();
    ASSERT_FALSE(HasFatalFailure());
    Tally tally;
    cut_power(history, 8, 400, history.opened, Disk::Syncs::do_nothing, tally);
    report("control, syncs do nothing", 8, tally, began);
    EXPECT_GT(tally.faults, 200);
}

// Goal A6: a sync fails once, and what it should have kept is never written. The store says so and
// takes no more writes; opened again, it goes on, and a power cut after that loses nothing.
TEST(PowerCut, a_failed_sync_is_never_trusted_again) {
    const auto began = std::chrono::steady_clock::now();
    Tally tally;
    int n = 1, unknown = 0;
    for (bool failed = true; failed && n < 200; ++n) {
        SCOPED_TRACE(n);
        const auto seed = static_cast<std::uint64_t>(n);
        History history(seed, 12, Care::full);
        failed = history.record_with_failed_sync(n);
        unknown += history.outcomes_unknown;
        ASSERT_FALSE(HasFailure());
        cut_power(history, seed, 30, history.opened, Disk::Syncs::work, tally);
        ASSERT_EQ(tally.first, "");
    }
    report("failed syncs", static_cast<std::uint64_t>(n), tally, began);
    EXPECT_GT(n, 12);
    EXPECT_GT(unknown, 0);
}

}  // namespace
}  // namespace payung
