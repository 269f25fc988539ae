// XLSX out and in: 1,000,000 rows of six cells (seed 20260131): NIK, name, village, day, decile,
// rupiah. Each run checks a hash of every cell and aborts if one is not what was written.
//
//     xlsx_bench                              rows/s, and peak memory of the process so far in MB
//     xlsx_bench --benchmark_filter=write     peak memory of writing alone

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <functional>
#include <string_view>

#include "base/check.h"
#include "base/random.h"
#include "base/table_file.h"
#include "base/xlsx_writer.h"

namespace payung {
namespace {

constexpr std::uint64_t seed = 20'260'131;
constexpr std::int64_t rows = 1'000'000;

Path bench_folder() {
    return std::filesystem::temp_directory_path() / "payung-xlsx-bench";
}

struct Row {
    Nik nik;
    std::string name, village, day;
    std::int64_t decile = 0;
    Money amount;
};

Row row_of(std::int64_t i) {
    Random random(seed, static_cast<std::uint64_t>(i));
    Row row;
    row.nik = Nik{6'300'990'000'000'000 + random.next() % 1'000'000'000};
    row.name = fmt::format("Nama {}", random.below(1'000'000));
    row.village = fmt::format("63.{:02}.{:02}.{:04}", random.below(13), random.below(20),
                              2001 + random.below(100));
    row.day = to_text(Day::from_number(static_cast<std::int32_t>(random.below(20'000))));
    row.decile = 1 + random.below(10);
    row.amount = Money::from_rupiah(16'800 * (1 + random.below(12)));
    return row;
}

/// Order of rows and of cells counts.
class Digest {
public:
    void add(std::string_view cell) {
        value_ = mix64(value_ ^ std::hash<std::string_view>{}(cell));
    }
    std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = seed;
};

std::uint64_t digest_expected() {
    Digest digest;
    for (std::int64_t i = 0; i < rows; ++i) {
        const Row row = row_of(i);
        digest.add(row.nik.digits());
        digest.add(row.name);
        digest.add(row.village);
        digest.add(row.day);
        digest.add(fmt::format("{}", row.decile));
        digest.add(to_text(row.amount));
    }
    return digest.value();
}

void write_sheet(const Path& path) {
    auto out = XlsxWriter::create(path, bench_folder());
    CHECK(out);
    out->begin_sheet("Daftar", {{"nik"}, {"nama"}, {"kode_desa"}, {"tgl"}, {"desil"}, {"jumlah"}});
    for (std::int64_t i = 0; i < rows; ++i) {
        const Row row = row_of(i);
        out->nik(row.nik);
        out->text(row.name);
        out->text(row.village);
        out->text(row.day);
        out->number(row.decile);
        out->money(row.amount);
        out->end_row();
    }
    CHECK(out->close());
}

/// The workbook of write_sheet(), made once.
const Path& sheet() {
    static const Path path = [] {
        std::filesystem::create_directories(bench_folder());
        Path made = bench_folder() / "satu_juta.xlsx";
        write_sheet(made);
        return made;
    }();
    return path;
}

void report(benchmark::State& state) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.SetItemsProcessed(state.iterations() * rows);
    state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

void write(benchmark::State& state) {
    std::filesystem::create_directories(bench_folder());
    for (auto _ : state) write_sheet(bench_folder() / "tulis.xlsx");
    state.counters["file_MB"] =
        static_cast<double>(std::filesystem::file_size(bench_folder() / "tulis.xlsx")) / 1e6;
    report(state);
}
BENCHMARK(write)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3);

void read(benchmark::State& state) {
    const Path path = sheet();
    const std::uint64_t expected = digest_expected();
    for (auto _ : state) {
        auto file = XlsxFile::open(path);
        CHECK(file);
        Digest digest;
        CHECK(file->read([&](const XlsxRow& row) -> Result<void> {
            if (row.number == 1) return {};
            for (const std::string_view cell : row.cells) digest.add(cell);
            return {};
        }));
        CHECK(digest.value() == expected);
    }
    report(state);
}
BENCHMARK(read)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3);

void open_as_table(benchmark::State& state) {
    const Path path = sheet();
    const std::uint64_t expected = digest_expected();
    for (auto _ : state) {
        auto file = open_table(path);
        CHECK(file);
        Digest digest;
        CsvBlock block;
        for (;;) {
            const auto more = file->next(block);
            CHECK(more);
            if (!*more) break;
            block.for_each([&](const CsvRow& row) {
                for (const std::string_view cell : row.fields) digest.add(cell);
            });
        }
        CHECK(digest.value() == expected);
    }
    report(state);
}
BENCHMARK(open_as_table)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3);

}  // namespace
}  // namespace payung

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    std::filesystem::remove_all(payung::bench_folder());
    return 0;
}
