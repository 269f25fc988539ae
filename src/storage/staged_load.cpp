#include "storage/staged_load.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "storage/errors.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr std::string_view line_column = "source_line";  // no column of ours is called so

std::string_view type_name(ColumnType type, Engine engine) {
    const bool sqlite = engine == Engine::sqlite;
    switch (type) {
        case ColumnType::number:
            return sqlite ? "INTEGER" : "BIGINT";
        case ColumnType::text:
            return sqlite ? "TEXT" : "TEXT COLLATE \"C\"";
        case ColumnType::bytes:
            return sqlite ? "BLOB" : "BYTEA";
    }
    CHECK(false);
}

/// Rows are only ever added at its end, and it has no index: nothing is asked of one row.
std::string create_text(const StagedTarget& target, std::string_view table, Engine engine) {
    std::string columns;
    for (const StagedColumn& column : target.columns)
        columns += fmt::format("{} {}, ", column.name, type_name(column.type, engine));
    return fmt::format("CREATE TABLE {} ({}{} {} NOT NULL){}", table, columns, line_column,
                       type_name(ColumnType::number, engine),
                       engine == Engine::sqlite ? " STRICT" : "");
}

/// A statement is called by its text, as several loads may use the same number.
std::string name_of_text(std::string_view text) {
    return fmt::format("staged.{:016x}", hash_bytes(text));
}

Result<void> run(Transaction& transaction, const std::string& text) {
    return transaction.run_script({name_of_text(text), text});
}

/// Of a load with other columns it would be another one.
std::string full_key(std::string_view key, const StagedTarget& target, Engine engine) {
    const std::string form = create_text(target, target.table, engine);
    return fmt::format("{}:{:016x}", key, hash_bytes(form));
}

/// What a batch is filled with.
class BatchRows final : public StagedRows {
public:
    BatchRows(BulkWriter& writer, std::size_t columns) : writer_(writer), values_(columns + 1) {}
    Result<void> add(std::int64_t line, std::span<const Value> row) override {
        CHECK(row.size() + 1 == values_.size());
        std::ranges::copy(row, values_.begin());
        values_.back() = line;
        return writer_.add(values_);
    }

private:
    BulkWriter& writer_;
    std::vector<Value> values_;
};

}  // namespace

StagedLoad::StagedLoad(Database& database, const StagedTarget& target, const Clock& clock,
                       LoadRecord record)
    : database_(&database),
      target_(target),
      clock_(&clock),
      record_(std::move(record)),
      table_(staging_table(record_.load)) {
    for (const StagedColumn& column : target_.columns) columns_.push_back(column.name);
    columns_.push_back(line_column);
}

Result<StagedLoad> StagedLoad::begin(Database& database, std::string_view key,
                                     const StagedTarget& target, const Clock& clock) {
    CHECK(!target.columns.empty());
    const std::string told_by = full_key(key, target, database.engine());
    std::optional<LoadRecord> load;
    const auto find_or_begin = [&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(load, find_load(transaction, told_by));
        if (load) return {};
        TRY_ASSIGN(load, begin_load(transaction, told_by, {}, clock.now()));
        return run(transaction, create_text(target, staging_table(load->load), database.engine()));
    };
    TRY(database.write(find_or_begin));
    return StagedLoad(database, target, clock, std::move(*load));
}

Result<void> StagedLoad::check_ours(Transaction& transaction) const {
    TRY_ASSIGN(const auto now, find_load(transaction, record_.key));
    const std::string load = std::to_string(record_.load);
    if (!now || now->load != record_.load)
        return Error{storage_error::load_unknown, {{"load", load}}};
    if (now->taken != record_.taken || now->position != record_.position)
        return Error{storage_error::load_elsewhere, {{"load", load}}};
    return {};
}

Result<void> StagedLoad::take(std::int64_t position,
                              const std::function<Result<void>(StagedRows&)>& fill) {
    LoadRecord after = record_;
    const auto batch = [&](Transaction& transaction) -> Result<void> {
        TRY(check_ours(transaction));
        TRY_ASSIGN(const auto writer, transaction.append(table_, columns_));
        BatchRows rows(*writer, target_.columns.size());
        TRY(fill(rows));
        TRY_ASSIGN(const std::int64_t added, writer->finish());
        after.taken = record_.taken + added;
        after.position = position;
        return advance_load(transaction, after, clock_->now());
    };
    TRY(database_->write(batch));
    record_ = std::move(after);
    return {};
}

Result<std::vector<std::int64_t>> StagedLoad::ask_lines(Transaction& transaction,
                                                        const std::string& text) const {
    TRY(check_ours(transaction));
    std::vector<std::int64_t> lines;
    TRY(transaction.query({name_of_text(text), text}, {}, [&](const Row& row) -> Result<void> {
        lines.push_back(number_at(row, 0));
        return {};
    }));
    return lines;
}

Result<std::vector<std::int64_t>> StagedLoad::lines_twice(Transaction& transaction,
                                                          std::string_view columns) const {
    return ask_lines(
        transaction,
        fmt::format("SELECT {0} FROM (SELECT {0}, ROW_NUMBER() OVER (PARTITION BY {1} ORDER BY {0})"
                    " AS place FROM {2}) placed WHERE place > 1 ORDER BY {0}",
                    line_column, columns, table_));
}

Result<std::vector<std::int64_t>> StagedLoad::lines_unknown(Transaction& transaction,
                                                            std::string_view column,
                                                            std::string_view table,
                                                            std::string_view known) const {
    return ask_lines(transaction,
                     fmt::format("SELECT s.{0} FROM {1} s LEFT JOIN {2} k ON k.{3} = s.{4}"
                                 " WHERE s.{4} IS NOT NULL AND k.{3} IS NULL ORDER BY s.{0}",
                                 line_column, table_, table, known, column));
}

Result<StagedTotals> StagedLoad::totals(Transaction& transaction, std::string_view column) const {
    TRY(check_ours(transaction));
    const std::string text = fmt::format(
        "SELECT COUNT(*), CAST(COALESCE(SUM({}), 0) AS BIGINT) FROM {}", column, table_);
    StagedTotals totals;
    TRY(transaction.query({name_of_text(text), text}, {}, [&](const Row& row) -> Result<void> {
        totals = {number_at(row, 0), number_at(row, 1)};
        return {};
    }));
    return totals;
}

Result<void> StagedLoad::leave_out(Transaction& transaction,
                                   std::span<const std::int64_t> lines) const {
    TRY(check_ours(transaction));
    // A table of them, so that the rows are looked through once, however many are left out.
    const std::string out = table_ + "_out";
    TRY(run(transaction, fmt::format("CREATE TABLE {} ({} {} NOT NULL)", out, line_column,
                                     type_name(ColumnType::number, transaction.engine()))));
    const std::array<std::string_view, 1> columns{line_column};
    TRY_ASSIGN(const auto writer, transaction.append(out, columns));
    for (const Value line : lines) TRY(writer->add({&line, 1}));
    TRY(writer->finish());
    return run(transaction, fmt::format("DELETE FROM {0} WHERE {1} IN (SELECT {1} FROM {2});"
                                        "DROP TABLE {2}",
                                        table_, line_column, out));
}

Result<std::int64_t> StagedLoad::move(Transaction& transaction) const {
    TRY(check_ours(transaction));
    const auto target_columns = std::span(columns_).first(target_.columns.size());
    const std::string text =
        fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2} ORDER BY {3}", target_.table,
                    fmt::join(target_columns, ", "), table_, target_.order);
    TRY_ASSIGN(const std::int64_t moved, transaction.execute({name_of_text(text), text}));
    TRY(run(transaction, "DROP TABLE " + table_));
    TRY(end_load(transaction, record_.load));
    return moved;
}

}  // namespace payung
