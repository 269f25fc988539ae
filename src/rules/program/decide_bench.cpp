#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/random.h"
#include "rules/model/models_for_tests.h"
#include "rules/model/read_model.h"
#include "rules/program/decide.h"

namespace payung::rules {
namespace {

/// The BPU file of the reference with an income table of 54 rows: 100,000 wide each from 0.
std::string with_54_rows() {
    std::string rows;
    const auto row = [&rows](const std::string& condition, int base) {
        rows += "<rule><inputEntry><text>" + condition + "</text></inputEntry><outputEntry><text>" +
                std::to_string(base) +
                "</text></outputEntry><annotationEntry><text>PP 44/2015</text></annotationEntry>"
                "<annotationEntry><text>C</text></annotationEntry></rule>";
    };
    for (int i = 0; i < 53; ++i)
        row("[" + std::to_string(i * 100'000) + ".." + std::to_string((i + 1) * 100'000) + ")",
            1'000'000 + i * 100'000);
    row("&gt;= 5300000", 6'300'000);
    std::string file(model::bpu_dmn);
    const std::size_t from = file.find("      <rule id=\"dasar_upah_bpu_01\">");
    const std::size_t to = file.find("    </decisionTable>", from);
    return file.replace(from, to - from, rows);
}

Program bpu_program() {
    std::vector<model::Model> models;
    for (const std::string& xml : {with_54_rows(), std::string(model::iuran_bpu_dmn)}) {
        auto read = model::read_model(xml, "bench");
        if (!read) std::abort();
        models.push_back(*std::move(read));
    }
    auto program = link(models, Profile::law);
    if (!program) {
        std::fprintf(stderr, "%s\n", describe(program.diagnostics()[0], Language::en).c_str());
        std::abort();
    }
    return *std::move(program);
}

struct Person {
    std::int64_t income;
    int month, sector, payer;
    bool settled;
};

std::vector<Person> persons(std::size_t count) {
    Random random(20260101);
    std::vector<Person> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back({static_cast<std::int64_t>(random.below(6'000'000)),
                       static_cast<int>(random.below(24)), static_cast<int>(random.below(2)),
                       static_cast<int>(random.below(5)), random.below(10) != 0});
    return out;
}

/// Rows a second of the BPU contribution (five decisions, 54 + 3 + 4 + 1 rules) on boxed values.
void bpu(benchmark::State& state) {
    const Program program = bpu_program();
    const auto input = [&](const char* name) {
        return program.id_of(*program.find(name, Node::Kind::input));
    };
    const NodeId income = input("Penghasilan"), month = input("Bulan iuran"),
                 sector = input("Sektor"), payer = input("Sumber dana"),
                 settled = input("Tunggakan lunas"),
                 due = program.id_of(*program.find("Iuran JKK BPU"));
    const std::array sectors{Value("transportasi"), Value("lainnya")};
    const std::array payers{Value("mandiri"), Value("APBN"), Value("APBD"), Value("APBDes"),
                            Value("DBH")};
    const std::vector<Person> people = persons(10'000);
    std::int64_t total = 0;
    for (auto _ : state) {
        total = 0;
        Decider decider(program);
        for (const Person& person : people) {
            decider.forget();
            decider.set(income, Value::integer(person.income));
            decider.set(month, Value(Date{2026 + person.month / 12,
                                          static_cast<std::uint8_t>(1 + person.month % 12), 1}));
            decider.set(sector, sectors.at(static_cast<std::size_t>(person.sector)));
            decider.set(payer, payers.at(static_cast<std::size_t>(person.payer)));
            decider.set(settled, Value(person.settled));
            total += decider.decide(due).number().integer().value_or(0);
        }
    }
    if (total != 357'077'000) {
        std::fprintf(stderr, "the sum is %lld\n", static_cast<long long>(total));
        std::abort();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(people.size()));
}
BENCHMARK(bpu)->Unit(benchmark::kMillisecond);

/// Reading and linking the two files.
void load(benchmark::State& state) {
    const std::string xml = with_54_rows();
    for (auto _ : state) {
        const std::vector<model::Model> models{*model::read_model(xml, "bench"),
                                               *model::read_model(model::iuran_bpu_dmn, "bench")};
        benchmark::DoNotOptimize(link(models, Profile::law));
    }
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace payung::rules

BENCHMARK_MAIN();
