#pragma once

/// Parties that pay, with what holds of employers and sponsors.
///
/// Shape    within a transaction of the caller. Facts of an employer are added, never changed.
/// Errors   party_exists, party_unknown; those of database.h.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "membership/party.h"
#include "storage/database.h"

namespace payung {

Result<PartyNumber> add_party(Transaction& transaction, PartyKind kind, std::string_view number,
                              std::string_view name, Instant now);
Result<std::optional<PartyRecord>> find_party(Transaction& transaction, PartyKind kind,
                                              std::string_view number);
Result<std::vector<PartyRecord>> find_parties(Transaction& transaction, PartyKind kind,
                                              std::span<const std::string_view> numbers);
Result<PartyNumber> next_party(Transaction& transaction);
/// Rows with their numbers; all of them new.
Result<void> add_parties(Transaction& transaction, std::span<const PartyRecord> parties,
                         Instant now);
/// find_party(), and party_unknown where there is none.
Result<PartyRecord> known_party(Transaction& transaction, PartyKind kind, std::string_view number);
/// Pre: the party is there.
Result<PartyRecord> party_of(Transaction& transaction, PartyNumber party);
/// By number.
Result<std::vector<PartyRecord>> parties(Transaction& transaction, PartyKind kind);

Result<void> add_employer_fact(Transaction& transaction, PartyNumber employer,
                               const EmployerFact& fact, std::string_view actor, Instant now);
/// What counts for `month`; nothing before the first.
Result<std::optional<EmployerFact>> employer_fact_in(Transaction& transaction, PartyNumber employer,
                                                     Month month);
/// All that was ever recorded, in the order in which it was.
Result<std::vector<EmployerFact>> employer_facts(Transaction& transaction, PartyNumber employer);

Result<void> add_sponsor_fact(Transaction& transaction, PartyNumber sponsor,
                              const SponsorFact& fact);
Result<std::optional<SponsorFact>> sponsor_fact(Transaction& transaction, PartyNumber sponsor);

}  // namespace payung
