#include "storage/migrations.h"

#include <string>
#include <vector>

#include "base/hash.h"

namespace payung {
namespace {

constexpr Sql has_table{
    "schema_migration.exists",
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'",
    "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'schema_migration'"};

constexpr Sql create_table{"schema_migration.create",
                           "CREATE TABLE schema_migration (number INTEGER PRIMARY KEY,"
                           " name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL,"
                           " version TEXT NOT NULL) STRICT",
                           "CREATE TABLE schema_migration (number BIGINT PRIMARY KEY,"
                           " name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL,"
                           " version TEXT NOT NULL)"};

constexpr Sql list_applied{"schema_migration.list",
                           "SELECT number, name, sha256, version FROM schema_migration"
                           " ORDER BY number"};

constexpr Sql note_applied{
    "schema_migration.insert",
    "INSERT INTO schema_migration (number, name, sha256, applied_at, version)"
    " VALUES ($1, $2, $3, $4, $5)"};

struct Applied {
    std::int64_t number = 0;
    std::string name, sha256, version;
};

std::string sha256_of(std::string_view text) {
    Sha256 sum;
    sum.add(text);
    return sum.hex();
}

std::string text_of(const Row& row, int column) {
    return std::string(row.text(column).value_or(std::string_view{}));
}

/// Nothing: the store is empty, without even the table of migrations.
Result<std::optional<std::vector<Applied>>> applied_to(Transaction& transaction) {
    std::int64_t tables = 0;
    TRY(transaction.query(has_table, {}, [&](const Row& row) -> Result<void> {
        tables = row.integer(0).value_or(0);
        return {};
    }));
    if (tables == 0) return std::optional<std::vector<Applied>>{};
    std::vector<Applied> applied;
    TRY(transaction.query(list_applied, {}, [&](const Row& row) -> Result<void> {
        applied.push_back(
            {row.integer(0).value_or(0), text_of(row, 1), text_of(row, 2), text_of(row, 3)});
        return {};
    }));
    return std::optional{std::move(applied)};
}

Result<void> check(const std::vector<Applied>& applied, std::span<const Migration> migrations) {
    for (std::size_t i = 0; i < applied.size(); ++i) {
        const Applied& one = applied[i];
        if (i >= migrations.size()) {
            const Applied& last = applied.back();
            return Error{Code::store_newer_version,
                         {{"number", std::to_string(last.number)}, {"version", last.version}}};
        }
        if (one.number != migrations[i].number || one.sha256 != sha256_of(migrations[i].text)) {
            return Error{Code::store_migration_changed,
                         {{"number", std::to_string(one.number)}, {"name", one.name}}};
        }
    }
    return {};
}

/// Applies the first missing one. False: none was missing (any more).
Result<bool> apply_next(Transaction& transaction, std::span<const Migration> migrations,
                        const Clock& clock, std::string_view version) {
    TRY_ASSIGN(const auto applied, applied_to(transaction));
    if (!applied) TRY(transaction.run_script(create_table));
    const std::size_t done = applied ? applied->size() : 0;
    if (applied) TRY(check(*applied, migrations));
    if (done == migrations.size()) return false;
    const Migration& next = migrations[done];
    CHECK(next.number == static_cast<int>(done) + 1);
    TRY(transaction.run_script({next.name, next.text}));
    const std::string sha256 = sha256_of(next.text);
    const std::string at = to_text(clock.now());
    TRY(transaction.execute(note_applied, {{Value{std::int64_t{next.number}}, Value{next.name},
                                            Value{std::string_view{sha256}},
                                            Value{std::string_view{at}}, Value{version}}}));
    return true;
}

}  // namespace

Result<void> migrate(Database& database, std::span<const Migration> migrations, const Clock& clock,
                     std::string_view version) {
    std::optional<std::vector<Applied>> applied;
    {
        TRY_ASSIGN(const auto snapshot, database.read());
        TRY_ASSIGN(applied, applied_to(*snapshot));
    }
    if (applied) {
        TRY(check(*applied, migrations));
        if (applied->size() == migrations.size()) return {};
    }
    for (bool more = true; more;) {
        TRY(database.write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(more, apply_next(transaction, migrations, clock, version));
            return {};
        }));
    }
    return {};
}

}  // namespace payung
