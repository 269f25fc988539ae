#include <fmt/format.h>

#include <chrono>

#include "storage/books_check.h"
#include "storage/books_for_tests.h"
#include "storage/books_model_for_tests.h"
#include "storage/engine_fixture.h"

namespace payung {
namespace {

using namespace std::chrono_literals;

/// Operations at random, most of which the books take; the others are wrong in every way there is.
class Operations {
public:
    explicit Operations(std::uint64_t seed) : random_(seed) {}

    Group next(const ModelBooks& books, Instant now) {
        if (!sent_.empty() && random_.below(25) == 0) return again();
        Group group = fresh(books, now);
        if (random_.below(20) == 0) spoil(group);
        sent_.push_back(group);
        if (sent_.size() > 200) sent_.erase(sent_.begin());
        return group;
    }

private:
    Group again() {
        Group group = sent_[random_.below(static_cast<std::uint32_t>(sent_.size()))];
        if (random_.below(3) == 0) group.refers_to += "!";  // other content under its key
        return group;
    }
    Money amount() { return Money::from_sen(1 + random_.below(100'000)); }
    Day day() { return *Day::from_ymd(2026, 1 + random_.below(12), 1 + random_.below(28)); }
    Book fund() { return static_cast<Book>(random_.below(5)); }
    std::string one_of(const char* kind, std::uint32_t count) {
        return kind + std::to_string(random_.below(count));
    }

    Group named(std::vector<Entry> entries) {
        const std::string name = "op" + std::to_string(++count_);
        return {key_of(name), "uji", name, std::move(entries), {}, {}, {}};
    }
    Group lines(Book book, std::vector<Line> lines) {
        return named({{book, day(), std::nullopt, std::move(lines)}});
    }

    Group fresh(const ModelBooks& books, Instant now) {
        const std::uint32_t kind = random_.below(20);
        if (kind < 13 || books.groups.empty()) return posting(now);
        const auto number = 1 + static_cast<GroupNumber>(
                                    random_.below(static_cast<std::uint32_t>(books.groups.size())));
        if (random_.below(60) == 0) return end_of(number + 1'000'000, {});
        // Mostly something recent, so that what is pending is met before its deadline.
        const auto last = static_cast<GroupNumber>(books.groups.size());
        const GroupNumber chosen =
            kind < 18 ? std::max<GroupNumber>(1, last - random_.below(40)) : number;
        const Group& of = books.groups[static_cast<std::size_t>(chosen) - 1].group;
        if (of.pending_until && random_.below(8) != 0) return end_of(chosen, of);
        Group reversal = reversal_of(of, chosen, key_of("rev" + std::to_string(++count_)), day());
        return reversal;
    }
    Group posting(Instant now) {
        const Money money = amount(), back = Money{} - money;
        const Book book = fund();
        const std::string claim = one_of("K", 8), bank = one_of("B", 2);
        switch (random_.below(6)) {
            case 0:
            case 1:
                return lines(book, {{1120, bank, money}, {4110, "PU", back}});
            case 2:
                return lines(book, {{5110, "", money}, {2110, claim, back}});
            case 3:
                return lines(book, {{2110, claim, money}, {1120, bank, back}});
            case 4:
                return swept(book, money, back);
            default:
                Group pending = lines(book, {{5110, "", money}, {1120, bank, back}});
                pending.pending_until =
                    now + 1s * (random_.below(6) == 0 ? 0 : 1 + random_.below(90));
                return pending;
        }
    }
    /// E2 and E3 in one: from collection to a fund.
    Group swept(Book book, Money money, Money back) {
        const std::string receipt = one_of("R", 50), name(name_of(book));
        if (random_.below(2) == 0)
            return lines(Book::clearing, {{1130, "VA", money}, {2220, receipt, back}});
        return named({{Book::clearing, day(), {}, {{2220, receipt, money}, {2420, name, back}}},
                      {book, day(), {}, {{1410, "", money}, {1310, "NPP", back}}}});
    }
    Group end_of(GroupNumber number, const Group& of) {
        Group end = named({});
        end.settles = Settlement{number, static_cast<Outcome>(random_.below(3))};
        if (end.settles->outcome != Outcome::confirmed) return end;
        end.entries = of.entries;
        const std::int64_t change = static_cast<std::int64_t>(random_.below(3)) - 1;
        for (Entry& entry : end.entries)  // a sen less, the same, a sen more than was set aside
            for (Line& line : entry.lines)
                line.amount += Money::from_sen(line.amount > Money{} ? change : -change);
        return end;
    }
    void spoil(Group& group) {
        if (group.entries.empty()) return;
        std::vector<Line>& some =
            group.entries[random_.below(static_cast<std::uint32_t>(group.entries.size()))].lines;
        switch (random_.below(5)) {
            case 0:
                some[0].amount += Money::from_sen(1);
                break;
            case 1:
                some[0].amount = Money{};
                break;
            case 2:
                some[0].account = 9999;
                break;
            case 3:
                some.pop_back();
                break;
            default:
                group.entries.pop_back();
        }
    }

    Random random_;
    std::vector<Group> sent_;
    int count_ = 0;
};

ModelAnswer answer_of(const PostingResult& result) {
    if (!result) return {0, false, std::string(name_of(result.error().code()))};
    return {result->number, result->again, ""};
}

class RandomBooksTest : public EngineTest {
protected:
    RandomBooksTest() : EngineTest(Start::migrated) {}

    void run(std::uint64_t seed, int count) {
        const auto database = open();
        ASSERT_TRUE(database);
        FixedClock clock(books_time);
        auto store = LedgerStore::open(*database, clock, "test");
        ASSERT_DONE(store);
        Operations operations(seed);
        Random random(seed ^ 1U);
        for (int done = 0; done < count;) {
            clock.set(clock.now() + 1s * random.below(20));
            if (random.below(40) == 0) close(*store, random);
            const auto size = static_cast<int>(1 + random.below(random.below(4) == 0 ? 400 : 12));
            ASSERT_NO_FATAL_FAILURE(
                batch(*store, operations, std::min(size, count - done), clock.now()))
                << "seed " << seed << ", after " << done;
            done += size;
        }
        compare(*database, *store);
        const auto taken = model_.groups.size();
        fmt::print("{}: seed {}, {} operations, {} taken\n", name_of(GetParam()), seed, count,
                   taken);
        EXPECT_GT(taken, static_cast<std::size_t>(count) / 3);
    }

private:
    void close(LedgerStore& store, Random& random) {
        const auto book = static_cast<Book>(random.below(7));
        const Month month = Month::from_ym(2026, 1 + random.below(9));
        ASSERT_EQ(model_.close(book, month), store.close_before(book, month, "uji").has_value());
    }
    void batch(LedgerStore& store, Operations& operations, int size, Instant now) {
        std::vector<Group> groups;
        std::vector<ModelAnswer> wanted;
        for (int i = 0; i < size; ++i) {
            groups.push_back(operations.next(model_, now));
            wanted.push_back(model_.post(groups.back(), now));
        }
        const auto results = store.post(groups, "uji");
        ASSERT_DONE(results);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const ModelAnswer got = answer_of(results->at(i));
            ASSERT_EQ(got, wanted[i])
                << groups[i].refers_to << ": " << got.refused << " and not " << wanted[i].refused;
        }
    }
    void compare(Database& database, const LedgerStore& store) {
        std::map<ModelBooks::Where, ModelBooks::Amounts> found;
        const auto balances = store.balances();
        ASSERT_DONE(balances);
        for (const auto& [at, balance] : *balances)
            found[{at.book, at.account, at.key}] = {balance.posted.sen(), balance.reserved.sen()};
        EXPECT_TRUE(found == model_.amounts);
        std::size_t at = 0;
        ASSERT_DONE(store.each_group([&](const Booked& booked) -> Result<void> {
            const ModelBooks::Kept& kept = model_.groups.at(at++);
            EXPECT_EQ(booked.group, kept.group);
            EXPECT_EQ(static_cast<int>(booked.state), static_cast<int>(kept.state));
            EXPECT_EQ(booked.reversed_by.has_value(), kept.reversed);
            EXPECT_EQ(booked.periods, kept.months);
            return {};
        }));
        EXPECT_EQ(at, model_.groups.size());
        const auto report = go_through_books(database, 2);
        ASSERT_DONE(report);
        EXPECT_TRUE(report->sound());
    }
    ModelBooks model_;
};

// Goal B1: whatever is asked of the books in whatever order, they answer and hold what a model of
// them does that shares no code with them; the same on both engines.
TEST_P(RandomBooksTest, do_what_the_model_does) {
    run(seed_or(20'260'503), long_seconds() > 0             ? scaled(1'000'000)
                             : GetParam() == Engine::sqlite ? 20'000
                                                            : 6000);
}

PAYUNG_EVERY_ENGINE(RandomBooksTest);

}  // namespace
}  // namespace payung
