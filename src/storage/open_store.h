#pragma once

/// A store that is ready: its tables up to date, its keys at hand, and nothing in it that an older
/// program left unencrypted.

#include <memory>
#include <string_view>

#include "base/clock.h"
#include "storage/database.h"
#include "storage/personal_keys.h"

namespace payung {

struct OpenStore {
    std::unique_ptr<Database> database;
    PersonalKeys keys;
};

/// A key file is made where there is none, unless the store holds values already that it could not
/// read: then whoever needs them, as every command does, gets personal_key_file_missing, and all
/// that only reads the rest goes on.
Result<OpenStore> open_store(std::string_view url, const DatabaseOptions& options,
                             const Clock& clock, const Path& key_file);

}  // namespace payung
