#pragma once

/// The books gone through from beginning to end: every line read once, summed by sub-account and by
/// account, and compared with all that was kept as the lines came.
///
/// Shape    SQLite: the lines in ranges, one thread each, sums in arrays by sub-account; PostgreSQL
///          sums by itself. Lines are only ever added, so that ranges up to the last line of one
///          snapshot are the same in all later ones.
/// Errors   those of database.h. What is wrong with the books is no error but the answer.
/// Cost     16 bytes a sub-account.

#include "ledger/trial_balance.h"
#include "storage/database.h"

namespace payung {

/// A sub-account whose balance is not the sum of its lines.
struct WrongBalance {
    SubAccount at;
    Money kept, summed;
};

struct BooksReport {
    TrialBalance history;
    std::int64_t lines = 0, sub_accounts = 0;
    std::vector<Discrepancy> found;   // laws and control accounts
    std::vector<WrongBalance> wrong;  // the first hundred
    std::int64_t wrong_count = 0;
    bool totals_agree = true;  // kept by month, with the history
    bool sound() const { return found.empty() && wrong_count == 0 && totals_agree; }
};

/// `threads` 0: as many as there are cores.
Result<BooksReport> go_through_books(Database& database, unsigned threads = 0);

}  // namespace payung
