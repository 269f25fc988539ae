#pragma once

/// What a population came to, counted while it is made; counts of units add up in any order.

#include <array>
#include <cstdint>
#include <vector>

#include "population/facts.h"
#include "population/misrecord.h"

namespace payung {

struct Tally {
    std::uint64_t persons = 0, families = 0;
    std::array<std::array<std::uint64_t, 2>, age_groups> age_sex{};
    std::uint64_t workers = 0;
    std::array<std::array<std::uint64_t, 2>, work_age_groups> worker_age_sex{};
    std::array<std::uint64_t, sector_groups> sector{};
    std::array<std::uint64_t, statuses> status{};
    std::array<std::uint64_t, deciles> decile{};            // of workers
    std::uint64_t wage_sum_thousand = 0;                    // of employees
    std::uint64_t informal_sum_thousand = 0, informal = 0;  // own account and casual
    std::vector<std::uint64_t> regency_workers, regency_protected;
    std::uint64_t register_rows = 0;
    std::array<std::uint64_t, segments> protected_segment{};
    std::array<std::array<std::uint64_t, 2>, segments> accounts{};  // [segment][active]
    std::uint64_t active_men = 0;
    std::uint64_t second_accounts = 0, account_owners = 0;
    std::uint64_t true_pairs = 0, employers = 0, employers_micro = 0, wages = 0;
    ErrorCounts in_register, in_membership;

    explicit Tally(std::size_t regencies = 0)
        : regency_workers(regencies), regency_protected(regencies) {}
    void add(const Tally& other);
};

}  // namespace payung
