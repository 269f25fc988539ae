#pragma once

/// What crediting JHT returns and closing months read of the books, and how far crediting has come.
///
/// Units    sen; months as in the tables of the books (202605) only inside.
/// Errors   those of database.h.
/// Cost     look(), result_balances(): one pass over all lines; balances of a part: its rows.

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
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

/// What crediting a month has to know of JHT accounts besides their balance.
///
/// What left an account is summed by what it was for (a claim, a receipt): a deposit that was taken
/// back in its own month was never there, a grant that was made smaller paid out less; but a
/// deposit of another matter makes no withdrawal smaller.
class JhtMovements {
public:
    explicit JhtMovements(Month month) : month_(month) {}

    /// Reads the lines that are new since the last look; accounts up to `done` are not asked for
    /// any more. The month is gone through a second time where something new left an account.
    Result<void> look(Transaction& transaction, std::int64_t done = 0);
    /// Of a month and later, credits positive.
    Money booked_since(std::int64_t sub_account) const;
    Money paid_out(std::int64_t sub_account) const;

private:
    Result<bool> read_lines(Transaction& transaction, std::int64_t done);
    Result<void> sum_up_paid_out(Transaction& transaction);

    Month month_;
    std::int64_t seen_ = -1;                               // the last line looked at
    std::optional<std::int64_t> first_;                    // the first line of the month
    std::vector<std::int64_t> since_;                      // sen by sub-account
    std::unordered_map<std::int64_t, std::int64_t> left_;  // sen, of those that anything left
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
