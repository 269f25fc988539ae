#pragma once

/// Everything a unit is made with, loaded and solved once; read by all threads, changed by none.

#include <array>
#include <memory>
#include <vector>

#include "population/facts.h"
#include "population/families.h"
#include "population/livelihood.h"
#include "population/members.h"
#include "population/misrecord.h"
#include "population/names.h"
#include "population/numbers.h"
#include "population/places.h"
#include "population/synth.h"
#include "population/unit_plan.h"

namespace payung {

struct World {
    SynthOptions options;
    Facts facts;
    Places places;
    NameBook names;
    FamilyModel families;
    LivelihoodModel livelihood;
    MemberModel members;
    EmployerModel employers;
    UnitPlan plan;
    std::vector<bool> district_used;  // by six digits
    Misrecorder register_errors, membership_errors;
    Day today;                                 // first day of the month
    std::vector<std::uint64_t> account_first;  // of each unit, among all accounts
    Scatter account_numbers, segment_order;
    std::array<std::uint64_t, segments>
        segment_until{};           // of the protected workers, in scattered order
    std::array<Chance, 2> heaped;  // true birth dates on usual days: under 55 years, from 55
    Chance issued_elsewhere;
    Alias elsewhere_ages;  // work age groups of people who live elsewhere
    struct Pool {
        std::uint32_t first = 0, count = 0;  // numbers before they are scattered
    };
    using Pools = std::array<std::array<Pool, EmployerModel::pooled>, sector_groups>;
    std::vector<Pools> pools;                              // large employers by regency
    std::array<Chance, EmployerModel::pooled> pool_until;  // of the wage earners, in turn
    std::uint32_t employers_first = 0;  // number of the first employer of the first unit
    std::uint32_t employers_per_unit = 0;
    Scatter employer_numbers;

    static Result<std::unique_ptr<const World>> make(const SynthOptions& options,
                                                     const AreaTable& areas);
    explicit World(const SynthOptions& chosen, Facts loaded);

private:
    void found_pools();
};

}  // namespace payung
