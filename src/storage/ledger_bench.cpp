/// Durable postings: one by one from 64 callers (group commit), and in batches of 1,000;
/// verification of the audit chain; trial balance from the lines. Synthetic groups of two lines,
/// seed 1. Each benchmark checks the balances it leaves. PAYUNG_BENCH_DB chooses the store: a
/// folder for SQLite (default: the working folder), the address of an empty PostgreSQL database, or
/// "postgres" for a server of its own that syncs as it must.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/random.h"
#include "storage/audit_store.h"
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

void verify_and_sum(benchmark::State& state) {
    constexpr int size = 500'000, batch = 5000;
    Store store;
    for (int i = 0; i < size / batch; ++i) {
        std::vector<Group> groups;
        for (int k = 0; k < batch; ++k) groups.push_back(income(++numbers));
        require(store.ledger->post(groups, "bench").has_value(), "posted");
    }
    for (auto _ : state) {
        const auto snapshot = store.database->read();
        const auto chain = verify_events(**snapshot);
        require(chain && !chain->fault && chain->events >= size, "chain");
        const auto history = store.ledger->history();
        require(history && check_books(*history, *store.ledger->balances()).empty(), "books");
    }
    state.SetItemsProcessed(state.iterations() * size);
}
BENCHMARK(verify_and_sum)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(2);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
