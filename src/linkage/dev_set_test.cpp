#include "linkage/dev_set_test.h"

#include <filesystem>

#include <unordered_map>

#include "base/check.h"
#include "base/csv_reader.h"
#include "base/text_column.h"
#include "registry/area_table.h"
#include "registry/name_rules.h"
#include "registry/nik_check.h"

namespace payung {
namespace {

const Path folder = Path{PAYUNG_SOURCE_DIR} / "../shared/data/linkage/registry_membership_60k_90k";
const Path share{PAYUNG_SHARE_DIR};

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

std::uint32_t birth_of(std::string_view text) {  // YYYY-MM-DD; the dates there are real days
    if (text.size() != 10) return 0;
    std::uint32_t number = 0;
    for (const char c : text) {
        if (c != '-') number = number * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return number;
}

class IdentityReader {
public:
    Identity read(const Fields& fields) const {
        Identity who;
        who.birth = birth_of(fields.at("tgl_lahir"));
        who.sex = fields.at("jk") == "L" ? 1 : fields.at("jk") == "P" ? 2 : 0;
        who.nik = read_nik(fields.at("nik")).number;
        who.nik_flags = nik_flags(Nik{who.nik}, who.birth, who.sex, areas_);
        who.name_key = names_.key(fields.at("nama"));
        const AreaCode code = read_area_code(fields.at("kode_desa"));
        who.area = areas_.find_deepest(code);
        who.regency = static_cast<std::uint16_t>(code.prefix(4));
        who.village = static_cast<std::uint32_t>(code.number % 1'000'000);
        return who;
    }

private:
    AreaTable areas_ = loaded(AreaTable::load(share / "areas.csv", share / "former_areas.csv"));
    NameRules names_ = loaded(NameRules::load(share / "name_rules.csv"));
};

Rows read_file(const char* name, const char* id, std::vector<Identity>& out) {
    const IdentityReader reader;
    Rows rows;
    for_each_row(name, [&](const Fields& fields) {
        rows.emplace(fields.at(id), static_cast<std::uint32_t>(out.size()));
        out.push_back(reader.read(fields));
    });
    return rows;
}

std::optional<DevSet> read_set() {
    if (!std::filesystem::exists(folder)) return std::nullopt;
    DevSet set;
    const Rows persons = read_file("registry.csv", "reg_id", set.persons);
    const Rows accounts = read_file("membership.csv", "acc_id", set.accounts);
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
