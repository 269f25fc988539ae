#pragma once

/// The first act of a month: employers, and those who become members or cease to be.
///
/// Errors   whatever the office refuses: nothing here should be.

#include "rehearsal/stage.h"

namespace payung::rehearsal {

/// Before the first month: the bank's account is made known, employers are registered.
Result<void> open_office(Stage& stage);
/// Those whose first month it is join.
Result<void> join(Stage& stage, Month month);
/// Sponsors who begin in this month promise to pay; a second person approves, and the workers of
/// their rosters are members.
Result<void> take_rosters(Stage& stage, Month month);

}  // namespace payung::rehearsal
