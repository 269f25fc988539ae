#pragma once

/// Claims from the report to the decision: taken in, proved, assessed by the law, decided by a
/// second person, appealed, looked at again.
///
/// Shape    each function is one command: its rows, its postings, its event in the audit chain, all
///          or nothing. The answer is JSON with the number of the claim and its stage.
/// Once     sent again, a command is answered as the first time and does nothing.
/// Law      figures, refusals, papers and heirs are answers of claims/assessment.h. Who assesses
///          does not decide; what is approved is what was assessed: if anything known of the case
///          has changed since, it must be assessed again.
/// Errors   claim_*, heir_*, beneficiary_*; those of the stores.

#include <optional>
#include <string>

#include "claims/reassessment.h"
#include "office/claim_desk.h"

namespace payung {

struct ReportClaim {
    ClaimKind kind = ClaimKind::jkm;
    std::string kpj;
    Day event;
    std::optional<Day> claimed;  // day of the form; empty: today
    Money estimate;              // reserved at once; 0: only when assessed
    ClaimWords facts;
};
Result<Done> report_claim(const ClaimDesk& desk, const ReportClaim& request);

Result<Done> add_document(const ClaimDesk& desk, std::string_view claim,
                          const ClaimDocument& document);
/// Empty values take a fact back.
Result<Done> set_claim_facts(const ClaimDesk& desk, std::string_view claim,
                             const ClaimWords& facts);
/// The relative of that number, new or as known now.
Result<Done> set_relative(const ClaimDesk& desk, std::string_view claim,
                          const ClaimRelative& relative);

struct BankAccount {
    std::string holder, bank, number;  // bank: BIC, may be empty
};
/// Where somebody is paid. An heir must be one under the law: heir_unknown, heir_not_in_order.
Result<Done> set_account(const ClaimDesk& desk, std::string_view claim, PayeeRole role,
                         std::int64_t relative, const BankAccount& account);

Result<Done> assess_claim(const ClaimDesk& desk, std::string_view claim);
Result<Done> approve_claim(const ClaimDesk& desk, std::string_view claim, std::int64_t version);

struct Ground {
    std::string reason, article;
};
/// Where the law refuses, its words and articles are the reason, unless others are given.
Result<Done> reject_claim(const ClaimDesk& desk, std::string_view claim, std::int64_t version,
                          const Ground& ground);
/// The time to claim is over and the papers never came.
Result<Done> expire_claim(const ClaimDesk& desk, std::string_view claim);

struct FileAppeal {
    Day filed;
    std::string grounds, sha256;
};
Result<Done> appeal_claim(const ClaimDesk& desk, std::string_view claim, const FileAppeal& appeal);
/// By somebody who had no part in the decision.
Result<Done> decide_appeal(const ClaimDesk& desk, std::string_view claim, bool upheld,
                           const Ground& ground);

/// Opens a decided claim again, so that papers and facts can be taken in.
Result<Done> reopen_claim(const ClaimDesk& desk, std::string_view claim, std::string_view reason);
/// Facts, wages or months paid have changed: opened again and assessed again, for a second person
/// to decide. Nothing is done where the law says the same as before.
Result<Done> reassess_claim(const ClaimDesk& desk, std::string_view claim, std::string_view reason);

/// A decision that the law would not take today.
struct TouchedClaim {
    std::string number;
    ClaimState state;
    Reassessment found;
};
/// Of the claims of a membership, or of the last `limit` decided ones.
Result<std::vector<TouchedClaim>> touched_claims(const ClaimDesk& desk, std::string_view kpj,
                                                 std::int64_t limit);

/// What the law says of it now, without any change.
Result<Assessment> look_at_claim(const ClaimDesk& desk, std::string_view claim);

}  // namespace payung
