#include "contributions/correction.h"

#include <gtest/gtest.h>

#include <numeric>

#include "base/random.h"

namespace payung {
namespace {

constexpr Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}
Money sum_of(const std::vector<Money>& amounts) {
    return std::accumulate(amounts.begin(), amounts.end(), Money{});
}
using Shares = std::vector<Money>;

BillPayment paid(AllocationNumber number, std::int64_t rupiah, AllocationNumber undoes = 0) {
    BillPayment payment;
    payment.allocation = number;
    payment.parts[BillPart::jht] = rp(rupiah);
    payment.undoes = undoes;
    return payment;
}

// Goal: E4: 616,883 of three equal workers; what follows gives each exactly the rest of his own.
TEST(JhtSplit, splits_each_payment_over_what_is_still_owed) {
    const Shares owed{rp(285'000), rp(285'000), rp(285'000)};
    JhtSplit split(owed);
    EXPECT_EQ(split.pay(1, rp(616'883)), (Shares{rp(205'628), rp(205'628), rp(205'627)}));
    EXPECT_EQ(split.pay(2, rp(238'117)), (Shares{rp(79'372), rp(79'372), rp(79'373)}));
    split.undo(1);
    split.undo(2);
    EXPECT_EQ(split.pay(3, rp(855'000)), owed);
}

// Goal: of a bill that is paid, exactly what was billed too much of a member is free again, from
// the payment that came last; the others keep theirs.
TEST(JhtSplit, frees_what_is_above_what_is_owed) {
    JhtSplit split({rp(300'000), rp(200'000)});
    split.pay(1, rp(100'000));  // 60,000 and 40,000
    split.pay(2, rp(400'000));
    const auto freed = split.correct(Shares{rp(250'000), rp(0)});
    ASSERT_EQ(freed.size(), 2U);
    EXPECT_EQ(freed.at(2), (Shares{rp(240'000), rp(0)}));
    EXPECT_EQ(freed.at(1), (Shares{rp(10'000), rp(0)}));
}

// Goal: a bill of which half is paid gives nothing back while each member has less than he should.
TEST(JhtSplit, frees_nothing_of_what_was_not_paid) {
    JhtSplit split({rp(300'000), rp(300'000)});
    split.pay(1, rp(300'000));
    EXPECT_TRUE(split.correct(Shares{rp(100'000), rp(0)}).empty());
    EXPECT_EQ(split.pay(2, rp(200'000)), (Shares{rp(50'000), rp(150'000)}));
}

// Goal: what happened is found again from what was kept: payments, taking back, corrections.
TEST(JhtSplit, is_the_same_when_it_is_done_again) {
    const Shares owed{rp(300'000), rp(300'000)};
    BillPayment freed = paid(2, -100'000);
    freed.frees = 1;
    const std::vector<BillPayment> payments{paid(1, 600'000), freed, paid(3, 100'000, 2),
                                            paid(4, -600'000, 1)};
    const std::vector<JhtCorrection> corrections{{1, {rp(100'000), rp(0)}}};
    JhtSplit split = jht_split(owed, payments, corrections);
    EXPECT_EQ(split.pay(5, rp(500'000)), (Shares{rp(200'000), rp(300'000)}));
    EXPECT_TRUE(standing_payments(payments).empty());
    EXPECT_EQ(standing_payments(std::span(payments).first(2)).at(1)[BillPart::jht], rp(500'000));
}

/// A bill as it is paid, corrected and taken back at random.
class RandomBill {
public:
    explicit RandomBill(std::uint64_t seed) : random_(seed) {
        owed_.resize(1 + random_.below(20));
        for (Money& amount : owed_) amount = rp(random_.below(400'000));
        given_.resize(owed_.size());
        split_ = JhtSplit(owed_);
    }
    void pay(AllocationNumber number, std::int64_t rupiah) {
        const Shares share = split_.pay(number, rp(rupiah));
        ASSERT_EQ(sum_of(share), rp(rupiah));
        by_payment_[number] = share;
        for (std::size_t i = 0; i < share.size(); ++i) given_[i] += share[i];
    }
    void correct() {
        Shares less(owed_.size());
        const std::size_t who = random_.below(static_cast<std::uint32_t>(owed_.size()));
        less[who] = rp(static_cast<std::int64_t>(
            random_.below(static_cast<std::uint32_t>(owed_[who].rupiah() + 1))));
        owed_[who] -= less[who];
        for (const auto& [payment, shares] : split_.correct(less)) {
            for (std::size_t i = 0; i < shares.size(); ++i) {
                ASSERT_TRUE(i == who || shares[i] == Money{});
                given_[i] -= shares[i];
                by_payment_[payment][i] -= shares[i];
            }
        }
    }
    void undo(AllocationNumber number) {
        split_.undo(number);
        for (std::size_t i = 0; i < given_.size(); ++i) given_[i] -= by_payment_[number][i];
        by_payment_.erase(number);
    }
    void look() const {
        for (std::size_t i = 0; i < owed_.size(); ++i)
            ASSERT_TRUE(given_[i] >= Money{} && given_[i] <= owed_[i]);
    }
    std::int64_t left() const { return sum_of(owed_).rupiah() - sum_of(given_).rupiah(); }
    std::int64_t some() {
        return static_cast<std::int64_t>(random_.next() % static_cast<std::uint64_t>(left() + 1));
    }
    bool whole() const { return given_ == owed_; }

private:
    Random random_;
    Shares owed_, given_;
    std::map<AllocationNumber, Shares> by_payment_;
    JhtSplit split_{{}};
};

// Goal: however a bill is paid, corrected and taken back, the shares of each payment add up to it,
// nobody ever has more than his own, and in the end each has it exactly.
TEST(JhtSplit, keeps_its_promises) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        SCOPED_TRACE(seed);
        RandomBill bill(seed);
        for (AllocationNumber number = 1; number <= 6; ++number) {
            bill.pay(number, bill.some());
            if (seed % 3 != 0) bill.correct();
            if (number == 4) bill.undo(2);
            bill.look();
        }
        bill.pay(7, bill.left());
        ASSERT_TRUE(bill.whole());
        bill.correct();
        ASSERT_TRUE(bill.whole());
    }
}

// Goal: other parts are given back by the last payments first, each no more than it had.
TEST(Correction, frees_the_last_payment_first) {
    PartAmounts first, last, freed;
    first[BillPart::jkm] = rp(10'000);
    last[BillPart::jkm] = rp(5'000);
    last[BillPart::jp] = rp(7'000);
    freed[BillPart::jkm] = rp(6'000);
    freed[BillPart::jp] = rp(7'000);
    freed[BillPart::jht] = rp(99'000);  // is the members' matter
    const auto found = freed_parts(freed, {{1, first}, {2, last}});
    EXPECT_EQ(found.at(2)[BillPart::jkm], rp(5'000));
    EXPECT_EQ(found.at(2)[BillPart::jp], rp(7'000));
    EXPECT_EQ(found.at(1)[BillPart::jkm], rp(1'000));
    EXPECT_EQ(found.at(1)[BillPart::jht], Money{});
}

}  // namespace
}  // namespace payung
