/// A claim decided with its receipt: goal 2 ms p99 in process.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <vector>

#include "claims/claims_for_tests.h"
#include "claims/reassessment.h"

namespace payung {
namespace {

ClaimFacts death_with_two_children() {
    JkmFacts of;
    of.died = on("2025-08-10");
    ClaimFacts facts = claim_of(of, of.died, Segment::bpu);
    facts.family = {relative_of(1, Kinship::spouse), child_at(2, "2018-03-01", "SD", 1),
                    child_at(3, "2009-03-01", "SMA", 1)};
    facts.complete = on("2025-09-10");
    facts.paid = on("2025-09-18");
    return facts;
}

ClaimFacts death_at_work() {
    JkkFacts of = accident_on("2025-08-10", 4'000'000, AccidentOutcome::death);
    of.cost.care = rp(12'500'000);
    of.cost.transport_land = rp(900'000);
    of.unable = {{on("2025-08-10"), on("2025-09-05")}};
    of.died = Moment{on("2025-09-05"), 60};
    ClaimFacts facts = claim_of(of, of.accident.day);
    facts.family = {relative_of(1, Kinship::spouse), child_at(2, "2021-09-01", "TK", 1),
                    child_at(3, "2021-09-01", "TK", 1)};
    facts.complete = on("2025-09-10");
    return facts;
}

ClaimFacts lay_off() {
    JkpFacts of;
    of.laid_off = on("2025-03-10");
    of.wage = rp(8'000'000);
    of.age_when_enrolled = 30;
    return claim_of(of, of.laid_off);
}

/// CPU time of this thread, so that what else runs on the machine does not count.
double cpu_microseconds() {
    timespec at{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return static_cast<double>(at.tv_sec) * 1e6 + static_cast<double>(at.tv_nsec) / 1e3;
}

/// p99 of single decisions; the answer is checked every time.
void decide(benchmark::State& state, const ClaimFacts& facts, Money expected) {
    const ClaimLaw& law = claim_law_for_tests();
    std::vector<double> microseconds;
    std::size_t bytes = 0;
    for (auto unused : state) {
        (void)unused;
        const double start = cpu_microseconds();
        const Assessment found = law.assess(facts);
        microseconds.push_back(cpu_microseconds() - start);
        bytes = found.receipt.size();
        if (found.total + found.total_scheduled != expected) state.SkipWithError("wrong amount");
    }
    if (microseconds.empty()) return;
    std::sort(microseconds.begin(), microseconds.end());
    const auto at = [&](double part) {
        return microseconds[static_cast<std::size_t>(part *
                                                     static_cast<double>(microseconds.size() - 1))];
    };
    state.counters["p50_us"] = at(0.5);
    state.counters["p99_us"] = at(0.99);
    state.counters["receipt_bytes"] = static_cast<double>(bytes);
}

void decide_death(benchmark::State& state) {
    decide(state, death_with_two_children(), rp(171'000'000));
}
void decide_death_at_work(benchmark::State& state) {
    decide(
        state, death_at_work(),
        rp(192'000'000 + 12'000'000 + 10'000'000 + 174'000'000 + 12'500'000 + 900'000 + 3'466'667));
}
void decide_lay_off(benchmark::State& state) {
    decide(state, lay_off(), rp(18'000'000));
}

void replay_death(benchmark::State& state) {
    const ClaimLaw& law = claim_law_for_tests();
    const std::string receipt = law.assess(death_with_two_children()).receipt;
    for (auto unused : state) {
        (void)unused;
        const auto again = replay(law.rulebook(), receipt);
        if (!again || !again->same()) state.SkipWithError("not the same");
    }
}

BENCHMARK(decide_death)->Unit(benchmark::kMicrosecond);
BENCHMARK(decide_death_at_work)->Unit(benchmark::kMicrosecond);
BENCHMARK(decide_lay_off)->Unit(benchmark::kMicrosecond);
BENCHMARK(replay_death)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
