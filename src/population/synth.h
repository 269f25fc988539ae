#pragma once

/// A synthetic population: a register extract, a membership extract, employers with their wage
/// lists, and the truth about who is who. Nobody in it exists.
///
/// Households are made area by area, with villages of the real list and NIKs whose district number
/// is not in use in their regency; then work, decile and income by published figures; then
/// accounts; then both files are written with the errors such files have. See README.md beside
/// this.
///
/// Shape    files in `out`: registry.csv, membership.csv (with shards > 1: registry_01.csv …),
///          employers.csv, wages.csv, truth.csv, and persons.csv if asked for. Either all of them
///          appear or none.
/// Units    ages on the first day of `month`; incomes in whole thousands of rupiah.
/// Answer   depends on the options and the tables only; not on `threads`. Another seed, another
///          population. Units of at most 16,384 workers are made by themselves, each with its own
///          stream of random numbers, and written in their order.
/// Errors   file_*, population_table_malformed, population_area_unknown, invalid_option,
/// interrupted. Cost     about a microsecond a person and thread; some 20 MB a thread, whatever the
/// size.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/error.h"
#include "base/file.h"
#include "base/language.h"
#include "base/result.h"
#include "registry/area_table.h"

namespace payung {

struct SynthOptions {
    std::vector<std::string> areas;  // codes of provinces or regencies; empty is the nation
    /// Workers of the register, exactly; rows of one person written twice come on top. Nothing: as
    /// many as work there by the published figures.
    std::optional<std::uint64_t> workers;
    /// Accounts of the membership extract, exactly. Nothing: by the published ratio of non-active
    /// to active members.
    std::optional<std::uint64_t> accounts;
    /// Share of the workers with an active account, parts per million, exactly. Nothing: the
    /// nation's.
    std::optional<std::uint32_t> protected_ppm;
    Month month = Month::from_ym(2026, 1);
    std::uint64_t seed = 1;
    unsigned threads = 1;
    unsigned shards = 1;        // files of the register and of the membership extract, 1 … 99
    bool everybody = false;     // write those who do not work into the register too
    bool persons_file = false;  // persons.csv: the person behind every row
    Path tables;                // folder with synth_*.csv: share_folder()
    Path out;
};

/// A published figure, and what this population came to.
struct Marginal {
    std::string group;  // "age", "sex", "sector" …: key of the heading
    std::string label;  // key in the group: English words, a number or a code
    Phrase words;       // the label for people; empty where the key is plain in any language
    double target = 0;  // in percent, where `unit` says nothing else
    double reached = 0;
    std::string unit;    // "%" or "thousand Rp", "persons"
    std::string source;  // as in the tables; M is unconfirmed

    double difference() const { return reached - target; }
};

struct SynthReport {
    std::uint64_t persons = 0;  // all members of all families
    std::uint64_t families = 0;
    std::uint64_t workers = 0;
    std::uint64_t register_rows = 0;
    std::uint64_t accounts = 0;
    std::uint64_t accounts_active = 0;
    std::uint64_t protected_workers = 0;
    std::uint64_t true_pairs = 0;  // rows of truth.csv
    std::uint64_t employers = 0;
    std::uint64_t wages = 0;  // rows of wages.csv
    std::uint64_t bytes = 0;
    std::vector<Marginal> marginals;
};

/// Told now and then from one of the threads: rows of the register done, of how many.
using SynthProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

Result<SynthReport> synthesize(const SynthOptions& options, const AreaTable& areas,
                               const SynthProgress& progress = {});

/// The marginals as a table for people, with the counts above it and the sources explained below.
std::string marginals_text(const SynthReport& report, Language language);

}  // namespace payung
