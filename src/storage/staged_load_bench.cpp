/// Rows that come in another order than that of their table's key: added at once in one
/// transaction, in batches of 65,536, and staged and then moved in order; beside them the same rows
/// sorted before they come, as the floor. PAYUNG_BENCH_MILLIONS (default 1) of rows of some 90
/// bytes: a key of random bits, an amount, 48 sealed bytes. Each ends with a count, a sum, and a
/// look for keys; wrong answers abort. PAYUNG_BENCH_DB chooses the store: a folder for SQLite
/// (default: the working folder), or "postgres" for a server of its own in /dev/shm.
///
/// `cpu_s` (and `rows_s`, by it) is processor time of this process and, of PostgreSQL, of the
/// server's process for this connection; `blocked_s` the longest transaction, for which others
/// wait.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "base/hash.h"
#include "storage/migrations.h"
#include "storage/postgres_server_for_tests.h"
#include "storage/staged_load.h"

namespace payung {
namespace {

constexpr std::int64_t batch_rows = 65'536;
constexpr std::array columns{StagedColumn{"code"}, StagedColumn{"amount"},
                             StagedColumn{"sealed", ColumnType::bytes}};
constexpr StagedTarget target{"promise", columns, "code"};
constexpr std::array<std::string_view, 3> column_names{"code", "amount", "sealed"};

void require(bool right, const char* what) {
    if (right) return;
    std::fprintf(stderr, "staged_load_bench: wrong answer: %s\n", what);
    std::abort();
}

template <class T>
T checked(Result<T> result) {
    if (!result) std::fprintf(stderr, "%s\n", describe(result.error(), Language::en).c_str());
    require(result.has_value(), "an error");
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

std::int64_t row_count() {
    const char* const asked = std::getenv("PAYUNG_BENCH_MILLIONS");
    return std::int64_t{1'000'000} * (asked == nullptr ? 1 : std::atoll(asked));
}

/// Another for every row.
std::int64_t code_of(std::int64_t row) {
    return static_cast<std::int64_t>(mix64(static_cast<std::uint64_t>(row)) >> 1U);
}

class Place {
public:
    Place() {
        const char* const asked = std::getenv("PAYUNG_BENCH_DB");
        const std::string place = asked == nullptr ? "." : asked;
        if (place == "postgres") {
            static PostgresServer server(
                "-c fsync=on -c shared_buffers=64MB -c max_wal_size=4GB -c work_mem=64MB");
            require(server.running(), "a server");
            url_ = server.new_database();
        } else {
            url_ = file_ = place + "/staged_load_bench.db";
            clear();
        }
        database_ = checked(open_database(url_, {}));
        checked(migrate(*database_, migrations_of(database_->engine()), clock_, "bench"));
        checked(database_->write([](Transaction& transaction) -> Result<void> {
            return transaction.run_script({"bench.create",
                                           "CREATE TABLE promise (code INTEGER NOT NULL,"
                                           " amount INTEGER NOT NULL, sealed BLOB NOT NULL,"
                                           " PRIMARY KEY (code)) STRICT, WITHOUT ROWID",
                                           "CREATE TABLE promise (code BIGINT PRIMARY KEY,"
                                           " amount BIGINT NOT NULL, sealed BYTEA NOT NULL)"});
        }));
        server_before_ = server_seconds();
        before_ = own_seconds();
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        database_.reset();
        clear();
    }
    Database& database() { return *database_; }
    const Clock& clock() const { return clock_; }

    /// One transaction, timed.
    void write(const Database::Command& command) {
        const auto began = std::chrono::steady_clock::now();
        checked(database_->write(command));
        const std::chrono::duration<double> lasted = std::chrono::steady_clock::now() - began;
        blocked_ = std::max(blocked_, lasted.count());
    }
    void timed(const std::function<void()>& one) {
        const auto began = std::chrono::steady_clock::now();
        one();
        const std::chrono::duration<double> lasted = std::chrono::steady_clock::now() - began;
        blocked_ = std::max(blocked_, lasted.count());
    }
    void finish(benchmark::State& state) {
        const double spent = own_seconds() - before_ + server_seconds() - server_before_;
        state.counters["cpu_s"] = spent;
        state.counters["blocked_s"] = blocked_;
        check();
        state.counters["rows_s"] = static_cast<double>(row_count()) / spent;
    }

private:
    void clear() const {
        for (const char* const end : {"", "-wal", "-shm"})
            if (!file_.empty()) std::filesystem::remove(file_ + end);
    }
    static double own_seconds() {
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
        };
        return seconds(used.ru_utime) + seconds(used.ru_stime);
    }
    /// Of the process that serves our writes; 0 where there is none.
    double server_seconds() {
        if (!file_.empty()) return 0;
        std::int64_t process = 0;
        checked(database_->write([&](Transaction& transaction) {
            return transaction.query({"bench.pid", "SELECT CAST(pg_backend_pid() AS BIGINT)"}, {},
                                     [&](const Row& row) -> Result<void> {
                                         process = row.integer(0).value_or(0);
                                         return {};
                                     });
        }));
        std::ifstream stat(fmt::format("/proc/{}/stat", process));
        std::string word;
        for (int field = 1; field < 14; ++field) stat >> word;
        double user = 0, system = 0;
        stat >> user >> system;
        return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
    }
    void check() {
        const auto snapshot = checked(database_->read());
        std::int64_t rows = 0, sum = 0, found = 0;
        checked(snapshot->query(
            {"bench.sum", "SELECT COUNT(*), CAST(SUM(amount) AS BIGINT) FROM promise"}, {},
            [&](const Row& row) -> Result<void> {
                rows = row.integer(0).value_or(0);
                sum = row.integer(1).value_or(0);
                return {};
            }));
        for (std::int64_t row = 0; row < row_count(); row += row_count() / 100) {
            checked(snapshot->query({"bench.find", "SELECT amount FROM promise WHERE code = $1"},
                                    {{Value{code_of(row)}}}, [&](const Row& at) -> Result<void> {
                                        found += at.integer(0) == row ? 1 : 0;
                                        return {};
                                    }));
        }
        require(rows == row_count(), "rows");
        require(sum == row_count() * (row_count() - 1) / 2, "sum");
        require(found == 100, "rows of keys");
    }

    SystemClock clock_;
    std::string url_, file_;
    std::unique_ptr<Database> database_;
    double before_ = 0, server_before_ = 0, blocked_ = 0;
};

/// One row after the other: its values live until the next.
class Source {
public:
    std::span<const Value> row(std::int64_t number) {
        const std::int64_t code = code_of(number);
        for (std::size_t i = 0; i < sealed_.size(); i += sizeof code)
            std::memcpy(sealed_.data() + i, &code, sizeof code);
        values_ = {code, number, std::span<const std::byte>(sealed_)};
        return values_;
    }

private:
    std::array<std::byte, 48> sealed_{};
    std::array<Value, 3> values_;
};

/// `order`: rows in the order in which they come; those of each transaction `at_once`.
void add_directly(Place& place, std::span<const std::uint32_t> order, std::int64_t at_once) {
    Source source;
    const auto count = static_cast<std::int64_t>(order.size());
    for (std::int64_t from = 0; from < count; from += at_once) {
        const std::int64_t to = std::min(from + at_once, count);
        place.write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(const auto writer, transaction.append("promise", column_names));
            for (std::int64_t i = from; i < to; ++i)
                TRY(writer->add(source.row(order[static_cast<std::size_t>(i)])));
            TRY(writer->finish());
            return {};
        });
    }
}

std::vector<std::uint32_t> as_they_come() {
    std::vector<std::uint32_t> order(static_cast<std::size_t>(row_count()));
    std::iota(order.begin(), order.end(), 0U);
    return order;
}

void directly(benchmark::State& state) {
    for (auto step : state) {
        Place place;
        add_directly(place, as_they_come(), row_count());
        place.finish(state);
    }
}
void directly_in_batches(benchmark::State& state) {
    for (auto step : state) {
        Place place;
        add_directly(place, as_they_come(), batch_rows);
        place.finish(state);
    }
}
void sorted_before(benchmark::State& state) {
    for (auto step : state) {
        Place place;
        auto order = as_they_come();
        std::ranges::sort(order, {}, [](std::uint32_t row) { return code_of(row); });
        add_directly(place, order, batch_rows);
        place.finish(state);
    }
}

void staged(benchmark::State& state) {
    for (auto step : state) {
        Place place;
        StagedLoad load =
            checked(StagedLoad::begin(place.database(), "bench", target, place.clock()));
        Source source;
        while (load.position() < row_count()) {
            const std::int64_t from = load.position();
            const std::int64_t to = std::min(from + batch_rows, row_count());
            const auto fill = [&](StagedRows& rows) -> Result<void> {
                for (std::int64_t row = from; row < to; ++row)
                    TRY(rows.add(row + 1, source.row(row)));
                return {};
            };
            place.timed([&] { checked(load.take(to, fill)); });
        }
        place.write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(const StagedTotals totals, load.totals(transaction, "amount"));
            require(totals.rows == row_count(), "totals");
            TRY_ASSIGN(const std::int64_t moved, load.move(transaction));
            require(moved == row_count(), "moved");
            return {};
        });
        place.finish(state);
    }
}

BENCHMARK(directly)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();
BENCHMARK(directly_in_batches)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();
BENCHMARK(staged)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();
BENCHMARK(sorted_before)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
