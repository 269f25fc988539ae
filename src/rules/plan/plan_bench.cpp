/// Speed of plans over columns: the accident contribution of non-wage participants with its relief,
/// on an income table of 54 rows. Every run checks its answer against the general path on a sample.

#include <benchmark/benchmark.h>

#include <random>

#include "rules/plan/models_for_tests.h"
#include "rules/plan/plan.h"

namespace payung::rules {
namespace {

using testing_models::id_of;

constexpr std::uint64_t seed = 20260101;
constexpr std::size_t rows = 1 << 20;

struct People {
    std::vector<std::int64_t> income;
    std::vector<std::int32_t> month;
    std::vector<std::uint8_t> sector, payer, settled;
    std::vector<std::string> sectors{"transportasi", "lainnya"};
    std::vector<std::string> payers{"mandiri", "pemberi kerja", "APBN", "APBD", "CSR"};

    explicit People(std::size_t count) {
        std::mt19937_64 random(seed);
        const auto below = [&random](std::uint64_t end) { return random() % end; };
        for (std::size_t row = 0; row < count; ++row) {
            income.push_back(static_cast<std::int64_t>(below(25'000'000)));
            const Date day{2026, static_cast<std::uint8_t>(1 + below(12)), 1};
            month.push_back(static_cast<std::int32_t>(day.day_number()));
            sector.push_back(static_cast<std::uint8_t>(below(2)));
            payer.push_back(static_cast<std::uint8_t>(below(5)));
            settled.push_back(static_cast<std::uint8_t>(below(2)));
        }
    }
    Batch batch(std::size_t count) const {
        using enum InputColumn::Type;
        return {count,
                {{"Penghasilan", int64, 0, income.data(), nullptr, {}},
                 {"Bulan iuran", days, 0, month.data(), nullptr, {}},
                 {"Sektor", code8, 0, sector.data(), nullptr, sectors},
                 {"Sumber dana", code8, 0, payer.data(), nullptr, payers},
                 {"Tunggakan lunas", boolean, 0, settled.data(), nullptr, {}}}};
    }
};

const People& people() {
    static const People all(rows);
    return all;
}
const Program& program() {
    static const Program linked = testing_models::relief_rulebook(false, 54).linked();
    return linked;
}

/// Sums and rule numbers, a part for each worker.
struct Sums : Sink {
    explicit Sums(unsigned threads) : parts(threads) {}
    struct Part {
        __int128 total = 0;
        std::uint64_t rules = 0;
    };
    void take(std::size_t, std::size_t count, std::span<const OutputColumn> columns,
              unsigned worker) override {
        Part& part = parts[worker];
        const OutputColumn& due = columns[0];
        if (due.type == OutputColumn::Type::fix) {
            std::int64_t sum = 0;
            for (std::size_t row = 0; row < count; ++row) sum += due.units[row];
            part.total += sum;
        } else {
            for (std::size_t row = 0; row < count; ++row)
                part.total += due.at(row).number().integer().value_or(0);
        }
        for (std::size_t row = 0; row < count; ++row) part.rules += columns[1].rules[row];
    }
    std::int64_t total() const {
        __int128 all = 0;
        for (const Part& part : parts) all += part.total;
        return static_cast<std::int64_t>(all);
    }
    std::uint64_t rules() const {
        std::uint64_t all = 0;
        for (const Part& part : parts) all += part.rules;
        return all;
    }
    std::vector<Part> parts;
};

Plan plan_of(Path path) {
    PlanOptions options;
    options.path = path;
    const std::vector<NodeId> wanted{id_of(program(), "Iuran JKK BPU"),
                                     id_of(program(), "Faktor keringanan BPU")};
    return *compile(program(), wanted, options);
}

Sums sums_of(Path path, std::size_t count, unsigned threads = 1) {
    Sums sums(threads);
    const auto ran =
        run(plan_of(path), people().batch(count), sums, {.threads = threads, .chunk = 2048});
    CHECK(ran);
    return sums;
}

/// The path under test and the general path agree on a sample.
void check_sample(Path path) {
    constexpr std::size_t sample = 2'000;
    const Sums mine = sums_of(path, sample), theirs = sums_of(Path::boxed, sample);
    CHECK(mine.total() == theirs.total() && mine.rules() == theirs.rules());
}

void relief(benchmark::State& state, Path path, std::size_t count) {
    check_sample(path);
    const Plan plan = plan_of(path);
    const Batch batch = people().batch(count);
    for (auto _ : state) {
        Sums sums(1);
        CHECK(run(plan, batch, sums));
        benchmark::DoNotOptimize(sums.total());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}
BENCHMARK_CAPTURE(relief, fix, Path::fix, rows)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(relief, decimal, Path::decimal, rows / 8)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(relief, boxed, Path::boxed, rows / 64)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(relief, one_row, Path::fix, std::size_t{1});

void compile_relief(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(plan_of(Path::fix));
}
BENCHMARK(compile_relief)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace payung::rules

BENCHMARK_MAIN();
