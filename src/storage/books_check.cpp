#include "storage/books_check.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "storage/ledger_rows.h"

namespace payung {
namespace {

constexpr std::size_t wrong_told = 100;

constexpr Sql select_bounds{"books_check.bounds",
                            "SELECT COALESCE((SELECT MAX(line) FROM ledger_line), 0),"
                            " COALESCE((SELECT MAX(id) FROM ledger_sub_account), 0)"};
constexpr Sql select_lines{"books_check.lines",
                           "SELECT sub_account, amount FROM ledger_line"
                           " WHERE line >= $1 AND line < $2 AND period > 0"};
constexpr Sql sum_lines{
    "books_check.sums",
    "SELECT sub_account, CAST(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT),"
    " CAST(SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS BIGINT), COUNT(*)"
    " FROM ledger_line WHERE period > 0 GROUP BY sub_account"};
constexpr Sql select_balances{"books_check.balances",
                              "SELECT a.id, a.path, b.posted FROM ledger_sub_account a"
                              " JOIN ledger_balance b ON b.sub_account = a.id"};
constexpr Sql select_totals{"books_check.totals",
                            "SELECT book, account, CAST(SUM(debit) AS BIGINT),"
                            " CAST(SUM(credit) AS BIGINT) FROM ledger_total"
                            " GROUP BY book, account"};

/// Added to by all threads at once.
class Sums {
public:
    explicit Sums(std::int64_t sub_accounts)
        : sums_(2 * static_cast<std::size_t>(sub_accounts) + 2) {}

    /// False where the sub-account is unknown or the sum leaves its range: damage.
    bool add(std::int64_t sub_account, std::int64_t amount) {
        const auto at = 2 * static_cast<std::size_t>(sub_account) + (amount < 0 ? 1 : 0);
        if (sub_account <= 0 || at >= sums_.size()) return false;
        const std::int64_t by = amount < 0 ? -amount : amount;
        const std::int64_t before = sums_[at].fetch_add(by, std::memory_order_relaxed);
        std::int64_t after = 0;
        return !__builtin_add_overflow(before, by, &after);
    }
    AccountTotal of(std::int64_t sub_account) const {
        const auto at = 2 * static_cast<std::size_t>(sub_account);
        return {Money::from_sen(sums_[at].load()), Money::from_sen(sums_[at + 1].load())};
    }

private:
    std::vector<std::atomic<std::int64_t>> sums_;  // debit and credit in turn
};

Error damaged(std::string_view statement) {
    return {Code::store_broken,
            {{"file", "ledger_line"},
             {"statement", std::string(statement)},
             {"reason", "a line of no sub-account, or a sum beyond all money"}}};
}

struct Bounds {
    std::int64_t last_line = 0, last_sub_account = 0;
};

struct Range {
    std::int64_t from = 0, until = 0;
};

Result<std::int64_t> add_range(Database& database, Range range, Sums& sums) {
    TRY_ASSIGN(const auto snapshot, database.read());
    std::int64_t lines = 0;
    TRY(snapshot->query(select_lines, {{Value{range.from}, Value{range.until}}},
                        [&](const Row& row) -> Result<void> {
                            ++lines;
                            if (sums.add(row.integer(0).value_or(0), row.integer(1).value_or(0)))
                                return {};
                            return damaged(select_lines.name);
                        }));
    return lines;
}

Result<std::int64_t> add_ranges(Database& database, std::int64_t last_line, unsigned threads,
                                Sums& sums) {
    std::vector<std::optional<Result<std::int64_t>>> done(threads);
    std::vector<std::thread> running;
    for (unsigned i = 0; i < threads; ++i) {
        const auto part = [&](unsigned k) {
            return static_cast<std::int64_t>(static_cast<__int128>(last_line + 1) * k / threads);
        };
        const Range range{part(i), part(i + 1)};
        running.emplace_back([&, i, range] { done[i] = add_range(database, range, sums); });
    }
    for (std::thread& thread : running) thread.join();
    std::int64_t lines = 0;
    for (auto& one : done) {
        TRY_ASSIGN(const std::int64_t some, std::move(*one));
        lines += some;
    }
    return lines;
}

Result<std::int64_t> add_grouped(Transaction& snapshot, Sums& sums) {
    std::int64_t lines = 0;
    TRY(snapshot.query(sum_lines, {}, [&](const Row& row) -> Result<void> {
        const std::int64_t at = row.integer(0).value_or(0);
        const bool right =
            sums.add(at, row.integer(1).value_or(0)) && sums.add(at, -row.integer(2).value_or(0));
        lines += row.integer(3).value_or(0);
        if (right) return {};
        return damaged(sum_lines.name);
    }));
    return lines;
}

struct BookedAt {
    Book book;
    AccountCode account;
    std::string_view key;
};

/// Without a copy of the key: there may be millions.
BookedAt parts_of(std::string_view path) {
    const std::size_t first = path.find(':'), second = path.find(':', first + 1);
    CHECK(first != std::string_view::npos && second == first + 5);
    int account = 0;
    for (const char digit : path.substr(first + 1, 4)) account = 10 * account + (digit - '0');
    return {parse_book(path.substr(0, first)).value(), static_cast<AccountCode>(account),
            path.substr(second + 1)};
}

using OnBalance = std::function<void(const BookedAt&, Money kept, const AccountTotal& summed)>;

Result<void> each_balance(Transaction& snapshot, const Sums& sums, const OnBalance& on_balance) {
    return snapshot.query(select_balances, {}, [&](const Row& row) -> Result<void> {
        on_balance(parts_of(row.text(1).value_or("")), Money::from_sen(row.integer(2).value_or(0)),
                   sums.of(row.integer(0).value_or(0)));
        return {};
    });
}

Result<bool> totals_agree(Transaction& snapshot, const TrialBalance& history) {
    TrialBalance kept;
    TRY(snapshot.query(select_totals, {}, [&](const Row& row) -> Result<void> {
        kept[{static_cast<Book>(row.integer(0).value_or(0)),
              static_cast<AccountCode>(row.integer(1).value_or(0))}] = {
            Money::from_sen(row.integer(2).value_or(0)),
            Money::from_sen(row.integer(3).value_or(0))};
        return {};
    }));
    return kept == history;
}

/// First the history of each account, then, with it whole, the balances against it.
Result<void> compare(Transaction& snapshot, const Sums& sums, BooksReport& report) {
    TRY(each_balance(snapshot, sums, [&](const BookedAt& at, Money, const AccountTotal& summed) {
        if (summed == AccountTotal{}) return;  // Only ever set aside.
        AccountTotal& total = report.history[{at.book, at.account}];
        total.debit += summed.debit;
        total.credit += summed.credit;
    }));
    BooksCheck check(report.history);
    TRY(each_balance(
        snapshot, sums, [&](const BookedAt& at, Money kept, const AccountTotal& summed) {
            ++report.sub_accounts;
            check.see(at.book, at.account, at.key, kept);
            if (summed.balance() == kept) return;
            ++report.wrong_count;
            if (report.wrong.size() < wrong_told)
                report.wrong.push_back(
                    {{at.book, at.account, std::string(at.key)}, kept, summed.balance()});
        }));
    report.found = check.found();
    TRY_ASSIGN(report.totals_agree, totals_agree(snapshot, report.history));
    return {};
}

}  // namespace

Result<BooksReport> go_through_books(Database& database, unsigned threads) {
    TRY_ASSIGN(const auto snapshot, database.read());
    Bounds bounds;
    TRY(snapshot->query(select_bounds, {}, [&](const Row& row) -> Result<void> {
        bounds = {row.integer(0).value_or(0), row.integer(1).value_or(0)};
        return {};
    }));
    if (threads == 0) threads = std::clamp(std::thread::hardware_concurrency(), 1U, 16U);
    Sums sums(bounds.last_sub_account);
    BooksReport report;
    if (database.engine() == Engine::sqlite) {
        TRY_ASSIGN(report.lines, add_ranges(database, bounds.last_line, threads, sums));
    } else {
        TRY_ASSIGN(report.lines, add_grouped(*snapshot, sums));
    }
    TRY(compare(*snapshot, sums, report));
    return report;
}

}  // namespace payung
