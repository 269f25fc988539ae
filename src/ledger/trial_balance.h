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

/// Compares the totals of the history with the balances of the sub-accounts, and both with the
/// laws.
std::vector<Discrepancy> check_books(const TrialBalance& history,
                                     const std::map<SubAccount, Balance>& balances);

}  // namespace payung
