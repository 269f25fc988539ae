#include "storage/run_store.h"

#include "storage/edition_store.h"
#include "storage/migrations.h"

namespace payung {

Result<std::unique_ptr<RunStore>> RunStore::open(std::string_view url,
                                                 const DatabaseOptions& options,
                                                 const Clock& clock) {
    TRY_ASSIGN(std::unique_ptr<Database> database, open_database(url, options));
    TRY(migrate(*database, migrations_of(database->engine()), clock, PAYUNG_VERSION));
    return std::unique_ptr<RunStore>(new RunStore(std::move(database), clock));
}

Result<SavedEdition> RunStore::save_edition(const EditionSource& source, const PersonTable& persons,
                                            const AreaTable& areas) {
    CHECK(source.rows_taken == persons.size());
    SavedEdition saved;
    TRY(database_->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(saved,
                   save_register(transaction, source, persons, areas, to_text(clock_.now())));
        return {};
    }));
    return saved;
}

Result<SavedEdition> RunStore::save_edition(const EditionSource& source,
                                            const AccountTable& accounts) {
    CHECK(source.rows_taken == accounts.size());
    SavedEdition saved;
    TRY(database_->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(saved, save_membership(transaction, source, accounts, to_text(clock_.now())));
        return {};
    }));
    return saved;
}

Result<std::vector<EditionRecord>> RunStore::editions() {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return list_editions(*snapshot);
}

Result<PersonTable> RunStore::load_register(std::int64_t edition, const AreaTable& areas) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return payung::load_register(*snapshot, edition, areas);
}

Result<AccountTable> RunStore::load_membership(std::int64_t edition) {
    TRY_ASSIGN(const auto snapshot, database_->read());
    return payung::load_membership(*snapshot, edition);
}

}  // namespace payung
