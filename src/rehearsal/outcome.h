#pragma once

/// What a rehearsal came to, as files: every table as CSV, the covered months with their reasons,
/// and the diary, for people and for other programs to compare.
///
/// Files    diary.jsonl; tables/NAME.csv, rows in the order of their bytes; cover.csv
///          (kpj,month,reason,programmes) as known on the last day.
/// Errors   file_*; no_law; those of the store.

#include <map>
#include <string>

#include "rehearsal/stage.h"

namespace payung::rehearsal {

/// How many months of how many members were covered or not, by the reason.
Result<std::map<std::string, std::int64_t>> count_months(Stage& stage);

Result<void> write_outcome(Stage& stage, const Path& folder);

}  // namespace payung::rehearsal
