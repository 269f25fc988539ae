#include "storage/fund_store.h"

#include "storage/ledger_rows.h"
#include "storage/numbers.h"

namespace payung {
namespace {

constexpr Sql select_run{
    "fund_credit_run.one",
    "SELECT period, rate, reference, pool, last_id, until_id, accounts, basis, credited,"
    " finished_at FROM fund_credit_run WHERE period = $1"};
constexpr Sql select_last_run{
    "fund_credit_run.last",
    "SELECT period, rate, reference, pool, last_id, until_id, accounts, basis, credited,"
    " finished_at FROM fund_credit_run ORDER BY period DESC LIMIT 1"};
constexpr Sql upsert_run{
    "fund_credit_run.upsert",
    "INSERT INTO fund_credit_run (period, rate, reference, pool, last_id, until_id, accounts,"
    " basis, credited, finished_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    " ON CONFLICT (period) DO UPDATE SET last_id = excluded.last_id, accounts = excluded.accounts,"
    " basis = excluded.basis, credited = excluded.credited, finished_at = excluded.finished_at"};
constexpr Sql select_movements{
    "fund.movements",
    "SELECT l.line, l.sub_account, l.period, l.amount FROM ledger_line l"
    " JOIN ledger_sub_account a ON a.id = l.sub_account"
    " WHERE l.line > $1 AND l.period >= $2 AND a.book = 2 AND a.account = 2310 ORDER BY l.line"};
constexpr Sql select_paid_out{
    "fund.paid_out",
    "SELECT l.sub_account, CAST(SUM(l.amount) AS BIGINT) FROM ledger_line l"
    " JOIN ledger_group g ON g.number = l.line / 1048576"
    " WHERE l.line >= $1 AND l.period = $2 AND l.sub_account IN"
    " (SELECT d.sub_account FROM ledger_line d JOIN ledger_sub_account a ON a.id = d.sub_account"
    " WHERE d.line >= $1 AND d.period = $2 AND d.amount > 0 AND a.book = 2 AND a.account = 2310)"
    " GROUP BY l.sub_account, g.refers_to HAVING SUM(l.amount) > 0"};
constexpr Sql select_last_line{"fund.last_line", "SELECT MAX(line) FROM ledger_line"};
constexpr Sql select_last_id{"fund.last_id", "SELECT MAX(id) FROM ledger_sub_account"};
constexpr Sql select_accounts{
    "fund.accounts",
    "SELECT a.id, a.path, b.posted FROM ledger_sub_account a"
    " JOIN ledger_balance b ON b.sub_account = a.id"
    " WHERE a.id > $1 AND a.id <= $2 AND a.book = 2 AND a.account = 2310 ORDER BY a.id"};
constexpr Sql select_open{"fund.first_open",
                          "SELECT first_open FROM ledger_period WHERE book = $1"};
constexpr Sql select_results{
    "fund.results",
    "SELECT a.path, CAST(SUM(l.amount) AS BIGINT) FROM ledger_line l"
    " JOIN ledger_sub_account a ON a.id = l.sub_account"
    " WHERE a.book = $1 AND a.account BETWEEN 4000 AND 5999 AND l.period > 0 AND l.period <= $2"
    " GROUP BY a.path HAVING SUM(l.amount) <> 0 ORDER BY a.path"};
constexpr Sql select_until{
    "fund.until",
    "SELECT CAST(COALESCE(SUM(debit) - SUM(credit), 0) AS BIGINT) FROM ledger_total"
    " WHERE book = $1 AND account = $2 AND period <= $3"};
constexpr Sql select_month{
    "fund.month",
    "SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM ledger_line l"
    " JOIN ledger_sub_account a ON a.id = l.sub_account"
    " JOIN ledger_group g ON g.number = l.line / 1048576"
    " WHERE a.book = $1 AND a.account = $2 AND l.period = $3 AND g.reason <> 'tutup-bulan'"};
constexpr Sql select_totals{"fund.totals",
                            "SELECT book, account, CAST(SUM(debit) AS BIGINT),"
                            " CAST(SUM(credit) AS BIGINT) FROM ledger_total"
                            " WHERE period <= $1 GROUP BY book, account"};
// Those of the accounts in the middle one by one, the others summed.
constexpr Sql select_sums{
    "fund.sums",
    "SELECT book, account, CAST(SUM(posted) AS BIGINT), CASE WHEN account IN (2420, 1430) THEN path"
    " ELSE '' END AS named FROM ledger_sub_account JOIN ledger_balance ON sub_account = id"
    " GROUP BY book, account,"
    " CASE WHEN account IN (2420, 1430) THEN path ELSE '' END"};
constexpr Sql select_balance{
    "fund.balance",
    "SELECT CAST(COALESCE(SUM(debit) - SUM(credit), 0) AS BIGINT) FROM ledger_total"
    " WHERE book = $1 AND account = $2"};

std::pair<Book, AccountCode> account_at(const Row& row) {
    return {static_cast<Book>(row.integer(0).value_or(0)),
            static_cast<AccountCode>(row.integer(1).value_or(0))};
}

CreditRun run_at(const Row& row) {
    CreditRun run;
    run.month = month_of_number(row.integer(0).value_or(0));
    run.rate = Rate{row.integer(1).value_or(0)};
    run.reference = row.text(2).value_or("");
    if (const auto pool = row.integer(3)) run.pool = Money::from_sen(*pool);
    run.last_id = row.integer(4).value_or(0);
    run.until_id = row.integer(5).value_or(0);
    run.accounts = row.integer(6).value_or(0);
    run.basis = money_at(row, 7);
    run.credited = money_at(row, 8);
    run.finished = row.integer(9).has_value();
    return run;
}

Result<std::optional<CreditRun>> one_run(Transaction& transaction, const Sql& sql,
                                         std::span<const Value> values) {
    std::optional<CreditRun> run;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        run = run_at(row);
        return {};
    }));
    return run;
}

Result<std::int64_t> one_number(Transaction& transaction, const Sql& sql,
                                std::span<const Value> values) {
    std::int64_t number = 0;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        number = row.integer(0).value_or(0);
        return {};
    }));
    return number;
}

Value of(Book book) {
    return Value{static_cast<std::int64_t>(book)};
}

Value of(AccountCode account) {
    return Value{static_cast<std::int64_t>(account)};
}

}  // namespace

Result<std::optional<CreditRun>> find_credit_run(Transaction& transaction, Month month) {
    return one_run(transaction, select_run, {{Value{whole_number(month)}}});
}

Result<std::optional<CreditRun>> last_credit_run(Transaction& transaction) {
    return one_run(transaction, select_last_run, {});
}

Result<void> keep_credit_run(Transaction& transaction, const CreditRun& run, Instant now) {
    TRY(transaction.execute(
        upsert_run,
        {{Value{whole_number(run.month)}, Value{run.rate.parts_per_million()},
          Value{std::string_view(run.reference)}, run.pool ? Value{run.pool->sen()} : Value{},
          Value{run.last_id}, Value{run.until_id}, Value{run.accounts}, Value{run.basis.sen()},
          Value{run.credited.sen()},
          run.finished ? Value{now.time_since_epoch().count()} : Value{}}}));
    return {};
}

/// Whether something new left an account, or came back to one that something had left.
Result<bool> JhtMovements::read_lines(Transaction& transaction, std::int64_t done) {
    const std::int64_t month = whole_number(month_);
    bool news = false;
    TRY(transaction.query(
        select_movements, {{Value{seen_}, Value{month}}}, [&](const Row& row) -> Result<void> {
            const std::int64_t id = row.integer(1).value_or(0), amount = row.integer(3).value_or(0);
            const auto at = static_cast<std::size_t>(id);
            if (at >= since_.size()) since_.resize(at + at / 2 + 1);
            since_[at] -= amount;
            if (row.integer(2) != month) return {};
            if (!first_) first_ = row.integer(0);
            if (amount > 0) left_.try_emplace(id);
            news = news || (id > done && left_.contains(id));
            return {};
        }));
    return news;
}

Result<void> JhtMovements::sum_up_paid_out(Transaction& transaction) {
    for (auto& [id, sen] : left_) sen = 0;
    return transaction.query(select_paid_out,
                             {{Value{first_.value_or(0)}, Value{whole_number(month_)}}},
                             [&](const Row& row) -> Result<void> {
                                 left_[row.integer(0).value_or(0)] += row.integer(1).value_or(0);
                                 return {};
                             });
}

Result<void> JhtMovements::look(Transaction& transaction, std::int64_t done) {
    TRY_ASSIGN(const std::int64_t last, one_number(transaction, select_last_line, {}));
    TRY_ASSIGN(const bool news, read_lines(transaction, done));
    if (news) TRY(sum_up_paid_out(transaction));
    seen_ = last;
    return {};
}

Money JhtMovements::booked_since(std::int64_t sub_account) const {
    const auto at = static_cast<std::size_t>(sub_account);
    return at < since_.size() ? Money::from_sen(since_[at]) : Money{};
}

Money JhtMovements::paid_out(std::int64_t sub_account) const {
    const auto found = left_.find(sub_account);
    return found == left_.end() ? Money{} : Money::from_sen(found->second);
}

Result<std::int64_t> last_sub_account(Transaction& transaction) {
    return one_number(transaction, select_last_id, {});
}

Result<std::vector<JhtAccount>> jht_accounts(Transaction& transaction, std::int64_t after,
                                             std::int64_t until) {
    std::vector<JhtAccount> accounts;
    TRY(transaction.query(select_accounts, {{Value{after}, Value{until}}},
                          [&](const Row& row) -> Result<void> {
                              accounts.push_back({row.integer(0).value_or(0),
                                                  sub_account_of(row.text(1).value_or("")).key,
                                                  Money{} - money_at(row, 2)});
                              return {};
                          }));
    return accounts;
}

Result<Month> first_open(Transaction& transaction, Book book) {
    Month open;
    TRY(transaction.query(select_open, {{of(book)}}, [&](const Row& row) -> Result<void> {
        open = parse_month(row.text(0).value_or("")).value_or(Month{});
        return {};
    }));
    return open;
}

Result<std::vector<ResultBalance>> result_balances(Transaction& transaction, Book book,
                                                   Month until) {
    std::vector<ResultBalance> results;
    TRY(transaction.query(
        select_results, {{of(book), Value{whole_number(until)}}},
        [&](const Row& row) -> Result<void> {
            results.push_back({sub_account_of(row.text(0).value_or("")), money_at(row, 1)});
            return {};
        }));
    return results;
}

Result<Money> booked_until(Transaction& transaction, Book book, AccountCode account, Month until) {
    TRY_ASSIGN(const std::int64_t sen,
               one_number(transaction, select_until,
                          {{of(book), of(account), Value{whole_number(until)}}}));
    return Money::from_sen(sen);
}

Result<Money> total_of_month(Transaction& transaction, Book book, AccountCode account,
                             Month month) {
    TRY_ASSIGN(const std::int64_t sen,
               one_number(transaction, select_month,
                          {{of(book), of(account), Value{whole_number(month)}}}));
    return Money::from_sen(sen);
}

Result<TrialBalance> kept_totals(Transaction& transaction, std::optional<Month> until) {
    constexpr std::int64_t all = 999'999;
    TrialBalance totals;
    TRY(transaction.query(select_totals, {{Value{until ? whole_number(*until) : all}}},
                          [&](const Row& row) -> Result<void> {
                              totals[account_at(row)] = {money_at(row, 2), money_at(row, 3)};
                              return {};
                          }));
    return totals;
}

Result<std::vector<Discrepancy>> quick_check(Transaction& transaction) {
    TRY_ASSIGN(const TrialBalance totals, kept_totals(transaction, std::nullopt));
    BooksCheck check(totals);
    TRY(transaction.query(select_sums, {}, [&](const Row& row) -> Result<void> {
        const auto [book, account] = account_at(row);
        const std::string_view path = row.text(3).value_or("");
        const std::size_t key = path.rfind(':');
        check.see(book, account, key == std::string_view::npos ? path : path.substr(key + 1),
                  money_at(row, 2));
        return {};
    }));
    return check.found();
}

Result<Money> balance_of_account(Transaction& transaction, Book book, AccountCode account) {
    TRY_ASSIGN(const std::int64_t sen,
               one_number(transaction, select_balance, {{of(book), of(account)}}));
    return Money::from_sen(sen);
}

}  // namespace payung
