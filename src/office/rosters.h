#pragma once

/// Sponsors and their rosters: proposed by one person, approved or refused by another.
///
/// Approval enrols every worker of the roster at the sponsor's cost, set-wise and in one
/// transaction; who cannot be (covered already, too old, twice on the list …) is left out with the
/// name of the reason in his commitment.
///
/// Errors   party_exists, party_unknown, roster_*, run_of_roster_unknown; those of
///          membership/roster.h and desk.h.
/// Cost     see enrolment_bench.cpp.

#include <string>

#include "membership/party.h"
#include "membership/roster.h"
#include "office/desk.h"

namespace payung {

/// The answer is {"party":…}.
Result<Done> register_sponsor(const Desk& desk, std::string_view number, std::string_view name,
                              const SponsorFact& fact);

struct RosterProposed {
    Done done;  // {"roster":…,"workers":…,"amount":"sen"}
    HandedFile file;
};
/// `source`: which of the sources in the file; may be empty where there is one.
Result<RosterProposed> propose_roster(const Desk& desk, std::string_view sponsor, const Path& file,
                                      std::string_view source);
/// The same of a run that is kept in this database; `run` 0 is the latest.
Result<Done> propose_roster_of_run(const Desk& desk, std::string_view sponsor, std::int64_t run,
                                   std::string_view source);

/// The answer is {"enrolled":…,"left_out":…}.
Result<Done> approve_roster(const Desk& desk, std::int64_t roster);
Result<Done> refuse_roster(const Desk& desk, std::int64_t roster, std::string_view reason);

}  // namespace payung
