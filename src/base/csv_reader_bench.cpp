/// Splitting a register-like file: 1,000,000 rows of 7 columns, about 100 bytes a row, seed 1, in
/// the page cache. Reports rows a second of one core; checks rows, fields, bytes and lines.
///
///     build/src/base/csv_reader_bench

#include "base/csv_reader.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "base/random.h"

namespace payung {
namespace {

constexpr std::uint64_t rows_written = 1'000'000;
constexpr std::uint64_t columns = 7;

enum class Quotes : std::uint8_t { none, some, all };

/// What was written, and what reading must find.
struct Counts {
    std::uint64_t rows = 0, fields = 0, bytes = 0, last_line = 0;
    bool operator==(const Counts&) const = default;
};

class RegisterFile {
public:
    explicit RegisterFile(Quotes quotes) : path_(path_of(quotes)) {
        auto out = OutputFile::create(path_);
        CHECK(out.has_value());
        out->write("reg_id,nik,nama,tgl_lahir,jk,kode_desa,pekerjaan\n");
        Random random(1);
        for (std::uint64_t row = 0; row < rows_written; ++row)
            out->write(line_of(row, random, quotes));
        CHECK(out->close().has_value());
    }
    RegisterFile(const RegisterFile&) = delete;
    RegisterFile& operator=(const RegisterFile&) = delete;
    ~RegisterFile() { std::filesystem::remove(path_); }
    const Path& path() const { return path_; }
    const Counts& counts() const { return counts_; }

private:
    static Path path_of(Quotes quotes) {
        return std::filesystem::temp_directory_path() /
               fmt::format("payung-csv-bench-{}-{}.csv", getpid(), static_cast<int>(quotes));
    }
    std::string line_of(std::uint64_t row, Random& random, Quotes quotes) {
        static constexpr std::array jobs{"buruh tani padi sawah", "nelayan perahu tanpa motor",
                                         "pedagang keliling sayur", "peternak kambing"};
        static constexpr std::array names{"Siti Aminah Rahmawati", "Muhammad Noor", "Yohanes Wea",
                                          "Ni Luh Putu Suryani Dewi"};
        const std::array<std::string, columns> fields{
            fmt::format("R{:08}", row),
            fmt::format("63{:014}", random.next() % 100'000'000'000'000),
            names[random.below(4)],
            fmt::format("19{}-{:02}-{:02}", 50 + random.below(50), 1 + random.below(12),
                        1 + random.below(28)),
            random.chance(0.5) ? "L" : "P",
            fmt::format("63{:08}", random.below(100'000'000)),
            jobs[random.below(4)]};
        std::string line;
        for (const auto& field : fields) {
            const bool quoted =
                quotes == Quotes::all || (quotes == Quotes::some && random.chance(0.01));
            line += quoted ? fmt::format("\"{}\",", field) : field + ',';
            counts_.bytes += field.size();
        }
        line.back() = '\n';
        counts_ = {row + 1, counts_.fields + columns, counts_.bytes, row + 2};
        return line;
    }
    Path path_;
    Counts counts_;
};

const RegisterFile& register_file(Quotes quotes) {
    static const RegisterFile none(Quotes::none), some(Quotes::some), all(Quotes::all);
    return quotes == Quotes::none ? none : quotes == Quotes::some ? some : all;
}

void count_records(CsvBlock& block, Counts& counts) {
    block.for_each([&](const CsvRow& row) {
        ++counts.rows;
        counts.fields += row.fields.size();
        for (const auto field : row.fields) counts.bytes += field.size();
        counts.last_line = row.line;
    });
}

/// The whole way: read, cut, split.
void read_file(benchmark::State& state, Quotes quotes, const CsvScanner& scanner) {
    const RegisterFile& written = register_file(quotes);
    for (auto _ : state) {
        CsvOptions options;
        options.scanner = &scanner;
        auto file = CsvFile::open(written.path(), options);
        CHECK(file.has_value());
        CsvBlock block;
        Counts counts;
        while (*file->next(block)) count_records(block, counts);
        CHECK(counts == written.counts());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows_written));
    state.SetBytesProcessed(state.iterations() *
                            static_cast<std::int64_t>(std::filesystem::file_size(written.path())));
}

/// Splitting only: one block, read again and again.
void split_block(benchmark::State& state, Quotes quotes, const CsvScanner& scanner) {
    CsvOptions options;
    options.scanner = &scanner;
    auto file = CsvFile::open(register_file(quotes).path(), options);
    CHECK(file.has_value());
    CsvBlock block;
    CHECK(*file->next(block));
    Counts first;
    count_records(block, first);
    CHECK(first.fields == columns * first.rows && first.rows > 30'000);
    for (auto _ : state) {
        Counts counts;
        count_records(block, counts);
        CHECK(counts == first);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(first.rows));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(block.bytes()));
}

#define PAYUNG_CSV_BENCH(work, quotes)                                                          \
    BENCHMARK_CAPTURE(work, simd_##quotes##_quotes, Quotes::quotes, CsvScanner::fastest())      \
        ->Unit(benchmark::kMillisecond);                                                        \
    BENCHMARK_CAPTURE(work, bytewise_##quotes##_quotes, Quotes::quotes, CsvScanner::bytewise()) \
        ->Unit(benchmark::kMillisecond)

PAYUNG_CSV_BENCH(split_block, none);
PAYUNG_CSV_BENCH(split_block, some);
PAYUNG_CSV_BENCH(split_block, all);
PAYUNG_CSV_BENCH(read_file, none);
PAYUNG_CSV_BENCH(read_file, some);
PAYUNG_CSV_BENCH(read_file, all);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
