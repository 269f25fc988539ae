#pragma once

/// Ctrl-C (SIGINT), SIGTERM and a terminal that closes (SIGHUP) as a question that long work asks
/// between two pieces.

#include "base/result.h"

namespace payung {

/// From now on the first signal only raises the flag; a second one ends the program as usual.
void catch_interrupts();

bool interrupted();

/// Code::interrupted once a signal came; else nothing. To be asked with TRY between pieces of work.
Result<void> check_interrupted();

/// Raises or lowers the flag by hand, for tests.
void set_interrupted(bool value);

}  // namespace payung
