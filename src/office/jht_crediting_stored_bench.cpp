/// Crediting a month to all JHT accounts of a store, to the disk: PAYUNG_BENCH_ACCOUNTS of them (a
/// hundred thousand), each with one deposit. PAYUNG_BENCH_DB is a folder for SQLite, or the address
/// of an empty PostgreSQL database.

#include "office/jht_crediting.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

#include "storage/books_check.h"
#include "storage/migrations.h"

namespace payung {
namespace {

std::string setting(const char* name, const char* otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : text;
}

void put_accounts(Database& database, const Clock& clock, std::int64_t accounts) {
    constexpr std::int64_t in_group = 10'000;
    LedgerStore store = LedgerStore::open(database, clock, "bench").value();
    for (std::int64_t first = 0; first < accounts; first += in_group) {
        const Money deposit = Money::from_rupiah(5'000'000);
        Entry entry{Book::jht, *Day::from_ymd(2025, 12, 1), std::nullopt, {}};
        for (std::int64_t i = first; i < first + in_group; ++i)
            entry.lines.push_back({2310, std::to_string(10'000'000'000 + i), Money{} - deposit});
        entry.lines.push_back({1110, "BRI", deposit * in_group});
        const std::string name = "awal" + std::to_string(first);
        const Group group{key_of(name), "uji", name, {std::move(entry)}, {}, {}, {}};
        CHECK(store.post({&group, 1}, "bench").value().front().has_value());
    }
}

void credit_stored(benchmark::State& state) {
    const std::int64_t accounts = std::atoll(setting("PAYUNG_BENCH_ACCOUNTS", "100000").c_str());
    const std::string place = setting("PAYUNG_BENCH_DB", ".");
    const bool server = place.find("://") != std::string::npos;
    const std::string file = place + "/jht_crediting_bench.db";
    const auto remove = [&] {
        for (const char* suffix : {"", "-wal", "-shm"})
            if (!server) std::filesystem::remove(file + suffix);
    };
    remove();
    {
        const auto database = open_database(server ? place : file, {}).value();
        FixedClock clock(std::chrono::sys_days{std::chrono::year{2026} / 12 / 31});
        CHECK(migrate(*database, migrations_of(database->engine()), clock, "bench").has_value());
        put_accounts(*database, clock, accounts);
        Desk desk{database.get(), Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation").value(),
                  PersonalKeys::for_tests(), &clock, "bench"};
        Month month = Month::from_ym(2026, 1);
        for (auto _ : state) {
            const auto report = credit_jht(desk, {month, "0.055", "bench", std::nullopt, 20'000});
            CHECK(report.has_value() && report->accounts == accounts);
            month = month + 1;
        }
        CHECK(go_through_books(*database).value().sound());
    }
    remove();
    state.SetItemsProcessed(state.iterations() * accounts);
}
BENCHMARK(credit_stored)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(2);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
