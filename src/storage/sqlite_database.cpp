#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/database.h"
#include "storage/errors.h"
#include "storage/postgres_database.h"
#include "storage/sqlite_connection.h"
#include "storage/sqlite_transaction.h"

namespace payung {
namespace {

constexpr std::uint32_t application_id = 0x50617975;  // "Payu", in the header of every file of ours
constexpr off_t header_bytes = 100;  // SQLite takes a shorter file for an empty one
constexpr std::uint64_t reader_cache_bytes = 16U << 20U;

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(std::unique_ptr<SqliteConnection> writer, DatabaseOptions options)
        : writer_(std::move(writer)), options_(options) {}

    Engine engine() const override { return Engine::sqlite; }

    Result<std::unique_ptr<Transaction>> read() override {
        TRY_ASSIGN(std::unique_ptr<SqliteConnection> reader, take_reader());
        SqliteConnection& connection = *reader;
        // The snapshot owns its connection, and gives it back when it ends.
        const auto give_back =
            [this, held = std::make_shared<std::unique_ptr<SqliteConnection>>(std::move(reader))] {
                const std::lock_guard lock(readers_mutex_);
                readers_.push_back(std::move(*held));
            };
        TRY_ASSIGN(std::unique_ptr<SqliteTransaction> snapshot,
                   SqliteTransaction::begin(connection, SqliteMode::read, give_back));
        return std::unique_ptr<Transaction>(std::move(snapshot));
    }

    Result<void> write(const Command& command) override {
        CHECK(writing_.load() != std::this_thread::get_id());  // A command calls write().
        const std::lock_guard lock(writer_mutex_);
        if (writer_->failed_sync()) return *writer_->failed_sync();
        Result<void> done = write_once(command);
        // What is in the log and what is in the file may now differ from what SQLite holds for
        // true: only reading it all again tells.
        if (!writer_->failed_sync()) return done;
        writer_->keep_log();
        if (done) return done;
        return Error{storage_error::store_outcome_unknown,
                     {{"file", writer_->path().string()}, {"reason", "sync"}}};
    }

private:
    Result<void> write_once(const Command& command) {
        TRY_ASSIGN(const std::unique_ptr<SqliteTransaction> transaction,
                   SqliteTransaction::begin(*writer_, SqliteMode::write, {}));
        writing_ = std::this_thread::get_id();
        Result<void> done = command(*transaction);
        writing_ = std::thread::id{};
        if (!done) return done;
        return transaction->commit();
    }
    Result<std::unique_ptr<SqliteConnection>> take_reader() {
        {
            const std::lock_guard lock(readers_mutex_);
            if (!readers_.empty()) {
                auto reader = std::move(readers_.back());
                readers_.pop_back();
                return reader;
            }
        }
        DatabaseOptions options = options_;
        options.cache_bytes = reader_cache_bytes;
        TRY_ASSIGN(auto reader, SqliteConnection::open(writer_->path(), options));
        TRY(reader->run("settings", "PRAGMA query_only = ON"));
        reader->keep_log();  // Moving it into the file is the writer's.
        return reader;
    }

    std::unique_ptr<SqliteConnection> writer_;
    std::mutex writer_mutex_;
    std::atomic<std::thread::id> writing_ = std::thread::id{};
    std::vector<std::unique_ptr<SqliteConnection>> readers_;
    std::mutex readers_mutex_;
    DatabaseOptions options_;
};

Result<Path> path_of(std::string_view url) {
    constexpr std::string_view scheme = "sqlite:";
    if (url.starts_with(scheme)) {
        url.remove_prefix(scheme.size());
    } else if (url.find("://") != std::string_view::npos) {
        return Error{Code::store_url_unknown, {{"url", std::string(url.substr(0, url.find(':')))}}};
    }
    if (url.empty()) return Error{Code::store_url_unknown, {{"url", "sqlite:"}}};
    return Path(url);
}

Error unwritable(const Path& path, int number) {
    return {Code::store_unwritable, {{"file", path.string()}, {"reason", std::strerror(number)}}};
}

/// The first bytes of the file, read through SQLite's own file layer: it takes no lock, looks at no
/// journal, and its way of closing keeps the locks that this process holds on the file already (a
/// plain close() would drop them all).
Result<std::string> header_of(const Path& path) {
    sqlite3_vfs* const layer = sqlite3_vfs_find(nullptr);
    std::vector<std::max_align_t> room(
        static_cast<std::size_t>(layer->szOsFile) / sizeof(std::max_align_t) + 1);
    auto* const file = reinterpret_cast<sqlite3_file*>(room.data());
    const std::unique_ptr<const char, decltype(&sqlite3_free_filename)> name(
        sqlite3_create_filename(path.c_str(), "", "", 0, nullptr), sqlite3_free_filename);
    int answer =
        layer->xOpen(layer, name.get(), file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, nullptr);
    if (answer != SQLITE_OK) return unwritable(path, errno);
    std::string header(std::size_t{header_bytes}, '\0');
    answer = file->pMethods->xRead(file, header.data(), static_cast<int>(header.size()), 0);
    const int number = errno;
    file->pMethods->xClose(file);
    if (answer == SQLITE_OK) return header;
    return Error{Code::store_failed, {{"file", path.string()}, {"reason", std::strerror(number)}}};
}

/// A crash while a store was made leaves no header yet, but the journal that takes the rest back.
bool is_unfinished(const Path& path, std::string_view header) {
    struct stat journal {};
    return header.find_first_not_of('\0') == std::string_view::npos &&
           stat((path.string() + "-journal").c_str(), &journal) == 0 && journal.st_size > 0;
}

/// Refuses what is not a database of ours, before SQLite may touch it or what lies beside it.
Result<void> check_ours(const Path& path) {
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    constexpr std::size_t id_at = 68;  // big-endian, by SQLite's file format
    TRY_ASSIGN(const std::string header, header_of(path));
    if (is_unfinished(path, header)) return {};
    if (!header.starts_with(magic)) {
        return Error{Code::store_not_database, {{"file", path.string()}}};
    }
    std::uint32_t id = 0;
    for (std::size_t i = id_at; i < id_at + 4; ++i)
        id = id << 8U | static_cast<unsigned char>(header[i]);
    if (id != application_id) return Error{Code::store_foreign, {{"file", path.string()}}};
    return {};
}

enum class Found : std::uint8_t { ours, empty, nothing };

Result<Found> check_found(const Path& path, const struct stat& info) {
    if (S_ISDIR(info.st_mode)) return Error{Code::file_is_directory, {{"file", path.string()}}};
    const bool short_of_a_header = info.st_size > 0 && info.st_size < header_bytes;
    if (!S_ISREG(info.st_mode) || short_of_a_header) {
        return Error{Code::store_not_database, {{"file", path.string()}}};
    }
    if (info.st_size > 0) {
        TRY(check_ours(path));
        return Found::ours;
    }
    if (chmod(path.c_str(), 0600) != 0) return unwritable(path, errno);
    return Found::empty;
}

/// Finds the file, or makes an empty one where there was nothing.
Result<Found> prepare_file(const Path& path, bool create) {
    struct stat info {};
    if (stat(path.c_str(), &info) == 0) return check_found(path, info);
    if (errno == ENOENT && !create) return Error{Code::file_not_found, {{"file", path.string()}}};
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
        ::close(descriptor);
        return Found::nothing;
    }
    const int number = errno;  // Another program may have made it between our two looks.
    if (number == EEXIST && stat(path.c_str(), &info) == 0) return check_found(path, info);
    return unwritable(path, number);
}

/// The write-ahead log needs shared memory, which some network file systems do not have.
Result<void> use_wal(SqliteConnection& connection) {
    TRY_ASSIGN(SqliteStatement statement,
               connection.statement({"journal_mode", "PRAGMA journal_mode = WAL"}));
    TRY_ASSIGN(const bool told, statement.step());
    const auto* const mode = told ? sqlite3_column_text(statement.handle(), 0) : nullptr;
    const std::string_view word = mode != nullptr ? reinterpret_cast<const char*>(mode) : "";
    if (word == "wal") return {};
    return Error{Code::store_failed,
                 {{"file", connection.path().string()}, {"reason", "no write-ahead log here"}}};
}

/// Asked of SQLite and not of the file: a crash while the store was made may have left a file that
/// looks whole, and beside it the journal that takes everything back.
Result<bool> is_empty(SqliteConnection& connection) {
    TRY_ASSIGN(SqliteStatement statement,
               connection.statement({"page_count", "PRAGMA page_count"}));
    TRY_ASSIGN(const bool told, statement.step());
    return told && sqlite3_column_int64(statement.handle(), 0) == 0;
}

Result<void> set_up(SqliteConnection& connection) {
    TRY_ASSIGN(const bool is_new, is_empty(connection));
    if (is_new) {
        TRY(connection.run("settings", fmt::format("PRAGMA page_size = 4096;"
                                                   "PRAGMA application_id = {}",
                                                   application_id)));
    }
    TRY(use_wal(connection));
    return connection.rewrite_log();
}

Result<std::unique_ptr<SqliteConnection>> open_writer(const Path& path,
                                                      const DatabaseOptions& options) {
    constexpr std::chrono::milliseconds pause{5};
    TRY_ASSIGN(std::unique_ptr<SqliteConnection> writer, SqliteConnection::open(path, options));
    // Two programs that make the same file get in each other's way here, where SQLite does not
    // wait.
    for (auto waited = 0 * pause;; waited += pause) {
        Result<void> done = set_up(*writer);
        if (done) return writer;
        const bool busy = done.error().code() == Code::store_busy;
        if (!busy || waited.count() >= options.busy_wait_ms) return std::move(done).error();
        std::this_thread::sleep_for(pause);
    }
}

}  // namespace

Result<std::unique_ptr<Database>> open_database(std::string_view url,
                                                const DatabaseOptions& options) {
    if (is_postgres_url(url)) return open_postgres(url, options);
    TRY_ASSIGN(const Path path, path_of(url));
    TRY_ASSIGN(const Found found, prepare_file(path, options.create));
    auto writer = open_writer(path, options);
    if (!writer) {
        std::error_code ignored;
        if (found == Found::nothing && std::filesystem::file_size(path, ignored) == 0) {
            std::filesystem::remove(path, ignored);
        }
        return std::move(writer).error();
    }
    return std::unique_ptr<Database>(std::make_unique<SqliteDatabase>(std::move(*writer), options));
}

}  // namespace payung
