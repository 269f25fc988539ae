#include "storage/postgres_database.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/postgres_connection.h"
#include "storage/postgres_transaction.h"

namespace payung {
namespace {

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(std::string url, DatabaseOptions options,
                     std::unique_ptr<PostgresConnection> first)
        : url_(std::move(url)), options_(options) {
        free_.push_back(std::move(first));
    }

    Engine engine() const override { return Engine::postgres; }

    Result<std::unique_ptr<Transaction>> read() override {
        TRY_ASSIGN(std::unique_ptr<PostgresConnection> connection, take());
        PostgresConnection& reader = *connection;
        // The snapshot owns its connection, and gives it back when it ends.
        const auto give_back = [this, held = std::make_shared<std::unique_ptr<PostgresConnection>>(
                                          std::move(connection))] { give(std::move(*held)); };
        TRY_ASSIGN(std::unique_ptr<PostgresTransaction> snapshot,
                   PostgresTransaction::begin(reader, PostgresMode::read, give_back));
        return std::unique_ptr<Transaction>(std::move(snapshot));
    }

    Result<void> write(const Command& command) override {
        CHECK(writing_.load() != std::this_thread::get_id());  // A command calls write().
        const std::lock_guard lock(writer_mutex_);
        TRY_ASSIGN(std::unique_ptr<PostgresConnection> connection, take());
        Result<void> done = write_on(*connection, command);
        give(std::move(connection));
        return done;
    }

private:
    Result<void> write_on(PostgresConnection& connection, const Command& command) {
        TRY_ASSIGN(const std::unique_ptr<PostgresTransaction> transaction,
                   PostgresTransaction::begin(connection, PostgresMode::write, {}));
        writing_ = std::this_thread::get_id();
        Result<void> done = command(*transaction);
        writing_ = std::thread::id{};
        if (!done) return done;
        return transaction->commit();
    }

    Result<std::unique_ptr<PostgresConnection>> take() {
        {
            const std::lock_guard lock(free_mutex_);
            if (!free_.empty()) {
                auto connection = std::move(free_.back());
                free_.pop_back();
                return connection;
            }
        }
        return PostgresConnection::open(url_, options_);
    }
    void give(std::unique_ptr<PostgresConnection> connection) {
        if (!connection->alive()) return;  // The next one is made anew.
        const std::lock_guard lock(free_mutex_);
        free_.push_back(std::move(connection));
    }

    std::string url_;
    DatabaseOptions options_;
    std::mutex writer_mutex_, free_mutex_;
    std::atomic<std::thread::id> writing_ = std::thread::id{};
    std::vector<std::unique_ptr<PostgresConnection>> free_;
};

}  // namespace

bool is_postgres_url(std::string_view url) {
    return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

Result<std::unique_ptr<Database>> open_postgres(std::string_view url,
                                                const DatabaseOptions& options) {
    TRY_ASSIGN(std::unique_ptr<PostgresConnection> first,
               PostgresConnection::open(std::string(url), options));
    return std::unique_ptr<Database>(
        std::make_unique<PostgresDatabase>(std::string(url), options, std::move(first)));
}

}  // namespace payung
