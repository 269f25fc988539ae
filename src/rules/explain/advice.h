#pragma once

/// What to say to people when a decision has no result: why, and what to do.

#include "base/language.h"
#include "rules/value/reason.h"

namespace payung::rules {

/// "data belum ada"
Phrase words_for(Reason reason);
/// "Lengkapi data itu, lalu hitung lagi."
Phrase advice_for(Reason reason);

}  // namespace payung::rules
