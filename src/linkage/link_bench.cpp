// Exact linkage of synthetic identities: 3 million register rows x 6 million accounts, and the
// nation.
//
//   build/src/linkage/link_bench --benchmark_filter=3000000
//   build/src/linkage/link_bench --benchmark_filter=30000000    (needs 6 GB)
//
// Seeded. 40 % of the accounts belong to register persons. Names are drawn from a long tail (the
// most frequent is carried by one in 400), one birth date in twenty is heaped, and the errors are
// about those of the labelled files: NIK missing 3 % or wrong 3 %, name differing 25 %, date wrong
// 3 %, moved 20 %. The answer is checked against the truth: precision and recall may not fall below
// what the rules reach.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cmath>
#include <vector>

#include "base/check.h"
#include "base/parallel.h"
#include "base/random.h"
#include "linkage/link.h"

namespace payung {
namespace {

constexpr std::uint64_t seed = 8;
constexpr std::uint32_t nobody = ~0U;

struct World {
    std::vector<Identity> persons, accounts;
    std::vector<std::uint32_t> person_of;  // by account
    std::uint64_t pairs = 0;
};

std::uint64_t any_name(Random& random) {
    // Rank r with a density of 1 / (r + 400): a few common names, very many rare ones.
    const double ranks = std::exp(random.unit() * std::log(2e6 / 400 + 1)) - 1;
    return mix64(1 + static_cast<std::uint64_t>(ranks * 400));
}

std::uint32_t any_birth(Random& random) {
    const std::uint32_t year = 1950 + random.below(55);
    if (random.chance(0.05)) return year * 10'000 + (random.chance(0.5) ? 701 : 1231);
    return year * 10'000 + (1 + random.below(12)) * 100 + 1 + random.below(28);
}

Identity any_person(std::uint64_t number) {
    Random random(seed, number);
    Identity who;
    who.nik = 1'000'000'000'000'000 + mix64(number) % 8'000'000'000'000'000;
    who.nik_flags = nik_well_formed | nik_date_agrees | nik_sex_agrees;
    who.name_key = any_name(random);
    who.birth = any_birth(random);
    who.sex = static_cast<std::uint8_t>(1 + random.below(2));
    who.regency = static_cast<std::uint16_t>(1'101 + random.below(514));
    who.village = 10'000 + random.below(160);
    return who;
}

Identity with_errors(Identity who, Random& random) {
    if (random.chance(0.03)) {
        who.nik = 0;
        who.nik_flags = 0;
    } else if (random.chance(0.03)) {
        who.nik += 1 + random.below(1'000'000);
        who.nik_flags = nik_well_formed | nik_date_contradicts;
    }
    if (random.chance(0.13)) who.name_key = mix64(who.name_key + random.below(4) + 1);
    if (random.chance(0.02)) {
        who.birth += 10'000;
        if (who.nik != 0) who.nik_flags = nik_well_formed | nik_date_contradicts;
    }
    return who;
}

World make_world(std::size_t persons, std::size_t accounts) {
    World world;
    world.persons.resize(persons);
    world.accounts.resize(accounts);
    world.person_of.assign(accounts, nobody);
    constexpr std::size_t piece = 1 << 16;
    const unsigned threads = threads_available();
    for_pieces(persons, piece, threads, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t i = begin; i < end; ++i) {
            Random random(seed + 1, i);
            world.persons[i] = with_errors(any_person(i), random);
        }
    });
    for_pieces(accounts, piece, threads, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t i = begin; i < end; ++i) {
            Random random(seed + 2, i);
            const bool known = random.chance(0.4);
            const std::uint64_t human =
                known ? random.below(static_cast<std::uint32_t>(persons)) : persons + i;
            world.accounts[i] = with_errors(any_person(human), random);
            if (random.chance(0.2)) world.accounts[i].village = 10'000 + random.below(160);
            if (known) world.person_of[i] = static_cast<std::uint32_t>(human);
        }
    });
    for (const std::uint32_t person : world.person_of) world.pairs += person != nobody;
    return world;
}

const World& world_of(std::size_t persons) {
    static World world;
    if (world.persons.size() != persons) world = make_world(persons, 2 * persons);
    return world;
}

void report(benchmark::State& state, const World& world) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1024;
    state.counters["given_MB"] =
        static_cast<double>((world.persons.size() + world.accounts.size()) * sizeof(Identity) +
                            world.person_of.size() * 4) /
        (1 << 20);
    state.SetItemsProcessed(
        static_cast<std::int64_t>(world.persons.size() + world.accounts.size()) *
        state.iterations());
}

void link_all(benchmark::State& state) {
    const World& world = world_of(static_cast<std::size_t>(state.range(0)));
    std::uint64_t right = 0, links = 0;
    for (auto _ : state) {
        const auto made =
            link_exactly(world.persons, world.accounts, static_cast<unsigned>(state.range(1)));
        CHECK(made.has_value());
        state.PauseTiming();
        links = made->links.size();
        right = 0;
        for (const Link& link : made->links) right += world.person_of[link.account] == link.person;
        state.ResumeTiming();
    }
    const double precision = static_cast<double>(right) / static_cast<double>(links);
    const double recall = static_cast<double>(right) / static_cast<double>(world.pairs);
    CHECK(precision > 0.995 && recall > 0.94);
    state.counters["precision"] = precision;
    state.counters["recall"] = recall;
    report(state, world);
}

/// The first stage alone: of records without names.
void link_by_nik(benchmark::State& state) {
    const World& world = world_of(static_cast<std::size_t>(state.range(0)));
    std::vector<Identity> persons = world.persons, accounts = world.accounts;
    for (Identity& who : persons) who.birth = 0;
    for (Identity& who : accounts) who.birth = 0;
    for (auto _ : state) {
        const auto made = link_exactly(persons, accounts, static_cast<unsigned>(state.range(1)));
        CHECK(made.has_value() && made->counts.by_rule[0] == made->links.size());
        CHECK(made->links.size() > world.pairs * 8 / 10);
    }
    report(state, world);
}

void find_duplicates(benchmark::State& state) {
    const World& world = world_of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        const auto rows = same_person_rows(world.persons, static_cast<unsigned>(state.range(1)));
        CHECK(rows.has_value());
        for (std::uint32_t i = 0; i < rows->size(); i += 1'000) CHECK((*rows)[i] <= i);
    }
    report(state, world);
}

void sizes(benchmark::internal::Benchmark* bench) {
    bench->ArgNames({"persons", "threads"})->MeasureProcessCPUTime()->UseRealTime();
    bench->Unit(benchmark::kMillisecond);
    for (const std::int64_t persons : {3'000'000, 30'000'000}) {
        for (const std::int64_t threads : {1, 2}) bench->Args({persons, threads});
    }
}
BENCHMARK(link_all)->Apply(sizes);
BENCHMARK(link_by_nik)->Apply(sizes);
BENCHMARK(find_duplicates)->Apply(sizes);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
