#pragma once

/// What changes in a membership: leaving, dying, family. Nothing is edited: the spell that ends is
/// replaced by one with an end, and a later report of another month by another that names it.
///
/// Errors   membership_unknown; exit_* and death_*; relation_unknown; those of desk.h.

#include <optional>
#include <string>

#include "membership/relative.h"
#include "membership/spell.h"
#include "office/desk.h"

namespace payung {

struct ExitReport {
    std::string kpj;
    Month last;               // the last month in which the membership stands
    std::string reason;       // of end_reasons
    std::optional<Day> died;  // with "meninggal dunia"
};

/// Ends every spell of the membership that goes on after `last`. The answer is {"spells":…}.
Result<Done> exit_member(const Desk& desk, const ExitReport& report);

/// One of the family of a member; `nik` may be empty. A record of the same name and relation is
/// replaced. The answer is {"relative":…}.
Result<Done> record_relative(const Desk& desk, std::string_view kpj, Relative relative,
                             std::string_view nik);

}  // namespace payung
