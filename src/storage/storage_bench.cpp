/// How fast editions and runs go into the store and come back, at the size of the demo region:
/// 1.5 million persons, 0.7 million accounts, seed 1. Every answer is checked; wrong ones abort.
///
///   cmake --build --preset release --target storage_bench && build/src/storage/storage_bench

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "storage/run_store.h"
#include "storage/store_samples.h"

namespace payung {
namespace {

constexpr std::uint32_t persons_demo = 1'500'000;
constexpr std::uint32_t accounts_demo = 700'000;
constexpr DatabaseOptions import{.cache_bytes = std::uint64_t{256} << 20U};

template <class T>
T checked(Result<T> result) {
    if (!result) std::fprintf(stderr, "%s\n", describe(result.error(), Language::en).c_str());
    CHECK(result.has_value());
    return *std::move(result);
}

const SampleRun& demo() {
    static const SampleRun sample(persons_demo, accounts_demo, 1);
    return sample;
}

/// A place for a store, empty at first and at the end.
class StorePlace {
public:
    StorePlace()
        : path_(std::filesystem::temp_directory_path() /
                ("payung-bench-" + std::to_string(getpid()) + ".db")) {
        clear();
    }
    StorePlace(const StorePlace&) = delete;
    StorePlace& operator=(const StorePlace&) = delete;
    ~StorePlace() { clear(); }
    void clear() const {
        for (const char* const end : {"", "-wal", "-shm", ".key"})
            std::filesystem::remove(path_.string() + end);
    }
    std::unique_ptr<RunStore> open() const {
        return checked(RunStore::open(path_.string(), import, clock_, path_.string() + ".key"));
    }
    std::unique_ptr<Database> connect() const {
        return checked(open_database(path_.string(), import));
    }
    std::uint64_t bytes() const { return std::filesystem::file_size(path_); }

private:
    SystemClock clock_;
    Path path_;
};

void save_editions(RunStore& store) {
    checked(store.save_edition(sample_source("register", persons_demo), demo().persons,
                               sample_areas()));
    checked(store.save_edition(sample_source("membership", accounts_demo), demo().accounts));
}

SavedRun save_run(RunStore& store) {
    return checked(
        store.save_run(demo().inputs(1, 2), demo().results(), demo().persons, sample_areas()));
}

// The part of `payung run --db` that is ours: both editions and the run, durable.
void save_demo_region(benchmark::State& state) {
    const StorePlace place;
    demo();
    for (auto step : state) {
        place.clear();
        auto store = place.open();
        save_editions(*store);
        CHECK(!save_run(*store).already_there);
        const RunRecord run = checked(store->find_run(""));
        CHECK(run.gap == demo().gap.rows.size() && run.links == demo().links.size());
        store.reset();
    }
    state.SetItemsProcessed(state.iterations() * (persons_demo + accounts_demo));
    state.counters["file_MB"] = static_cast<double>(place.bytes()) / 1e6;
}
BENCHMARK(save_demo_region)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

// One million persons as an edition: three tables, no secondary index.
void save_register(benchmark::State& state) {
    const StorePlace place;
    const PersonTable persons = sample_persons(1'000'000, 1);
    for (auto step : state) {
        place.clear();
        auto store = place.open();
        checked(store->save_edition(sample_source("register", persons.size()), persons,
                                    sample_areas()));
        state.PauseTiming();
        CHECK(checked(store->load_register(1, sample_areas())).identity == persons.identity);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(persons.size()));
}
BENCHMARK(save_register)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

// The same while another program writes, one small command after the other: how many come through,
// and how long the one waits that waits longest.
void write_beside_a_load(benchmark::State& state) {
    const StorePlace place;
    const PersonTable persons = sample_persons(1'000'000, 1);
    for (auto step : state) {
        place.clear();
        auto store = place.open();
        const auto other = place.connect();
        std::atomic<bool> loading = true;
        std::int64_t written = 0;
        std::chrono::duration<double> longest{};
        std::thread writer([&] {
            while (loading) {
                const auto began = std::chrono::steady_clock::now();
                CHECK(other->write([&](Transaction& transaction) -> Result<void> {
                    TRY(transaction.execute(
                        {"bench.party",
                         "INSERT INTO party (party, kind, number, name, recorded_at)"
                         " VALUES ($1, 2, $2, 'PT Uji', 0)"},
                        {{Value{written + 1}, Value{std::string_view(std::to_string(written))}}}));
                    return {};
                }));
                longest = std::max<std::chrono::duration<double>>(
                    longest, std::chrono::steady_clock::now() - began);
                ++written;
                std::this_thread::sleep_for(std::chrono::milliseconds{20});
            }
        });
        checked(store->save_edition(sample_source("register", persons.size()), persons,
                                    sample_areas()));
        loading = false;
        writer.join();
        CHECK(checked(store->load_register(1, sample_areas())).identity == persons.identity);
        state.counters["written"] = static_cast<double>(written);
        state.counters["longest_wait_s"] = longest.count();
    }
}
BENCHMARK(write_beside_a_load)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

// The same edition and run again: found, and nothing written.
void save_again(benchmark::State& state) {
    const StorePlace place;
    auto store = place.open();
    save_editions(*store);
    save_run(*store);
    const std::uint64_t before = place.bytes();
    for (auto step : state) {
        save_editions(*store);
        CHECK(save_run(*store).already_there);
    }
    CHECK(place.bytes() == before);
}
BENCHMARK(save_again)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

void questions(benchmark::State& state, const std::function<void(RunStore&)>& ask) {
    const StorePlace place;
    auto store = place.open();
    save_editions(*store);
    save_run(*store);
    for (auto step : state) ask(*store);
}

void ask_gap(RunStore& store) {
    std::uint32_t rows = 0, rank_before = 0;
    CHECK(store.gap(1, "6303", 20, [&](const GapRow& row) -> Result<void> {
        CHECK(row.rank > rank_before && row.area.starts_with("6303"));
        rank_before = row.rank;
        ++rows;
        return {};
    }));
    CHECK(rows == 20);
}
void ask_coverage(RunStore& store) {
    CHECK(checked(store.coverage(1, "", sample_areas())).rows.size() ==
          demo().coverage.rows.size());
}
void ask_person(RunStore& store) {
    CHECK(!checked(store.person(1, demo().persons.id[777'777])).empty());
}
void ask_roster(RunStore& store) {
    Money sum;
    CHECK(store.roster(1, 1, "", 0, [&](const RosterRow& row) -> Result<void> {
        sum += row.amount();
        return {};
    }));
    CHECK(sum == demo().choice.sources[1].used);
}
void load_for_planning(RunStore& store) {
    const PlanningData data = checked(store.load_for_planning(1, sample_areas()));
    CHECK(data.persons.identity == demo().persons.identity && data.links == demo().links);
    CHECK(data.standing == demo().gap.standing);
}
BENCHMARK_CAPTURE(questions, gap, ask_gap)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(questions, coverage, ask_coverage)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(questions, person, ask_person)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(questions, roster, ask_roster)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(questions, load_for_planning, load_for_planning)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(2)
    ->UseRealTime();

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
