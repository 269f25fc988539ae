#pragma once

/// What `payung run --db` keeps: editions of the register and of membership, and runs on them.
///
/// Units    money as Money, months as Month; recorded_at is UTC, "2026-01-31T08:15:30.123Z".
/// Shape    one edition or one run is one transaction: it is there whole or not at all, whenever
/// the
///          program dies. The same contents again (same SHA-256, same rows taken from them) is the
///          edition that is there; the same run again is the run that is there; nothing changes.
/// Errors   those of database.h and migrations.h; store_no_run, store_run_unknown,
///          store_run_ambiguous, store_person_unknown.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "membership/account_table.h"
#include "registry/area_table.h"
#include "registry/person_table.h"
#include "storage/database.h"

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

class RunStore {
public:
    /// Opens or makes the store and brings its tables up to date. `clock` must outlive it.
    static Result<std::unique_ptr<RunStore>> open(std::string_view url,
                                                  const DatabaseOptions& options,
                                                  const Clock& clock);

    /// Pre: source.rows_taken is the size of the table.
    Result<SavedEdition> save_edition(const EditionSource& source, const PersonTable& persons,
                                      const AreaTable& areas);
    Result<SavedEdition> save_edition(const EditionSource& source, const AccountTable& accounts);
    Result<std::vector<EditionRecord>> editions();

    /// As they were saved; areas by today's table.
    Result<PersonTable> load_register(std::int64_t edition, const AreaTable& areas);
    /// Without the identities of the accounts, which are not kept: link_set() says whose they are.
    Result<AccountTable> load_membership(std::int64_t edition);

private:
    RunStore(std::unique_ptr<Database> database, const Clock& clock)
        : database_(std::move(database)), clock_(clock) {}
    std::unique_ptr<Database> database_;
    const Clock& clock_;
};

}  // namespace payung
