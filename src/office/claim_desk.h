#pragma once

/// The desk of claims: the office's desk, with the law of claims and of cover opened once.
///
/// Shape    what is known of a claim is gathered from where it lies: membership, covered months,
///          wages, months paid, the JHT account, the family and the facts told at the desk. Not for
///          two threads at a time.
/// Errors   of gather: no_law, those of database.h and personal data.

#include <memory>

#include "claims/assessment.h"
#include "membership/cover_law.h"
#include "membership/participant.h"
#include "office/desk.h"
#include "storage/claim_store.h"

namespace payung {

struct ClaimDesk {
    Desk desk;
    ClaimLaw law;
    std::shared_ptr<CoverLaw> cover;

    static Result<ClaimDesk> open(Desk desk);
    Day today() const { return day_of(desk.clock->now()); }
};

/// A claim with all that the law asks about it, and what it then says.
struct ClaimFile {
    ClaimRecord record;
    Membership membership;
    Participant participant;
    std::vector<ClaimRelative> family;
    ClaimFacts facts;

    ClaimRef ref() const { return {record.kind, record.number, membership.kpj}; }
};
Result<ClaimFile> gather(Transaction& transaction, const ClaimDesk& desk, const ClaimRecord& claim);
Result<ClaimFile> gather(Transaction& transaction, const ClaimDesk& desk, std::string_view number);

/// Facts that tell of health, from where they lie encrypted.
Result<ClaimWords> health_facts(PersonalStore personal, std::int64_t claim);
Result<void> keep_health_facts(PersonalStore personal, std::int64_t claim, const ClaimWords& facts);

}  // namespace payung
