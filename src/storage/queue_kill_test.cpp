/// Proof that the queue in which many post together tells nobody of a group that a kill may take
/// back: goal A2 of docs/reliability.md.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "storage/books_for_tests.h"
#include "storage/kill_deed_for_tests.h"
#include "storage/posting_queue.h"

namespace payung {
namespace {

constexpr int callers = 4, groups = 400;

std::string name_of_group(int number) {
    return fmt::format("antre-{}", number);
}

Group group_of(int number) {
    const std::string name = name_of_group(number);
    const std::int64_t amount = 1 + number;
    return {
        key_of(name),
        "uji",
        name,
        {{Book::jkm,
          may_3,
          {},
          {{1120, "BRI", Money::from_rupiah(amount)}, {4110, "", Money::from_rupiah(-amount)}}}},
        {},
        {},
        {}};
}

class QueueKillTest : public EngineTest {
protected:
    QueueKillTest() : EngineTest(Start::migrated) {}

    /// Four post all the groups through one queue, and tell the pipe of each that was answered.
    bool post_all(int pipe) const {
        const auto database = open();
        if (database == nullptr) return false;
        auto store = LedgerStore::open(*database, clock_, "test");
        if (!store) return false;
        std::atomic<int> failed = 0;
        PostingQueue queue(*store);
        {
            std::vector<std::jthread> threads;
            for (int caller = 0; caller < callers; ++caller) {
                threads.emplace_back([&, caller] {
                    for (int number = caller; number < groups; number += callers) {
                        if (!queue.post(group_of(number), "uji")) ++failed;
                        if (::write(pipe, &number, sizeof number) < 0) ++failed;
                    }
                });
            }
        }
        return failed == 0;
    }
    /// A process that posts, killed after some answers. Adds those to `told`.
    bool kill_one(std::set<int>& told) {
        std::array<int, 2> ends{};
        CHECK(pipe(ends.data()) == 0);
        const pid_t child = fork();
        if (child == 0) {
            ::close(ends[0]);
            _exit(post_all(ends[1]) ? 0 : 1);
        }
        ::close(ends[1]);
        const auto enough = 1 + random_.below(groups);
        std::uint32_t heard = 0;
        for (int number = 0; ::read(ends[0], &number, sizeof number) == sizeof number;) {
            told.insert(number);
            if (++heard == enough) ::kill(child, SIGKILL);
        }
        ::close(ends[0]);
        return kill_detail::end(child);
    }
    /// What the books hold, each once.
    std::set<std::string> booked() const {
        std::set<std::string> there;
        const auto database = open();
        const auto store = LedgerStore::open(*database, clock_, "test");
        EXPECT_TRUE(store);
        EXPECT_EQ(books_in(*database, *store).fault, "");
        EXPECT_TRUE(store->each_group([&](const Booked& one) -> Result<void> {
            EXPECT_TRUE(there.insert(one.group.refers_to).second) << one.group.refers_to;
            return {};
        }));
        return there;
    }

    FixedClock clock_{books_time};
    Random random_{seed_or(14)};
};
PAYUNG_EVERY_ENGINE(QueueKillTest);

// Goal A2: four who post through one queue are killed with it; every group that one of them was
// told of is there, and what they all send again counts once.
TEST_P(QueueKillTest, who_was_answered_finds_his_group) {
    SCOPED_TRACE(fmt::format("PAYUNG_SEED={}", seed_or(14)));
    std::set<int> told;
    int kills = 0;
    std::size_t answers = 0;
    const int rounds = long_seconds() > 0 ? scaled(500) : 12;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE(round);
        const std::size_t before = told.size();
        kills += kill_one(told) ? 1 : 0;
        answers += told.size() - before;
        const std::set<std::string> there = booked();
        EXPECT_LE(there.size(), std::size_t{groups});
        for (const int number : told) ASSERT_TRUE(there.contains(name_of_group(number))) << number;
        ASSERT_FALSE(HasFailure());
        if (told.size() < groups) continue;
        told.clear();
        renew();
    }
    fmt::print("{}: {} kills, {} answers\n", name_of(GetParam()), kills, answers);
    EXPECT_GT(kills, rounds / 3);
}

}  // namespace
}  // namespace payung
