#pragma once

/// One connection to a SQLite file and its prepared statements. Private to storage/: what others
/// use is database.h. Used by one thread at a time.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "storage/database.h"

struct sqlite3;
struct sqlite3_file;
struct sqlite3_stmt;

namespace payung {

struct SqliteStatementClose {
    void operator()(sqlite3_stmt* statement) const;
};
using SqliteStatementHandle = std::unique_ptr<sqlite3_stmt, SqliteStatementClose>;

class SqliteConnection;

/// What an answer of SQLite other than "ok" means to us. Never holds a stored value.
Error sqlite_error(sqlite3* handle, const Path& path, int answer, std::string_view statement);

/// A prepared statement on loan from its connection; goes back, reset, at the end of its scope.
class SqliteStatement {
public:
    SqliteStatement(SqliteConnection& connection, sqlite3_stmt* statement, bool* lent,
                    SqliteStatementHandle own, std::string_view name, bool in_order)
        : connection_(connection),
          statement_(statement),
          lent_(lent),
          own_(std::move(own)),
          name_(name),
          in_order_(in_order) {}
    SqliteStatement(SqliteStatement&& other) noexcept;
    SqliteStatement& operator=(SqliteStatement&&) = delete;
    ~SqliteStatement();

    /// Value i to parameter $i+1. Views must live until the last step().
    Result<void> bind(std::span<const Value> values);
    /// True: a row is there to be read.
    Result<bool> step();
    sqlite3_stmt* handle() const { return statement_; }

private:
    SqliteConnection& connection_;
    sqlite3_stmt* statement_;
    bool* lent_;  // of the cache; null for a statement of our own
    SqliteStatementHandle own_;
    std::string_view name_;
    bool in_order_;  // $1 is the first parameter, $2 the second …: no need to look for them
};

class SqliteConnection {
public:
    static Result<std::unique_ptr<SqliteConnection>> open(const Path& path,
                                                          const DatabaseOptions& options);
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection();

    /// From the cache where it is there and not in use.
    Result<SqliteStatement> statement(const Sql& sql);
    /// Prepared for this caller alone.
    Result<SqliteStatementHandle> prepare(std::string_view name, std::string_view text);
    Result<void> run_script(const Sql& script);
    Result<void> run(std::string_view name, std::string_view text);

    /// False once SQLite has given up the transaction, as it may after a full disk.
    bool in_transaction() const;
    std::int64_t rows_changed() const;
    /// Notes a failed sync.
    Error error_of(int answer, std::string_view statement);
    Error mistyped(std::string_view statement) const;
    /// Rows of append() that were dropped.
    Error given_up(std::string_view table) const;
    const Path& path() const { return path_; }

    /// What a sync answered that failed, here or while the log was moved into the file.
    const std::optional<Error>& failed_sync() const { return failed_sync_; }
    /// Closing leaves the log as it is, for the next one to read.
    void keep_log();
    /// Writes the log over itself and syncs it, where no other process is writing.
    Result<void> rewrite_log();
    /// Lengthens the log ahead of a writer that goes on and on. Pre: holds the writer's lock.
    void make_room_in_log();

private:
    struct Cached {
        std::string text;
        SqliteStatementHandle handle;
        bool in_order = false;
        bool lent = false;
    };
    SqliteConnection(Path path, sqlite3* handle, const DatabaseOptions& options);
    static int on_busy(void* self, int waits);
    static int on_commit(void* self, sqlite3* handle, const char* name, int pages);
    sqlite3_file* log_file();
    void note_failed_sync(int answer);

    Path path_;
    sqlite3* handle_;
    int busy_wait_ms_, checkpoint_pages_;
    int commits_ = 0;
    std::int64_t log_used_ = 0, log_length_ = 0;  // in bytes, as last seen
    std::optional<Error> failed_sync_;
    std::map<std::string, Cached, std::less<>> cache_;
};

}  // namespace payung
