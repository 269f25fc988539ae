#include <gtest/gtest.h>

#include "base/random.h"
#include "ledger/memory_ledger.h"
#include "ledger/trial_balance.h"

namespace payung {
namespace {

constexpr Day may_3 = *Day::from_ymd(2026, 5, 3);
const Instant noon = Instant(std::chrono::milliseconds(1'779'000'000'000));
constexpr std::chrono::milliseconds hour{3'600'000};

Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}

Entry entry(Book book, std::vector<Line> lines, Day day = may_3) {
    return {book, day, std::nullopt, std::move(lines)};
}

Group group(std::string key, std::vector<Entry> entries) {
    return {key_of(key), "uji", key, std::move(entries), {}, {}, {}};
}

Group opening() {
    return group("opening", {entry(Book::jkm, {{1120, "BRI", rp(100)}, {3110, "", rp(-100)}}),
                             entry(Book::jkk, {{1110, "BRI", rp(100)}, {3110, "", rp(-100)}}),
                             entry(Book::jht, {{1110, "BRI", rp(50)}, {2310, "W1", rp(-50)}})});
}

MemoryLedger opened() {
    MemoryLedger ledger;
    EXPECT_TRUE(ledger.post(opening(), noon));
    return ledger;
}

// Goal: what was rounded in many entries of a month is brought to the result in one.
TEST(Posting, closes_a_month_of_roundings) {
    MemoryLedger ledger = opened();
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(
            ledger.post(group("rounding " + std::to_string(i),
                              {entry(Book::jkm, {{1120, "BRI", rp(1)}, {5510, "", rp(-1)}})}),
                        noon));
    }
    EXPECT_TRUE(ledger.post(
        group("closing", {entry(Book::jkm, {{5510, "", rp(3)}, {3120, "", rp(-3)}})}), noon));
}

// Goal: each law refuses what breaks it, with its own code, and nothing is booked then.
TEST(Posting, refuses_what_breaks_a_law) {
    struct Case {
        std::string why;
        Code code;
        std::vector<Entry> entries;
    };
    const std::vector<Case> cases{
        {"no entry", Code::ledger_malformed, {}},
        {"one line", Code::ledger_malformed, {entry(Book::jkm, {{1120, "BRI", rp(1)}})}},
        {"a line of nought",
         Code::ledger_malformed,
         {entry(Book::jkm, {{1120, "BRI", rp(0)}, {3110, "", rp(0)}})}},
        {"rounding of two rupiah",
         Code::ledger_malformed,
         {entry(Book::jkm, {{5510, "", rp(2)}, {1120, "BRI", rp(-2)}})}},
        {"rounding of two rupiah beside the result, with cash in it",
         Code::ledger_malformed,
         {entry(Book::jkm, {{5510, "", rp(2)}, {3120, "", rp(-3)}, {1120, "BRI", rp(1)}})}},
        {"debit and credit differ by a sen",
         Code::ledger_unbalanced,
         {entry(Book::jkm, {{5110, "", Money::from_sen(101)}, {1120, "BRI", rp(-1)}})}},
        {"balanced only over two books",
         Code::ledger_unbalanced,
         {entry(Book::jkm, {{1120, "BRI", rp(-1)}, {5110, "", rp(2)}}),
          entry(Book::jkk, {{1110, "BRI", rp(1)}, {3110, "", rp(-2)}})}},
        {"no such account",
         Code::ledger_wrong_account,
         {entry(Book::jkm, {{1999, "", rp(1)}, {3110, "", rp(-1)}})}},
        {"JHT accounts stand in the book of JHT alone",
         Code::ledger_wrong_account,
         {entry(Book::jkm, {{1110, "BRI", rp(1)}, {2310, "W1", rp(-1)}})}},
        {"clearing owes JKK, JKK does not claim it",
         Code::ledger_flow_unlawful,
         {entry(Book::clearing, {{1130, "VA", rp(1)}, {2420, "JKK", rp(-1)}})}},
        {"JKK claims what clearing owes JKM",
         Code::ledger_flow_unlawful,
         {entry(Book::clearing, {{1130, "VA", rp(1)}, {2420, "JKM", rp(-1)}}),
          entry(Book::jkk, {{1410, "", rp(1)}, {4110, "", rp(-1)}})}},
        {"recomposition without its other side",
         Code::ledger_flow_unlawful,
         {entry(Book::jkk, {{5150, "", rp(1)}, {2430, "", rp(-1)}})}},
        {"operating fee of another size",
         Code::ledger_flow_unlawful,
         {entry(Book::jkm, {{5310, "", rp(2)}, {2410, "", rp(-2)}}),
          entry(Book::bpjs, {{1430, "JKM", rp(1)}, {4410, "", rp(-1)}})}},
        {"clearing owes nobody in particular",
         Code::ledger_malformed,
         {entry(Book::clearing, {{1130, "VA", rp(1)}, {2420, "", rp(-1)}})}},
        {"more than the cash",
         Code::ledger_limit,
         {entry(Book::jkm, {{5110, "", rp(101)}, {1120, "BRI", rp(-101)}})}},
        {"cash of another bank account",
         Code::ledger_limit,
         {entry(Book::jkm, {{5110, "", rp(1)}, {1120, "BNI", rp(-1)}})}},
        {"more than a participant's JHT",
         Code::ledger_limit,
         {entry(Book::jht, {{2310, "W1", rp(51)}, {2110, "K1", rp(-51)}})}},
        {"paying a claim that is not approved",
         Code::ledger_limit,
         {entry(Book::jkm, {{2110, "K1", rp(1)}, {1120, "BRI", rp(-1)}})}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        MemoryLedger ledger = opened();
        const auto before = ledger.balances();
        const auto posted = ledger.post(group("case", c.entries), noon);
        ASSERT_FALSE(posted);
        EXPECT_EQ(posted.error().code(), c.code) << describe(posted.error(), Language::en);
        EXPECT_EQ(ledger.balances(), before);
        EXPECT_EQ(ledger.groups().size(), 1U);
    }
}

// Goal: a command counts once, however often it is sent; its key takes no other content.
TEST(Posting, counts_a_key_once) {
    MemoryLedger ledger = opened();
    const Group pay =
        group("pay", {entry(Book::jkm, {{5110, "", rp(60)}, {1120, "BRI", rp(-60)}})});
    EXPECT_EQ(*ledger.post(pay, noon), (PostingReceipt{2, false}));
    EXPECT_EQ(*ledger.post(pay, noon + hour), (PostingReceipt{2, true}));  // though cash is short
    Group other = pay;
    other.entries[0].lines[0].amount = rp(1);
    other.entries[0].lines[1].amount = rp(-1);
    EXPECT_EQ(ledger.post(other, noon).error().code(), Code::ledger_key_conflict);
    EXPECT_EQ(ledger.balance({Book::jkm, 1120, "BRI"})->posted, rp(40));
}

// Goal: nothing is edited; a reversal mirrors the original, once.
TEST(Posting, reverses_once) {
    MemoryLedger ledger = opened();
    const Group pay =
        group("pay", {entry(Book::jkm, {{5110, "", rp(60)}, {1120, "BRI", rp(-60)}})});
    ASSERT_TRUE(ledger.post(pay, noon));
    Group half = reversal_of(pay, 2, key_of("half"), may_3);
    half.entries[0].lines[0].amount = rp(-30);
    half.entries[0].lines[1].amount = rp(30);
    EXPECT_EQ(ledger.post(half, noon).error().code(), Code::ledger_reversal);
    ASSERT_TRUE(ledger.post(reversal_of(pay, 2, key_of("back"), may_3), noon));
    EXPECT_EQ(ledger.balance({Book::jkm, 1120, "BRI"})->posted, rp(100));
    EXPECT_EQ(ledger.booked(2)->reversed_by, GroupNumber{3});
    EXPECT_EQ(ledger.post(reversal_of(pay, 2, key_of("again"), may_3), noon).error().code(),
              Code::ledger_reversal);
    EXPECT_EQ(ledger.post(reversal_of(pay, 9, key_of("nobody"), may_3), noon).error().code(),
              Code::ledger_not_found);
}

// Goal: a closed month takes nothing; a late event goes to the oldest open month and keeps its day.
TEST(Posting, puts_late_events_into_the_oldest_open_period) {
    MemoryLedger ledger = opened();
    const Month june = Month::from_ym(2026, 6);
    ASSERT_TRUE(ledger.close_before(Book::jkm, june));
    const auto late =
        ledger.post(group("late", {entry(Book::jkm, {{5110, "", rp(1)}, {1120, "BRI", rp(-1)}}),
                                   entry(Book::jkk, {{5110, "", rp(1)}, {1110, "BRI", rp(-1)}})}),
                    noon);
    ASSERT_TRUE(late);
    const Booked booked = *ledger.booked(late->number);
    EXPECT_EQ(booked.periods, (std::vector{june, Month::from_ym(2026, 5)}));
    EXPECT_EQ(booked.group.entries[0].event, may_3);
    EXPECT_EQ(ledger.close_before(Book::jkm, Month::from_ym(2026, 5)).error().code(),
              Code::ledger_period);
}

// Goal I4: what was only set aside was never posted, however it ended, and cannot be taken back.
TEST(Posting, does_not_reverse_what_was_never_posted) {
    for (const Outcome outcome : {Outcome::cancelled, Outcome::confirmed}) {
        MemoryLedger ledger;
        ASSERT_TRUE(ledger.post(
            group("cash", {entry(Book::jkm, {{1120, "BRI", rp(100)}, {4110, "", rp(-100)}})}),
            noon));
        Group pending =
            group("pending", {entry(Book::jkm, {{5110, "", rp(60)}, {1120, "BRI", rp(-60)}})});
        pending.pending_until = noon + hour;
        ASSERT_TRUE(ledger.post(pending, noon));
        Group end =
            group("end", outcome == Outcome::confirmed ? pending.entries : std::vector<Entry>{});
        end.settles = Settlement{2, outcome};
        ASSERT_TRUE(ledger.post(end, noon));
        const auto back =
            ledger.post(reversal_of(pending, 2, key_of("back"), pending.entries[0].event), noon);
        ASSERT_FALSE(back);
        EXPECT_EQ(name_of(back.error().code()), "ledger_reversal");
    }
}

// Goal: what is set aside cannot be spent, and ends once: confirmed, cancelled or expired.
TEST(Posting, sets_aside_and_settles_once) {
    MemoryLedger ledger = opened();
    Group pending =
        group("pending", {entry(Book::jkm, {{5110, "", rp(60)}, {1120, "BRI", rp(-60)}})});
    pending.pending_until = noon + hour;
    ASSERT_TRUE(ledger.post(pending, noon));
    EXPECT_EQ(ledger.balance({Book::jkm, 1120, "BRI"})->posted, rp(100));
    const auto pay = [](std::string key, std::int64_t rupiah) {
        return group(key, {entry(Book::jkm, {{5110, "", rp(rupiah)}, {1120, "BRI", rp(-rupiah)}})});
    };
    EXPECT_EQ(ledger.post(pay("too much", 41), noon).error().code(), Code::ledger_limit);
    ASSERT_TRUE(ledger.post(pay("the rest", 40), noon));

    const auto settled = [&](std::string key, Outcome outcome, std::int64_t rupiah) {
        Group settlement = rupiah > 0 ? pay(key, rupiah) : group(key, {});
        settlement.settles = Settlement{2, outcome};
        return settlement;
    };
    const auto refused = [&](const Group& asked, Instant when) {
        const auto answer = ledger.post(asked, when);
        return !answer && answer.error().code() == Code::ledger_settlement;
    };
    EXPECT_TRUE(refused(settled("more", Outcome::confirmed, 61), noon));
    EXPECT_TRUE(refused(settled("early", Outcome::expired, 0), noon));
    EXPECT_TRUE(refused(settled("late", Outcome::confirmed, 60), noon + hour));
    ASSERT_TRUE(ledger.post(settled("confirm", Outcome::confirmed, 55), noon));
    EXPECT_EQ(*ledger.balance({Book::jkm, 1120, "BRI"}), (Balance{rp(5), rp(0)}));
    EXPECT_EQ(ledger.booked(2)->state, GroupState::confirmed);
    EXPECT_TRUE(refused(settled("twice", Outcome::cancelled, 0), noon));
    ASSERT_TRUE(ledger.post(pay("what was not needed", 5), noon));

    Group lapsed = pending;
    lapsed.key = key_of("lapsed");
    EXPECT_EQ(ledger.post(lapsed, noon + hour).error().code(), Code::ledger_settlement);
}

// Goal: booking times never repeat or go back, though the clock does.
TEST(Posting, books_at_strictly_increasing_times) {
    MemoryLedger ledger = opened();
    const auto pay = [](std::string key) {
        return group(key, {entry(Book::jkm, {{5110, "", rp(1)}, {1120, "BRI", rp(-1)}})});
    };
    ASSERT_TRUE(ledger.post(pay("same moment"), noon));
    ASSERT_TRUE(ledger.post(pay("an hour earlier"), noon - hour));
    EXPECT_LT(ledger.booked(1)->booked_at, ledger.booked(2)->booked_at);
    EXPECT_LT(ledger.booked(2)->booked_at, ledger.booked(3)->booked_at);
}

/// A second set of books, as simple as can be: signed sums, and nothing else.
struct PlainBooks {
    std::map<SubAccount, std::int64_t> sen;

    bool would_break_a_limit(const Group& asked) const {
        std::map<SubAccount, std::int64_t> after = sen;
        for (const Entry& e : asked.entries)
            for (const Line& line : e.lines)
                after[{e.book, line.account, line.key}] += line.amount.sen();
        for (const auto& [at, sum] : after) {
            const bool worse = sum != (sen.contains(at) ? sen.at(at) : 0);
            if (at.account == 1120 && sum < 0 && worse) return true;
            if (at.account == 2110 && sum > 0 && worse) return true;
        }
        return false;
    }
    void take(const Group& asked) {
        for (const Entry& e : asked.entries)
            for (const Line& line : e.lines)
                sen[{e.book, line.account, line.key}] += line.amount.sen();
    }
};

Group random_group(Random& random, int number) {
    const std::string claim = "K" + std::to_string(random.below(5));
    const Money amount = Money::from_sen(1 + random.below(5000));
    const Money back = Money{} - amount;
    switch (random.below(4)) {
        case 0:
            return group("income" + std::to_string(number),
                         {entry(Book::jkm, {{1120, "BRI", amount}, {4110, "", back}})});
        case 1:
            return group("approve" + std::to_string(number),
                         {entry(Book::jkm, {{5110, "", amount}, {2110, claim, back}})});
        case 2:
            return group("pay" + std::to_string(number),
                         {entry(Book::jkm, {{2110, claim, amount}, {1120, "BRI", back}})});
        default:
            return group("collect" + std::to_string(number),
                         {entry(Book::clearing, {{1130, "VA", amount}, {2420, "JKM", back}}),
                          entry(Book::jkm, {{1410, "", amount}, {4110, "", back}})});
    }
}

// Goal: over random histories with repeats and reversals the books agree with a plain model, and
// every equality holds in the end.
TEST(Posting, agrees_with_a_plain_model) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Random random(seed);
        MemoryLedger ledger;
        PlainBooks plain;
        std::vector<Group> taken;
        for (int i = 0; i < 500; ++i) {
            Group asked = random_group(random, i);
            const bool repeat = !taken.empty() && random.below(5) == 0;
            if (repeat) asked = taken[random.below(static_cast<std::uint32_t>(taken.size()))];
            const auto posted = ledger.post(asked, noon);
            if (repeat) {
                ASSERT_TRUE(posted && posted->again);
                continue;
            }
            ASSERT_EQ(!posted, plain.would_break_a_limit(asked));
            if (!posted) continue;
            plain.take(asked);
            taken.push_back(asked);
        }
        TrialBalanceMaker history;
        for (const Booked& booked : ledger.groups())
            for (const Entry& e : booked.group.entries) history.add(e);
        EXPECT_EQ(check_books(history.result(), ledger.balances()), std::vector<Discrepancy>{});
        for (const auto& [at, sum] : plain.sen)
            EXPECT_EQ(ledger.balance(at)->posted, Money::from_sen(sum));
    }
}

// Goal: the check of the books finds what is wrong with them.
TEST(CheckBooks, finds_what_is_wrong) {
    TrialBalanceMaker maker;
    maker.add(entry(Book::jkm, {{1120, "BRI", rp(-5)}, {5110, "", rp(4)}}));
    const std::map<SubAccount, Balance> balances{
        {{Book::jkm, 1120, "BRI"}, {rp(-5), {}}},
        {{Book::jkm, 5110, ""}, {rp(3), {}}},
        {{Book::clearing, 2420, "JKK"}, {rp(-1), {}}},
    };
    using Kind = Discrepancy::Kind;
    const std::vector<Discrepancy> expected{
        {Kind::book_not_zero, Book::jkm, 0, rp(-1)},
        {Kind::mirror_broken, Book::jkk, 1410, rp(-1)},
        {Kind::beyond_limit, Book::jkm, 1120, rp(-5)},
        {Kind::control_differs, Book::jkm, 5110, rp(-1)},
        {Kind::control_differs, Book::clearing, 2420, rp(-1)},
    };
    EXPECT_EQ(check_books(maker.result(), balances), expected);
}

}  // namespace
}  // namespace payung
