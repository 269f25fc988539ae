#include "storage/ledger_store.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "ledger/worked_events_for_tests.h"
#include "storage/audit_store.h"
#include "storage/engine_fixture.h"

namespace payung {
namespace {

constexpr Day may_3 = *Day::from_ymd(2026, 5, 3);

class LedgerStoreTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_NE(database_, nullptr);
        auto store = LedgerStore::open(*database_, clock_, "test");
        ASSERT_DONE(store);
        store_ = std::make_unique<LedgerStore>(*store);
    }
    PostingResult post(const Group& group) {
        auto results = store_->post({&group, 1}, "uji");
        if (!results) return results.error();
        return results->at(0);
    }
    void expect_right() const {
        const auto history = store_->history();
        ASSERT_DONE(history);
        EXPECT_EQ(check_books(*history, *store_->balances()), std::vector<Discrepancy>{});
        EXPECT_EQ(*history, *store_->totals());
    }
    ChainReport chain() const {
        const auto snapshot = database_->read();
        return *verify_events(**snapshot);
    }

    FixedClock clock_{Instant{std::chrono::milliseconds{1'779'000'000'000}}};
    std::unique_ptr<Database> database_;
    std::unique_ptr<LedgerStore> store_;
};
PAYUNG_EVERY_ENGINE(LedgerStoreTest);

// Goal: the worked events post exactly as in memory, and leave the books right and the chain whole.
TEST_P(LedgerStoreTest, takes_the_worked_events_as_memory_does) {
    MemoryLedger memory;
    std::vector<Group> groups{opening_for_worked_events()};
    for (const WorkedEvent& event : worked_events()) groups.push_back(event.group);
    const auto posted = store_->post(groups, "uji");
    ASSERT_DONE(posted);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto expected = memory.post(groups[i], clock_.now());
        ASSERT_TRUE(expected && posted->at(i));
        EXPECT_EQ(*posted->at(i), *expected);
    }
    EXPECT_EQ(*store_->balances(), memory.balances());
    expect_right();
    EXPECT_EQ(chain().events, 20);
    EXPECT_FALSE(chain().fault);
    for (const Booked& expected : memory.groups()) {
        const auto booked = store_->booked(expected.number);
        ASSERT_DONE(booked);
        EXPECT_EQ(booked->group, expected.group);
        EXPECT_EQ(booked->periods, expected.periods);
        EXPECT_EQ(booked->booked_at, expected.booked_at);
    }
}

Group random_group(Random& random, int number) {
    const std::string name = "g" + std::to_string(number);
    const std::string claim = "K" + std::to_string(random.below(6));
    const Money amount = Money::from_sen(1 + random.below(5000));
    const Money back = Money{} - amount;
    const auto jkm = [&](std::vector<Line> lines) {
        return Group{key_of(name), "uji", name, {{Book::jkm, may_3, {}, std::move(lines)}},
                     {},           {},    {}};
    };
    switch (random.below(4)) {
        case 0:
            return jkm({{1120, "BRI", amount}, {4110, "", back}});
        case 1:
            return jkm({{5110, "", amount}, {2110, claim, back}});
        case 2:
            return jkm({{2110, claim, amount}, {1120, "BRI", back}});
        default: {
            Group pending = jkm({{5110, "", amount}, {1120, "BRI", back}});
            pending.pending_until =
                Instant(std::chrono::milliseconds(1'779'000'000'000 + 1000 * (1 + number)));
            return pending;
        }
    }
}

/// Something that refers to what is there already: a reversal or the end of a pending group.
Group random_end(Random& random, const MemoryLedger& memory, int number) {
    const auto& groups = memory.groups();
    const Booked& of = groups[random.below(static_cast<std::uint32_t>(groups.size()))];
    const IdempotencyKey key = key_of("end" + std::to_string(number));
    if (!of.group.pending_until) return reversal_of(of.group, of.number, key, may_3);
    Group end{key, "uji", "akhir", {}, {}, {}, Settlement{of.number, Outcome::cancelled}};
    if (random.below(2) == 0) {
        end.settles->outcome = Outcome::confirmed;
        end.entries = of.group.entries;
    }
    return end;
}

// Goal: over random histories, in batches of random size, with repeats, reversals and pending
// groups, the books in the database answer each group as the books in memory do, and hold the same.
TEST_P(LedgerStoreTest, agrees_with_the_books_in_memory) {
    Random random(4711);
    MemoryLedger memory;
    int number = 0;
    for (int batch = 0; batch < 60; ++batch) {
        std::vector<Group> groups;
        MemoryLedger ahead = memory;
        std::vector<PostingResult> expected;
        const std::uint32_t size = 1 + random.below(40);
        for (std::uint32_t i = 0; i < size; ++i) {
            const bool end = !ahead.groups().empty() && random.below(5) == 0;
            Group group = end ? random_end(random, ahead, number) : random_group(random, number);
            if (!groups.empty() && random.below(8) == 0) group = groups.back();  // sent twice
            ++number;
            expected.push_back(ahead.post(group, clock_.now()));
            groups.push_back(std::move(group));
        }
        const auto posted = store_->post(groups, "uji");
        ASSERT_DONE(posted);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            ASSERT_EQ(posted->at(i).has_value(), expected[i].has_value()) << "batch " << batch;
            if (expected[i]) {
                EXPECT_EQ(*posted->at(i), *expected[i]);
            } else {
                EXPECT_EQ(posted->at(i).error().code(), expected[i].error().code());
            }
        }
        memory = std::move(ahead);
        clock_.set(clock_.now() + std::chrono::milliseconds(random.below(20'000)));
    }
    EXPECT_EQ(*store_->balances(), memory.balances());
    expect_right();
    EXPECT_EQ(chain().events, static_cast<EventNumber>(memory.groups().size()));
    EXPECT_FALSE(chain().fault);
}

// Goal: closing is told, goes forward only, and late events find the open month, after opening
// again.
TEST_P(LedgerStoreTest, closes_months) {
    ASSERT_DONE(store_->close_before(Book::jkm, Month::from_ym(2026, 7), "uji"));
    EXPECT_ERROR(Code::ledger_period,
                 store_->close_before(Book::jkm, Month::from_ym(2026, 6), "uji"));
    Random random(1);
    Group income = random_group(random, 1);
    income.entries[0].lines = {{1120, "BRI", Money::from_rupiah(5)},
                               {4110, "", Money::from_rupiah(-5)}};
    income.pending_until.reset();
    ASSERT_DONE(post(income));
    EXPECT_EQ(store_->booked(1)->periods, std::vector{Month::from_ym(2026, 7)});
    EXPECT_EQ(chain().events, 2);
    EXPECT_ERROR(Code::ledger_not_found, store_->booked(2));
}

// Goal: a command that fails after posting leaves no posting, no balance and no event.
TEST_P(LedgerStoreTest, a_failed_command_leaves_nothing) {
    const std::vector<Group> groups{opening_for_worked_events()};
    const auto failed = database_->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(const auto posted, post_groups(transaction, groups, clock_.now(), "uji"));
        EXPECT_TRUE(posted.at(0));
        return Error{Code::interrupted};
    });
    EXPECT_ERROR(Code::interrupted, failed);
    EXPECT_TRUE(store_->balances()->empty());
    EXPECT_EQ(chain().events, 0);
    ASSERT_DONE(post(groups[0]));
}

}  // namespace
}  // namespace payung
