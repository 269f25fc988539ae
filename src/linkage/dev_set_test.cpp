#include "linkage/dev_set_test.h"

#include <array>
#include <filesystem>

#include <unordered_map>

#include "base/check.h"
#include "base/csv_reader.h"
#include "registry/field_readers.h"
#include "registry/intake_testing.h"
#include "registry/nik_check.h"
#include "registry/register_intake.h"

namespace payung {
namespace {

const Path folder = Path{PAYUNG_SOURCE_DIR} / "../shared/data/linkage/registry_membership_60k_90k";

template <class T>
T loaded(Result<T> result) {
    CHECK(result.has_value());
    return std::move(*result);
}

using Rows = std::unordered_map<std::string, std::uint32_t>;
using Fields = std::unordered_map<std::string_view, std::string_view>;

template <class Take>
void for_each_row(const char* name, const Take& take) {
    CsvFile file = loaded(CsvFile::open(folder / name));
    CsvBlock block;
    while (loaded(file.next(block))) {
        block.for_each([&](const CsvRow& row) {
            Fields fields;
            for (std::size_t i = 0; i < row.fields.size(); ++i) {
                fields[file.header()[i]] = row.fields[i];
            }
            take(fields);
        });
    }
}

/// The register as the program takes it in.
Rows read_persons(std::vector<Identity>& out) {
    NoVerdicts nobody_listens;
    const std::array files{folder / "registry.csv"};
    const RegisterIntake taken =
        loaded(read_register(files, testing_intake::options(2), nobody_listens));
    out = taken.persons.identity;
    Rows rows;
    for (std::uint32_t i = 0; i < out.size(); ++i) rows.emplace(taken.persons.id[i], i);
    return rows;
}

/// An account, field by field as membership's intake reads it. (That module stands below this one.)
Identity account_of(const Fields& fields) {
    const IntakeOptions options = testing_intake::options();
    Identity who;
    who.name_key = options.names.key(fields.at("nama"));
    who.birth = read_birth(fields.at("tgl_lahir"), options.as_of).value;
    who.sex = read_sex(fields.at("jk")).value;
    who.nik = read_nik(fields.at("nik")).number;
    who.nik_flags = nik_flags(Nik{who.nik}, who.birth, who.sex, options.areas);
    const AreaCode code = options.areas.current(read_area_code(fields.at("kode_desa")));
    who.area = options.areas.find_deepest(code);
    who.regency = static_cast<std::uint16_t>(code.prefix(4));
    who.village = static_cast<std::uint32_t>(code.prefix(10) % 1'000'000);
    return who;
}

std::optional<DevSet> read_set() {
    if (!std::filesystem::exists(folder)) return std::nullopt;
    DevSet set;
    const Rows persons = read_persons(set.persons);
    Rows accounts;
    for_each_row("membership.csv", [&](const Fields& fields) {
        accounts.emplace(fields.at("acc_id"), static_cast<std::uint32_t>(set.accounts.size()));
        set.accounts.push_back(account_of(fields));
    });
    set.human.resize(set.persons.size());
    for_each_row("persons.csv", [&](const Fields& fields) {
        const auto row = persons.find(std::string(fields.at("rec_id")));
        if (row != persons.end()) set.human[row->second] = fields.at("person_id");
    });
    for_each_row("truth.csv", [&](const Fields& fields) {
        set.truth.emplace(persons.at(std::string(fields.at("reg_id"))),
                          accounts.at(std::string(fields.at("acc_id"))));
    });
    return set;
}

}  // namespace

const std::optional<DevSet>& DevSet::get() {
    static const std::optional<DevSet> set = read_set();
    return set;
}

Score score(const std::vector<Link>& links, const DevSet& set, std::optional<LinkRule> rule) {
    Score score;
    score.pairs = set.truth.size();
    for (const Link& link : links) {
        if (rule && link.rule != *rule) continue;
        ++score.links;
        score.true_links += set.truth.count({link.person, link.account});
    }
    return score;
}

}  // namespace payung
