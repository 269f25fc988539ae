#include "claims/claim_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "claims/errors.h"

namespace payung {
namespace {

constexpr std::size_t states = 11, actions = 13;

// Goal: the whole of what may be done with a claim, stage by stage, as a jurist would read it. What
// is not written here is refused.
TEST(ClaimState, allows_these_steps_and_no_others) {
    struct Allowed {
        std::string_view from, action, to;
        MayDo who = MayDo::anyone;
    };
    const std::vector<Allowed> allowed{
        {"reported", "want_documents", "documents_wanted"},
        {"reported", "complete", "complete"},
        {"reported", "assess", "assessed"},
        {"reported", "expire", "expired"},
        {"documents_wanted", "complete", "complete"},
        {"documents_wanted", "assess", "assessed"},
        {"documents_wanted", "expire", "expired"},
        {"complete", "want_documents", "documents_wanted"},
        {"complete", "assess", "assessed"},
        {"assessed", "assess", "assessed"},
        {"assessed", "want_documents", "documents_wanted"},
        {"assessed", "approve", "approved", MayDo::checker},
        {"assessed", "reject", "rejected", MayDo::checker},
        {"approved", "order", "ordered"},
        {"approved", "settle", "paid", MayDo::bank},
        {"approved", "reopen", "complete"},
        {"ordered", "order", "ordered"},
        {"ordered", "settle", "paid", MayDo::bank},
        {"ordered", "settle_part", "ordered", MayDo::bank},
        {"ordered", "bank_refuses", "returned", MayDo::bank},
        {"returned", "order", "ordered"},
        {"returned", "settle", "paid", MayDo::bank},
        {"returned", "settle_part", "returned", MayDo::bank},
        {"returned", "bank_refuses", "returned", MayDo::bank},
        {"returned", "reopen", "complete"},
        {"paid", "order", "ordered"},
        {"paid", "bank_refuses", "returned", MayDo::bank},
        {"paid", "reopen", "complete"},
        {"rejected", "appeal", "appealed"},
        {"expired", "appeal", "appealed"},
        {"appealed", "dismiss", "rejected", MayDo::checker},
        {"appealed", "reopen", "complete", MayDo::checker},
    };
    std::size_t met = 0;
    for (std::size_t s = 0; s < states; ++s) {
        for (std::size_t a = 0; a < actions; ++a) {
            const auto from = static_cast<ClaimState>(s);
            const auto action = static_cast<ClaimAction>(a);
            SCOPED_TRACE(std::string(name_of(from)) + " " + std::string(name_of(action)));
            const auto row = std::find_if(allowed.begin(), allowed.end(), [&](const Allowed& x) {
                return x.from == name_of(from) && x.action == name_of(action);
            });
            const auto by_other = next_state(from, action, {"ani", "budi"});
            const auto by_maker = next_state(from, action, {"ani", "ani"});
            if (row == allowed.end()) {
                ASSERT_FALSE(by_other);
                EXPECT_EQ(by_other.error().code(), claim_error::claim_step_refused);
                continue;
            }
            ++met;
            ASSERT_TRUE(by_other);
            EXPECT_EQ(name_of(*by_other), row->to);
            EXPECT_EQ(by_maker.has_value(), row->who != MayDo::checker);
            if (!by_maker) {
                EXPECT_EQ(by_maker.error().code(), claim_error::claim_four_eyes);
            }
        }
    }
    EXPECT_EQ(met, allowed.size());
    EXPECT_EQ(claim_steps().size(), allowed.size());
}

// Goal: every stage can be reached from the report, and none but payment, refusal and expiry is a
// place to stay for good.
TEST(ClaimState, every_stage_is_reached_and_left) {
    std::set<ClaimState> reached{ClaimState::reported};
    for (std::size_t round = 0; round < states; ++round) {
        for (const ClaimStep& step : claim_steps())
            if (reached.contains(step.from)) reached.insert(step.to);
    }
    EXPECT_EQ(reached.size(), states);
    for (const ClaimState state : reached) {
        const bool left = std::ranges::any_of(
            claim_steps(), [&](const ClaimStep& s) { return s.from == state && s.to != state; });
        EXPECT_TRUE(left) << name_of(state);
        EXPECT_EQ(parse_claim_state(name_of(state)), state);
    }
    EXPECT_FALSE(parse_claim_state("lost"));
}

}  // namespace
}  // namespace payung
