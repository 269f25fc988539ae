#include "storage/sqlite_connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "base/interrupt.h"

namespace payung {
namespace {

constexpr int steps_between_questions = 20'000;  // of SQLite's machine, between looks at Ctrl-C
constexpr int busy_pause_ms = 5;

int on_progress(void*) {
    return interrupted() ? 1 : 0;
}

/// A full disk shows as one of these below SQLite, which reports some of them as plain I/O errors.
bool means_full(int number) {
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

std::string reason_of(int number, const char* otherwise) {
    return number != 0 ? std::strerror(number) : otherwise;
}

Result<void> bind_value(sqlite3_stmt* statement, int at, const Value& value) {
    int answer = SQLITE_OK;
    if (const auto* const number = std::get_if<std::int64_t>(&value)) {
        answer = sqlite3_bind_int64(statement, at, *number);
    } else if (const auto* const text = std::get_if<std::string_view>(&value)) {
        // An empty view may point nowhere, which SQLite would take for NULL.
        answer = sqlite3_bind_text64(statement, at, text->empty() ? "" : text->data(), text->size(),
                                     SQLITE_STATIC, SQLITE_UTF8);
    } else if (const auto* const bytes = std::get_if<std::span<const std::byte>>(&value)) {
        answer = bytes->empty() ? sqlite3_bind_zeroblob(statement, at, 0)
                                : sqlite3_bind_blob64(statement, at, bytes->data(), bytes->size(),
                                                      SQLITE_STATIC);
    } else {
        answer = sqlite3_bind_null(statement, at);
    }
    CHECK(answer == SQLITE_OK);
    return {};
}

/// Where parameter $number is. SQLite numbers parameters in the order in which it meets them, not
/// as they are named, and finds a name only by looking through all of them.
int parameter(sqlite3_stmt* statement, std::size_t number) {
    char name[12];
    *fmt::format_to(name, "${}", number) = '\0';
    const int at = sqlite3_bind_parameter_index(statement, name);
    CHECK(at > 0);
    return at;
}

/// Of a log with so many pages, by SQLite's file format.
std::int64_t log_length(int pages) {
    constexpr std::int64_t header = 32, header_of_page = 24, page = 4096;
    return header + pages * (header_of_page + page);
}

/// Every byte of the file, over itself, and to the disk.
int write_again(sqlite3_file& file) {
    constexpr sqlite3_int64 piece = 65536;  // the layer writes less than 131,072 bytes at a time
    const sqlite3_io_methods& layer = *file.pMethods;
    sqlite3_int64 size = 0;
    int answer = layer.xFileSize(&file, &size);
    std::string bytes(static_cast<std::size_t>(std::min(size, piece)), '\0');
    for (sqlite3_int64 at = 0; answer == SQLITE_OK && at < size; at += piece) {
        const int some = static_cast<int>(std::min(size - at, piece));
        answer = layer.xRead(&file, bytes.data(), some, at);
        if (answer == SQLITE_OK) answer = layer.xWrite(&file, bytes.data(), some, at);
    }
    if (answer != SQLITE_OK || size == 0) return answer;
    return layer.xSync(&file, SQLITE_SYNC_NORMAL);
}

bool parameters_in_order(sqlite3_stmt* statement) {
    const int count = sqlite3_bind_parameter_count(statement);
    if (sqlite3_bind_parameter_name(statement, 1) == nullptr) return true;  // "?" and no number
    for (int at = 1; at <= count; ++at)
        if (parameter(statement, static_cast<std::size_t>(at)) != at) return false;
    return true;
}

}  // namespace

void SqliteStatementClose::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : connection_(other.connection_),
      statement_(std::exchange(other.statement_, nullptr)),
      lent_(std::exchange(other.lent_, nullptr)),
      own_(std::move(other.own_)),
      name_(other.name_),
      in_order_(other.in_order_) {}

SqliteStatement::~SqliteStatement() {
    if (lent_ == nullptr) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *lent_ = false;
}

Result<void> SqliteStatement::bind(std::span<const Value> values) {
    CHECK(sqlite3_bind_parameter_count(statement_) == static_cast<int>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int at = in_order_ ? static_cast<int>(i) + 1 : parameter(statement_, i + 1);
        TRY(bind_value(statement_, at, values[i]));
    }
    return {};
}

Result<bool> SqliteStatement::step() {
    const int answer = sqlite3_step(statement_);
    if (answer == SQLITE_ROW) return true;
    if (answer == SQLITE_DONE) return false;
    return connection_.error_of(answer, name_);
}

SqliteConnection::SqliteConnection(Path path, sqlite3* handle, const DatabaseOptions& options)
    : path_(std::move(path)),
      handle_(handle),
      busy_wait_ms_(options.busy_wait_ms),
      checkpoint_pages_(options.checkpoint_pages) {
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_handler(handle_, &SqliteConnection::on_busy, this);
    sqlite3_progress_handler(handle_, steps_between_questions, on_progress, nullptr);
    sqlite3_wal_hook(handle_, &SqliteConnection::on_commit, this);
}

SqliteConnection::~SqliteConnection() {
    cache_.clear();
    CHECK(sqlite3_close(handle_) == SQLITE_OK);  // A statement or a writer outlived its database.
}

int SqliteConnection::on_busy(void* self, int waits) {
    const auto& connection = *static_cast<const SqliteConnection*>(self);
    if (interrupted() || waits * busy_pause_ms >= connection.busy_wait_ms_) return 0;
    std::this_thread::sleep_for(std::chrono::milliseconds{busy_pause_ms});
    return 1;
}

/// In place of SQLite's own, which would not say that a sync failed. The commit stands either way.
int SqliteConnection::on_commit(void* self, sqlite3* handle, const char* name, int pages) {
    auto& connection = *static_cast<SqliteConnection*>(self);
    ++connection.commits_;
    connection.log_used_ = log_length(pages);
    if (pages < connection.checkpoint_pages_) return SQLITE_OK;
    connection.note_failed_sync(
        sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr));
    return SQLITE_OK;
}

void SqliteConnection::note_failed_sync(int answer) {
    if (failed_sync_ || (answer != SQLITE_IOERR_FSYNC && answer != SQLITE_IOERR_DIR_FSYNC)) return;
    // Also where it was for want of room: unlike a write that found none, it is never asked again.
    failed_sync_ = Error{
        Code::store_failed,
        {{"file", path_.string()}, {"reason", reason_of(sqlite3_system_errno(handle_), "sync")}}};
}

void SqliteConnection::keep_log() {
    CHECK(sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr) == SQLITE_OK);
}

Result<void> SqliteConnection::rewrite_log() {
    // Whoever holds the writer's lock has the store open, and found the log sound when he came.
    if (sqlite3_txn_state(handle_, "main") != SQLITE_TXN_NONE) return {};
    sqlite3_busy_handler(handle_, nullptr, nullptr);
    const Result<void> locked = run("rewrite_log", "BEGIN IMMEDIATE");
    sqlite3_busy_handler(handle_, &SqliteConnection::on_busy, this);
    if (!locked) return locked.error().code() == Code::store_busy ? Result<void>{} : locked;
    // After a fault on the way the store may be open without its log: not a store to write to.
    sqlite3_file* const log = log_file();
    const int answer = log != nullptr ? write_again(*log) : SQLITE_CANTOPEN;
    TRY(run("rewrite_log", "ROLLBACK"));
    if (answer != SQLITE_OK) return error_of(answer, "rewrite_log");
    return {};
}

/// Null where it is not open.
sqlite3_file* SqliteConnection::log_file() {
    sqlite3_file* log = nullptr;
    sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
    return log != nullptr && log->pMethods != nullptr ? log : nullptr;
}

/// Making a commit durable in a file that grows makes the file system write down its new length and
/// blocks too, which takes many times longer than the bytes themselves (docs/performance.md). Zeros
/// beyond the last frame are none, so that SQLite stops before them as before those of an older
/// round. Once the log is as long as it gets, it is written from its beginning again.
void SqliteConnection::make_room_in_log() {
    constexpr int commits_before = 16;  // whoever writes once or twice does not pay for it
    constexpr std::int64_t least = 1 << 20, step = 16 << 20;
    const std::int64_t longest = log_length(checkpoint_pages_);
    if (commits_ < commits_before || log_length_ >= std::min(log_used_ + least, longest)) return;
    sqlite3_file* const log = log_file();
    sqlite3_int64 length = 0;
    if (log == nullptr || log->pMethods->xFileSize(log, &length) != SQLITE_OK) return;
    static const std::string zeros(std::size_t{64} << 10U, '\0');
    while (length < std::min(log_used_ + step, longest)) {
        const int some = static_cast<int>(zeros.size());
        // Where the disk is full the commit will say so.
        if (log->pMethods->xWrite(log, zeros.data(), some, length) != SQLITE_OK) return;
        length += some;
    }
    log_length_ = length;
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const Path& path,
                                                                 const DatabaseOptions& options) {
    // Counting what it allocates costs SQLite a lock each time, and nobody asks.
    static const int counts_nothing = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)counts_nothing;  // Where SQLite was in use before, it goes on counting.
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    const int answer = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    if (handle == nullptr) return Error{Code::store_failed, {{"file", path.string()}}};
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(path, handle, options));
    if (answer != SQLITE_OK) return connection->error_of(answer, "open");
    if (sqlite3_db_readonly(handle, "main") == 1) {
        return Error{Code::store_unwritable,
                     {{"file", path.string()}, {"reason", std::strerror(EACCES)}}};
    }
    // Sorted runs and the like hold personal data: they stay in memory, off the temporary folder.
    // What is deleted is overwritten.
    const std::string settings = fmt::format(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
        "PRAGMA cache_size = -{}; PRAGMA journal_size_limit = 67108864; PRAGMA trusted_schema = "
        "OFF; PRAGMA secure_delete = ON",
        options.cache_bytes / 1024);
    TRY(connection->run("settings", settings));
    return connection;
}

Result<SqliteStatementHandle> SqliteConnection::prepare(std::string_view name,
                                                        std::string_view text) {
    sqlite3_stmt* statement = nullptr;
    const int answer = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (answer != SQLITE_OK) return error_of(answer, name);
    return SqliteStatementHandle{statement};
}

Result<SqliteStatement> SqliteConnection::statement(const Sql& sql) {
    auto found = cache_.find(sql.name);
    if (found == cache_.end()) {
        TRY_ASSIGN(SqliteStatementHandle handle, prepare(sql.name, sql.text));
        const bool in_order = parameters_in_order(handle.get());
        found = cache_.emplace(sql.name, Cached{std::string(sql.text), std::move(handle), in_order})
                    .first;
    }
    Cached& cached = found->second;
    CHECK(cached.text == sql.text);  // One name, one text.
    if (cached.lent) {               // A query that is asked again within its own rows.
        TRY_ASSIGN(SqliteStatementHandle own, prepare(sql.name, sql.text));
        sqlite3_stmt* const handle = own.get();
        return SqliteStatement{*this, handle, nullptr, std::move(own), sql.name, cached.in_order};
    }
    cached.lent = true;
    return SqliteStatement{*this,    cached.handle.get(), &cached.lent, nullptr,
                           sql.name, cached.in_order};
}

Result<void> SqliteConnection::run_script(const Sql& script) {
    std::string_view left = script.text;
    while (!left.empty()) {
        sqlite3_stmt* statement = nullptr;
        const char* tail = nullptr;
        const int prepared = sqlite3_prepare_v2(handle_, left.data(), static_cast<int>(left.size()),
                                                &statement, &tail);
        const SqliteStatementHandle closed{statement};
        if (prepared != SQLITE_OK) return error_of(prepared, script.name);
        left.remove_prefix(static_cast<std::size_t>(tail - left.data()));
        if (statement == nullptr) continue;  // White space or a comment.
        int answer = SQLITE_ROW;
        while (answer == SQLITE_ROW) answer = sqlite3_step(statement);
        if (answer != SQLITE_DONE) return error_of(answer, script.name);
    }
    return {};
}

Result<void> SqliteConnection::run(std::string_view name, std::string_view text) {
    return run_script(Sql{name, text});
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

std::int64_t SqliteConnection::rows_changed() const {
    return sqlite3_changes64(handle_);
}

Error sqlite_error(sqlite3* handle, const Path& path, int answer, std::string_view statement) {
    const int below = sqlite3_system_errno(handle);
    const Error::Argument file{"file", path.string()};
    const Error::Argument named{"statement", std::string(statement)};
    const Error::Argument said{"reason", sqlite3_errmsg(handle)};
    switch (answer & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return interrupted() ? Error{Code::interrupted} : Error{Code::store_busy, {file}};
        case SQLITE_INTERRUPT:
            return Error{Code::interrupted};
        case SQLITE_FULL:
            return Error{Code::store_full, {file}};
        case SQLITE_IOERR:
            if (means_full(below)) return Error{Code::store_full, {file}};
            return Error{Code::store_failed,
                         {file, {"reason", reason_of(below, said.second.c_str())}}};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return Error{Code::store_unwritable,
                         {file, {"reason", reason_of(below, said.second.c_str())}}};
        case SQLITE_NOTADB:
            return Error{Code::store_not_database, {file}};
        case SQLITE_CONSTRAINT:
            return Error{Code::store_conflict, {file, named, said}};
        case SQLITE_NOMEM:
            return Error{Code::store_failed, {file, {"reason", std::strerror(ENOMEM)}}};
        default:
            return Error{Code::store_broken, {file, named, said}};
    }
}

Error SqliteConnection::error_of(int answer, std::string_view statement) {
    note_failed_sync(answer);
    return sqlite_error(handle_, path_, answer, statement);
}

Error SqliteConnection::given_up(std::string_view table) const {
    return {Code::store_broken,
            {{"file", path_.string()},
             {"statement", std::string(table)},
             {"reason", "rows were begun and not finished"}}};
}

Error SqliteConnection::mistyped(std::string_view statement) const {
    return {Code::store_broken,
            {{"file", path_.string()},
             {"statement", std::string(statement)},
             {"reason", "a value is not of its column's type"}}};
}

}  // namespace payung
