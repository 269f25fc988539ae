#pragma once

/// What somebody declares of himself changes in the middle of a membership: his income, or the
/// programmes he wants. The spell ends and another begins in the same month, without a gap, and
/// what is billed from then on follows it.
///
/// Shape    for who pays for himself or through a group; wages come from lists, a sponsor's workers
///          from his roster. From a month that nobody has billed yet, and none that runs: benefits
///          after an accident rest on the income, so that nobody raises it afterwards. Only a
///          membership in its first month may be put right in that month.
/// Law      the programmes open to him (membership/programme_law.h). From when a change holds was
///          not found in the texts: [M].
/// Errors   membership_unknown, terms_*, member_programme_closed, spell_without_programme.

#include <optional>
#include <string>

#include "membership/spell.h"
#include "office/desk.h"

namespace payung {

struct TermsChange {
    std::string kpj;
    Month from;
    std::optional<Money> income;
    std::optional<std::uint8_t> programmes;
};
/// The answer is {"spells":…}.
Result<Done> change_terms(const Desk& desk, const TermsChange& change);

}  // namespace payung
