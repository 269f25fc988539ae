#include "app/desk_options.h"

#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "app/law.h"
#include "storage/migrations.h"

namespace payung::app {
namespace {

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string{} : value;
}

std::string user_of_machine() {
    const passwd* const entry = getpwuid(getuid());
    return entry == nullptr ? "uid-" + std::to_string(getuid()) : entry->pw_name;
}

Path key_file_of(const DeskOptions& options) {
    if (!options.key_file.empty()) return options.key_file;
    if (const std::string named = environment("PAYUNG_KEY_FILE"); !named.empty()) return named;
    constexpr std::string_view scheme = "sqlite:";
    std::string_view path = options.database;
    if (path.starts_with("postgresql:")) return "payung.key";
    if (path.starts_with(scheme)) path.remove_prefix(scheme.size());
    return std::string(path) + ".key";
}

/// Work that is entered for another day is done at its noon.
Result<std::unique_ptr<Clock>> clock_of(const DeskOptions& options) {
    if (options.day.empty()) return std::unique_ptr<Clock>(std::make_unique<SystemClock>());
    const auto day = parse_day(options.day);
    if (!day) {
        return Error{Code::invalid_option,
                     {{"option", "--date"}, {"value", options.day}, {"reason", "TTTT-BB-HH"}}};
    }
    constexpr std::chrono::hours noon_in_jakarta{5};
    const Instant at = std::chrono::sys_days{std::chrono::days{day->number()}} + noon_in_jakarta;
    return std::unique_ptr<Clock>(std::make_unique<FixedClock>(at));
}

}  // namespace

void add_desk_options(CLI::App& sub, const Console& console, DeskOptions& into) {
    const auto say = [&](std::string_view id, std::string_view en) {
        return std::string(console.say(id, en));
    };
    sub.add_option(
           "--db", into.database,
           say("basis data, misalnya sqlite:payung.db", "database, for example sqlite:payung.db"))
        ->required();
    add_law_folder(sub, console, into.law);
    sub.add_option("--key-file", into.key_file,
                   say("kunci data pribadi (bawaan: di samping basis data)",
                       "key of personal data (default: beside the database)"));
    sub.add_option("--as", into.actor,
                   say("siapa yang bekerja (bawaan: pengguna komputer ini)",
                       "who acts (default: the user of this machine)"));
    sub.add_option("--date", into.day,
                   say("hari kerja TTTT-BB-HH (bawaan: hari ini)",
                       "day of the work YYYY-MM-DD (default: today)"));
}

Result<OpenDesk> OpenDesk::open(const DeskOptions& options, bool create) {
    OpenDesk opened;
    DatabaseOptions how;
    how.create = create;
    TRY_ASSIGN(opened.clock_, clock_of(options));
    TRY_ASSIGN(opened.database_, open_database(options.database, how));
    const auto migrations = migrations_of(opened.database_->engine());
    TRY(migrate(*opened.database_, migrations, *opened.clock_, PAYUNG_VERSION));
    TRY_ASSIGN(Rulebook law, Rulebook::open(law_folder_or_own(options.law)));
    TRY_ASSIGN(PersonalKeys keys, PersonalKeys::open(key_file_of(options), create));
    std::string actor = options.actor.empty() ? environment("PAYUNG_ACTOR") : options.actor;
    if (actor.empty()) actor = user_of_machine();
    opened.desk_ = {opened.database_.get(), std::move(law), std::move(keys), opened.clock_.get(),
                    std::move(actor)};
    return opened;
}

}  // namespace payung::app
