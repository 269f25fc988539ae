#pragma once

/// Changing the key of a store that is in use: everything that is encrypted is written again with a
/// new version, some thousand values a transaction. Killed anywhere, the next call goes on where
/// it was; commands run between, and write with the new version from the first moment on.
///
/// An older version stays in the key file: backups of its time are read with it.
///
/// Errors   personal_*; file_* of the key file; those of database.h.
/// Cost     about 20 µs a value (backup_bench.cpp); a pass over all that is encrypted.

#include <functional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/database.h"
#include "storage/personal_keys.h"

namespace payung {

struct KeyUse {
    int version = 0;
    std::string fingerprint;  // as the store has it
    std::int64_t values = 0;  // sealed with it in `personal`
    std::int64_t blocks = 0;  // and of the registers' NIKs
};

/// Versions that the store knows, oldest first. Needs no key.
Result<std::vector<KeyUse>> key_uses(Database& database);

struct Rotated {
    int version = 0;       // in use from now on
    bool resumed = false;  // one that was begun before was ended; no version was added
    std::int64_t values = 0, blocks = 0;  // written again by this call
};

/// Ends a rotation that was begun, or begins a new one. `on_progress` is told what was done so far;
/// its error stops the rotation, to be taken up again later.
Result<Rotated> rotate_keys(Database& database, const PersonalKeys& keys, const Clock& clock,
                            std::string_view actor,
                            const std::function<Result<void>(const Rotated&)>& on_progress);

struct KeyCheck {
    std::int64_t values = 0, blocks = 0;  // that can be read
    std::int64_t damaged = 0;             // and those that cannot, or are not found by their digest
};

/// Reads all that is encrypted.
Result<KeyCheck> check_keys(Database& database, const PersonalKeys& keys);

}  // namespace payung
