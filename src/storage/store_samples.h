#pragma once

/// For tests and benchmarks: areas, and registers and membership extracts of any size from a seed,
/// with every field known in some rows and missing in others.

#include <fmt/format.h>
#include <stdlib.h>

#include <array>
#include <fstream>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/hash.h"
#include "base/random.h"
#include "membership/account_table.h"
#include "planning/test_law.h"
#include "registry/area_table.h"
#include "registry/person_table.h"
#include "storage/run_store.h"

namespace payung {

/// One province, two regencies, three villages.
inline const AreaTable& sample_areas() {
    static const AreaTable table = [] {
        std::string folder = "/tmp/payung-areas-XXXXXX";
        CHECK(mkdtemp(folder.data()) != nullptr);
        const Path areas = Path(folder) / "areas.csv";
        const Path former = Path(folder) / "former.csv";
        std::ofstream(areas) << "code,name\n63,Kalimantan Selatan\n6303,Banjar\n630305,Martapura\n"
                                "6303052001,Bincau\n6303052003,Tungkaran\n6304,Barito Kuala\n"
                                "630401,Tabunganen\n6304012001,Tabunganen Muara\n";
        std::ofstream(former) << "kode_lama,kode_baru,nama,dasar\n";
        auto loaded = AreaTable::load(areas, former);
        std::filesystem::remove_all(folder);
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return table;
}

inline std::uint32_t sample_birth(Random& random) {
    return (1950 + random.below(60)) * 10'000 + (1 + random.below(12)) * 100 + 1 + random.below(28);
}

inline Identity sample_identity(Random& random, std::string_view name, const AreaTable& areas) {
    Identity who;
    who.name_key = hash_bytes(name);
    who.birth = sample_birth(random);
    who.area = random.below(areas.size());
    const AreaCode code = read_area_code(areas.code(who.area));
    who.regency = static_cast<std::uint16_t>(code.prefix(4));
    who.village = code.digits == 10 ? static_cast<std::uint32_t>(code.number % 1'000'000) : 0;
    who.sex = static_cast<std::uint8_t>(1 + random.below(2));
    if (random.chance(0.9)) {
        who.nik = 6'303'990'000'000'000 + random.next() % 10'000'000'000;
        who.nik_flags = static_cast<std::uint8_t>(random.below(64));
    }
    return who;
}

inline PersonFacts sample_facts(Random& random, std::size_t occupations) {
    PersonFacts facts;
    facts.income_rupiah = random.chance(0.2) ? 0 : random.below(5'000'000);
    facts.occupation =
        static_cast<std::uint16_t>(random.below(static_cast<std::uint32_t>(occupations)));
    facts.decile = static_cast<std::uint8_t>(random.below(11));
    facts.status = static_cast<std::uint8_t>(random.below(8));
    facts.sector = random.chance(0.1) ? '\0' : static_cast<char>('A' + random.below(21));
    facts.named_in_decree = random.chance(0.05);
    return facts;
}

inline PersonTable sample_persons(std::uint32_t rows, std::uint64_t seed,
                                  const AreaTable& areas = sample_areas()) {
    constexpr std::array names{"Siti Aminah", "Muhammad Noor", "Rusdiansyah", "Ni'mah", "Đặng Łuk"};
    Random random(seed);
    PersonTable persons;
    persons.occupations = {"", "petani padi", "nelayan", "pedagang \"keliling\""};
    persons.columns = {.nik = true, .family = true, .decile = true, .sector = true, .income = true};
    persons.identity.reserve(rows);
    persons.facts.reserve(rows);
    for (std::uint32_t row = 0; row < rows; ++row) {
        const std::string name =
            fmt::format("{} {}", names[random.below(names.size())], random.below(1000));
        persons.identity.push_back(sample_identity(random, name, areas));
        persons.facts.push_back(sample_facts(random, persons.occupations.size()));
        persons.family.push_back(random.chance(0.1) ? 0 : 1 + row / 4);
        persons.families = std::max(persons.families, persons.family.back());
        persons.id.add(fmt::format("R{:08}", mix64(row ^ seed) % 100'000'000));
        persons.name.add(name);
    }
    return persons;
}

inline AccountTable sample_accounts(std::uint32_t rows, std::uint64_t seed) {
    Random random(seed, 1);
    AccountTable accounts;
    accounts.payers = {"", "mandiri", "APBD"};
    for (std::uint32_t row = 0; row < rows; ++row) {
        AccountFacts facts;
        facts.active = random.chance(0.7);
        facts.from = random.chance(0.1) ? 0
                                        : Month::from_ym(2015, 1).number() +
                                              static_cast<std::int32_t>(random.below(130));
        facts.until = random.chance(0.8) ? 0 : facts.from + 12;
        facts.wage_rupiah = random.chance(0.5) ? 0 : random.below(20'000'000);
        facts.programmes = static_cast<std::uint8_t>(random.below(32));
        facts.segment = static_cast<Segment>(random.below(5));
        facts.payer = static_cast<std::uint8_t>(random.below(3));
        accounts.facts.push_back(facts);
        accounts.identity.push_back(sample_identity(random, "x", sample_areas()));
        accounts.id.add(fmt::format("KPJ{:09}", row * 7));
    }
    return accounts;
}

inline EditionSource sample_source(std::string_view contents, std::size_t rows) {
    Sha256 sum;
    sum.add(contents);
    return {.sha256 = sum.hex(),
            .files = {"a.csv", "b.csv"},
            .rows_taken = rows,
            .rows_doubted = 3,
            .rows_rejected = 2};
}

/// Two budgets: a regency's with one price, and a company's with several, in runs of months.
inline std::vector<Budget> sample_budgets() {
    const auto basic =
        static_cast<std::uint8_t>(programme_bit(Programme::jkk) | programme_bit(Programme::jkm));
    Budget regency;
    regency.id = "APBD-6303";
    regency.name = "APBD Kabupaten Banjar";
    regency.kind = PayerKind::apbd_kab;
    CHECK(sample_areas().find("6303", regency.area));
    regency.decile_max = 4;
    regency.programmes = basic;
    regency.ceiling = Money::from_rupiah(1'000'000'000'000);
    regency.from = Month::from_ym(2026, 1);
    regency.months = 12;
    regency.legal_basis = "Perda 1/2026";
    Budget company = regency;
    company.id = "TJSL";
    company.name = "PT \"Sawit\" Makmur";
    company.kind = PayerKind::tjsl;
    company.area = 0;
    company.sectors = sector_bit('A') | sector_bit('H');
    company.decile_max = 0;
    company.from = Month::from_ym(2026, 2);
    company.months = 6;
    return {regency, company};
}

/// What the stages of a run might have found on these tables, drawn from a seed.
struct SampleRun {
    PersonTable persons;
    AccountTable accounts;
    std::vector<Link> links;
    Gap gap;
    std::vector<std::uint32_t> same_person;
    std::vector<Budget> budgets = sample_budgets();
    BudgetPrices prices = test_prices(budgets);
    Choice choice;
    std::vector<RosterEntry> roster;
    std::vector<SponsorBill> bills;
    Coverage coverage;

    SampleRun(std::uint32_t rows, std::uint32_t account_rows, std::uint64_t seed)
        : persons(sample_persons(rows, seed)), accounts(sample_accounts(account_rows, seed)) {
        Random random(seed, 2);
        for (std::uint32_t row = 0, account = 0; row < rows; ++row) {
            while (account < account_rows && random.chance(0.4)) {
                links.push_back(
                    {row, account++, static_cast<LinkRule>(random.below(link_rule_count))});
            }
        }
        find_gap_in(random);
        choose_from(random);
        sum_up(random);
    }

    RunResults results() const {
        return {.links = links,
                .gap = gap,
                .same_person = same_person,
                .choice = choice,
                .prices = prices,
                .roster = roster,
                .bills = bills,
                .coverage = coverage,
                .summary = "{\"persons\": 1}"};
    }
    RunInputs inputs(std::int64_t registry, std::int64_t membership,
                     std::string options = "-") const {
        return {.registry = registry,
                .membership = membership,
                .month = Month::from_ym(2026, 1),
                .budgets = budgets,
                .law_version = "law 1",
                .program_version = "0.1.0",
                .options = std::move(options)};
    }

private:
    void find_gap_in(Random& random) {
        for (std::uint32_t row = 0; row < persons.size(); ++row) {
            const auto standing =
                static_cast<Standing>(random.chance(0.5) ? 18 + random.below(2) : random.below(18));
            gap.standing.push_back(standing);
            same_person.push_back(standing == Standing::duplicate_row && row > 0 ? random.below(row)
                                                                                 : row);
            if (in_gap(standing)) gap.rows.push_back(row);
        }
    }
    void choose_from(Random& random) {
        const auto candidates = static_cast<std::uint32_t>(gap.rows.size());
        for (std::uint32_t i = 0; i < candidates; ++i) choice.order.push_back(i);
        for (std::uint32_t i = candidates; i > 1; --i) {
            std::swap(choice.order[i - 1], choice.order[random.below(i)]);
        }
        choice.sources.resize(budgets.size());
        for (std::uint32_t source = 0; source < budgets.size(); ++source) {
            choice.sources[source].ceiling = budgets[source].ceiling;
            choice.sources[source].eligible = 70;
            choice.sources[source].left_out = 5;
            for (std::uint32_t rank = source; rank < candidates;
                 rank += 3) {  // Every third: nobody.
                const auto price =
                    random.below(static_cast<std::uint32_t>(prices.prices(source).size()));
                roster.push_back({choice.order[rank], source, price});
                ++choice.sources[source].workers;
                choice.sources[source].used += prices.prices(source)[price].total;
            }
        }
    }
    void sum_up(Random& random) {
        for (std::uint32_t source = 0; source < budgets.size(); ++source) {
            for (std::int32_t month = 0; month < budgets[source].months; ++month) {
                for (const Programme programme : {Programme::jkk, Programme::jkm}) {
                    bills.push_back({source, budgets[source].from + month, programme,
                                     random.below(100),
                                     Money::from_rupiah(random.below(1'000'000))});
                }
            }
        }
        for (std::uint32_t area = 0; area < sample_areas().size(); ++area) {
            const CoverageCounts counts{10 + random.below(1000), random.below(5),
                                        5 + random.below(5)};
            coverage.rows.push_back({area, counts, random.chance(0.3)});
            coverage.rows_withheld += coverage.rows.back().withheld ? 1 : 0;
        }
        coverage.basis = WorkerBasis::all_rows;
        coverage.placed_above_village = 17;
    }
};

}  // namespace payung
