#pragma once

/// Where the key of personal data lies, for every command that opens a database.

#include <string_view>

#include "app/console.h"
#include "base/file.h"

namespace CLI {
class App;
}

namespace payung::app {

/// The one that is named, else that of PAYUNG_KEY_FILE, else the one beside the database:
/// payung.db.key, and payung.key in the working folder for a server.
Path key_file_for(std::string_view database, const Path& named);

/// --key-file
void add_key_file(CLI::App& sub, const Console& console, Path& into);

}  // namespace payung::app
