#pragma once

/// Claims, what is known of them, what the law made of them and who decided.
///
/// Shape    within a transaction of the caller. Facts, papers, events and assessments are added,
///          never changed; the row of the claim says where it stands now.
/// Privacy  facts of health are not kept here but in PersonalStore, by whoever takes them in.
/// Errors   claim_not_found; those of database.h.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "claims/assessment.h"
#include "claims/claim_posting.h"
#include "claims/claim_state.h"
#include "ledger/posting.h"
#include "membership/member_month.h"
#include "storage/database.h"

namespace payung {

struct ClaimRecord {
    std::int64_t claim = 0;
    std::string number;  // "K-2026-0000001"
    ClaimKind kind = ClaimKind::jkk;
    MembershipNumber membership = 0;
    Day event, claimed;
    std::optional<Day> complete;
    ClaimState state = ClaimState::reported;
    std::int64_t version = 0, approved = 0;  // of assessments; 0 none
    std::optional<Day> pay_until;
    Money estimate;
    std::string reported_by;
    friend bool operator==(const ClaimRecord&, const ClaimRecord&) = default;
};

/// Gives it its number, by year. Pre: find_claim_of() finds none.
Result<ClaimRecord> add_claim(Transaction& transaction, ClaimRecord claim, Instant now);
/// claim_not_found
Result<ClaimRecord> known_claim(Transaction& transaction, std::string_view number);
Result<ClaimRecord> claim_by_row(Transaction& transaction, std::int64_t claim);
Result<std::optional<ClaimRecord>> find_claim_of(Transaction& transaction, ClaimKind kind,
                                                 MembershipNumber membership, Day event);
/// Where it stands: state, complete, version, approved, pay_until.
Result<void> keep_claim(Transaction& transaction, const ClaimRecord& claim);
/// By number; all states where none is named.
Result<std::vector<ClaimRecord>> list_claims(Transaction& transaction,
                                             std::optional<ClaimState> state, std::int64_t limit);
/// Of every membership of this person.
Result<std::vector<ClaimRecord>> claims_of_participant(Transaction& transaction,
                                                       ParticipantNumber participant);

using ClaimWords = std::map<std::string, std::string>;  // fact_words.h, by name
Result<void> add_claim_facts(Transaction& transaction, std::int64_t claim, const ClaimWords& facts,
                             std::string_view actor, Instant now);
/// The last value of each; those taken back are not there.
Result<ClaimWords> claim_facts(Transaction& transaction, std::int64_t claim);

struct ClaimDocument {
    std::string name, sha256;
    Day received;
    std::string actor;
    friend bool operator==(const ClaimDocument&, const ClaimDocument&) = default;
};
Result<void> add_claim_document(Transaction& transaction, std::int64_t claim,
                                const ClaimDocument& document, Instant now);
Result<std::vector<ClaimDocument>> claim_documents(Transaction& transaction, std::int64_t claim);

/// One of the family, by his number within the claim.
struct ClaimRelative {
    std::string name;
    FamilyMember member;
};
/// As a new version of this relative.
Result<void> add_claim_relative(Transaction& transaction, std::int64_t claim,
                                const ClaimRelative& relative, std::string_view actor, Instant now);
/// The last version of each, by number.
Result<std::vector<ClaimRelative>> claim_relatives(Transaction& transaction, std::int64_t claim);

struct ClaimEvent {
    std::string action, from, to, reason, article, actor;
    Instant at;
    friend bool operator==(const ClaimEvent&, const ClaimEvent&) = default;
};
Result<void> add_claim_event(Transaction& transaction, std::int64_t claim, const ClaimEvent& event);
Result<std::vector<ClaimEvent>> claim_events(Transaction& transaction, std::int64_t claim);

struct AssessmentRecord {
    std::int64_t claim = 0, version = 0;
    std::string receipt, rulebook;
    Money total, withheld, scheduled;
    bool payable = false;
    std::string refusal;  // in Indonesian, with articles
    std::string maker;
    Instant made_at;
    std::optional<std::string> checker;
    std::optional<bool> approved;
    std::vector<Component> components;
};
Result<void> add_assessment(Transaction& transaction, const AssessmentRecord& assessment);
/// Pre: it is there.
Result<AssessmentRecord> assessment_of(Transaction& transaction, std::int64_t claim,
                                       std::int64_t version);
/// Pre: nobody has decided on it.
Result<void> decide_assessment(Transaction& transaction, std::int64_t claim, std::int64_t version,
                               bool approved, std::string_view checker, Instant now);

Result<Standing> claim_standing(Transaction& transaction, std::int64_t claim);
Result<void> keep_standing(Transaction& transaction, std::int64_t claim, const Standing& standing);

struct Appeal {
    std::int64_t position = 0;
    Day filed;
    std::string grounds, sha256;
    std::optional<bool> upheld;
    std::string decided_by, reason, article;
};
Result<void> add_appeal(Transaction& transaction, std::int64_t claim, const Appeal& appeal);
/// Decides the last one. Pre: it is open.
Result<void> decide_appeal(Transaction& transaction, std::int64_t claim, const Appeal& decided,
                           Instant now);
Result<std::vector<Appeal>> appeals_of(Transaction& transaction, std::int64_t claim);

}  // namespace payung
