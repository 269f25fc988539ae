#include "storage/postgres_connection.h"

#include <endian.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <cstring>

#include "base/interrupt.h"

namespace payung {
namespace {

constexpr Oid oid_int8 = 20, oid_text = 25, oid_bytea = 17, oid_unknown = 0;
constexpr int look_ms = 100;  // between looks at Ctrl-C

Oid oid_of(const Value& value) {
    if (std::holds_alternative<std::int64_t>(value)) return oid_int8;
    if (std::holds_alternative<std::string_view>(value)) return oid_text;
    if (std::holds_alternative<std::span<const std::byte>>(value)) return oid_bytea;
    return oid_unknown;
}

/// The values as libpq wants them; numbers in network order in a store of their own.
struct Parameters {
    explicit Parameters(std::span<const Value> values) {
        numbers.reserve(values.size());
        for (const Value& value : values) add(value);
    }
    void add(const Value& value) {
        const char* at = nullptr;
        std::size_t size = 0;
        if (const auto* const number = std::get_if<std::int64_t>(&value)) {
            numbers.push_back(htobe64(static_cast<std::uint64_t>(*number)));
            at = reinterpret_cast<const char*>(&numbers.back());
            size = sizeof(std::uint64_t);
        } else if (const auto* const text = std::get_if<std::string_view>(&value)) {
            at = text->empty() ? "" : text->data();
            size = text->size();
        } else if (const auto* const bytes = std::get_if<std::span<const std::byte>>(&value)) {
            at = bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data());
            size = bytes->size();
        }
        data.push_back(at);
        sizes.push_back(static_cast<int>(size));
        formats.push_back(1);
    }
    std::vector<std::uint64_t> numbers;
    std::vector<const char*> data;
    std::vector<int> sizes, formats;
};

std::string field(const pg_result* result, int code) {
    const char* const text = PQresultErrorField(result, code);
    return text != nullptr ? text : "";
}

/// The parts of an address that may be told: no user, no password, no options.
std::string told_name(pg_conn* handle) {
    const char* const host = PQhost(handle);
    const char* const database = PQdb(handle);
    return fmt::format("postgresql:{}/{}", host != nullptr ? host : "",
                       database != nullptr ? database : "");
}

}  // namespace

void PostgresResultClear::operator()(pg_result* result) const {
    PQclear(result);
}

PostgresRows::~PostgresRows() {
    while (!ended_) {
        receive();
        waiting_.clear();
    }
}

void PostgresRows::receive() {
    PostgresResult result = connection_.next_answer();
    if (result == nullptr) {
        ended_ = true;
        if (connection_.active_ == this) connection_.active_ = nullptr;
        return;
    }
    switch (PQresultStatus(result.get())) {
        case PGRES_SINGLE_TUPLE:
            waiting_.push_back(std::move(result));
            break;
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
            rows_changed_ = std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
            break;
        default:
            if (!failure_) failure_ = connection_.error_of(result.get(), statement_);
    }
}

Result<PostgresResult> PostgresRows::next() {
    while (waiting_.empty() && !ended_) receive();
    if (waiting_.empty()) {
        if (failure_) return *failure_;
        return PostgresResult{};
    }
    PostgresResult first = std::move(waiting_.front());
    waiting_.pop_front();
    return first;
}

void PostgresRows::take_all() {
    while (!ended_) receive();
}

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(
    std::string url, const DatabaseOptions& options) {
    pg_conn* const handle = PQconnectdb(url.c_str());
    std::unique_ptr<PostgresConnection> connection(
        new PostgresConnection(handle, told_name(handle)));
    if (PQstatus(handle) != CONNECTION_OK) {
        return Error{Code::store_unreachable, {{"file", connection->name_}}};
    }
    PQsetNoticeProcessor(
        handle, [](void*, const char*) {}, nullptr);
    TRY(connection->run("settings",
                        fmt::format("SET client_encoding = 'UTF8'; SET timezone = 'UTC';"
                                    "SET standard_conforming_strings = on; SET lock_timeout = {};"
                                    // Of a disk without moving parts: else looking a few hundred
                                    // rows up by their keys is done by reading the whole table.
                                    "SET random_page_cost = 1.1",
                                    options.busy_wait_ms)));
    return connection;
}

PostgresConnection::~PostgresConnection() {
    CHECK(active_ == nullptr);  // Rows outlived their connection.
    PQfinish(handle_);
}

bool PostgresConnection::in_transaction() const {
    const PGTransactionStatusType status = PQtransactionStatus(handle_);
    return status == PQTRANS_INTRANS || status == PQTRANS_ACTIVE || status == PQTRANS_INERROR;
}

bool PostgresConnection::alive() const {
    return PQstatus(handle_) == CONNECTION_OK;
}

Error PostgresConnection::lost(std::string_view statement) const {
    return {Code::store_failed,
            {{"file", name_}, {"reason", fmt::format("connection lost at {}", statement)}}};
}

Error PostgresConnection::given_up(std::string_view table) const {
    return {Code::store_broken,
            {{"file", name_},
             {"statement", std::string(table)},
             {"reason", "rows were begun and not finished"}}};
}

Error PostgresConnection::mistyped(std::string_view statement) const {
    return {Code::store_broken,
            {{"file", name_},
             {"statement", std::string(statement)},
             {"reason", "a value is not of its column's type"}}};
}

Error PostgresConnection::error_of(const pg_result* result, std::string_view statement) const {
    const std::string state = field(result, PG_DIAG_SQLSTATE);
    if (state.empty()) return lost(statement);
    const std::string constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    const Error::Argument file{"file", name_};
    const Error::Argument named{"statement", std::string(statement)};
    const Error::Argument said{"reason", constraint.empty()
                                             ? "SQLSTATE " + state
                                             : fmt::format("SQLSTATE {} {}", state, constraint)};
    const std::string_view kind = std::string_view(state).substr(0, 2);
    if (state == "57014")
        return interrupted() ? Error{Code::interrupted} : Error{Code::store_failed, {file, said}};
    if (state == "55P03" || state == "40001" || state == "40P01")
        return Error{Code::store_busy, {file}};
    if (state == "53100") return Error{Code::store_full, {file}};
    // A broken rule of a table, or a value that a column does not take.
    if (kind == "23" || kind == "22" || state == "42804")
        return Error{Code::store_conflict, {file, named, said}};
    if (state == "25006" || state == "42501") return Error{Code::store_unwritable, {file, said}};
    const bool transient = kind == "08" || kind == "53" || kind == "57" || kind == "58";
    if (transient) return Error{Code::store_failed, {file, said}};
    return Error{Code::store_broken, {file, named, said}};
}

PostgresResult PostgresConnection::next_answer() {
    bool cancelled = false;
    while (PQisBusy(handle_) == 1) {
        pollfd waiting{PQsocket(handle_), POLLIN, 0};
        const int ready = poll(&waiting, 1, look_ms);
        if (ready == 0 && interrupted() && !cancelled) {
            cancelled = true;
            char reason[256];
            PGcancel* const cancel = PQgetCancel(handle_);
            PQcancel(cancel, reason, sizeof reason);
            PQfreeCancel(cancel);
        }
        if (ready > 0 && PQconsumeInput(handle_) == 0) break;
    }
    return PostgresResult{PQgetResult(handle_)};
}

Result<PostgresResult> PostgresConnection::last_answer(std::string_view statement) {
    PostgresResult last;
    std::optional<Error> failure;
    while (PostgresResult result = next_answer()) {
        const ExecStatusType status = PQresultStatus(result.get());
        const bool good =
            status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN;
        if (!good && !failure) failure = error_of(result.get(), statement);
        last = std::move(result);
        if (status == PGRES_COPY_IN) break;  // More would only come after the rows.
    }
    if (failure) return *failure;
    if (last == nullptr) return lost(statement);
    return last;
}

void PostgresConnection::make_free() {
    if (active_ == nullptr) return;
    PostgresRows* const rows = active_;
    rows->take_all();
    active_ = nullptr;
}

namespace {

/// The server looks at the first 63 bytes of a name and takes two that differ behind them for one.
std::string name_for_server(const std::string& name, std::size_t number) {
    constexpr std::size_t longest = 63, kept = 48;
    return name.size() <= longest ? name : fmt::format("{}#{}", name.substr(0, kept), number);
}

}  // namespace

Result<std::string> PostgresConnection::prepared(const Sql& sql, std::span<const Value> values) {
    const std::string_view text = sql.postgres.empty() ? sql.text : sql.postgres;
    std::string name(sql.name);
    std::vector<Oid> types;
    for (const Value& value : values) {
        types.push_back(oid_of(value));
        name += "-itbn"[value.index() == 0 ? 4 : value.index()];
    }
    const auto found = prepared_.find(name);
    if (found != prepared_.end()) {
        CHECK(found->second.text == text);  // One name, one text.
        return found->second.name;
    }
    const std::string ours = name_for_server(name, prepared_.size());
    if (PQsendPrepare(handle_, ours.c_str(), std::string(text).c_str(),
                      static_cast<int>(types.size()), types.data()) == 0)
        return lost(sql.name);
    TRY_ASSIGN(const PostgresResult done, last_answer(sql.name));
    prepared_.emplace(std::move(name), Prepared{ours, std::string(text)});
    return ours;
}

Result<void> PostgresConnection::send(const Sql& sql, std::span<const Value> values,
                                      PostgresRows& rows) {
    make_free();
    TRY_ASSIGN(const std::string name, prepared(sql, values));
    const Parameters parameters(values);
    constexpr int binary = 1;
    if (PQsendQueryPrepared(handle_, name.c_str(), static_cast<int>(values.size()),
                            parameters.data.data(), parameters.sizes.data(),
                            parameters.formats.data(), binary) == 0)
        return lost(sql.name);
    PQsetSingleRowMode(handle_);
    rows.statement_ = sql.name;
    rows.ended_ = false;
    active_ = &rows;
    return {};
}

Result<void> PostgresConnection::run(std::string_view name, const std::string& text) {
    make_free();
    if (PQsendQuery(handle_, text.c_str()) == 0) return lost(name);
    TRY_ASSIGN(const PostgresResult done, last_answer(name));
    return {};
}

Result<void> PostgresConnection::begin_copy(std::string_view name, const std::string& text) {
    return run(name, text);
}

Result<void> PostgresConnection::put_copy(std::string_view name, const std::string& bytes) {
    if (PQputCopyData(handle_, bytes.data(), static_cast<int>(bytes.size())) != 1)
        return lost(name);
    return {};
}

Result<std::int64_t> PostgresConnection::end_copy(std::string_view name) {
    if (PQputCopyEnd(handle_, nullptr) != 1) return lost(name);
    TRY_ASSIGN(const PostgresResult done, last_answer(name));
    return std::strtoll(PQcmdTuples(done.get()), nullptr, 10);
}

void PostgresConnection::abandon_copy() {
    PQputCopyEnd(handle_, "abandoned");
    while (next_answer() != nullptr) {
    }
}

}  // namespace payung
