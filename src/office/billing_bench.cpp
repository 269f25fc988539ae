/// Assessing and billing a month, end to end: synthetic members (seed 1), of whom seven in ten earn
/// wages under employers of fifty, one in ten is paid for by a sponsor of a thousand, and two in
/// ten pay for themselves. PAYUNG_BENCH_MEMBERS says how many (default 100,000); PAYUNG_BENCH_DB in
/// which folder (default: the working folder). The number of members billed and the balance of a
/// fund against its bills are checked. Reported: CPU seconds a million members, of all threads.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "office/billing.h"
#include "storage/bill_store.h"
#include "storage/migrations.h"

namespace payung {
namespace {

constexpr std::int64_t workers_of_employer = 50, workers_of_sponsor = 1000;

void require(bool right, const char* what) {
    if (right) return;
    std::fprintf(stderr, "billing_bench: wrong answer: %s\n", what);
    std::abort();
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// Who pays for member `i`: employers and sponsors first, then the members themselves.
struct World {
    std::int64_t members, employed, sponsored, employers, sponsors;
    explicit World(std::int64_t all)
        : members(all),
          employed(all * 7 / 10),
          sponsored(all / 10),
          employers((employed + workers_of_employer - 1) / workers_of_employer),
          sponsors((sponsored + workers_of_sponsor - 1) / workers_of_sponsor) {}
    bool is_employed(std::int64_t i) const { return i <= employed; }
    bool is_sponsored(std::int64_t i) const { return i > employed && i <= employed + sponsored; }
    std::int64_t payer_of(std::int64_t i) const {
        if (is_employed(i)) return 1 + (i - 1) / workers_of_employer;
        if (is_sponsored(i)) return employers + 1 + (i - employed - 1) / workers_of_sponsor;
        return employers + sponsors + i - employed - sponsored;
    }
    std::int64_t payers() const { return payer_of(members); }
};

using Fill = std::function<Result<void>(BulkWriter&)>;

Result<void> fill(Transaction& transaction, std::string_view table,
                  std::span<const std::string_view> columns, const Fill& rows) {
    TRY_ASSIGN(const auto writer, transaction.bulk(table, columns));
    TRY(rows(*writer));
    TRY(writer->finish());
    return {};
}

template <std::size_t N>
Result<void> fill(Transaction& transaction, std::string_view table,
                  const std::array<std::string_view, N>& columns, std::int64_t rows,
                  const std::function<Result<void>(BulkWriter&, std::int64_t)>& row) {
    return fill(transaction, table, columns, [&](BulkWriter& writer) -> Result<void> {
        for (std::int64_t i = 1; i <= rows; ++i) TRY(row(writer, i));
        return {};
    });
}

Result<void> fill_parties(Transaction& transaction, const World& world) {
    constexpr std::array<std::string_view, 5> columns{"party", "kind", "number", "name",
                                                      "recorded_at"};
    TRY(fill<5>(transaction, "party", columns, world.payers(),
                [&](BulkWriter& writer, std::int64_t i) {
                    const bool employer = i <= world.employers;
                    const bool sponsor = !employer && i <= world.employers + world.sponsors;
                    const std::string number = fmt::format("N{:09}", i);
                    const std::int64_t kind = employer ? 2 : (sponsor ? 4 : 1);
                    return writer.add({{Value{i}, Value{kind}, Value{std::string_view(number)},
                                        Value{std::string_view("nama")}, Value{std::int64_t{0}}}});
                }));
    constexpr std::array<std::string_view, 14> facts{
        "fact",      "party",    "from_month", "scale",  "risk_group", "sector", "industry",
        "takes_jht", "takes_jp", "area",       "closed", "reason",     "actor",  "recorded_at"};
    constexpr std::array<std::string_view, 5> risks{"I", "II", "III", "IV", "V"};
    constexpr std::array<std::string_view, 4> scales{"mikro", "kecil", "menengah", "besar"};
    const Value no{std::int64_t{0}}, empty{std::string_view("")};
    TRY(fill<14>(
        transaction, "employer_fact", facts, world.employers,
        [&](BulkWriter& writer, std::int64_t i) {
            return writer.add(
                {{Value{i}, Value{i}, Value{std::string_view("2020-01")},
                  Value{scales[static_cast<std::size_t>(i % 4)]},
                  Value{risks[static_cast<std::size_t>(i % 5)]}, Value{std::string_view("C")},
                  Value{std::string_view("lainnya")}, no, no, no, no, empty, empty, no}});
        }));
    constexpr std::array<std::string_view, 4> sponsor{"party", "payer", "area", "legal_basis"};
    return fill<4>(
        transaction, "sponsor", sponsor, world.sponsors, [&](BulkWriter& writer, std::int64_t i) {
            return writer.add(
                {{Value{world.employers + i}, Value{std::string_view("APBD_KAB")}, no, empty}});
        });
}

Result<void> fill_members(Transaction& transaction, const World& world) {
    const Value none{}, zero{std::int64_t{0}}, one{std::int64_t{1}};
    const Value empty{std::string_view("")};
    constexpr std::array<std::string_view, 7> participants{
        "participant", "name", "birth", "sex", "citizen", "area", "recorded_at"};
    TRY(fill<7>(transaction, "participant", participants, world.members,
                [&](BulkWriter& writer, std::int64_t i) {
                    const std::string birth =
                        fmt::format("{}-{:02}-{:02}", 1965 + i % 40, 1 + i % 12, 1 + i % 28);
                    return writer.add({{Value{i}, Value{std::string_view("nama")},
                                        Value{std::string_view(birth)}, one, one, zero, zero}});
                }));
    constexpr std::array<std::string_view, 5> memberships{"membership", "kpj", "participant",
                                                          "segment", "recorded_at"};
    TRY(fill<5>(transaction, "membership", memberships, world.members,
                [&](BulkWriter& writer, std::int64_t i) {
                    const std::string kpj = fmt::format("{:011}", i);
                    return writer.add({{Value{i}, Value{std::string_view(kpj)}, Value{i},
                                        Value{std::int64_t{world.is_employed(i) ? 1 : 2}}, zero}});
                }));
    constexpr std::array<std::string_view, 11> spells{
        "spell",   "membership", "payer",      "programmes", "income",     "sector",
        "has_jkn", "from_month", "end_reason", "actor",      "recorded_at"};
    return fill<11>(
        transaction, "spell", spells, world.members, [&](BulkWriter& writer, std::int64_t i) {
            const std::int64_t programmes = world.is_employed(i) ? 31 : (i % 5 == 0 ? 7 : 3);
            const std::int64_t income =
                world.is_employed(i) ? 0 : 100'000'000 + i % 50 * 10'000'000;
            return writer.add({{Value{i}, Value{i}, Value{world.payer_of(i)}, Value{programmes},
                                Value{income}, Value{std::string_view("A")}, one,
                                Value{std::string_view("2025-06")}, empty, empty, zero}});
        });
}

Result<void> fill_wages(Transaction& transaction, const World& world) {
    const Value zero{std::int64_t{0}}, empty{std::string_view("")};
    constexpr std::array<std::string_view, 10> lists{
        "wage_list", "employer", "month",    "sha256", "file",
        "taken",     "doubted",  "rejected", "actor",  "recorded_at"};
    TRY(fill<10>(transaction, "wage_list", lists, world.employers,
                 [&](BulkWriter& writer, std::int64_t i) {
                     return writer.add(
                         {{Value{i}, Value{i}, Value{std::string_view("2026-03")},
                           Value{std::string_view("x")}, empty, zero, zero, zero, empty, zero}});
                 }));
    constexpr std::array<std::string_view, 6> wages{"membership", "month",    "version",
                                                    "amount",     "back_pay", "wage_list"};
    std::mt19937_64 random(1);
    return fill<6>(
        transaction, "wage", wages, world.employed, [&](BulkWriter& writer, std::int64_t i) {
            const auto wage = static_cast<std::int64_t>(random() % 18'000'000 + 2'000'000) * 100;
            return writer.add(
                {{Value{i}, Value{std::string_view("2026-03")}, Value{std::int64_t{1}}, Value{wage},
                  zero, Value{world.payer_of(i)}}});
        });
}

struct Office {
    explicit Office(const World& world)
        : clock(Instant{std::chrono::sys_days{std::chrono::year{2026} / 4 / 1} +
                        std::chrono::hours{5}}) {
        const char* const asked = std::getenv("PAYUNG_BENCH_DB");
        file = std::string(asked != nullptr ? asked : ".") + "/billing_bench.db";
        remove();
        DatabaseOptions options;
        options.cache_bytes = 512U << 20U;
        database = std::move(open_database(file, options).value());
        require(migrate(*database, migrations_of(database->engine()), clock, "bench").has_value(),
                "migrations");
        const auto filled = database->write([&](Transaction& transaction) -> Result<void> {
            TRY(fill_parties(transaction, world));
            TRY(fill_members(transaction, world));
            return fill_wages(transaction, world);
        });
        if (!filled) std::fprintf(stderr, "%s\n", describe(filled.error(), Language::en).c_str());
        require(filled.has_value(), "members");
    }
    ~Office() {
        database.reset();
        remove();
    }
    void remove() const {
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file + suffix);
    }
    FixedClock clock;
    std::string file;
    std::unique_ptr<Database> database;
};

const Rulebook& law() {
    static const Rulebook rulebook =
        *Rulebook::load(Path(PAYUNG_SOURCE_DIR) / "legislation", Rulebook::Findings::skip);
    return rulebook;
}

void check(const Desk& desk, const BillingReport& report, const World& world) {
    for (const BillingException& exception : report.exceptions) {
        std::fprintf(stderr, "%s %s\n", exception.kpj.c_str(), exception.why_en.c_str());
        break;
    }
    require(report.exceptions.empty(), "nobody is left out");
    require(report.members == world.members && report.billed == world.members, "members billed");
    const auto books = LedgerStore::open(*desk.database, *desk.clock, "bench");
    require(books.has_value(), "books");
    const TrialBalance totals = *books->totals();
    Money receivable;
    for (const auto& [at, total] : totals)
        if (at.second == 1310) receivable += total.balance();
    const Money jkp = totals.at({Book::jkp, 1420}).balance();
    require(jkp == report.amount[BillPart::jkp_from_jkk], "what is passed on to JKP");
    require(receivable > Money{} && receivable <= report.amount.sum(), "receivables");
}

void bill_a_month(benchmark::State& state, bool issue) {
    const char* const asked = std::getenv("PAYUNG_BENCH_MEMBERS");
    const World world(asked != nullptr ? std::atoll(asked) : 100'000);
    Office office(world);
    const Desk desk{office.database.get(), law(), PersonalKeys::for_tests(), &office.clock,
                    "bench"};
    double used = 0;
    for (auto _ : state) {
        const double before = cpu_seconds();
        const BillingRequest request{Month::from_ym(2026, 3), std::nullopt};
        const auto report = issue ? issue_bills(desk, request) : assess_month(desk, request);
        used += cpu_seconds() - before;
        if (!report) std::fprintf(stderr, "%s\n", describe(report.error(), Language::en).c_str());
        require(report.has_value(), "a report");
        if (issue) check(desk, *report, world);
    }
    const auto members =
        static_cast<double>(world.members) * static_cast<double>(state.iterations());
    state.counters["cpu_s_per_million"] = used / members * 1e6;
    state.counters["members"] = static_cast<double>(world.members);
}
BENCHMARK_CAPTURE(bill_a_month, assess, false)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK_CAPTURE(bill_a_month, issue, true)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
