#pragma once

/// What a person decides about a receipt: which bills it pays, or that what it paid was wrong.
///
/// Shape    a receipt that is allocated by hand pays as far as it reaches, by a strategy that is
///          named (E4). Taking an allocation back mirrors it in the books, opens its bills again
///          and leaves the money unallocated; where it was swept already, the next sweep fetches it
///          back through 2420 / 1410, the lawful way from a fund that was paid by mistake.
/// Errors   receipt_not_found, receipt_used_up, bill_not_found, bill_nothing_open,
///          allocation_not_found, allocation_undone; ledger_limit where a member has withdrawn the
///          money meanwhile.

#include <span>
#include <string>
#include <vector>

#include "contributions/allocation.h"
#include "contributions/receipt.h"
#include "office/desk.h"

namespace payung {

struct AllocationRequest {
    ReceiptNumber receipt = 0;
    std::vector<BillNumber> bills;
    AllocationStrategy strategy = AllocationStrategy::proportional;
};
Result<Done> allocate_receipt(const Desk& desk, const AllocationRequest& request);

/// Matches what waits once more: money that came before its bill was issued finds it now. Receipts
/// of which a person has decided something are left alone.
struct Rematched {
    std::uint64_t looked_at = 0, matched = 0;
    Money allocated;
};
Result<Rematched> match_waiting(const Desk& desk);

Result<Done> undo_allocation(const Desk& desk, AllocationNumber allocation,
                             std::string_view reason);

/// Why a receipt is where it is, and the bills that a person may choose from: those it names, those
/// of its payer, and those of anybody with exactly what is left of it.
struct Candidates {
    Receipt receipt;
    Unmatched reason = Unmatched::payer_unknown;
    std::vector<MatchCandidate> bills;
    std::vector<BillOffer> same_amount;  // of anybody
};
Result<Candidates> candidates_for(const Desk& desk, ReceiptNumber receipt);

}  // namespace payung
