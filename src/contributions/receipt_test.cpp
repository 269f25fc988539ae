#include "contributions/receipt.h"

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

}  // namespace

// Goal: E4: 616,883 of three equal workers; what follows gives each exactly the rest of his own.
TEST(JhtShares, split_each_payment_over_what_is_still_owed) {
    const std::vector<Money> owed{rp(285'000), rp(285'000), rp(285'000)};
    const JhtPayment first{1, rp(616'883), 0}, rest{2, rp(238'117), 0}, undone{3, rp(-616'883), 1};
    const std::vector<Money> shares{rp(205'628), rp(205'628), rp(205'627)};
    EXPECT_EQ(jht_shares(owed, std::array{first}), shares);
    EXPECT_EQ(jht_shares(owed, std::array{first, rest}),
              (std::vector<Money>{rp(79'372), rp(79'372), rp(79'373)}));
    EXPECT_EQ(jht_shares(owed, std::array{first, undone}),
              (std::vector<Money>{rp(-205'628), rp(-205'628), rp(-205'627)}));
    EXPECT_EQ(jht_shares(owed, std::array{first, undone, JhtPayment{4, rp(855'000), 0}}), owed);
}

// Goal: however a bill is paid, in parts, with parts taken back and paid again, the shares of each
// payment add up to it, nobody ever has more than his own, and in the end each has it exactly.
TEST(JhtShares, keep_their_promises) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        std::vector<Money> owed(1 + random.below(20));
        for (Money& amount : owed) amount = rp(random.below(400'000));
        std::vector<Money> credited(owed.size());
        std::vector<JhtPayment> payments;
        std::int64_t left = sum_of(owed).rupiah();
        const auto pay = [&](JhtPayment payment) {
            payments.push_back(payment);
            left -= payment.amount.rupiah();
            const auto shares = jht_shares(owed, payments);
            ASSERT_EQ(sum_of(shares), payment.amount) << "seed " << seed;
            for (std::size_t i = 0; i < owed.size(); ++i) {
                credited[i] += shares[i];
                ASSERT_TRUE(credited[i] >= Money{} && credited[i] <= owed[i]) << "seed " << seed;
            }
        };
        for (AllocationNumber number = 1; number <= 6; ++number) {
            if (number == 4 && payments[1].undoes == 0) {
                pay({number, Money{} - payments[1].amount, 2});
                continue;
            }
            const auto part =
                static_cast<std::int64_t>(random.next() % static_cast<std::uint64_t>(left + 1));
            pay({number, rp(part), 0});
        }
        pay({7, rp(left), 0});
        ASSERT_EQ(credited, owed) << "seed " << seed;
    }
}

}  // namespace payung
