#pragma once

/// The books summed up, and the equalities that must always hold: I7, I8, I9.
///
/// Built from lines (history) and compared with balances kept as they change: two ways that agree.

#include <map>
#include <string>
#include <vector>

#include "ledger/posting.h"

namespace payung {

struct AccountTotal {
    Money debit, credit;  // all that was ever posted; credit as a positive amount
    Money balance() const { return debit - credit; }
    friend bool operator==(const AccountTotal&, const AccountTotal&) = default;
};

/// By book and account.
using TrialBalance = std::map<std::pair<Book, AccountCode>, AccountTotal>;

/// What is wrong with the books; empty when they are right.
struct Discrepancy {
    enum class Kind : std::uint8_t { book_not_zero, mirror_broken, control_differs, beyond_limit };
    Kind kind = Kind::book_not_zero;
    Book book = Book::jkk;
    AccountCode account = 0;
    Money by;
    friend bool operator==(const Discrepancy&, const Discrepancy&) = default;
};

class TrialBalanceMaker {
public:
    void add(const Entry& entry);
    const TrialBalance& result() const { return totals_; }

private:
    TrialBalance totals_;
};

/// Compares the totals of the history with the balances of the sub-accounts, which come one by one
/// and in any order, and both with the laws.
class BooksCheck {
public:
    /// `history` must outlive it.
    explicit BooksCheck(const TrialBalance& history);
    void see(Book book, AccountCode account, std::string_view key, Money posted);
    /// After all were seen.
    std::vector<Discrepancy> found() const;

private:
    struct Sum {
        Money posted, furthest;  // the sub-account that is furthest beyond its limit
    };
    const TrialBalance& history_;
    std::map<std::pair<Book, AccountCode>, Sum> sums_;
    std::map<std::pair<Book, std::string>, Money> mirrored_;  // of clearing and the agency, by fund
};

/// The same with all balances at hand.
std::vector<Discrepancy> check_books(const TrialBalance& history,
                                     const std::map<SubAccount, Balance>& balances);

}  // namespace payung
