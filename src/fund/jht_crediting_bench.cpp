/// The return of a month on JHT accounts: 30 million synthetic balances, seed 1; the sum of all
/// credits is compared with what the balances earn together.

#include "fund/jht_crediting.h"

#include <benchmark/benchmark.h>

#include "base/check.h"
#include "base/random.h"

namespace payung {
namespace {

void credit(benchmark::State& state) {
    constexpr std::int64_t accounts = 30'000'000;
    const MonthlyRate rate = MonthlyRate::of_year(Rate{55'000});
    for (auto _ : state) {
        JhtMonth month(rate);
        for (std::int64_t i = 0; i < accounts; ++i) {
            const auto sen = static_cast<std::int64_t>(mix64(static_cast<std::uint64_t>(i)) >> 33U);
            month.add(Money::from_sen(sen), Money{});
        }
        CHECK(month.credited() <= month.earned());
        CHECK(month.earned() - month.credited() < Money::from_sen(accounts));
    }
    state.SetItemsProcessed(state.iterations() * accounts);
}
BENCHMARK(credit)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
