/// Reading and evaluating FEEL on boxed values, one expression a case, one core: a contribution, a
/// bracket test, a filter, a loop with results so far, a call of a function literal. Each case
/// checks its answer. Reports expressions a second.
///
///     build/src/rules/feel_bench

#include <benchmark/benchmark.h>

#include <array>

#include "base/check.h"
#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"

namespace payung::rules {
namespace {

struct Case {
    std::string_view name, text, answer;
};

constexpr std::array cases{
    Case{"contribution", "round half up(Dasar upah * Tarif, 0)", "53999"},
    Case{"capped", "min(Dasar upah, 10547400) * 0.02 + if Umur >= 56 then 0 else 1000", "108998.4"},
    Case{"bracket", "Dasar upah in (< 1000000, [5000000..6000000))", "true"},
    Case{"date", "Bulan >= date(\"2026-01-01\") and Bulan < date(\"2027-01-01\")", "true"},
    Case{"sector", "Sektor in (\"transportasi\", \"konstruksi\")", "true"},
    Case{"filter", "count(Masa[upah > 4000000 and lunas])", "12"},
    Case{"indexation",
         "(for i in 1..12 return if i = 1 then Dasar upah else partial[-1] * 1.01)[12]",
         "6024519.818524976172270131192"},
    Case{"function", "(function(a, b) a * b)(Dasar upah, Tarif)", "53999.2"},
};

struct Names {
    Scope scope;
    Bindings bindings;

    Names() {
        add("Umur", Value::integer(40), nullptr);
        add("Sektor", Value("konstruksi"), nullptr);
        add("Bulan", Value(*parse_date("2026-05-01")), nullptr);
        add("Dasar upah", Value::integer(5'399'920), nullptr);
        add("Tarif", Value(*Decimal::parse("0.01")), nullptr);
        List months;
        for (int i = 0; i < 24; ++i) {
            Context month;
            month.set("upah", Value::integer(5'000'000));
            month.set("lunas", Value(i % 2 == 0));
            months.emplace_back(std::move(month));
        }
        add("Masa", Value(std::move(months)), nullptr);
    }
    void add(const std::string& name, Value value, TypePtr type) {
        scope.add(name, std::move(type));
        bindings.set(name, std::move(value));
    }
};

void evaluates(benchmark::State& state, const Case& bench) {
    const Names names;
    const auto parsed = parse_expression(bench.text, names.scope);
    CHECK(parsed.index() == 0);
    const Expr& expr = *std::get<ExprPtr>(parsed);
    CHECK(to_feel(evaluate(expr, names.bindings)) == bench.answer);
    for (auto _ : state) benchmark::DoNotOptimize(evaluate(expr, names.bindings));
    state.SetItemsProcessed(state.iterations());
}

void reads(benchmark::State& state, const Case& bench) {
    const Names names;
    for (auto _ : state) {
        const auto parsed = parse_expression(bench.text, names.scope);
        CHECK(parsed.index() == 0);
    }
    state.SetItemsProcessed(state.iterations());
}

}  // namespace
}  // namespace payung::rules

int main(int argc, char** argv) {
    using namespace payung::rules;
    for (const Case& bench : cases) {
        benchmark::RegisterBenchmark(("evaluates/" + std::string(bench.name)).c_str(), evaluates,
                                     bench);
        benchmark::RegisterBenchmark(("reads/" + std::string(bench.name)).c_str(), reads, bench);
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
