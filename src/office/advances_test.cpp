#include "office/advances.h"

#include <gtest/gtest.h>

#include "contributions/errors.h"
#include "ledger/entry.h"
#include "office/billing_for_tests.h"

namespace payung {
namespace {

class AdvancesTest : public BillingOffice {
protected:
    /// As a receipt does: cash in clearing, and the advance in the funds.
    void pay_in_advance(const Bill& bill, std::string_view payer, Day day) {
        Group group{key_of("test:" + payment_code(bill.number)), "penerimaan", "", {}, {}, {}, {}};
        const std::string key =
            fmt::format("{}:{}..{}", payer, to_text(bill.first), to_text(bill.last));
        Entry clearing{Book::clearing, day, std::nullopt, {}};
        Money all;
        for (const auto& [book, part] : {std::pair{Book::jkk, BillPart::jkk},
                                         {Book::jkm, BillPart::jkm},
                                         {Book::jht, BillPart::jht}}) {
            const Money amount = bill.amount[part];
            if (amount == Money{}) continue;
            all += amount;
            clearing.lines.push_back({2420, std::string(name_of(book)), Money{} - amount});
            group.entries.push_back(
                {book,
                 day,
                 std::nullopt,
                 {{1410, to_text(day), amount}, {2210, key, Money{} - amount}}});
        }
        clearing.lines.push_back({1130, "BRI", all});
        group.entries.push_back(clearing);
        const auto posted =
            LedgerStore::open(database(), clock(), "test")->post({&group, 1}, "uji");
        ASSERT_TRUE(posted);
        ASSERT_TRUE(posted->front()) << describe(posted->front().error(), Language::en);
        pay(bill, day);
    }
    EarnedReport earn(Month until) {
        const auto report = earn_months(desk(), until);
        EXPECT_TRUE(report) << describe(report.error(), Language::en);
        return report ? *report : EarnedReport{};
    }
};
PAYUNG_EVERY_ENGINE(AdvancesTest);

// Goal: a sponsor's year is one bill; once paid, each month that has come is earned (E5), once, and
// the months do not appear on the monthly bills.
TEST_P(AdvancesTest, a_year_in_advance) {
    const auto report = issue_advance(desk(), {sponsor_, march(), 9});
    ASSERT_TRUE(report) << describe(report.error(), Language::en);
    EXPECT_EQ(report->amount.sum().rupiah(), 2 * 9 * 16'800);
    const Bill bill = bills_of(sponsor_).at(0);
    EXPECT_EQ(bill.last, march() + 8);
    EXPECT_EQ(bill.members, 18);
    EXPECT_EQ(earn(march()).months, 0);  // not paid
    const auto monthly = issue(march());
    ASSERT_TRUE(monthly);
    EXPECT_EQ(monthly->bills, 2);  // the employer, and the one who pays for himself
    const std::string key = "KAB-6303:2026-03..2026-11";
    pay_in_advance(bill, "KAB-6303", *Day::from_ymd(2026, 3, 20));
    EXPECT_EQ(balance(Book::jkm, 2210, key), -2 * 9 * 6'800);
    EXPECT_EQ(earn(march() + 1).months, 2);
    EXPECT_EQ(earn(march() + 1).months, 0);
    EXPECT_EQ(balance(Book::jkm, 2210, key), -2 * 7 * 6'800);
    EXPECT_EQ(balance(Book::jkk, 4110, "BPU"), -2 * 2 * 10'000);
    EXPECT_EQ(earn(march() + 12).months, 7);
    EXPECT_EQ(balance(Book::jkk, 2210, key), 0);
    EXPECT_EQ(balance(Book::jkm, 4110, "BPU"), -2 * 9 * 6'800);
}

// Goal: what somebody saves is on his account when his month has come.
TEST_P(AdvancesTest, jht_goes_to_the_members) {
    NewMember saver = new_member_for_tests(9, 0, march(), Segment::bpu);
    saver.programmes = bit_jkk | bit_jkm | bit_jht;
    saver.income = Money::from_rupiah(1'000'000);
    const Enrolled enrolled = enrol_for_tests(desk(), saver);
    ASSERT_TRUE(issue(march()));
    const auto months = months_billed(*read(), enrolled.membership);
    ASSERT_TRUE(months);
    const Bill bill = bill_by_number(*read(), months->at(0).bill).value();
    pay_in_advance(bill, enrolled.kpj, *Day::from_ymd(2026, 4, 2));
    EXPECT_EQ(earn(march()).months, 1);
    EXPECT_EQ(balance(Book::jht, 2310, enrolled.kpj), -20'000);
}

// Goal: who pays for himself may choose the months that the law offers; asked again, the same
// months are answered with their bill, and other months that are billed already are refused.
TEST_P(AdvancesTest, refuses_what_the_law_does_not_offer) {
    PartyNumber himself = 0;
    ASSERT_TRUE(each_member_month(*read(), march(), std::nullopt,
                                  [&](const MemberMonth& member) -> Result<void> {
                                      if (member.membership == himself_.membership)
                                          himself = member.payer;
                                      return {};
                                  }));
    EXPECT_ERROR(bill_error::bill_advance_refused, issue_advance(desk(), {himself, march(), 5}));
    EXPECT_ERROR(bill_error::bill_advance_refused, issue_advance(desk(), {sponsor_, march(), 13}));
    const auto issued = issue_advance(desk(), {himself, march(), 6});
    ASSERT_DONE(issued);
    const auto again = issue_advance(desk(), {himself, march(), 6});
    ASSERT_DONE(again);
    EXPECT_EQ(again->first, issued->first);
    EXPECT_EQ(again->amount, issued->amount);
    EXPECT_ERROR(bill_error::bill_nothing_owed, issue_advance(desk(), {himself, march(), 3}));
}

// Goal: a month that was earned is never earned under the same name again, even where somebody made
// it look unearned: that is told, not booked.
TEST_P(AdvancesTest, earns_no_month_twice) {
    ASSERT_TRUE(issue(march()));
    const Bill bill = bills_of(sponsor_).at(0);
    pay_in_advance(bill, "KAB-6303", *Day::from_ymd(2026, 4, 2));
    EXPECT_EQ(earn(march()).months, 1);
    ASSERT_TRUE(database().write([&](Transaction& transaction) {
        return set_unearned_from(transaction, bill.number, march());
    }));
    EXPECT_ERROR(bill_error::bill_changed_meanwhile, earn_months(desk(), march()));
    EXPECT_EQ(balance(Book::jkm, 4110, "BPU"), -2 * 6'800);
}

}  // namespace
}  // namespace payung
