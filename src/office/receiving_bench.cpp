/// Taking in a bank day: 4,000 receipts, each with the code of a bill of three members of a wage
/// earner's month, matched, posted as E2 and credited; then swept. Synthetic. PAYUNG_BENCH_DB names
/// a folder for SQLite (default: the working folder), or an empty PostgreSQL database. Checks that
/// every bill is paid and that clearing drains to nought.
///
///     build/src/office/receiving_bench

#include "office/receiving.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "base/check.h"
#include "contributions/bill_posting.h"
#include "office/sweeping.h"
#include "storage/bill_store.h"
#include "storage/migrations.h"

namespace payung {
namespace {

constexpr int employers = 4'000, members = 3;

PartAmounts worker_of_e1() {
    PartAmounts parts;
    parts[BillPart::jkk] = Money::from_rupiah(5'000);
    parts[BillPart::jkp_from_jkk] = Money::from_rupiah(7'000);
    parts[BillPart::jkm] = Money::from_rupiah(15'000);
    parts[BillPart::jht] = Money::from_rupiah(285'000);
    parts[BillPart::jp] = Money::from_rupiah(150'000);
    return parts;
}

std::string people() {
    std::string script =
        "INSERT INTO participant (participant, name, birth, sex, citizen, area, died, recorded_at)"
        " VALUES (1, 'A', '1990-01-01', 1, 1, 6303000000, NULL, 0);";
    for (int i = 1; i <= employers; ++i) {
        script += fmt::format(
            "INSERT INTO party (party, kind, number, name, recorded_at)"
            " VALUES ({0}, 2, 'NPP{0:05}', 'PT', 0);",
            i);
        for (int k = 0; k < members; ++k)
            script += fmt::format(
                "INSERT INTO membership (membership, kpj, participant, segment, recorded_at)"
                " VALUES ({0}, 'W{0:07}', 1, 1, 0);",
                i * members + k);
    }
    return script;
}

BillWithMembers bill_of(int employer) {
    const PartAmounts worker = worker_of_e1();
    BillWithMembers billed;
    Bill& bill = billed.bill;
    bill.number = bill.payer = employer;
    bill.first = bill.last = Month::from_ym(2026, 2);
    bill.issued = *Day::from_ymd(2026, 3, 1);
    bill.due = *Day::from_ymd(2026, 3, 15);
    bill.members = members;
    for (int k = 0; k < members; ++k) {
        bill.amount += worker;
        billed.members.push_back({employer * members + k, bill.first, worker.sum(), worker, {}, 0});
    }
    return billed;
}

Result<void> fill(Transaction& transaction, Instant now) {
    const std::string script = people();
    TRY(transaction.run_script({"people", script}));
    std::vector<BillWithMembers> bills;
    std::vector<Group> groups;
    for (int i = 1; i <= employers; ++i) {
        bills.push_back(bill_of(i));
        groups.push_back(accrual_of(bills.back().bill, fmt::format("NPP{:05}", i)));
    }
    std::vector<PostingRequest> requests;
    for (const Group& group : groups) requests.push_back({&group, "bench"});
    TRY(post_groups(transaction, requests, now));
    return add_bills(transaction, bills);
}

std::string statement() {
    const std::int64_t each = worker_of_e1().sum().rupiah() * members;
    std::string csv =
        "rekening,tanggal,referensi,jumlah,mata_uang,dk,keterangan\n"
        "777,2026-03-16,,0,IDR,SALDO AWAL,\n";
    for (int i = 1; i <= employers; ++i)
        csv += fmt::format("777,2026-03-16,R{:06},{},IDR,K,iuran {}\n", i, each, payment_code(i));
    return csv + fmt::format("777,2026-03-16,,{},IDR,SALDO AKHIR,\n", each * employers);
}

struct Office {
    Office() {
        const char* const asked = std::getenv("PAYUNG_BENCH_DB");
        const std::string place = asked != nullptr ? asked : ".";
        const bool server = place.find("://") != std::string::npos;
        file = server ? "" : place + "/receiving_bench.db";
        remove();
        database = std::move(open_database(server ? place : file, {}).value());
        CHECK(migrate(*database, migrations_of(database->engine()), clock, "bench"));
        CHECK(database->write([&](Transaction& t) { return fill(t, clock.now()); }));
        CHECK(open_channel(desk(), "BRI", "777"));
    }
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;
    ~Office() {
        database.reset();
        remove();
    }
    void remove() const {
        for (const char* const suffix : {"", "-wal", "-shm"})
            if (!file.empty()) std::filesystem::remove(file + suffix);
    }
    Desk desk() { return {database.get(), law, keys, &clock, "bench"}; }

    std::string file;
    std::unique_ptr<Database> database;
    FixedClock clock{std::chrono::sys_days{std::chrono::year{2026} / 3 / 17}};
    Rulebook law = *Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation");
    PersonalKeys keys = PersonalKeys::for_tests();
};

void take_in(benchmark::State& state) {
    const std::string day = statement();
    for (auto _ : state) {
        state.PauseTiming();
        auto office = std::make_unique<Office>();
        state.ResumeTiming();
        const auto report = import_statement(office->desk(), day, "koran");
        state.PauseTiming();
        CHECK(report && report->matched.at(MatchRule::code) == employers);
        CHECK(sweep_receipts(office->desk(), "K")->amount == report->amount);
        const auto books = LedgerStore::open(*office->database, office->clock, "bench");
        CHECK(books->balance({Book::clearing, 1130, "BRI"})->posted == Money{});
        office.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * employers);
}
BENCHMARK(take_in)->Unit(benchmark::kMillisecond)->Iterations(2);

}  // namespace
}  // namespace payung

BENCHMARK_MAIN();
