#pragma once

/// What crediting JHT returns and closing months read of the books, and how far crediting has come.
///
/// Units    sen; months as in the tables of the books (202605) only inside.
/// Errors   those of database.h.
/// Cost     movements(), result_balances(): one pass over all lines; balances of a part: its rows.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fund/closing.h"
#include "ledger/trial_balance.h"
#include "storage/database.h"

namespace payung {

/// Of one month; at most one is unfinished.
struct CreditRun {
    Month month;
    Rate rate;  // of the year
    std::string reference;
    std::optional<Money> pool;
    std::int64_t last_id = 0, until_id = 0, accounts = 0;
    Money basis, credited;
    bool finished = false;
};
Result<std::optional<CreditRun>> find_credit_run(Transaction& transaction, Month month);
/// The one of the latest month.
Result<std::optional<CreditRun>> last_credit_run(Transaction& transaction);
Result<void> keep_credit_run(Transaction& transaction, const CreditRun& run, Instant now);

/// What was booked on JHT accounts in a month and since, by sub-account.
class JhtMovements {
public:
    explicit JhtMovements(Month month) : month_(month) {}

    /// Reads the lines that are new since the last look.
    Result<void> look(Transaction& transaction);
    /// Credit positive.
    struct Moved {
        std::int64_t in_month = 0, since = 0;  // sen; `since` counts the month too
    };
    Moved of(std::int64_t sub_account) const;

private:
    Month month_;
    std::int64_t seen_ = -1;    // the last line looked at
    std::vector<Moved> moved_;  // by sub-account
};

struct JhtAccount {
    std::int64_t id = 0;
    std::string key;  // the participant's
    Money balance;    // what he is owed: positive
};
Result<std::int64_t> last_sub_account(Transaction& transaction);
/// The JHT accounts among the sub-accounts after `after` and up to `until`.
Result<std::vector<JhtAccount>> jht_accounts(Transaction& transaction, std::int64_t after,
                                             std::int64_t until);

/// Month{}: none was closed yet.
Result<Month> first_open(Transaction& transaction, Book book);
/// Income and expense of a book up to and with that month, by sub-account.
Result<std::vector<ResultBalance>> result_balances(Transaction& transaction, Book book,
                                                   Month until);
Result<Money> booked_until(Transaction& transaction, Book book, AccountCode account, Month until);
/// Income of one account of a book in one month; what was closed is not taken off.
Result<Money> total_of_month(Transaction& transaction, Book book, AccountCode account, Month month);
/// The totals that are kept, of all months or up to one.
Result<TrialBalance> kept_totals(Transaction& transaction, std::optional<Month> until);
/// What is wrong with the books by the balances and totals that are kept: no line is read.
Result<std::vector<Discrepancy>> quick_check(Transaction& transaction);
Result<Money> balance_of_account(Transaction& transaction, Book book, AccountCode account);

}  // namespace payung
