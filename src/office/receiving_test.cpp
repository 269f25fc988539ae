#include "office/receiving.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "contributions/bank_statement_for_tests.h"
#include "contributions/receipt_errors.h"
#include "office/receipts_for_tests.h"

namespace payung {
namespace {

using namespace receipt_error;
constexpr auto rp = rupiah_for_tests;

class ReceivingTest : public ReceiptOfficeTest {};

// Goal: E2 and E3, line by line: a receipt with the bill's code pays it at once, each worker's JHT
// is credited, and the sweep moves the money and what JKK owes to JKP.
TEST_P(ReceivingTest, pays_a_bill_and_sweeps_as_E2_and_E3) {
    const Bill bill = bill_of_e1();
    GroupNumber before = last_group();
    const ImportReport report = take({{"R1", "iuran " + payment_code(bill.number), 1'386'000}});
    EXPECT_EQ(report.taken, 1U);
    EXPECT_EQ(report.matched, (std::map<MatchRule, std::uint64_t>{{MatchRule::code, 1}}));
    EXPECT_EQ(posted_after(before), worked_lines("E2"));
    for (const char* const worker : {"W1", "W2", "W3"})
        EXPECT_EQ(balance(Book::jht, 2310, worker), rp(-285'000));
    EXPECT_EQ(balance(Book::jkk, 1310, "NPP00001:2026-02"), rp(0));
    EXPECT_EQ(bill_now(bill.number).state(), BillState::paid);
    EXPECT_EQ(to_text(bill_now(bill.number).completed_on.value_or(Day{})), "2026-03-16");

    before = last_group();
    const auto swept = sweep_receipts(desk(), "kustodian");
    ASSERT_DONE(swept);
    EXPECT_EQ(swept->amount, rp(1'386'000));
    EXPECT_EQ(swept->passed_on, rp(21'000));
    EXPECT_EQ(posted_after(before), worked_lines("E3"));
    EXPECT_EQ(balance(Book::clearing, 1130, "BRI"), rp(0));
    EXPECT_EQ(balance(Book::jkk, 1110, "kustodian"), rp(15'000));
    EXPECT_EQ(sweep_receipts(desk(), "kustodian")->sweep, 0);
    expect_books_right();
}

// Goal: E4: a short payment waits until a person allocates it; the split is that of 4.2 and JHT
// goes to the workers by largest remainder; what follows completes it to the rupiah.
TEST_P(ReceivingTest, allocates_a_short_payment_as_E4) {
    const Bill bill = bill_of_e1();
    const GroupNumber before = last_group();
    const ImportReport report = take({{"R1", payment_code(bill.number), 1'000'000}});
    EXPECT_EQ(report.unmatched,
              (std::map<Unmatched, std::uint64_t>{{Unmatched::less_than_bill, 1}}));
    EXPECT_EQ(balance(Book::clearing, 2220, "BRI:2026-03-16:R1"), rp(-1'000'000));
    ASSERT_DONE(allocate_receipt(desk(), {1, {bill.number}}));
    EXPECT_EQ(without(posted_after(before), {2310, 2320}), worked_lines("E4"));
    EXPECT_EQ(bill_now(bill.number).paid,
              parts_for_tests(10'822, 15'152, 32'468, 616'883, 324'675));
    EXPECT_EQ(balance(Book::jht, 2310, "W1"), rp(-205'628));
    EXPECT_EQ(balance(Book::jht, 2310, "W3"), rp(-205'627));

    EXPECT_EQ(take({{"R2", payment_code(bill.number), 386'000}}).matched[MatchRule::code], 1U);
    for (const char* const worker : {"W1", "W2", "W3"})
        EXPECT_EQ(balance(Book::jht, 2310, worker), rp(-285'000));
    EXPECT_EQ(balance(Book::jht, 2320, "NPP00001:2026-02"), rp(0));
    const auto again = allocate_receipt(desk(), {1, {bill.number}});
    ASSERT_DONE(again);
    EXPECT_TRUE(again->again);
    EXPECT_ERROR(
        receipt_used_up,
        allocate_receipt(desk(), {1, {bill.number}, AllocationStrategy::oldest_month_first}));
    expect_books_right();
}

// Goal: E5: months paid in advance are a liability until they are earned.
TEST_P(ReceivingTest, takes_an_advance_as_E5) {
    Bill bill = new_bill(sponsor, Month::from_ym(2026, 4),
                         parts_for_tests(120'000'000, 0, 81'600'000, 0, 0));
    bill.segment = Segment::bpu;
    bill.last = Month::from_ym(2027, 3);
    bill = issue(bill);
    const GroupNumber before = last_group();
    take({{"R1", "KAB6303 iuran setahun", 201'600'000}});
    EXPECT_EQ(balance(Book::jkm, 2210, "KAB6303:2026-04..2027-03"), rp(-81'600'000));
    const Bill paid = bill_now(bill.number);
    const EarnedMonth month{
        &paid, "KAB6303", bill.first, parts_for_tests(10'000'000, 0, 6'800'000, 0, 0), {}};
    const Group earned = earned_months({&month, 1}, "uji");
    ASSERT_TRUE(books().post({&earned, 1}, "uji")->front());
    EXPECT_EQ(posted_after(before), worked_lines("E5"));
    expect_books_right();
}

// Goal: E14: what was written down is collected in part; the allowance falls by as much.
TEST_P(ReceivingTest, collects_what_was_doubted_as_E14) {
    const Bill bill =
        issue(new_bill(employer, Month::from_ym(2025, 3), parts_for_tests(0, 0, 0, 0, 450'000)));
    const GroupNumber before = last_group();
    const Day day = *Day::from_ymd(2026, 3, 16);
    const Group doubted = impairment_of(Book::jp, "umur", rp(0), rp(450'000), day, "ragu 1");
    ASSERT_TRUE(books().post({&doubted, 1}, "uji")->front());
    take({{"R1", payment_code(bill.number), 200'000}});
    ASSERT_DONE(allocate_receipt(desk(), {1, {bill.number}}));
    const Group less = impairment_of(Book::jp, "umur", rp(450'000), rp(250'000), day, "ragu 2");
    ASSERT_TRUE(books().post({&less, 1}, "uji")->front());
    EXPECT_EQ(posted_after(before), worked_lines("E14"));
    expect_books_right();
}

// Goal: E15: a charge for being late is earned when it is paid, and nothing of it goes to members
// or to JKP.
TEST_P(ReceivingTest, takes_a_late_charge_as_E15) {
    Bill charge = new_bill(employer, Month::from_ym(2026, 2),
                           parts_for_tests(600, 840, 1'800, 34'200, 18'000));
    charge.kind = BillKind::late_charge;
    charge = issue(charge);
    const GroupNumber before = last_group();
    take({{"R1", payment_code(charge.number), 55'440}});
    EXPECT_EQ(posted_after(before), worked_lines("E15"));
    EXPECT_EQ(sweep_receipts(desk(), "kustodian")->passed_on, rp(0));
    expect_books_right();
}

// Goal: E16: the same money twice is told, not matched to another bill, and goes back only by two
// persons.
TEST_P(ReceivingTest, refunds_a_duplicate_as_E16) {
    const Bill bill = bill_of_e1();
    const std::string code = payment_code(bill.number);
    take({{"R1", code, 1'386'000}});
    const GroupNumber before = last_group();
    EXPECT_EQ(take({{"R1", code, 1'386'000}, {"R2", code, 1'386'000}}).unmatched,
              (std::map<Unmatched, std::uint64_t>{{Unmatched::bill_paid, 1}}));
    ASSERT_DONE(ask_refund(desk("ani"), {2, {}, "dua kali bayar"}));
    EXPECT_ERROR(receipt_used_up, allocate_receipt(desk("ani"), {2, {bill.number}}));
    EXPECT_ERROR(refund_same_person, decide_refund(desk("ani"), 1, true));
    EXPECT_ERROR(refund_state_wrong, confirm_refund(desk("ani"), 1, *Day::from_ymd(2026, 3, 17)));
    ASSERT_DONE(decide_refund(desk("budi"), 1, true));
    EXPECT_EQ(balance(Book::clearing, 2230, "NPP00001"), rp(-1'386'000));
    ASSERT_DONE(confirm_refund(desk("ani"), 1, *Day::from_ymd(2026, 3, 17)));
    EXPECT_EQ(posted_after(before), worked_lines("E16"));
    EXPECT_ERROR(refund_state_wrong, decide_refund(desk("budi"), 1, false));
    expect_books_right();
}

// Goal: a refund that is refused leaves the money to be used; one cannot ask for more than is
// there.
TEST_P(ReceivingTest, frees_what_is_not_refunded) {
    const Bill bill = bill_of_e1();
    take({{"R1", "tanpa kode", 2'000'000}});
    EXPECT_ERROR(receipt_too_small, ask_refund(desk("ani"), {1, rp(2'000'001), "x"}));
    ASSERT_DONE(ask_refund(desk("ani"), {1, rp(1'900'000), "x"}));
    EXPECT_EQ(receipt(1).open(), rp(100'000));
    ASSERT_DONE(decide_refund(desk("budi"), 1, false));
    EXPECT_EQ(receipt(1).open(), rp(2'000'000));
    ASSERT_DONE(allocate_receipt(desk("ani"), {1, {bill.number}}));
    EXPECT_EQ(receipt(1).open(), rp(614'000));
    ASSERT_DONE(ask_refund(desk("ani"), {1, {}, "sisanya"}));
    EXPECT_ERROR(receipt_used_up, ask_refund(desk("ani"), {1, {}, "lagi"}));
    EXPECT_ERROR(receipt_not_found, ask_refund(desk("ani"), {9, {}, "x"}));
    EXPECT_ERROR(refund_not_found, decide_refund(desk("budi"), 9, true));
}

// Goal: the same statement again, and the same line in another file, change nothing and are told;
// the same reference with another amount is told as a fault.
TEST_P(ReceivingTest, takes_a_receipt_once_for_ever) {
    const Bill bill = bill_of_e1();
    const BankLineForTests first{"R1", payment_code(bill.number), 1'386'000};
    take({first});
    const GroupNumber before = last_group();
    EXPECT_TRUE(take({first}).again());
    EXPECT_EQ(last_group(), before);
    const ImportReport second = take({first, {"R2", "lain", 5'000}});
    EXPECT_EQ(second.known, 1U);
    EXPECT_EQ(second.taken, 1U);
    const ImportReport third = take({{"R1", "", 1'386'001}});
    EXPECT_EQ(third.taken, 0U);
    ASSERT_EQ(third.faults.size(), 1U);
    EXPECT_EQ(third.faults[0].error.code(), receipt_differs);
    const ImportReport fourth = take({{"R1", "", 1'386'001}});  // told again, not forgotten
    EXPECT_EQ(fourth.taken, 0U);
    ASSERT_EQ(fourth.faults.size(), 1U);
    EXPECT_EQ(fourth.faults[0].error.code(), receipt_differs);
    EXPECT_EQ(balance(Book::clearing, 1130, "BRI"), rp(1'391'000));
}

// Goal: a line that fails leaves the others of its batch.
TEST_P(ReceivingTest, goes_on_after_a_line_that_fails) {
    const Group in_the_way = arrival({"BRI", "R2", *Day::from_ymd(2026, 3, 16), {}}, rp(1));
    ASSERT_TRUE(books().post({&in_the_way, 1}, "uji")->front());
    const ImportReport report = take({{"R1", "", 10}, {"R2", "", 20}, {"R3", "", 30}});
    EXPECT_EQ(report.taken, 2U);
    ASSERT_EQ(report.faults.size(), 1U);
    EXPECT_EQ(report.faults[0].reference, "R2");
    EXPECT_EQ(name_of(report.faults[0].error.code()), "ledger_key_conflict");
    EXPECT_EQ(take({{"R1", "", 10}, {"R2", "", 20}, {"R3", "", 30}}).known, 2U);
    const auto snapshot = database().read();
    EXPECT_FALSE((*verify_events(**snapshot)).fault);
}

// Goal: two receipts of one statement never pay the same bill.
TEST_P(ReceivingTest, pays_a_bill_once_within_a_statement) {
    const Bill bill = bill_of_e1();
    const std::string code = payment_code(bill.number);
    ImportReport report = take({{"R1", code, 1'386'000}, {"R2", code, 1'386'000}});
    EXPECT_EQ(report.matched[MatchRule::code], 1U);
    EXPECT_EQ(report.unmatched[Unmatched::bill_paid], 1U);
}

// Goal: what was allocated to the wrong bill is taken back whole, also after the sweep, and the
// money goes where it belongs; only through 2420 / 1410.
TEST_P(ReceivingTest, moves_what_was_paid_wrongly) {
    const Bill wrong = bill_of_e1();
    const Bill right = issue(
        new_bill(other, Month::from_ym(2026, 2), parts_for_tests(0, 0, 86'000, 0, 1'300'000)));
    take({{"R1", payment_code(wrong.number), 1'386'000}});
    ASSERT_DONE(sweep_receipts(desk(), "kustodian"));
    ASSERT_DONE(undo_allocation(desk(), 1, "salah tagihan"));
    EXPECT_EQ(balance(Book::jht, 2310, "W2"), rp(0));
    EXPECT_EQ(bill_now(wrong.number).state(), BillState::open);
    EXPECT_EQ(receipt(1).reason, Unmatched::taken_back);
    EXPECT_ERROR(allocation_undone, undo_allocation(desk(), 2, "lagi"));
    EXPECT_ERROR(allocation_not_found, undo_allocation(desk(), 77, "lagi"));
    EXPECT_TRUE(undo_allocation(desk(), 1, "salah tagihan")->again);
    ASSERT_DONE(allocate_receipt(desk(), {1, {right.number}}));
    ASSERT_DONE(sweep_receipts(desk(), "kustodian"));
    EXPECT_EQ(balance(Book::jkk, 1110, "kustodian"), rp(0));
    EXPECT_EQ(balance(Book::jkp, 1110, "kustodian"), rp(0));
    EXPECT_EQ(balance(Book::jp, 1110, "kustodian"), rp(1'300'000));
    EXPECT_EQ(balance(Book::clearing, 1130, "BRI"), rp(0));
    EXPECT_ERROR(bill_nothing_open,
                 (take({{"R9", "", 5}}), allocate_receipt(desk(), {2, {right.number}})));
    expect_books_right();
}

// Goal: money that came before its bill finds it once it is issued; asked again, nothing happens.
TEST_P(ReceivingTest, matches_what_came_too_early) {
    take({{"R1", "NPP00001", 1'386'000}, {"R2", "NPP00001", 5}, {"R3", "NPP00003", 1'386'000}});
    EXPECT_EQ(match_waiting(desk())->matched, 0U);
    const Bill bill = bill_of_e1();
    const auto found = match_waiting(desk());
    ASSERT_DONE(found);
    EXPECT_EQ(found->looked_at, 3U);
    EXPECT_EQ(found->matched, 1U);
    EXPECT_EQ(found->allocated, rp(1'386'000));
    EXPECT_EQ(bill_now(bill.number).state(), BillState::paid);
    EXPECT_EQ(receipt(1).rule, MatchRule::same_amount);
    EXPECT_EQ(receipt(2).reason, Unmatched::nothing_open);
    EXPECT_EQ(match_waiting(desk())->matched, 0U);
    expect_books_right();
}

// Goal: a number that may be a person's is never kept, wherever the payer wrote it.
TEST_P(ReceivingTest, keeps_nobodys_number) {
    take({{"R1", "iuran 6303010102900001 KPJ 24123456789", 5'000}});
    EXPECT_EQ(receipt(1).codes, "24123456789");
    EXPECT_EQ(receipt(1).note.find("6303010102900001"), std::string::npos);
}

// Goal: candidates say why a receipt waits and what it may pay.
TEST_P(ReceivingTest, shows_candidates) {
    const Bill bill = bill_of_e1();
    const Bill same =
        issue(new_bill(other, Month::from_ym(2026, 2), parts_for_tests(0, 0, 1'000'000, 0, 0)));
    take({{"R1", "NPP00001 iuran", 1'000'000}});
    const auto found = candidates_for(desk(), 1);
    ASSERT_DONE(found);
    EXPECT_EQ(found->reason, Unmatched::less_than_bill);
    ASSERT_EQ(found->bills.size(), 1U);
    EXPECT_EQ(found->bills[0].bill, bill.number);
    ASSERT_EQ(found->same_amount.size(), 1U);
    EXPECT_EQ(found->same_amount[0].bill, same.number);
}

// Goal: I13 by the calendar: 20 March 2026 and the days around are free (Nyepi, Idulfitri).
TEST_P(ReceivingTest, tells_what_waits_too_long) {
    take(
        {{"R1", "", 10, "2026-03-16"}, {"R2", "", 20, "2026-03-02"}, {"R3", "", 20, "2026-03-11"}});
    const auto aged = age_receipts(desk());
    ASSERT_DONE(aged);
    ASSERT_EQ(aged->size(), 3U);
    EXPECT_EQ((*aged)[0].alert, AgeAlert::red);
    EXPECT_EQ((*aged)[0].working_days, 10);
    EXPECT_EQ((*aged)[1].alert, AgeAlert::amber);
    EXPECT_EQ((*aged)[2].alert, AgeAlert::none);
    clock().set(noon_of(2150, 1, 1));
    EXPECT_FALSE(age_receipts(desk())->front().working_days);
}

// Goal: an entry of the bank that takes another back is no receipt; what went out is counted only.
TEST_P(ReceivingTest, leaves_reversals_and_debits_to_a_person) {
    ASSERT_DONE(open_channel(desk(), "BRI", "0011-223344"));
    std::string camt = camt_for_tests();
    const std::string entry = "1000000</Amt><CdtDbtInd>CRDT</CdtDbtInd>";
    camt.insert(camt.find(entry) + entry.size(), "<RvslInd>true</RvslInd>");
    const auto report = import_statement(desk(), camt, "koran.xml");
    ASSERT_DONE(report);
    EXPECT_EQ(report->taken, 1U);
    EXPECT_EQ(report->debits, 1U);
    ASSERT_EQ(report->faults.size(), 1U);
    EXPECT_EQ(report->faults[0].error.code(), statement_reversal);
    EXPECT_EQ(balance(Book::clearing, 1130, "BRI"), rp(1'386'000));
}

// Goal: a channel is known by its account for ever.
TEST_P(ReceivingTest, knows_its_channels) {
    EXPECT_ERROR(channel_differs, open_channel(desk(), "BNI", "7-7-7"));
    EXPECT_ERROR(channel_malformed, open_channel(desk(), "B:I", "1"));
    ASSERT_DONE(open_channel(desk(), "BRI", "777"));
    const auto unknown = import_statement(desk(), statement_for_tests({}, "778"), "koran");
    ASSERT_DONE(unknown);
    EXPECT_EQ(unknown->refused, 1U);
}

// Goal: random receipts against random bills, allocated, taken back, refunded and swept in any
// order: no money appears or vanishes, and the books are right.
TEST_P(ReceivingTest, conserves_money) {
    const std::uint64_t seed = 7;
    Random random(seed);
    std::vector<Bill> bills;
    const PartAmounts worker = parts_for_tests(5'000, 7'000, 15'000, 285'001, 150'000);
    for (int i = 0; i < 12; ++i) {
        Bill bill = new_bill(random.below(2) == 0 ? employer : other,
                             Month::from_ym(2026, 1 + random.below(3)), worker);
        bills.push_back(issue(bill, {worker}));
    }
    Money came;
    for (int round = 0; round < 6; ++round) {
        std::vector<BankLineForTests> lines;
        for (int i = 0; i < 5; ++i) {
            const Bill& bill = bills[random.below(12)];
            const std::int64_t amount =
                random.below(2) == 0 ? bill.amount.sum().rupiah() : 1 + random.below(900'000);
            lines.push_back({fmt::format("R{}-{}", round, i), payment_code(bill.number), amount});
            came += rp(amount);
        }
        take(lines);
        for (int i = 0; i < 4; ++i) {
            const auto number = static_cast<ReceiptNumber>(
                1 + random.below(static_cast<std::uint32_t>(5 * (round + 1))));
            const auto strategy = static_cast<AllocationStrategy>(1 + random.below(3));
            (void)allocate_receipt(
                desk(), {number,
                         {bills[random.below(12)].number, bills[random.below(12)].number},
                         strategy});
            if (random.below(3) == 0) (void)ask_refund(desk("ani"), {number, {}, "uji"});
            if (random.below(2) == 0)
                (void)decide_refund(desk("budi"), 1 + random.below(6), random.below(3) > 0);
            if (random.below(4) == 0) (void)undo_allocation(desk(), 1 + random.below(20), "uji");
            if (random.below(4) == 0) (void)sweep_receipts(desk(), "kustodian");
        }
    }
    const auto snapshot = database().read();
    const auto receipts = *list_receipts(**snapshot, {});
    Money allocated, waiting, asked, paid, credited;
    for (const Receipt& receipt : receipts) {
        allocated += receipt.allocated;
        asked += receipt.refunded;
        waiting += receipt.open();
    }
    for (const Bill& bill : bills) paid += bill_now(bill.number).paid.sum();
    EXPECT_EQ(allocated + waiting + asked, came) << "seed " << seed;
    EXPECT_EQ(paid, allocated) << "seed " << seed;
    const auto totals = *books().totals();
    const auto total = [&](Book book, AccountCode account) {
        const auto found = totals.find({book, account});
        return found == totals.end() ? Money{} : found->second.balance();
    };
    EXPECT_GT(allocated, rp(1'000'000));
    EXPECT_EQ(total(Book::clearing, 1130) + total(Book::clearing, 2220) +
                  total(Book::clearing, 2230) + total(Book::clearing, 2420),
              rp(0));
    for (const Bill& bill : bills) credited += bill_now(bill.number).paid[BillPart::jht];
    EXPECT_EQ(total(Book::jht, 2310), Money{} - credited) << "seed " << seed;
    expect_books_right();
}

PAYUNG_EVERY_ENGINE(ReceivingTest);

}  // namespace
}  // namespace payung
