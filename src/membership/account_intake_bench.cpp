/// Rows a second of membership intake with all checks.
///
/// An extract of 2,000,000 accounts (seed 1) in a file: 13 columns, one NIK in fifty missing, one
/// account in five not active. The answer is checked against what was written.

#include "membership/account_intake.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>

#include "base/random.h"
#include "registry/intake_testing.h"

namespace payung {
namespace {

using namespace testing_intake;

/// PAYUNG_BENCH_ROWS, if given, for other sizes.
const std::uint32_t rows = [] {
    const char* const wanted = std::getenv("PAYUNG_BENCH_ROWS");
    return wanted == nullptr ? 2'000'000U : static_cast<std::uint32_t>(std::atoi(wanted));
}();

struct Written {
    Path path;
    std::uint64_t bytes = 0;
    std::uint64_t niks_missing = 0;
    std::uint64_t active = 0;
    ~Written() { std::filesystem::remove(path); }
};

void write_account(Random& random, std::uint32_t row, std::string_view village, Written& written,
                   std::string& text) {
    constexpr std::array names{"SITI AMINAH",  "MUHAMMAD YUSUF", "AHMAD SUBARJO",
                               "SRI LESTARI",  "BUDI SANTOSO",   "DEWI WULANDARI",
                               "NURHAYATI",    "I MADE WIRAWAN", "H. EKO SAPUTRA",
                               "RINA SIREGAR", "SUTRISNO",       "ANDI BAHRI"};
    constexpr std::array payers{"SENDIRI", "PEMBERI KERJA", "APBD", "TJSL"};
    const unsigned year = 1960 + random.below(45), month = 1 + random.below(12),
                   day = 1 + random.below(28);
    const bool missing = random.chance(0.02), active = random.chance(0.8);
    if (missing) ++written.niks_missing;
    if (active) ++written.active;
    std::string nik;
    if (!missing) {
        nik = fmt::format("{}{:02}{:02}{:02}{:04}", village.substr(0, 6), day, month, year % 100,
                          1 + random.below(9'000));
    }
    fmt::format_to(std::back_inserter(text),
                   "{:011},{},{},{:04}-{:02}-{:02},L,{},{},JKK+JKM,{},20{:02}-01,,{},{}\n", row,
                   nik, names[random.below(names.size())], year, month, day, village,
                   random.chance(0.6) ? "PU" : "BPU", active ? "AKTIF" : "NONAKTIF",
                   10 + random.below(15), 100'000 * random.below(90),
                   payers[random.below(payers.size())]);
}

/// Made once, by the first that asks.
const Written& accounts_file() {
    static Written written;
    if (!written.path.empty()) return written;
    written.path = std::filesystem::temp_directory_path() /
                   ("payung-accounts-bench-" + std::to_string(getpid()) + ".csv");
    std::ofstream file(written.path, std::ios::binary);
    file << "kpj,nik,nama,tgl_lahir,jk,kode_desa,segmen,program,status,mulai,akhir,upah,"
            "penanggung\n";
    Random random(1);
    std::string text;
    std::uint32_t village = 0;
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (random.chance(0.01) || village == 0) village = 1 + random.below(areas().size() - 1);
        while (areas().level(village) != AreaLevel::village) ++village;
        write_account(random, row, areas().code(village), written, text);
        if (text.size() < (1U << 20U) && row + 1 < rows) continue;
        written.bytes += text.size();
        file << text;
        text.clear();
    }
    return written;
}

void read_accounts_of_a_file(benchmark::State& state) {
    const Written& written = accounts_file();
    const auto threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) {
        NoVerdicts nobody;
        const auto taken = read_accounts(std::array{written.path}, options(threads), nobody);
        CHECK(taken.has_value());
        CHECK(taken->accounts.size() == rows && taken->report.rejected == 0);
        CHECK(taken->report.doubts == (CodeCounts{{Code::nik_missing, written.niks_missing}}));
        std::uint64_t active = 0;
        for (const AccountFacts& facts : taken->accounts.facts) active += facts.active ? 1 : 0;
        CHECK(active == written.active);
    }
    struct rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    state.SetItemsProcessed(state.iterations() * rows);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(written.bytes));
    state.counters["peak_bytes_a_row"] = static_cast<double>(usage.ru_maxrss) * 1024 / rows;
}
BENCHMARK(read_accounts_of_a_file)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
