// Exact join of 30 million x 60 million keys, half of the 60 million meeting one partner each.
//
//   build/src/base/hash_join_bench
//
// Keys are a bijection of seeded numbers: left row i has key of number p(i), right row j of number
// q(j) below 60 million, p and q affine permutations. So count and checksum of the answer are known
// without a join: for each number below 30 million, one pair of rows found by the inverses.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <atomic>
#include <vector>

#include "base/check.h"
#include "base/hash_join.h"
#include "base/parallel.h"
#include "base/random.h"

namespace payung {
namespace {

constexpr std::uint64_t seed = 20260101;
constexpr std::uint64_t left_rows = 30'000'000, right_rows = 60'000'000;
// Coprime to the sizes, so that row -> row * step mod size is a permutation.
constexpr std::uint64_t left_step = 17'320'507, right_step = 42'426'407;

std::uint64_t key_of(std::uint64_t number) {
    return mix64(number + seed);
}
std::uint64_t check_of(std::uint64_t left, std::uint64_t right) {
    return mix64(left << 32 | right);
}

struct Task {
    std::vector<std::uint64_t> left, right;
    std::uint64_t pairs = 0, checksum = 0;
};

const Task& task() {
    static const Task made = [] {
        Task t;
        t.left.resize(left_rows);
        t.right.resize(right_rows);
        std::vector<std::uint32_t> left_row_of(left_rows);
        for (std::uint64_t i = 0; i < left_rows; ++i) {
            const std::uint64_t number = i * left_step % left_rows;
            t.left[i] = key_of(number);
            left_row_of[number] = static_cast<std::uint32_t>(i);
        }
        for (std::uint64_t j = 0; j < right_rows; ++j) {
            const std::uint64_t number = j * right_step % right_rows;
            t.right[j] = key_of(number);
            if (number >= left_rows) continue;
            ++t.pairs;
            t.checksum += check_of(left_row_of[number], j);
        }
        CHECK(t.pairs == left_rows);
        return t;
    }();
    return made;
}

void report(benchmark::State& state) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1024;
    state.SetItemsProcessed(static_cast<std::int64_t>(left_rows + right_rows) * state.iterations());
}

void join_visiting(benchmark::State& state) {
    const Task& t = task();
    for (auto _ : state) {
        std::atomic<std::uint64_t> pairs = 0, checksum = 0;
        const auto done = hash_join(
            side_of(t.left), side_of(t.right), {.threads = static_cast<unsigned>(state.range(0))},
            [&](std::span<const Meeting> meetings, std::span<const std::uint32_t> lefts) {
                std::uint64_t sum = 0;
                for (const Meeting& m : meetings) sum += check_of(lefts[m.first], m.right);
                pairs += lefts.size();
                checksum += sum;
            });
        CHECK(done.has_value() && pairs == t.pairs && checksum == t.checksum);
    }
    report(state);
}
BENCHMARK(join_visiting)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void join_to_pairs(benchmark::State& state) {
    const Task& t = task();
    for (auto _ : state) {
        const auto pairs =
            join_pairs(side_of(t.left), side_of(t.right), static_cast<unsigned>(state.range(0)));
        CHECK(pairs.has_value() && pairs->size() == t.pairs);
        state.PauseTiming();
        std::uint64_t checksum = 0;
        for (std::size_t i = 0; i < pairs->size(); ++i) {
            checksum += check_of((*pairs)[i].left, (*pairs)[i].right);
        }
        CHECK(checksum == t.checksum);
        state.ResumeTiming();
    }
    report(state);
}
BENCHMARK(join_to_pairs)
    ->ArgName("threads")
    ->Arg(2)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
