#include "storage/open_store.h"

#include "storage/errors.h"
#include "storage/migrations.h"
#include "storage/nik_blocks.h"

namespace payung {
namespace {

constexpr Sql count_versions{"personal_key.count", "SELECT COUNT(*) FROM personal_key"};

Result<bool> holds_sealed_values(Database& database) {
    std::int64_t versions = 0;
    TRY_ASSIGN(const auto snapshot, database.read());
    TRY(snapshot->query(count_versions, {}, [&](const Row& row) -> Result<void> {
        versions = row.integer(0).value_or(0);
        return {};
    }));
    return versions > 0;
}

Result<PersonalKeys> keys_of(Database& database, const Path& file) {
    TRY_ASSIGN(const bool sealed, holds_sealed_values(database));
    auto opened = PersonalKeys::open(file, !sealed);
    if (!opened && opened.error().code() == storage_error::personal_key_file_missing) {
        return PersonalKeys::looked_for_later(file);
    }
    return opened;
}

}  // namespace

Result<OpenStore> open_store(std::string_view url, const DatabaseOptions& options,
                             const Clock& clock, const Path& key_file) {
    OpenStore store;
    TRY_ASSIGN(store.database, open_database(url, options));
    const auto migrations = migrations_of(store.database->engine());
    TRY(migrate(*store.database, migrations, clock, PAYUNG_VERSION));
    TRY_ASSIGN(store.keys, keys_of(*store.database, key_file));
    TRY(seal_old_niks(*store.database, store.keys));
    return store;
}

}  // namespace payung
