#include "office/desk.h"

#include <gtest/gtest.h>

#include "office/office_for_tests.h"

namespace payung {
namespace {

using DeskTest = OfficeTest;

// Goal: a command sent again is answered as the first time and does nothing more; its key cannot be
// used for something else.
TEST_P(DeskTest, does_a_command_once) {
    int effects = 0;
    const auto effect = [&](Work& work) -> Result<std::string> {
        ++effects;
        work.tell("test.done", "thing:1", "content");
        return std::string(R"({"thing":1})");
    };
    const auto first = carry_out(desk(), {"test", "thing 1", "red"}, effect);
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->again);
    const auto again = carry_out(desk(), {"test", "thing 1", "red"}, effect);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->again);
    EXPECT_EQ(again->answer, R"({"thing":1})");
    EXPECT_EQ(effects, 1);
    const auto other = carry_out(desk(), {"test", "thing 1", "blue"}, effect);
    ASSERT_FALSE(other);
    EXPECT_EQ(name_of(other.error().code()), "command_key_conflict");
}

// Goal: a command that fails leaves nothing, and may be sent again.
TEST_P(DeskTest, leaves_nothing_of_a_failed_command) {
    const auto failing = [](Work& work) -> Result<std::string> {
        work.tell("test.done", "thing:2", "");
        return Error{Code::interrupted};
    };
    EXPECT_FALSE(carry_out(desk(), {"test", "thing 2", ""}, failing));
    const auto done = carry_out(desk(), {"test", "thing 2", ""},
                                [](Work&) -> Result<std::string> { return std::string("{}"); });
    ASSERT_TRUE(done);
    EXPECT_FALSE(done->again);
}

PAYUNG_EVERY_ENGINE(DeskTest);

}  // namespace
}  // namespace payung
