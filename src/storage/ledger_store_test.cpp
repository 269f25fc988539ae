#include "storage/ledger_store.h"

#include <gtest/gtest.h>

#include "ledger/worked_events_for_tests.h"
#include "storage/audit_store.h"
#include "storage/books_check.h"
#include "storage/books_for_tests.h"
#include "storage/engine_fixture.h"
#include "storage/random_groups_for_tests.h"
#include "storage/told_books.h"

namespace payung {
namespace {

class LedgerStoreTest : public EngineTest {
protected:
    LedgerStoreTest() : EngineTest(Start::migrated) {}

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
        const auto told = compare_with_chain(**database_->read());
        ASSERT_DONE(told);
        EXPECT_EQ(told->differs, std::nullopt);
    }
    ChainReport chain() const {
        const auto snapshot = database_->read();
        return *verify_events(**snapshot);
    }

    FixedClock clock_{Instant{std::chrono::milliseconds{1'779'000'000'000}}};
    std::unique_ptr<Database> database_;
    std::unique_ptr<LedgerStore> store_;
};

// Goal I8, I9: every line read once tells a changed balance, a changed line and a changed total
// from books that are right, on as many threads as one likes.
TEST_P(LedgerStoreTest, goes_through_the_books) {
    const auto database = open();
    FixedClock clock(books_time);
    auto store = LedgerStore::open(*database, clock, "test");
    ASSERT_DONE(store);
    for (const BooksCommand& command : random_commands(11, 120)) ASSERT_DONE(obey(*store, command));
    for (const unsigned threads : {0U, 1U, 3U, 16U}) {
        const auto report = go_through_books(*database, threads);
        ASSERT_DONE(report);
        EXPECT_TRUE(report->sound());
        EXPECT_EQ(report->history, store->history().value());
    }
    const auto changed = [&](const char* statement) {
        const auto done = database->write([&](Transaction& transaction) -> Result<void> {
            TRY(transaction.execute({statement, statement}));
            return {};
        });
        EXPECT_TRUE(done);
        return go_through_books(*database, 2).value();
    };
    const BooksReport balance = changed(
        "UPDATE ledger_balance SET posted = posted + 1 WHERE sub_account = (SELECT id FROM"
        " ledger_sub_account WHERE path = 'JKM:1120:BRI')");
    EXPECT_EQ(balance.wrong_count, 1);
    ASSERT_FALSE(balance.wrong.empty());
    EXPECT_EQ(balance.wrong[0].kept - balance.wrong[0].summed, Money::from_sen(1));
    EXPECT_FALSE(balance.found.empty());
    EXPECT_TRUE(balance.totals_agree);
    changed(
        "UPDATE ledger_balance SET posted = posted - 1 WHERE sub_account = (SELECT id FROM"
        " ledger_sub_account WHERE path = 'JKM:1120:BRI')");
    const BooksReport total = changed(
        "UPDATE ledger_total SET debit = debit + 1, credit = credit + 1"
        " WHERE account = 1120");
    EXPECT_EQ(total.wrong_count, 0);
    EXPECT_FALSE(total.totals_agree);
    changed("UPDATE ledger_total SET debit = debit - 1, credit = credit - 1 WHERE account = 1120");
    const BooksReport line = changed(
        "UPDATE ledger_line SET amount = amount + 1 WHERE line = (SELECT MIN(line) FROM "
        "ledger_line)");
    EXPECT_EQ(line.wrong_count, 1);
    EXPECT_FALSE(line.sound());
}

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
    EXPECT_EQ(chain().events, 1);
    EXPECT_FALSE(chain().fault);
    for (const Booked& expected : memory.groups()) {
        const auto booked = store_->booked(expected.number);
        ASSERT_DONE(booked);
        EXPECT_EQ(booked->group, expected.group);
        EXPECT_EQ(booked->periods, expected.periods);
        EXPECT_EQ(booked->booked_at, expected.booked_at);
    }
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
    EXPECT_FALSE(chain().fault);
}

// Goal: a command counts once, also where keys begin with the same eight bytes, so that each after
// the first stands in another's place: in one batch, in later ones, and at the end of all numbers.
TEST_P(LedgerStoreTest, keys_that_begin_alike_are_told_apart) {
    int made = 0;
    const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
    const auto group = [&](int first, int eighth, int last) {
        Group one{{}, "uji", std::to_string(++made), {{Book::jkm, may_3, {}, {}}}, {}, {}, {}};
        one.key.bytes.fill(byte(first));
        one.key.bytes[7] = byte(eighth);
        one.key.bytes.back() = byte(last);
        one.entries[0].lines = {{1120, "BRI", Money::from_rupiah(made)},
                                {4110, "", Money::from_rupiah(-made)}};
        return one;
    };
    std::vector<Group> all;
    for (const int first : {0x00, 0x7f, 0x80, 0xff}) {
        const int end = first == 0x80 ? 0x00 : first;  // 7f…ff is the number before 80…00
        std::vector<Group> batch;
        for (const int last : {1, 2, 3}) batch.push_back(group(first, end, last));
        batch.push_back(group(first, end + 1, 4));
        batch.push_back(group(first, end - 1, 5));
        ASSERT_DONE(store_->post(batch, "uji"));
        batch.push_back(group(first, end, 6));
        ASSERT_DONE(post(batch.back()));
        all.insert(all.end(), batch.begin(), batch.end());
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto number = static_cast<GroupNumber>(i + 1);
        EXPECT_EQ(post(all[i]).value(), (PostingReceipt{number, true}));
        all[i].reason = "lain";
    }
    const auto changed = store_->post(all, "uji");
    ASSERT_DONE(changed);
    for (const PostingResult& one : *changed) EXPECT_ERROR(Code::ledger_key_conflict, one);
    expect_right();
}

// Goal: groups posted together are told together, those of another person apart; a line changed
// with all its sums, a group made up and one taken away are found by the chain.
TEST_P(LedgerStoreTest, books_say_what_the_chain_was_told) {
    Random random(3);
    std::vector<Group> groups;
    for (int i = 0; i < 9; ++i) {
        groups.push_back(random_group(random, i));
        groups.back().entries = {
            {Book::jkm,
             may_3,
             {},
             {{1120, "BRI", Money::from_rupiah(7)}, {4110, "", Money::from_rupiah(-7)}}}};
        groups.back().pending_until.reset();
    }
    std::vector<PostingRequest> requests;
    for (const std::size_t i : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U})
        requests.push_back({&groups[i], i < 4 ? "ani" : i < 5 ? "budi" : "ani"});
    ASSERT_DONE(store_->post(requests));
    EXPECT_EQ(chain().events, 3);
    const auto told = [&] { return compare_with_chain(**database_->read()).value(); };
    EXPECT_EQ(told().groups, 9);
    EXPECT_EQ(told().differs, std::nullopt);
    struct Case {
        const char *what, *statement;
        GroupNumber differs;
    };
    // Each is looked at, then undone.
    for (const Case& c :
         {Case{"a line", "UPDATE ledger_line SET amount = -amount", 1},
          {"a reason", "UPDATE ledger_group SET reason = 'x' WHERE number = 5", 5},
          {"a group gone", "DELETE FROM ledger_group WHERE number = 9", 6},
          {"a group more",
           "INSERT INTO ledger_group (number, key, digest, reason, refers_to,"
           " booked_at, state) SELECT 10, key, digest, reason, refers_to, booked_at,"
           " state FROM ledger_group WHERE number = 9",
           10}}) {
        const auto tried = database_->write([&](Transaction& transaction) -> Result<void> {
            TRY(transaction.execute({c.statement, c.statement}));
            TRY_ASSIGN(const ToldBooks found, compare_with_chain(transaction));
            EXPECT_EQ(found.differs, c.differs) << c.what;
            return Error{Code::interrupted};
        });
        EXPECT_ERROR(Code::interrupted, tried);
    }
    EXPECT_EQ(told().differs, std::nullopt);
}

// Goal: what is cancelled alone, in a batch of its own, gives back what it had set aside.
TEST_P(LedgerStoreTest, a_cancelled_group_is_found_where_it_stands) {
    const Money amount = Money::from_rupiah(9);
    const auto group = [&](const char* name, std::vector<Line> lines) {
        return Group{key_of(name), "uji", name, {{Book::jkm, may_3, {}, std::move(lines)}},
                     {},           {},    {}};
    };
    ASSERT_DONE(post(group("masuk", {{1120, "BRI", amount}, {4110, "", Money{} - amount}})));
    Group pending = group("sisih", {{5110, "", amount}, {1120, "BRI", Money{} - amount}});
    pending.pending_until = clock_.now() + std::chrono::hours{1};
    ASSERT_DONE(post(pending));
    EXPECT_NE(store_->balance({Book::jkm, 1120, "BRI"})->reserved, Money{});
    ASSERT_DONE(
        post({key_of("batal"), "uji", "batal", {}, {}, {}, Settlement{2, Outcome::cancelled}}));
    EXPECT_EQ(store_->balance({Book::jkm, 1120, "BRI"})->reserved, Money{});
    expect_right();
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
    const PostingRequest request{&groups[0], "uji"};
    const auto failed = database_->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(const auto posted, post_groups(transaction, {&request, 1}, clock_.now()));
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
