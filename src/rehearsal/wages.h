#pragma once

/// The second act of a month: employers hand in what they paid, some late, some twice, some again
/// with other figures.

#include "rehearsal/stage.h"

namespace payung::rehearsal {

/// The wage of a worker in a month: raised each January.
Money wage_in(const Townsman& worker, Month month);

enum class HandingIn : std::uint8_t { in_time, late, corrected };
/// The lists of `month` of those who hand them in that way; which way is drawn for each list.
Result<void> hand_in_wages(Stage& stage, Month month, HandingIn how);

}  // namespace payung::rehearsal
