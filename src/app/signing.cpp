#include "app/signing.h"

#include <cstdlib>

#include "audit/errors.h"
#include "base/text.h"

namespace payung::app {

Path signing_key_file(const Path& named) {
    if (!named.empty()) return named;
    const char* const variable = std::getenv("PAYUNG_SIGNING_KEY");
    return variable == nullptr ? Path() : Path(variable);
}

Result<std::string> signing_key(const Path& file) {
    TRY_ASSIGN(const std::string content, read_file(file));
    return std::string(trim(content));
}

Result<SigningState> signing_state_of(Database& database, Instant now) {
    SigningState state;
    TRY_ASSIGN(const auto snapshot, database.read());
    TRY_ASSIGN(state.in_use, ever_signed(*snapshot));
    TRY_ASSIGN(state.report, signing_report(*snapshot, {}, now));
    return state;
}

Result<std::optional<KeptCheckpoint>> sign_events(Database& database, std::string_view secret,
                                                  Instant now, bool if_due) {
    std::optional<KeptCheckpoint> made;
    if (if_due) {  // Most of the time it is not, and nobody is kept from writing.
        TRY_ASSIGN(const auto snapshot, database.read());
        TRY_ASSIGN(const SigningReport report, signing_report(*snapshot, {}, now));
        if (report.state == Signing::in_order) return made;
    }
    TRY(database.write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(made, make_checkpoint(transaction, secret, now));
        return {};
    }));
    return made;
}

std::optional<Error> signing_alarm(const SigningState& state) {
    const Signing how = state.report.state;
    if (!state.in_use || (how != Signing::alarm && how != Signing::stop)) return std::nullopt;
    return Error{audit_error::audit_signing_late, {{"since", to_text(state.report.oldest)}}};
}

}  // namespace payung::app
