#pragma once

/// Provinces, regencies and cities, districts and villages of Indonesia, with their former codes.
///
/// Shape    area 0 is the nation; the others stand in the order of their codes, so that everything
///          inside area i is the range [i, end(i)). Codes are digits without points: "", "63",
///          "6303", "630305", "6303052003".
/// Source   npm package idn-area-data 3.1.2 (ODbL), made into share/areas.csv at set-up; former codes
///          of the Papua split of 2022 from tables/former_areas.csv.
/// Errors   file_*, areas_malformed.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace payung {

enum class AreaLevel : std::uint8_t { nation, province, regency, district, village };

class AreaTable {
public:
    static Result<AreaTable> load(const Path& areas_csv, const Path& former_areas_csv);

    std::uint32_t size() const;
    std::string_view code(std::uint32_t area) const;  // "" for the nation
    std::string_view name(std::uint32_t area) const;
    AreaLevel level(std::uint32_t area) const;
    std::uint32_t parent(std::uint32_t area) const;  // of the nation: itself
    std::uint32_t end(std::uint32_t area) const;     // one past the last area inside

    /// The deepest area that `code` (digits, points allowed) or its beginning names, former codes
    /// mapped to today's; 0 if not even the province is known.
    std::uint32_t find_deepest(std::string_view code) const;
    /// The area of exactly this code; false if there is none.
    bool find(std::string_view code, std::uint32_t& area) const;
};

}  // namespace payung
