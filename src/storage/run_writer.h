#pragma once

/// A run into the store. Private to storage/: run_store.h is what others use.

#include "registry/area_table.h"
#include "storage/database.h"
#include "storage/run_records.h"

namespace payung {

/// The run made from these inputs, or a new one with these results.
Result<SavedRun> write_run(Transaction& transaction, const RunInputs& inputs,
                           const RunResults& results, const PersonTable& persons,
                           const AreaTable& areas, std::string_view recorded_at);

}  // namespace payung
