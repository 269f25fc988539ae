#pragma once

/// The last act of a month: the return is credited to savings, and months that are over are closed.

#include "rehearsal/stage.h"

namespace payung::rehearsal {

/// Of a month that is over. The rate is the board's of the rehearsal: no figure of law.
Result<void> credit_savings(Stage& stage, Month month);
Result<void> close_books(Stage& stage, Month month);

}  // namespace payung::rehearsal
