/// Writing a roster: 100,000 records of 10 fields, about 110 bytes each, into one buffer, seed 1.
/// Reports records a second of one core; checks bytes and line ends.
///
///     build/src/base/csv_writer_bench

#include "base/csv_writer.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/random.h"

namespace payung {
namespace {

constexpr std::size_t records = 100'000;

struct Worker {
    std::array<char, 9> id;
    Nik nik;
    std::string_view name;
};

std::vector<Worker> workers() {
    static constexpr std::array<std::string_view, 4> names{
        "Siti Aminah Rahmawati", "Muhammad Noor", "Yohanes Wea", "Ni Luh Putu Suryani, S.Pd"};
    Random random(1);
    std::vector<Worker> made(records);
    for (Worker& worker : made) {
        worker.id.fill('7');
        worker.nik = Nik{6'300'000'000'000'000 + random.next() % 100'000'000'000'000};
        worker.name = names[random.below(4)];
    }
    return made;
}

void write_roster(benchmark::State& state) {
    const auto all = workers();
    const Month start = Month::from_ym(2026, 1);
    const Money due = Money::from_rupiah(16'800);
    std::string out;
    std::size_t bytes = 0;
    for (auto _ : state) {
        out.clear();
        CsvWriter csv(out);
        for (const Worker& worker : all) {
            csv.text("APBD-6303").text({worker.id.data(), worker.id.size()}).nik(worker.nik);
            csv.text(worker.name).text("6303052003").text("JKK+JKM").month(start).whole(12);
            csv.money(due).money(due * 12).end();
        }
        CHECK(bytes == 0 || bytes == out.size());
        bytes = out.size();
    }
    CHECK(static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n')) == records);
    CHECK(bytes > 95 * records && bytes < 125 * records);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(records));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}
BENCHMARK(write_roster)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
