#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "base/file.h"
#include "population/synth.h"

namespace payung {
namespace {

const AreaTable& areas() {
    static const AreaTable table = [] {
        const Path share{PAYUNG_SHARE_DIR};
        auto loaded = AreaTable::load(share / "areas.csv", share / "former_areas.csv");
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return table;
}

/// Kalimantan Selatan, seed 1: workers of the register by argument, every file written. The answer
/// is checked: exact counts, and the same bytes of output in every run.
void synthesize_region(benchmark::State& state) {
    const Path folder = std::filesystem::temp_directory_path() / "payung-population-bench";
    SynthOptions options;
    options.areas = {"63"};
    options.workers = static_cast<std::uint64_t>(state.range(0));
    options.protected_ppm = 367'000;
    options.threads = static_cast<unsigned>(state.range(1));
    options.tables = PAYUNG_SHARE_DIR;
    options.out = folder;
    std::uint64_t persons = 0, bytes = 0;
    for (auto _ : state) {
        auto report = synthesize(options, areas());
        CHECK(report.has_value());
        CHECK(report->workers == *options.workers);
        CHECK(report->protected_workers == *options.workers * 367 / 1000);
        CHECK(bytes == 0 || bytes == report->bytes);
        bytes = report->bytes;
        persons += report->persons;
        if (std::getenv("PAYUNG_MARGINALS") != nullptr) {
            std::fputs(marginals_text(*report, Language::en).c_str(), stderr);
        }
    }
    std::filesystem::remove_all(folder);
    state.counters["persons/s"] =
        benchmark::Counter(static_cast<double>(persons), benchmark::Counter::kIsRate);
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
}
BENCHMARK(synthesize_region)
    ->ArgsProduct({{500'000}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
