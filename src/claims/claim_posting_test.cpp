#include "claims/claim_posting.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "ledger/memory_ledger.h"
#include "ledger/trial_balance.h"
#include "ledger/worked_events_for_tests.h"

namespace payung {
namespace {

Day day_of_events() {
    return *Day::from_ymd(2026, 5, 15);
}

Instant noon() {
    return std::chrono::sys_days{std::chrono::year{2026} / 5 / 15} + std::chrono::hours{5};
}

Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}

/// What an event moves, by book and account, debits and credits apart: the keys of the worked
/// events are letters, ours are numbers of claims.
using Moved = std::map<std::pair<Book, AccountCode>, std::pair<Money, Money>>;

Moved moved(const std::vector<Group>& groups) {
    Moved sums;
    for (const Group& group : groups)
        for (const Entry& entry : group.entries)
            for (const Line& line : entry.lines) {
                auto& [debit, credit] = sums[{entry.book, line.account}];
                (line.amount > Money{} ? debit : credit) += line.amount;
            }
    return sums;
}

Moved worked(std::string_view name) {
    for (const WorkedEvent& event : worked_events(day_of_events()))
        if (event.name == name) return moved({event.group});
    ADD_FAILURE() << name;
    return {};
}

/// Groups as they were asked of the books, each of which took them.
class Asked {
public:
    Asked() { post(opening_for_worked_events(), false); }
    GroupNumber operator()(const std::optional<Group>& group) {
        EXPECT_TRUE(group.has_value());
        return group ? post(*group, !group->pending_until) : 0;
    }
    const std::vector<Group>& groups() const { return groups_; }
    const MemoryLedger& books() const { return books_; }

private:
    GroupNumber post(const Group& group, bool counted) {
        const auto receipt = books_.post(group, noon());
        EXPECT_TRUE(receipt) << describe(receipt.error(), Language::en);
        if (counted) groups_.push_back(group);
        return receipt ? receipt->number : 0;
    }
    MemoryLedger books_;
    std::vector<Group> groups_;
};

/// The payment set aside, then confirmed: the books show it once.
GroupNumber pay(Asked& post, const PaymentPosting& payment) {
    const GroupNumber ordered =
        post(payment_ordered(payment, day_of_events(), noon() + std::chrono::hours{24}));
    return post(payment_settled(payment, ordered, Outcome::confirmed, day_of_events()));
}

const std::array death_parts{BenefitPart{"santunan_sekaligus", rp(20'000'000)},
                             BenefitPart{"santunan_berkala", rp(12'000'000)},
                             BenefitPart{"biaya_pemakaman", rp(10'000'000)}};

// Goal: a death claim is booked as E6: at the report, at approval, on payment.
TEST(ClaimPosting, death_claim_is_e6) {
    const ClaimRef claim{ClaimKind::jkm, "K-2026-000001", ""};
    Asked post;
    const Day day = day_of_events();
    const Standing reserved = standing_reserved(claim, death_parts);
    post(change_of_standing(claim, "penilaian", "K-1:assessed", day, {}, reserved));
    const Standing granted =
        standing_granted(claim, {{death_parts.begin(), death_parts.end()}, Money{}, {}}, Money{});
    post(change_of_standing(claim, "persetujuan", "K-1:approved", day, reserved, granted));
    pay(post, {claim, {}, "P-1", "", rp(42'000'000)});
    EXPECT_EQ(moved(post.groups()), worked("E6"));
}

// Goal: an estimate of the report gives way to what the law says, with no rupiah in between.
TEST(ClaimPosting, assessment_takes_the_place_of_the_estimate) {
    const ClaimRef claim{ClaimKind::jkm, "K-2026-000001", ""};
    Asked post;
    const Day day = day_of_events();
    const std::array estimate{BenefitPart{std::string(estimate_code), rp(50'000'000)}};
    const Standing reported = standing_reserved(claim, estimate);
    post(change_of_standing(claim, "laporan", "K-1:reported", day, {}, reported));
    const Standing assessed = standing_reserved(claim, death_parts);
    post(change_of_standing(claim, "penilaian", "K-1:assessed", day, reported, assessed));
    EXPECT_EQ(post.books().balance({Book::jkm, 2120, claim.number})->posted, rp(-42'000'000));
    EXPECT_EQ(post.books().balance({Book::jkm, 5110, "perkiraan"})->posted, Money{});
    post(change_of_standing(claim, "penolakan", "K-1:rejected", day, assessed, {}));
    EXPECT_EQ(post.books().balance({Book::jkm, 2120, claim.number})->posted, Money{});
    EXPECT_FALSE(change_of_standing(claim, "x", "y", day, assessed, assessed));
}

// Goal: scholarships of two children are carried at their present values, paid, and interest added,
// as E7.
TEST(ClaimPosting, scholarships_are_e7) {
    const ClaimRef claim{ClaimKind::jkm, "K-2026-000001", ""};
    Asked post;
    const Day day = day_of_events();
    const Promise a{ObligationKind::scholarship, "beasiswa:1", "1", rp(32'671'106)};
    const Promise b{ObligationKind::scholarship, "beasiswa:2", "2", rp(48'773'784)};
    post(change_of_standing(claim, "persetujuan", "K-1:approved", day, {},
                            standing_granted(claim, {{}, Money{}, {a, b}}, Money{})));
    pay(post, {claim, a, "P-1", "", rp(1'500'000)});
    pay(post, {claim, b, "P-2", "", rp(12'000'000)});
    const Rate six{60'000};
    const Money on_a = (a.value - rp(1'500'000)).share(six, Rounding::half_up, rp(1));
    const Money on_b = (b.value - rp(12'000'000)).share(six, Rounding::half_up, rp(1));
    post(change_of_promise(claim, a, on_a, PromiseChange::interest, "K-1:1:2027", day));
    post(change_of_promise(claim, b, on_b, PromiseChange::interest, "K-1:2:2027", day));
    EXPECT_EQ(moved(post.groups()), worked("E7"));
    EXPECT_EQ(post.books().balance({Book::jkm, 2140, "K-2026-000001:1"})->posted,
              Money{} - (a.value - rp(1'500'000) + on_a));
}

// Goal: a JHT account paid out with tax is E11; sen that no bank pays go to the rounding
// difference.
TEST(ClaimPosting, jht_withdrawal_is_e11) {
    const ClaimRef claim{ClaimKind::jht, "K-2026-000002", "W9"};
    Asked post;
    const Day day = day_of_events();
    EXPECT_TRUE(standing_reserved(claim, std::array{BenefitPart{"saldo", rp(1)}}).empty());
    const Group more{
        key_of("saldo"),
        "saldo",
        "",
        {{Book::jht, day, {}, {{1110, "", rp(1'000'000)}, {2310, "W9", rp(-1'000'000)}}}},
        {},
        {},
        {}};
    MemoryLedger books;
    ASSERT_TRUE(books.post(opening_for_worked_events(), noon()));
    ASSERT_TRUE(books.post(more, noon()));
    const Grant grant{{{"saldo_jht", rp(21'000'000)}}, rp(250'000), {}};
    const auto approved = change_of_standing(claim, "persetujuan", "K-2:approved", day, {},
                                             standing_granted(claim, grant, Money{}));
    ASSERT_TRUE(books.post(*approved, noon()));
    const PaymentPosting payment{claim, {}, "P-1", "", grant.net()};
    const Group ordered = payment_ordered(payment, day, noon() + std::chrono::hours{24});
    const auto number = books.post(ordered, noon());
    ASSERT_TRUE(number);
    const Group paid = payment_settled(payment, number->number, Outcome::confirmed, day);
    ASSERT_TRUE(books.post(paid, noon()));
    EXPECT_EQ(moved({*approved, paid}), worked("E11"));

    const Grant odd{{{"saldo_jht", Money::from_sen(2'100'000'037)}}, rp(250'000), {}};
    EXPECT_EQ(odd.net(), rp(20'750'000));
    const Standing standing = standing_granted(claim, odd, Money{});
    EXPECT_EQ(standing.at({5510, ""}), Money::from_sen(-37));
}

// Goal: a payment that comes back is taken back and paid again, as E12; nothing is edited.
TEST(ClaimPosting, returned_payment_is_e12) {
    const ClaimRef claim{ClaimKind::jkm, "K-2026-000001", ""};
    Asked post;
    const Day day = day_of_events();
    post(change_of_standing(
        claim, "persetujuan", "K-1:approved", day, {},
        standing_granted(claim, {{death_parts.begin(), death_parts.end()}, Money{}, {}}, Money{})));
    const GroupNumber paid = pay(post, {claim, {}, "P-1", "", rp(42'000'000)});
    const std::size_t before = post.groups().size();
    post(reversal_of(post.groups().back(), paid, key_of("P-1:returned"), day));
    pay(post, {claim, {}, "P-2", "", rp(42'000'000)});
    EXPECT_EQ(
        moved({post.groups().begin() + static_cast<std::ptrdiff_t>(before), post.groups().end()}),
        worked("E12"));
}

// Goal: cash after a lay-off is carried at what is expected, and what is not needed any more is
// given back when he works again, as E13.
TEST(ClaimPosting, job_loss_is_e13) {
    const ClaimRef claim{ClaimKind::jkp, "K-2026-000003", ""};
    Asked post;
    const Day day = day_of_events();
    const Promise cash{ObligationKind::job_loss, "uang_tunai_jkp", "peserta", rp(12'480'000)};
    post(change_of_standing(claim, "persetujuan", "K-3:approved", day, {},
                            standing_granted(claim, {{}, Money{}, {cash}}, Money{})));
    pay(post, {claim, cash, "P-1", "", rp(2'400'000)});
    pay(post, {claim, cash, "P-2", "", rp(4'800'000)});
    post(change_of_promise(claim, cash, rp(-5'280'000), PromiseChange::valued, "K-3:ended", day));
    EXPECT_EQ(moved(post.groups()), worked("E13"));
}

// Goal: what was paid too much is claimed back and recovered, as E17; a rise is paid on top; a fall
// before payment only lowers what is owed.
TEST(ClaimPosting, overpayment_is_e17) {
    const ClaimRef claim{ClaimKind::jkm, "K-2026-000001", ""};
    const Day day = day_of_events();
    const Grant first{{{"santunan_sekaligus", rp(42'000'000)}}, Money{}, {}};
    const Grant later{{{"santunan_sekaligus", rp(10'000'000)}}, Money{}, {}};
    const Standing was = standing_granted(claim, first, Money{});
    const Standing is = standing_granted(claim, later, rp(32'000'000));
    const auto fall = change_of_standing(claim, "penilaian-ulang", "K-1:v2", day, was, is);
    ASSERT_TRUE(fall);
    const Group back = overpayment_recovered(claim, "", rp(32'000'000), "BRI-1", day);
    EXPECT_EQ(moved({*fall, back}), worked("E17"));

    const Standing unpaid = standing_granted(claim, later, Money{});
    EXPECT_EQ(unpaid.at({2110, claim.number}), rp(-10'000'000));
    EXPECT_FALSE(unpaid.contains({1440, claim.number}));
    const Standing part = standing_granted(claim, later, rp(2'000'000));
    EXPECT_EQ(part.at({1440, claim.number}), rp(2'000'000));
}

// Goal: money of a fund may not be ordered twice, and what the bank refuses is free again.
TEST(ClaimPosting, cash_is_set_aside_once) {
    const ClaimRef claim{ClaimKind::jkm, "K-2026-000001", ""};
    const Day day = day_of_events();
    const Instant until = noon() + std::chrono::hours{24};
    MemoryLedger books;
    ASSERT_TRUE(books.post(opening_for_worked_events(), noon()));
    ASSERT_TRUE(
        books.post(fund_cash(Book::jkm, "", "BRI-JKM", rp(50'000'000), "T-1", day), noon()));
    const Grant grant{{{"santunan_sekaligus", rp(84'000'000)}}, Money{}, {}};
    ASSERT_TRUE(books.post(*change_of_standing(claim, "persetujuan", "v1", day, {},
                                               standing_granted(claim, grant, Money{})),
                           noon()));
    const PaymentPosting one{claim, {}, "P-1", "BRI-JKM", rp(42'000'000)};
    const PaymentPosting two{claim, {}, "P-2", "BRI-JKM", rp(42'000'000)};
    const auto first = books.post(payment_ordered(one, day, until), noon());
    ASSERT_TRUE(first);
    const auto second = books.post(payment_ordered(two, day, until), noon());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code(), Code::ledger_limit);
    ASSERT_TRUE(books.post(payment_settled(one, first->number, Outcome::cancelled, day), noon()));
    EXPECT_TRUE(books.post(payment_ordered(two, day, until), noon()));
}

// Goal: whatever decisions follow each other, the books end where the last one stands. (Random
// grants and payments, seed printed.)
TEST(ClaimPosting, steps_add_up_to_the_last_standing) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        const ClaimKind kind = random.chance(0.5) ? ClaimKind::jkm : ClaimKind::jp;
        const ClaimRef claim{kind, "K-2026-000009", ""};
        Standing booked, standing;
        for (int step = 0; step < 6; ++step) {
            Grant grant;
            for (const char* code : {"a", "b", "c"})
                if (random.chance(0.6)) grant.due.push_back({code, rp(1 + random.below(1000))});
            const Money overpaid = rp(random.below(1500));
            Standing next = random.chance(0.3) ? standing_reserved(claim, grant.due)
                                               : standing_granted(claim, grant, overpaid);
            const auto group = change_of_standing(claim, "x", std::to_string(step), day_of_events(),
                                                  standing, next);
            if (group) {
                Money sum;
                for (const Line& line : group->entries.front().lines) {
                    Money& at = booked[{line.account, line.key}];
                    at += line.amount;
                    sum += line.amount;
                }
                ASSERT_EQ(sum, Money{});
            }
            std::erase_if(booked, [](const auto& entry) { return entry.second == Money{}; });
            standing = std::move(next);
            ASSERT_EQ(booked, standing);
        }
    }
}

}  // namespace
}  // namespace payung
