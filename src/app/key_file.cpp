#include "app/key_file.h"

#include <CLI/CLI.hpp>
#include <cstdlib>

namespace payung::app {

Path key_file_for(std::string_view database, const Path& named) {
    if (!named.empty()) return named;
    const char* const variable = std::getenv("PAYUNG_KEY_FILE");
    if (variable != nullptr && *variable != '\0') return variable;
    constexpr std::string_view scheme = "sqlite:";
    if (database.find("://") != std::string_view::npos) return "payung.key";
    if (database.starts_with(scheme)) database.remove_prefix(scheme.size());
    return std::string(database) + ".key";
}

void add_key_file(CLI::App& sub, const Console& console, Path& into) {
    sub.add_option("--key-file", into,
                   std::string(console.say("kunci data pribadi (bawaan: di samping basis data)",
                                           "key of personal data (default: beside the database)")));
}

}  // namespace payung::app
