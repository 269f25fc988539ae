#pragma once

/// Corrections of who a participant is, in the database.
///
/// Shape    functions over the transaction of a command.
/// Errors   those of database.h.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "membership/participant.h"
#include "storage/database.h"

namespace payung {

/// What a document proves about a person.
struct PersonData {
    std::string name;
    Day birth;
    std::uint8_t sex = 0;
    friend bool operator==(const PersonData&, const PersonData&) = default;
};

enum class IdentityState : std::uint8_t { asked, made, refused };

struct IdentityCorrection {
    std::int64_t number = 0;
    ParticipantNumber participant = 0;
    PersonData before, after;
    std::string document;
    IdentityState state = IdentityState::asked;
    std::string asked_by, decided_by;
    friend bool operator==(const IdentityCorrection&, const IdentityCorrection&) = default;
};

/// Gives it its number.
Result<std::int64_t> add_identity_correction(Transaction& transaction,
                                             const IdentityCorrection& correction, Instant now);
Result<std::optional<IdentityCorrection>> find_identity_correction(Transaction& transaction,
                                                                   std::int64_t number);
/// In their order.
Result<std::vector<IdentityCorrection>> identity_corrections(Transaction& transaction,
                                                             ParticipantNumber participant);
/// State and who decided.
Result<void> update_identity_correction(Transaction& transaction,
                                        const IdentityCorrection& correction, Instant now);
/// The participant is that from now on, and so is the name of who pays for himself.
Result<void> set_identity(Transaction& transaction, ParticipantNumber participant,
                          const PersonData& identity);

}  // namespace payung
