#pragma once

/// An allocation is taken back within a command: mirrored in the books, its bills open again, its
/// money unallocated. Private to office/.
///
/// Errors   allocation_not_found, allocation_undone; ledger_limit.

#include <string>
#include <string_view>

#include "contributions/receipt.h"
#include "office/desk.h"

namespace payung {

/// What of it stands: what was freed is not taken back twice. The answer is
/// {"allocation":…,"open":"sen"}.
Result<std::string> take_back(Work& work, AllocationNumber number, std::string_view reason);

}  // namespace payung
