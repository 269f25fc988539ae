/// A claim decided in process: assessed with its receipt and reserved, then approved with its
/// postings and audit events, each one durable command in SQLite. Synthetic deaths of wage earners,
/// one heir each. Checks that every claim is granted 42 million and the books are whole, and tells
/// the 99th percentile of each command in milliseconds. PAYUNG_BENCH_DB: a folder (default: the
/// working folder).

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "office/claim_steps.h"
#include "office/employers.h"
#include "office/enrolment.h"
#include "storage/ledger_reader.h"
#include "storage/migrations.h"
#include "storage/party_store.h"

namespace payung {
namespace {

constexpr int claims_count = 300;

void require(bool right, const char* what) {
    if (right) return;
    std::fprintf(stderr, "claims_bench: wrong answer: %s\n", what);
    std::abort();
}

Rulebook program_law() {
    auto law = Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation");
    require(law.has_value(), "the law");
    return *law;
}

PartyNumber employer_of(const Desk& desk) {
    EmployerFact fact;
    fact.from = Month::from_ym(2024, 1);
    fact.sector = 'C';
    require(register_employer(desk, "NPP1", "PT Contoh", fact).has_value(), "an employer");
    const auto snapshot = desk.database->read();
    return (*known_party(**snapshot, PartyKind::employer, "NPP1")).party;
}

NewMember worker(int i, PartyNumber employer) {
    NewMember member;
    member.nik = fmt::format("630301010290{:04}", i);
    member.name = fmt::format("Peserta {}", i);
    member.birth = *Day::from_ymd(1990, 2, 1);
    member.payer = employer;
    member.programmes = bit_jkk | bit_jkm | bit_jht | bit_jp | bit_jkp;
    member.from = Month::from_ym(2024, 1);
    return member;
}

double milliseconds_of(const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

double percentile(std::vector<double> times, double share) {
    std::ranges::sort(times);
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

/// An office with claims whose papers are all there.
struct Office {
    std::filesystem::path file;
    FixedClock clock{std::chrono::sys_days{std::chrono::year{2026} / 1 / 20} +
                     std::chrono::hours{5}};
    std::unique_ptr<Database> database;
    std::optional<ClaimDesk> ani, budi;
    std::vector<std::string> claims;

    Office() {
        const char* const folder = std::getenv("PAYUNG_BENCH_DB");
        file = std::filesystem::path(folder == nullptr ? "." : folder) / "claims_bench.db";
        remove();
        auto opened = open_database("sqlite:" + file.string(), {});
        require(opened.has_value(), "a database");
        database = std::move(*opened);
        require(migrate(*database, migrations_of(database->engine()), clock, "bench").has_value(),
                "tables");
        Desk desk{database.get(), program_law(), PersonalKeys::for_tests(), &clock, "ani"};
        auto made = ClaimDesk::open(desk);
        require(made.has_value(), "the law of claims");
        ani = *made;
        budi = *made;
        budi->desk.actor = "budi";
        const PartyNumber employer = employer_of(desk);
        for (int i = 1; i <= claims_count; ++i) claims.push_back(complete_claim(i, employer));
    }
    ~Office() {
        database.reset();
        remove();
    }
    void remove() const {
        std::error_code ignored;
        for (const char* end : {"", "-wal", "-shm"})
            std::filesystem::remove(file.string() + end, ignored);
    }
    std::string complete_claim(int i, PartyNumber employer) {
        const auto enrolled = enrol(ani->desk, worker(i, employer));
        require(enrolled.has_value(), "a member");
        ReportClaim request;
        request.kind = ClaimKind::jkm;
        request.kpj = enrolled->answer.substr(enrolled->answer.find("\"kpj\":") + 7);
        request.kpj.resize(request.kpj.find('"'));
        request.event = *Day::from_ymd(2026, 1, 10);
        const auto reported = report_claim(*ani, request);
        require(reported.has_value(), "a report");
        const std::string claim = fmt::format("K-2026-{:07}", i);
        ClaimRelative wife;
        wife.name = "Siti";
        wife.member.relative = 1;
        wife.member.kinship = Kinship::spouse;
        wife.member.birth = Day::from_ymd(1992, 3, 1);
        require(set_relative(*ani, claim, wife).has_value(), "a relative");
        const auto looked = look_at_claim(*ani, claim);
        require(looked.has_value(), "a look");
        for (const MissingForClaim& what : looked->missing)
            require(add_document(*ani, claim, {what.name, digest_text(what.name), ani->today(), ""})
                        .has_value(),
                    "a paper");
        return claim;
    }
};

void decide(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<double> assessing, approving;
        {
            Office office;
            state.ResumeTiming();
            for (const std::string& claim : office.claims) {
                bool right = true;
                assessing.push_back(
                    milliseconds_of([&] { right = assess_claim(*office.ani, claim).has_value(); }));
                approving.push_back(milliseconds_of(
                    [&] { right = right && approve_claim(*office.budi, claim, 1).has_value(); }));
                require(right, "a decision");
            }
            state.PauseTiming();
            const auto snapshot = office.database->read();
            Money sum;
            for (const std::string& claim : office.claims) {
                const auto granted = posted_balance(**snapshot, {Book::jkm, 2110, claim});
                require(granted && *granted == Money::from_rupiah(-42'000'000), "a grant");
                sum += *granted;
            }
            state.counters["assess_p50_ms"] = percentile(assessing, 0.50);
            state.counters["assess_p99_ms"] = percentile(assessing, 0.99);
            state.counters["approve_p50_ms"] = percentile(approving, 0.50);
            state.counters["approve_p99_ms"] = percentile(approving, 0.99);
        }
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * claims_count);
}
BENCHMARK(decide)->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
