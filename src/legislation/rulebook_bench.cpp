/// How long it takes to load the law, and to ask it.

#include <benchmark/benchmark.h>

#include <cstdlib>

#include "legislation/contribution_law.h"
#include "legislation/rulebook.h"

namespace payung {
namespace {

const Path folder = Path(PAYUNG_SOURCE_DIR) / "legislation";

void load_the_law(benchmark::State& state) {
    const auto findings = static_cast<Rulebook::Findings>(state.range(0));
    for (auto _ : state) {
        const auto loaded = Rulebook::load(folder, findings);
        if (!loaded || loaded->parameters().size() < 80) std::abort();
    }
}
BENCHMARK(load_the_law)
    ->ArgName("skip_analysis")
    ->Arg(static_cast<int>(Rulebook::Findings::refuse))
    ->Arg(static_cast<int>(Rulebook::Findings::skip))
    ->Unit(benchmark::kMillisecond);

void ask_one_contribution(benchmark::State& state) {
    const Rulebook law = Rulebook::open(folder).value();
    const rules::Node& decision = *law.decision("Iuran JKK BPU");
    const Facts facts{{"Penghasilan", rules::Value::integer(1'250'000)},
                      {"Bulan iuran", rules::Value(*rules::Date::from_ymd(2026, 2, 1))},
                      {"Sektor", rules::Value("transportasi")},
                      {"Sumber dana", rules::Value("mandiri")},
                      {"Tunggakan lunas", rules::Value(true)}};
    for (auto _ : state) {
        const Answer answer = law.decide(decision, facts);
        if (!rules::same(answer.value, rules::Value::integer(6'000))) std::abort();
    }
}
BENCHMARK(ask_one_contribution)->Unit(benchmark::kMicrosecond);

void price_three_years(benchmark::State& state) {
    const Rulebook rulebook = Rulebook::open(folder).value();
    for (auto _ : state) {
        const ContributionLaw law = ContributionLaw::from(rulebook).value();
        Money sum;
        for (int i = 0; i < 36; ++i) {
            const Month month = Month::from_ym(2025, 1) + i;
            for (const Programme programme : {Programme::jkk, Programme::jkm, Programme::jht})
                sum += law.due(programme, month, PayerKind::donor, 'A').value().amount;
        }
        if (sum != Money::from_rupiah(36 * 36'800 - 9 * 8'400)) std::abort();
    }
}
BENCHMARK(price_three_years)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
