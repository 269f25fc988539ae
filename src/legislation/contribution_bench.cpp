/// Speed of the law over columns: contributions of all programmes and segments with rule numbers,
/// on the files of legislation/. Every run checks its answer against the general path on a sample.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>

#include "base/check.h"
#include "legislation/rulebook.h"
#include "rules/plan/plan.h"
#include "rules/table/extent.h"

namespace payung {
namespace {

using rules::Batch;
using rules::InputColumn;
using rules::NodeId;
using rules::Plan;
using rules::PlanOptions;
using rules::Program;

constexpr std::uint64_t seed = 20260101;
constexpr std::size_t rows = 1 << 19;

const Rulebook& law() {
    static const auto rulebook =
        Rulebook::load(Path(PAYUNG_SOURCE_DIR) / "legislation", Rulebook::Findings::skip);
    CHECK(rulebook);
    return *rulebook;
}

std::vector<NodeId> contributions(const Program& program) {
    std::vector<NodeId> out;
    for (const std::string_view name :
         {"Iuran JKK", "Iuran JKM", "Iuran JHT pemberi kerja", "Iuran JHT pekerja",
          "Iuran JP pemberi kerja", "Iuran JP pekerja", "Iuran JP ditunda", "Iuran JKP pemerintah",
          "Bagian JKP dari JKK", "Bagian JKP dari JKM", "Iuran pemberi kerja", "Iuran pekerja",
          "Iuran ditagih", "Faktor keringanan BPU", "Dasar upah BPU"}) {
        const rules::Node* node = program.find(name);
        CHECK(node != nullptr);
        out.push_back(program.id_of(*node));
    }
    return out;
}

/// Members of all segments, drawn from the declared types of the inputs a plan asks for.
class Members {
public:
    Members(const Program& program, std::span<const std::string> inputs) {
        std::mt19937_64 random(seed);
        columns_.reserve(inputs.size());
        for (const std::string& name : inputs) {
            const rules::Node* input = program.find(name, rules::Node::Kind::input);
            CHECK(input != nullptr);
            draw(name, rules::extent_of(input->type.get()), random);
        }
    }
    Batch batch(std::size_t count) const {
        Batch out;
        out.rows = count;
        for (const Column& column : columns_) out.columns.push_back(column.view());
        return out;
    }

private:
    struct Column {
        InputColumn input;
        std::vector<std::int64_t> units;
        std::vector<std::int32_t> days;
        std::vector<std::uint8_t> bytes;
        std::vector<std::string> words;
        InputColumn view() const {
            InputColumn out = input;
            out.words = words;
            if (!units.empty()) out.data = units.data();
            if (!days.empty()) out.data = days.data();
            if (!bytes.empty()) out.data = bytes.data();
            return out;
        }
    };

    void draw(const std::string& name, const rules::Extent& extent, std::mt19937_64& random) {
        using rules::Grid;
        Column& column = columns_.emplace_back();
        column.input.name = name;
        column.input.scale = extent.grid.scale;
        constexpr std::int64_t wage_max = 25'000'000;
        for (std::size_t row = 0; row < rows; ++row) {
            const auto upto = [&random](std::int64_t low, std::int64_t high) {
                return low + static_cast<std::int64_t>(random() %
                                                       static_cast<std::uint64_t>(high - low + 1));
            };
            switch (extent.grid.kind) {
                case Grid::Kind::number:
                    column.input.type = InputColumn::Type::int64;
                    column.units.push_back(upto(extent.low, std::min(extent.high, wage_max)));
                    break;
                case Grid::Kind::month:
                case Grid::Kind::day: {
                    column.input.type = InputColumn::Type::days;
                    const auto month = static_cast<std::uint8_t>(upto(1, 12));
                    column.days.push_back(
                        static_cast<std::int32_t>(rules::Date{2026, month, 1}.day_number()));
                    break;
                }
                case Grid::Kind::word:
                    column.input.type = InputColumn::Type::code8;
                    column.words = extent.words;
                    column.bytes.push_back(static_cast<std::uint8_t>(
                        upto(0, static_cast<std::int64_t>(extent.words.size()) - 1)));
                    break;
                default:
                    CHECK(extent.grid.kind == Grid::Kind::truth);
                    column.input.type = InputColumn::Type::boolean;
                    column.bytes.push_back(static_cast<std::uint8_t>(random() & 1));
            }
        }
    }
    std::vector<Column> columns_;
};

const Members& members() {
    static const Members all = [] {
        const auto plan = rules::compile(law().program(), contributions(law().program()));
        CHECK(plan);
        return Members(law().program(), plan->inputs());
    }();
    return all;
}

/// Sums of all results and rule numbers, a part a worker: equal answers give equal sums.
struct Sums : rules::Sink {
    explicit Sums(unsigned threads) : parts(threads) {}
    void take(std::size_t, std::size_t count, std::span<const rules::OutputColumn> columns,
              unsigned worker) override {
        __int128& total = parts[worker];
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const rules::OutputColumn& column = columns[i];
            const bool plain = column.type == rules::OutputColumn::Type::fix &&
                               column.reasons == nullptr && column.scale == 0;
            std::int64_t sum = 0;
            for (std::size_t row = 0; plain && row < count; ++row) sum += column.units[row];
            for (std::size_t row = 0; !plain && row < count; ++row) {
                const rules::Value value = column.at(row);
                sum += value.is_null() ? -7 : value.number().scaled(2).value_or(0) / 100;
            }
            for (std::size_t row = 0; column.rules != nullptr && row < count; ++row)
                sum += column.rules[row];
            total += sum;
        }
    }
    std::int64_t total() const {
        __int128 all = 0;
        for (const __int128 part : parts) all += part;
        return static_cast<std::int64_t>(all);
    }
    std::vector<__int128> parts;
};

std::int64_t total_of(const Plan& plan, std::size_t count, unsigned threads) {
    Sums sums(threads);
    CHECK(rules::run(plan, members().batch(count), sums, {.threads = threads, .chunk = 2048}));
    return sums.total();
}

Plan plan_of(PlanOptions options) {
    return *rules::compile(law().program(), contributions(law().program()), std::move(options));
}

PlanOptions options_of(rules::Path path, bool grouped) {
    PlanOptions options;
    options.path = path;
    if (grouped) options.group_by = "Segmen";
    return options;
}

void contributions_of(benchmark::State& state, rules::Path path, bool grouped, std::size_t count,
                      unsigned threads) {
    const Plan plan = plan_of(options_of(path, grouped));
    constexpr std::size_t sample = 1'000;
    CHECK(total_of(plan, sample, 1) ==
          total_of(plan_of(options_of(rules::Path::boxed, false)), sample, 1));
    for (auto _ : state) benchmark::DoNotOptimize(total_of(plan, count, threads));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}
BENCHMARK_CAPTURE(contributions_of, columns, rules::Path::fix, false, rows, 1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(contributions_of, grouped, rules::Path::fix, true, rows, 1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(contributions_of, grouped_two_threads, rules::Path::fix, true, rows, 2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(contributions_of, decimal, rules::Path::decimal, false, rows / 16, 1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(contributions_of, boxed, rules::Path::boxed, false, rows / 256, 1)
    ->Unit(benchmark::kMillisecond);

/// The law with the relief of non-wage participants twice as large, beside the law as it is.
Program reformed() {
    std::vector<rules::model::Model> models(law().models().begin(), law().models().end());
    bool changed = false;
    for (rules::model::Model& model : models)
        for (rules::model::Decision& decision : model.decisions) {
            if (decision.id != "faktor_keringanan_bpu") continue;
            auto table = std::make_shared<rules::model::DecisionTable>(*decision.logic->table);
            for (rules::model::TableRule& rule : table->rules)
                if (rule.outputs[0].text == "0.5") rule.outputs[0].text = "0.25", changed = true;
            decision.logic->table = std::move(table);
        }
    CHECK(changed);
    auto program = rules::link(models, rules::Profile::law);
    CHECK(program);
    return std::move(*program);
}

void reform_beside_law(benchmark::State& state) {
    static const Program reform = reformed();
    std::vector<rules::PlanTarget> both;
    for (const NodeId node : contributions(law().program()))
        both.push_back({&law().program(), node});
    for (const NodeId node : contributions(reform)) both.push_back({&reform, node});
    const auto plan = rules::compile(both, {});
    CHECK(plan);
    CHECK(total_of(*plan, 1'000, 1) !=
          2 * total_of(plan_of(options_of(rules::Path::fix, false)), 1'000, 1));
    for (auto _ : state) benchmark::DoNotOptimize(total_of(*plan, rows, 1));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
}
BENCHMARK(reform_beside_law)->Unit(benchmark::kMillisecond);

void compile_contributions(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(plan_of(options_of(rules::Path::fix, false)));
}
BENCHMARK(compile_contributions)->Unit(benchmark::kMillisecond);

void analyse_law(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(rules::analyse(law().program()));
}
BENCHMARK(analyse_law)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
