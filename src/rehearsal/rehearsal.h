#pragma once

/// A rehearsal: months of a made-up town lived through by an office, day by day, with all that goes
/// wrong in one: lists that come late, twice or corrected, people who pay too little, too much,
/// late or never, banks that say things twice, clocks that step back, processes that die, laws that
/// change. After every month all that must hold is looked at.
///
/// Shape    one thread and a clock of its own. The same plan gives the same tables on every engine,
///          whether processes die or not: digests() says so.
/// Errors   what the office refused although it should not have; those of the store.

#include <functional>
#include <string>
#include <vector>

#include "rehearsal/stage.h"
#include "storage/table_rows.h"

namespace payung::rehearsal {

struct RehearsalReport {
    Happened happened;
    std::uint64_t commands = 0, deaths = 0;
    std::int32_t months = 0;  // that were lived through
    std::vector<std::string> faults;
};

/// `on_month` is told each month that is over.
Result<RehearsalReport> rehearse(Stage& stage, const std::function<void(Month)>& on_month = {});

/// Whose rows differ from run to run: what is encrypted, and when tables were made.
bool is_encrypted(std::string_view table);
/// Of every other table.
Result<std::vector<TableDigest>> digests(Database& database);

}  // namespace payung::rehearsal
