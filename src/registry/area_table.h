#pragma once

/// Provinces, regencies and cities, districts and villages of Indonesia, with their former codes.
///
/// Shape    area 0 is the nation; the others stand in the order of their codes, so that everything
///          inside area i is the range [i, end(i)). Codes are digits without points: "", "63",
///          "6303", "630305", "6303051001".
/// Codes    those of the Ministry of Home Affairs (Kepmendagri 300.2.2-2138/2025). Statistics
///          Indonesia (BPS) numbers areas otherwise: the same digits may name another regency, so
///          a file with BPS codes must be mapped before it comes here.
/// Former   the regencies that moved to new provinces in 2022 (Papua, Papua Barat) are found under
///          their old codes too: a district or village of theirs by the same last digits where
///          there is such a one, else the regency. The old codes of the two provinces still name
///          what is left of them, so they are not mapped.
/// Source   npm package idn-area-data 3.1.2 (ODbL), made into share/areas.csv at set-up; former
///          codes from tables/former_areas.csv.
/// Errors   file_*, csv_*, areas_malformed.
/// Cost     load about 6 ms, 6 MB. A search is one probe of a hash table a level, deepest first.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "base/text_column.h"

namespace payung {

enum class AreaLevel : std::uint8_t { nation, province, regency, district, village };

/// The digits of an area code, read up to the first ten; points and blanks are passed over.
struct AreaCode {
    std::uint64_t number = 0;  // of the first `digits` digits
    std::uint8_t digits = 0;   // 0 … 10
    bool exact = false;        // a whole code of some level, and nothing else stood there

    /// The first 2, 4, 6 or 10 digits as a number; 0 where there are fewer.
    std::uint64_t prefix(unsigned count) const {
        if (digits != 10) return short_prefix(count);
        // Of a village's code, which most are: divisions by constants.
        if (count == 10) return number;
        return count == 6   ? number / 10'000
               : count == 4 ? number / 1'000'000
                            : number / 100'000'000;
    }
    std::uint64_t short_prefix(unsigned count) const;
    friend bool operator==(const AreaCode&, const AreaCode&) = default;
};
AreaCode read_area_code(std::string_view text);

class AreaTable {
public:
    static Result<AreaTable> load(const Path& areas_csv, const Path& former_areas_csv);

    std::uint32_t size() const { return static_cast<std::uint32_t>(level_.size()); }
    std::string_view code(std::uint32_t area) const { return codes_[area]; }  // "" for the nation
    std::string_view name(std::uint32_t area) const { return names_[area]; }
    AreaLevel level(std::uint32_t area) const { return level_[area]; }
    std::uint32_t parent(std::uint32_t area) const { return parent_[area]; }  // nation: itself
    std::uint32_t end(std::uint32_t area) const { return end_[area]; }  // one past the last inside

    /// The deepest area that `code` (digits, points allowed) or its beginning names, former codes
    /// mapped to today's; 0 if not even the province is known.
    std::uint32_t find_deepest(std::string_view code) const;
    std::uint32_t find_deepest(const AreaCode& code) const;
    /// The area of exactly this code; false if there is none.
    bool find(std::string_view code, std::uint32_t& area) const;

    /// `code` with the regency it has today, whether or not its district and village exist.
    AreaCode current(const AreaCode& code) const;
    /// Whether `regency` (four digits as a number) is or was the code of a regency or city.
    bool regency_known(std::uint32_t regency) const {
        return regency < regency_codes && regency_today_[regency] != 0;
    }

private:
    static constexpr std::uint32_t regency_codes = 10'000;

    AreaTable();
    bool add(std::string_view code, std::string_view name);
    bool add_former(std::string_view before, std::string_view today);
    void close();  // after the last area: ends, and the hash table
    std::uint32_t lookup(std::uint64_t number) const;

    TextColumn codes_, names_;
    std::vector<AreaLevel> level_;
    std::vector<std::uint32_t> parent_, end_;
    std::vector<std::uint64_t> number_;         // the code as a number; its size tells the level
    std::vector<std::uint32_t> slots_;          // open addressing over number_; 0 is free
    std::vector<std::uint16_t> regency_today_;  // by four-digit code; 0 never in use
};

}  // namespace payung
