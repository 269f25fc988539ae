#pragma once

/// Where people live and where their numbers were issued: regencies with villages and free
/// districts.
///
/// A district number is free if no district of the regency has or had it; NIKs and family cards are
/// issued there, so that they belong to nobody. Villages are those of the real list.
///
/// Shape    regencies in the order of their codes; the areas asked for are marked.
/// Errors   population_area_unknown.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "population/alias.h"
#include "population/facts.h"
#include "registry/area_table.h"

namespace payung {

struct Regency {
    unsigned code = 0;  // 6303
    double population = 0;
    double poor = 0;
    bool asked_for = false;
    std::vector<std::uint64_t> villages;       // ten-digit codes
    std::vector<double> village_until;         // share of the regency's people up to this village
    std::vector<std::uint8_t> free_districts;  // 61 …

    unsigned province() const { return code / 100; }
    bool is_city() const { return code % 100 >= 71; }
};

class Places {
public:
    static Result<Places> make(const AreaTable& areas, const Facts& facts,
                               std::span<const std::string> asked_for);

    const std::vector<Regency>& regencies() const { return regencies_; }
    const Regency& operator[](std::size_t regency) const { return regencies_[regency]; }
    /// Any regency of the nation, by population.
    std::size_t draw_regency(Random& random) const { return by_population_.draw(random); }
    /// Any village of a regency, the large ones more often.
    static std::uint64_t draw_village(const Regency& regency, Random& random);
    /// Province codes with a regency asked for.
    std::vector<unsigned> provinces_asked_for() const;

private:
    std::vector<Regency> regencies_;
    Alias by_population_;
};

}  // namespace payung
