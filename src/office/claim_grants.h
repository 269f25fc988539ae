#pragma once

/// What a decision brings about: dues for persons, obligations with their instalments, and the
/// standing in the books. Private to the desk of claims.
///
/// Shape    what was ordered or paid before stays; what was open is replaced. Persons are never set
///          off against each other: what one got too much is claimed back (1440), what another is
///          due is paid.

#include "claims/grant.h"
#include "office/claim_steps.h"
#include "office/valuation.h"

namespace payung {

/// The grant of `assessment` takes the place of all that was granted before. An empty assessment
/// grants nothing. `event` makes the keys of the postings.
Result<void> apply_grant(Work& work, const ClaimDesk& desk, const ClaimFile& file,
                         const Assessment& assessment, std::string_view event);

Promise promise_of(const ObligationRecord& obligation);
/// Ends an obligation: what is open of it is cancelled, what is carried beyond what the bank has is
/// given back.
Result<void> close_obligation(Work& work, const ClaimRef& claim, ObligationRecord obligation,
                              Day on, std::string_view reason, std::string_view event);

inline constexpr std::string_view lump_word = "manfaat", late_word = "kompensasi keterlambatan";

}  // namespace payung
