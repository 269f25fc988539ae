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
#include "contributions/sponsor_bill.h"
#include "legislation/programme.h"
#include "linkage/link.h"
#include "membership/account_table.h"
#include "monitoring/coverage.h"
#include "planning/budget.h"
#include "planning/choice.h"
#include "planning/gap.h"
#include "planning/roster.h"
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

/// What the stages of a run found. Candidate i of the choice is gap.rows[i].
struct RunResults {
    std::span<const Link> links;  // sorted by (person, account)
    const Gap& gap;
    std::span<const std::uint32_t> same_person;  // by register row; may be left out
    const Choice& choice;
    const BudgetPrices& prices;
    std::span<const RosterEntry> roster;  // by budget, then rank
    std::span<const SponsorBill> bills;
    const Coverage& coverage;
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
    std::uint32_t source = no_source;  // index of the budget that covers him
};

/// One worker over months that cost his source the same: a row of roster.csv.
struct RosterRow {
    std::uint32_t source = 0;
    std::string reg_id;
    Nik nik;
    std::string name, village_code;
    std::uint8_t programmes = 0;  // programme_bit()s
    PriceRun price;
    Money amount() const { return price.monthly_sum * price.months; }
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
