#include "office/correcting.h"

#include <gtest/gtest.h>

#include "contributions/errors.h"
#include "contributions/receipt_errors.h"
#include "office/billing_for_tests.h"
#include "office/changes.h"
#include "office/jht_crediting.h"
#include "office/late_charges.h"
#include "office/overpayments.h"
#include "office/receipts_for_tests.h"
#include "office/withdrawing.h"

namespace payung {
namespace {

/// An employer whose three workers were billed 5,000,000 each for March. A wage of 4,000,000 is
/// less by 1,000 JKK, 1,400 JKP out of JKK, 3,000 JKM, 57,000 JHT, 30,000 JP: 92,400; and by 2,200
/// of the State.
class CorrectingTest : public BillingOffice {
protected:
    static constexpr std::int64_t billed = 1'386'000, less = 92'400;

    void SetUp() override {
        BillingOffice::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        ASSERT_DONE(open_channel(desk(), "BRI", "777"));
        ASSERT_TRUE(issue(march()));
    }
    /// The first worker's wage, and the month billed anew.
    BillingReport wage_is(std::int64_t rupiah) {
        wages(march(), {rupiah, 5'000'000, 5'000'000});
        const auto report = issue(march());
        EXPECT_TRUE(report) << describe(report.error(), Language::en);
        return report ? *report : BillingReport{};
    }
    Bill bill() { return bills_of(employer_).at(0); }
    void receive(std::int64_t rupiah, const std::string& reference = "A1") {
        const auto code = payment_code(bill().number);
        const auto taken = import_statement(
            desk(), statement_for_tests({{reference, code, rupiah, "2026-04-01"}}), "koran.csv");
        ASSERT_TRUE(taken) << describe(taken.error(), Language::en);
    }
    Receipt receipt(ReceiptNumber number = 1) { return *receipt_by_number(*read(), number); }
    std::int64_t savings(std::size_t worker) {
        return -balance(Book::jht, 2310, workers_[worker].kpj);
    }
    Money exact_savings(std::size_t worker) {
        const auto books = LedgerStore::open(database(), clock(), "test");
        return Money{} - books->balance({Book::jht, 2310, workers_[worker].kpj})->posted;
    }
    void expect_books_right() {
        const auto books = LedgerStore::open(database(), clock(), "test");
        const auto history = books->history();
        EXPECT_TRUE(check_books(*history, *books->balances()).empty());
        EXPECT_EQ(*history, *books->totals());
    }
    /// Of groups with this reason.
    std::set<Day> events(std::string_view reason) {
        std::set<Day> days;
        EXPECT_TRUE(LedgerStore::open(database(), clock(), "test")
                        ->each_group([&](const Booked& booked) -> Result<void> {
                            if (booked.group.reason != reason) return {};
                            for (const Entry& entry : booked.group.entries)
                                days.insert(entry.event);
                            return {};
                        }));
        return days;
    }
    /// Takes a worker's savings off his account, as a claim does.
    void withdraw_savings(std::size_t worker) {
        const Money all = Money::from_rupiah(savings(worker));
        Group group;
        group.key = key_of("test:jht");
        group.reason = "manfaat";
        group.entries.push_back({Book::jht,
                                 *Day::from_ymd(2026, 4, 1),
                                 {},
                                 {{2310, workers_[worker].kpj, all}, {2110, "K1", Money{} - all}}});
        ASSERT_DONE(
            carry_out(desk(), {"test.jht", "1", ""}, [&](Work& work) -> Result<std::string> {
                TRY(work.post({&group, 1}));
                return std::string("{}");
            }));
    }
};
PAYUNG_EVERY_ENGINE(CorrectingTest);

// Goal: an unpaid bill gets smaller by what was too much, part by part, with the event in the month
// it was for; once.
TEST_P(CorrectingTest, makes_an_unpaid_bill_smaller) {
    const BillingReport report = wage_is(4'000'000);
    EXPECT_EQ(report.corrections, 1);
    EXPECT_EQ(report.corrected.sum().rupiah(), less);
    EXPECT_EQ(report.freed, Money{});
    EXPECT_TRUE(report.exceptions.empty());
    EXPECT_EQ(bill().amount.sum().rupiah(), billed - less);
    EXPECT_EQ(bill().jkp_state.rupiah(), 33'000 - 2'200);
    EXPECT_EQ(bill().state(), BillState::open);
    EXPECT_EQ(balance(Book::jkk, 1310, "NPP00001:2026-03"), 36'000 - 2'400);
    EXPECT_EQ(balance(Book::jkk, 2430, "2026-03"), -21'000 + 1'400);
    EXPECT_EQ(balance(Book::jkp, 1330, "2026"), 33'000 - 2'200);
    EXPECT_EQ(balance(Book::jht, 2320, "NPP00001:2026-03"), -855'000 + 57'000);
    EXPECT_EQ(balance(Book::jp, 4110, "PU"), -450'000 + 30'000);
    EXPECT_EQ(events("koreksi tagihan"), std::set{*Day::from_ymd(2026, 3, 31)});
    EXPECT_EQ(months_billed(*read(), workers_[0].membership)->at(0).base.rupiah(), 4'000'000);
    const auto again = issue(march());
    EXPECT_EQ(again->corrections + again->differences + again->bills, 0);
    receive(billed - less);
    EXPECT_EQ(bill().state(), BillState::paid);
    EXPECT_EQ(savings(0), 228'000);
    EXPECT_EQ(savings(1), 285'000);
    expect_books_right();
}

// Goal: of a paid bill the money belongs to the payer again: it stands under its receipt, savings
// are taken back, the next sweep fetches it from the funds, and no month is covered otherwise.
TEST_P(CorrectingTest, frees_what_was_paid_too_much) {
    receive(billed);
    ASSERT_DONE(sweep_receipts(desk(), "KUSTODIAN"));
    const auto cover = months_paid(*read(), workers_[0].membership);
    const Bill before = bill();
    clock().set(noon_of(2026, 5, 4));
    const BillingReport report = wage_is(4'000'000);
    EXPECT_EQ(report.freed.rupiah(), less);
    EXPECT_EQ(bill().state(), BillState::paid);
    EXPECT_EQ(bill().completed_on, before.completed_on);
    EXPECT_EQ(receipt().open().rupiah(), less);
    EXPECT_EQ(receipt().reason, Unmatched::corrected);
    EXPECT_EQ(savings(0), 228'000);
    EXPECT_EQ(savings(1), 285'000);
    const auto after = months_paid(*read(), workers_[0].membership);
    EXPECT_EQ(after->at(0).programmes, cover->at(0).programmes);
    EXPECT_EQ(after->at(0).paid_on, cover->at(0).paid_on);
    EXPECT_EQ(match_waiting(desk())->matched, 0U);  // it waits for a decision
    ASSERT_DONE(sweep_receipts(desk(), "KUSTODIAN"));
    EXPECT_EQ(balance(Book::jkk, 2430, "2026-03"), 0);
    EXPECT_EQ(balance(Book::jkp, 1420, "2026-03"), 0);
    EXPECT_EQ(balance(Book::jkp, 1110, "KUSTODIAN"), 21'000 - 1'400);
    EXPECT_EQ(balance(Book::clearing, 1130, "BRI"), less);
    EXPECT_EQ(issue(march())->corrections, 0);
    expect_books_right();
}

// Goal: the payer has it on his next bill, or back; each by two persons.
TEST_P(CorrectingTest, gives_it_to_the_payer) {
    receive(billed);
    wage_is(4'000'000);
    ASSERT_DONE(ask_advance(
        desk("ani"), {1, employer_, march() + 1, 1, Money::from_rupiah(50'000), "koreksi upah"}));
    ASSERT_DONE(decide_advance(desk("budi"), 1, true));
    wages(march() + 1, {4'000'000, 5'000'000, 5'000'000});
    clock().set(noon_of(2026, 5, 4));
    ASSERT_TRUE(issue(march() + 1));
    EXPECT_EQ(bills_of(employer_).at(1).paid.sum().rupiah(), 50'000);
    ASSERT_DONE(ask_refund(desk("ani"), {1, {}, "koreksi upah"}));
    EXPECT_ERROR(receipt_error::refund_same_person, decide_refund(desk("ani"), 1, true));
    ASSERT_DONE(decide_refund(desk("budi"), 1, true));
    ASSERT_DONE(confirm_refund(desk("ani"), 1, *Day::from_ymd(2026, 5, 5)));
    EXPECT_EQ(receipt().open(), Money{});
    expect_books_right();
}

// Goal: wages that go down, up, and down again are noticed each time, and it ends as if the last
// had been told at once; the difference gives back before the contribution.
TEST_P(CorrectingTest, notices_each_turn) {
    receive(billed);
    EXPECT_EQ(wage_is(4'000'000).corrections, 1);
    EXPECT_EQ(wage_is(6'000'000).differences, 1);
    EXPECT_EQ(wage_is(4'000'000).corrections, 1);  // of the difference alone, all of it
    EXPECT_EQ(bills_of(employer_).at(1).state(), BillState::withdrawn);
    EXPECT_EQ(wage_is(5'000'000).differences, 1);
    const BillingReport last = wage_is(3'000'000);
    EXPECT_EQ(last.corrections, 2);
    EXPECT_EQ(last.corrected.sum().rupiah(), 2 * less);
    const auto now = months_billed(*read(), workers_[0].membership)->at(0);
    EXPECT_EQ(now.base.rupiah(), 3'000'000);
    EXPECT_EQ(now.amount.sum().rupiah(), 462'000 - 2 * less);
    EXPECT_EQ(receipt().open().rupiah(), 2 * less);
    EXPECT_EQ(balance(Book::jp, 1310, "NPP00001:2026-03"), 0);
    EXPECT_EQ(balance(Book::jp, 4110, "PU"), -450'000 + 60'000);
    expect_books_right();
}

// Goal: of a bill that is paid in part only what was paid above a member's due is free; the rest is
// paid exactly.
TEST_P(CorrectingTest, settles_a_bill_paid_in_part) {
    receive(billed / 2);
    ASSERT_DONE(allocate_receipt(desk(), {1, {bill().number}}));
    const BillingReport report = wage_is(1'000'000);
    EXPECT_EQ(report.freed.rupiah(), 142'500 - 57'000);  // JHT of the first worker
    EXPECT_EQ(savings(0), 57'000);
    EXPECT_EQ(savings(1), 142'500);
    receive(bill().open().sum().rupiah(), "A2");
    EXPECT_EQ(bill().state(), BillState::paid);
    EXPECT_EQ(savings(0), 57'000);
    EXPECT_EQ(savings(1), 285'000);
    EXPECT_EQ(balance(Book::jht, 2320, "NPP00001:2026-03"), 0);
    expect_books_right();
}

// Goal: a payment taken back after the correction goes back whole, what was freed of it once; paid
// again, all is as it should be.
TEST_P(CorrectingTest, payments_can_still_be_taken_back) {
    receive(billed);
    ASSERT_DONE(sweep_receipts(desk(), "KUSTODIAN"));
    clock().set(noon_of(2026, 4, 2));
    wage_is(4'000'000);
    clock().set(noon_of(2026, 4, 3));
    EXPECT_ERROR(receipt_error::allocation_undone, undo_allocation(desk(), 2, "keliru"));
    ASSERT_DONE(undo_allocation(desk(), 1, "keliru"));
    ASSERT_DONE(sweep_receipts(desk(), "KUSTODIAN"));
    for (const std::string day : {"2026-04-01", "2026-04-02", "2026-04-03"})
        EXPECT_EQ(balance(Book::jht, 1410, day), 0) << day;
    EXPECT_EQ(receipt().open().rupiah(), billed);
    EXPECT_EQ(bill().paid.sum(), Money{});
    EXPECT_EQ(savings(0), 0);
    EXPECT_EQ(wage_is(3'000'000).freed, Money{});
    ASSERT_DONE(allocate_receipt(desk(), {1, {bill().number}}));
    EXPECT_EQ(bill().state(), BillState::paid);
    EXPECT_EQ(receipt().open().rupiah(), 2 * less);
    EXPECT_EQ(savings(0), 171'000);
    expect_books_right();
}

// Goal: savings that the member has been paid are not taken from anybody: that part stays as it was
// billed and is told, each time; the rest is corrected.
TEST_P(CorrectingTest, leaves_savings_that_were_paid_out) {
    receive(billed);
    withdraw_savings(0);
    const BillingReport report = wage_is(4'000'000);
    EXPECT_EQ(report.corrected.sum().rupiah(), less - 57'000);
    ASSERT_EQ(report.exceptions.size(), 1U);
    EXPECT_EQ(report.exceptions[0].kpj, workers_[0].kpj);
    EXPECT_NE(report.exceptions[0].why_id.find("57.000"), std::string::npos)
        << report.exceptions[0].why_id;
    const auto again = issue(march());
    EXPECT_EQ(again->corrections, 0);
    EXPECT_EQ(again->exceptions.size(), 1U);
    expect_books_right();
}

// Goal: the return that was credited on too high savings stays with the member: it was earned by
// money that lay there; the payer gets what he paid too much, no more.
TEST_P(CorrectingTest, the_return_stays_with_the_member) {
    receive(billed);
    clock().set(noon_of(2026, 6, 2));
    ASSERT_TRUE(credit_jht(desk(), {march() + 2, "0.06", "keputusan contoh", {}}));
    const Money before = exact_savings(0);
    EXPECT_GT(before, Money::from_rupiah(285'000));
    EXPECT_EQ(wage_is(4'000'000).freed.rupiah(), less);
    EXPECT_EQ(exact_savings(0), before - Money::from_rupiah(57'000));
    expect_books_right();
}

// Goal: who was no member of that month gives all of it back.
TEST_P(CorrectingTest, takes_back_all_of_who_had_left) {
    receive(billed);
    ASSERT_DONE(exit_member(desk(), {workers_[0].kpj, march(), "PHK", std::nullopt}));
    const Month april = march() + 1;
    wages(april, {5'000'000, 5'000'000, 5'000'000});
    clock().set(noon_of(2026, 5, 1));
    ASSERT_TRUE(issue(april));
    EXPECT_EQ(bills_of(employer_).at(1).members, 2);
    ASSERT_DONE(exit_member(desk(), {workers_[1].kpj, march(), "PHK", std::nullopt}));
    const auto report = issue(april);
    EXPECT_EQ(report->corrected.sum().rupiah(), 462'000);
    EXPECT_EQ(bills_of(employer_).at(1).amount.sum().rupiah(), 462'000);
    EXPECT_EQ(issue(april)->corrections, 0);
    expect_books_right();
}

// Goal: a bill that was corrected can be withdrawn: nothing of it stays in the books.
TEST_P(CorrectingTest, a_corrected_bill_can_be_withdrawn) {
    wage_is(4'000'000);
    ASSERT_DONE(withdraw(desk(), bill().number, "keliru"));
    EXPECT_EQ(balance(Book::jkk, 1310, "NPP00001:2026-03"), 0);
    EXPECT_EQ(balance(Book::jkp, 4130, "PU"), 0);
    EXPECT_EQ(balance(Book::jht, 2320, "NPP00001:2026-03"), 0);
    expect_books_right();
}

// Goal: charges that were counted on too much are told to a person.
TEST_P(CorrectingTest, tells_of_charges_on_too_much) {
    clock().set(noon_of(2026, 5, 4));
    ASSERT_TRUE(charge_late(desk()));
    const BillingReport report = wage_is(4'000'000);
    ASSERT_EQ(report.exceptions.size(), 1U);
    EXPECT_NE(report.exceptions[0].why_en.find("charges"), std::string::npos);
    EXPECT_EQ(charge_late(desk())->bills, 0);
}

// Goal: assessing tells what would be taken back and changes nothing; a part that is more and one
// that is less do not hide each other.
TEST_P(CorrectingTest, assessing_tells_it) {
    wages(march(), {4'000'000, 6'000'000, 5'000'000});
    const auto report = assess_month(desk(), {march(), std::nullopt});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->corrections, 1);
    EXPECT_EQ(report->corrected.sum().rupiah(), less);
    EXPECT_EQ(report->differences, 1);
    EXPECT_EQ(bill().amount.sum().rupiah(), billed);
}

}  // namespace
}  // namespace payung
