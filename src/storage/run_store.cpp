#include "storage/run_store.h"

#include "storage/edition_store.h"
#include "storage/edition_writer.h"
#include "storage/run_reader.h"
#include "storage/run_writer.h"

namespace payung {

Result<std::unique_ptr<RunStore>> RunStore::open(std::string_view url,
                                                 const DatabaseOptions& options, const Clock& clock,
                                                 const Path& key_file) {
    TRY_ASSIGN(OpenStore store, open_store(url, options, clock, key_file));
    return std::unique_ptr<RunStore>(new RunStore(std::move(store), clock));
}

Result<SavedEdition> RunStore::save_edition(const EditionSource& source, const PersonTable& persons,
                                            const AreaTable& areas) {
    CHECK(source.rows_taken == persons.size());
    return save_register(*database_, source, persons, areas, clock_, keys_);
}

Result<SavedEdition> RunStore::save_edition(const EditionSource& source,
                                            const AccountTable& accounts) {
    CHECK(source.rows_taken == accounts.size());
    return save_membership(*database_, source, accounts, clock_);
}

Result<std::vector<EditionRecord>> RunStore::editions() {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return list_editions(*snapshot);
}

Result<PersonTable> RunStore::load_register(std::int64_t edition, const AreaTable& areas) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return payung::load_register(*snapshot, edition, areas, keys_);
}

Result<AccountTable> RunStore::load_membership(std::int64_t edition) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return payung::load_membership(*snapshot, edition);
}

Result<SavedRun> RunStore::save_run(const RunInputs& inputs, const RunResults& results,
                                    const PersonTable& persons, const AreaTable& areas) {
    SavedRun saved;
    TRY(database_->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(saved,
                   write_run(transaction, inputs, results, persons, areas, to_text(clock_.now())));
        return {};
    }));
    return saved;
}

Result<std::vector<RunRecord>> RunStore::runs() {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return list_runs(*snapshot);
}

Result<RunRecord> RunStore::find_run(std::string_view id) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return payung::find_run(*snapshot, id);
}

Result<Coverage> RunStore::coverage(std::int64_t run, std::string_view area,
                                    const AreaTable& areas) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_coverage(*snapshot, run, area, areas);
}

Result<void> RunStore::gap(std::int64_t run, std::string_view area, std::uint64_t limit,
                           const std::function<Result<void>(const GapRow&)>& on_row) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_gap(*snapshot, run, area, limit, on_row);
}

Result<std::uint64_t> RunStore::gap_size(std::int64_t run, std::string_view area) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return count_gap(*snapshot, run, area);
}

Result<std::vector<BudgetRecord>> RunStore::budgets(std::int64_t run, const AreaTable& areas) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_budgets_of(*snapshot, run, areas);
}

Result<void> RunStore::roster(std::int64_t run, std::optional<std::uint32_t> source,
                              std::string_view area, std::uint64_t limit,
                              const std::function<Result<void>(const RosterRow&)>& on_row) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_roster(*snapshot, run, source, area, limit, keys_, on_row);
}

Result<std::vector<SponsorBill>> RunStore::bills(std::int64_t run) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_bills(*snapshot, run);
}

Result<std::vector<PersonRecord>> RunStore::person(std::int64_t run, std::string_view reg_id) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_person(*snapshot, run, reg_id, keys_);
}

Result<PlanningData> RunStore::load_for_planning(std::int64_t run, const AreaTable& areas) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return read_planning_data(*snapshot, run, areas, keys_);
}

}  // namespace payung
