#pragma once

/// What an assessment grants, person by person: what the books carry and what dues are made of.
///
/// Shape    pure. What is withheld is taken from those who are due the most; sen that no bank pays
///          stay behind (Grant::net). The sum of the persons is the net of the grant.
/// Law      who receives is said by the assessment (claims/heirs.h); what nobody inherits stays in
///          the fund and is no benefit.

#include <vector>

#include "claims/assessment.h"
#include "claims/claim_posting.h"

namespace payung {

struct PayeeAmount {
    PayeeRole role = PayeeRole::member;
    std::int64_t relative = 0;
    Money amount;
    friend bool operator==(const PayeeAmount&, const PayeeAmount&) = default;
};

/// Due at once and withheld; without promises.
Grant grant_of(const Assessment& assessment);

/// Who is paid what of `grant` at once, in the order of role and relative. Pre: `grant` is of this
/// assessment.
std::vector<PayeeAmount> payees_of(const Assessment& assessment, const Grant& grant);

/// Who is paid the instalments of an obligation.
PayeeAmount payee_of(const Assessment& assessment, const Obligation& obligation);

/// "17", or "peserta": the beneficiary in keys of sub-accounts.
std::string beneficiary_key(std::int64_t relative);

}  // namespace payung
