#include "population/places.h"

#include <algorithm>
#include <bitset>

namespace payung {
namespace {

constexpr unsigned free_first = 61;  // Above any district number known to be in use,
constexpr unsigned free_last = 78;   // but checked against the list all the same.

unsigned number_of(std::string_view digits) {
    unsigned number = 0;
    for (const char digit : digits) number = number * 10 + static_cast<unsigned>(digit - '0');
    return number;
}

std::vector<std::uint8_t> free_of(const std::bitset<100>& used) {
    std::vector<std::uint8_t> free;
    for (unsigned number = free_first; number <= free_last; ++number) {
        if (!used[number]) free.push_back(static_cast<std::uint8_t>(number));
    }
    return free;
}

/// How many people a village has beside others, in no unit. Their numbers are not published: urban
/// wards (kelurahan, 1 as seventh digit) are larger, and all spread four to one.
double village_weight(std::uint64_t code) {
    const bool ward = code / 1000 % 10 == 1;
    const double spread = static_cast<double>(mix64(code) >> 11) * 0x1.0p-53;
    return (ward ? 2.2 : 1.0) * (0.5 + 1.5 * spread * spread);
}

void add_villages(const AreaTable& areas, std::uint32_t area, Regency& regency) {
    std::bitset<100> used;
    double total = 0;
    for (std::uint32_t i = area; i < areas.end(area); ++i) {
        const std::string_view code = areas.code(i);
        if (areas.level(i) == AreaLevel::district) used.set(number_of(code.substr(4)));
        if (areas.level(i) != AreaLevel::village) continue;
        const std::uint64_t number =
            std::uint64_t{number_of(code.substr(0, 6))} * 10'000 + number_of(code.substr(6));
        regency.villages.push_back(number);
        total += village_weight(number);
        regency.village_until.push_back(total);
    }
    for (double& until : regency.village_until) until /= total;
    regency.free_districts = free_of(used);
}

bool mark(std::vector<Regency>& regencies, std::string_view area) {
    std::string digits;
    for (const char c : area) {
        if (c != '.') digits.push_back(c);
    }
    bool found = false;
    for (Regency& regency : regencies) {
        const std::string code = std::to_string(regency.code);
        if (digits.size() != 2 && digits.size() != 4) continue;
        if (!code.starts_with(digits)) continue;
        regency.asked_for = found = true;
    }
    return found;
}

}  // namespace

Result<Places> Places::make(const AreaTable& areas, const Facts& facts,
                            std::span<const std::string> asked_for) {
    Places places;
    std::vector<double> weights;
    for (std::uint32_t i = 0; i < areas.size(); ++i) {
        if (areas.level(i) != AreaLevel::regency) continue;
        Regency regency;
        regency.code = number_of(areas.code(i));
        const auto known = facts.regencies.find(regency.code);
        if (known == facts.regencies.end() || !facts.employed_sector.contains(regency.province())) {
            continue;  // Without figures nobody is made there.
        }
        regency.population = known->second.population;
        regency.poor = known->second.poor;
        regency.asked_for = asked_for.empty();
        add_villages(areas, i, regency);
        if (regency.villages.empty() || regency.free_districts.empty()) continue;
        weights.push_back(regency.population);
        places.regencies_.push_back(std::move(regency));
    }
    for (const std::string& area : asked_for) {
        if (!mark(places.regencies_, area)) {
            return Error{Code::population_area_unknown, {{"area", area}}};
        }
    }
    if (weights.empty()) return Error{Code::population_area_unknown, {{"area", ""}}};
    places.by_population_ = Alias{weights};
    return places;
}

std::uint64_t Places::draw_village(const Regency& regency, Random& random) {
    const auto at = std::upper_bound(regency.village_until.begin(), regency.village_until.end() - 1,
                                     random.unit());
    return regency.villages[static_cast<std::size_t>(at - regency.village_until.begin())];
}

std::vector<unsigned> Places::provinces_asked_for() const {
    std::vector<unsigned> provinces;
    for (const Regency& regency : regencies_) {
        if (regency.asked_for && (provinces.empty() || provinces.back() != regency.province())) {
            provinces.push_back(regency.province());
        }
    }
    return provinces;
}

}  // namespace payung
