#pragma once

/// Of how many workers is coverage a share? Several counts are in use; each is told with its name,
/// and none is put in the place of another.
///
/// Employed population (penduduk bekerja): what regions are measured by. Eligible workers (without
/// ASN, TNI, Polri and others): what the nation is measured by; derived, since no table of it is
/// published. Register workers: whom this edition of the register knows.
///
/// Source   tables/employed_population.csv: BPS Sakernas August 2023, 34 provinces. The provinces
///          of Papua stand there as they were before 2022, so none of today's six has a figure.
/// Errors   file_*, csv_*, denominators_malformed.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/result.h"
#include "legislation/citation.h"

namespace payung {

enum class DenominatorKind : std::uint8_t { register_workers, employed, eligible };

/// "pekerja dalam register", "workers in the register".
std::string_view label_of(DenominatorKind kind, Language language);

struct Denominator {
    DenominatorKind kind = DenominatorKind::register_workers;
    std::uint64_t persons = 0;
    std::string period;  // "2023-08"; empty for the register, whose edition the caller knows
    Citation source;
};

class DenominatorTable {
public:
    static Result<DenominatorTable> load(const Path& employed_population_csv);

    /// What is known for the area of this code ("" is the nation), the register first.
    std::vector<Denominator> denominators(std::string_view code,
                                          std::uint64_t register_workers) const;

private:
    struct Entry {
        std::string code;
        Denominator denominator;
    };
    std::vector<Entry> entries_;
};

}  // namespace payung
