#pragma once

/// A relational store behind a thin interface: SQLite in one file, or a PostgreSQL server.
///
/// Stores are written on Transaction, in the SQL that both engines take: parameters $1, $2, …;
/// whole numbers for money (sen), ids and flags; days and months as ISO text; NULLS FIRST or LAST
/// always said; rounding never left to the engine. No engine's header is included here.
///
/// Shape    write() runs one command, all or nothing, and returns when it is durable; commands wait
///          for each other, of any process. read() is a snapshot on a connection of its own: it
///          sees what was committed before it began, whatever is written meanwhile.
/// Failure  after an error a transaction answers every further statement with that same error and
///          cannot be committed, in both engines. Where a statement may fail, use attempt().
/// Syncs    one that failed is never asked for again: what it should have kept may be forgotten
///          without another word. The store then refuses to write (store_failed) until it is opened
///          anew, which writes its log again before it goes on. The command during which it failed,
///          or during whose COMMIT a server was lost, may be there then (store_outcome_unknown):
///          sending it again with its key settles it.
/// Errors   store_outcome_unknown, store_busy, store_full, store_failed, store_broken,
/// store_conflict, interrupted; from
///          open_database() also store_url_unknown, store_not_database, store_foreign,
///          store_unwritable, file_not_found, file_is_directory. No message holds a stored value.
/// Cost     bulk(): about a million narrow rows a second into SQLite without secondary indexes.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/file.h"
#include "base/result.h"

namespace payung {

enum class Engine : std::uint8_t { sqlite, postgres };

/// One statement with its name, which stands in errors and keys the prepared statement. The same
/// name always means the same text.
struct Sql {
    std::string_view name, text;
    std::string_view postgres = {};  // only where the dialects differ
};

using Value =
    std::variant<std::monostate, std::int64_t, std::string_view, std::span<const std::byte>>;

/// One row of an answer. Views die at the next row. Nothing stands for NULL.
class Row {
public:
    virtual ~Row() = default;
    virtual std::optional<std::int64_t> integer(int column) const = 0;
    virtual std::optional<std::string_view> text(int column) const = 0;
    virtual std::optional<std::span<const std::byte>> bytes(int column) const = 0;
};

/// Many rows into one table (SQLite: prepared inserts of many rows; PostgreSQL: binary COPY).
/// While one is open its transaction takes no other statement. Dropped without finish(): the rows
/// are not there. A bad row may be told by a later add() or by finish().
class BulkWriter {
public:
    virtual ~BulkWriter() = default;
    virtual Result<void> add(std::span<const Value> row) = 0;
    /// The number of rows written.
    virtual Result<std::int64_t> finish() = 0;
};

/// What a command may do. It has no commit(): the Database commits when the command has succeeded,
/// perhaps with others. Must not outlive its Database.
class Transaction {
public:
    using OnRow = std::function<Result<void>(const Row&)>;

    virtual ~Transaction() = default;  // of a read(): lets the snapshot go
    virtual Engine engine() const = 0;
    /// Rows changed.
    virtual Result<std::int64_t> execute(const Sql& sql, std::span<const Value> values = {}) = 0;
    /// Stops at the first error that `on_row` returns, and returns it.
    virtual Result<void> query(const Sql& sql, std::span<const Value> values,
                               const OnRow& on_row) = 0;
    Result<std::unique_ptr<BulkWriter>> bulk(std::string_view table,
                                             std::span<const std::string_view> columns) {
        return write_rows(table, columns, WhenDropped::undo_rows);
    }
    /// As bulk(), for a command that stands or falls as a whole: rows that are refused, or dropped
    /// without finish(), fail the transaction (or the attempt() around them). No savepoint is kept,
    /// which spares SQLite a copy of every page that is touched, and PostgreSQL two messages.
    Result<std::unique_ptr<BulkWriter>> append(std::string_view table,
                                               std::span<const std::string_view> columns) {
        return write_rows(table, columns, WhenDropped::fail);
    }
    enum class WhenDropped : std::uint8_t { undo_rows, fail };
    virtual Result<std::unique_ptr<BulkWriter>> write_rows(
        std::string_view table, std::span<const std::string_view> columns, WhenDropped dropped) = 0;
    /// Runs `step` behind a savepoint: where it fails, what it did is undone, its error returned,
    /// and the transaction goes on (unless the engine had to give the whole of it up).
    virtual Result<void> attempt(const std::function<Result<void>()>& step) = 0;
    /// Several statements without parameters: migrations.
    virtual Result<void> run_script(const Sql& script) = 0;
};

class Database {
public:
    using Command = std::function<Result<void>(Transaction&)>;

    virtual ~Database() = default;
    virtual Engine engine() const = 0;
    virtual Result<std::unique_ptr<Transaction>> read() = 0;
    /// Runs `command`, all or nothing; returns only when it is durable. A command must not call
    /// write() itself.
    virtual Result<void> write(const Command& command) = 0;
};

struct DatabaseOptions {
    bool create = true;                      // else file_not_found where there is none
    std::uint64_t cache_bytes = 64U << 20U;  // of the writer; ≥ 256 MB pays for large imports
    int busy_wait_ms = 5000;                 // for another process that is writing
    int checkpoint_pages = 16000;  // SQLite: of the log, before they are moved into the file
};

/// `url` is "sqlite:PATH", a plain path, or "postgresql://…" as libpq takes it (an empty database
/// of one's own; store_unreachable where the server does not answer). A new file is for its owner's
/// eyes alone (mode 0600); a file that is not ours is refused before anything in it is touched.
Result<std::unique_ptr<Database>> open_database(std::string_view url,
                                                const DatabaseOptions& options);

}  // namespace payung
