#pragma once

/// Matching of many receipts with the bills in the database: what they name is looked up together,
/// and each sees what those before it have paid.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "contributions/matching.h"
#include "contributions/receipt.h"
#include "storage/database.h"

namespace payung {

class ReceiptMatching {
public:
    /// Looks up whatever these words name: bills by payment code, payers by their number.
    Result<void> load(Transaction& transaction, std::span<const std::string> codes);

    struct Found {
        Match match;
        PartyNumber payer = 0;  // where the words name exactly one
    };
    /// A match takes its bills: nobody is given them again.
    Found match(Money amount, std::span<const std::string> codes);

private:
    std::map<BillNumber, BillOffer> offers_;
    std::map<PartyNumber, std::vector<BillNumber>> open_;                  // of payers
    std::map<std::string, std::vector<PartyNumber>, std::less<>> payers_;  // by number
};

}  // namespace payung
