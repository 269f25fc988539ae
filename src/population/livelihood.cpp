#include "population/livelihood.h"

#include <algorithm>

#include "base/check.h"

namespace payung {
namespace {

double sum_of(const auto& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
}

/// How a decile's weight moves with the ratio of the regency's poverty to the nation's: the poorest
/// decile as the ratio, the middle not at all, the richest as its inverse.
double decile_tilt(double ratio, unsigned decile) {
    const double lean = (5.5 - decile) / 4.5;  // 1 … -1
    const double bounded = std::clamp(ratio, 0.25, 4.0);
    return lean >= 0 ? 1 + lean * (bounded - 1) : 1 - lean * (1 / bounded - 1);
}

}  // namespace

void LivelihoodModel::make_deciles(const Facts& facts, const Places& places) {
    std::vector<std::vector<double>> cells;
    std::vector<double> people;
    for (const Regency& regency : places.regencies()) {
        auto& row = cells.emplace_back();
        for (unsigned d = 1; d <= deciles; ++d)
            row.push_back(decile_tilt(regency.poor / facts.poor(), d));
        people.push_back(regency.population);
    }
    const double nation = sum_of(people);
    for (double& persons : people) persons /= nation;
    rake(cells, people, std::vector<double>(deciles, 1.0 / deciles));
    for (const auto& row : cells) {
        deciles_.emplace_back(row);
        auto& share = decile_share_.emplace_back();
        for (unsigned d = 0; d < deciles; ++d) share[d] = row[d] / sum_of(row);
    }
}

std::vector<std::vector<double>> LivelihoodModel::rake_sectors(
    const Facts& facts, unsigned province, const std::vector<double>& column) const {
    const auto& groups = facts.employed_sector.at(province);
    std::vector<double> rows(groups.begin(), groups.end());
    const double employed = sum_of(rows);
    for (double& share : rows) share /= employed;
    std::vector<std::vector<double>> cells(sector_groups, std::vector<double>(columns));
    for (unsigned s = 0; s < sector_groups; ++s) {
        const SectorFacts& sector = facts.sectors[s];
        for (unsigned c = 0; c < columns; ++c) {
            const unsigned by_class = c % classes;
            const double sex = c / classes % 2 == 0 ? sector.men : 1 - sector.men;
            const double poor = by_class == 0 ? sector.poor : by_class == 1 ? 1 : 1 / sector.poor;
            cells[s][c] = sex * poor * (c >= columns / 2 ? sector.city : 1) + 1e-9;
        }
    }
    rake(cells, rows, column);
    return cells;
}

void LivelihoodModel::make_province(const Facts& facts, const Places& places, unsigned province,
                                    const std::array<double, 2>& workers_by_sex) {
    std::vector<double> column(columns, 0);  // people of the province by city, sex and class
    std::array<double, classes> people{}, factor{};
    for (std::size_t r = 0; r < places.regencies().size(); ++r) {
        const Regency& regency = places[r];
        if (regency.province() != province) continue;
        for (unsigned d = 1; d <= deciles; ++d) {
            const double persons = regency.population * decile_share_[r][d - 1];
            people[class_of(d)] += persons;
            factor[class_of(d)] += persons * income_decile_[d];
            for (unsigned sex = 0; sex < 2; ++sex) {
                column[column_of(regency, sex, d)] += persons * workers_by_sex[sex];
            }
        }
    }
    const double all = sum_of(column);
    if (all <= 0) return;
    for (double& share : column) share /= all;
    const auto cells = rake_sectors(facts, province, column);

    Province& made = provinces_[province];
    for (unsigned c = 0; c < columns; ++c) {
        std::vector<double> weights;
        for (unsigned s = 0; s < sector_groups; ++s) weights.push_back(cells[s][c] + 1e-12);
        made.sectors[c] = Alias{weights};
    }
    for (unsigned s = 0; s < sector_groups; ++s) {
        for (unsigned c = 0; c < columns; ++c) {
            const unsigned by_class = c % classes;
            made.decile_mean[s] += cells[s][c] * factor[by_class] / people[by_class];
        }
        made.decile_mean[s] /= sum_of(cells[s]);
    }
}

void LivelihoodModel::make_statuses(const Facts& facts) {
    std::vector<double> rows(sector_groups, 0), column;
    for (const auto& [province, groups] : facts.employed_sector) {
        if (province >= 93) continue;  // These repeat the province they came from.
        for (unsigned s = 0; s < sector_groups; ++s) rows[s] += groups[s];
    }
    const double employed = sum_of(rows);
    for (double& share : rows) share /= employed;
    for (unsigned k = 1; k <= statuses; ++k) {
        column.push_back(static_cast<double>(facts.figure("status_" + std::to_string(k))));
    }
    const double all = sum_of(column);
    for (double& share : column) share /= all;
    std::vector<std::vector<double>> cells;
    for (unsigned s = 0; s < sector_groups; ++s) {
        cells.emplace_back(facts.status_seed[s].begin(), facts.status_seed[s].end());
    }
    rake(cells, rows, column);
    for (unsigned s = 0; s < sector_groups; ++s) {
        statuses_[s] = Alias{cells[s]};
        for (unsigned k = 0; k < statuses; ++k)
            status_share_[s][k] = cells[s][k] / sum_of(cells[s]);
        std::vector<double> weights;
        for (const auto& [letter, share] : facts.sectors[s].split) {
            letter_of_[s].push_back(letter);
            weights.push_back(share);
        }
        CHECK(!weights.empty());
        letters_[s] = Alias{weights};
    }
}

void LivelihoodModel::make_incomes(const Facts& facts) {
    const auto factor = [&](std::string_view kind, unsigned key) {
        const auto at = facts.income.find(kind);
        CHECK(at != facts.income.end());
        const auto value = at->second.find(static_cast<int>(key));
        CHECK(value != at->second.end());
        return value->second;
    };
    double decile_mean = 0, step_mean = 0;
    for (unsigned d = 1; d <= deciles; ++d) decile_mean += factor("decile", d) / deciles;
    for (unsigned k = 1; k <= 20; ++k) step_mean += factor("step", k) / 20;
    for (unsigned d = 1; d <= deciles; ++d) income_decile_[d] = factor("decile", d) / decile_mean;
    for (unsigned k = 1; k <= 20; ++k) income_step_[k - 1] = factor("step", k) / step_mean;
    for (unsigned s = 0; s < sector_groups; ++s) {
        for (unsigned k = 1; k <= statuses; ++k) {
            income_[s][k - 1] = facts.sectors[s].wage_thousand * factor("status", k);
        }
    }
    double mean = 0, employed = 0;
    for (const auto& [province, wage] : facts.minimum_wage) {
        const auto groups = facts.employed_sector.find(province);
        if (groups == facts.employed_sector.end()) continue;
        mean += wage * sum_of(groups->second);
        employed += sum_of(groups->second);
    }
    mean /= employed;
    for (const auto& [province, wage] : facts.minimum_wage) {
        if (province < provinces_.size()) provinces_[province].income = (1 + wage / mean) / 2;
    }
}

Result<void> LivelihoodModel::load_occupations(const Path& folder) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "occupations"));
    occupations_.emplace_back();
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const auto first = static_cast<std::uint16_t>(occupations_.size());
        std::vector<double> weights;
        for (const std::string_view text : split(table.cell(i, "words"), ';')) {
            occupations_.emplace_back(text);
            weights.push_back(1.0 / static_cast<double>(weights.size() + 2));
        }
        const char letter = table.cell(i, "category").empty() ? 'A' : table.cell(i, "category")[0];
        for (const char status : table.cell(i, "statuses")) {
            texts_[{letter, static_cast<unsigned>(status - '0')}] = {first, Alias{weights}};
        }
    }
    return table.check();
}

Result<LivelihoodModel> LivelihoodModel::make(const Facts& facts, const Places& places,
                                              const Path& folder,
                                              const std::array<double, 2>& workers_by_sex) {
    LivelihoodModel model;
    model.provinces_.resize(100);
    model.make_deciles(facts, places);
    model.make_incomes(facts);
    for (const auto& [province, groups] : facts.employed_sector) {
        if (province < 100) model.make_province(facts, places, province, workers_by_sex);
    }
    model.make_statuses(facts);
    TRY(model.load_occupations(folder));
    for (const auto& [key, texts] : model.texts_) {
        if (key.first < 'A' || key.first > 'Z' || key.second > statuses) continue;
        model.texts_of_[static_cast<unsigned>(key.first - 'A')][key.second] = &texts;
    }
    return model;
}

Livelihood LivelihoodModel::draw(const Regency& regency, unsigned sex, unsigned decile,
                                 Random& random) const {
    const Alias& sectors = provinces_[regency.province()].sectors[column_of(regency, sex, decile)];
    Livelihood work;
    work.group = static_cast<std::uint8_t>(sectors.draw(random));
    work.status = static_cast<std::uint8_t>(1 + statuses_[work.group].draw(random));
    return work;
}

void LivelihoodModel::finish(const Regency& regency, unsigned decile, Livelihood& work,
                             Random& random) const {
    work.sector = draw_letter(work.group, random);
    const Texts* texts = texts_of_[static_cast<unsigned>(work.sector - 'A')][work.status];
    if (texts != nullptr) {
        work.occupation = static_cast<std::uint16_t>(texts->first + texts->alias.draw(random));
    }
    const Province& province = provinces_[regency.province()];
    const double income = income_[work.group][work.status - 1U] * province.income *
                          income_decile_[decile] / province.decile_mean[work.group] *
                          income_step_[random.below(20)] * (0.96 + 0.08 * random.unit());
    work.income_thousand = static_cast<std::uint32_t>(income + 0.5);
}

}  // namespace payung
