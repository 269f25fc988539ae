#include "app/desk_options.h"

#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "app/key_file.h"
#include "app/law.h"
#include "storage/open_store.h"

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
    add_key_file(sub, console, into.key_file);
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
    const Path key_file = key_file_for(options.database, options.key_file);
    TRY_ASSIGN(OpenStore store, open_store(options.database, how, *opened.clock_, key_file));
    opened.database_ = std::move(store.database);
    TRY_ASSIGN(Rulebook law, Rulebook::open(law_folder_or_own(options.law)));
    std::string actor = options.actor.empty() ? environment("PAYUNG_ACTOR") : options.actor;
    if (actor.empty()) actor = user_of_machine();
    opened.desk_ = {opened.database_.get(), std::move(law), std::move(store.keys),
                    opened.clock_.get(), std::move(actor)};
    return opened;
}

}  // namespace payung::app
