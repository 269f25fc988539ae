#include "app/desk_options.h"

#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "app/key_file.h"
#include "app/law.h"
#include "app/signing.h"
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
    into.console = &console;
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
    sub.add_option("--signing-key", into.signing_key,
                   say("berkas kunci tanda tangan: catatan yang jatuh waktu ditandatangani "
                       "sambil bekerja (bawaan: PAYUNG_SIGNING_KEY)",
                       "file of the signing key: events that are due are signed along the way "
                       "(default: PAYUNG_SIGNING_KEY)"));
    sub.add_option("--date", into.day,
                   say("hari kerja TTTT-BB-HH (bawaan: hari ini)",
                       "day of the work YYYY-MM-DD (default: today)"));
}

Result<void> OpenDesk::sign_what_is_due() {
    if (signing_secret_.empty()) return {};
    TRY(sign_events(*database_, signing_secret_, clock_->now(), true));
    return {};
}

/// A store that was signed once has limits from then on.
Result<void> OpenDesk::look_at_signing() {
    TRY_ASSIGN(const SigningState state, signing_state_of(*database_, clock_->now()));
    if (state.in_use) desk_.signing = CheckpointLimits{};
    if (const auto late = signing_alarm(state)) return *late;
    return {};
}

OpenDesk::~OpenDesk() {
    // What cannot be signed now is due the next time, and told then.
    if (database_ != nullptr) (void)sign_what_is_due();
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
    const auto warn = [&](const Result<void>& done) {
        if (!done && options.console != nullptr) options.console->warn(done.error());
    };
    if (const Path file = signing_key_file(options.signing_key); options.signs && !file.empty()) {
        TRY_ASSIGN(opened.signing_secret_, signing_key(file));
        warn(opened.sign_what_is_due());
    }
    warn(opened.look_at_signing());
    return opened;
}

}  // namespace payung::app
