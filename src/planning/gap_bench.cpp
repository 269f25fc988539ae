// The test of who is vulnerable, on a register of the size of the nation's.
//
// 30,000,000 rows, seed 30, two threads; regional clauses in two provinces. The answer is checked:
// every row has one standing, and a sample is judged again one by one.

#include "planning/gap.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <numeric>

#include "base/random.h"
#include "planning/test_areas.h"
#include "planning/test_regions.h"

namespace payung {
namespace {

constexpr std::size_t rows = 30'000'000;
constexpr unsigned threads = 2;
constexpr Month january = Month::from_ym(2026, 1);

VulnerableRule rule_with(std::span<const RegionClauses> regions) {
    const auto law =
        VulnerableRule::load(Path(PAYUNG_SOURCE_DIR) / "legislation", test_areas()).value();
    return VulnerableRule::from(law.clauses_in(0), regions, test_areas()).value();
}

struct People {
    PersonTable persons;
    std::vector<AccountStatus> status;
    std::vector<std::uint32_t> same_person;
};

const People& people() {
    static const People all = [] {
        Random random(30);
        People made;
        made.persons.columns = {.nik = true,
                                .family = true,
                                .decile = true,
                                .status = true,
                                .sector = true,
                                .occupation = true,
                                .income = true,
                                .decree = false};
        made.persons.occupations = {"", "Petani", "Pedagang", "Nelayan"};
        made.persons.identity.resize(rows);
        made.persons.facts.resize(rows);
        made.status.resize(rows);
        made.same_person.resize(rows);
        std::iota(made.same_person.begin(), made.same_person.end(), 0U);
        for (std::size_t i = 0; i < rows; ++i) {
            Identity& who = made.persons.identity[i];
            who.birth = (1945 + random.below(65)) * 10'000 + (1 + random.below(12)) * 100 + 1 +
                        random.below(28);
            who.area = random.below(test_areas().size());
            PersonFacts& facts = made.persons.facts[i];
            facts.income_rupiah = random.below(2'000'000);
            facts.occupation = static_cast<std::uint16_t>(random.below(4));
            facts.decile = static_cast<std::uint8_t>(1 + random.below(10));
            facts.status = static_cast<std::uint8_t>(1 + random.below(7));
            facts.sector = static_cast<char>('A' + random.below(21));
            made.status[i] =
                static_cast<AccountStatus>(random.chance(0.3) ? 2 : random.chance(0.1));
            if (i > 0 && random.chance(0.01)) {
                made.same_person[i] = made.same_person[i - 1];
            }
        }
        return made;
    }();
    return all;
}

void check(const Gap& gap) {
    const std::uint64_t all =
        std::accumulate(gap.counts.begin(), gap.counts.end(), std::uint64_t{0});
    bool right = all == rows && gap.rows.size() == gap.ages.size() && !gap.rows.empty();
    for (std::size_t k = 0; k < gap.rows.size(); k += 1 + gap.rows.size() / 1'000) {
        const std::uint32_t row = gap.rows[k];
        right = right && in_gap(gap.standing[row]) && people().same_person[row] == row &&
                people().persons.facts[row].decile <= 4 && gap.ages[k] >= 17 && gap.ages[k] <= 64 &&
                people().status[row] != AccountStatus::active;
    }
    if (!right) std::abort();
}

void find_gap_with(benchmark::State& state, std::span<const RegionClauses> regions) {
    const VulnerableRule rule = rule_with(regions);
    people();
    for (auto _ : state) {
        const Gap gap = find_gap(people().persons, people().status, people().same_person, rule,
                                 january, threads)
                            .value();
        state.PauseTiming();
        check(gap);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(rows) * state.iterations());
}

void find_gap_by_national_clauses(benchmark::State& state) {
    find_gap_with(state, {});
}
void find_gap_by_regional_clauses(benchmark::State& state) {
    const std::array regions{region_with("63", own_age(17, 64)),
                             region_with("6202", own_words({"petani"}, test_terms(take, take)))};
    find_gap_with(state, regions);
}
BENCHMARK(find_gap_by_national_clauses)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
BENCHMARK(find_gap_by_regional_clauses)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
