#pragma once

/// Many rows into a table with an index in another order than theirs: batches into a staging table
/// without indexes, checks as set queries, and one move in the order of the target's key.
///
/// Shape    begin() finds the load that has this key and goes on after its last batch, or begins a
///          new one; each take() is a durable transaction of its own, its rows together with the
///          watermark. The checks, and move(), run in the transaction of the command that wants the
///          rows, beside its key and its audit events: until then nobody sees one of them.
/// Key      says what is loaded by its content (the SHA-256 of the file), so that what was taken
///          and what is still to come are of one source.
/// Personal a staging table holds what its columns are given: what identifies a person is sealed
///          before it comes here, as in the target.
/// Errors   load_elsewhere where another process takes the same load further; load_unknown of a
///          load that was dropped meanwhile; those of database.h. A row that the target refuses
///          fails the move, which changes nothing.
/// Cost     a million narrow rows a second in; the move sorts (SQLite: in memory) and then adds at
///          the end of every page once. It pays where the target's pages do not fit the cache; see
///          staged_load_bench.cpp.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"
#include "storage/load_record.h"
#include "storage/stored_tables.h"

namespace payung {

struct StagedColumn {
    std::string_view name;
    ColumnType type = ColumnType::number;
};

/// Where the rows go in the end. What it points to must outlive the load.
struct StagedTarget {
    std::string_view table;
    std::span<const StagedColumn> columns;
    std::string_view order;  // "digest, number": its key
};

/// Rows of one batch.
class StagedRows {
public:
    /// `line`: of the source, for who must be told of the row.
    virtual Result<void> add(std::int64_t line, std::span<const Value> row) = 0;

protected:
    ~StagedRows() = default;
};

struct StagedTotals {
    std::int64_t rows = 0, sum = 0;
    friend bool operator==(const StagedTotals&, const StagedTotals&) = default;
};

class StagedLoad {
public:
    static Result<StagedLoad> begin(Database& database, std::string_view key,
                                    const StagedTarget& target, const Clock& clock);

    /// Rows that are durable, and where in the source to go on after them.
    std::int64_t taken() const { return record_.taken; }
    std::int64_t position() const { return record_.position; }

    /// One batch; `position`: in the source, after its last row.
    Result<void> take(std::int64_t position, const std::function<Result<void>(StagedRows&)>& fill);

    // ---- checks, each a set query over all rows. Lines are told in order.

    /// Lines of rows that have the same in all of `columns` as one of an earlier line.
    Result<std::vector<std::int64_t>> lines_twice(Transaction& transaction,
                                                  std::string_view columns) const;
    /// Lines of rows whose `column` is not NULL and not among `known` of `table`.
    Result<std::vector<std::int64_t>> lines_unknown(Transaction& transaction,
                                                    std::string_view column, std::string_view table,
                                                    std::string_view known) const;
    /// What is to agree with what was announced.
    Result<StagedTotals> totals(Transaction& transaction, std::string_view column) const;

    /// Takes the rows of these lines out; what was refused is not moved.
    Result<void> leave_out(Transaction& transaction, std::span<const std::int64_t> lines) const;
    /// All rows that are left into the target, in its order; nothing of the load remains. The
    /// number of rows.
    Result<std::int64_t> move(Transaction& transaction) const;

private:
    StagedLoad(Database& database, const StagedTarget& target, const Clock& clock,
               LoadRecord record);
    Result<std::vector<std::int64_t>> ask_lines(Transaction& transaction,
                                                const std::string& text) const;
    Result<void> check_ours(Transaction& transaction) const;

    Database* database_;
    StagedTarget target_;
    const Clock* clock_;
    LoadRecord record_;
    std::string table_;                      // the staging table
    std::vector<std::string_view> columns_;  // of the target, then the line
};

}  // namespace payung
