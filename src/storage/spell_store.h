#pragma once

/// Spells, and what the law is asked of them: one member in one month, or one membership over all.
///
/// Shape    within a transaction of the caller. What replaces a spell is a new one; the old one
///          stays, marked with its number, and counts no more.
/// Errors   those of database.h.
/// Cost     each_member_month(): one pass in the order of an index; memory for the payers that are
///          not persons. See office/enrolment_bench.cpp.

#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "membership/spell.h"
#include "storage/database.h"

namespace payung {

Result<SpellNumber> next_spell(Transaction& transaction);
/// Rows with their numbers, all of them new. Those they replace are marked.
Result<void> add_spells(Transaction& transaction, std::span<const Spell> spells,
                        std::string_view actor, Instant now);

/// Those that count, in the order of their months.
Result<std::vector<Spell>> spells_of(Transaction& transaction, MembershipNumber membership);
/// All that were ever recorded, in the order in which they were.
Result<std::vector<Spell>> spell_history(Transaction& transaction, MembershipNumber membership);
/// Those that count, of all memberships of a person.
Result<std::vector<Spell>> spells_of_participant(Transaction& transaction,
                                                 ParticipantNumber participant);

/// The same of many persons, in no particular order.
Result<std::vector<Spell>> spells_of_participants(Transaction& transaction,
                                                  std::span<const ParticipantNumber> participants);

/// Those that count, for membership/cover_law.h, in the order of their months.
Result<std::vector<SpellFacts>> cover_facts(Transaction& transaction, MembershipNumber membership);

/// Payers from … to …, by their numbers.
struct PayerRange {
    PartyNumber first = 0, last = std::numeric_limits<PartyNumber>::max();
};

/// A worker for whom this party pays or once paid.
struct WorkerOf {
    MembershipNumber membership = 0;
    ParticipantNumber participant = 0;
    std::string kpj;
    Day birth;
    bool stands = false;  // in the month asked for
};
/// Each once, by number. `on_row` must not use the transaction.
Result<void> each_worker_of(Transaction& transaction, PartyNumber payer, Month month,
                            const std::function<void(const WorkerOf&)>& on_row);

/// Every member whose spell stands in `month`, once for each payer, in the order of payer and
/// membership; only of `payer` where one is named. Members of an employer who has closed before are
/// not among them. `on_row` must not use the transaction.
Result<void> each_member_month(Transaction& transaction, Month month,
                               std::optional<PartyNumber> payer,
                               const std::function<Result<void>(const MemberMonth&)>& on_row);

/// The same of the payers of a range.
Result<void> each_member_month(Transaction& transaction, Month month, PayerRange payers,
                               const std::function<Result<void>(const MemberMonth&)>& on_row);

}  // namespace payung
