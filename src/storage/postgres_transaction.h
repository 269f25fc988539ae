#pragma once

/// Transaction on a PostgreSQL connection. Private to storage/.

#include <functional>
#include <optional>
#include <string>

#include "storage/database.h"
#include "storage/postgres_connection.h"

namespace payung {

enum class PostgresMode : std::uint8_t { read, write };

class PostgresTransaction final : public Transaction {
public:
    /// Waits for other writers' turn, of any process, or fixes the snapshot.
    static Result<std::unique_ptr<PostgresTransaction>> begin(PostgresConnection& connection,
                                                              PostgresMode mode,
                                                              std::function<void()> on_end);
    PostgresTransaction(const PostgresTransaction&) = delete;
    PostgresTransaction& operator=(const PostgresTransaction&) = delete;
    ~PostgresTransaction() override;

    Engine engine() const override { return Engine::postgres; }
    Result<std::int64_t> execute(const Sql& sql, std::span<const Value> values) override;
    Result<void> query(const Sql& sql, std::span<const Value> values, const OnRow& on_row) override;
    Result<std::unique_ptr<BulkWriter>> write_rows(std::string_view table,
                                                   std::span<const std::string_view> columns,
                                                   WhenDropped dropped) override;
    Result<void> attempt(const std::function<Result<void>()>& step) override;
    Result<void> run_script(const Sql& script) override;

    /// Durable when it returns well.
    Result<void> commit();

private:
    friend class PostgresBulkWriter;
    PostgresTransaction(PostgresConnection& connection, PostgresMode mode,
                        std::function<void()> on_end)
        : connection_(connection), mode_(mode), on_end_(std::move(on_end)) {}
    /// Keeps the first failure, which every later statement then answers.
    Error failed(Error error);
    Result<void> ready();
    Result<void> changed(Result<void> result);

    PostgresConnection& connection_;
    PostgresMode mode_;
    std::function<void()> on_end_;
    std::optional<Error> failure_;
    int depth_ = 0;  // of savepoints
    bool bulk_open_ = false;
    bool ended_ = false;
};

}  // namespace payung
