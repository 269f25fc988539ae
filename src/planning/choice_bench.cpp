/// Choice of whom to cover, at national size: 17 million candidates (seed 1), 514 regency budgets
/// and the nation; then the same with crossing sources (38 provincial palm shares, four companies);
/// and the classes of these candidates from their facts.
///
/// Every answer is checked: sums recounted from the payers of all candidates, no ceiling exceeded,
/// and no swap that would put a left-out worker in the place of one behind him.

#include "planning/choice.h"

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <fstream>

#include "base/parallel.h"
#include "base/random.h"
#include "planning/eligibility.h"
#include "planning/test_law.h"

namespace payung {
namespace {

constexpr std::uint64_t seed = 1;
constexpr std::uint32_t people = 17'000'000;
constexpr std::uint32_t provinces = 38, regencies = 514, districts = 14, villages = 11;

std::string two_digits(std::uint32_t number) {
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

void write_regency(std::ofstream& csv, const std::string& code) {
    csv << code << ",Kabupaten " << code << '\n';
    for (std::uint32_t d = 1; d <= districts; ++d) {
        const std::string district = code + two_digits(d);
        csv << district << ",Kecamatan " << district << '\n';
        for (std::uint32_t v = 1; v <= villages; ++v) {
            csv << district << "20" << two_digits(v) << ",Desa " << v << '\n';
        }
    }
}

/// As many areas as Indonesia has, with made-up names.
const AreaTable& areas() {
    static const AreaTable table = [] {
        std::string folder = "/tmp/payung-bench-XXXXXX";
        CHECK(mkdtemp(folder.data()) != nullptr);
        const Path path = Path(folder) / "areas.csv", former = Path(folder) / "former.csv";
        std::ofstream csv(path);
        csv << "code,name\n";
        for (std::uint32_t p = 0; p < provinces; ++p) {
            const std::string province = two_digits(11 + p);
            csv << province << ",Provinsi " << province << '\n';
            const std::uint32_t count = regencies / provinces + (p < regencies % provinces ? 1 : 0);
            for (std::uint32_t r = 1; r <= count; ++r) write_regency(csv, province + two_digits(r));
        }
        csv.close();
        std::ofstream(former) << "kode_lama,kode_baru,nama,dasar\n";
        auto loaded = AreaTable::load(path, former);
        std::filesystem::remove_all(folder);
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return table;
}

Budget budget(std::string id, PayerKind kind, std::uint32_t area, std::int64_t workers) {
    Budget b;
    b.id = std::move(id);
    b.kind = kind;
    b.area = area;
    b.programmes = programme_bit(Programme::jkk) | programme_bit(Programme::jkm);
    b.ceiling = Money::from_rupiah(201'600 * workers + 77'777);
    b.from = Month::from_ym(2026, 1);
    b.months = 12;
    return b;
}

enum class Sources { nested, crossing, several_prices };

std::vector<Budget> budgets_of(Sources sources) {
    std::vector<Budget> budgets{budget("APBN", PayerKind::apbn, 0, 1'500'000)};
    Random random(seed, 99);
    for (std::uint32_t area = 0; area < areas().size(); ++area) {
        const std::string code(areas().code(area));
        if (areas().level(area) == AreaLevel::regency) {
            budgets.push_back(
                budget("KAB" + code, PayerKind::apbd_kab, area, 2'000 + random.below(20'000)));
        }
        if (areas().level(area) == AreaLevel::province && sources != Sources::nested) {
            budgets.push_back(budget("SAWIT" + code, PayerKind::dbh_sawit, area, 20'000));
            budgets.back().sectors = sector_bit('A');
            budgets.push_back(budget("PROV" + code, PayerKind::apbd_prov, area, 30'000));
            budgets.back().decile_max = 2;
        }
    }
    if (sources == Sources::several_prices) {
        for (const char* id : {"PT1", "PT2", "PT3", "PT4"}) {
            budgets.push_back(budget(id, PayerKind::tjsl, 0, 50'000));
        }
    }
    return budgets;
}

const std::vector<CandidateFacts>& facts() {
    static const std::vector<CandidateFacts> made = [] {
        std::vector<CandidateFacts> all(people);
        Random random(seed);
        constexpr std::string_view sectors = "AAAAAACFGGGHIS";
        for (CandidateFacts& who : all) {
            who.area = random.below(areas().size());
            who.decile = static_cast<std::uint8_t>(1 + random.below(4));
            who.sector = sectors[random.below(static_cast<std::uint32_t>(sectors.size()))];
        }
        return all;
    }();
    return made;
}

Eligibility eligibility_of(const std::vector<Budget>& budgets, unsigned threads) {
    auto found = find_eligible(budgets, test_prices(budgets), facts(), areas(), threads);
    CHECK(found.has_value());
    return std::move(*found);
}

void check_classes(const std::vector<Budget>& budgets, const Eligibility& found) {
    Random random(seed, 7);
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        const std::uint32_t who = random.below(people);
        std::size_t payers = 0;
        for (const Budget& b : budgets) payers += may_pay(b, facts()[who], areas()) ? 1 : 0;
        CHECK(payers == found.classes[found.class_of[who]].payable_by.size());
    }
}

std::vector<Candidate> candidates_of(const Eligibility& eligibility) {
    std::vector<Candidate> candidates(people);
    for (std::uint32_t i = 0; i < people; ++i) {
        Random random(seed + 1, i);
        candidates[i] = {random.next(),
                         facts()[i].decile * 512U + random.below(47) * 8U + random.below(5),
                         eligibility.class_of[i]};
    }
    return candidates;
}

void check_choice(const std::vector<Candidate>& candidates, const Eligibility& eligibility,
                  const std::vector<Money>& ceilings, const Choice& choice) {
    std::vector<Money> used(ceilings.size());
    std::vector<std::uint32_t> rank_of(people), worst(ceilings.size(), 0);
    std::vector<std::uint32_t> left_out(eligibility.classes.size(), no_candidate);
    for (std::uint32_t rank = 0; rank < people; ++rank) {
        const std::uint32_t who = choice.order[rank];
        const auto& [tie, priority, worker_class] = candidates[who];
        if (rank > 0) {
            const Candidate& before = candidates[choice.order[rank - 1]];
            CHECK(std::tie(before.priority, before.tie) <= std::tie(priority, tie));
        }
        const std::uint32_t source = choice.source_of[who];
        if (source == no_source) {
            left_out[worker_class] = std::min(left_out[worker_class], rank);
            continue;
        }
        bool may = false;
        for (const PayableBy& by : eligibility.classes[worker_class].payable_by) {
            if (by.source != source) continue;
            used[source] += by.cost;
            may = true;
        }
        CHECK(may);
        worst[source] = rank;
    }
    for (std::size_t f = 0; f < ceilings.size(); ++f) {
        CHECK(used[f] == choice.sources[f].used);
        CHECK(used[f] <= ceilings[f]);
    }
    for (std::size_t c = 0; c < eligibility.classes.size(); ++c) {
        for (const PayableBy& by : eligibility.classes[c].payable_by) {
            if (left_out[c] == no_candidate) continue;
            CHECK(ceilings[by.source] - used[by.source] < by.cost);
            if (choice.optimality == Optimality::proven) CHECK(worst[by.source] < left_out[c]);
        }
    }
}

void find_classes(benchmark::State& state) {
    const auto budgets = budgets_of(static_cast<Sources>(state.range(0)));
    facts();
    for (auto _ : state) {
        const Eligibility found = eligibility_of(budgets, static_cast<unsigned>(state.range(1)));
        state.PauseTiming();
        check_classes(budgets, found);
        state.counters["classes"] = static_cast<double>(found.classes.size());
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * people);
}

void choose_workers(benchmark::State& state) {
    const auto budgets = budgets_of(static_cast<Sources>(state.range(0)));
    const Eligibility eligibility = eligibility_of(budgets, threads_available());
    const auto candidates = candidates_of(eligibility);
    std::vector<Money> ceilings;
    for (const Budget& b : budgets) ceilings.push_back(b.ceiling);
    for (auto _ : state) {
        auto choice = choose(candidates, eligibility.classes, ceilings,
                             static_cast<unsigned>(state.range(1)));
        state.PauseTiming();
        CHECK(choice.has_value());
        check_choice(candidates, eligibility, ceilings, *choice);
        std::uint64_t workers = 0;
        for (const SourceOutcome& source : choice->sources) workers += source.workers;
        state.counters["covered"] = static_cast<double>(workers);
        state.counters["exchanges"] = static_cast<double>(choice->exchanges);
        state.counters["gain_at_most"] = static_cast<double>(choice->gain_at_most);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * people);
}

BENCHMARK(find_classes)
    ->ArgsProduct({{0, 1, 2}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(3);
BENCHMARK(choose_workers)
    ->ArgsProduct({{0, 1, 2}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(3);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
