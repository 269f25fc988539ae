/// Durable postings: one by one from 64 callers (group commit), and in batches of 1,000;
/// verification of the audit chain; trial balance and all equalities from the lines. Synthetic
/// groups of two lines, seed 1. Each benchmark checks the balances it leaves. PAYUNG_BENCH_DB
/// chooses the store: a folder for SQLite (default: the working folder), the address of an empty
/// PostgreSQL database, or "postgres" for a server of its own that syncs as it must.

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
                   transaction.bulk("ledger_sub_account",
                                    std::array<std::string_view, 6>{"id", "path", "book", "account",
                                                                    "posted", "reserved"}));
        const auto add = [&](std::int64_t id, std::string_view path, std::int64_t account,
                             std::int64_t posted) {
            return accounts->add({{Value{id}, Value{path}, Value{std::int64_t{1}}, Value{account},
                                   Value{posted}, Value{std::int64_t{0}}}});
        };
        TRY(add(1, "JKM:1120:BRI", 1120, used * rounds * amount));
        for (std::int64_t i = 0; i < used; ++i) {
            // Their order in the index is that of their coming.
            TRY(add(2 + i, "JKM:4110:" + std::to_string(10'000'000 + i), 4110, -rounds * amount));
        }
        TRY(accounts->finish());
        TRY_ASSIGN(auto writer,
                   transaction.bulk("ledger_line", std::array<std::string_view, 7>{
                                                       "line", "entry", "sub_account", "amount",
                                                       "period", "event", "value_date"}));
        for (std::int64_t i = 0; i < used * rounds; ++i) {
            for (std::int64_t k = 0; k < 2; ++k) {
                const std::int64_t payer =
                    2 + static_cast<std::int64_t>(static_cast<std::uint64_t>(i) * 611'953U %
                                                  static_cast<std::uint64_t>(used));
                TRY(writer->add(
                    {{Value{(i + 1) * place + k}, Value{std::int64_t{0}}, Value{k == 0 ? 1 : payer},
                      Value{k == 0 ? amount : -amount}, Value{std::int64_t{202605}},
                      Value{std::int64_t{20260503}}, Value{}}}));
            }
        }
        TRY(writer->finish());
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
