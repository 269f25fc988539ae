#include "rehearsal/proofs.h"

#include <fmt/format.h>

#include "contributions/bill_posting.h"
#include "ledger/trial_balance.h"
#include "storage/bill_store.h"
#include "storage/party_store.h"
#include "storage/receipt_store.h"

namespace payung::rehearsal {
namespace {

constexpr AccountCode collection_cash = 1130, receivable = 1310, unallocated = 2220;

/// Two ways to the same amounts.
using Amounts = std::map<std::string, Money>;

class Prover {
public:
    explicit Prover(Stage& stage) : stage_(stage) {}

    Result<std::vector<std::string>> run() {
        TRY_ASSIGN(snapshot_, stage_.counter.database().read());
        TRY(books());
        TRY(chain());
        TRY(receipts());
        TRY(bills());
        return std::move(faults_);
    }

private:
    void fault(std::string text) { faults_.push_back(std::move(text)); }

    void compare(std::string_view what, const Amounts& one, const Amounts& other) {
        for (const auto& [key, amount] : one) {
            const auto at = other.find(key);
            const Money found = at == other.end() ? Money{} : at->second;
            if (found != amount) {
                fault(fmt::format("{} {}: {} and {}", what, key, to_text(amount), to_text(found)));
            }
        }
    }
    void agree(std::string_view what, const Amounts& one, const Amounts& other) {
        compare(what, one, other);
        for (const auto& [key, amount] : other) {
            if (!one.contains(key) && amount != Money{})
                compare(what, {{key, {}}}, {{key, amount}});
        }
    }

    Result<void> books() {
        FixedClock clock{Instant{}};
        TRY_ASSIGN(const LedgerStore store,
                   LedgerStore::open(stage_.counter.database(), clock, PAYUNG_VERSION));
        TRY_ASSIGN(const TrialBalance history, store.history());
        TRY_ASSIGN(const TrialBalance totals, store.totals());
        TRY_ASSIGN(balances_, store.balances());
        if (history != totals) fault("books: totals differ from the history of lines");
        for (const Discrepancy& wrong : check_books(history, balances_)) {
            fault(fmt::format("books: {} {} wrong by {}", name_of(wrong.book), wrong.account,
                              to_text(wrong.by)));
        }
        const auto cash = history.find({Book::clearing, collection_cash});
        const Money came = cash == history.end() ? Money{} : cash->second.debit;
        if (came != stage_.bank.received()) {
            fault(fmt::format("bank: {} came in, {} is booked", to_text(stage_.bank.received()),
                              to_text(came)));
        }
        return {};
    }

    Result<void> chain() {
        TRY_ASSIGN(const ChainReport report, verify_events(*snapshot_));
        if (report.fault) fault("audit: the chain is broken");
        return {};
    }

    Amounts of_account(Book book, AccountCode account, std::int64_t sign) const {
        Amounts found;
        for (const auto& [where, balance] : balances_) {
            if (where.book == book && where.account == account) {
                found[where.key] += balance.posted * sign;
            }
        }
        return found;
    }

    /// Every rupiah that came is allocated, given back, or stands in 2220 under its receipt.
    Result<void> receipts() {
        ReceiptQuery all;
        all.limit = std::numeric_limits<std::int32_t>::max();
        TRY_ASSIGN(const auto found, list_receipts(*snapshot_, all));
        Amounts open;
        Money came;
        for (const Receipt& receipt : found) {
            came += receipt.amount;
            open[receipt.at.key()] = receipt.open();
            TRY(allocations(receipt));
        }
        if (came != stage_.bank.received()) fault("receipts: not all that the bank has");
        agree("2220", open, of_account(Book::clearing, unallocated, -1));
        return {};
    }

    Result<void> allocations(const Receipt& receipt) {
        TRY_ASSIGN(const auto made, allocations_of(*snapshot_, receipt.number));
        Money sum;
        for (const Allocation& allocation : made) {
            sum += allocation.amount;
            for (const AllocatedBill& bill : allocation.bills) paid_[bill.bill] += bill.parts;
        }
        if (sum != receipt.allocated) {
            fault(fmt::format("receipt {}: allocations do not add up", receipt.number));
        }
        return {};
    }

    /// What a bill says was paid, receipts paid; what of wages is not, stands in 1310.
    Result<void> bills() {
        std::map<Book, Amounts> owed;
        for (const auto& [name, payer] : stage_.payers) {
            TRY_ASSIGN(const auto found, bills_of_payer(*snapshot_, payer));
            for (const Bill& bill : found) {
                if (bill.paid != paid_[bill.number]) {
                    fault(fmt::format("bill {}: paid by nobody who is known", bill.number));
                }
                const bool stands = owed_before_paid(bill.segment) && !bill.withdrawn &&
                                    bill.kind != BillKind::late_charge;
                if (stands) add_open(owed, receivable_key(name.substr(2), bill.first), bill.open());
            }
        }
        for (const Book fund : {Book::jkk, Book::jkm, Book::jht, Book::jp}) {
            agree(fmt::format("{} 1310", name_of(fund)), owed[fund],
                  of_account(fund, receivable, 1));
        }
        return {};
    }
    static void add_open(std::map<Book, Amounts>& owed, const std::string& key,
                         const PartAmounts& open) {
        owed[Book::jkk][key] += open[BillPart::jkk] + open[BillPart::jkp_from_jkk];
        owed[Book::jkm][key] += open[BillPart::jkm];
        owed[Book::jht][key] += open[BillPart::jht];
        owed[Book::jp][key] += open[BillPart::jp];
    }

    Stage& stage_;
    std::unique_ptr<Transaction> snapshot_;
    std::map<SubAccount, Balance> balances_;
    std::map<BillNumber, PartAmounts> paid_;
    std::vector<std::string> faults_;
};

}  // namespace

Result<std::vector<std::string>> find_faults(Stage& stage) {
    return Prover(stage).run();
}

}  // namespace payung::rehearsal
