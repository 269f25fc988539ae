#pragma once

/// Signing the audit chain by the way: whoever works with the signing key at hand signs what is due
/// before his command and after it, so that no command of its own is needed while the office works.
///
/// Shape    the key is that of --signing-key or PAYUNG_SIGNING_KEY. A store that was ever signed
///          must go on being signed, with the key at hand or not: after 15 minutes without there is
///          an alarm on the screen, after 4 hours commands are refused (Desk::signing). A store
///          that nobody ever signed has no limits.
/// Errors   file_* of the key; audit/errors.h. What could not be signed stops nothing before the
///          limit does: it is told as a note.
/// Cost     one look at two indexes where nothing is due; else the new events, and one commit.

#include <optional>
#include <string>

#include "app/console.h"
#include "base/file.h"
#include "office/desk.h"

namespace payung::app {

/// The file that is named, else that of PAYUNG_SIGNING_KEY; empty where there is none.
Path signing_key_file(const Path& named);
/// The secret key in it.
Result<std::string> signing_key(const Path& file);

/// A checkpoint of what is new; with `if_due`, only after 1,000 events or 60 seconds.
Result<std::optional<KeptCheckpoint>> sign_events(Database& database, std::string_view secret,
                                                  Instant now, bool if_due);

/// Where the store stands, for whoever opens it.
struct SigningState {
    bool in_use = false;  // a checkpoint was made once
    SigningReport report;
};
Result<SigningState> signing_state_of(Database& database, Instant now);

/// audit_signing_late, where it is.
std::optional<Error> signing_alarm(const SigningState& state);

}  // namespace payung::app
