#pragma once

/// Why an account was given to a person, in a sentence or two that a clerk can check against the
/// records.

#include <string>

#include "base/error.h"
#include "linkage/link.h"

namespace payung {

/// What decided, then which fields differ and which one side does not have. Names no value, so no
/// NIK, name or date can leak from it.
std::string explain_link(const Identity& person, const Identity& account, LinkRule rule,
                         Language language);

}  // namespace payung
