#pragma once

/// What `payung run --db` keeps: editions of the register and of membership, and runs on them.
///
/// Shape    an edition or a run is there whole or not at all, whenever the program dies: a run is
/// one
///          transaction, an edition is written in batches between which others write, and goes on
///          after the last of them when it is saved again (edition_writer.h). The same contents
///          again (same SHA-256, same rows taken from them) is the edition that is there; the same
///          run again is the run that is there; nothing changes.
/// Errors   those of database.h and migrations.h; store_no_run, store_run_unknown,
///          store_run_ambiguous, store_person_unknown, personal_key_* where a NIK is asked for.
/// Cost     see storage_bench.cpp: about a million rows a second in; an area's coverage or a
///          person at once; an area's gap a pass over the run's standings.

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "membership/account_table.h"
#include "registry/area_table.h"
#include "registry/person_table.h"
#include "storage/database.h"
#include "storage/open_store.h"
#include "storage/run_records.h"

namespace payung {

class RunStore {
public:
    /// Opens or makes the store and its keys, and brings its tables up to date. `clock` must
    /// outlive it.
    static Result<std::unique_ptr<RunStore>> open(std::string_view url,
                                                  const DatabaseOptions& options,
                                                  const Clock& clock, const Path& key_file);

    // ---- editions

    /// Pre: source.rows_taken is the size of the table.
    Result<SavedEdition> save_edition(const EditionSource& source, const PersonTable& persons,
                                      const AreaTable& areas);
    Result<SavedEdition> save_edition(const EditionSource& source, const AccountTable& accounts);
    Result<std::vector<EditionRecord>> editions();

    /// As it was saved; areas by today's table.
    Result<PersonTable> load_register(std::int64_t edition, const AreaTable& areas);
    /// Without the identities of the accounts, which are not kept: links say whose they are.
    Result<AccountTable> load_membership(std::int64_t edition);

    // ---- runs

    /// Pre: both editions are here, `persons` is that of the register; the budgets those of
    /// the choice.
    Result<SavedRun> save_run(const RunInputs& inputs, const RunResults& results,
                              const PersonTable& persons, const AreaTable& areas);
    /// Newest first.
    Result<std::vector<RunRecord>> runs();
    /// By its id or the beginning of it; the newest where `id` is empty.
    Result<RunRecord> find_run(std::string_view id);

    // ---- questions. Areas are codes without points, "" the nation; limit 0 is everything.

    Result<Coverage> coverage(std::int64_t run, std::string_view area, const AreaTable& areas);
    /// Persons of the gap who live in the area, best rank first.
    Result<void> gap(std::int64_t run, std::string_view area, std::uint64_t limit,
                     const std::function<Result<void>(const GapRow&)>& on_row);
    Result<std::uint64_t> gap_size(std::int64_t run, std::string_view area);
    Result<std::vector<BudgetRecord>> budgets(std::int64_t run, const AreaTable& areas);
    /// In the order of the roster; of one source, or of all.
    Result<void> roster(std::int64_t run, std::optional<std::uint32_t> source,
                        std::string_view area, std::uint64_t limit,
                        const std::function<Result<void>(const RosterRow&)>& on_row);
    Result<std::vector<SponsorBill>> bills(std::int64_t run);
    /// Every row of the run's register with this id; store_person_unknown where there is none.
    Result<std::vector<PersonRecord>> person(std::int64_t run, std::string_view reg_id);
    Result<PlanningData> load_for_planning(std::int64_t run, const AreaTable& areas);

private:
    RunStore(OpenStore store, const Clock& clock)
        : database_(std::move(store.database)), keys_(std::move(store.keys)), clock_(clock) {}
    std::unique_ptr<Database> database_;
    PersonalKeys keys_;
    const Clock& clock_;
};

}  // namespace payung
