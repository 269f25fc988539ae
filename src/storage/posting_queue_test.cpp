#include "storage/posting_queue.h"

#include <gtest/gtest.h>

#include <atomic>

#include "base/random.h"
#include "storage/audit_store.h"
#include "storage/engine_fixture.h"

namespace payung {
namespace {

class PostingQueueTest : public EngineTest {
protected:
    PostingQueueTest() : EngineTest(Start::migrated) {}

    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_NE(database_, nullptr);
        auto store = LedgerStore::open(*database_, clock_, "test");
        ASSERT_DONE(store);
        store_ = std::make_unique<LedgerStore>(*store);
    }
    SystemClock clock_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<LedgerStore> store_;
};
PAYUNG_EVERY_ENGINE(PostingQueueTest);

Group move(int caller, int number, std::int64_t rupiah) {
    const std::string name = std::to_string(caller) + "/" + std::to_string(number);
    const Money amount = Money::from_rupiah(rupiah);
    return {key_of(name),
            "uji",
            name,
            {{Book::jkm,
              *Day::from_ymd(2026, 5, 3),
              std::nullopt,
              {{1120, "BRI", amount}, {4110, "", Money{} - amount}}}},
            {},
            {},
            {}};
}

// Goal: what many callers send, some of it twice and some of it refused, is there once, each told
// by one event of its own sender, and what nobody was told is not there.
TEST_P(PostingQueueTest, many_callers_each_get_their_own_answer) {
    constexpr int callers = 16, each = 40;
    std::atomic<int> accepted = 0, refused = 0, again = 0;
    {
        PostingQueue queue(*store_);
        std::vector<std::thread> threads;
        for (int caller = 0; caller < callers; ++caller) {
            threads.emplace_back([&, caller] {
                Random random(static_cast<std::uint64_t>(caller));
                const std::string actor = "petugas-" + std::to_string(caller);
                for (int i = 0; i < each; ++i) {
                    // Every eighth takes more than there can ever be.
                    const std::int64_t rupiah = i % 8 == 7 ? -1'000'000'000 : 10;
                    const Group group = move(caller, i, rupiah);
                    const int times = 1 + static_cast<int>(random.below(3));
                    for (int t = 0; t < times; ++t) {
                        const auto posted = queue.post(group, actor);
                        if (!posted) {
                            EXPECT_EQ(posted.error().code(), Code::ledger_limit);
                            ++refused;
                        } else {
                            ++(posted->again ? again : accepted);
                        }
                    }
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
    }
    constexpr int good = callers * each * 7 / 8;
    EXPECT_EQ(accepted, good);
    EXPECT_GT(again, 0);
    EXPECT_GT(refused, 0);
    EXPECT_EQ(store_->balance({Book::jkm, 1120, "BRI"})->posted, Money::from_rupiah(10 * good));
    EXPECT_EQ(check_books(*store_->history(), *store_->balances()), std::vector<Discrepancy>{});
    const auto snapshot = database_->read();
    const auto chain = verify_events(**snapshot);
    ASSERT_DONE(chain);
    EXPECT_EQ(chain->events, good);
    EXPECT_FALSE(chain->fault);
}

}  // namespace
}  // namespace payung
