#include "office/withdrawing.h"

#include <gtest/gtest.h>

#include "contributions/errors.h"
#include "office/billing_for_tests.h"

namespace payung {
namespace {

class WithdrawingTest : public BillingOffice {
protected:
    PartyNumber himself() {
        PartyNumber payer = 0;
        EXPECT_TRUE(each_member_month(*read(), march(), std::nullopt,
                                      [&](const MemberMonth& member) -> Result<void> {
                                          if (member.membership == himself_.membership)
                                              payer = member.payer;
                                          return {};
                                      }));
        return payer;
    }
    std::vector<std::string> states_of(PartyNumber payer) {
        std::vector<std::string> states;
        for (const Bill& bill : bills_of(payer)) states.emplace_back(name_of(bill.state()));
        return states;
    }
    LapseReport lapse_on(int year, unsigned month, unsigned day) {
        clock().set(noon_of(year, month, day));
        const auto report = lapse_bills(desk());
        EXPECT_TRUE(report) << describe(report.error(), Language::en);
        return report ? *report : LapseReport{};
    }
};
PAYUNG_EVERY_ENGINE(WithdrawingTest);

// Goal: what was accrued for a bill that is withdrawn is mirrored in every book, once; its members
// may be billed anew.
TEST_P(WithdrawingTest, mirrors_what_was_accrued) {
    ASSERT_TRUE(issue(march()));
    const Bill bill = bills_of(employer_).at(0);
    EXPECT_EQ(balance(Book::jkm, 1310, "NPP00001:2026-03"), 45'000);
    ASSERT_DONE(withdraw(desk(), bill.number, "salah pembayar"));
    EXPECT_TRUE(withdraw(desk(), bill.number, "salah pembayar")->again);
    EXPECT_ERROR(bill_error::bill_withdrawn_already,
                 withdraw(desk(), bill.number, "sebab yang lain"));
    for (const Book fund : {Book::jkk, Book::jkm, Book::jht, Book::jp})
        EXPECT_EQ(balance(fund, 1310, "NPP00001:2026-03"), 0);
    EXPECT_EQ(balance(Book::jkk, 2430, "2026-03"), 0);
    EXPECT_EQ(balance(Book::jkp, 1420, "2026-03"), 0);
    EXPECT_EQ(balance(Book::jht, 2320, "NPP00001:2026-03"), 0);
    ASSERT_TRUE(issue(march()));
    EXPECT_EQ(states_of(employer_), (std::vector<std::string>{"withdrawn", "open"}));
    EXPECT_EQ(balance(Book::jkm, 1310, "NPP00001:2026-03"), 45'000);
}

// Goal: a bill of which something is paid is not withdrawn, nor one that is not there.
TEST_P(WithdrawingTest, refuses_what_is_paid) {
    ASSERT_TRUE(issue(march()));
    const Bill bill = bills_of(employer_).at(0);
    pay(bill, *Day::from_ymd(2026, 4, 2));
    EXPECT_ERROR(bill_error::bill_paid_already, withdraw(desk(), bill.number, "salah"));
    EXPECT_ERROR(bill_error::bill_not_found, withdraw(desk(), 999, "salah"));
    EXPECT_ERROR(bill_error::reason_missing, withdraw(desk(), bill.number, " "));
}

// Goal: three unpaid months one after another, all due: the bills of who pays for himself lapse,
// once. Those of a sponsor and of an employer stay; so does what was paid.
TEST_P(WithdrawingTest, lapses_when_grace_is_over) {
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(issue(march() + i));
    EXPECT_EQ(lapse_on(2026, 4, 20).bills, 0);  // two months
    const LapseReport lapsed = lapse_on(2026, 5, 20);
    EXPECT_EQ(lapsed.payers, 1);
    EXPECT_EQ(lapsed.bills, 3);
    EXPECT_EQ(lapsed.amount.rupiah(), 3 * 16'800);
    EXPECT_EQ(lapse_on(2026, 5, 21).bills, 0);
    ASSERT_TRUE(issue(march()));  // nobody is billed for it again
    EXPECT_EQ(states_of(himself()),
              (std::vector<std::string>{"withdrawn", "withdrawn", "withdrawn"}));
    EXPECT_EQ(states_of(sponsor_), (std::vector<std::string>{"open", "open", "open"}));
    EXPECT_EQ(states_of(employer_), (std::vector<std::string>{"open", "open", "open"}));
}

// Goal: members of a group lapse each by his own months: who joined later can still be paid for, on
// the bill that the others have left; and only he is covered by it.
TEST_P(WithdrawingTest, members_of_a_group_lapse_each_by_himself) {
    ASSERT_DONE(register_group(desk(), "WD-17", "Wadah Nelayan"));
    const PartyNumber group = known_party(*read(), PartyKind::group, "WD-17")->party;
    const Enrolled old =
        enrol_for_tests(desk(), new_member_for_tests(11, group, march(), Segment::bpu));
    const Enrolled young =
        enrol_for_tests(desk(), new_member_for_tests(12, group, march() + 2, Segment::bpu));
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(issue(march() + i));
    const LapseReport lapsed = lapse_on(2026, 5, 20);
    EXPECT_EQ(lapsed.payers, 2);  // and himself
    EXPECT_EQ(lapsed.bills, 6);
    EXPECT_EQ(lapsed.members, 2);
    EXPECT_EQ(lapsed.amount.rupiah(), 6 * 16'800);
    EXPECT_EQ(states_of(group), (std::vector<std::string>{"withdrawn", "withdrawn", "open"}));
    EXPECT_EQ(bills_of(group).at(2).amount.sum().rupiah(), 16'800);
    EXPECT_EQ(lapse_on(2026, 5, 21).bills, 0);
    ASSERT_TRUE(issue(march() + 2));  // nobody is billed again
    EXPECT_EQ(bills_of(group).size(), 3U);
    pay(bills_of(group).at(2), *Day::from_ymd(2026, 5, 22));
    EXPECT_TRUE(months_paid(*read(), old.membership)->empty());
    EXPECT_EQ(months_paid(*read(), young.membership)->size(), 1U);
}

// Goal: a month that was paid breaks the run.
TEST_P(WithdrawingTest, a_paid_month_breaks_the_run) {
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(issue(march() + i));
    pay(bills_of(himself()).at(1), *Day::from_ymd(2026, 4, 10));
    EXPECT_EQ(lapse_on(2026, 6, 20).bills, 0);
}

}  // namespace
}  // namespace payung
