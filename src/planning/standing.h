#pragma once

/// Where a person of the register stands in the test of who is a vulnerable worker without cover.
///
/// One code a person. The codes are in the order in which the questions are asked: of all that may
/// be said against a person, the smallest code stands. The last two are the gap.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/error.h"

namespace payung {

enum class Standing : std::uint8_t {
    duplicate_row,  // another row stands for the same person
    covered,        // active in some programme
    age_unknown,
    too_young,
    too_old,
    status_unknown,
    status_not_bpu,
    sector_unknown,
    sector_not_listed,
    occupation_unknown,
    occupation_not_listed,
    decile_unknown,
    decile_above,
    decree_unknown,
    not_in_decree,
    income_unknown,
    income_above,
    account_left_out,         // has an account that is not active, and the region leaves such out
    in_gap_account_inactive,  // to be enrolled again
    in_gap_no_account,
};
inline constexpr std::size_t standing_count = 20;

constexpr bool in_gap(Standing standing) {
    return standing >= Standing::in_gap_account_inactive;
}

/// The clauses of the test, in the order of the questions.
enum class Clause : std::uint8_t { account, age, main_status, sector, occupation, decile, income };
inline constexpr std::size_t clause_count = 7;
inline constexpr std::array all_clauses{Clause::account, Clause::age,        Clause::main_status,
                                        Clause::sector,  Clause::occupation, Clause::decile,
                                        Clause::income};

/// "main_status", for reports.
std::string_view name_of(Clause clause);

/// As it stands in files, in Indonesian: "umur_di_bawah_batas".
std::string_view name_of(Standing standing);
std::string_view sentence_of(Standing standing, Language language);

/// The clause that led to this standing. Pre: not duplicate_row.
Clause clause_of(Standing standing);

}  // namespace payung
