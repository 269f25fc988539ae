#pragma once

/// One connection to a PostgreSQL server and its prepared statements. Private to storage/: what
/// others use is database.h. Used by one thread at a time.
///
/// Values travel in binary: whole numbers as int8, text and bytes as they are. Answers are streamed
/// row by row; a question asked within the rows of another makes the rest of those wait in memory.

#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/database.h"

struct pg_conn;
struct pg_result;

namespace payung {

struct PostgresResultClear {
    void operator()(pg_result* result) const;
};
using PostgresResult = std::unique_ptr<pg_result, PostgresResultClear>;

class PostgresConnection;

/// Rows that a statement sends, one by one.
class PostgresRows {
public:
    explicit PostgresRows(PostgresConnection& connection) : connection_(connection) {}
    PostgresRows(const PostgresRows&) = delete;
    PostgresRows& operator=(const PostgresRows&) = delete;
    ~PostgresRows();  // lets the rest of them go

    /// The next row as a result of one; nothing after the last.
    Result<PostgresResult> next();
    /// Takes what is still to come into memory, so that the connection is free.
    void take_all();
    std::int64_t rows_changed() const { return rows_changed_; }

private:
    friend class PostgresConnection;
    void receive();

    PostgresConnection& connection_;
    std::deque<PostgresResult> waiting_;
    std::optional<Error> failure_;
    std::string statement_;
    std::int64_t rows_changed_ = 0;
    bool ended_ = true;
};

class PostgresConnection {
public:
    static Result<std::unique_ptr<PostgresConnection>> open(std::string url,
                                                            const DatabaseOptions& options);
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;
    ~PostgresConnection();

    /// Sends a statement; `rows` gives what comes back.
    Result<void> send(const Sql& sql, std::span<const Value> values, PostgresRows& rows);
    /// Statements without parameters and answers.
    Result<void> run(std::string_view name, const std::string& text);

    // COPY table FROM STDIN in binary: begin, then bytes, then the number of rows.
    Result<void> begin_copy(std::string_view name, const std::string& text);
    Result<void> put_copy(std::string_view name, const std::string& bytes);
    Result<std::int64_t> end_copy(std::string_view name);
    void abandon_copy();

    bool in_transaction() const;
    /// False once the server or the way to it is gone.
    bool alive() const;
    /// What a failed statement means to us. Never holds a stored value: of the server's words only
    /// the state and the names of tables and constraints are told.
    Error error_of(const pg_result* result, std::string_view statement) const;
    Error mistyped(std::string_view statement) const;
    /// Rows of append() that were dropped.
    Error given_up(std::string_view table) const;
    const std::string& name() const { return name_; }

private:
    friend class PostgresRows;
    explicit PostgresConnection(pg_conn* handle, std::string name)
        : handle_(handle), name_(std::move(name)) {}
    Result<std::string> prepared(const Sql& sql, std::span<const Value> values);
    void make_free();
    /// Waits for the next answer, looking at Ctrl-C meanwhile.
    PostgresResult next_answer();
    Result<PostgresResult> last_answer(std::string_view statement);
    Error lost(std::string_view statement) const;

    pg_conn* handle_;
    std::string name_;  // what stands for it in errors: never a password
    PostgresRows* active_ = nullptr;
    struct Prepared {
        std::string name, text;  // as the server knows it
    };
    std::map<std::string, Prepared, std::less<>> prepared_;  // by name and types
};

}  // namespace payung
