#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "storage/books_check.h"
#include "storage/books_for_tests.h"
#include "storage/engine_fixture.h"
#include "storage/history_check_for_tests.h"
#include "storage/ledger_reader.h"

namespace payung {
namespace {

constexpr int people = 4, keys = 5;

std::int64_t now_ns() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// A sub-account is a list, the groups that posted to it its elements.
SubAccount list_of(const std::string& key) {
    return {Book::jkm, 1310, key};
}

Group append_to(const std::string& name, const std::string& first, const std::string& second) {
    const Money amount = Money::from_sen(1);
    return {key_of(name),
            "uji",
            name,
            {{Book::jkm, may_3, {}, {{1310, first, amount}, {1310, second, Money{} - amount}}}},
            {},
            {},
            {}};
}

/// One of several who work on the same books, each through connections of his own.
class Person {
public:
    Person(const std::string& url, int number, std::uint64_t seed)
        : database_(open_database(url, {}).value()),
          number_(number),
          random_(seed + static_cast<std::uint64_t>(number)) {}

    void work(int commands) {
        for (int i = 0; i < commands; ++i) random_.below(3) == 0 ? look() : append();
    }
    const std::vector<SeenCommand>& seen() const { return seen_; }
    const std::string& fault() const { return fault_; }

private:
    std::string key() { return "L" + std::to_string(random_.below(keys)); }

    Result<void> read_some(Transaction& transaction, SeenCommand& seen) {
        for (int i = 0; i < 2; ++i) {
            const std::string key = this->key();
            TRY_ASSIGN(const auto lines, statement_of(transaction, list_of(key)));
            std::vector<std::int64_t>& list = seen.read[key];
            list.clear();
            for (const AccountLine& line : lines) list.push_back(line.number);
        }
        return {};
    }
    void look() {
        SeenCommand seen;
        seen.began = now_ns();
        auto snapshot = database_->read();
        if (!snapshot || !read_some(**snapshot, seen)) return fail("reading");
        snapshot->reset();
        seen.ended = now_ns();
        seen_.push_back(std::move(seen));
    }
    Result<void> append_some(Transaction& transaction, SeenCommand& seen) {
        const std::string name = fmt::format("{}:{}", number_, count_++);
        std::string first = key(), second = key();
        if (first == second) second += "x";
        const Group group = append_to(name, first, second);
        const PostingRequest request{&group, "uji"};
        TRY_ASSIGN(const auto results, post_groups(transaction, {&request, 1}, books_time));
        TRY_ASSIGN(const PostingReceipt receipt, results.front());
        for (const std::string& at : {first, second}) seen.appended[at].push_back(receipt.number);
        return {};
    }
    void append() {
        SeenCommand seen;
        seen.began = now_ns();
        const bool gives_up = random_.below(8) == 0;
        const bool twice = random_.below(3) == 0;
        const auto done = database_->write([&](Transaction& transaction) -> Result<void> {
            TRY(read_some(transaction, seen));
            TRY(append_some(transaction, seen));
            if (twice) TRY(append_some(transaction, seen));
            if (gives_up) return Error{Code::interrupted};
            return {};
        });
        if (done.has_value() == gives_up) return fail("appending");
        seen.ended = now_ns();
        if (gives_up) return;  // Its numbers are given to others: they are nobody's.
        // What it read, it read before it wrote.
        seen_.push_back(std::move(seen));
    }
    void fail(std::string what) { fault_ = std::move(what); }

    std::unique_ptr<Database> database_;
    int number_ = 0, count_ = 0;
    Random random_;
    std::vector<SeenCommand> seen_;
    std::string fault_;
};

class AnomalyTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_TRUE(database_);
        ASSERT_DONE(LedgerStore::open(*database_, clock_, "test"));
    }
    FixedClock clock_{books_time};
    std::unique_ptr<Database> database_;
};

// Goal B4: what several read and append at once, each through connections of his own, could have
// been done by one after the other.
TEST_P(AnomalyTest, lists_that_are_appended_to) {
    const std::uint64_t seed = seed_or(4);
    const bool slow = GetParam() == Engine::postgres;
    const int commands = long_seconds() > 0 ? scaled(1500) : slow ? 40 : 100;
    std::vector<std::unique_ptr<Person>> persons;
    for (int i = 0; i < people; ++i)
        persons.push_back(std::make_unique<Person>(url(), i, seed * people));
    std::vector<std::thread> threads;
    for (auto& person : persons)
        threads.emplace_back([&person, commands] { person->work(commands); });
    for (std::thread& thread : threads) thread.join();
    std::vector<SeenCommand> history;
    for (const auto& person : persons) {
        EXPECT_EQ(person->fault(), "");
        history.insert(history.end(), person->seen().begin(), person->seen().end());
    }
    EXPECT_EQ(anomaly_in(history), "") << "seed " << seed;
    EXPECT_GT(history.size(), static_cast<std::size_t>(commands * people / 2));
}

// Goal B4: money that is moved to and fro at once is neither made nor lost, at any moment that
// somebody looks, and nobody takes more than there is.
TEST_P(AnomalyTest, a_bank) {
    constexpr int accounts = 6;
    const Money start = Money::from_sen(1000);
    const auto path = [](std::uint32_t i) { return "A" + std::to_string(i); };
    LedgerStore store = LedgerStore::open(*database_, clock_, "test").value();
    std::vector<Group> first;
    for (std::uint32_t i = 0; i < accounts; ++i)
        first.push_back(
            {key_of("awal" + path(i)),
             "uji",
             "",
             {{Book::jht, may_3, {}, {{1110, "BRI", start}, {2310, path(i), Money{} - start}}}},
             {},
             {},
             {}});
    ASSERT_DONE(store.post(first, "uji"));
    const bool slow = GetParam() == Engine::postgres;
    const int transfers = long_seconds() > 0 ? scaled(3000) : slow ? 50 : 150;
    std::atomic<int> wrong = 0, moved = 0, refused = 0;
    const auto teller = [&](std::uint64_t seed) {
        const auto database = open_database(url(), {}).value();
        LedgerStore mine = LedgerStore::open(*database, clock_, "test").value();
        Random random(seed);
        for (int i = 0; i < transfers; ++i) {
            const std::uint32_t from = random.below(accounts),
                                to = (from + 1 + random.below(accounts - 1)) % accounts;
            const Money amount = Money::from_sen(1 + random.below(700));
            const std::string name = fmt::format("{}:{}", seed, i);
            const Group group{key_of(name),
                              "uji",
                              name,
                              {{Book::jht,
                                may_3,
                                {},
                                {{2310, path(from), amount}, {2310, path(to), Money{} - amount}}}},
                              {},
                              {},
                              {}};
            const auto results = mine.post({&group, 1}, "uji");
            if (!results) ++wrong;
            ++(results && results->front() ? moved : refused);
            const auto balances = mine.balances();
            Money sum;
            for (const auto& [at, balance] : *balances) {
                if (at.account == 2310) sum += balance.posted;
                if (at.account == 2310 && balance.posted > Money{}) ++wrong;
            }
            if (sum != Money{} - start * accounts) ++wrong;
        }
    };
    std::vector<std::thread> threads;
    for (std::uint64_t i = 0; i < people; ++i) threads.emplace_back(teller, i);
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(moved, transfers);
    EXPECT_GT(refused, 0);
    EXPECT_TRUE(go_through_books(*database_, 2)->sound());
}

PAYUNG_EVERY_ENGINE(AnomalyTest);

// Goal B4, control: histories that could not have been are told from those that could.
TEST(HistoryCheck, finds_anomalies) {
    using Lists = std::map<std::string, std::vector<std::int64_t>>;
    const auto at = [](std::int64_t began, std::int64_t ended, Lists read, Lists appended,
                       bool undone = false) {
        return SeenCommand{std::move(read), std::move(appended), began, ended, undone};
    };
    const std::vector<SeenCommand> sound{at(0, 9, {}, {{"x", {1}}}),
                                         at(0, 9, {{"x", {1}}}, {{"x", {2}}}),
                                         at(0, 9, {{"x", {1, 2}}}, {})};
    EXPECT_EQ(anomaly_in(sound), "");
    const std::pair<const char*, std::vector<SeenCommand>> wrong[]{
        {"a cycle",  // lost update: both saw nothing, both wrote
         {at(0, 9, {{"x", {}}}, {{"x", {1}}}), at(0, 9, {{"x", {}}}, {{"x", {2}}}),
          at(0, 9, {{"x", {1, 2}}}, {})}},
        {"a cycle",  // write skew: each saw what the other had not yet done
         {at(0, 9, {{"x", {}}}, {{"y", {1}}}), at(0, 9, {{"y", {}}}, {{"x", {2}}}),
          at(0, 9, {{"x", {2}}, {"y", {1}}}, {})}},
        {"a cycle",  // read skew: half of a command
         {at(0, 9, {}, {{"x", {1}}, {"y", {1}}}), at(0, 9, {{"x", {1}}, {"y", {}}}, {}),
          at(0, 9, {{"y", {1}}}, {})}},
        {"a cycle",  // an old state, after the new one was acknowledged
         {at(0, 1, {}, {{"x", {1}}}), at(2, 3, {{"x", {}}}, {}), at(4, 5, {{"x", {1}}}, {})}},
        {"an element of an undone command",
         {at(0, 9, {}, {{"x", {1}}}, true), at(0, 9, {{"x", {1}}}, {})}},
        {"the middle of a command", {at(0, 9, {}, {{"x", {1, 2}}}), at(0, 9, {{"x", {1}}}, {})}},
        {"two orders of one list",
         {at(0, 9, {}, {{"x", {1}}}), at(0, 9, {}, {{"x", {2}}}), at(0, 9, {{"x", {1, 2}}}, {}),
          at(0, 9, {{"x", {2, 1}}}, {})}},
        {"an element nobody wrote", {at(0, 9, {{"x", {7}}}, {})}}};
    for (const auto& [what, history] : wrong) EXPECT_EQ(anomaly_in(history), what);
}

}  // namespace
}  // namespace payung
