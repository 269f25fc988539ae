#pragma once

/// An allocation is taken back within a command: mirrored in the books, its bills open again, its
/// money unallocated. Private to office/.
///
/// Errors   allocation_not_found, allocation_undone, bill_changed_meanwhile; ledger_limit.

#include <map>
#include <string>
#include <string_view>

#include "contributions/receipt.h"
#include "office/desk.h"

namespace payung {

/// The group that posted an allocation, and those by which parts of it were freed since.
struct ToTakeBack {
    Booked booked;
    std::map<AllocationNumber, Booked> freed;
};
Result<ToTakeBack> to_take_back(const Desk& desk, AllocationNumber number);

/// What of it stands: what was freed is not taken back twice. The answer is
/// {"allocation":…,"open":"sen"}.
Result<std::string> take_back(Work& work, AllocationNumber number, const ToTakeBack& booked,
                              std::string_view reason);

}  // namespace payung
