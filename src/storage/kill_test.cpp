/// Proofs that the books survive kills at any moment, on both engines: goals A2 and A7 of
/// docs/reliability.md.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "storage/books_for_tests.h"
#include "storage/engine_fixture.h"
#include "storage/migrations.h"

namespace payung {
namespace {

/// What the books hold after n of the commands, in a store that nobody kills.
std::vector<BooksState> states_after(const std::vector<BooksCommand>& commands) {
    const Scratch scratch;
    const FixedClock clock(books_time);
    const auto database = open_database((scratch / "store.db").string(), {});
    auto store = LedgerStore::open(**database, clock, "test");
    std::vector<BooksState> states{books_in(**database, *store).state};
    for (const BooksCommand& command : commands) {
        EXPECT_TRUE(obey(*store, command));
        states.push_back(books_in(**database, *store).state);
    }
    return states;
}

class KillTest : public EngineTest {
protected:
    explicit KillTest(Start start = Start::migrated) : EngineTest(start) {}

    /// Posts from command `from` on, and tells the pipe of each that was answered.
    [[noreturn]] void post_and_tell(const std::vector<BooksCommand>& commands, std::size_t from,
                                    int pipe) const {
        const auto database = open_database(url(), {});
        if (!database) _exit(2);
        auto store = LedgerStore::open(**database, clock_, "test");
        if (!store) _exit(3);
        for (std::size_t i = from; i < commands.size(); ++i) {
            if (!obey(*store, commands[i])) _exit(4);
            const char told = 1;
            if (::write(pipe, &told, 1) != 1) _exit(5);
        }
        _exit(0);
    }
    struct Round {
        std::size_t answered = 0;
        bool killed = false;
        int status = 0;
    };
    /// A process that posts, killed a while after its first answer, or before.
    Round kill_one(const std::vector<BooksCommand>& commands, std::size_t from) {
        std::array<int, 2> ends{};
        CHECK(pipe(ends.data()) == 0);
        const pid_t child = fork();
        if (child == 0) {
            ::close(ends[0]);
            post_and_tell(commands, from, ends[1]);
        }
        ::close(ends[1]);
        Round round;
        char told = 0;
        const bool early = random_.below(5) == 0;
        if (!early && ::read(ends[0], &told, 1) == 1) ++round.answered;
        std::this_thread::sleep_for(std::chrono::microseconds{random_.below(40'000)});
        ::kill(child, SIGKILL);
        while (::read(ends[0], &told, 1) == 1) ++round.answered;
        ::close(ends[0]);
        CHECK(waitpid(child, &round.status, 0) == child);
        round.killed = WIFSIGNALED(round.status);
        return round;
    }
    /// How many of the commands are there: all that were answered and perhaps, whole, one more.
    std::size_t expect_survived(const std::vector<BooksState>& states, std::size_t answered) {
        const auto began = std::chrono::steady_clock::now();
        const auto database = open();
        if (database == nullptr) return answered;
        const auto store = LedgerStore::open(*database, clock_, "test");
        EXPECT_TRUE(store);
        if (!store) return answered;
        const BooksFound found = books_in(*database, *store);
        EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{5});
        EXPECT_EQ(found.fault, "");
        const std::size_t next = std::min(answered + 1, states.size() - 1);
        EXPECT_TRUE(found.state == states[answered] || found.state == states[next])
            << found.state.events << " events, expected " << states[answered].events;
        return found.state == states[answered] ? answered : next;
    }

    FixedClock clock_{books_time};
    Random random_{seed_or(20'260'504)};
};
PAYUNG_EVERY_ENGINE(KillTest);

class MigrationKillTest : public KillTest {
protected:
    MigrationKillTest() : KillTest(Start::empty) {}
};
PAYUNG_EVERY_ENGINE(MigrationKillTest);

// Goal A2: a process that posts is killed again and again; each time all that it was answered is
// there and nothing twice, though the next one sends the last commands again; the books are right,
// the chain is whole, and the store is ready within 5 s.
TEST_P(KillTest, posting_is_killed_again_and_again) {
    const auto commands = random_commands(seed_or(20'260'504), 150);
    const auto states = states_after(commands);
    const int wanted = long_seconds() > 0 ? scaled(2000) : 20;
    std::size_t done = 0;
    std::int64_t answers = 0;
    for (int kills = 0; kills < wanted;) {
        SCOPED_TRACE(fmt::format("PAYUNG_SEED={}, kill {}", seed_or(20'260'504), kills));
        const std::size_t from = done > 2 ? done - 2 : 0;  // The last ones are sent again.
        const Round round = kill_one(commands, from);
        kills += round.killed ? 1 : 0;
        ASSERT_TRUE(round.killed || WEXITSTATUS(round.status) == 0) << round.status;
        answers += static_cast<std::int64_t>(round.answered);
        done = expect_survived(states, std::max(done, from + round.answered));
        ASSERT_FALSE(HasFailure());
        if (done < commands.size()) continue;
        renew();
        done = 0;
    }
    fmt::print("{}: {} kills, {} answers\n", name_of(GetParam()), wanted, answers);
    EXPECT_GT(answers, wanted / 2);
}

std::string tables_of(Database& database) {
    const Sql tables{"test.tables", "SELECT name, sql FROM sqlite_schema ORDER BY name",
                     "SELECT CAST(table_name || '.' || column_name AS TEXT),"
                     " CAST(data_type || is_nullable AS TEXT) FROM information_schema.columns"
                     " WHERE table_schema = 'public' ORDER BY 1"};
    std::string text;
    const auto snapshot = database.read();
    if (!snapshot) return "";
    const auto asked = (*snapshot)->query(tables, {}, [&](const Row& row) -> Result<void> {
        text += fmt::format("{}: {}\n", row.text(0).value_or(""), row.text(1).value_or(""));
        return {};
    });
    return asked ? text : "";
}

// Goal A7: killed at any moment while the program's own migrations run, the next start ends with
// the same tables. (Between any two calls to the disk: disk_fault_test.cpp.)
TEST_P(MigrationKillTest, migrating_is_killed_again_and_again) {
    const auto ours = migrations_of(GetParam());
    ASSERT_DONE(migrate(*open(), ours, clock_, "test"));
    const std::string expected = tables_of(*open());
    ASSERT_GT(expected.size(), 1000U);
    const int rounds = long_seconds() > 0 ? scaled(200) : 12;
    const std::uint32_t window = GetParam() == Engine::sqlite ? 8'000 : 40'000;  // microseconds
    int killed = 0;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE(round);
        renew();
        const pid_t child = fork();
        if (child == 0) {
            const auto database = open_database(url(), {});
            _exit(database && migrate(**database, ours, clock_, "test") ? 0 : 1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds{random_.below(window)});
        ::kill(child, SIGKILL);
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        killed += WIFSIGNALED(status) ? 1 : 0;
        const auto database = open();
        ASSERT_NE(database, nullptr);
        ASSERT_DONE(migrate(*database, ours, clock_, "test"));
        ASSERT_EQ(tables_of(*database), expected);
    }
    EXPECT_GT(killed, 0);
}

}  // namespace
}  // namespace payung
