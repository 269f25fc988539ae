#include "storage/postgres_transaction.h"

#include <endian.h>
#include <fmt/format.h>
#include <libpq-fe.h>

#include <cstring>

#include "base/interrupt.h"
#include "storage/errors.h"

namespace payung {
namespace {

constexpr Oid oid_int8 = 20, oid_int4 = 23, oid_text = 25, oid_bytea = 17;

/// Writers of a database wait for each other here, as those of one file do: what a command has seen
/// no other changes meanwhile.
constexpr std::int64_t writers_lock = 0x5061797567;

class PostgresRow final : public Row {
public:
    explicit PostgresRow(const pg_result* result) : result_(result) {}

    std::optional<std::int64_t> integer(int column) const override {
        if (null(column)) return std::nullopt;
        const char* const at = PQgetvalue(result_, 0, column);
        if (PQftype(result_, column) == oid_int8) {
            std::uint64_t number = 0;
            std::memcpy(&number, at, sizeof number);
            return static_cast<std::int64_t>(be64toh(number));
        }
        if (PQftype(result_, column) == oid_int4) {
            std::uint32_t number = 0;
            std::memcpy(&number, at, sizeof number);
            return static_cast<std::int32_t>(be32toh(number));
        }
        mistyped_ = true;
        return std::nullopt;
    }
    std::optional<std::string_view> text(int column) const override {
        if (null(column) || !of_type(column, oid_text)) return std::nullopt;
        return std::string_view{PQgetvalue(result_, 0, column), size_of(column)};
    }
    std::optional<std::span<const std::byte>> bytes(int column) const override {
        if (null(column) || !of_type(column, oid_bytea)) return std::nullopt;
        const char* const at = PQgetvalue(result_, 0, column);
        return std::span{reinterpret_cast<const std::byte*>(at), size_of(column)};
    }
    bool mistyped() const { return mistyped_; }

private:
    bool null(int column) const {
        CHECK(column >= 0 && column < PQnfields(result_));
        return PQgetisnull(result_, 0, column) == 1;
    }
    bool of_type(int column, Oid type) const {
        const bool right = PQftype(result_, column) == type;
        if (!right) mistyped_ = true;
        return right;
    }
    std::size_t size_of(int column) const {
        return static_cast<std::size_t>(PQgetlength(result_, 0, column));
    }
    const pg_result* result_;
    mutable bool mistyped_ = false;
};

template <class Number>
void append_big_endian(std::string& out, Number number) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    out.append(bytes, sizeof number);
}

}  // namespace

/// COPY in binary. Columns of whole numbers are BIGINT in every table of ours.
class PostgresBulkWriter final : public BulkWriter {
public:
    PostgresBulkWriter(PostgresTransaction& transaction, std::string_view table,
                       std::span<const std::string_view> columns, bool undoes)
        : transaction_(transaction), undoes_(undoes), table_(table), columns_(columns.size()) {
        copy_ =
            fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary)", table, fmt::join(columns, ","));
    }
    PostgresBulkWriter(const PostgresBulkWriter&) = delete;
    PostgresBulkWriter& operator=(const PostgresBulkWriter&) = delete;

    ~PostgresBulkWriter() override {
        if (finished_) return;
        transaction_.bulk_open_ = false;
        if (copying_) connection().abandon_copy();
        if (!undoes_) {
            (void)transaction_.failed(connection().given_up(table_));
            return;
        }
        if (!connection().in_transaction()) return;
        if (const auto undone = connection().run(table_, "ROLLBACK TO bulk; RELEASE bulk");
            !undone) {
            (void)transaction_.failed(undone.error());
        }
    }

    Result<void> begin() {
        const std::string start = undoes_ ? "SAVEPOINT bulk; " + copy_ : copy_;
        TRY(transaction_.changed(connection().begin_copy(table_, start)));
        copying_ = true;
        constexpr std::string_view signature{"PGCOPY\n\377\r\n\0", 11};
        buffer_ = signature;
        buffer_.append(8, '\0');  // no flags, no extension of the header
        return {};
    }

    Result<void> add(std::span<const Value> row) override {
        CHECK(row.size() == columns_ && !finished_);
        if (transaction_.failure_) return *transaction_.failure_;
        append_big_endian(buffer_, htobe16(static_cast<std::uint16_t>(row.size())));
        for (const Value& value : row) append(value);
        if (buffer_.size() >= send_bytes) return flush();
        return {};
    }

    Result<std::int64_t> finish() override {
        CHECK(!finished_);
        append_big_endian(buffer_, std::uint16_t{0xFFFF});  // the end of the rows
        TRY(flush());
        copying_ = false;
        auto rows = connection().end_copy(table_);
        if (!rows) return transaction_.failed(std::move(rows).error());
        if (undoes_) TRY(transaction_.changed(connection().run(table_, "RELEASE bulk")));
        finished_ = true;
        transaction_.bulk_open_ = false;
        return rows;
    }

private:
    static constexpr std::size_t send_bytes = 256U << 10U;

    PostgresConnection& connection() { return transaction_.connection_; }

    void append_bytes(const void* bytes, std::size_t size) {
        append_big_endian(buffer_, htobe32(static_cast<std::uint32_t>(size)));
        buffer_.append(static_cast<const char*>(bytes), size);
    }
    void append(const Value& value) {
        if (const auto* const number = std::get_if<std::int64_t>(&value)) {
            const std::uint64_t ordered = htobe64(static_cast<std::uint64_t>(*number));
            append_bytes(&ordered, sizeof ordered);
        } else if (const auto* const text = std::get_if<std::string_view>(&value)) {
            append_bytes(text->data(), text->size());
        } else if (const auto* const bytes = std::get_if<std::span<const std::byte>>(&value)) {
            append_bytes(bytes->data(), bytes->size());
        } else {
            append_big_endian(buffer_, std::uint32_t{0xFFFFFFFF});
        }
    }
    Result<void> flush() {
        TRY(transaction_.changed(check_interrupted()));
        TRY(transaction_.changed(connection().put_copy(table_, buffer_)));
        buffer_.clear();
        return {};
    }

    PostgresTransaction& transaction_;
    bool undoes_;
    std::string table_, copy_, buffer_;
    std::size_t columns_;
    bool copying_ = false, finished_ = false;
};

Result<std::unique_ptr<PostgresTransaction>> PostgresTransaction::begin(
    PostgresConnection& connection, PostgresMode mode, std::function<void()> on_end) {
    std::unique_ptr<PostgresTransaction> transaction(
        new PostgresTransaction(connection, mode, std::move(on_end)));
    if (mode == PostgresMode::read) {
        // BEGIN alone would take its snapshot only at the first question.
        TRY(connection.run("begin", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1"));
    } else {
        TRY(connection.run("begin",
                           fmt::format("BEGIN; SELECT pg_advisory_xact_lock({})", writers_lock)));
    }
    return transaction;
}

PostgresTransaction::~PostgresTransaction() {
    // Nothing to be told here: whatever ROLLBACK answers, an uncommitted transaction is not there.
    if (connection_.in_transaction()) (void)connection_.run("rollback", "ROLLBACK");
    if (on_end_) on_end_();
}

Error PostgresTransaction::failed(Error error) {
    if (!failure_) failure_ = std::move(error);
    return *failure_;
}

Result<void> PostgresTransaction::ready() {
    CHECK(!ended_ && !bulk_open_);
    if (failure_) return *failure_;
    return {};
}

Result<void> PostgresTransaction::changed(Result<void> result) {
    if (!result) return failed(std::move(result).error());
    return {};
}

Result<std::int64_t> PostgresTransaction::execute(const Sql& sql, std::span<const Value> values) {
    CHECK(mode_ == PostgresMode::write);
    TRY(ready());
    PostgresRows rows(connection_);
    TRY(changed(connection_.send(sql, values, rows)));
    for (;;) {
        auto row = rows.next();
        if (!row) return failed(std::move(row).error());
        if (*row == nullptr) return rows.rows_changed();
    }
}

Result<void> PostgresTransaction::query(const Sql& sql, std::span<const Value> values,
                                        const OnRow& on_row) {
    TRY(ready());
    PostgresRows rows(connection_);
    TRY(changed(connection_.send(sql, values, rows)));
    for (;;) {
        auto next = rows.next();
        if (!next) return failed(std::move(next).error());
        if (*next == nullptr) return {};
        const PostgresRow row(next->get());
        TRY(on_row(row));
        if (row.mistyped()) return failed(connection_.mistyped(sql.name));
        if (interrupted()) return failed(Error{Code::interrupted});
    }
}

Result<std::unique_ptr<BulkWriter>> PostgresTransaction::write_rows(
    std::string_view table, std::span<const std::string_view> columns, WhenDropped dropped) {
    CHECK(mode_ == PostgresMode::write && !columns.empty());
    TRY(ready());
    auto writer = std::make_unique<PostgresBulkWriter>(*this, table, columns,
                                                       dropped == WhenDropped::undo_rows);
    bulk_open_ = true;
    TRY(writer->begin());
    return std::unique_ptr<BulkWriter>(std::move(writer));
}

Result<void> PostgresTransaction::attempt(const std::function<Result<void>()>& step) {
    CHECK(mode_ == PostgresMode::write);
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
        TRY(changed(
            connection_.run("undo", fmt::format("ROLLBACK TO {0}; RELEASE {0}", savepoint))));
    }
    return result;
}

Result<void> PostgresTransaction::run_script(const Sql& script) {
    CHECK(mode_ == PostgresMode::write);
    TRY(ready());
    const std::string_view text = script.postgres.empty() ? script.text : script.postgres;
    return changed(connection_.run(script.name, std::string(text)));
}

Result<void> PostgresTransaction::commit() {
    TRY(ready());
    ended_ = true;
    auto done = connection_.run("commit", "COMMIT");
    if (done || connection_.alive()) return done;
    return Error{storage_error::store_outcome_unknown,
                 {{"file", connection_.name()}, {"reason", "COMMIT"}}};
}

}  // namespace payung
