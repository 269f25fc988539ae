#include "storage/ledger_store.h"

#include "storage/ledger_reader.h"
#include "storage/ledger_rows.h"
#include "storage/ledger_writer.h"
#include "storage/migrations.h"

namespace payung {
namespace {

constexpr Sql select_period{"ledger_period.of_book",
                            "SELECT first_open FROM ledger_period WHERE book = $1"};
constexpr Sql upsert_period{"ledger_period.upsert",
                            "INSERT INTO ledger_period (book, first_open) VALUES ($1, $2)"
                            " ON CONFLICT (book) DO UPDATE SET first_open = excluded.first_open"};
constexpr Sql select_balances{"ledger_balance.all",
                              "SELECT a.path, b.posted, b.reserved FROM ledger_sub_account a"
                              " JOIN ledger_balance b ON b.sub_account = a.id"};
constexpr Sql select_totals{"ledger_total.all",
                            "SELECT book, account, CAST(SUM(debit) AS BIGINT),"
                            " CAST(SUM(credit) AS BIGINT) FROM ledger_total"
                            " GROUP BY book, account"};
// Lines of groups that were only set aside are not postings.
constexpr Sql sum_lines{
    "ledger_line.sums",
    "SELECT a.book, a.account, CAST(SUM(s.debit) AS BIGINT), CAST(SUM(s.credit) AS BIGINT) FROM"
    " (SELECT sub_account, SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS debit,"
    " SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS credit FROM ledger_line"
    " WHERE period > 0 GROUP BY sub_account) s JOIN ledger_sub_account a ON a.id = s.sub_account"
    " GROUP BY a.book, a.account"};
std::pair<Book, AccountCode> account_at(const Row& row) {
    return {static_cast<Book>(row.integer(0).value_or(0)),
            static_cast<AccountCode>(row.integer(1).value_or(0))};
}

Result<TrialBalance> trial_balance(Transaction& snapshot, const Sql& sql) {
    TrialBalance totals;
    TRY(snapshot.query(sql, {}, [&](const Row& row) -> Result<void> {
        totals[account_at(row)] = {Money::from_sen(row.integer(2).value_or(0)),
                                   Money::from_sen(row.integer(3).value_or(0))};
        return {};
    }));
    return totals;
}

Result<std::vector<PostingResult>> post_remembering(Transaction& transaction,
                                                    std::span<const PostingRequest> requests,
                                                    Instant now, LedgerMemory& memory) {
    LedgerWriter writer(transaction, now, memory);
    TRY(writer.prepare(requests));
    std::vector<PostingResult> results;
    results.reserve(requests.size());
    for (const PostingRequest& request : requests) results.push_back(writer.post(request));
    TRY(writer.write());
    return results;
}

}  // namespace

Result<std::vector<PostingResult>> post_groups(Transaction& transaction,
                                               std::span<const PostingRequest> requests,
                                               Instant now) {
    LedgerMemory memory;
    return post_remembering(transaction, requests, now, memory);
}

Result<LedgerStore> LedgerStore::open(Database& database, const Clock& clock,
                                      std::string_view version) {
    TRY(migrate(database, migrations_of(database.engine()), clock, version));
    LedgerStore store(database, clock);
    store.memory_ = std::make_shared<LedgerMemory>();
    return store;
}

Result<std::vector<PostingResult>> LedgerStore::post(std::span<const PostingRequest> requests) {
    std::vector<PostingResult> results;
    std::uint64_t turn = 0;
    const auto written = database_->write([&](Transaction& transaction) -> Result<void> {
        // One command at a time: here is who may touch the memory. What a command left there that
        // is not known to stand is not to be trusted.
        if (memory_->committed.load() != memory_->turn) memory_->forget();
        turn = ++memory_->turn;
        TRY_ASSIGN(results, post_remembering(transaction, requests, clock_->now(), *memory_));
        return {};
    });
    if (!written) return written.error();
    memory_->committed.store(turn);
    return results;
}

Result<std::vector<PostingResult>> LedgerStore::post(std::span<const Group> groups,
                                                     std::string_view actor) {
    std::vector<PostingRequest> requests;
    for (const Group& group : groups) requests.push_back({&group, actor});
    return post(requests);
}

Result<void> close_period(Transaction& transaction, Book book, Month first_open,
                          std::string_view actor, Instant now) {
    const Value of_book{static_cast<std::int64_t>(book)};
    Month open;
    TRY(transaction.query(select_period, {{of_book}}, [&](const Row& row) -> Result<void> {
        open = parse_month(row.text(0).value_or("")).value_or(Month{});
        return {};
    }));
    if (first_open < open) return Error{Code::ledger_period, {{"month", to_text(open)}}};
    if (first_open == open) return {};  // Asked again: closed, and told, already.
    const std::string month = to_text(first_open);
    TRY(transaction.execute(upsert_period, {{of_book, Value{std::string_view(month)}}}));
    const std::string subject = std::string(name_of(book)) + ':' + month;
    const Told told{std::string(actor), "ledger.close", subject, sha256(subject)};
    return append_events(transaction, {&told, 1}, now);
}

Result<void> LedgerStore::close_before(Book book, Month first_open, std::string_view actor) {
    return database_->write([&](Transaction& transaction) {
        return close_period(transaction, book, first_open, actor, clock_->now());
    });
}

Result<Balance> LedgerStore::balance(const SubAccount& sub_account) const {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_balance(*snapshot, sub_account);
}

Result<Booked> LedgerStore::booked(GroupNumber number) const {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_booked(*snapshot, number);
}

Result<std::map<SubAccount, Balance>> LedgerStore::balances() const {
    TRY_ASSIGN(const auto snapshot, database_->read());
    std::map<SubAccount, Balance> balances;
    TRY(snapshot->query(select_balances, {}, [&](const Row& row) -> Result<void> {
        balances[sub_account_of(row.text(0).value_or(""))] = {
            Money::from_sen(row.integer(1).value_or(0)),
            Money::from_sen(row.integer(2).value_or(0))};
        return {};
    }));
    return balances;
}

Result<TrialBalance> LedgerStore::history() const {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return trial_balance(*snapshot, sum_lines);
}

Result<TrialBalance> LedgerStore::totals() const {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return trial_balance(*snapshot, select_totals);
}

Result<void> LedgerStore::each_group(
    const std::function<Result<void>(const Booked&)>& on_group) const {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return each_group_in(*snapshot, on_group);
}

}  // namespace payung
