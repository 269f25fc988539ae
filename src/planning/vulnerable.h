#pragma once

/// Who counts as a vulnerable worker: the clauses of legislation/umum/pekerja_rentan.dmn, each of
/// which a region may replace by a row of its own.
///
/// Shape    the clauses of the nation, and of each region that replaces some, resolved once: every
///          area leads to one whole set of clauses, the deepest replacement of each clause winning.
/// Units    ages in full years on the first day of a month, limits included; rupiah a month.
///          A region's row is one that applies to its word of `Wilayah` (an area code) in the
///          scheme "daerah" and is not the row of the nation.
/// Law      no single definition in law: every row names where its clause comes from.
/// Errors   law_malformed (also an area that is not known or named twice), file_*.
/// Cost     loading O(areas). clauses_in(), age_allowed(): O(1).

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/file.h"
#include "base/result.h"
#include "legislation/citation.h"
#include "legislation/rulebook.h"
#include "planning/standing.h"
#include "registry/area_table.h"

namespace payung {

enum class IfMissing : std::uint8_t { take, leave_out };

/// What every clause says besides its own limits.
struct ClauseTerms {
    IfMissing value = IfMissing::leave_out;   // the cell is empty
    IfMissing column = IfMissing::leave_out;  // the file has no such column
    Citation citation;
};

struct AgeClause : ClauseTerms {
    int years_min = 0, years_max = 0;
};
struct MainStatusClause : ClauseTerms {
    std::uint8_t codes = 0;             // bit k: BPS main status k
    std::uint8_t codes_if_earning = 0;  // those only where an income is recorded
};
struct AccountClause : ClauseTerms {
    IfMissing inactive = IfMissing::take;  // whoever has an account that is not active
};
struct SectorClause : ClauseTerms {
    std::uint32_t letters = 0;  // bit k: KBLI letter 'A' + k; none means all
};
struct OccupationClause : ClauseTerms {
    std::vector<std::string> phrases;  // normalised, see normalised_words(); none means all
};
enum class DecreeUse : std::uint8_t { suffices, required, ignored };
struct DecileClause : ClauseTerms {
    int max = 0;
    DecreeUse decree = DecreeUse::suffices;
};
struct IncomeClause : ClauseTerms {
    std::optional<std::uint32_t> rupiah_max;
};

struct VulnerableClauses {
    AccountClause account;
    AgeClause age;
    MainStatusClause main_status;
    SectorClause sector;
    OccupationClause occupation;
    DecileClause decile;
    IncomeClause income;

    const ClauseTerms& terms_of(Clause clause) const;
};

/// Births that an age clause lets pass in a month, as YYYYMMDD: after `oldest`, up to `youngest`.
/// The difference of two such numbers, without its last four digits, is the age in full years.
struct AgeLimits {
    std::uint32_t oldest = 0, youngest = 0;

    AgeLimits(const AgeClause& clause, Month month);
    bool allow(std::uint32_t birth) const { return birth > oldest && birth <= youngest; }
};

/// The clauses that one region has of its own.
struct RegionClauses {
    std::string area;  // its code: "62.02"
    VulnerableClauses clauses;
    std::array<bool, clause_count> replaced{};  // by Clause
};

class VulnerableRule {
public:
    static Result<VulnerableRule> load(const Rulebook& rulebook, const AreaTable& areas);
    static Result<VulnerableRule> load(const Path& legislation_folder, const AreaTable& areas);
    /// Of clauses that are known already. Errors: law_malformed, an area not known or named twice.
    static Result<VulnerableRule> from(VulnerableClauses nation,
                                       std::span<const RegionClauses> regions,
                                       const AreaTable& areas);

    /// The sets of clauses that differ; 0 is the nation's.
    std::span<const VulnerableClauses> sets() const { return sets_; }
    std::uint32_t set_in(std::uint32_t area) const { return set_of_area_[area]; }
    const VulnerableClauses& clauses_in(std::uint32_t area) const { return sets_[set_in(area)]; }

    /// Whether somebody may be enrolled in `month`: for budgets that begin later than the test. A
    /// birth that is not known (0) is what the region's clause makes of it.
    bool age_allowed(std::uint32_t birth, std::uint32_t area, Month month) const {
        const AgeClause& clause = clauses_in(area).age;
        if (birth == 0) return clause.value == IfMissing::take;
        return AgeLimits(clause, month).allow(birth);
    }

    /// Where the clause that led to `standing` comes from, in this area; nullptr for a double row,
    /// which no clause decides.
    const Citation* citation_of(Standing standing, std::uint32_t area) const;

private:
    std::vector<VulnerableClauses> sets_;
    std::vector<std::uint16_t> set_of_area_;
};

/// Lower-case words with one blank around each: " buruh tani ". Two texts are compared so, and a
/// phrase is in a text if its words stand there side by side.
std::string normalised_words(std::string_view text);

}  // namespace payung
