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

}  // namespace payung
