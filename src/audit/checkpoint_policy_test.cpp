#include "audit/checkpoint_policy.h"

#include <gtest/gtest.h>

namespace payung {
namespace {

using namespace std::chrono_literals;

// Goal: signed after a thousand events or a minute; an alarm after a quarter of an hour, and
// nothing more after four hours, by a clock that is moved.
TEST(CheckpointPolicy, what_is_due_when) {
    const CheckpointLimits limits;
    const Instant told{1'780'000'000'000ms};
    struct Case {
        EventNumber events;
        std::chrono::seconds age;
        Signing wanted;
    };
    const Case cases[]{{0, 9h, Signing::in_order},   {1, 59s, Signing::in_order},
                       {999, 0s, Signing::in_order}, {1000, 0s, Signing::due},
                       {1, 60s, Signing::due},       {1, 899s, Signing::due},
                       {1, 900s, Signing::alarm},    {5000, 14'399s, Signing::alarm},
                       {1, 14'400s, Signing::stop},  {5000, 30h, Signing::stop}};
    for (const Case& c : cases)
        EXPECT_EQ(signing_state(limits, c.events, told, told + c.age), c.wanted)
            << c.events << " events, " << c.age.count() << " s";
    CheckpointLimits strict;
    strict.stop = 10s;
    EXPECT_EQ(signing_state(strict, 1, told, told + 10s), Signing::stop);
}

}  // namespace
}  // namespace payung
