#pragma once

/// Persons who are members, and the numbers (KPJ) under which they are.
///
/// Shape    within a transaction of the caller. NIK go through PersonalStore, by whoever enrols.
/// Errors   membership_exists, membership_unknown; those of database.h.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "membership/participant.h"
#include "storage/database.h"

namespace payung {

/// The number of the next new row, for whoever adds many.
Result<ParticipantNumber> next_participant(Transaction& transaction);
Result<MembershipNumber> next_membership(Transaction& transaction);

/// Rows with their numbers; all of them new.
Result<void> add_participants(Transaction& transaction, std::span<const Participant> participants,
                              Instant now);
Result<void> add_memberships(Transaction& transaction, std::span<const Membership> memberships,
                             Instant now);

/// Pre: the participant is there.
Result<Participant> participant_of(Transaction& transaction, ParticipantNumber participant);
/// Pre: the membership is there.
Result<Membership> membership_of(Transaction& transaction, MembershipNumber membership);
Result<std::optional<Membership>> find_membership(Transaction& transaction, std::string_view kpj);
/// The same, and membership_unknown where there is none.
Result<Membership> known_membership(Transaction& transaction, std::string_view kpj);
/// By number: the oldest first.
Result<std::vector<Membership>> memberships_of(Transaction& transaction,
                                               ParticipantNumber participant);
/// Of many, in no particular order; those that are not there are left out.
Result<std::vector<Participant>> find_participants(Transaction& transaction,
                                                   std::span<const ParticipantNumber> numbers);
Result<std::vector<Membership>> find_memberships(Transaction& transaction,
                                                 std::span<const std::string_view> kpjs);
/// Of many persons, the oldest first.
Result<std::vector<Membership>> memberships_of_all(Transaction& transaction,
                                                   std::span<const ParticipantNumber> participants);
/// Once; nothing where he is recorded as deceased already.
Result<void> record_death(Transaction& transaction, ParticipantNumber participant, Day died);

}  // namespace payung
