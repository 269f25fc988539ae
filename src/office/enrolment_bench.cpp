/// A roster of a million workers (PAYUNG_BENCH_WORKERS): proposed from its file, approved, and
/// every member of a month read back. NIK of their own, seed none: row i is worker i. Checks that
/// all are enrolled and that the month has all of them, in order. SQLite, in the working folder or
/// where PAYUNG_BENCH_DB says.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "office/rosters.h"
#include "storage/migrations.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

void require(bool right, const char* what) {
    if (right) return;
    std::fprintf(stderr, "enrolment_bench: wrong answer: %s\n", what);
    std::abort();
}

std::int64_t workers() {
    const char* const asked = std::getenv("PAYUNG_BENCH_WORKERS");
    return asked == nullptr ? 1'000'000 : std::atoll(asked);
}

/// One district and birth date for each ten thousand workers, then the serial.
std::string nik_of(std::int64_t i) {
    constexpr std::int64_t serials = 9'999;
    const std::int64_t group = i / serials;
    return fmt::format("6303{:02}{:02}{:02}{:02}{:04}", 1 + group / 336, 1 + group % 28,
                       1 + group / 28 % 12, 90, 1 + i % serials);
}

class Office {
public:
    Office() {
        const char* const asked = std::getenv("PAYUNG_BENCH_DB");
        folder_ = Path(asked == nullptr ? "." : asked) / "enrolment_bench";
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        DatabaseOptions options;
        options.cache_bytes = std::uint64_t{256} << 20U;
        database_ =
            std::move(open_database("sqlite:" + (folder_ / "office.db").string(), options).value());
        require(migrate(*database_, migrations_of(Engine::sqlite), clock_, "bench").has_value(),
                "migrated");
        require(register_sponsor(desk("ani"), "KAB", "Kabupaten", {}).has_value(), "sponsor");
    }
    ~Office() {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }

    Desk desk(std::string actor) {
        return {database_.get(), law_, keys_, &clock_, std::move(actor)};
    }
    Path roster_file() const {
        const Path path = folder_ / "roster.csv";
        std::ofstream out(path, std::ios::binary);
        out << "sumber,reg_id,nik,nama,kode_desa,program,mulai,bulan,iuran_per_bulan,jumlah\n";
        for (std::int64_t i = 0; i < workers(); ++i)
            out << fmt::format("A,R{},{},Pekerja {},6303010001,JKK+JKM,2026-01,12,16800,201600\n",
                               i, nik_of(i), i);
        return path;
    }
    Database& database() { return *database_; }

private:
    Path folder_;
    std::unique_ptr<Database> database_;
    Rulebook law_ = *Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation");
    PersonalKeys keys_ = PersonalKeys::for_tests();
    FixedClock clock_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 2}};
};

std::unique_ptr<Office> office;

void propose_roster_file(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        office.reset();
        office = std::make_unique<Office>();
        const Path file = office->roster_file();
        state.ResumeTiming();
        const auto proposed = propose_roster(office->desk("ani"), "KAB", file, {});
        require(proposed.has_value(), "proposed");
        require(proposed->file.verdicts.empty(), "no row rejected");
    }
    state.SetItemsProcessed(state.iterations() * workers());
}
BENCHMARK(propose_roster_file)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

void approve_and_enrol(benchmark::State& state) {
    for (auto _ : state) {
        const auto approved = approve_roster(office->desk("budi"), 1);
        require(approved.has_value(), "approved");
        require(approved->answer == fmt::format(R"({{"enrolled":{},"left_out":0}})", workers()),
                "all enrolled");
    }
    state.SetItemsProcessed(state.iterations() * workers());
}
BENCHMARK(approve_and_enrol)->Iterations(1)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

void every_member_of_a_month(benchmark::State& state) {
    for (auto _ : state) {
        const auto snapshot = office->database().read();
        MembershipNumber last = 0;
        std::int64_t seen = 0;
        bool right = true;
        const auto read = each_member_month(**snapshot, Month::from_ym(2026, 6), std::nullopt,
                                            [&](const MemberMonth& member) -> Result<void> {
                                                right = right && member.membership > last &&
                                                        member.workers == workers() &&
                                                        member.funds == "donatur";
                                                last = member.membership;
                                                ++seen;
                                                return {};
                                            });
        require(read.has_value() && right && seen == workers(), "every member once, in order");
    }
    state.SetItemsProcessed(state.iterations() * workers());
}
BENCHMARK(every_member_of_a_month)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
