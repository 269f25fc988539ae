#include "office/arrears.h"

#include <gtest/gtest.h>

#include "contributions/errors.h"
#include "office/advances.h"
#include "office/billing_for_tests.h"
#include "storage/sponsor_account.h"

namespace payung {
namespace {

class ArrearsTest : public BillingOffice {};
PAYUNG_EVERY_ENGINE(ArrearsTest);

// Goal: what is overdue is listed by its age with who owes it.
TEST_P(ArrearsTest, lists_what_is_overdue) {
    ASSERT_TRUE(issue(march()));
    EXPECT_EQ(arrears(desk()).value().size(), 2U);  // those for themselves were due on 16 March
    clock().set(noon_of(2026, 4, 20));
    const auto found = arrears(desk());
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 3U);
    EXPECT_EQ(found->back().payer_number, "NPP00001");
    EXPECT_EQ(found->back().days, 5);
    EXPECT_EQ(found->back().age_band, 0U);
    EXPECT_EQ(arrears(desk(), 1).value().size(), 1U);
}

// Goal: bands change with whole months since the due day.
TEST(AgeBands, go_by_whole_months) {
    const Day due = *Day::from_ymd(2026, 1, 15);
    EXPECT_EQ(age_band_of(due, *Day::from_ymd(2026, 1, 16)), 0U);
    EXPECT_EQ(age_band_of(due, *Day::from_ymd(2026, 4, 15)), 0U);
    EXPECT_EQ(age_band_of(due, *Day::from_ymd(2026, 4, 16)), 1U);
    EXPECT_EQ(age_band_of(due, *Day::from_ymd(2027, 1, 15)), 1U);
    EXPECT_EQ(age_band_of(due, *Day::from_ymd(2027, 1, 16)), 2U);
}

// Goal: an allowance is set to what somebody answers for, and back (E14); the same again is told.
TEST_P(ArrearsTest, sets_an_allowance) {
    const Money much = Money::from_rupiah(450'000), less = Money::from_rupiah(250'000);
    ASSERT_TRUE(set_allowance(desk(), Book::jp, 2, much, "piutang lama"));
    EXPECT_EQ(balance(Book::jp, 1390, ">12"), -450'000);
    EXPECT_EQ(balance(Book::jp, 5410, ""), 450'000);
    EXPECT_ERROR(bill_error::allowance_unchanged,
                 set_allowance(desk(), Book::jp, 2, much, "piutang lama"));
    ASSERT_TRUE(set_allowance(desk(), Book::jp, 2, less, "sebagian tertagih"));
    EXPECT_EQ(balance(Book::jp, 5410, ""), 250'000);
}

// Goal: a sponsor sees for each named worker which months were billed and paid.
TEST_P(ArrearsTest, tells_a_sponsors_account) {
    ASSERT_TRUE(issue(march()));
    ASSERT_TRUE(issue_advance(desk(), {sponsor_, march() + 1, 3}));
    pay(bills_of(sponsor_).at(0), *Day::from_ymd(2026, 4, 3));
    const auto workers = sponsored_workers(*read(), sponsor_);
    ASSERT_TRUE(workers) << describe(workers.error(), Language::en);
    ASSERT_EQ(workers->size(), 2U);
    const SponsoredWorker& worker = workers->front();
    EXPECT_EQ(worker.kpj, sponsored_[0].kpj);
    EXPECT_EQ(worker.months_billed, 4);
    EXPECT_EQ(worker.months_paid, 1);
    EXPECT_EQ(worker.billed.rupiah(), 4 * 16'800);
    EXPECT_EQ(worker.paid.rupiah(), 16'800);
    EXPECT_EQ(worker.first, march());
    EXPECT_EQ(worker.last, march() + 3);
}

}  // namespace
}  // namespace payung
