#pragma once

/// What a sponsor promised, was billed and paid for each worker.
///
/// Shape    one pass over his promises and one over the shares of his bills; a worker with a
///          promise or a bill stands once, by membership.
/// Errors   those of database.h.

#include <string>
#include <vector>

#include "membership/member_month.h"
#include "storage/database.h"

namespace payung {

struct SponsoredWorker {
    MembershipNumber membership = 0;
    std::string kpj, name;
    std::int64_t months_promised = 0, months_billed = 0, months_paid = 0;
    Money promised, billed, paid;
    Month first, last;  // billed
    friend bool operator==(const SponsoredWorker&, const SponsoredWorker&) = default;
};
Result<std::vector<SponsoredWorker>> sponsored_workers(Transaction& transaction,
                                                       PartyNumber sponsor);

}  // namespace payung
