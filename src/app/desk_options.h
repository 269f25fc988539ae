#pragma once

/// What every command of the office is asked besides its own: which database, whose law, who acts,
/// on what day; and the desk that is opened with it.

#include <memory>
#include <string>

#include "app/console.h"
#include "base/file.h"
#include "office/desk.h"

namespace CLI {
class App;
}

namespace payung::app {

struct DeskOptions {
    std::string database;              // "sqlite:payung.db" or "postgresql://…"
    Path law;                          // empty: the program's own
    Path key_file;                     // empty: PAYUNG_KEY_FILE, or beside a SQLite file
    std::string actor;                 // empty: PAYUNG_ACTOR, or the user of the machine
    std::string day;                   // empty: today; for work that is entered later
    Path signing_key;                  // empty: PAYUNG_SIGNING_KEY, or none
    bool signs = true;                 // what is due, along the way
    const Console* console = nullptr;  // who is told of what should be looked at
};

/// --db, --law, --key-file, --as, --date, --signing-key.
void add_desk_options(CLI::App& sub, const Console& console, DeskOptions& into);

/// A desk with all it stands on. The tables are brought up to date; events that are due to be
/// signed are signed when it is opened and when it goes (app/signing.h).
class OpenDesk {
public:
    /// With `create`, a database and its key are made where there are none.
    static Result<OpenDesk> open(const DeskOptions& options, bool create = false);
    OpenDesk(OpenDesk&&) noexcept = default;
    OpenDesk& operator=(OpenDesk&&) noexcept = default;
    ~OpenDesk();
    const Desk& desk() const { return desk_; }

private:
    OpenDesk() = default;
    Result<void> sign_what_is_due();
    Result<void> look_at_signing();

    std::string signing_secret_;  // empty: not at hand
    std::unique_ptr<Database> database_;
    std::unique_ptr<Clock> clock_;
    Desk desk_;
};

}  // namespace payung::app
