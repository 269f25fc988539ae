/// Proofs that a command of the office is done once, whoever sends it how often, and whenever the
/// program dies: goal B2 of docs/reliability.md.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <set>
#include <thread>

#include "base/random.h"
#include "office/desk.h"
#include "office/office_for_tests.h"
#include "storage/audit_store.h"
#include "storage/books_for_tests.h"
#include "storage/errors.h"

namespace payung {
namespace {

Command command_of(std::uint32_t number) {
    return {"test", fmt::format("thing {}", number), fmt::format("colour {}", number % 7)};
}

std::string answer_to(std::uint32_t number) {
    return fmt::format(R"({{"thing":{}}})", number);
}

/// An effect in a table, an event and an answer.
Result<Done> obey(const Desk& desk, std::uint32_t number) {
    return carry_out(desk, command_of(number), [&](Work& work) -> Result<std::string> {
        const auto text = std::to_string(6'303'010'101'000'000 + number);
        TRY(work.personal().put({PersonalOwner::participant, number, PersonalField::nik}, text));
        work.tell("test.done", fmt::format("thing:{}", number), text);
        return answer_to(number);
    });
}

/// Nobody has the store open while another process is begun: SQLite's locks are not to be shared.
class DeskCrashTest : public EngineTest {
protected:
    DeskCrashTest() : EngineTest(Start::migrated) {}

    Desk desk_at(Database& database) {
        return {&database, law_for_tests(), keys_, &clock_, "petugas"};
    }
    /// Each number one to five times, in any order.
    std::vector<std::uint32_t> sends(std::uint32_t commands) {
        std::vector<std::uint32_t> all;
        for (std::uint32_t number = 0; number < commands; ++number)
            all.insert(all.end(), 1 + random_.below(5), number);
        for (std::size_t i = all.size(); i > 1; --i)
            std::swap(all[i - 1], all[random_.below(static_cast<std::uint32_t>(i))]);
        return all;
    }
    /// Four at once send what is left, and tell the pipe of each answer.
    [[noreturn]] void send_all(const std::vector<std::uint32_t>& all, int pipe) {
        const auto database = open();
        if (database == nullptr) _exit(2);
        const Desk own = desk_at(*database);
        std::atomic<std::size_t> next = 0;
        std::atomic<int> failed = 0;
        {
            std::vector<std::jthread> senders;
            for (int i = 0; i < 4; ++i) {
                senders.emplace_back([&] {
                    for (std::size_t at = next++; at < all.size(); at = next++) {
                        const auto done = obey(own, all[at]);
                        if (!done || done->answer != answer_to(all[at])) ++failed;
                        if (done && ::write(pipe, &all[at], sizeof all[at]) < 0) ++failed;
                    }
                });
            }
        }
        _exit(failed == 0 ? 0 : 3);
    }
    /// One process that sends; killed after a while, unless it is the last. Adds what it answered.
    bool round(const std::vector<std::uint32_t>& all, bool kill_it,
               std::set<std::uint32_t>& answered) {
        std::array<int, 2> ends{};
        CHECK(pipe(ends.data()) == 0);
        const pid_t child = fork();
        if (child == 0) {
            ::close(ends[0]);
            send_all(all, ends[1]);
        }
        ::close(ends[1]);
        std::uint32_t number = 0;
        const std::uint32_t enough = 1 + random_.below(static_cast<std::uint32_t>(all.size()));
        std::uint32_t heard = 0;
        while (::read(ends[0], &number, sizeof number) == sizeof number) {
            answered.insert(number);
            if (kill_it && ++heard == enough) ::kill(child, SIGKILL);
        }
        ::close(ends[0]);
        int status = 0;
        CHECK(waitpid(child, &status, 0) == child);
        EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << WEXITSTATUS(status);
        return WIFSIGNALED(status);
    }
    std::map<std::string, int> events() {
        std::map<std::string, int> found;
        const auto database = open();
        const auto snapshot = database->read();
        EXPECT_TRUE(snapshot);
        const Sql all{"test.events", "SELECT subject FROM audit_event"};
        EXPECT_TRUE((*snapshot)->query(all, {}, [&](const Row& row) -> Result<void> {
            ++found[std::string(row.text(0).value_or(""))];
            return {};
        }));
        const auto chain = verify_events(**snapshot);
        EXPECT_TRUE(chain && !chain->fault);
        return found;
    }
    FixedClock clock_{noon_of(2026, 1, 2)};
    PersonalKeys keys_ = PersonalKeys::for_tests();
    std::uint64_t seed_ = seed_or(20'261'121);
    Random random_{seed_};
};
PAYUNG_EVERY_ENGINE(DeskCrashTest);

// Goal: B2. Commands that are sent one to five times, four at once, by processes that are killed:
// each is done exactly once, all that was answered is there, and a key never serves another
// command.
TEST_P(DeskCrashTest, each_command_is_done_exactly_once) {
    SCOPED_TRACE(fmt::format("PAYUNG_SEED={}", seed_));
    const bool long_tier = long_seconds() > 0;
    const auto commands = static_cast<std::uint32_t>(long_tier ? scaled(20'000) : 400);
    const int kills_wanted = long_tier ? scaled(50) : 5;
    std::set<std::uint32_t> answered;
    const auto all = sends(commands);
    int kills = 0;
    for (int i = 0; i < kills_wanted; ++i) {
        kills += round(all, true, answered) ? 1 : 0;
        const auto found = events();
        for (const std::uint32_t number : answered)
            ASSERT_EQ(found.count(fmt::format("thing:{}", number)), 1U) << number;
    }
    EXPECT_FALSE(round(all, false, answered));
    EXPECT_EQ(answered.size(), commands);
    EXPECT_GT(kills, 0);
    const auto found = events();
    EXPECT_EQ(found.size(), commands);
    for (const auto& [subject, times] : found) ASSERT_EQ(times, 1) << subject;
    const auto database = open();
    for (std::uint32_t number = 0; number < commands; number += 8) {
        Command other = command_of(number);
        other.content = "another";
        const auto refused = carry_out(desk_at(*database), other, [](Work&) -> Result<std::string> {
            ADD_FAILURE() << "done";
            return std::string("{}");
        });
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code(), storage_error::command_key_conflict);
    }
    EXPECT_EQ(events(), found);
}

}  // namespace
}  // namespace payung
