#include "population/unit_plan.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace payung {
namespace {

constexpr std::uint32_t workers_per_unit = 16'384;
constexpr std::uint64_t workers_max = 200'000'000;
constexpr std::uint64_t accounts_max = 900'000'000;

using Weights = std::vector<double>;

/// `total` dealt out by weight: whole parts that add up to it, each within one of its share.
std::vector<std::uint64_t> deal(std::uint64_t total, const Weights& weights) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    std::vector<std::uint64_t> parts;
    double until = 0;
    std::uint64_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        until += weights[i];
        const bool last = i + 1 == weights.size();
        const double share = sum > 0 ? static_cast<double>(total) * (until / sum) + 1e-6 : 0;
        const std::uint64_t upto =
            last ? total : std::clamp(static_cast<std::uint64_t>(share), given, total);
        parts.push_back(upto - given);
        given = upto;
    }
    return parts;
}

/// Persons employed in each regency asked for: its part of the province by population.
Weights employed_by_regency(const Facts& facts, const Places& places) {
    std::map<unsigned, double> employed, people;
    for (const auto& [province, groups] : facts.employed_sector) {
        for (const double persons : groups) employed[province] += persons;
    }
    double nation_people = 0;
    for (const Regency& regency : places.regencies()) {
        people[regency.province()] += regency.population;
        nation_people += regency.population;
    }
    Weights weights;
    for (const Regency& regency : places.regencies()) {
        const unsigned province = regency.province();
        // Provinces made in 2022 repeat the count of the one they came from: the nation's rate
        // then.
        const double rate = province >= 91
                                ? static_cast<double>(facts.figure("employed")) / nation_people
                                : employed[province] / people[province];
        weights.push_back(regency.asked_for ? regency.population * rate : 0);
    }
    return weights;
}

std::vector<Unit> cut_units(const std::vector<std::uint64_t>& workers) {
    std::vector<Unit> units;
    for (std::uint32_t r = 0; r < workers.size(); ++r) {
        const std::uint64_t pieces = (workers[r] + workers_per_unit - 1) / workers_per_unit;
        for (std::uint64_t k = 0; k < pieces; ++k) {
            Unit unit;
            unit.number = static_cast<std::uint32_t>(units.size());
            unit.regency = r;
            unit.regency_unit = static_cast<std::uint32_t>(k);
            unit.regency_units = static_cast<std::uint32_t>(pieces);
            unit.worker_first = workers[r] * k / pieces;
            unit.regency_workers = workers[r];
            unit.workers =
                static_cast<std::uint32_t>(workers[r] * (k + 1) / pieces - unit.worker_first);
            units.push_back(unit);
        }
    }
    return units;
}

/// How much more than its neighbours a regency is covered, before scaling: more where members are
/// many (province), in cities, and where fewer are poor. An assumption; only the total is given.
double coverage_pull(const Facts& facts, const Regency& regency) {
    double province = 1;
    const auto members = facts.members.find(regency.province());
    const auto groups = facts.employed_sector.find(regency.province());
    if (members != facts.members.end() && groups != facts.employed_sector.end()) {
        double employed = 0;
        for (const double persons : groups->second) employed += persons;
        province = std::clamp(members->second.first / employed / 0.3, 0.6, 1.8);
    }
    const double poor = std::clamp(1.15 - regency.poor / facts.poor() * 0.15, 0.6, 1.2);
    return province * poor * (regency.is_city() ? 1.25 : 1.0);
}

/// Protected workers of each unit: its pull times one factor, at most `ceiling` of its workers, the
/// factor found so that the sum is `total`.
Weights protected_weights(const std::vector<Unit>& units, const Weights& pull, double total,
                          double ceiling) {
    const auto weights_at = [&](double factor) {
        Weights weights;
        for (const Unit& unit : units) {
            weights.push_back(std::min(ceiling, factor * pull[unit.regency]) * unit.workers);
        }
        return weights;
    };
    double low = 0, high = 100;
    for (int round = 0; round < 60; ++round) {
        const double middle = (low + high) / 2;
        double sum = 0;
        for (const double weight : weights_at(middle)) sum += weight;
        (sum < total ? low : high) = middle;
    }
    return weights_at(high);
}

/// Non-active members for each active one, in the provinces asked for.
double non_active_ratio(const Facts& facts, const Places& places) {
    double active = 0, non_active = 0;
    for (const unsigned province : places.provinces_asked_for()) {
        const auto known = facts.members.find(province);
        if (known == facts.members.end()) continue;
        active += known->second.first;
        non_active += known->second.second;
    }
    if (active > 0) return non_active / active;
    return static_cast<double>(facts.figure("non_active_all")) /
           static_cast<double>(facts.figure("active_all"));
}

struct Totals {
    std::uint64_t workers = 0, protected_workers = 0, accounts = 0, double_rows = 0;
    std::uint64_t former = 0, at_home = 0, second = 0, elsewhere = 0, elsewhere_active = 0;
    double non_active_ratio = 0;
};

double ppm(const Facts& facts, std::string_view key) {
    return static_cast<double>(facts.figure(key)) * 1e-6;
}

std::uint64_t whole(double value) {
    return static_cast<std::uint64_t>(std::floor(value + 0.5));
}

Result<Totals> totals_of(const SynthOptions& options, const Facts& facts, const Places& places,
                         std::uint64_t workers) {
    const auto refuse = [](std::string_view option, std::uint64_t value, std::string_view why) {
        return Error{Code::invalid_option,
                     {{"option", std::string{option}},
                      {"value", std::to_string(value)},
                      {"reason", std::string{why}}}};
    };
    Totals t;
    t.workers = workers;
    const std::uint64_t share =
        options.protected_ppm.value_or(static_cast<std::uint32_t>(facts.figure("protected")));
    if (share > 1'000'000) return refuse("protected", share, "0 … 1000000");
    t.protected_workers = (workers * share + 500'000) / 1'000'000;
    t.double_rows = whole(static_cast<double>(workers) * ppm(facts, "double_row"));

    const double active = static_cast<double>(t.protected_workers);
    t.non_active_ratio = non_active_ratio(facts, places);
    const double idle = active * t.non_active_ratio;
    t.accounts =
        options.accounts.value_or(whole(active + idle + active * ppm(facts, "lives_elsewhere")));
    if (t.accounts > accounts_max) return refuse("accounts", t.accounts, "<= 900000000");
    if (t.accounts < t.protected_workers) {
        return refuse("accounts", t.accounts,
                      ">= " + std::to_string(t.protected_workers) + " (protected workers)");
    }
    // What does not fit under the total is made smaller in proportion; what is left over belongs
    // to people who live elsewhere.
    const double former = std::min(idle * ppm(facts, "former_in_register"),
                                   0.3 * (static_cast<double>(workers) - active));
    const double at_home =
        std::min(idle * ppm(facts, "non_active_at_home"), 0.1 * static_cast<double>(workers));
    const double second = (active + former + at_home) * ppm(facts, "second_account");
    const double wanted = former + at_home + second;
    const double room = static_cast<double>(t.accounts - t.protected_workers);
    const double fit = wanted > room ? room / wanted : 1;
    t.former = static_cast<std::uint64_t>(former * fit);
    t.at_home = static_cast<std::uint64_t>(at_home * fit);
    t.second = static_cast<std::uint64_t>(second * fit);
    t.elsewhere = t.accounts - t.protected_workers - t.former - t.at_home - t.second;
    // As many of them active as makes the whole extract as active as published.
    const double active_all = static_cast<double>(t.accounts) / (1 + t.non_active_ratio);
    t.elsewhere_active = std::min(
        t.elsewhere, whole(std::max(active_all - active, static_cast<double>(t.elsewhere) * 0.1)));
    return t;
}

void deal_to(std::vector<Unit>& units, std::uint64_t total, const Weights& weights,
             const std::function<void(Unit&, std::uint64_t)>& give) {
    const auto parts = deal(total, weights);
    for (std::size_t i = 0; i < units.size(); ++i) give(units[i], parts[i]);
}

void deal_accounts(std::vector<Unit>& units, const Totals& t, const Weights& members) {
    using Part = std::uint32_t Unit::*;
    Weights workers;
    for (const Unit& unit : units) workers.push_back(unit.workers);
    const auto give = [&](std::uint64_t total, const Weights& weights, Part part) {
        deal_to(units, total, weights, [part](Unit& unit, std::uint64_t n) {
            unit.*part = static_cast<std::uint32_t>(n);
        });
    };
    give(t.protected_workers, members, &Unit::protected_workers);
    give(t.double_rows, workers, &Unit::double_rows);
    give(t.former, workers, &Unit::former);
    give(t.at_home, workers, &Unit::at_home);
    give(t.second, members, &Unit::second);
    give(t.elsewhere, workers, &Unit::elsewhere);
    Weights elsewhere;
    for (const Unit& unit : units) elsewhere.push_back(unit.elsewhere);
    give(t.elsewhere_active, elsewhere, &Unit::elsewhere_active);
}

}  // namespace

Result<UnitPlan> UnitPlan::make(const SynthOptions& options, const Facts& facts,
                                const Places& places) {
    const Weights employed = employed_by_regency(facts, places);
    double sum = 0;
    for (const double weight : employed) sum += weight;
    const std::uint64_t workers = options.workers.value_or(whole(sum));
    if (workers == 0 || workers > workers_max) {
        return Error{Code::invalid_option,
                     {{"option", "workers"},
                      {"value", std::to_string(workers)},
                      {"reason", "1 … 200000000"}}};
    }
    TRY_ASSIGN(const Totals totals, totals_of(options, facts, places, workers));

    UnitPlan plan;
    plan.units = cut_units(deal(workers, employed));
    plan.workers = workers;
    plan.protected_workers = totals.protected_workers;
    plan.accounts = totals.accounts;
    plan.accounts_active = totals.protected_workers + totals.elsewhere_active;
    plan.double_rows = totals.double_rows;
    plan.non_active_ratio = totals.non_active_ratio;
    plan.protected_share =
        static_cast<double>(totals.protected_workers) / static_cast<double>(workers);
    for (const double weight : employed) plan.regency_share.push_back(weight / sum);

    Weights pull;
    for (const Regency& regency : places.regencies()) pull.push_back(coverage_pull(facts, regency));
    const double ceiling = std::max(0.8, (1 + plan.protected_share) / 2);
    deal_accounts(plan.units, totals,
                  protected_weights(plan.units, pull, static_cast<double>(totals.protected_workers),
                                    ceiling));
    std::uint64_t members = 0;
    for (Unit& unit : plan.units) {
        // A part can be one above its share: never more than there are workers.
        CHECK(unit.protected_workers <= unit.workers);
        unit.protected_first = members;
        members += unit.protected_workers;
        plan.largest_accounts = std::max<std::uint64_t>(plan.largest_accounts, unit.accounts());
    }
    return plan;
}

}  // namespace payung
