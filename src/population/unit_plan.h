#pragma once

/// How many of everything each unit of the population makes, so that the totals are exact.
///
/// A unit is a piece of one regency with at most 16,384 workers, made by one thread on its own.
/// What must come to an exact total (workers, protected workers, accounts, double rows) is dealt
/// out to units beforehand by running totals: unit i gets floor(total * until(i)) - floor(total *
/// until(i-1)), which adds up whatever the weights.
///
/// Errors   invalid_option: more protected workers than accounts; no worker at all; shards.

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "population/facts.h"
#include "population/places.h"
#include "population/synth.h"

namespace payung {

struct Unit {
    std::uint32_t number = 0;
    std::uint32_t regency = 0;        // index in Places
    std::uint32_t regency_unit = 0;   // which of its regency's units
    std::uint32_t regency_units = 0;  // of how many
    std::uint64_t worker_first = 0;   // position of its first worker among those of the regency
    std::uint64_t regency_workers = 0;
    std::uint32_t workers = 0;
    std::uint32_t double_rows = 0;      // persons written twice into the register
    std::uint64_t protected_first = 0;  // position among all protected workers; for segments
    std::uint32_t protected_workers = 0;
    std::uint32_t former = 0;     // non-active accounts of workers without an active one
    std::uint32_t at_home = 0;    // non-active accounts of members of families who do not work
    std::uint32_t second = 0;     // second accounts, non-active
    std::uint32_t elsewhere = 0;  // accounts of people who are in no family here
    std::uint32_t elsewhere_active = 0;

    std::uint32_t accounts() const {
        return protected_workers + former + at_home + second + elsewhere;
    }
};

struct UnitPlan {
    std::vector<Unit> units;
    std::uint64_t workers = 0, protected_workers = 0, accounts = 0, accounts_active = 0;
    std::uint64_t double_rows = 0, largest_accounts = 0;
    double protected_share = 0;
    double non_active_ratio = 0;        // published, of the provinces asked for
    std::vector<double> regency_share;  // of the workers, by regency

    static Result<UnitPlan> make(const SynthOptions& options, const Facts& facts,
                                 const Places& places);
};

}  // namespace payung
