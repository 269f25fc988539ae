#include "population/numbers.h"

#include <bit>
#include <numeric>

#include "base/check.h"

namespace payung {
namespace {

constexpr std::uint32_t home_first = 1, home_count = 7'999;
constexpr std::uint32_t elsewhere_first = 8'000, elsewhere_count = 2'000;
constexpr std::uint32_t cards_from = 2005, cards_years = 20;  // Family cards issued 2005 … 2024.

}  // namespace

NikIssuer::NikIssuer(const Places& places, const Unit& unit, std::uint32_t units,
                     std::uint32_t persons_max)
    : places_(places),
      unit_(unit),
      units_(units),
      taken_(std::bit_ceil(std::size_t{persons_max} * 2 + 16), 0) {}

bool NikIssuer::take(std::uint64_t nik) {
    const std::size_t mask = taken_.size() - 1;
    for (std::size_t at = mix64(nik) & mask;; at = (at + 1) & mask) {
        if (taken_[at] == nik) return false;
        if (taken_[at] != 0) continue;
        taken_[at] = nik;
        return true;
    }
}

std::uint64_t NikIssuer::issue(const Regency& regency, Serials serials, unsigned sex,
                               std::uint32_t birth_ymd, Random& random) {
    const auto districts = static_cast<std::uint32_t>(regency.free_districts.size());
    const std::uint32_t slots = districts * serials.count / serials.shares;
    const std::uint32_t day = birth_ymd % 100 + (sex == 1 ? 40 : 0);
    const std::uint64_t date =
        day * 10'000 + birth_ymd / 100 % 100 * 100 + birth_ymd / 10'000 % 100;
    std::uint32_t slot = random.below(slots);
    for (std::uint32_t tries = 0; tries < slots; ++tries, slot = (slot + 1) % slots) {
        const std::uint32_t place = slot * serials.shares + serials.share;
        const std::uint64_t district = regency.free_districts[place % districts];
        const std::uint64_t serial = serials.first + place / districts;
        const std::uint64_t nik =
            ((regency.code * std::uint64_t{100} + district) * 1'000'000 + date) * 10'000 + serial;
        if (take(nik)) return nik;
    }
    return 0;  // Every number of this day is given.
}

std::uint64_t NikIssuer::at_home(unsigned sex, std::uint32_t birth_ymd, Random& random) {
    const std::uint64_t nik = issue(
        places_[unit_.regency], {home_first, home_count, unit_.regency_unit, unit_.regency_units},
        sex, birth_ymd, random);
    return nik != 0 ? nik : elsewhere(places_.draw_regency(random), sex, birth_ymd, random);
}

std::uint64_t NikIssuer::elsewhere(std::size_t regency, unsigned sex, std::uint32_t birth_ymd,
                                   Random& random) {
    for (;;) {
        const std::uint64_t nik =
            issue(places_[regency], {elsewhere_first, elsewhere_count, unit_.number, units_}, sex,
                  birth_ymd, random);
        if (nik != 0) return nik;
        regency = places_.draw_regency(random);  // As if it had been issued somewhere else.
    }
}

std::uint64_t family_card(const Regency& regency, const Unit& unit, std::uint32_t household,
                          std::uint32_t households_max, Random& random) {
    // The unit's own slots of (district, serial) are used again and again, each time on another
    // class of days, so that no card is given twice.
    const auto districts = static_cast<std::uint32_t>(regency.free_districts.size());
    const std::uint32_t slots = districts * 9'999 / unit.regency_units;
    const std::uint32_t place = household % slots * unit.regency_units + unit.regency_unit;
    const std::uint32_t classes = households_max / slots + 1;
    const std::uint32_t days = cards_years * 12 * 28;
    const std::uint32_t day = random.below(days / classes) * classes + household / slots;
    const std::uint64_t date = (day % 28 + 1) * 10'000ULL + (day / 28 % 12 + 1) * 100ULL +
                               (cards_from + day / (28 * 12)) % 100;
    const std::uint64_t district = regency.free_districts[place % districts];
    return ((regency.code * std::uint64_t{100} + district) * 1'000'000 + date) * 10'000 + 1 +
           place / districts;
}

Scatter::Scatter(std::uint64_t modulus, std::uint64_t seed) : modulus_(modulus) {
    CHECK(modulus > 0 && modulus < (std::uint64_t{1} << 32));
    Random random(seed, modulus);
    shift_ = random.next() % modulus;
    // Near the golden section neighbours land far apart.
    factor_ = modulus * 618'033 / 1'000'000 + random.next() % (modulus / 8 + 1);
    while (factor_ == 0 || std::gcd(factor_, modulus) != 1) ++factor_;
    factor_ %= modulus;
    if (modulus == 1) factor_ = 1;
}

}  // namespace payung
