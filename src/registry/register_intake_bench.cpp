/// Rows a second of register intake with all checks, and what it costs in memory.
///
/// A register of 2,000,000 rows (seed 1) in a file: 14 columns, families of one to five, villages
/// of the whole country, one field in two hundred wrong. The answer is checked against what was
/// written.

#include "registry/register_intake.h"

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
    std::uint64_t families = 0;
    std::uint64_t niks_wrong = 0;
    std::uint64_t villages_unknown = 0;
    ~Written() { std::filesystem::remove(path); }
};

std::string name_of(Random& random) {
    constexpr std::array first{"SITI",    "MUHAMMAD", "AHMAD", "SRI",  "BUDI", "DEWI",    "NUR",
                               "AGUS",    "I MADE",   "NI",    "H.",   "EKO",  "RINA",    "ASEP",
                               "YOHANES", "MARIA",    "ABDUL", "ANDI", "DWI",  "SUPARMAN"};
    constexpr std::array last{"AMINAH",   "YUSUF",     "SUBARJO",  "LESTARI",    "SANTOSO",
                              "HIDAYAT",  "HAYATI",    "SAPUTRA",  "WIRAWAN",    "SIREGAR",
                              "RAHMAN",   "KURNIAWAN", "SULASTRI", "NAINGGOLAN", "PURNOMO",
                              "SETIAWAN", "WULANDARI", "BAHRI"};
    std::string name = first[random.below(first.size())];
    if (random.chance(0.28)) return name + "TI";
    for (std::uint32_t n = 1 + random.below(2); n > 0; --n) {
        name += std::string(" ") + last[random.below(last.size())];
    }
    return name;
}

void write_person(Random& random, std::uint32_t row, std::uint32_t village, std::uint64_t card,
                  int decile, Written& written, std::string& text) {
    const bool woman = random.chance(0.5);
    const unsigned year = 1940 + random.below(80), month = 1 + random.below(12),
                   day = 1 + random.below(28);
    const std::string_view code = areas().code(village);
    std::string nik =
        fmt::format("{}{:02}{:02}{:02}{:04}", code.substr(0, 6), day + (woman ? 40 : 0), month,
                    year % 100, 1 + random.below(9'000));
    if (random.chance(0.005)) {
        nik = "1111111111111111";
        ++written.niks_wrong;
    }
    std::string place(code);
    if (random.chance(0.005)) {
        place.replace(6, 4, "9999");
        ++written.villages_unknown;
    }
    fmt::format_to(std::back_inserter(text),
                   "R{:08},{},{},{},{:04}-{:02}-{:02},{},{},{},{},{},Pekerjaan {},{},{},\n", row,
                   nik, card, name_of(random), year, month, day, woman ? 'P' : 'L', place, decile,
                   1 + random.below(7), static_cast<char>('A' + random.below(21)),
                   random.below(400), 100'000 * random.below(60), random.below(5));
}

/// Made once, by the first that asks.
const Written& register_file() {
    static Written written;
    if (!written.path.empty()) return written;
    written.path = std::filesystem::temp_directory_path() /
                   ("payung-register-bench-" + std::to_string(getpid()) + ".csv");
    std::ofstream file(written.path, std::ios::binary);
    file << "id,nik,no_kk,nama,tgl_lahir,jk,kode_desa,desil,status_pekerjaan,lapangan_usaha,"
            "pekerjaan,penghasilan,hub_krt,sk\n";
    Random random(1);
    std::string text;
    std::uint32_t village = 0;
    for (std::uint32_t row = 0; row < rows;) {
        if (random.chance(0.01) || village == 0) village = 1 + random.below(areas().size() - 1);
        while (areas().level(village) != AreaLevel::village) ++village;
        const std::uint64_t card = 6'303'050'101'200'000 + ++written.families;
        const auto decile = static_cast<int>(1 + random.below(10));
        for (std::uint32_t n = 1 + random.below(5); n > 0 && row < rows; --n) {
            write_person(random, row++, village, card, decile, written, text);
        }
        if (text.size() < (1U << 20U) && row < rows) continue;
        written.bytes += text.size();
        file << text;
        text.clear();
    }
    return written;
}

void read_a_register(benchmark::State& state) {
    const Written& written = register_file();
    const auto threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) {
        NoVerdicts nobody;
        const auto taken = read_register(std::array{written.path}, options(threads), nobody);
        CHECK(taken.has_value());
        CHECK(taken->persons.size() == rows && taken->report.rejected == 0);
        CHECK(taken->persons.families == written.families);
        CHECK(taken->report.doubts.at(Code::nik_filler_repeated) == written.niks_wrong);
        CHECK(taken->report.doubts.at(Code::village_unknown) == written.villages_unknown);
        CHECK(taken->report.doubts.count(Code::decile_differs) == 0);
    }
    struct rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    state.SetItemsProcessed(state.iterations() * rows);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(written.bytes));
    state.counters["peak_bytes_a_row"] = static_cast<double>(usage.ru_maxrss) * 1024 / rows;
}
BENCHMARK(read_a_register)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

void find_area(benchmark::State& state) {
    std::vector<std::string> codes;
    Random random(2);
    for (int i = 0; i < 100'000; ++i) {
        codes.emplace_back(areas().code(1 + random.below(areas().size() - 1)));
    }
    std::uint64_t at = 0, sum = 0;
    for (auto _ : state) {
        const std::uint32_t area = areas().find_deepest(codes[at++ % codes.size()]);
        CHECK(area != 0);
        sum += area;
    }
    benchmark::DoNotOptimize(sum);
}
BENCHMARK(find_area);

void load_areas(benchmark::State& state) {
    const Path share{PAYUNG_SHARE_DIR};
    for (auto _ : state) {
        const auto table = AreaTable::load(share / "areas.csv", share / "former_areas.csv");
        CHECK(table.has_value() && table->size() == 91'593);
    }
}
BENCHMARK(load_areas)->Unit(benchmark::kMillisecond);

void key_of_a_name(benchmark::State& state) {
    std::vector<std::string> many;
    Random random(3);
    for (int i = 0; i < 100'000; ++i) many.push_back(name_of(random));
    std::uint64_t at = 0, sum = 0;
    for (auto _ : state) {
        const std::uint64_t key = names().key(many[at++ % many.size()]);
        CHECK(key != 0);
        sum += key;
    }
    benchmark::DoNotOptimize(sum);
}
BENCHMARK(key_of_a_name);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
