#include "contributions/bill_posting.h"

#include <gtest/gtest.h>

#include <vector>

#include "ledger/laws.h"
#include "ledger/memory_ledger.h"

namespace payung {
namespace {

Money rupiah(std::int64_t amount) {
    return Money::from_rupiah(amount);
}

/// E1: three workers of 5,000,000 in March 2026.
Bill bill_of_e1() {
    Bill bill;
    bill.number = 1;
    bill.first = bill.last = Month::from_ym(2026, 3);
    bill.issued = *Day::from_ymd(2026, 4, 1);
    bill.members = 3;
    bill.amount[BillPart::jkk] = rupiah(15'000);
    bill.amount[BillPart::jkp_from_jkk] = rupiah(21'000);
    bill.amount[BillPart::jkm] = rupiah(45'000);
    bill.amount[BillPart::jht] = rupiah(855'000);
    bill.amount[BillPart::jp] = rupiah(450'000);
    bill.jkp_state = rupiah(33'000);
    return bill;
}

/// "JKK 1310 NPP:2026-03 36000", one a line.
std::string told(const Group& group) {
    std::string text;
    for (const Entry& entry : group.entries) {
        for (const Line& line : entry.lines) {
            text += std::string(name_of(entry.book)) + " " + std::to_string(line.account) + " [" +
                    line.key + "] " + std::to_string(line.amount.rupiah()) + "\n";
        }
    }
    return text;
}

// Goal: the monthly bill of an employer is booked as E1 says, line by line.
TEST(BillPosting, books_a_bill_of_wage_earners_as_e1) {
    const Group group = accrual_of(bill_of_e1(), "NPP00001");
    EXPECT_TRUE(check_laws(group));
    EXPECT_EQ(told(group),
              "JKK 1310 [NPP00001:2026-03] 36000\n"
              "JKK 4110 [PU] -36000\n"
              "JKK 5150 [2026-03] 21000\n"
              "JKK 2430 [2026-03] -21000\n"
              "JKP 1420 [2026-03] 21000\n"
              "JKP 4130 [PU] -21000\n"
              "JKP 1330 [2026] 33000\n"
              "JKP 4120 [PU] -33000\n"
              "JKM 1310 [NPP00001:2026-03] 45000\n"
              "JKM 4110 [PU] -45000\n"
              "JHT 1310 [NPP00001:2026-03] 855000\n"
              "JHT 2320 [NPP00001:2026-03] -855000\n"
              "JP 1310 [NPP00001:2026-03] 450000\n"
              "JP 4110 [PU] -450000\n");
    EXPECT_EQ(group.entries.front().event, *Day::from_ymd(2026, 3, 31));
    EXPECT_EQ(group.refers_to, payment_code(1));
    EXPECT_EQ(accrual_of(bill_of_e1(), "NPP00001").key, group.key);
}

// Goal: programmes that are not owed make no lines, and no empty entries.
TEST(BillPosting, leaves_out_what_is_not_owed) {
    Bill bill = bill_of_e1();
    bill.amount = {};
    bill.amount[BillPart::jkk] = rupiah(16'200);
    bill.amount[BillPart::jkm] = rupiah(9'000);
    bill.jkp_state = {};
    const Group group = accrual_of(bill, "NPP00002");
    EXPECT_TRUE(check_laws(group));
    EXPECT_EQ(group.entries.size(), 2U);
}

// Goal: of a prepaid year, the month that has come is earned (E5), and nothing else.
TEST(BillPosting, earns_a_month_of_an_advance_as_e5) {
    Bill bill;
    bill.number = 2;
    bill.segment = Segment::bpu;
    bill.first = Month::from_ym(2026, 1);
    bill.last = Month::from_ym(2026, 12);
    bill.completed_on = *Day::from_ymd(2026, 1, 20);
    PartAmounts month;
    month[BillPart::jkk] = rupiah(10'000'000);
    month[BillPart::jkm] = rupiah(6'800'000);
    const Group group = earned_months(
        std::vector<EarnedMonth>{{&bill, "KAB-6303", Month::from_ym(2026, 2), month, {}}}, "a");
    EXPECT_TRUE(check_laws(group));
    EXPECT_EQ(told(group),
              "JKK 2210 [KAB-6303:2026-01..2026-12] 10000000\n"
              "JKK 4110 [BPU] -10000000\n"
              "JKM 2210 [KAB-6303:2026-01..2026-12] 6800000\n"
              "JKM 4110 [BPU] -6800000\n");
    EXPECT_EQ(group.entries.front().event, *Day::from_ymd(2026, 2, 1));
    const Group first =
        earned_months(std::vector<EarnedMonth>{{&bill, "KAB-6303", bill.first, month, {}}}, "b");
    EXPECT_EQ(first.entries.front().event, *Day::from_ymd(2026, 1, 20));
    EXPECT_NE(first.key, group.key);
}

// Goal: what is saved goes to the account of each member.
TEST(BillPosting, credits_jht_to_members) {
    Bill bill;
    bill.number = 3;
    bill.segment = Segment::bpu;
    bill.first = bill.last = Month::from_ym(2026, 2);
    bill.completed_on = *Day::from_ymd(2026, 2, 10);
    PartAmounts month;
    month[BillPart::jht] = rupiah(50'000);
    const std::vector<JhtShare> shares{{"K1", rupiah(20'000)}, {"K2", rupiah(30'000)}};
    const Group group =
        earned_months(std::vector<EarnedMonth>{{&bill, "KEL-1", bill.first, month, shares}}, "c");
    EXPECT_TRUE(check_laws(group));
    EXPECT_EQ(told(group),
              "JHT 2210 [KEL-1:2026-02..2026-02] 50000\n"
              "JHT 2310 [K1] -20000\n"
              "JHT 2310 [K2] -30000\n");
}

// Goal: an allowance goes up and down as E14.
TEST(BillPosting, sets_an_allowance_as_e14) {
    const Day day = *Day::from_ymd(2026, 12, 31);
    const Group up = impairment_of(Book::jp, "> 12", {}, rupiah(450'000), day, "a");
    EXPECT_TRUE(check_laws(up));
    EXPECT_EQ(told(up), "JP 5410 [] 450000\nJP 1390 [> 12] -450000\n");
    const Group down = impairment_of(Book::jp, "> 12", rupiah(450'000), rupiah(250'000), day, "b");
    EXPECT_EQ(told(down), "JP 5410 [] -200000\nJP 1390 [> 12] 200000\n");
}

}  // namespace
}  // namespace payung
