#pragma once

/// Backups: everything a store holds at one moment, in one encrypted file, and the proof that it
/// can be brought back.
///
/// Shape    the rows of all tables, read in one snapshot while others write, and a manifest: time,
///          program, migrations, head of the audit chain, sums of the books, and for each table its
///          rows and their SHA-256. The file is the same whichever engine it comes from, and can be
///          restored into either: the digests must then agree.
/// Safety   encrypted as a whole with the store's key file, which is not in it; each byte is
///          checked (storage/sealed_file.h). Whole or not at all: the file, and what is restored.
/// Errors   backup_*, personal_key_*, store_newer_version; those of database.h.
/// Cost     about 400 thousand rows a second out, 150 thousand in (backup_bench.cpp).

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/database.h"
#include "storage/personal_keys.h"
#include "storage/stored_tables.h"

namespace payung {

struct BackupManifest {
    std::string made_at, program, engine;
    int migrations = 0;                  // how many the store had
    std::int64_t events = 0;             // of the audit chain
    std::string head;                    // hash of the last of them
    std::int64_t debit = 0, credit = 0;  // sums of all lines in sen: the same
    std::vector<StoredDigest> tables;    // by name

    std::int64_t rows() const;
    friend bool operator==(const BackupManifest&, const BackupManifest&) = default;
};

/// Of a store whose tables are up to date.
Result<BackupManifest> make_backup(Database& database, const PersonalKeys& keys, const Path& file,
                                   const Clock& clock, std::string_view program);

/// What the file says of itself, unchecked; needs no key.
Result<BackupManifest> manifest_of(const Path& file);

/// Reads the whole file and compares each table with what the manifest says.
Result<BackupManifest> check_backup(const Path& file, const PersonalKeys& keys);

/// Into a place without rows. Before it is made durable, all that was restored is read again and
/// compared with the manifest.
Result<BackupManifest> restore_backup(const Path& file, const PersonalKeys& keys,
                                      Database& database, const Clock& clock);

struct DrillReport {
    BackupManifest manifest;
    std::vector<std::string> faults;  // none: the backup counts
    double restore_seconds = 0, check_seconds = 0;
};

/// Restores into `database`, an empty place that may be thrown away, and looks at everything that a
/// store can be asked about its own health: the file, the books, the audit chain, what is
/// encrypted.
Result<DrillReport> drill_backup(const Path& file, const PersonalKeys& keys, Database& database,
                                 const Clock& clock);

}  // namespace payung
