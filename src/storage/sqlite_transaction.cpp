#include "storage/sqlite_transaction.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <map>
#include <mutex>

#include "base/interrupt.h"

namespace payung {
namespace {

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

    std::optional<std::int64_t> integer(int column) const override {
        if (!holds(column, SQLITE_INTEGER)) return std::nullopt;
        return sqlite3_column_int64(statement_, column);
    }
    std::optional<std::string_view> text(int column) const override {
        if (!holds(column, SQLITE_TEXT)) return std::nullopt;
        const auto* const bytes = sqlite3_column_text(statement_, column);
        return std::string_view{reinterpret_cast<const char*>(bytes), size_of(column)};
    }
    std::optional<std::span<const std::byte>> bytes(int column) const override {
        if (!holds(column, SQLITE_BLOB)) return std::nullopt;
        const void* const bytes = sqlite3_column_blob(statement_, column);
        return std::span{static_cast<const std::byte*>(bytes), size_of(column)};
    }
    /// A value of another type than asked for was met: STRICT tables cannot hold one, a damaged
    /// file can.
    bool mistyped() const { return mistyped_; }

private:
    bool holds(int column, int type) const {
        CHECK(column >= 0 && column < sqlite3_column_count(statement_));
        const int found = sqlite3_column_type(statement_, column);
        if (found == type) return true;
        if (found != SQLITE_NULL) mistyped_ = true;
        return false;
    }
    std::size_t size_of(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    }
    sqlite3_stmt* statement_;
    mutable bool mistyped_ = false;
};

/// A value waiting in a batch; text and bytes lie in the batch's arena.
struct Cell {
    enum class Kind : std::uint8_t { null, integer, text, bytes };
    Kind kind = Kind::null;
    std::uint32_t size = 0;
    std::int64_t number = 0;  // or where the bytes begin
};

struct InsertText {
    std::string name, text;
};

/// "INSERT INTO t(a, b) VALUES (?, ?), (?, ?)": one statement for many rows spares SQLite finding
/// the end of the table for each. Written once, and kept: statements are known by their text.
///
/// OR FAIL: where all of the command falls with a row that is refused, the rows before it need not
/// be undone one by one, and SQLite keeps no copy of the pages that the statement touches.
const InsertText& insert_of(const std::string& table, std::span<const std::string_view> columns,
                            std::size_t rows, bool undoes) {
    const std::string_view verb = undoes ? "INSERT" : "INSERT OR FAIL";
    static std::mutex mutex;
    static std::map<std::string, InsertText> known;
    std::string name = fmt::format("{} {} {} ({})", verb, rows, table, fmt::join(columns, ","));
    const std::lock_guard lock(mutex);
    const auto [at, is_new] = known.try_emplace(std::move(name));
    if (!is_new) return at->second;
    std::string row = "(?";
    for (std::size_t i = 1; i < columns.size(); ++i) row += ",?";
    row += ')';
    std::string text =
        fmt::format("{} INTO {} ({}) VALUES {}", verb, table, fmt::join(columns, ","), row);
    for (std::size_t i = 1; i < rows; ++i) text += ',' + row;
    at->second = {at->first, std::move(text)};
    return at->second;
}

}  // namespace

class SqliteBulkWriter final : public BulkWriter {
public:
    SqliteBulkWriter(SqliteTransaction& transaction, std::string_view table,
                     std::span<const std::string_view> columns, bool undoes)
        : transaction_(transaction),
          undoes_(undoes),
          table_(table),
          column_names_(columns.begin(), columns.end()),
          columns_(column_names_.begin(), column_names_.end()),
          rows_batch_(std::clamp<std::size_t>(values_batch / columns.size(), 1, rows_batch_max)) {
        cells_.reserve(rows_batch_ * columns_.size());
    }
    SqliteBulkWriter(const SqliteBulkWriter&) = delete;
    SqliteBulkWriter& operator=(const SqliteBulkWriter&) = delete;

    ~SqliteBulkWriter() override {
        if (finished_) return;
        transaction_.bulk_open_ = false;
        if (!undoes_) {
            (void)transaction_.failed(transaction_.connection_.given_up(table_));
            return;
        }
        if (const auto undone = transaction_.undo_to(savepoint); !undone) {
            (void)transaction_.failed(undone.error());
        }
    }

    Result<void> begin() {
        if (!undoes_) return {};
        return transaction_.changed(transaction_.connection_.run(table_, "SAVEPOINT bulk"));
    }

    Result<void> add(std::span<const Value> row) override {
        CHECK(row.size() == columns_.size() && !finished_);
        for (const Value& value : row) keep(value);
        if (cells_.size() == rows_batch_ * columns_.size()) return flush();
        return {};
    }

    Result<std::int64_t> finish() override {
        CHECK(!finished_);
        TRY(flush());
        if (undoes_)
            TRY(transaction_.changed(transaction_.connection_.run(table_, "RELEASE bulk")));
        finished_ = true;
        transaction_.bulk_open_ = false;
        return rows_;
    }

    static constexpr std::string_view savepoint = "bulk";

private:
    static constexpr std::size_t values_batch = 1400;  // measured: flat from 300 to 3,000
    static constexpr std::size_t rows_batch_max = 200;

    void keep_bytes(Cell::Kind kind, const void* bytes, std::size_t size) {
        CHECK(size <= std::numeric_limits<std::uint32_t>::max());
        cells_.push_back(
            {kind, static_cast<std::uint32_t>(size), static_cast<std::int64_t>(arena_.size())});
        arena_.append(static_cast<const char*>(bytes), size);
    }
    void keep(const Value& value) {
        if (const auto* const number = std::get_if<std::int64_t>(&value)) {
            cells_.push_back({Cell::Kind::integer, 0, *number});
        } else if (const auto* const text = std::get_if<std::string_view>(&value)) {
            keep_bytes(Cell::Kind::text, text->data(), text->size());
        } else if (const auto* const bytes = std::get_if<std::span<const std::byte>>(&value)) {
            keep_bytes(Cell::Kind::bytes, bytes->data(), bytes->size());
        } else {
            cells_.push_back({});
        }
    }

    void bind_rows(sqlite3_stmt* statement, std::span<const Cell> cells) const {
        int at = 0;
        for (const Cell& cell : cells) {
            const char* const bytes =
                arena_.data() + (cell.kind >= Cell::Kind::text ? cell.number : 0);
            ++at;
            switch (cell.kind) {
                case Cell::Kind::null:
                    sqlite3_bind_null(statement, at);
                    break;
                case Cell::Kind::integer:
                    sqlite3_bind_int64(statement, at, cell.number);
                    break;
                case Cell::Kind::text:
                    sqlite3_bind_text64(statement, at, bytes, cell.size, SQLITE_STATIC,
                                        SQLITE_UTF8);
                    break;
                case Cell::Kind::bytes:
                    sqlite3_bind_blob64(statement, at, bytes, cell.size, SQLITE_STATIC);
                    break;
            }
        }
    }

    Result<void> write(std::span<const Cell> cells, std::size_t rows) {
        const InsertText& insert = insert_of(table_, columns_, rows, undoes_);
        auto statement = transaction_.connection_.statement({insert.name, insert.text});
        if (!statement) return transaction_.failed(std::move(statement).error());
        bind_rows(statement->handle(), cells);
        const auto done = statement->step();
        if (!done) return transaction_.failed(done.error());
        rows_ += static_cast<std::int64_t>(rows);
        return {};
    }

    /// In a few fixed sizes, so that each statement is prepared once for all writers to come.
    Result<void> flush() {
        if (transaction_.failure_) return *transaction_.failure_;
        if (cells_.empty()) return {};
        TRY(transaction_.changed(check_interrupted()));
        std::span<const Cell> left(cells_);
        for (const std::size_t size :
             {rows_batch_, std::size_t{32}, std::size_t{8}, std::size_t{1}}) {
            while (left.size() >= size * columns_.size()) {
                TRY(write(left.first(size * columns_.size()), size));
                left = left.subspan(size * columns_.size());
            }
        }
        cells_.clear();
        arena_.clear();
        return {};
    }

    SqliteTransaction& transaction_;
    bool undoes_;
    std::string table_;
    std::vector<std::string> column_names_;
    std::vector<std::string_view> columns_;
    std::size_t rows_batch_;
    std::vector<Cell> cells_;
    std::string arena_;
    std::int64_t rows_ = 0;
    bool finished_ = false;
};

Result<std::unique_ptr<SqliteTransaction>> SqliteTransaction::begin(SqliteConnection& connection,
                                                                    SqliteMode mode,
                                                                    std::function<void()> on_end) {
    std::unique_ptr<SqliteTransaction> transaction(
        new SqliteTransaction(connection, mode, std::move(on_end)));
    // BEGIN alone would take its snapshot only at the first question.
    TRY(connection.run("begin", mode == SqliteMode::write
                                    ? "BEGIN IMMEDIATE"
                                    : "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1"));
    if (mode == SqliteMode::write) connection.make_room_in_log();
    return transaction;
}

SqliteTransaction::~SqliteTransaction() {
    // Nothing to be told here: whatever ROLLBACK answers, an uncommitted transaction is not there.
    if (connection_.in_transaction()) (void)connection_.run("rollback", "ROLLBACK");
    if (on_end_) on_end_();
}

Error SqliteTransaction::failed(Error error) {
    if (!failure_) failure_ = std::move(error);
    return *failure_;
}

Result<void> SqliteTransaction::ready() {
    CHECK(!ended_ && !bulk_open_);
    if (failure_) return *failure_;
    return {};
}

Result<void> SqliteTransaction::changed(Result<void> result) {
    if (!result) return failed(std::move(result).error());
    return {};
}

Result<std::int64_t> SqliteTransaction::execute(const Sql& sql, std::span<const Value> values) {
    CHECK(mode_ == SqliteMode::write);
    TRY(ready());
    auto statement = connection_.statement(sql);
    if (!statement) return failed(std::move(statement).error());
    TRY(statement->bind(values));
    for (;;) {
        const auto more = statement->step();
        if (!more) return failed(more.error());
        if (!*more) return connection_.rows_changed();
    }
}

Result<void> SqliteTransaction::query(const Sql& sql, std::span<const Value> values,
                                      const OnRow& on_row) {
    TRY(ready());
    auto statement = connection_.statement(sql);
    if (!statement) return failed(std::move(statement).error());
    TRY(statement->bind(values));
    const SqliteRow row(statement->handle());
    for (;;) {
        const auto more = statement->step();
        if (!more) return failed(more.error());
        if (!*more) return {};
        TRY(on_row(row));
        if (row.mistyped()) return failed(connection_.mistyped(sql.name));
    }
}

Result<std::unique_ptr<BulkWriter>> SqliteTransaction::write_rows(
    std::string_view table, std::span<const std::string_view> columns, WhenDropped dropped) {
    CHECK(mode_ == SqliteMode::write && !columns.empty());
    TRY(ready());
    auto writer = std::make_unique<SqliteBulkWriter>(*this, table, columns,
                                                     dropped == WhenDropped::undo_rows);
    bulk_open_ = true;
    TRY(writer->begin());
    return std::unique_ptr<BulkWriter>(std::move(writer));
}

Result<void> SqliteTransaction::undo_to(std::string_view savepoint) {
    if (!connection_.in_transaction()) return {};  // All of it is gone already.
    return connection_.run("undo", fmt::format("ROLLBACK TO {0}; RELEASE {0}", savepoint));
}

Result<void> SqliteTransaction::attempt(const std::function<Result<void>()>& step) {
    CHECK(mode_ == SqliteMode::write);
    TRY(ready());
    const std::string savepoint = fmt::format("attempt_{}", depth_);
    TRY(changed(connection_.run("attempt", "SAVEPOINT " + savepoint)));
    ++depth_;
    Result<void> result = step();
    --depth_;
    CHECK(!bulk_open_);
    if (result && failure_) result = *failure_;
    if (result) return changed(connection_.run("attempt", "RELEASE " + savepoint));
    if (connection_.in_transaction()) {
        failure_.reset();
        TRY(changed(undo_to(savepoint)));
    }
    return result;
}

Result<void> SqliteTransaction::run_script(const Sql& script) {
    CHECK(mode_ == SqliteMode::write);
    TRY(ready());
    return changed(connection_.run_script(script));
}

Result<void> SqliteTransaction::commit() {
    TRY(ready());
    ended_ = true;
    return connection_.run("commit", "COMMIT");
}

}  // namespace payung
