#include "planning/gap.h"

#include <algorithm>
#include <map>

#include "base/interrupt.h"
#include "base/parallel.h"

namespace payung {
namespace {

constexpr std::size_t rows_a_piece = 1U << 16U;
constexpr Standing passed = Standing::in_gap_no_account;  // the greatest: any objection is smaller

Standing smaller(Standing a, Standing b) {
    return a < b ? a : b;
}

Standing passed_if(bool holds, Standing objection) {
    return holds ? passed : objection;
}

Standing unknown_value(const ClauseTerms& terms, Standing objection) {
    return passed_if(terms.value == IfMissing::take, objection);
}

/// A table in which everybody gets the same answer.
template <std::size_t n>
std::array<Standing, n> all_get(Standing standing) {
    std::array<Standing, n> table;
    table.fill(standing);
    return table;
}
template <std::size_t n>
std::array<Standing, n> without_column(const ClauseTerms& terms, Standing objection) {
    return all_get<n>(passed_if(terms.column == IfMissing::take, objection));
}

constexpr std::size_t statuses = 8;
constexpr std::size_t deciles = 16;  // four bits; above 10 there is none
constexpr std::size_t sectors = 32;  // low five bits of the letter; 0 unknown

std::array<Standing, 3> account_table(const AccountClause& clause) {
    return {passed,
            clause.inactive == IfMissing::take ? Standing::in_gap_account_inactive
                                               : Standing::account_left_out,
            Standing::covered};
}

std::array<Standing, statuses> status_table(const MainStatusClause& clause, bool earning,
                                            const PersonColumns& columns) {
    if (!columns.status) return without_column<statuses>(clause, Standing::status_unknown);
    const unsigned codes = clause.codes | (earning ? unsigned{clause.codes_if_earning} : 0U);
    std::array<Standing, statuses> table{};
    for (unsigned code = 1; code < statuses; ++code) {
        table.at(code) = passed_if((codes >> code & 1U) != 0, Standing::status_not_bpu);
    }
    table[0] = unknown_value(clause, Standing::status_unknown);
    return table;
}

std::array<Standing, sectors> sector_table(const SectorClause& clause,
                                           const PersonColumns& columns) {
    if (clause.letters == 0) return all_get<sectors>(passed);
    if (!columns.sector) return without_column<sectors>(clause, Standing::sector_unknown);
    std::array<Standing, sectors> table{};
    for (unsigned i = 1; i < sectors; ++i) {
        table.at(i) = passed_if((clause.letters >> (i - 1) & 1U) != 0, Standing::sector_not_listed);
    }
    table[0] = unknown_value(clause, Standing::sector_unknown);
    return table;
}

std::array<Standing, deciles> decile_table(const DecileClause& clause, bool named,
                                           const PersonColumns& columns) {
    if (clause.decree == DecreeUse::required) {
        if (!columns.decree) return without_column<deciles>(clause, Standing::decree_unknown);
        return all_get<deciles>(passed_if(named, Standing::not_in_decree));
    }
    if (clause.decree == DecreeUse::suffices && named) return all_get<deciles>(passed);
    if (!columns.decile) return without_column<deciles>(clause, Standing::decile_unknown);
    std::array<Standing, deciles> table{};
    for (std::size_t decile = 1; decile < deciles; ++decile) {
        table.at(decile) =
            passed_if(decile <= static_cast<std::size_t>(clause.max), Standing::decile_above);
    }
    table[0] = unknown_value(clause, Standing::decile_unknown);
    return table;
}

/// By number of the occupation; empty where everybody passes.
std::vector<Standing> occupation_table(const OccupationClause& clause, const PersonTable& persons) {
    if (clause.phrases.empty()) return {};
    const std::size_t n = persons.occupations.size();
    if (!persons.columns.occupation) {
        const Standing standing =
            passed_if(clause.column == IfMissing::take, Standing::occupation_unknown);
        return std::vector<Standing>(n, standing);
    }
    std::vector<Standing> table(n);
    for (std::size_t i = 1; i < n; ++i) {
        const std::string words = normalised_words(persons.occupations[i]);
        const bool listed = std::any_of(
            clause.phrases.begin(), clause.phrases.end(),
            [&](const std::string& phrase) { return words.find(phrase) != std::string::npos; });
        table[i] = passed_if(listed, Standing::occupation_not_listed);
    }
    table[0] = unknown_value(clause, Standing::occupation_unknown);
    return table;
}

/// One set of clauses made ready for one month and one edition: every question is a look-up.
struct Questions {
    std::array<Standing, 3> account;
    std::array<std::array<Standing, statuses>, 2> status;  // [an income is recorded]
    std::array<Standing, sectors> sector;
    std::array<std::array<Standing, deciles>, 2> decile;  // [named in a decree]
    const std::vector<Standing>* occupation;              // shared by sets with the same clause
    AgeLimits age;
    Standing birth_unknown;
    bool asks_income;
    Standing income_unknown;
    std::uint32_t income_max;
};

using OccupationKey = std::pair<std::vector<std::string>, std::pair<IfMissing, IfMissing>>;
using OccupationTables = std::map<OccupationKey, std::vector<Standing>>;

const std::vector<Standing>& shared_table(const OccupationClause& clause,
                                          const PersonTable& persons, OccupationTables& tables) {
    const OccupationKey key{clause.phrases, {clause.value, clause.column}};
    const auto known = tables.find(key);
    if (known != tables.end()) return known->second;
    return tables.emplace(key, occupation_table(clause, persons)).first->second;
}

Questions questions_of(const VulnerableClauses& clauses, const PersonTable& persons, Month month,
                       OccupationTables& tables) {
    const PersonColumns& columns = persons.columns;
    const IncomeClause& income = clauses.income;
    const IfMissing income_missing = columns.income ? income.value : income.column;
    return {
        .account = account_table(clauses.account),
        .status = {status_table(clauses.main_status, false, columns),
                   status_table(clauses.main_status, true, columns)},
        .sector = sector_table(clauses.sector, columns),
        .decile = {decile_table(clauses.decile, false, columns),
                   decile_table(clauses.decile, true, columns)},
        .occupation = &shared_table(clauses.occupation, persons, tables),
        .age = AgeLimits(clauses.age, month),
        .birth_unknown = unknown_value(clauses.age, Standing::age_unknown),
        .asks_income = income.rupiah_max.has_value(),
        .income_unknown = passed_if(income_missing == IfMissing::take, Standing::income_unknown),
        .income_max = income.rupiah_max.value_or(UINT32_MAX),
    };
}

Standing age_standing(const Questions& ask, std::uint32_t birth) {
    if (birth == 0) [[unlikely]]
        return ask.birth_unknown;
    const Standing young = passed_if(birth <= ask.age.youngest, Standing::too_young);
    return smaller(young, passed_if(birth > ask.age.oldest, Standing::too_old));
}

/// The smallest objection of all clauses; without branches that depend on the person, since those
/// are guessed wrongly half of the time.
Standing standing_of(const Questions& ask, const Identity& who, const PersonFacts& facts,
                     AccountStatus account) {
    const bool earning = facts.income_rupiah > 0;
    Standing standing = ask.account[static_cast<std::size_t>(account)];
    standing = smaller(standing, age_standing(ask, who.birth));
    standing = smaller(standing, ask.status[earning][facts.status & (statuses - 1)]);
    standing =
        smaller(standing, ask.sector[static_cast<std::size_t>(facts.sector) & (sectors - 1)]);
    standing = smaller(standing, ask.decile[facts.named_in_decree][facts.decile & (deciles - 1)]);
    if (!ask.occupation->empty()) standing = smaller(standing, (*ask.occupation)[facts.occupation]);
    if (ask.asks_income) {
        const Standing known =
            passed_if(facts.income_rupiah <= ask.income_max, Standing::income_above);
        standing = smaller(standing, has_income(facts) ? known : ask.income_unknown);
    }
    return standing;
}

/// Everything the first pass reads.
struct Rows {
    const PersonTable& persons;
    std::span<const AccountStatus> status;
    std::span<const std::uint32_t> same_person;
    const VulnerableRule& rule;
    std::vector<Questions> questions;  // by set of clauses
};

using Counts = std::array<std::uint64_t, standing_count>;

Counts judge(const Rows& rows, std::size_t begin, std::size_t end, std::span<Standing> out) {
    Counts counts{};
    const bool one_set = rows.questions.size() == 1;
    for (std::size_t i = begin; i < end; ++i) {
        const Identity& who = rows.persons.identity[i];
        const Questions& ask = rows.questions[one_set ? 0 : rows.rule.set_in(who.area)];
        const bool stands = rows.same_person[i] == i;
        const Standing standing = standing_of(ask, who, rows.persons.facts[i], rows.status[i]);
        out[i] = stands ? standing : Standing::duplicate_row;
        ++counts[static_cast<std::size_t>(out[i])];
    }
    return counts;
}

using Unknown = std::array<std::uint64_t, clause_count>;

/// Which clauses have no value to judge this member of the gap by.
void count_unknown(const Identity& who, const PersonFacts& facts, const VulnerableClauses& clauses,
                   Unknown& unknown) {
    const auto add = [&](Clause clause, bool is_unknown) {
        unknown[static_cast<std::size_t>(clause)] += is_unknown ? 1 : 0;
    };
    add(Clause::age, who.birth == 0);
    add(Clause::main_status, facts.status == 0);
    add(Clause::sector, clauses.sector.letters != 0 && facts.sector == 0);
    add(Clause::occupation, !clauses.occupation.phrases.empty() && facts.occupation == 0);
    const bool named = facts.named_in_decree && clauses.decile.decree != DecreeUse::ignored;
    add(Clause::decile,
        clauses.decile.decree == DecreeUse::required ? !named : !named && facts.decile == 0);
    add(Clause::income, clauses.income.rupiah_max.has_value() && !has_income(facts));
}

std::uint8_t age_of(std::uint32_t birth, std::uint32_t day) {
    if (birth == 0) return age_not_known;
    return static_cast<std::uint8_t>(std::min<std::uint32_t>((day - birth) / 10'000, 254));
}

/// Writes the members among rows [begin, end) from place `at` on.
Unknown list_members(const Rows& rows, std::size_t begin, std::size_t end, std::size_t at,
                     std::uint32_t day, Gap& gap) {
    Unknown unknown{};
    for (std::size_t i = begin; i < end; ++i) {
        if (!in_gap(gap.standing[i])) continue;
        const Identity& who = rows.persons.identity[i];
        gap.rows[at] = static_cast<std::uint32_t>(i);
        gap.ages[at] = age_of(who.birth, day);
        ++at;
        count_unknown(who, rows.persons.facts[i], rows.rule.clauses_in(who.area), unknown);
    }
    return unknown;
}

/// Whether some set asks for a column that the files do not have.
void mark_missing_columns(const VulnerableRule& rule, const PersonColumns& columns, Gap& gap) {
    const auto mark = [&](Clause clause, bool missing) {
        bool& marked = gap.clauses[static_cast<std::size_t>(clause)].column_missing;
        marked = marked || missing;
    };
    for (const VulnerableClauses& set : rule.sets()) {
        mark(Clause::main_status, !columns.status);
        mark(Clause::sector, set.sector.letters != 0 && !columns.sector);
        mark(Clause::occupation, !set.occupation.phrases.empty() && !columns.occupation);
        mark(Clause::decile,
             set.decile.decree == DecreeUse::required ? !columns.decree : !columns.decile);
        mark(Clause::income, set.income.rupiah_max.has_value() && !columns.income);
    }
}

std::uint64_t members_of(const Counts& counts) {
    return counts[static_cast<std::size_t>(Standing::in_gap_account_inactive)] +
           counts[static_cast<std::size_t>(Standing::in_gap_no_account)];
}

/// Second pass: the members in the order of the rows, each piece from where its members begin.
void list_gap(const Rows& rows, std::span<const Counts> of_piece, Month month, unsigned threads,
              Gap& gap) {
    std::vector<std::size_t> starts(1, 0);
    for (const Counts& counts : of_piece) starts.push_back(starts.back() + members_of(counts));
    gap.rows.resize(starts.back());
    gap.ages.resize(starts.back());
    const auto day = static_cast<std::uint32_t>(month.year()) * 10'000 + month.month() * 100 + 1;
    std::vector<Unknown> unknown(of_piece.size());
    for_pieces(gap.standing.size(), rows_a_piece, threads,
               [&](std::size_t begin, std::size_t end, std::size_t piece) {
                   unknown[piece] = list_members(rows, begin, end, starts[piece], day, gap);
               });
    for (const Unknown& of_one : unknown) {
        for (std::size_t c = 0; c < clause_count; ++c) gap.clauses[c].taken_unknown += of_one[c];
    }
}

}  // namespace

std::vector<AccountStatus> status_by_person(std::span<const AccountStatus> status,
                                            std::span<const std::uint32_t> same_person,
                                            unsigned threads) {
    CHECK(status.size() == same_person.size());
    const std::size_t pieces = (status.size() + rows_a_piece - 1) / rows_a_piece;
    std::vector<std::vector<std::uint32_t>> doubles(pieces);
    for_pieces(status.size(), rows_a_piece, threads,
               [&](std::size_t begin, std::size_t end, std::size_t piece) {
                   for (std::size_t i = begin; i < end; ++i) {
                       const bool carries = same_person[i] != i && status[i] > AccountStatus::none;
                       if (carries) doubles[piece].push_back(static_cast<std::uint32_t>(i));
                   }
               });
    std::vector<AccountStatus> carried(status.begin(), status.end());
    for (const auto& rows : doubles) {
        for (const std::uint32_t row : rows) {
            AccountStatus& of_person = carried[same_person[row]];
            of_person = std::max(of_person, status[row]);
        }
    }
    return carried;
}

Result<Gap> find_gap(const PersonTable& persons, std::span<const AccountStatus> status,
                     std::span<const std::uint32_t> same_person, const VulnerableRule& rule,
                     Month month, unsigned threads) {
    CHECK(status.size() == persons.size() && same_person.size() == persons.size());
    const std::vector<AccountStatus> carried = status_by_person(status, same_person, threads);
    Rows rows{persons, carried, same_person, rule, {}};
    OccupationTables tables;
    for (const VulnerableClauses& set : rule.sets()) {
        rows.questions.push_back(questions_of(set, persons, month, tables));
    }

    Gap gap;
    gap.standing.resize(persons.size());
    std::vector<Counts> counts((persons.size() + rows_a_piece - 1) / rows_a_piece);
    for_pieces(persons.size(), rows_a_piece, threads,
               [&](std::size_t begin, std::size_t end, std::size_t piece) {
                   if (interrupted()) return;
                   counts[piece] = judge(rows, begin, end, gap.standing);
               });
    TRY(check_interrupted());
    for (const Counts& of_one : counts) {
        for (std::size_t s = 0; s < standing_count; ++s) gap.counts[s] += of_one[s];
    }
    list_gap(rows, counts, month, threads, gap);
    mark_missing_columns(rule, persons.columns, gap);
    return gap;
}

}  // namespace payung
