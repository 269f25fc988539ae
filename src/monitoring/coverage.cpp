#include "monitoring/coverage.h"

#include <array>

#include "base/csv_writer.h"
#include "base/interrupt.h"
#include "base/parallel.h"
#include "monitoring/small_cells.h"

namespace payung {
namespace {

constexpr std::size_t rows_between_questions = 1U << 20U;

/// What one thread counted, 32 bits each so that the table stays in the cache.
struct Tally {
    std::uint32_t workers = 0, before = 0, after = 0;
};

/// Rows [begin, end), each to the area it is placed in.
void tally_rows(const PersonTable& persons, const CoveredRows& covered, WorkerBasis basis,
                std::size_t begin, std::size_t end, std::vector<Tally>& by_area) {
    for (std::size_t i = begin; i < end; ++i) {
        const std::uint8_t status = persons.facts[i].status;
        const bool works = basis == WorkerBasis::all_rows || (status >= 1 && status <= 7);
        const std::uint32_t counts = works && covered.same_person[i] == i ? 1U : 0U;
        Tally& tally = by_area[persons.identity[i].area];
        tally.workers += counts;
        tally.before += counts & covered.before[i];
        tally.after += counts & covered.after[i];
    }
}

/// Everybody in the area he is placed in, all threads together.
std::vector<CoverageCounts> count_places(const PersonTable& persons, const CoveredRows& covered,
                                         WorkerBasis basis, std::uint32_t areas, unsigned threads) {
    std::vector<std::vector<Tally>> of_thread(threads, std::vector<Tally>(areas));
    run_threads(threads, [&](unsigned thread) {
        const std::size_t end = persons.size() * (thread + 1) / threads;
        std::size_t at = persons.size() * thread / threads;
        while (at < end && !interrupted()) {
            const std::size_t stop = std::min(end, at + rows_between_questions);
            tally_rows(persons, covered, basis, at, stop, of_thread[thread]);
            at = stop;
        }
    });
    std::vector<CoverageCounts> places(areas);
    for (const std::vector<Tally>& tallies : of_thread) {
        for (std::uint32_t area = 0; area < areas; ++area) {
            places[area].workers += tallies[area].workers;
            places[area].covered_before += tallies[area].before;
            places[area].covered_after += tallies[area].after;
        }
    }
    return places;
}

/// From people placed in each area to people inside each area.
void roll_up(const AreaTable& areas, std::vector<CoverageCounts>& counts) {
    for (std::uint32_t area = areas.size() - 1; area > 0; --area) {
        CoverageCounts& above = counts[areas.parent(area)];
        above.workers += counts[area].workers;
        above.covered_before += counts[area].covered_before;
        above.covered_after += counts[area].covered_after;
    }
}

void withhold_small(const AreaTable& areas, std::span<const CoverageCounts> counts,
                    Coverage& coverage) {
    std::vector<std::uint32_t> end(areas.size());
    std::vector<std::uint64_t> workers(areas.size());
    for (std::uint32_t area = 0; area < areas.size(); ++area) {
        end[area] = areas.end(area);
        workers[area] = counts[area].workers;
    }
    const std::vector<std::uint8_t> withheld = cells_to_withhold({end, workers});
    for (CoverageRow& row : coverage.rows) {
        row.withheld = withheld[row.area] != 0;
        coverage.rows_withheld += row.withheld ? 1 : 0;
    }
}

}  // namespace

Result<Coverage> measure_coverage(const PersonTable& persons, const CoveredRows& covered,
                                  const AreaTable& areas, SmallCells small_cells,
                                  unsigned threads) {
    const std::size_t n = persons.size();
    CHECK(covered.same_person.size() == n && covered.before.size() == n &&
          covered.after.size() == n && n <= UINT32_MAX);
    Coverage coverage;
    coverage.basis = persons.columns.status ? WorkerBasis::main_status : WorkerBasis::all_rows;
    std::vector<CoverageCounts> counts =
        count_places(persons, covered, coverage.basis, areas.size(), std::max(threads, 1U));
    TRY(check_interrupted());
    for (std::uint32_t area = 0; area < areas.size(); ++area) {
        const bool above = areas.level(area) != AreaLevel::village;
        coverage.placed_above_village += above ? counts[area].workers : 0;
    }
    roll_up(areas, counts);
    for (std::uint32_t area = 0; area < areas.size(); ++area) {
        if (counts[area].workers > 0) coverage.rows.push_back({area, counts[area], false});
    }
    if (small_cells == SmallCells::withhold) withhold_small(areas, counts, coverage);
    return coverage;
}

std::int64_t hundredths_of_percent(std::uint64_t part, std::uint64_t whole) {
    CHECK(whole > 0);
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::int64_t>((Wide{part} * 20'000 + whole) / (Wide{whole} * 2));
}

std::string_view name_of(AreaLevel level) {
    constexpr std::array<std::string_view, 5> names{"nasional", "provinsi", "kabupaten_kota",
                                                    "kecamatan", "desa_kelurahan"};
    return names.at(static_cast<std::size_t>(level));
}

void append_coverage_header(std::string& out) {
    out +=
        "kode,level,nama,pekerja,terlindungi_sebelum,terlindungi_sesudah,persen_sebelum,"
        "persen_sesudah\n";
}

void append_csv(const CoverageRow& row, const AreaTable& areas, std::string& out) {
    CsvWriter csv(out);
    csv.text(areas.code(row.area)).text(name_of(areas.level(row.area))).text(areas.name(row.area));
    if (row.withheld) {
        csv.empty().empty().empty().empty().empty();
    } else {
        const CoverageCounts& counts = row.counts;
        csv.whole(static_cast<std::int64_t>(counts.workers))
            .whole(static_cast<std::int64_t>(counts.covered_before))
            .whole(static_cast<std::int64_t>(counts.covered_after))
            .decimal(hundredths_of_percent(counts.covered_before, counts.workers), 2)
            .decimal(hundredths_of_percent(counts.covered_after, counts.workers), 2);
    }
    csv.end();
}

}  // namespace payung
