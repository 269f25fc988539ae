#include "population/families.h"

#include <algorithm>

#include "base/check.h"

namespace payung {
namespace {

constexpr unsigned members_max = 16;
constexpr std::uint64_t trial_seed = 20'220'615;  // The trial families are the same in every run.
constexpr unsigned trials_per_group = 4'000;

/// A share given at some ages, drawn straight between them.
double at_age(const std::map<int, double>& shares, int age) {
    auto above = shares.lower_bound(age);
    if (above == shares.begin()) return above->second;
    if (above == shares.end()) return std::prev(above)->second;
    const auto below = std::prev(above);
    const double part = static_cast<double>(age - below->first) / (above->first - below->first);
    return below->second + part * (above->second - below->second);
}

unsigned clamp_age(int age) {
    return static_cast<unsigned>(std::clamp(age, 0, 92));
}

/// Around 0, from -spread to +spread, near 0 more often.
int bell(int spread, Random& random) {
    const auto range = static_cast<std::uint32_t>(spread + 1);
    return static_cast<int>(random.below(range)) - static_cast<int>(random.below(range));
}

}  // namespace

std::string_view name_of(Relation relation) {
    constexpr std::array<std::string_view, 6> names{"KEPALA KELUARGA", "PASANGAN", "ANAK",
                                                    "ORANG TUA",       "SAUDARA",  "LAINNYA"};
    return names[static_cast<unsigned>(relation)];
}

FamilyModel::FamilyModel(const Facts& facts) {
    load_rates(facts);
    solve_heads(facts);
    solve_work(facts);
}

void FamilyModel::load_rates(const Facts& facts) {
    const auto& kinds = facts.household;
    const auto share = [&](std::string_view kind) -> const std::map<int, double>& {
        const auto at = kinds.find(kind);
        CHECK(at != kinds.end() && !at->second.empty());
        return at->second;
    };
    for (int child = 1; child <= 5; ++child) {
        rates_.born[static_cast<unsigned>(child)] = Chance::of(at_age(share("children"), child));
    }
    for (int age = 0; age < 100; ++age) {
        const auto i = static_cast<unsigned>(age);
        rates_.left[i] = Chance::of(age < 15 ? 0 : at_age(share("leaves"), age));
        rates_.woman_head[i] = Chance::of(at_age(share("woman_heads"), age));
        rates_.married[i] = Chance::of(facts.married[age_group(i)][0]);
    }
    rates_.parent = Chance::of(at_age(share("parent"), 0));
    rates_.sibling = Chance::of(at_age(share("sibling"), 0));
    rates_.other = Chance::of(at_age(share("other"), 0));
    rates_.twin = Chance::of(at_age(share("twins"), 0));
}

unsigned FamilyModel::add_children(unsigned mother_age, bool couple,
                                   std::array<Member, members_max>& members, unsigned count,
                                   Random& random) const {
    // Age at the first birth 20 … 36, then a child every two to six years.
    int born_at = 26 + bell(6, random) + (random.below(4) == 0 ? 4 : 0);
    std::uint8_t order = 0;
    for (unsigned child = 1; child <= 5 && count + 2 < members_max; ++child) {
        const std::uint32_t chance = static_cast<std::uint32_t>(random.next() >> 32);
        if (!rates_.born[child].holds(chance)) break;
        if (!couple && child == 1 && random.below(4) == 0) break;  // Some never had a family.
        const int age = static_cast<int>(mother_age) - born_at;
        if (age < 0) break;
        const bool left = rates_.left[clamp_age(age)].drawn(random);
        const auto sex = static_cast<std::uint8_t>(random.below(1'000) >= 512);
        if (!left) {
            members[count++] = {static_cast<std::uint8_t>(clamp_age(age)), sex, Relation::child,
                                order, false};
        }
        ++order;
        if (!left && rates_.twin.drawn(random)) {
            const auto other = static_cast<std::uint8_t>(random.below(3) == 0 ? 1 - sex : sex);
            members[count++] = {static_cast<std::uint8_t>(clamp_age(age)), other, Relation::child,
                                order++, true};
        }
        born_at += 2 + static_cast<int>(random.below(5));
        if (born_at > 44) break;
    }
    return count;
}

unsigned FamilyModel::add_others(std::array<Member, members_max>& members, unsigned count,
                                 Random& random) const {
    const int head = members[0].age;
    const auto add = [&](int age, unsigned sex, Relation relation) {
        if (count < members_max) {
            members[count++] = {static_cast<std::uint8_t>(clamp_age(age)),
                                static_cast<std::uint8_t>(sex), relation, 0, false};
        }
    };
    if (head <= 62 && rates_.parent.drawn(random)) {
        add(head + 25 + bell(8, random), random.below(3) != 0, Relation::parent);
    }
    if (rates_.sibling.drawn(random)) {
        add(std::max(head - 2 + bell(8, random), 5), random.below(2), Relation::sibling);
    }
    if (rates_.other.drawn(random)) {
        add(5 + static_cast<int>(random.below(50)), random.below(2), Relation::other);
    }
    return count;
}

unsigned FamilyModel::make_for(unsigned age, std::array<Member, members_max>& members,
                               Random& random) const {
    const bool woman = rates_.woman_head[age].drawn(random);
    members[0] = {static_cast<std::uint8_t>(age), static_cast<std::uint8_t>(woman), Relation::head,
                  0, false};
    unsigned count = 1;
    const bool couple = !woman && rates_.married[age].drawn(random);
    if (couple) {
        const int partner = static_cast<int>(age) - 3 + bell(6, random);
        members[count++] = {static_cast<std::uint8_t>(clamp_age(std::max(partner, 17))), 1,
                            Relation::partner, 0, false};
    }
    if (woman || couple)
        count = add_children(members[count - 1].age, couple, members, count, random);
    return add_others(members, count, random);
}

unsigned FamilyModel::make(std::array<Member, members_max>& members, Random& random) const {
    const unsigned group = heads_.draw(random);
    const unsigned years = group + 1 == head_groups ? 14 : 5;
    const unsigned age = 17 + group * 5 + random.below(years);
    return make_for(std::min(age, 92U), members, random);
}

void FamilyModel::solve_heads(const Facts& facts) {
    // What a head of each age brings into the house, counted on trial families.
    using Persons = std::array<std::array<double, 2>, age_groups>;
    std::vector<Persons> brings(head_groups);
    std::vector<std::array<std::array<double, 2>, work_age_groups>> adults(head_groups);
    std::array<Member, members_max> members;
    for (unsigned group = 0; group < head_groups; ++group) {
        Random random(trial_seed, group);
        const unsigned years = group + 1 == head_groups ? 14 : 5;
        for (unsigned i = 0; i < trials_per_group; ++i) {
            const unsigned count =
                make_for(std::min(17 + group * 5 + i % years, 92U), members, random);
            for (unsigned m = 0; m < count; ++m) {
                brings[group][age_group(members[m].age)][members[m].sex] += 1.0 / trials_per_group;
                if (members[m].age < 15) continue;
                adults[group][work_age_group(members[m].age)][members[m].sex] +=
                    1.0 / trials_per_group;
            }
        }
    }
    double all = 0;
    for (const auto& by_sex : facts.persons) all += by_sex[0] + by_sex[1];
    std::vector<double> heads(head_groups, 1.0 / head_groups / 3);
    for (int round = 0; round < 400; ++round) {
        expected_ = {};
        for (unsigned h = 0; h < head_groups; ++h) {
            for (unsigned g = 0; g < age_groups; ++g) {
                for (unsigned s = 0; s < 2; ++s) expected_[g][s] += heads[h] * brings[h][g][s];
            }
        }
        for (unsigned h = 0; h < head_groups; ++h) {
            double pull = 0, weight = 0;
            for (unsigned g = 0; g < age_groups; ++g) {
                for (unsigned s = 0; s < 2; ++s) {
                    if (expected_[g][s] > 0) {
                        pull += brings[h][g][s] * (facts.persons[g][s] / all) / expected_[g][s];
                    }
                    weight += brings[h][g][s];
                }
            }
            heads[h] *= pull / weight;
        }
    }
    heads_ = Alias{heads};
    for (unsigned h = 0; h < head_groups; ++h) {
        for (unsigned g = 0; g < work_age_groups; ++g) {
            for (unsigned s = 0; s < 2; ++s) expected_work_[g][s] += heads[h] * adults[h][g][s];
        }
    }
}

void FamilyModel::solve_work(const Facts& facts) {
    // Workers by age and sex: the survey's ages, and men and women by participation among adults.
    const std::array<double, 2> participation{
        static_cast<double>(facts.figure("participation_men")),
        static_cast<double>(facts.figure("participation_women"))};
    std::vector<std::vector<double>> cells;
    std::vector<double> ages(facts.employed.begin(), facts.employed.end()), sexes(2, 0);
    for (unsigned g = 0; g < work_age_groups; ++g) {
        cells.push_back(
            {expected_work_[g][0] * participation[0], expected_work_[g][1] * participation[1]});
    }
    for (unsigned g = 3; g < age_groups; ++g) {
        for (unsigned s = 0; s < 2; ++s) sexes[s] += facts.persons[g][s] * participation[s];
    }
    double age_sum = 0;
    for (const double persons : ages) age_sum += persons;
    for (double& persons : ages) persons /= age_sum;
    const double sex_sum = sexes[0] + sexes[1];
    for (double& persons : sexes) persons /= sex_sum;
    rake(cells, ages, sexes);

    // As many work as of the nation's people; where more would have to than there are, fewer do.
    const double work_share = static_cast<double>(facts.figure("employed")) /
                              static_cast<double>(facts.figure("population"));
    double persons = 0, working = 0;
    for (const auto& by_sex : expected_) persons += by_sex[0] + by_sex[1];
    for (unsigned g = 0; g < work_age_groups; ++g) {
        for (unsigned s = 0; s < 2; ++s) {
            workers_[g][s] = cells[g][s];
            const double wanted = cells[g][s] * persons * work_share;
            const double share = std::min(wanted / std::max(expected_work_[g][s], 1e-9), 0.985);
            works_[g][s] = Chance::of(share);
            working += share * expected_work_[g][s];
        }
    }
    persons_per_worker_ = persons / working;
}

}  // namespace payung
