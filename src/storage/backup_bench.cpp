/// How fast a store is written into a backup, brought back, drilled, and given another key: a
/// register of 200,000 persons and 100,000 personal values. Every answer is checked; wrong ones
/// abort.
///
///   cmake --build --preset release --target backup_bench && build/src/storage/backup_bench

#include "storage/backup.h"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "storage/edition_writer.h"
#include "storage/key_rotation.h"
#include "storage/open_store.h"
#include "storage/personal_store.h"
#include "storage/store_samples.h"

namespace payung {
namespace {

constexpr std::uint32_t persons = 200'000;
constexpr std::uint32_t values = 100'000;

template <class T>
T checked(Result<T> result) {
    if (!result) std::fprintf(stderr, "%s\n", describe(result.error(), Language::en).c_str());
    CHECK(result.has_value());
    return *std::move(result);
}
void checked(const Result<void>& result) {
    if (!result) std::fprintf(stderr, "%s\n", describe(result.error(), Language::en).c_str());
    CHECK(result.has_value());
}

/// A folder with a filled store, gone at the end.
class Place {
public:
    Place() {
        std::filesystem::create_directories(folder_);
        store_ = checked(open_store((folder_ / "store.db").string(), {}, clock_, folder_ / "key"));
        fill();
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        store_.database.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    OpenStore& store() { return store_; }
    const Clock& clock() const { return clock_; }
    Path backup() const { return folder_ / "backup"; }
    BackupManifest make() {
        std::filesystem::remove(backup());
        return checked(make_backup(*store_.database, store_.keys, backup(), clock_, "bench"));
    }
    std::unique_ptr<Database> empty_place() const {
        const Path file = folder_ / "restored.db";
        for (const char* const tail : {"", "-wal", "-shm"})
            std::filesystem::remove(file.string() + tail);
        return checked(open_database(file.string(), {}));
    }

private:
    void fill() {
        const PersonTable table = sample_persons(persons, 1);
        std::vector<std::string> niks;
        for (std::uint32_t i = 0; i < values; ++i)
            niks.push_back(std::to_string(6'303'010'101'000'000 + i));
        checked(save_register(*store_.database, sample_source("a", persons), table, sample_areas(),
                              clock_, store_.keys));
        checked(store_.database->write([&](Transaction& transaction) -> Result<void> {
            std::vector<PersonalValue> sealed;
            for (std::uint32_t i = 0; i < values; ++i)
                sealed.push_back({{PersonalOwner::participant, i, PersonalField::nik}, niks[i]});
            return PersonalStore(transaction, store_.keys).put_all(sealed);
        }));
    }

    Path folder_ = std::filesystem::temp_directory_path() /
                   ("payung-backup-bench-" + std::to_string(getpid()));
    SystemClock clock_;
    OpenStore store_;
};

void make(benchmark::State& state) {
    Place place;
    std::int64_t rows = 0;
    for (auto step : state) rows = place.make().rows();
    CHECK(rows > persons + values);
    CHECK(checked(check_backup(place.backup(), place.store().keys)).rows() == rows);
    state.SetItemsProcessed(state.iterations() * rows);
}
BENCHMARK(make)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

void restore(benchmark::State& state) {
    Place place;
    const BackupManifest made = place.make();
    for (auto step : state) {
        state.PauseTiming();
        const auto empty = place.empty_place();
        state.ResumeTiming();
        CHECK(checked(restore_backup(place.backup(), place.store().keys, *empty, place.clock())) ==
              made);
    }
    state.SetItemsProcessed(state.iterations() * made.rows());
}
BENCHMARK(restore)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

void drill(benchmark::State& state) {
    Place place;
    const BackupManifest made = place.make();
    for (auto step : state) {
        state.PauseTiming();
        const auto empty = place.empty_place();
        state.ResumeTiming();
        const DrillReport report =
            checked(drill_backup(place.backup(), place.store().keys, *empty, place.clock()));
        CHECK(report.faults.empty() && report.manifest == made);
    }
    state.SetItemsProcessed(state.iterations() * made.rows());
}
BENCHMARK(drill)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

void rotate(benchmark::State& state) {
    Place place;
    Database& database = *place.store().database;
    const auto go_on = [](const Rotated&) -> Result<void> { return {}; };
    for (auto step : state) {
        const Rotated rotated =
            checked(rotate_keys(database, place.store().keys, place.clock(), "bench", go_on));
        CHECK(rotated.values == values && rotated.blocks > 0);
    }
    const KeyCheck after = checked(check_keys(database, place.store().keys));
    CHECK(after.values == values && after.damaged == 0);
    state.SetItemsProcessed(state.iterations() * values);
}
BENCHMARK(rotate)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
