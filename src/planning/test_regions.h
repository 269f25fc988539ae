#pragma once

/// Regions with clauses of their own, for tests of this module.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planning/vulnerable.h"

namespace payung {

constexpr auto take = IfMissing::take;
constexpr auto leave_out = IfMissing::leave_out;

/// What a regional clause says of empty cells and of columns that are not there.
inline ClauseTerms test_terms(IfMissing value, IfMissing column) {
    return {value, column, Citation{"Perda", Confidence::confirmed}};
}

inline AgeClause own_age(int min, int max, ClauseTerms terms = test_terms(take, take)) {
    AgeClause clause;
    static_cast<ClauseTerms&>(clause) = std::move(terms);
    clause.years_min = min;
    clause.years_max = max;
    return clause;
}
/// Statuses as digits: "1256".
inline MainStatusClause own_status(std::string_view codes, ClauseTerms terms) {
    MainStatusClause clause;
    static_cast<ClauseTerms&>(clause) = std::move(terms);
    for (const char code : codes)
        clause.codes = static_cast<std::uint8_t>(clause.codes | (1U << (code - '0')));
    return clause;
}
inline AccountClause own_account(IfMissing inactive) {
    AccountClause clause;
    static_cast<ClauseTerms&>(clause) = test_terms(take, take);
    clause.inactive = inactive;
    return clause;
}
/// Letters of KBLI: "AH"; none means all.
inline SectorClause own_sectors(std::string_view letters, ClauseTerms terms) {
    SectorClause clause;
    static_cast<ClauseTerms&>(clause) = std::move(terms);
    for (const char letter : letters) clause.letters |= 1U << (letter - 'A');
    return clause;
}
inline OccupationClause own_words(const std::vector<std::string>& words, ClauseTerms terms) {
    OccupationClause clause;
    static_cast<ClauseTerms&>(clause) = std::move(terms);
    for (const std::string& text : words) clause.phrases.push_back(normalised_words(text));
    return clause;
}
inline DecileClause own_decile(int max, DecreeUse decree, ClauseTerms terms) {
    DecileClause clause;
    static_cast<ClauseTerms&>(clause) = std::move(terms);
    clause.max = max;
    clause.decree = decree;
    return clause;
}
inline IncomeClause own_income(std::optional<std::uint32_t> max, ClauseTerms terms) {
    IncomeClause clause;
    static_cast<ClauseTerms&>(clause) = std::move(terms);
    clause.rupiah_max = max;
    return clause;
}

/// Puts a clause into its place and marks it as replaced.
inline void replace_clause(RegionClauses& region, Clause which) {
    region.replaced.at(static_cast<std::size_t>(which)) = true;
}
inline void put(RegionClauses& region, AccountClause clause) {
    region.clauses.account = std::move(clause);
    replace_clause(region, Clause::account);
}
inline void put(RegionClauses& region, AgeClause clause) {
    region.clauses.age = std::move(clause);
    replace_clause(region, Clause::age);
}
inline void put(RegionClauses& region, MainStatusClause clause) {
    region.clauses.main_status = std::move(clause);
    replace_clause(region, Clause::main_status);
}
inline void put(RegionClauses& region, SectorClause clause) {
    region.clauses.sector = std::move(clause);
    replace_clause(region, Clause::sector);
}
inline void put(RegionClauses& region, OccupationClause clause) {
    region.clauses.occupation = std::move(clause);
    replace_clause(region, Clause::occupation);
}
inline void put(RegionClauses& region, DecileClause clause) {
    region.clauses.decile = std::move(clause);
    replace_clause(region, Clause::decile);
}
inline void put(RegionClauses& region, IncomeClause clause) {
    region.clauses.income = std::move(clause);
    replace_clause(region, Clause::income);
}

template <class... Clauses>
RegionClauses region_with(std::string area, Clauses... clauses) {
    RegionClauses region;
    region.area = std::move(area);
    (put(region, std::move(clauses)), ...);
    return region;
}

}  // namespace payung
