#pragma once

/// The published figures that a population is made after, as the tables in tables/ hold them.
///
/// Every figure has its source there; assumptions of ours are marked M. Read once at the start.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "population/fact_table.h"

namespace payung {

inline constexpr unsigned sector_groups = 17;  // A … L, MN, O, P, Q, RSTU
inline constexpr unsigned statuses = 7;        // BPS main status 1 … 7, here 0 … 6
inline constexpr unsigned deciles = 10;
inline constexpr unsigned segments = 4;  // PU, BPU, JAKON, PMI
enum class SynthSegment : std::uint8_t { pu, bpu, jakon, pmi };

inline constexpr std::array<std::string_view, sector_groups> sector_names{
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "MN", "O", "P", "Q", "RSTU"};
inline constexpr std::array<std::string_view, segments> segment_names{"PU", "BPU", "JAKON", "PMI"};

/// The five-year groups of the census, 0-4 … 70-74 and 75 and over.
inline constexpr unsigned age_groups = 16;
inline unsigned age_group(unsigned age) {
    return age >= 75 ? 15 : age / 5;
}
/// The groups of the labour force: 15-19 … 55-59 and 60 and over.
inline constexpr unsigned work_age_groups = 10;
inline unsigned work_age_group(unsigned age) {
    return age >= 60 ? 9 : age < 20 ? 0 : age / 5 - 3;
}

struct SectorFacts {
    double wage_thousand = 0, men = 0, poor = 0, city = 0;
    std::vector<std::pair<char, double>> split;  // KBLI letters and their shares
};

struct RegencyFacts {
    double population = 0;
    double poor = 0;  // share of persons
};

struct Facts {
    std::map<std::string, std::int64_t, std::less<>> national;
    std::map<std::string, std::string, std::less<>> national_source;
    std::array<std::array<double, 2>, age_groups> persons{};                // [age][0 men, 1 women]
    std::array<std::array<double, 2>, age_groups> married{};                // share of them
    std::array<double, work_age_groups> employed{};                         // persons
    std::map<unsigned, RegencyFacts> regencies;                             // by four-digit code
    std::map<unsigned, std::array<double, sector_groups>> employed_sector;  // by province
    std::map<unsigned, double> minimum_wage;                                // by province
    std::map<unsigned, std::pair<double, double>> members;  // by province: active, non-active
    std::array<SectorFacts, sector_groups> sectors;
    std::array<std::array<double, statuses>, sector_groups> status_seed{};
    std::map<std::string, std::map<int, double>, std::less<>> income;           // kind, key: factor
    std::map<std::string, std::map<int, double>, std::less<>> household;        // kind, key: share
    std::map<std::string, std::array<std::int64_t, 2>, std::less<>> error_ppm;  // register, members

    static Result<Facts> load(const Path& folder);
    std::int64_t figure(std::string_view key) const;
    /// Rate of an error, parts per million; of the register, or of the membership extract.
    std::int64_t rate(std::string_view kind, bool membership = false) const;
    /// Share of persons who are poor in the nation.
    double poor() const { return static_cast<double>(figure("poor_percent")) / 10'000; }
};

/// Rakes `seed` so that its rows add up to `rows` and its columns to `columns` (iterative
/// proportional fitting, 60 rounds). Pre: both sums agree.
void rake(std::vector<std::vector<double>>& seed, const std::vector<double>& rows,
          const std::vector<double>& columns);

}  // namespace payung
