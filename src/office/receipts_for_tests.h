#pragma once

/// For tests: an office with payers, members and bills to be paid, statements that pay them, and
/// what was posted to compare with the worked events.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "contributions/bill_posting.h"
#include "ledger/worked_events_for_tests.h"
#include "office/allocating.h"
#include "office/office_for_tests.h"
#include "office/receiving.h"
#include "office/refunding.h"
#include "office/sweeping.h"
#include "storage/bill_store.h"
#include "storage/receipt_store.h"

namespace payung {

inline Money rupiah_for_tests(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}

inline PartAmounts parts_for_tests(std::int64_t jkk, std::int64_t jkp, std::int64_t jkm,
                                   std::int64_t jht, std::int64_t jp) {
    PartAmounts parts;
    parts[BillPart::jkk] = Money::from_rupiah(jkk);
    parts[BillPart::jkp_from_jkk] = Money::from_rupiah(jkp);
    parts[BillPart::jkm] = Money::from_rupiah(jkm);
    parts[BillPart::jht] = Money::from_rupiah(jht);
    parts[BillPart::jp] = Money::from_rupiah(jp);
    return parts;
}

/// A receipt as a bank would tell it.
struct BankLineForTests {
    std::string reference, text;
    std::int64_t rupiah = 0;
    std::string day = "2026-03-16";
};

/// One statement of account 777 in CSV, with balances that fit.
inline std::string statement_for_tests(const std::vector<BankLineForTests>& lines,
                                       const std::string& account = "777") {
    std::string csv = "rekening,tanggal,referensi,jumlah,mata_uang,dk,keterangan\n" + account +
                      ",2026-03-01,,0,IDR,SALDO AWAL,\n";
    std::int64_t sum = 0;
    for (const BankLineForTests& line : lines) {
        csv += fmt::format("{},{},{},{},IDR,K,{}\n", account, line.day, line.reference, line.rupiah,
                           line.text);
        sum += line.rupiah;
    }
    return csv + fmt::format("{},2026-12-31,,{},IDR,SALDO AKHIR,\n", account, sum);
}

/// Book, account, amount: what two groups share that do the same under other keys.
using PostedLines = std::multiset<std::tuple<Book, AccountCode, std::int64_t>>;

class ReceiptOfficeTest : public OfficeTest {
protected:
    static constexpr PartyNumber employer = 1, sponsor = 2, other = 3;

    void SetUp() override {
        OfficeTest::SetUp();
        if (IsSkipped()) return;
        clock().set(noon_of(2026, 3, 16));
        const auto filled = database().write([](Transaction& transaction) {
            return transaction.run_script(
                {"sample",
                 "INSERT INTO party (party, kind, number, name, recorded_at) VALUES"
                 " (1, 2, 'NPP00001', 'PT Maju', 0), (2, 4, 'KAB6303', 'Kabupaten Banjar', 0),"
                 " (3, 2, 'NPP00003', 'PT Lain', 0);"
                 "INSERT INTO participant (participant, name, birth, sex, citizen, area, died,"
                 " recorded_at) VALUES (1, 'A', '1990-01-01', 1, 1, 6303000000, NULL, 0);"
                 "INSERT INTO membership (membership, kpj, participant, segment, recorded_at) "
                 "VALUES"
                 " (11, 'W1', 1, 1, 0), (12, 'W2', 1, 1, 0), (13, 'W3', 1, 1, 0);"});
        });
        ASSERT_TRUE(filled) << describe(filled.error(), Language::en);
        ASSERT_DONE(open_channel(desk(), "BRI", "777"));
    }

    static Bill new_bill(PartyNumber payer, Month month, const PartAmounts& amount) {
        Bill bill;
        bill.payer = payer;
        bill.first = bill.last = month;
        bill.issued = *Day::from_ymd(2026, 3, 1);
        bill.due = *Day::from_ymd(2026, 4, 15);
        bill.amount = amount;
        return bill;
    }

    /// Issues a bill; its members share JHT as `workers` say. Posted as E1 where it is a debt.
    Bill issue(Bill bill, const std::vector<PartAmounts>& workers = {}) {
        const auto written = carry_out(
            desk(), {"test.bill", std::to_string(++issued_), ""},
            [&](Work& work) -> Result<std::string> {
                TRY_ASSIGN(bill.number, next_bill_number(work.transaction()));
                bill.version = issued_;
                BillWithMembers billed;
                for (const PartAmounts& share : workers) {
                    const auto i = static_cast<MembershipNumber>(billed.members.size());
                    billed.members.push_back({11 + i, bill.first, share.sum(), share, {}, basis_});
                }
                bill.members = static_cast<std::int64_t>(workers.size());
                if (bill.kind != BillKind::late_charge && owed_before_paid(bill.segment)) {
                    TRY_ASSIGN(const PartyRecord payer, party_at(work, bill.payer));
                    const Group group = accrual_of(bill, payer.number);
                    TRY_ASSIGN(const auto posted, work.post({&group, 1}));
                    bill.posted = posted.front().number;
                }
                billed.bill = bill;
                TRY(add_bills(work.transaction(), {&billed, 1}));
                return std::string("{}");
            });
        EXPECT_TRUE(written) << describe(written.error(), Language::en);
        return bill;
    }

    /// The bill of E1: three workers of 5,000,000.
    Bill bill_of_e1() {
        const PartAmounts worker = parts_for_tests(5'000, 7'000, 15'000, 285'000, 150'000);
        Bill bill = new_bill(employer, Month::from_ym(2026, 2), worker + worker + worker);
        bill.jkp_state = Money::from_rupiah(33'000);
        return issue(bill, {worker, worker, worker});
    }

    ImportReport take(const std::vector<BankLineForTests>& lines) {
        auto report = import_statement(desk(), statement_for_tests(lines), "koran.csv");
        EXPECT_TRUE(report) << describe(report.error(), Language::en);
        return report ? std::move(*report) : ImportReport{};
    }

    Receipt receipt(ReceiptNumber number) {
        const auto snapshot = database().read();
        const auto found = receipt_by_number(**snapshot, number);
        EXPECT_TRUE(found) << describe(found.error(), Language::en);
        return found ? *found : Receipt{};
    }
    Bill bill_now(BillNumber number) {
        const auto snapshot = database().read();
        return *bill_by_number(**snapshot, number);
    }

    LedgerStore books() { return *LedgerStore::open(database(), clock(), "test"); }
    Money balance(Book book, AccountCode account, const std::string& key) {
        return books().balance({book, account, key})->posted;
    }
    GroupNumber last_group() {
        GroupNumber last = 0;
        EXPECT_TRUE(books().each_group([&](const Booked& booked) -> Result<void> {
            last = booked.number;
            return {};
        }));
        return last;
    }
    /// Of all groups after `from`.
    PostedLines posted_after(GroupNumber from) {
        PostedLines lines;
        EXPECT_TRUE(books().each_group([&](const Booked& booked) -> Result<void> {
            if (booked.number <= from) return {};
            for (const Entry& entry : booked.group.entries)
                for (const Line& line : entry.lines)
                    lines.emplace(entry.book, line.account, line.amount.sen());
            return {};
        }));
        return lines;
    }
    /// Trial balance nought, mirrors, controls: nothing is wrong with the books.
    void expect_books_right() {
        const auto history = books().history();
        const auto balances = books().balances();
        ASSERT_TRUE(history && balances);
        EXPECT_TRUE(check_books(*history, *balances).empty());
        EXPECT_EQ(*history, *books().totals());
    }

private:
    static Result<PartyRecord> party_at(Work& work, PartyNumber party) {
        const std::array<std::string, 3> numbers{"NPP00001", "KAB6303", "NPP00003"};
        const std::array one{numbers.at(static_cast<std::size_t>(party - 1))};
        TRY_ASSIGN(auto found, parties_with(work.transaction(), one));
        return found.front();
    }
    std::int64_t issued_ = 0, basis_ = 0;
};

/// The lines of a worked event; without the accounts left out.
inline PostedLines worked_lines(std::string_view name, const std::set<AccountCode>& without = {}) {
    PostedLines lines;
    for (const WorkedEvent& event : worked_events()) {
        if (event.name != name) continue;
        for (const Entry& entry : event.group.entries)
            for (const Line& line : entry.lines)
                if (!without.contains(line.account))
                    lines.emplace(entry.book, line.account, line.amount.sen());
    }
    return lines;
}

inline PostedLines without(PostedLines lines, const std::set<AccountCode>& accounts) {
    std::erase_if(lines, [&](const auto& line) { return accounts.contains(std::get<1>(line)); });
    return lines;
}

}  // namespace payung
