// Coverage of a register of the size of the nation's, nation to village.
//
// 30,000,000 rows over the real list of areas, seed 31, two threads. The answer is checked: the
// nation holds every row, and no area holds less than its parts.

#include "monitoring/coverage.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <numeric>

#include "base/random.h"

namespace payung {
namespace {

constexpr std::size_t rows = 30'000'000;
constexpr unsigned threads = 2;

const AreaTable& areas() {
    static const AreaTable table = AreaTable::load(Path(PAYUNG_SHARE_DIR) / "areas.csv",
                                                   Path(PAYUNG_SHARE_DIR) / "former_areas.csv")
                                       .value();
    return table;
}

struct People {
    PersonTable persons;
    std::vector<std::uint32_t> same_person;
    std::vector<std::uint8_t> before, after;
};

const People& people() {
    static const People all = [] {
        Random random(31);
        People made;
        made.persons.columns.status = true;
        made.persons.identity.resize(rows);
        made.persons.facts.resize(rows);
        made.same_person.resize(rows);
        std::iota(made.same_person.begin(), made.same_person.end(), 0U);
        made.before.resize(rows);
        made.after.resize(rows);
        for (std::size_t i = 0; i < rows; ++i) {
            made.persons.identity[i].area = random.below(areas().size());
            made.persons.facts[i].status = static_cast<std::uint8_t>(1 + random.below(7));
            made.before[i] = random.chance(0.35) ? 1 : 0;
            made.after[i] = made.before[i] | (random.chance(0.2) ? 1 : 0);
        }
        return made;
    }();
    return all;
}

void check(const Coverage& coverage) {
    std::vector<std::uint64_t> of_parts(areas().size());
    bool right = !coverage.rows.empty() && coverage.rows[0].counts.workers == rows;
    for (const CoverageRow& row : coverage.rows) {
        if (row.area != 0) of_parts[areas().parent(row.area)] += row.counts.workers;
    }
    for (const CoverageRow& row : coverage.rows) {
        right = right && row.counts.workers >= of_parts[row.area];
    }
    if (!right) std::abort();
}

void measure_coverage_of_the_nation(benchmark::State& state) {
    const CoveredRows covered{people().same_person, people().before, people().after};
    for (auto _ : state) {
        const Coverage coverage =
            measure_coverage(people().persons, covered, areas(), SmallCells::withhold, threads)
                .value();
        state.PauseTiming();
        check(coverage);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(rows) * state.iterations());
}
BENCHMARK(measure_coverage_of_the_nation)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
