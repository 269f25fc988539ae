#pragma once

/// Dues with all that paying them asks: the claim, who is paid and where, the obligation behind an
/// instalment. Each claim is looked up once. Private to the desk of claims.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "office/claim_grants.h"

namespace payung {

/// Nothing where none was told yet.
Result<std::optional<BankAccount>> account_of(PersonalStore personal,
                                              const Beneficiary& beneficiary);

/// Claims of the dues at hand, as they are and as they become.
class DueBook {
public:
    explicit DueBook(Transaction& transaction) : transaction_(transaction) {}

    struct Claim {
        ClaimRecord record;
        ClaimRef ref;
        std::vector<Beneficiary> beneficiaries;
        std::vector<ObligationRecord> obligations;
        std::vector<Due> dues;
    };
    /// Lives as long as the book.
    Result<Claim*> claim(std::int64_t row);
    std::map<std::int64_t, Claim>& claims() { return claims_; }

private:
    Transaction& transaction_;
    std::map<std::int64_t, Claim> claims_;
};

// Pre: the due is of this claim.
const Beneficiary& beneficiary_in(const DueBook::Claim& claim, const Due& due);
Due& due_in(DueBook::Claim& claim, std::int64_t row);
/// nullptr for what is due at once.
ObligationRecord* obligation_in(DueBook::Claim& claim, const Due& due);

PaymentPosting posting_of(DueBook::Claim& claim, const Due& due, std::int64_t payment,
                          std::string_view account);

/// A step of the claim where it stands among those that are paid; while it is looked at again only
/// its payments move.
Result<void> step_if_it_can(Work& work, DueBook::Claim& claim, ClaimAction action,
                            std::string_view reason);

}  // namespace payung
