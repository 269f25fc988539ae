#include "population/facts.h"

#include "base/check.h"

namespace payung {
namespace {

constexpr std::string_view income_keys[] = {
    "status,1",  "status,2", "status,3", "status,4", "status,5", "status,6", "status,7", "decile,1",
    "decile,2",  "decile,3", "decile,4", "decile,5", "decile,6", "decile,7", "decile,8", "decile,9",
    "decile,10", "step,1",   "step,2",   "step,3",   "step,4",   "step,5",   "step,6",   "step,7",
    "step,8",    "step,9",   "step,10",  "step,11",  "step,12",  "step,13",  "step,14",  "step,15",
    "step,16",   "step,17",  "step,18",  "step,19",  "step,20"};

unsigned area_code(std::string_view text) {
    unsigned code = 0;
    for (const char digit : text) code = code * 10 + static_cast<unsigned>(digit - '0');
    return code;
}

Result<void> load_national(const Path& folder, Facts& facts) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "national"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const std::string key{table.cell(i, "key")};
        facts.national[key] = table.number(i, "value");
        facts.national_source[key] = table.cell(i, "source");
    }
    return table.require(std::to_array<std::string_view>(
        {"status_1",           "status_2",           "status_3",
         "status_4",           "status_5",           "status_6",
         "status_7",           "participation_men",  "participation_women",
         "employed",           "population",         "poor_percent",
         "persons_per_family", "wage_employee",      "informal_earning",
         "protected",          "segment_pu",         "segment_bpu",
         "segment_jakon",      "segment_pmi",        "active_all",
         "active_men",         "non_active_all",     "pu_2023",
         "employers",          "employers_micro",    "second_account",
         "double_row",         "former_in_register", "non_active_at_home",
         "lives_elsewhere",    "issued_elsewhere"}));
}

Result<void> load_ages(const Path& folder, Facts& facts) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "age_sex"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const unsigned group = age_group(static_cast<unsigned>(table.number(i, "age_from")));
        const unsigned sex = table.cell(i, "sex") == "P" ? 1 : 0;
        facts.persons[group][sex] = static_cast<double>(table.number(i, "persons"));
        facts.married[group][sex] = static_cast<double>(table.number(i, "married_permille")) / 1000;
    }
    TRY(table.check());
    TRY_ASSIGN(const FactTable work, FactTable::load(folder, "employed_age"));
    for (std::size_t i = 0; i < work.rows(); ++i) {
        const auto group = work_age_group(static_cast<unsigned>(work.number(i, "age_from")));
        facts.employed[group] = static_cast<double>(work.number(i, "labour_force_10k")) *
                                static_cast<double>(work.number(i, "employed_percent_100"));
    }
    return work.check();
}

Result<void> load_regencies(const Path& folder, Facts& facts) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "regencies"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        facts.regencies[area_code(table.cell(i, "regency"))] = {
            static_cast<double>(table.number(i, "population")),
            static_cast<double>(table.number(i, "poor_percent_100")) / 10'000};
    }
    return table.check();
}

Result<void> load_provinces(const Path& folder, Facts& facts) {
    TRY_ASSIGN(const FactTable work, FactTable::load(folder, "employed_sector"));
    for (std::size_t i = 0; i < work.rows(); ++i) {
        auto& groups = facts.employed_sector[area_code(work.cell(i, "province"))];
        for (unsigned s = 0; s < sector_groups; ++s) {
            groups[s] = static_cast<double>(work.number(i, sector_names[s]));
        }
    }
    TRY(work.check());
    TRY_ASSIGN(const FactTable wage, FactTable::load(folder, "minimum_wage"));
    for (std::size_t i = 0; i < wage.rows(); ++i) {
        facts.minimum_wage[area_code(wage.cell(i, "province"))] =
            static_cast<double>(wage.number(i, "rupiah"));
    }
    TRY(wage.check());
    TRY_ASSIGN(const FactTable members, FactTable::load(folder, "members_province"));
    for (std::size_t i = 0; i < members.rows(); ++i) {
        facts.members[area_code(members.cell(i, "province"))] = {
            static_cast<double>(members.number(i, "active")),
            static_cast<double>(members.number(i, "non_active"))};
    }
    return members.check();
}

std::vector<std::pair<char, double>> parse_split(std::string_view text) {
    std::vector<std::pair<char, double>> shares;  // "M:450 N:550"
    for (const std::string_view part : split(text, ' ')) {
        if (part.size() > 2) shares.emplace_back(part[0], area_code(part.substr(2)) / 1000.0);
    }
    return shares;
}

Result<void> load_sectors(const Path& folder, Facts& facts) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "sectors"));
    TRY_ASSIGN(const FactTable status, FactTable::load(folder, "status_by_sector"));
    for (unsigned s = 0; s < sector_groups && s < table.rows() && s < status.rows(); ++s) {
        const auto share = [&](std::string_view column) {
            return static_cast<double>(table.number(s, column)) / 1000;
        };
        facts.sectors[s] = {static_cast<double>(table.number(s, "wage_thousand")),
                            share("men_permille"), share("poor_permille"), share("city_permille"),
                            parse_split(table.cell(s, "split"))};
        for (unsigned k = 0; k < statuses; ++k) {
            const std::string column = "s" + std::to_string(k + 1);
            facts.status_seed[s][k] = static_cast<double>(status.number(s, column));
        }
    }
    if (table.rows() != sector_groups) return table.broken(0);
    if (status.rows() != sector_groups) return status.broken(0);
    TRY(table.check());
    return status.check();
}

Result<void> load_shares(const Path& folder, std::string_view name,
                         std::span<const std::string_view> keys,
                         std::map<std::string, std::map<int, double>, std::less<>>& into) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, name));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        into[std::string{table.cell(i, "kind")}][static_cast<int>(table.number(i, "key"))] =
            static_cast<double>(table.number(i, "permille")) / 1000;
    }
    return table.require(keys);
}

Result<void> load_errors(const Path& folder, Facts& facts) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "error_rates"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        facts.error_ppm[std::string{table.cell(i, "kind")}] = {table.number(i, "register"),
                                                               table.number(i, "membership")};
    }
    return table.require(std::to_array<std::string_view>({"nik_missing",
                                                          "nik_digit",
                                                          "nik_swap",
                                                          "nik_serial_zero",
                                                          "nik_filler",
                                                          "nik_relative",
                                                          "nik_short",
                                                          "nik_sex",
                                                          "name_variant",
                                                          "name_old_spelling",
                                                          "name_letter",
                                                          "name_doubled",
                                                          "name_typo",
                                                          "name_word_lost",
                                                          "name_initial",
                                                          "name_joined",
                                                          "name_order",
                                                          "name_nickname",
                                                          "name_title_before",
                                                          "name_title_after",
                                                          "name_bin",
                                                          "date_swapped",
                                                          "date_year",
                                                          "date_part",
                                                          "date_default",
                                                          "date_missing",
                                                          "sex_wrong",
                                                          "village_changed",
                                                          "village_missing",
                                                          "heaped_old",
                                                          "heaped"}));
}

}  // namespace

Result<Facts> Facts::load(const Path& folder) {
    Facts facts;
    TRY(load_national(folder, facts));
    TRY(load_ages(folder, facts));
    TRY(load_regencies(folder, facts));
    TRY(load_provinces(folder, facts));
    TRY(load_sectors(folder, facts));
    TRY(load_shares(folder, "income", income_keys, facts.income));
    TRY(load_shares(folder, "households",
                    std::to_array<std::string_view>({"woman_heads", "children", "leaves", "parent",
                                                     "sibling", "other", "twins"}),
                    facts.household));
    TRY(load_errors(folder, facts));
    return facts;
}

std::int64_t Facts::figure(std::string_view key) const {
    const auto at = national.find(key);
    CHECK(at != national.end());
    return at->second;
}

std::int64_t Facts::rate(std::string_view kind, bool membership) const {
    const auto at = error_ppm.find(kind);
    CHECK(at != error_ppm.end());
    return at->second[membership];
}

void rake(std::vector<std::vector<double>>& seed, const std::vector<double>& rows,
          const std::vector<double>& columns) {
    for (int round = 0; round < 60; ++round) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            double sum = 0;
            for (const double cell : seed[i]) sum += cell;
            if (sum > 0) {
                for (double& cell : seed[i]) cell *= rows[i] / sum;
            }
        }
        for (std::size_t j = 0; j < columns.size(); ++j) {
            double sum = 0;
            for (const auto& row : seed) sum += row[j];
            if (sum > 0) {
                for (auto& row : seed) row[j] *= columns[j] / sum;
            }
        }
    }
}

}  // namespace payung
