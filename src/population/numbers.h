#pragma once

/// Numbers that belong to nobody: NIK, family cards, membership cards and employers.
///
/// A NIK is PPKKCC DDMMYY SSSS with a district number CC that the regency does not use; women's day
/// + 40. No number is given twice. Each unit of the population has its own share of the serials, so
/// no unit need know what the others gave: residents of a regency share serials 1 … 7,999 among the
/// units of that regency, people from elsewhere 8,000 … 9,999 among all units; what is taken within
/// the unit is looked up.
///
/// Law      form of NIK and family card: Permendagri 109/2019 (unconfirmed); see base/nik.h.
/// Cost     one probe of a table of 16 bytes a person for each NIK; the others are arithmetic.

#include <cstdint>
#include <vector>

#include "base/day.h"
#include "base/random.h"
#include "population/places.h"
#include "population/unit_plan.h"

namespace payung {

class NikIssuer {
public:
    /// Pre: at most `persons_max` numbers are asked for.
    NikIssuer(const Places& places, const Unit& unit, std::uint32_t units,
              std::uint32_t persons_max);

    /// For a resident of the unit's regency.
    std::uint64_t at_home(unsigned sex, std::uint32_t birth_ymd, Random& random);
    /// For somebody whose number was issued in `regency`, be it this one.
    std::uint64_t elsewhere(std::size_t regency, unsigned sex, std::uint32_t birth_ymd,
                            Random& random);

private:
    struct Serials {
        std::uint32_t first, count;   // serials from `first` on, in each free district
        std::uint32_t share, shares;  // this unit takes every `shares`-th
    };
    std::uint64_t issue(const Regency& regency, Serials serials, unsigned sex,
                        std::uint32_t birth_ymd, Random& random);
    bool take(std::uint64_t nik);

    const Places& places_;
    const Unit& unit_;
    std::uint32_t units_;
    std::vector<std::uint64_t> taken_;  // open addressing; 0 is free
};

/// The card of household `household` of `households_max` in this unit.
std::uint64_t family_card(const Regency& regency, const Unit& unit, std::uint32_t household,
                          std::uint32_t households_max, Random& random);

/// 0 … modulus - 1 turned into another order of the same numbers, so that numbers in a row do not
/// stand in a row. Pre: modulus < 2^32.
class Scatter {
public:
    Scatter() = default;
    Scatter(std::uint64_t modulus, std::uint64_t seed);
    std::uint64_t operator()(std::uint64_t number) const {
        return (number * factor_ + shift_) % modulus_;
    }

private:
    std::uint64_t modulus_ = 1, factor_ = 1, shift_ = 0;
};

}  // namespace payung
