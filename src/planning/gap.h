#pragma once

/// The gap: vulnerable workers of the register whom no programme covers, and of everybody else the
/// reason why not.
///
/// Every row gets one Standing by the clauses of its area. Rows of one person count once: the row
/// that stands for him carries the best account of all his rows.
///
/// Shape    standing[i] is register row i. The gap is rows[k] with ages[k], in the order of the
///          rows.
/// Law      legislation/umum/pekerja_rentan.dmn (vulnerable.h).
/// Errors   interrupted.
/// Cost     one pass of table look-ups over the columns and one over the standings; about 15 ns a
///          row and core. Answers do not depend on threads.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "planning/standing.h"
#include "planning/vulnerable.h"
#include "registry/person_table.h"

namespace payung {

/// Best of what the accounts of a person are in a month; the greater, the better.
enum class AccountStatus : std::uint8_t { none, inactive, active };

inline constexpr std::uint8_t age_not_known = 255;

struct ClauseCount {
    bool column_missing = false;      // the clause asks for a column that the files do not have
    std::uint64_t taken_unknown = 0;  // in the gap although their value is not known
};

struct Gap {
    std::vector<Standing> standing;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint8_t> ages;  // full years in the first month; age_not_known
    std::array<std::uint64_t, standing_count> counts{};
    std::array<ClauseCount, clause_count> clauses{};
};

/// What a row's accounts are, carried over to the row that stands for the same person; rows that
/// stand for nobody keep their own. `same_person[i]` is that row, i itself where it stands alone.
std::vector<AccountStatus> status_by_person(std::span<const AccountStatus> status,
                                            std::span<const std::uint32_t> same_person,
                                            unsigned threads);

/// Pre: one status and one same_person a row; areas of the rows are those of the rule's table.
Result<Gap> find_gap(const PersonTable& persons, std::span<const AccountStatus> status,
                     std::span<const std::uint32_t> same_person, const VulnerableRule& rule,
                     Month month, unsigned threads);

}  // namespace payung
