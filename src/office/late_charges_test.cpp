#include "office/late_charges.h"

#include <gtest/gtest.h>

#include "office/billing_for_tests.h"

namespace payung {
namespace {

class LateChargesTest : public BillingOffice {
protected:
    Money charge_on(int month, int day) {
        clock().set(noon_of(2026, static_cast<unsigned>(month), static_cast<unsigned>(day)));
        const auto report = charge_late(desk());
        EXPECT_TRUE(report) << describe(report.error(), Language::en);
        return report ? report->amount.sum() : Money{};
    }
    void expect_parts(const Bill& charge) {
        EXPECT_EQ(charge.kind, BillKind::late_charge);
        EXPECT_EQ(charge.amount[BillPart::jkk].rupiah(), 1'440);
        EXPECT_EQ(charge.amount[BillPart::jkm].rupiah(), 1'800);
        EXPECT_EQ(charge.amount[BillPart::jht].rupiah(), 34'200);
        EXPECT_EQ(charge.amount[BillPart::jp].rupiah(), 18'000);
    }
};
PAYUNG_EVERY_ENGINE(LateChargesTest);

// Goal: the bill of E1 paid two months late costs 55,440, split as E15 says, billed once; bills
// that are on time and those of people who pay for themselves cost nothing.
TEST_P(LateChargesTest, charges_a_bill_paid_two_months_late) {
    ASSERT_TRUE(issue(march()));
    EXPECT_EQ(charge_on(4, 15), Money{});
    pay(bills_of(employer_).at(0), *Day::from_ymd(2026, 6, 10));
    EXPECT_EQ(charge_on(6, 11).rupiah(), 55'440);
    const std::vector<Bill> bills = bills_of(employer_);
    ASSERT_EQ(bills.size(), 2U);
    expect_parts(bills[1]);
    EXPECT_EQ(bills[1].due, *Day::from_ymd(2026, 7, 15));
    EXPECT_EQ(bills[1].posted, 0);  // income when it is paid
    const auto charges = late_charges(*read(), bills[1].number);
    ASSERT_TRUE(charges);
    EXPECT_EQ(charges->at(0),
              (LateCharge{bills[0].number, *Day::from_ymd(2026, 6, 10), 2, bills[1].amount.sum()}));
    EXPECT_EQ(charge_on(6, 11), Money{});
    EXPECT_EQ(charge_on(9, 1), Money{});
}

// Goal: charged month by month while it stays open, the sum is the same, and no month twice.
TEST_P(LateChargesTest, charges_month_by_month) {
    ASSERT_TRUE(issue(march()));
    EXPECT_EQ(charge_on(4, 20).rupiah(), 27'720);
    EXPECT_EQ(charge_on(5, 10), Money{});
    EXPECT_EQ(charge_on(5, 20).rupiah(), 27'720);
    pay(bills_of(employer_).at(0), *Day::from_ymd(2026, 5, 25));
    EXPECT_EQ(charge_on(6, 20), Money{});
    EXPECT_EQ(bills_to_charge(*read(), {}, *Day::from_ymd(2026, 7, 1)).value().size(), 0U);
}

// Goal: what was paid in time is not charged, and a part payment ends the delay of what it paid.
TEST_P(LateChargesTest, charges_what_was_owed_late) {
    ASSERT_TRUE(issue(march()));
    const Bill bill = bills_of(employer_).at(0);
    PartAmounts jp;
    jp[BillPart::jp] = bill.amount[BillPart::jp];  // 450,000 in time, 936,000 late
    ASSERT_TRUE(database().write([&](Transaction& transaction) -> Result<void> {
        TRY(apply_payment(transaction, bill.number, jp, *Day::from_ymd(2026, 4, 14)));
        return {};
    }));
    EXPECT_EQ(charge_on(4, 20).rupiah(), 18'720);
}

}  // namespace
}  // namespace payung
