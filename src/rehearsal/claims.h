#pragma once

/// The fourth act: members die, at work or not, and leave their jobs; their heirs and they claim;
/// one person assesses, another decides, the bank pays or sends it back once.

#include "rehearsal/stage.h"

namespace payung::rehearsal {

/// Money that the funds had before the rehearsal begins: a town is too small to pay a death.
Result<void> endow(Stage& stage);
/// Claims of those whose last month was the one before.
Result<void> claim_month(Stage& stage, Month month);

}  // namespace payung::rehearsal
