#pragma once

/// What must hold of an office whatever befell it, looked at from outside: books, receipts, bills
/// and the audit chain against one another and against the bank.
///
/// Shape    each fault is a short line for whoever replays the rehearsal; none: all is right.
/// Cost     everything is read; O(all that was ever done).

#include <string>
#include <vector>

#include "rehearsal/stage.h"

namespace payung::rehearsal {

Result<std::vector<std::string>> find_faults(Stage& stage);

}  // namespace payung::rehearsal
