#pragma once

/// Transaction on a SQLite connection. Private to storage/.

#include <functional>
#include <optional>
#include <string>

#include "storage/database.h"
#include "storage/sqlite_connection.h"

namespace payung {

enum class SqliteMode : std::uint8_t { read, write };

class SqliteTransaction final : public Transaction {
public:
    /// Takes the writer's lock, or fixes the snapshot.
    static Result<std::unique_ptr<SqliteTransaction>> begin(SqliteConnection& connection,
                                                            SqliteMode mode,
                                                            std::function<void()> on_end);
    SqliteTransaction(const SqliteTransaction&) = delete;
    SqliteTransaction& operator=(const SqliteTransaction&) = delete;
    ~SqliteTransaction() override;

    Engine engine() const override { return Engine::sqlite; }
    Result<std::int64_t> execute(const Sql& sql, std::span<const Value> values) override;
    Result<void> query(const Sql& sql, std::span<const Value> values, const OnRow& on_row) override;
    Result<std::unique_ptr<BulkWriter>> write_rows(std::string_view table,
                                                   std::span<const std::string_view> columns,
                                                   WhenDropped dropped) override;
    Result<void> attempt(const std::function<Result<void>()>& step) override;
    Result<void> run_script(const Sql& script) override;

    /// Durable when it returns well. After any failure: nothing of it is there.
    Result<void> commit();

private:
    friend class SqliteBulkWriter;
    SqliteTransaction(SqliteConnection& connection, SqliteMode mode, std::function<void()> on_end)
        : connection_(connection), mode_(mode), on_end_(std::move(on_end)) {}
    /// Keeps the first failure, which every later statement then answers.
    Error failed(Error error);
    Result<void> ready();
    Result<void> changed(Result<void> result);
    Result<void> undo_to(std::string_view savepoint);

    SqliteConnection& connection_;
    SqliteMode mode_;
    std::function<void()> on_end_;
    std::optional<Error> failure_;
    int depth_ = 0;  // of savepoints
    bool bulk_open_ = false;
    bool ended_ = false;
};

}  // namespace payung
