#include "office/overpayments.h"

#include <gtest/gtest.h>

#include "contributions/receipt_errors.h"
#include "office/receipts_for_tests.h"
#include "storage/advance_store.h"

namespace payung {
namespace {

using namespace receipt_error;

constexpr Month march = Month::from_ym(2026, 3);

class OverpaymentsTest : public ReceiptOfficeTest {
protected:
    /// E1 is paid, and the same amount has come again (E16).
    ReceiptNumber paid_twice() {
        const Bill bill = bill_of_e1();
        take({{"A1", payment_code(bill.number), 1'386'000}, {"A2", "lagi", 1'386'000}});
        EXPECT_EQ(receipt(1).open(), Money{});
        EXPECT_EQ(receipt(2).open(), rupiah_for_tests(1'386'000));
        return 2;
    }
    OverpaymentRequest asking(std::int32_t months, std::int64_t rupiah = 0) {
        return {2, employer, march, months, rupiah_for_tests(rupiah), "dobel kirim"};
    }
    /// A bill of one worker of E1.
    Bill bill_of_one_worker(Month month) {
        const PartAmounts worker = parts_for_tests(5'000, 7'000, 15'000, 285'000, 150'000);
        return issue(new_bill(employer, month, worker), {worker});
    }
    AdvancesUsed use() {
        const auto used = use_advances(desk());
        EXPECT_TRUE(used) << describe(used.error(), Language::en);
        return used ? *used : AdvancesUsed{};
    }
    std::int64_t advanced(Book fund) {
        return balance(fund, 2210, "NPP00001:2026-03..2026-05").rupiah();
    }
};

// Goal: money that came twice becomes an advance by two persons, and pays the bills of the months
// that follow, the oldest first and each programme its own; once.
TEST_P(OverpaymentsTest, counts_toward_the_following_months) {
    ASSERT_NE(paid_twice(), 0);
    ASSERT_DONE(ask_advance(desk("ani"), asking(3)));
    EXPECT_EQ(receipt(2).open(), rupiah_for_tests(1'386'000));  // nothing is booked yet
    ASSERT_DONE(decide_advance(desk("budi"), 1, true));
    EXPECT_EQ(receipt(2).open(), Money{});
    EXPECT_EQ(advanced(Book::jkk), -36'000);
    EXPECT_EQ(advanced(Book::jkm), -45'000);
    EXPECT_EQ(advanced(Book::jht), -855'000);
    EXPECT_EQ(advanced(Book::jp), -450'000);
    EXPECT_EQ(use().advances, 0);  // there is no bill of these months

    const Bill bill = bill_of_one_worker(march);
    const AdvancesUsed used = use();
    EXPECT_EQ(used.advances, 1);
    EXPECT_EQ(used.amount, rupiah_for_tests(462'000));
    EXPECT_EQ(bill_now(bill.number).state(), BillState::paid);
    EXPECT_EQ(balance(Book::jht, 2310, "W1"), rupiah_for_tests(-2 * 285'000));
    EXPECT_EQ(advanced(Book::jht), -570'000);
    EXPECT_EQ(use().advances, 0);

    bill_of_one_worker(march + 1);
    bill_of_one_worker(march + 2);
    EXPECT_EQ(use().amount, rupiah_for_tests(924'000));
    for (const Book fund : {Book::jkk, Book::jkm, Book::jht, Book::jp})
        EXPECT_EQ(advanced(fund), 0);
    EXPECT_EQ(advance_by_number(**database().read(), 1)->state, AdvanceState::ended);
    ASSERT_DONE(sweep_receipts(desk(), "KUSTODIAN"));
    expect_books_right();
}

// Goal: only what was decided is used; what stands is freed again like any allocation.
TEST_P(OverpaymentsTest, part_of_it_and_back_again) {
    ASSERT_NE(paid_twice(), 0);
    ASSERT_DONE(ask_advance(desk("ani"), asking(3, 300'000)));
    ASSERT_DONE(decide_advance(desk("budi"), 1, true));
    EXPECT_EQ(receipt(2).open(), rupiah_for_tests(1'086'000));
    const Bill bill = bill_of_one_worker(march);
    EXPECT_EQ(use().amount, rupiah_for_tests(300'000));
    EXPECT_EQ(bill_now(bill.number).open().sum(), rupiah_for_tests(162'000));
    EXPECT_EQ(receipt(2).open(), rupiah_for_tests(1'086'000));

    ASSERT_DONE(ask_advance(desk("ani"), asking(3)));
    ASSERT_DONE(decide_advance(desk("budi"), 2, true));
    const AllocationNumber held = advance_by_number(**database().read(), 2)->allocation;
    ASSERT_DONE(undo_allocation(desk(), held, "keliru"));
    EXPECT_EQ(receipt(2).open(), rupiah_for_tests(1'086'000));
    EXPECT_EQ(use().advances, 0);
    EXPECT_EQ(advanced(Book::jht), 0);
    expect_books_right();
}

// Goal: nobody decides alone, nothing is decided twice, and what cannot be is told.
TEST_P(OverpaymentsTest, refuses) {
    EXPECT_ERROR(advance_not_found, decide_advance(desk("budi"), 7, true));
    take({{"A1", "tak dikenal", 500'000}, {"A2", "lagi", 500'000}});
    EXPECT_ERROR(advance_without_bill, ask_advance(desk("ani"), asking(1)));
    bill_of_e1();
    EXPECT_ERROR(advance_months_wrong, ask_advance(desk("ani"), asking(13)));
    EXPECT_ERROR(receipt_too_small, ask_advance(desk("ani"), asking(1, 500'001)));
    ASSERT_DONE(ask_advance(desk("ani"), asking(1)));
    EXPECT_ERROR(advance_same_person, decide_advance(desk("ani"), 1, true));
    ASSERT_DONE(decide_advance(desk("budi"), 1, false));
    EXPECT_ERROR(advance_decided, decide_advance(desk("cici"), 1, true));
    EXPECT_EQ(receipt(2).open(), rupiah_for_tests(500'000));
}

PAYUNG_EVERY_ENGINE(OverpaymentsTest);

}  // namespace
}  // namespace payung
