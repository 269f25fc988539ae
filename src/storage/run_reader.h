#pragma once

/// Questions to the runs of a store. Private to storage/: run_store.h says what each answers.

#include <functional>

#include "registry/area_table.h"
#include "storage/database.h"
#include "storage/personal_keys.h"
#include "storage/run_records.h"

namespace payung {

Result<std::vector<RunRecord>> list_runs(Transaction& transaction);
Result<RunRecord> find_run(Transaction& transaction, std::string_view id);
Result<RunRecord> run_of_number(Transaction& transaction, std::int64_t run);

Result<Coverage> read_coverage(Transaction& transaction, std::int64_t run, std::string_view area,
                               const AreaTable& areas);
Result<void> read_gap(Transaction& transaction, std::int64_t run, std::string_view area,
                      std::uint64_t limit,
                      const std::function<Result<void>(const GapRow&)>& on_row);
Result<std::uint64_t> count_gap(Transaction& transaction, std::int64_t run, std::string_view area);
Result<std::vector<BudgetRecord>> read_budgets_of(Transaction& transaction, std::int64_t run,
                                                  const AreaTable& areas);
Result<void> read_roster(Transaction& transaction, std::int64_t run,
                         std::optional<std::uint32_t> source, std::string_view area,
                         std::uint64_t limit, const PersonalKeys& keys,
                         const std::function<Result<void>(const RosterRow&)>& on_row);
Result<std::vector<SponsorBill>> read_bills(Transaction& transaction, std::int64_t run);
Result<std::vector<PersonRecord>> read_person(Transaction& transaction, std::int64_t run,
                                              std::string_view reg_id, const PersonalKeys& keys);
Result<PlanningData> read_planning_data(Transaction& transaction, std::int64_t run,
                                        const AreaTable& areas, const PersonalKeys& keys);

}  // namespace payung
