#pragma once

/// How many workers of the register are covered, before and after a plan: nation to village.
///
/// Workers are the rows of the register with a main status of 1 to 7; where the files have no such
/// column, all rows (`basis` says which). A person of several rows counts once. Each area counts
/// everybody inside it; who could be placed in a regency only is counted there and above, so an
/// area may hold more than its parts together, never less. Areas without workers have no row.
///
/// Small cells: see small_cells.h. The row of such an area stands, its numbers are left empty.
///
/// Shape    rows in the order of the areas: the nation first, if anybody works at all.
/// Units    persons; percent with two decimals, half up, in whole numbers.
/// Errors   interrupted.
/// Cost     one pass, one increment of a table a row; then O(areas). No answer depends on threads.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "registry/area_table.h"
#include "registry/person_table.h"

namespace payung {

enum class WorkerBasis : std::uint8_t { main_status, all_rows };
enum class SmallCells : std::uint8_t { withhold, show };

struct CoverageCounts {
    std::uint64_t workers = 0, covered_before = 0, covered_after = 0;
    friend bool operator==(const CoverageCounts&, const CoverageCounts&) = default;
};

struct CoverageRow {
    std::uint32_t area = 0;
    CoverageCounts counts;
    bool withheld = false;  // the numbers are not for publication
};

struct Coverage {
    std::vector<CoverageRow> rows;
    WorkerBasis basis = WorkerBasis::main_status;
    std::uint64_t rows_withheld = 0;
    std::uint64_t placed_above_village = 0;  // workers whose village is not known
};

/// What is known of each row of the register: whether it stands for its person, and whether he is
/// covered (0 or 1) before and after.
struct CoveredRows {
    std::span<const std::uint32_t> same_person;
    std::span<const std::uint8_t> before, after;
};

Result<Coverage> measure_coverage(const PersonTable& persons, const CoveredRows& covered,
                                  const AreaTable& areas, SmallCells small_cells, unsigned threads);

/// part / whole in hundredths of a percent, half up: 1 of 3 is 3333. Pre: whole > 0.
std::int64_t hundredths_of_percent(std::uint64_t part, std::uint64_t whole);

/// As it stands in coverage.csv: nasional, provinsi, kabupaten_kota, kecamatan, desa_kelurahan.
std::string_view name_of(AreaLevel level);

/// coverage.csv: its header, and a row of it.
void append_coverage_header(std::string& out);
void append_csv(const CoverageRow& row, const AreaTable& areas, std::string& out);

}  // namespace payung
