#pragma once

/// Whose the JHT part of a bill is: its members, and how payments and corrections went so far.
/// Private to office/.

#include <span>
#include <string>
#include <vector>

#include "contributions/correction.h"
#include "storage/database.h"

namespace payung {

struct BillJht {
    std::vector<std::string> kpj;  // in the order of their first share on the bill
    JhtSplit split;                // of the same places
};
/// `payments`: those of the bill so far, in their order.
Result<BillJht> jht_of_bill(Transaction& transaction, BillNumber bill,
                            std::span<const BillPayment> payments);

}  // namespace payung
