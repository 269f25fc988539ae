#include "office/billing.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "office/billing_for_tests.h"

namespace payung {
namespace {

class BillingTest : public BillingOffice {};
PAYUNG_EVERY_ENGINE(BillingTest);

std::string told(const std::vector<BillingException>& exceptions) {
    std::string text;
    for (const BillingException& exception : exceptions)
        text += exception.kpj + " " + exception.why_en + "\n";
    return text;
}

// Goal: a month is billed to everybody who pays: E1 for the employer, nothing booked for those who
// pay for themselves or for others.
TEST_P(BillingTest, bills_a_month) {
    const auto report = issue(march());
    ASSERT_TRUE(report) << describe(report.error(), Language::en);
    EXPECT_EQ(told(report->exceptions), "");
    EXPECT_EQ(report->bills, 3);
    EXPECT_EQ(report->members, 6);
    EXPECT_EQ(report->jkp_state.rupiah(), 33'000);
    const Bill bill = bills_of(employer_).at(0);
    EXPECT_EQ(bill.amount.sum().rupiah(), 1'386'000);
    EXPECT_EQ(bill.due, *Day::from_ymd(2026, 4, 15));
    EXPECT_EQ(bill.members, 3);
    EXPECT_EQ(balance(Book::jkk, 1310, "NPP00001:2026-03"), 36'000);
    EXPECT_EQ(balance(Book::jkk, 2430, "2026-03"), -21'000);
    EXPECT_EQ(balance(Book::jkp, 1330, "2026"), 33'000);
    EXPECT_EQ(balance(Book::jkp, 4120, "PU"), -33'000);
    EXPECT_EQ(balance(Book::jht, 2320, "NPP00001:2026-03"), -855'000);
    EXPECT_EQ(balance(Book::jp, 4110, "PU"), -450'000);
    const Bill sponsored = bills_of(sponsor_).at(0);
    EXPECT_EQ(sponsored.amount.sum().rupiah(), 33'600);
    EXPECT_EQ(sponsored.posted, 0);
    EXPECT_EQ(balance(Book::jkk, 4110, "BPU"), 0);
    const auto share = months_billed(*read(), workers_[0].membership);
    ASSERT_TRUE(share);
    EXPECT_EQ(share->at(0).base.rupiah(), 5'000'000);
}

// Goal: billing a month again, or in steps of another size after it was stopped in the middle,
// changes nothing that was billed and misses nobody.
TEST_P(BillingTest, is_done_once_and_goes_on_where_it_stopped) {
    BillingRequest one{march(), employer_};
    ASSERT_TRUE(issue_bills(desk(), one));
    const auto rest = issue(march(), 1);
    ASSERT_TRUE(rest) << describe(rest.error(), Language::en);
    EXPECT_EQ(rest->bills, 2);
    const auto again = issue(march());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->bills + again->differences, 0);
    EXPECT_EQ(bills_of(employer_).size(), 1U);
    EXPECT_EQ(balance(Book::jkk, 1310, "NPP00001:2026-03"), 36'000);
}

// Goal: killed between two steps and run again, a month ends as if it had run through: each payer
// once, numbers without holes, the books right.
TEST_P(BillingTest, goes_on_after_it_was_killed) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const auto own = open();  // connections are not shared
        Desk one = desk();
        one.database = own.get();
        BillingRequest request{march(), std::nullopt};
        request.payers_in_step = 1;
        int steps = 0;
        request.on_step = [&](std::int64_t, std::int64_t) {
            if (++steps == 2) _exit(9);
        };
        static_cast<void>(issue_bills(one, request));
        _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_EQ(WEXITSTATUS(status), 9);
    EXPECT_EQ(bills_of(employer_).size(), 1U);
    const auto rest = issue(march());
    ASSERT_TRUE(rest) << describe(rest.error(), Language::en);
    EXPECT_EQ(rest->bills, 1);
    std::vector<BillNumber> numbers;
    const auto all = bills_of_month(*read(), {}, march()).value();
    for (const Bill& bill : all) numbers.push_back(bill.number);
    EXPECT_EQ(numbers, (std::vector<BillNumber>{1, 2, 3}));
    EXPECT_EQ(balance(Book::jkk, 1310, "NPP00001:2026-03"), 36'000);
    EXPECT_EQ(balance(Book::jkp, 1330, "2026"), 33'000);
}

// Goal: assessing tells what would be billed and changes nothing.
TEST_P(BillingTest, assessing_changes_nothing) {
    const auto report = assess_month(desk(), {march(), std::nullopt});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->bills, 3);
    EXPECT_TRUE(bills_of(employer_).empty());
}

// Goal: a wage that is corrected later is billed as its difference, once, and booked as such;
// somebody enrolled late gets a contribution bill of his own.
TEST_P(BillingTest, bills_differences) {
    ASSERT_TRUE(issue(march()));
    wages(march(), {6'000'000, 5'000'000, 5'000'000});
    clock().set(noon_of(2026, 5, 4));
    const auto report = issue(march());
    ASSERT_TRUE(report) << describe(report.error(), Language::en);
    EXPECT_EQ(told(report->exceptions), "");
    EXPECT_EQ(report->differences, 1);
    const std::vector<Bill> bills = bills_of(employer_);
    ASSERT_EQ(bills.size(), 2U);
    const Bill& difference = bills[1];
    EXPECT_EQ(difference.kind, BillKind::back_wage);
    EXPECT_EQ(difference.members, 1);
    // 1,000,000 more: 0.24 %, 0.3 %, 5.7 %, 3 %; the wage for JKP is at its cap already
    EXPECT_EQ(difference.amount.sum().rupiah(), 2'400 + 3'000 + 57'000 + 30'000);
    EXPECT_EQ(difference.jkp_state.rupiah(), 0);
    EXPECT_EQ(difference.due, *Day::from_ymd(2026, 6, 15));
    EXPECT_EQ(balance(Book::jkk, 1310, "NPP00001:2026-03"), 38'400);
    const auto again = issue(march());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->bills + again->differences, 0);
    workers_.push_back(enrol_for_tests(desk(), new_member_for_tests(7, employer_, march())));
    wages(march(), {6'000'000, 5'000'000, 5'000'000, 5'000'000});
    const auto late = issue(march());
    ASSERT_TRUE(late);
    EXPECT_EQ(late->bills, 1);
    EXPECT_EQ(late->differences, 0);
    EXPECT_EQ(bills_of(employer_).size(), 3U);
}

// Goal: a member without a wage is told with the reason, and the others are billed.
TEST_P(BillingTest, exceptions_stop_nobody_else) {
    workers_.push_back(enrol_for_tests(desk(), new_member_for_tests(8, employer_, march())));
    const auto report = issue(march());
    ASSERT_TRUE(report) << describe(report.error(), Language::en);
    ASSERT_EQ(report->exceptions.size(), 1U);
    EXPECT_EQ(report->exceptions[0].kpj, workers_.back().kpj);
    EXPECT_NE(report->exceptions[0].why_en.find("Upah"), std::string::npos);
    EXPECT_EQ(bills_of(employer_).at(0).members, 3);
}

// Goal: relief is lost by who owes from earlier months, and judged when the month is first billed.
TEST_P(BillingTest, relief_is_for_payers_who_are_settled) {
    clock().set(noon_of(2026, 5, 20));
    const Month april = march() + 1, may = march() + 2;
    ASSERT_TRUE(issue(april));
    PartyNumber himself = 0;
    ASSERT_TRUE(each_member_month(*read(), april, std::nullopt,
                                  [&](const MemberMonth& member) -> Result<void> {
                                      if (member.membership == himself_.membership)
                                          himself = member.payer;
                                      return {};
                                  }));
    EXPECT_EQ(bills_of(himself).at(0).amount.sum().rupiah(), 8'400);
    ASSERT_TRUE(issue(may));  // April was due on 15 April and is open
    EXPECT_EQ(bills_of(himself).at(1).amount.sum().rupiah(), 16'800);
    pay(bills_of(himself).at(0), *Day::from_ymd(2026, 5, 21));
    const auto again = issue(may);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->bills + again->differences, 0);
    EXPECT_EQ(told(again->exceptions), "");
}

}  // namespace
}  // namespace payung
