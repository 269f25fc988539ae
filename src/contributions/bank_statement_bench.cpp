/// Reading a bank day: 20,000 credits with payer and remittance text, as camt.053 (about 12 MB) and
/// as CSV (about 2 MB). Reports bytes and lines a second of one core; checks lines and sum.
///
///     build/src/contributions/bank_statement_bench

#include "contributions/bank_statement.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "base/check.h"
#include "contributions/bank_statement_for_tests.h"

namespace payung {
namespace {

constexpr int lines = 20'000;
constexpr std::int64_t rupiah = 1'386'000;

std::string camt_day() {
    std::string text = camt_for_tests();
    text.erase(text.find("<Bal>"));
    text += camt_balance_for_tests("OPBD", "0");
    text += camt_balance_for_tests("CLBD", std::to_string(rupiah * lines));
    for (int i = 0; i < lines; ++i)
        text += camt_entry_for_tests(fmt::format("BRI-{:06}", i), "1386000.00", "CRDT",
                                     camt_detail_for_tests());
    return text + "</Stmt></BkToCstmrStmt></Document>\n";
}

std::string csv_day() {
    std::string text =
        "rekening,tanggal,referensi,kode_bayar,pembayar,jumlah,mata_uang,dk,keterangan\n"
        "0011223344,2026-03-15,,,,0,IDR,SALDO AWAL,\n";
    for (int i = 0; i < lines; ++i)
        text += fmt::format(
            "0011223344,2026-03-15,BRI-{:06},000000000123,PT MAJU,1386000,IDR,K,iuran\n", i);
    return text + fmt::format("0011223344,2026-03-15,,,,{},IDR,SALDO AKHIR,\n", rupiah * lines);
}

void read_day(benchmark::State& state, const std::string& text) {
    const KnownAccounts accounts{"0011223344"};
    for (auto _ : state) {
        const auto file = read_statements(text, "koran", accounts);
        CHECK(file && file->faults.empty() && file->statements.size() == 1);
        CHECK(file->statements[0].lines.size() == lines);
        CHECK(file->statements[0].closing == Money::from_rupiah(rupiah * lines));
    }
    state.SetItemsProcessed(state.iterations() * lines);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void read_camt(benchmark::State& state) {
    read_day(state, camt_day());
}
void read_csv(benchmark::State& state) {
    read_day(state, csv_day());
}
BENCHMARK(read_camt)->Unit(benchmark::kMillisecond);
BENCHMARK(read_csv)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
