#pragma once

/// For tests: a deed that is done by processes which are killed at random moments, each going on
/// where the last one was, until as many were killed as wanted.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

#include "base/random.h"
#include "storage/engine_fixture.h"
#include "storage/store_state_for_tests.h"

namespace payung {

struct KillDeed {
    /// The whole of it, in a process of its own: opens the store and ends with true.
    std::function<bool()> act;
    std::function<std::unique_ptr<Database>()> open;
    std::function<void()> renew;
};

struct KillTally {
    int kills = 0, finished = 0;  // that came to the end before their kill
    double seconds = 0;           // of the deed when nobody kills it
};

namespace kill_detail {

inline StoreState state_of(const KillDeed& deed) {
    const auto database = deed.open();
    return database == nullptr ? StoreState{"not to be opened", {}} : state_in(*database);
}

inline pid_t begin(const KillDeed& deed) {
    const pid_t child = fork();
    if (child == 0) _exit(deed.act() ? 0 : 1);
    return child;
}

/// True: killed. False: it had come to its end.
inline bool end(pid_t child) {
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << "the deed failed";
    return WIFSIGNALED(status);
}

}  // namespace kill_detail

/// Nobody may have the store open. A deed that is one command leaves its beginning or its end; one
/// of several may be anywhere between them, and goes on from there.
inline KillTally kill_again_and_again(const KillDeed& deed, int kills, Random& random,
                                      bool one_command) {
    using Timer = std::chrono::steady_clock;
    KillTally tally;
    const StoreState before = kill_detail::state_of(deed);
    const auto began = Timer::now();
    EXPECT_FALSE(kill_detail::end(kill_detail::begin(deed)));
    tally.seconds = std::chrono::duration<double>(Timer::now() - began).count();
    const StoreState after = kill_detail::state_of(deed);
    EXPECT_EQ(after.fault, "");
    EXPECT_NE(after.tables, before.tables) << "the deed did nothing";
    const auto window = static_cast<std::uint32_t>(tally.seconds * 1e6) + 1'000;
    deed.renew();
    while (tally.kills < kills && !testing::Test::HasFailure()) {
        SCOPED_TRACE(fmt::format("after {} kills", tally.kills));
        const pid_t child = kill_detail::begin(deed);
        std::this_thread::sleep_for(std::chrono::microseconds{random.below(window)});
        ::kill(child, SIGKILL);
        const bool killed = kill_detail::end(child);
        (killed ? tally.kills : tally.finished) += 1;
        const StoreState found = kill_detail::state_of(deed);
        EXPECT_EQ(found.fault, "");
        EXPECT_TRUE(!one_command || found == before || found == after);
        EXPECT_TRUE(killed || found == after);
        if (found == after) deed.renew();
    }
    EXPECT_FALSE(kill_detail::end(kill_detail::begin(deed)));  // Whatever the last kill left.
    EXPECT_EQ(kill_detail::state_of(deed).tables, after.tables);
    return tally;
}

}  // namespace payung
