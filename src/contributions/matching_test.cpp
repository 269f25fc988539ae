#include "contributions/matching.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace payung {
namespace {

constexpr Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}
constexpr Month march = Month::from_ym(2026, 3);
const Day due = *Day::from_ymd(2026, 4, 15);

/// A bill of payer 1 for the `month`th month from March.
BillOffer bill(std::int64_t number, std::int32_t month, Money open, std::int64_t payer = 1) {
    return {number, payer, march + month, due, false, BillStanding::open, open};
}
BillOffer standing(BillOffer offer, BillStanding how) {
    offer.standing = how;
    if (how != BillStanding::open) offer.open = Money{};
    return offer;
}
BillOffer charge(BillOffer offer) {
    offer.charge = true;
    return offer;
}

struct Case {
    std::string_view why;
    Money amount;
    std::vector<BillOffer> named, open;
    MatchRule rule;
    Unmatched reason;
    std::vector<std::int64_t> bills;
};

}  // namespace

// Goal: the order of 4.3, and every way in which a receipt is left to a person.
TEST(Matching, follows_the_order_and_never_guesses) {
    using enum BillStanding;
    using R = MatchRule;
    using U = Unmatched;
    const BillOffer a = bill(11, 0, rp(100)), b = bill(12, 1, rp(200)), c = bill(13, 2, rp(400));
    const BillOffer same = bill(14, 3, rp(200)), other = bill(21, 0, rp(100), 2);
    const std::vector<BillOffer> abc{c, a, b};
    const std::vector<Case> cases{
        {"code and exact amount", rp(200), {b}, abc, R::code, U::matched, {12}},
        {"two codes, exact together", rp(500), {c, a}, abc, R::code, U::matched, {11, 13}},
        {"codes of two payers, exact",
         rp(200),
         {a, other},
         {a, other},
         R::code,
         U::matched,
         {11, 21}},
        {"codes of two payers, not exact",
         rp(150),
         {a, other},
         {a, other},
         R::none,
         U::several_payers,
         {}},
        {"the one bill of that amount", rp(400), {}, abc, R::same_amount, U::matched, {13}},
        {"the two oldest", rp(300), {}, abc, R::oldest_sum, U::matched, {11, 12}},
        {"all of them", rp(700), {}, abc, R::oldest_sum, U::matched, {11, 12, 13}},
        {"code of the last, all paid", rp(700), {c}, abc, R::oldest_sum, U::matched, {11, 12, 13}},
        {"code of one, amount of another", rp(400), {b}, abc, R::none, U::amount_differs, {}},
        {"code, and a run without it", rp(300), {c}, abc, R::none, U::less_than_bill, {}},
        {"less than the bill named", rp(150), {b}, abc, R::none, U::less_than_bill, {}},
        {"less than any bill", rp(50), {}, abc, R::none, U::less_than_bill, {}},
        {"more than all bills", rp(701), {}, abc, R::none, U::more_than_owed, {}},
        {"two of the same amount", rp(200), {}, {a, b, same}, R::none, U::several_would_do, {}},
        {"two of the same, one the oldest",
         rp(200),
         {},
         {b, same},
         R::oldest_sum,
         U::matched,
         {12}},
        {"paid already", rp(100), {standing(a, paid)}, {b}, R::none, U::bill_paid, {}},
        {"paid already, another would fit",
         rp(200),
         {standing(a, paid)},
         {b},
         R::none,
         U::bill_paid,
         {}},
        {"withdrawn", rp(100), {standing(a, withdrawn)}, {b}, R::none, U::bill_withdrawn, {}},
        {"nobody named", rp(100), {}, {}, R::none, U::payer_unknown, {}},
        {"charges come last",
         rp(300),
         {},
         {charge(bill(9, 0, rp(30))), a, b},
         R::oldest_sum,
         U::matched,
         {11, 12}},
        {"with the charge",
         rp(330),
         {},
         {charge(bill(9, 0, rp(30))), a, b},
         R::oldest_sum,
         U::matched,
         {11, 12, 9}},
        {"no sum fits", rp(500), {}, abc, R::none, U::amount_differs, {}},
    };
    for (const Case& k : cases) {
        SCOPED_TRACE(k.why);
        const Match match = match_receipt({k.amount, k.named, k.open, !k.open.empty()});
        EXPECT_EQ(name_of(match.rule), name_of(k.rule));
        EXPECT_EQ(name_of(match.reason), name_of(k.reason));
        EXPECT_EQ(match.bills, k.bills);
    }
}

// Goal: a payer who is known but owes nothing is told apart from nobody; candidates say why.
TEST(Matching, tells_candidates_with_their_reasons) {
    const BillOffer a = bill(11, 0, rp(100)), b = bill(12, 1, rp(200)), c = bill(13, 2, rp(400));
    const std::vector<BillOffer> named{c}, open{a, b, c};
    const Match match = match_receipt({rp(200), named, open, true});
    const std::vector<MatchCandidate> expected{{13, rp(400), CandidateReason::named},
                                               {12, rp(200), CandidateReason::same_amount},
                                               {11, rp(100), CandidateReason::oldest}};
    EXPECT_EQ(match.candidates, expected);
    EXPECT_EQ(match_receipt({rp(200), {}, {}, true}).reason, Unmatched::nothing_open);
}

// Goal: a match adds up to the receipt exactly, holds each named bill, names no bill twice and no
// closed one, and does not depend on the order in which bills are given.
TEST(Matching, keeps_its_promises) {
    int matched = 0;
    for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
        Random random(seed);
        std::vector<BillOffer> open, named;
        const std::uint32_t count = random.below(7);
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto month = static_cast<std::int32_t>(random.below(4));
            open.push_back(bill(100 + i, month, rp(100 * (1 + random.below(3)))));
            if (random.below(5) == 0) named.push_back(open.back());
        }
        const Money amount = rp(100 * (1 + random.below(8)));
        const Match match = match_receipt({amount, named, open, true});
        Money sum;
        for (const BillOffer& offer : open)
            sum += offer.open * std::ranges::count(match.bills, offer.bill);
        std::ranges::reverse(open);
        std::ranges::reverse(named);
        ASSERT_EQ(match, match_receipt({amount, named, open, true})) << "seed " << seed;
        ASSERT_EQ(match.bills.empty(), match.reason != Unmatched::matched) << "seed " << seed;
        if (match.bills.empty()) continue;
        ++matched;
        ASSERT_EQ(sum, amount) << "seed " << seed;
        for (const BillOffer& offer : named)
            ASSERT_EQ(std::ranges::count(match.bills, offer.bill), 1) << "seed " << seed;
    }
    EXPECT_GT(matched, 500);
}

}  // namespace payung
