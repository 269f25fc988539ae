#include "storage/bill_store.h"

#include <gtest/gtest.h>

#include "contributions/errors.h"
#include "storage/engine_fixture.h"
#include "storage/migrations.h"

namespace payung {
namespace {

Month month_of(int year, unsigned month) {
    return Month::from_ym(year, month);
}
Day day_of_2026(unsigned month, unsigned day) {
    return *Day::from_ymd(2026, month, day);
}
Money rupiah(std::int64_t amount) {
    return Money::from_rupiah(amount);
}

PartAmounts parts(std::int64_t jkk, std::int64_t jkp, std::int64_t jkm, std::int64_t jht,
                  std::int64_t jp) {
    PartAmounts amounts;
    amounts[BillPart::jkk] = rupiah(jkk);
    amounts[BillPart::jkp_from_jkk] = rupiah(jkp);
    amounts[BillPart::jkm] = rupiah(jkm);
    amounts[BillPart::jht] = rupiah(jht);
    amounts[BillPart::jp] = rupiah(jp);
    return amounts;
}
/// One worker of E1 of the ledger's worked events.
PartAmounts worker_of_e1() {
    return parts(5'000, 7'000, 15'000, 285'000, 150'000);
}

class BillStoreTest : public EngineTest {
protected:
    BillStoreTest() : EngineTest(Start::migrated) {}

    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_TRUE(database_);
        const auto filled = write([](Transaction& transaction) {
            return transaction.run_script(
                {"sample",
                 "INSERT INTO party VALUES (1, 2, 'NPP00001', 'PT Uji', 0);"
                 "INSERT INTO party VALUES (2, 4, 'KAB-6303', 'Kabupaten Uji', 0);"
                 "INSERT INTO participant VALUES (1, 'A', '1990-01-01', 1, 1, 6303000000, NULL, 0);"
                 "INSERT INTO membership VALUES (11, 'K11', 1, 1, 0);"
                 "INSERT INTO membership VALUES (12, 'K12', 1, 1, 0);"
                 "INSERT INTO membership VALUES (13, 'K13', 1, 1, 0);"});
        });
        ASSERT_TRUE(filled) << describe(filled.error(), Language::en);
    }

    Result<void> write(const Database::Command& command) { return database_->write(command); }
    std::unique_ptr<Transaction> read() { return std::move(*database_->read()); }

    /// The bill of E1: three workers in March 2026.
    static BillWithMembers bill_of_e1(BillNumber number, Month month, std::int64_t version = 0) {
        BillWithMembers billed;
        Bill& bill = billed.bill;
        bill.number = number;
        bill.payer = 1;
        bill.first = bill.last = month;
        bill.version = version;
        if (version > 0) bill.kind = BillKind::back_wage;
        bill.issued = (month + 1).first_day();
        bill.due = Day::from_number((month + 1).first_day().number() + 14);
        bill.members = 3;
        bill.posted = 7;
        for (const MembershipNumber who : {11, 12, 13}) {
            billed.members.push_back(
                {who, month, rupiah(5'000'000), worker_of_e1(), rupiah(11'000), 1});
            bill.amount += worker_of_e1();
            bill.jkp_state += rupiah(11'000);
        }
        return billed;
    }
    void add(const std::vector<BillWithMembers>& bills) {
        const auto added = write([&](Transaction& t) { return add_bills(t, bills); });
        ASSERT_TRUE(added) << describe(added.error(), Language::en);
    }
    Result<Bill> pay(BillNumber number, const PartAmounts& amounts, Day day) {
        Result<Bill> bill = Bill{};
        const auto written = write([&](Transaction& t) -> Result<void> {
            bill = apply_payment(t, number, amounts, day);
            if (!bill) return bill.error();
            return {};
        });
        if (!written) return written.error();
        return bill;
    }

private:
    std::unique_ptr<Database> database_;
    FixedClock clock_{Instant{std::chrono::milliseconds{1'767'225'600'000}}};
};
PAYUNG_EVERY_ENGINE(BillStoreTest);

// Goal: a bill and its members come back as they were kept, found by number and by code.
TEST_P(BillStoreTest, keeps_bills_and_members) {
    const BillWithMembers march = bill_of_e1(41, month_of(2026, 3));
    add({march});
    const auto snapshot = read();
    EXPECT_EQ(bill_by_number(*snapshot, 41).value(), march.bill);
    EXPECT_EQ(bill_by_code(*snapshot, payment_code(41)).value(), march.bill);
    EXPECT_EQ(march.bill.amount.sum(), rupiah(1'386'000));
    EXPECT_EQ(next_bill_number(*snapshot).value(), 42);
    std::vector<BillMember> members;
    std::string numbers;
    ASSERT_TRUE(each_member_of_bill(*snapshot, 41, [&](const BilledMember& row) -> Result<void> {
        members.push_back(row.member);
        numbers += row.kpj;
        return {};
    }));
    EXPECT_EQ(members, march.members);
    EXPECT_EQ(numbers, "K11K12K13");
    EXPECT_ERROR(bill_error::bill_not_found, bill_by_number(*snapshot, 42));
    EXPECT_ERROR(bill_error::payment_code_malformed, bill_by_code(*snapshot, "41"));
}

// Goal: a payer's open bills come by age, late charges behind all principal; a bill leaves the list
// when it is paid, and the list of what is overdue too.
TEST_P(BillStoreTest, lists_what_is_open_by_age) {
    BillWithMembers charge;
    charge.bill = bill_of_e1(3, month_of(2026, 2)).bill;
    charge.bill.kind = BillKind::late_charge;
    charge.bill.members = 0;
    add({bill_of_e1(1, month_of(2026, 3)), bill_of_e1(2, month_of(2026, 2)), charge});
    const auto open_numbers = [&] {
        std::vector<BillNumber> numbers;
        const auto bills = open_bills_of_payer(*read(), 1).value();
        for (const Bill& bill : bills) numbers.push_back(bill.number);
        return numbers;
    };
    const auto overdue = [&](Day day) {
        std::vector<BillNumber> numbers;
        EXPECT_TRUE(each_overdue_bill(*read(), day, [&](const Bill& bill) -> Result<void> {
            numbers.push_back(bill.number);
            return {};
        }));
        return numbers;
    };
    EXPECT_EQ(open_numbers(), (std::vector<BillNumber>{2, 1, 3}));
    EXPECT_EQ(overdue(day_of_2026(4, 15)), (std::vector<BillNumber>{2, 3}));
    ASSERT_TRUE(pay(2, bill_of_e1(2, month_of(2026, 2)).bill.amount, day_of_2026(3, 10)));
    EXPECT_EQ(open_numbers(), (std::vector<BillNumber>{1, 3}));
    EXPECT_EQ(overdue(day_of_2026(4, 16)), (std::vector<BillNumber>{3, 1}));
    EXPECT_EQ(bills_of_payer(*read(), 1).value().size(), 3U);
    EXPECT_EQ(bills_of_month(*read(), {1, 9}, month_of(2026, 3)).value().size(), 1U);
}

// Goal: payments add up by part, complete a bill on the day of the last one, never exceed it, and
// can be taken back.
TEST_P(BillStoreTest, applies_payments) {
    add({bill_of_e1(1, month_of(2026, 3))});
    // E4: a short payment of 1,000,000 in parts by the largest remainder
    const PartAmounts part = parts(10'822, 15'152, 32'468, 616'883, 324'675);
    const auto first = pay(1, part, day_of_2026(4, 10));
    ASSERT_TRUE(first) << describe(first.error(), Language::en);
    EXPECT_EQ(first->state(), BillState::partly_paid);
    EXPECT_FALSE(first->completed_on);
    EXPECT_ERROR(bill_error::bill_overpaid, pay(1, first->amount, day_of_2026(4, 11)));
    const auto second = pay(1, first->open(), day_of_2026(4, 12));
    ASSERT_TRUE(second);
    EXPECT_EQ(second->state(), BillState::paid);
    EXPECT_EQ(second->completed_on, day_of_2026(4, 12));
    EXPECT_EQ(payments_of_bill(*read(), 1).value(),
              (std::vector<DatedPayment>{{day_of_2026(4, 10), rupiah(1'000'000)},
                                         {day_of_2026(4, 12), rupiah(386'000)}}));
    const auto back = pay(1, PartAmounts{} - part, day_of_2026(4, 13));
    ASSERT_TRUE(back);
    EXPECT_FALSE(back->completed_on);
    EXPECT_EQ(bill_by_number(*read(), 1).value(), *back);
    EXPECT_ERROR(bill_error::bill_overpaid,
                 pay(1, PartAmounts{} - back->amount, day_of_2026(4, 14)));
}

// Goal: a bill that was withdrawn takes no payment, and one that was paid cannot be withdrawn.
TEST_P(BillStoreTest, withdraws_bills) {
    add({bill_of_e1(1, month_of(2026, 3)), bill_of_e1(2, month_of(2026, 4))});
    ASSERT_TRUE(write([](Transaction& t) { return withdraw_bill(t, 1, "salah pembayar"); }));
    EXPECT_ERROR(bill_error::bill_withdrawn, pay(1, worker_of_e1(), day_of_2026(4, 1)));
    EXPECT_ERROR(bill_error::bill_withdrawn,
                 write([](Transaction& t) { return withdraw_bill(t, 1, "lagi"); }));
    ASSERT_TRUE(pay(2, worker_of_e1(), day_of_2026(4, 1)));
    EXPECT_ERROR(bill_error::bill_overpaid,
                 write([](Transaction& t) { return withdraw_bill(t, 2, "lagi"); }));
    EXPECT_EQ(bill_by_number(*read(), 1).value().withdrawn, "salah pembayar");
}

// Goal: what was billed and paid for one member is told by month; a difference that is open takes
// no cover away but leaves its month open.
TEST_P(BillStoreTest, tells_the_months_of_a_member) {
    add({bill_of_e1(1, month_of(2026, 3)), bill_of_e1(2, month_of(2026, 4)),
         bill_of_e1(3, month_of(2026, 3), 1)});
    ASSERT_TRUE(pay(1, bill_of_e1(1, month_of(2026, 3)).bill.amount, day_of_2026(4, 10)));
    const auto billed = months_billed(*read(), 12).value();
    ASSERT_EQ(billed.size(), 2U);
    EXPECT_EQ(billed[0].amount, worker_of_e1() + worker_of_e1());
    EXPECT_EQ(billed[0].jkp_state, rupiah(22'000));
    EXPECT_FALSE(billed[0].completed_on);
    const auto paid = months_paid(*read(), 12).value();
    ASSERT_EQ(paid.size(), 2U);
    EXPECT_EQ(paid[0].paid_on, day_of_2026(4, 10));
    EXPECT_EQ(paid[0].programmes, bit_jkk | bit_jkm | bit_jht | bit_jp | bit_jkp);
    EXPECT_EQ(paid[0].bill, 1);
    EXPECT_FALSE(paid[1].paid_on);
    EXPECT_EQ(paid[1].programmes, 0);
    EXPECT_EQ(sum_paid(*read(), 12, month_of(2026, 1), month_of(2026, 12)).value(), worker_of_e1());
    EXPECT_EQ(sum_paid(*read(), 12, month_of(2026, 4), month_of(2026, 12)).value(), PartAmounts{});
}

// Goal: months that a sponsor pays in advance count as billed in each of them, and only there.
TEST_P(BillStoreTest, counts_advance_months_as_billed) {
    BillWithMembers year = bill_of_e1(1, month_of(2026, 3));
    year.bill.payer = 2;
    year.bill.segment = Segment::bpu;
    year.bill.last = month_of(2026, 4);
    for (const MembershipNumber who : {11, 12, 13})
        year.members.push_back({who, month_of(2026, 4), {}, worker_of_e1(), {}, 1});
    year.bill.amount += year.bill.amount;
    year.bill.members = 6;
    add({year, bill_of_e1(2, month_of(2026, 3))});
    const auto rows_in = [&](Month month) {
        std::map<PartyNumber, int> rows;
        const auto billed = billed_in_month(*read(), {1, 2}, month).value();
        for (const BilledBefore& row : billed) {
            ++rows[row.payer];
            EXPECT_EQ(row.amount, worker_of_e1());
        }
        return rows;
    };
    EXPECT_EQ(rows_in(month_of(2026, 3)), (std::map<PartyNumber, int>{{1, 3}, {2, 3}}));
    EXPECT_EQ(rows_in(month_of(2026, 4)), (std::map<PartyNumber, int>{{2, 3}}));
    EXPECT_EQ(rows_in(month_of(2026, 5)), (std::map<PartyNumber, int>{}));
}

// Goal: what explains millions of amounts is kept once.
TEST_P(BillStoreTest, keeps_each_basis_once) {
    std::vector<std::int64_t> numbers;
    ASSERT_TRUE(write([&](Transaction& t) -> Result<void> {
        for (const std::string_view text : {"PP 44/2015", "PP 50/2025", "PP 44/2015"}) {
            TRY_ASSIGN(const std::int64_t number, keep_basis(t, text));
            numbers.push_back(number);
        }
        return {};
    }));
    EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2, 1}));
    EXPECT_EQ(basis_text(*read(), 2).value(), "PP 50/2025");
}

}  // namespace
}  // namespace payung
