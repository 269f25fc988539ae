/// One BPU worker, his contribution explained: replayed, told, as JSON and in words. 33 rows of
/// income, relief by month, sector and payer.

#include <benchmark/benchmark.h>

#include "base/check.h"
#include "rules/explain/models_for_tests.h"
#include "rules/explain/record_json.h"
#include "rules/explain/sentences.h"
#include "rules/model/read_model.h"

namespace payung::rules {
namespace {

using namespace for_tests;

std::string base_of_33_rows() {
    std::string rows;
    for (int i = 0; i < 33; ++i) {
        const int low = 900'000 + i * 200'000;
        rows += row("dasar_upah_bpu_" + std::to_string(i + 1),
                    "[" + std::to_string(low) + ".." + std::to_string(low + 200'000) + ")|" +
                        std::to_string(low + 100'000) + "|PP 44/2015 Lampiran II baris " +
                        std::to_string(i + 1) + "|M",
                    1);
    }
    return rows;
}

const Program& rulebook() {
    static const Program program = [] {
        std::vector<model::Model> models;
        for (const std::string& text :
             {bpu_xml(relief_rows(), base_of_33_rows()), figures_xml(), jkk_xml()}) {
            auto read = model::read_model(text, "bench");
            CHECK(static_cast<bool>(read));
            models.push_back(std::move(*read));
        }
        auto linked = link(models, Profile::full);
        CHECK(static_cast<bool>(linked));
        return std::move(*linked);
    }();
    return program;
}

Record asked(bool why_not) {
    const Program& program = rulebook();
    ExplainOptions options;
    options.why_not = why_not;
    const Record record =
        explain(program, program.id_of(*program.find("Iuran JKK BPU")), driver(), options);
    CHECK(display_text(record.root.result) == "6000");
    return record;
}

void decides_only(benchmark::State& state) {
    const Program& program = rulebook();
    const NodeId jkk = program.id_of(*program.find("Iuran JKK BPU"));
    const Inputs inputs = driver();
    for (auto _ : state) {
        Decider decider(program, inputs);
        CHECK(display_text(decider.decide(jkk)) == "6000");
    }
}
BENCHMARK(decides_only)->Unit(benchmark::kMicrosecond);

void explains(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(asked(false));
}
BENCHMARK(explains)->Unit(benchmark::kMicrosecond);

void explains_to_json(benchmark::State& state) {
    std::size_t bytes = 0;
    for (auto _ : state) bytes = record_json(asked(false)).size();
    CHECK(bytes > 1000);
    state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(explains_to_json)->Unit(benchmark::kMicrosecond);

void explains_why_not_in_words(benchmark::State& state) {
    std::size_t sentences_told = 0;
    for (auto _ : state) {
        const Record record = asked(true);
        sentences_told =
            sentences(record, Language::id).size() + why_not_sentences(record, Language::id).size();
    }
    CHECK(sentences_told > 30);
}
BENCHMARK(explains_why_not_in_words)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace payung::rules

BENCHMARK_MAIN();
