// Sorting (key, row) pairs: seeded random keys, answer checked against order and sum.
//
//   build/src/base/radix_sort_bench
#include <benchmark/benchmark.h>

#include <vector>

#include "base/check.h"
#include "base/radix_sort.h"
#include "base/random.h"

namespace payung {
namespace {

constexpr std::uint64_t seed = 1;

std::uint64_t checksum(const std::vector<KeyedRow>& rows) {
    std::uint64_t sum = 0;
    for (const KeyedRow& row : rows) sum += mix64(row.key() ^ mix64(row.row()));
    return sum;
}

void sort_random_keys(benchmark::State& state) {
    const auto size = static_cast<std::size_t>(state.range(0));
    const auto mask = state.range(2) == 64 ? ~0ULL : (1ULL << state.range(2)) - 1;
    std::vector<KeyedRow> rows(size);
    Random random(seed);
    for (std::uint32_t i = 0; i < size; ++i) rows[i] = KeyedRow{random.next() & mask, i};
    const std::vector<KeyedRow> unsorted = rows;
    for (auto _ : state) {
        state.PauseTiming();
        rows = unsorted;
        state.ResumeTiming();
        radix_sort(rows, static_cast<unsigned>(state.range(1)));
    }
    for (std::size_t i = 1; i < size; ++i) {
        CHECK(rows[i - 1].key() < rows[i].key() ||
              (rows[i - 1].key() == rows[i].key() && rows[i - 1].row() < rows[i].row()));
    }
    CHECK(checksum(rows) == checksum(unsorted));
    state.SetItemsProcessed(static_cast<std::int64_t>(size) * state.iterations());
}
BENCHMARK(sort_random_keys)
    ->ArgNames({"rows", "threads", "bits"})
    ->Args({17'000'000, 1, 64})
    ->Args({17'000'000, 2, 64})
    ->Args({17'000'000, 2, 24})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
