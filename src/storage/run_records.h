#pragma once

/// What is kept of a run and what comes back when the store is asked: plain records.
///
/// Rows of the register and of the membership extract are told by their row numbers on the way in;
/// what comes out names persons by the ids of their files. A Nik prints masked.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/nik.h"
#include "legislation/programme.h"
#include "linkage/link.h"
#include "membership/account_table.h"
#include "planning/budget.h"
#include "planning/choice.h"
#include "planning/standing.h"
#include "registry/person_table.h"

namespace payung {

enum class EditionKind : std::uint8_t { registry, membership };
std::string_view name_of(EditionKind kind);  // "register", "membership"

/// What an edition was made of, and how its intake went.
struct EditionSource {
    std::string sha256;              // of the contents of its files, in their order
    std::vector<std::string> files;  // names without their folders
    std::uint64_t rows_taken = 0;    // with doubts or without
    std::uint64_t rows_doubted = 0;
    std::uint64_t rows_rejected = 0;
    friend bool operator==(const EditionSource&, const EditionSource&) = default;
};

struct SavedEdition {
    std::int64_t edition = 0;
    bool already_there = false;
};

struct EditionRecord {
    std::int64_t edition = 0;
    EditionKind kind = EditionKind::registry;
    EditionSource source;
    PersonColumns columns;  // of a register
    std::string recorded_at;
};

// ------------------------------------------------------------------------------- a run, going in

/// All that decides the answer of a run: its id is a hash of this.
struct RunInputs {
    std::int64_t registry = 0, membership = 0;  // editions of this store
    Month month;
    std::span<const Budget> budgets;
    std::string law_version, program_version;
    std::string
        options;  // whatever else was chosen, in a form that is the same for the same choice
};

/// One worker paid by one source over months that cost the same.
struct RosterEntry {
    std::uint32_t source = 0;     // index of the budget
    std::uint32_t person = 0;     // row of the register
    std::uint8_t programmes = 0;  // programme_bit()s
    Month from;
    std::int32_t months = 0;
    Money monthly;
};

/// What a source owes for one contribution month of one programme.
struct BillEntry {
    std::uint32_t source = 0;
    Month month;
    Programme programme = Programme::jkk;
    std::uint64_t participants = 0;
    Money amount;
    friend bool operator==(const BillEntry&, const BillEntry&) = default;
};

/// Workers of the register in one area; 0 is the nation.
struct CoverageEntry {
    std::uint32_t area = 0;
    std::uint64_t workers = 0, covered_before = 0, covered_after = 0;
    friend bool operator==(const CoverageEntry&, const CoverageEntry&) = default;
};

struct RunResults {
    std::span<const Link> links;                 // sorted by (person, account)
    std::span<const Standing> standing;          // by register row
    std::span<const std::uint32_t> same_person;  // by register row; may be left out
    std::span<const std::uint32_t> ranked;       // register rows of the gap, rank 1 first
    std::span<const SourceOutcome> sources;      // by budget
    std::span<const RosterEntry> roster;         // budgets in their order
    std::span<const BillEntry> bills;
    std::span<const CoverageEntry> coverage;
    std::string_view summary;  // summary.json
};

// ------------------------------------------------------------------------------- a run, coming out

struct SavedRun {
    std::int64_t run = 0;
    std::string id;  // 64 hexadecimal digits
    bool already_there = false;
};

struct RunRecord {
    std::int64_t run = 0;
    std::string id;
    std::int64_t registry = 0, membership = 0;
    Month month;
    std::string law_version, program_version, options, summary, recorded_at;
    std::uint64_t links = 0;
    std::uint64_t gap = 0;      // persons in it
    std::uint64_t covered = 0;  // of them, on a roster
    Money amount;               // of all rosters
};

struct BudgetRecord {
    Budget budget;  // without the line of its file
    Money used;
    std::uint64_t workers = 0, eligible = 0, left_out = 0;
    Leftover leftover = Leftover::nothing;
};

struct GapRow {
    std::uint32_t rank = 0;  // in the whole run
    std::string reg_id, name;
    std::string village_code;  // as the file has it
    std::string area;          // code of the deepest area known
    std::uint32_t birth = 0;   // YYYYMMDD; 0 unknown
    std::uint8_t decile = 0;
    char sector = 0;
    Standing standing = Standing::in_gap_no_account;
};

struct RosterRow {
    std::uint32_t source = 0;
    std::string reg_id;
    Nik nik;
    std::string name, village_code;
    std::uint8_t programmes = 0;
    Month from;
    std::int32_t months = 0;
    Money monthly, amount;
};

struct CoverageRow {
    std::string area;  // code; "" is the nation
    std::uint64_t workers = 0, covered_before = 0, covered_after = 0;
    friend bool operator==(const CoverageRow&, const CoverageRow&) = default;
};

/// An account that was found to be a person's.
struct LinkedAccount {
    std::string acc_id;
    AccountFacts facts;
    std::string payer;
    std::string rule;  // of linkage: how it was found
};

/// One person in one run: who he is, and why he is covered, in the gap, or neither.
struct PersonRecord {
    std::uint32_t row = 0;
    std::string reg_id;
    Nik nik;
    std::string name;
    std::uint32_t birth = 0;  // YYYYMMDD
    std::uint8_t sex = 0;
    std::string village_code, area;
    std::uint32_t family = 0;
    PersonFacts facts;
    std::string occupation;
    Standing standing = Standing::duplicate_row;
    std::uint32_t rank = 0;              // in the gap; 0 outside
    std::optional<std::string> same_as;  // reg_id of the row that stands for the same person
    std::vector<LinkedAccount> accounts;
    std::vector<RosterRow> roster;
};

/// What a run found before its budgets, to plan again with others: the very tables that the stages
/// of planning take.
struct PlanningData {
    RunRecord run;
    PersonTable persons;
    AccountTable accounts;  // without identities, which are not kept: links say whose they are
    std::vector<Link> links;
    std::vector<Standing> standing;
    std::vector<std::uint32_t> same_person;
};

}  // namespace payung
