/// Durable postings: one by one from 64 callers (group commit), and in batches of 1,000;
/// the same rows written by the engine alone; verification of the audit chain; trial balance and
/// all equalities from the lines. Synthetic groups of two lines, seed 1. Each benchmark checks the
/// balances it leaves. PAYUNG_BENCH_DB chooses the store: a folder for SQLite (default: the working
/// folder), the address of an empty PostgreSQL database, or "postgres" for a server of its own that
/// syncs as it must.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/random.h"
#include "storage/audit_store.h"
#include "storage/books_check.h"
#include "storage/postgres_server_for_tests.h"
#include "storage/posting_queue.h"

namespace payung {
namespace {

void require(bool right, const char* what) {
    if (right) return;
    std::fprintf(stderr, "ledger_bench: wrong answer: %s\n", what);
    std::abort();
}

std::string place_of(const std::string& asked) {
    if (asked != "postgres") return asked;
    static PostgresServer server(
        "-c fsync=on -c synchronous_commit=on -c shared_buffers=256MB "
        "-c max_wal_size=4GB",
        "/tmp");
    require(server.running(), "a server");
    return server.new_database();
}

struct Store {
    Store() {
        const char* const asked = std::getenv("PAYUNG_BENCH_DB");
        const std::string place = place_of(asked != nullptr ? asked : ".");
        const bool server = place.find("://") != std::string::npos;
        file = server ? "" : place + "/ledger_bench.db";
        for (const char* suffix : {"", "-wal", "-shm"})
            if (!server) std::filesystem::remove(file + suffix);
        database = std::move(open_database(server ? place : file, {}).value());
        ledger =
            std::make_unique<LedgerStore>(LedgerStore::open(*database, clock, "bench").value());
        before = ledger->balance(cash).value().posted;
    }
    ~Store() {
        ledger.reset();
        database.reset();
        for (const char* suffix : {"", "-wal", "-shm"})
            if (!file.empty()) std::filesystem::remove(file + suffix);
    }
    SubAccount cash{Book::jkm, 1120, "BRI"};
    SystemClock clock;
    std::string file;
    std::unique_ptr<Database> database;
    std::unique_ptr<LedgerStore> ledger;
    Money before;
};

Group income(std::uint64_t number) {
    static const std::string run = std::to_string(std::random_device{}());
    const std::string name = run + "/" + std::to_string(number);
    const std::string payer = "P" + std::to_string(mix64(number) % 100'000);
    const Money amount = Money::from_rupiah(16'800);
    return {key_of(name),
            "penerimaan",
            name,
            {{Book::jkm,
              *Day::from_ymd(2026, 5, 3),
              std::nullopt,
              {{1120, "BRI", amount}, {4110, payer, Money{} - amount}}}},
            {},
            {},
            {}};
}

std::atomic<std::uint64_t> numbers = 0;

void single_postings(benchmark::State& state) {
    constexpr int callers = 64, each = 1000;
    for (auto _ : state) {
        Store store;
        PostingQueue queue(*store.ledger);
        std::vector<std::thread> threads;
        for (int caller = 0; caller < callers; ++caller) {
            threads.emplace_back([&] {
                for (int i = 0; i < each; ++i)
                    require(queue.post(income(++numbers), "bench").has_value(), "accepted");
            });
        }
        for (std::thread& thread : threads) thread.join();
        const Money after = store.ledger->balance(store.cash).value().posted;
        require(after - store.before == Money::from_rupiah(16'800) * (callers * each), "balance");
    }
    state.SetItemsProcessed(state.iterations() * callers * each);
}
BENCHMARK(single_postings)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(3);

void batches(benchmark::State& state) {
    constexpr int batches = 200, size = 1000;
    for (auto _ : state) {
        state.PauseTiming();
        Store store;
        std::vector<std::vector<Group>> groups(batches);
        for (auto& batch : groups)
            for (int i = 0; i < size; ++i) batch.push_back(income(++numbers));
        state.ResumeTiming();
        for (const auto& batch : groups)
            require(store.ledger->post(batch, "bench").has_value(), "posted");
        state.PauseTiming();
        const Money after = store.ledger->balance(store.cash).value().posted;
        require(after - store.before == Money::from_rupiah(16'800) * (batches * size), "balance");
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * batches * size);
}
BENCHMARK(batches)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(2);

/// As batches(), from eight callers at once.
void batches_of_many(benchmark::State& state) {
    constexpr int callers = 8, each = 50, size = 1000;
    for (auto _ : state) {
        state.PauseTiming();
        Store store;
        PostingQueue queue(*store.ledger);
        std::vector<std::vector<Group>> groups(callers * each);
        for (auto& batch : groups)
            for (int i = 0; i < size; ++i) batch.push_back(income(++numbers));
        state.ResumeTiming();
        std::vector<std::thread> threads;
        for (int caller = 0; caller < callers; ++caller) {
            threads.emplace_back([&, caller] {
                for (int i = 0; i < each; ++i) {
                    const auto& batch = groups[static_cast<std::size_t>(caller * each + i)];
                    const auto results = queue.post(batch, "bench");
                    require(results && std::ranges::all_of(*results, &PostingResult::has_value),
                            "posted");
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        state.PauseTiming();
        const Money after = store.ledger->balance(store.cash).value().posted;
        require(after - store.before == Money::from_rupiah(16'800) * (callers * each * size),
                "balance");
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * callers * each * size);
}
BENCHMARK(batches_of_many)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(2);

/// What the engine itself does with such rows, as a control: those of batches(), into the same
/// tables, in as many commands. Nothing is looked up, checked, chained or remembered; each group
/// brings a key, its lines, its event, and in turn a new sub-account or a change of one.
class RowsAlone {
public:
    explicit RowsAlone(Transaction& transaction) : transaction_(transaction) {}

    Result<void> write(std::int64_t first, std::int64_t count) {
        slots_.clear();
        for (std::int64_t i = 0; i < count; ++i)
            slots_.push_back(
                static_cast<std::int64_t>(mix64(static_cast<std::uint64_t>(first + i))));
        std::ranges::sort(slots_);
        TRY(rows<2>("ledger_key", {"slot", "number"}, count, [&](auto& writer, std::int64_t i) {
            return writer.add({{Value{slots_[static_cast<std::size_t>(i)]}, Value{first + i}}});
        }));
        TRY(rows<7>("ledger_group",
                    {"number", "key", "digest", "reason", "refers_to", "booked_at", "state"}, count,
                    [&](auto& writer, std::int64_t i) {
                        return writer.add({{Value{first + i}, key_, digest_, reason_, subject_,
                                            Value{first + i}, Value{std::int64_t{0}}}});
                    }));
        TRY(sub_accounts(first, count));
        TRY(rows<6>(
            "ledger_line", {"line", "entry", "sub_account", "amount", "period", "event"}, 2 * count,
            [&](auto& writer, std::int64_t i) {
                const std::int64_t line = (first + i / 2) * 1'048'576 + i % 2;
                return writer.add(
                    {{Value{line}, zero_, Value{first + i / 2}, Value{std::int64_t{1'680'000}},
                      Value{std::int64_t{202605}}, Value{std::int64_t{20260503}}}});
            }));
        return rows<7>(
            "audit_event", {"number", "at", "actor", "action", "subject", "content", "hash"}, 1,
            [&](auto& writer, std::int64_t) {
                return writer.add(
                    {{Value{first}, Value{first}, reason_, reason_, subject_, digest_, digest_}});
            });
    }

private:
    template <std::size_t Columns>
    Result<void> rows(std::string_view table, const std::array<std::string_view, Columns>& columns,
                      std::int64_t count, const auto& row) {
        TRY_ASSIGN(const auto writer, transaction_.append(table, columns));
        for (std::int64_t i = 0; i < count; ++i) TRY(row(*writer, i));
        TRY(writer->finish());
        return {};
    }
    Result<void> sub_accounts(std::int64_t first, std::int64_t count) {
        const std::int64_t known = first / 2, made = count / 2;
        TRY(rows<4>("ledger_sub_account", {"id", "path", "book", "account"}, made,
                    [&](auto& writer, std::int64_t i) {
                        const auto id = known + i + 1;
                        const std::string path =
                            "JKM:4110:P" + std::to_string(mix64(static_cast<std::uint64_t>(id)));
                        return writer.add({{Value{id}, Value{std::string_view(path)},
                                            Value{std::int64_t{1}}, Value{std::int64_t{4110}}}});
                    }));
        TRY(rows<3>("ledger_balance", {"sub_account", "posted", "reserved"}, made,
                    [&](auto& writer, std::int64_t i) {
                        return writer.add({{Value{known + i + 1}, Value{std::int64_t{1}}, zero_}});
                    }));
        return balances(first, made, known + made);
    }
    /// Spread over all that are known, in their order.
    Result<void> balances(std::int64_t first, std::int64_t count, std::int64_t known) {
        std::vector<std::int64_t> ids;
        for (std::int64_t i = 0; i < count; ++i)
            ids.push_back(1 + (first + i) * 2'654'435'761 % known);
        std::ranges::sort(ids);
        if (transaction_.engine() == Engine::postgres) {
            std::string list = "{";
            for (const std::int64_t id : ids) list += std::to_string(id) + ',';
            list.back() = '}';
            TRY(transaction_.execute(
                {"bench.balances",
                 "UPDATE ledger_balance SET posted = $1 FROM unnest(CAST($2 AS BIGINT[])) AS i"
                 " WHERE sub_account = i"},
                {{Value{first}, Value{std::string_view(list)}}}));
            return {};
        }
        for (const std::int64_t id : ids) {
            TRY(transaction_.execute(
                {"bench.balance", "UPDATE ledger_balance SET posted = $2 WHERE sub_account = $1"},
                {{Value{id}, Value{first}}}));
        }
        return {};
    }

    Transaction& transaction_;
    std::vector<std::int64_t> slots_;
    std::array<std::byte, 32> bytes_{};
    Value key_{std::span<const std::byte>(bytes_).first(16)};
    Value digest_{std::span<const std::byte>(bytes_)}, zero_{std::int64_t{0}};
    Value reason_{std::string_view("penerimaan")}, subject_{std::string_view("group:1234567")};
};

void rows_alone(benchmark::State& state) {
    constexpr std::int64_t batches = 200, size = 1000;
    for (auto _ : state) {
        state.PauseTiming();
        Store store;
        state.ResumeTiming();
        for (std::int64_t i = 0; i < batches; ++i) {
            const auto written = store.database->write([&](Transaction& transaction) {
                return RowsAlone(transaction).write(1 + i * size, size);
            });
            require(written.has_value(), "written");
        }
    }
    state.SetItemsProcessed(state.iterations() * batches * size);
}
BENCHMARK(rows_alone)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(2);

/// How many millions: PAYUNG_BENCH_MILLIONS, else one.
std::int64_t millions() {
    const char* const text = std::getenv("PAYUNG_BENCH_MILLIONS");
    return 1'000'000 * (text != nullptr ? std::atoi(text) : 1);
}

/// Lines as posting would have left them, two a group, on one million sub-accounts and a bank.
void load_lines(Store& store, std::int64_t lines) {
    constexpr std::int64_t payers = 1'000'000, place = 1'048'576, amount = 1'680'000;
    require(lines % (2 * payers) == 0 || lines < 2 * payers, "whole rounds");
    const std::int64_t rounds = std::max<std::int64_t>(1, lines / 2 / payers);
    const std::int64_t used = lines / 2 / rounds;
    const auto loaded = store.database->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(auto accounts,
                   transaction.bulk("ledger_sub_account", std::array<std::string_view, 4>{
                                                              "id", "path", "book", "account"}));
        const auto add = [&](std::int64_t id, std::string_view path, std::int64_t account) {
            return accounts->add(
                {{Value{id}, Value{path}, Value{std::int64_t{1}}, Value{account}}});
        };
        TRY(add(1, "JKM:1120:BRI", 1120));
        for (std::int64_t i = 0; i < used; ++i) {
            // Their order in the index is that of their coming.
            TRY(add(2 + i, "JKM:4110:" + std::to_string(10'000'000 + i), 4110));
        }
        TRY(accounts->finish());
        TRY_ASSIGN(auto balances,
                   transaction.bulk("ledger_balance", std::array<std::string_view, 3>{
                                                          "sub_account", "posted", "reserved"}));
        for (std::int64_t id = 1; id < 2 + used; ++id) {
            const std::int64_t posted = id == 1 ? used * rounds * amount : -rounds * amount;
            TRY(balances->add({{Value{id}, Value{posted}, Value{std::int64_t{0}}}}));
        }
        TRY(balances->finish());
        const std::int64_t sum = used * rounds * amount;
        for (const std::int64_t account : {1120, 4110}) {
            TRY(transaction.execute(
                {"bench.total",
                 "INSERT INTO ledger_total (book, account, period, debit, credit)"
                 " VALUES (1, $1, 202605, $2, $3)"},
                {{Value{account}, Value{account == 1120 ? sum : 0},
                  Value{account == 1120 ? 0 : sum}}}));
        }
        return {};
    });
    require(loaded.has_value(), "loaded");
    for (std::int64_t first = 0; first < used * rounds; first += used) {
        const auto added = store.database->write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(auto writer, transaction.append("ledger_line",
                                                       std::array<std::string_view, 7>{
                                                           "line", "entry", "sub_account", "amount",
                                                           "period", "event", "value_date"}));
            for (std::int64_t line = 2 * first; line < 2 * (first + used); ++line) {
                const std::int64_t i = line / 2, k = line % 2;
                const std::int64_t payer =
                    2 + static_cast<std::int64_t>(static_cast<std::uint64_t>(i) * 611'953U %
                                                  static_cast<std::uint64_t>(used));
                TRY(writer->add(
                    {{Value{(i + 1) * place + k}, Value{std::int64_t{0}}, Value{k == 0 ? 1 : payer},
                      Value{k == 0 ? amount : -amount}, Value{std::int64_t{202605}},
                      Value{std::int64_t{20260503}}, Value{}}}));
            }
            TRY(writer->finish());
            return {};
        });
        require(added.has_value(), "lines");
    }
}

/// Trial balance and every equality of the books, from all lines.
void go_through(benchmark::State& state) {
    Store store;
    load_lines(store, millions());
    for (auto _ : state) {
        const auto report = go_through_books(*store.database);
        require(report && report->sound() && report->lines == millions(), "the books");
    }
    state.SetItemsProcessed(state.iterations() * millions());
}
BENCHMARK(go_through)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(2);

void verify(benchmark::State& state) {
    Store store;
    constexpr std::int64_t batch = 10'000;
    const std::vector<Told> told(batch, {"petugas", "ledger.post", "group:1234567", Digest{1}});
    for (std::int64_t i = 0; i < millions() / batch; ++i) {
        const auto added = store.database->write([&](Transaction& transaction) {
            return append_events(transaction, told, store.clock.now());
        });
        require(added.has_value(), "told");
    }
    for (auto _ : state) {
        const auto snapshot = store.database->read();
        const auto chain = verify_events(**snapshot);
        require(chain && !chain->fault && chain->events == millions(), "chain");
    }
    state.SetItemsProcessed(state.iterations() * millions());
}
BENCHMARK(verify)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(2);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
