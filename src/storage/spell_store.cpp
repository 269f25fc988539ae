#include "storage/spell_store.h"

#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql select_next{"spell.next", "SELECT COALESCE(MAX(spell), 0) + 1 FROM spell"};
constexpr std::array<std::string_view, 14> columns{
    "spell",      "membership",  "payer",      "programmes", "income",   "sector", "has_jkn",
    "from_month", "until_month", "end_reason", "commitment", "replaces", "actor",  "recorded_at"};
constexpr Sql mark_replaced{"spell.replaced",
                            "UPDATE spell SET replaced_by = $2 WHERE spell = $1"
                            " AND replaced_by IS NULL"};
constexpr Sql select_counting{
    "spell.of_membership",
    "SELECT spell, membership, payer, programmes, income, sector, has_jkn, from_month, until_month,"
    " end_reason, commitment, replaces FROM spell WHERE membership = $1 AND replaced_by IS NULL"
    " ORDER BY from_month, spell"};
constexpr Sql select_history{
    "spell.history",
    "SELECT spell, membership, payer, programmes, income, sector, has_jkn, from_month, until_month,"
    " end_reason, commitment, replaces FROM spell WHERE membership = $1 ORDER BY spell"};
constexpr Sql select_of_participant{
    "spell.of_participant",
    "SELECT s.spell, s.membership, s.payer, s.programmes, s.income, s.sector, s.has_jkn,"
    " s.from_month, s.until_month, s.end_reason, s.commitment, s.replaces"
    " FROM membership m JOIN spell s ON s.membership = m.membership"
    " WHERE m.participant = $1 AND s.replaced_by IS NULL ORDER BY s.from_month, s.spell"};
constexpr RepeatedSql select_of_participants{
    "spell.of_participants",
    "SELECT s.spell, s.membership, s.payer, s.programmes, s.income, s.sector, s.has_jkn,"
    " s.from_month, s.until_month, s.end_reason, s.commitment, s.replaces"
    " FROM membership m JOIN spell s ON s.membership = m.membership"
    " WHERE s.replaced_by IS NULL AND m.participant IN (",
    ")", 1, false};
constexpr Sql select_facts{
    "spell.facts",
    "SELECT s.spell, m.segment, p.kind, s.programmes, s.from_month, s.until_month"
    " FROM spell s JOIN membership m ON m.membership = s.membership"
    " JOIN party p ON p.party = s.payer WHERE s.membership = $1 AND s.replaced_by IS NULL"
    " ORDER BY s.from_month, s.spell"};

constexpr Sql select_workers{
    "spell.workers_of",
    "SELECT s.membership, m.participant, m.kpj, t.birth,"
    " MAX(CASE WHEN s.from_month <= $2 AND (s.until_month IS NULL OR s.until_month > $2)"
    " THEN 1 ELSE 0 END) FROM spell s JOIN membership m ON m.membership = s.membership"
    " JOIN participant t ON t.participant = m.participant"
    " WHERE s.payer = $1 AND s.replaced_by IS NULL"
    " GROUP BY s.membership, m.participant, m.kpj, t.birth ORDER BY s.membership"};

Spell spell_at(const Row& row) {
    Spell spell;
    spell.number = number_at(row, 0);
    spell.membership = number_at(row, 1);
    spell.payer = number_at(row, 2);
    spell.programmes = fitted<std::uint8_t>(number_at(row, 3));
    spell.income = Money::from_sen(number_at(row, 4));
    spell.sector = letter_at(row, 5);
    spell.has_jkn = flag_at(row, 6);
    spell.from = month_at(row, 7).value_or(Month{});
    spell.until = month_at(row, 8);
    spell.end_reason = text_at(row, 9);
    spell.commitment = number_at(row, 10);
    spell.replaces = number_at(row, 11);
    return spell;
}

Result<std::vector<Spell>> select(Transaction& transaction, const Sql& sql, std::int64_t number) {
    std::vector<Spell> found;
    TRY(transaction.query(sql, {{Value{number}}}, [&](const Row& row) -> Result<void> {
        found.push_back(spell_at(row));
        return {};
    }));
    return found;
}

}  // namespace

Result<SpellNumber> next_spell(Transaction& transaction) {
    return number_of(transaction, select_next);
}

Result<void> add_spells(Transaction& transaction, std::span<const Spell> spells,
                        std::string_view actor, Instant now) {
    for (const Spell& spell : spells) {
        if (spell.replaces == 0) continue;
        TRY_ASSIGN(
            const std::int64_t marked,
            transaction.execute(mark_replaced, {{Value{spell.replaces}, Value{spell.number}}}));
        CHECK(marked == 1);
    }
    TRY_ASSIGN(const auto writer, transaction.bulk("spell", columns));
    for (const Spell& spell : spells) {
        const std::string from = to_text(spell.from);
        const DateValue until(spell.until);
        const std::array<Value, 14> row{spell.number,
                                        spell.membership,
                                        spell.payer,
                                        std::int64_t{spell.programmes},
                                        spell.income.sen(),
                                        letter_text(spell.sector),
                                        std::int64_t{spell.has_jkn},
                                        std::string_view(from),
                                        until.value(),
                                        std::string_view(spell.end_reason),
                                        or_null(spell.commitment),
                                        or_null(spell.replaces),
                                        actor,
                                        instant_value(now)};
        TRY(writer->add(row));
    }
    TRY(writer->finish());
    return {};
}

Result<std::vector<Spell>> spells_of(Transaction& transaction, MembershipNumber membership) {
    return select(transaction, select_counting, membership);
}

Result<std::vector<Spell>> spell_history(Transaction& transaction, MembershipNumber membership) {
    return select(transaction, select_history, membership);
}

Result<std::vector<Spell>> spells_of_participant(Transaction& transaction,
                                                 ParticipantNumber participant) {
    return select(transaction, select_of_participant, participant);
}

Result<std::vector<Spell>> spells_of_participants(Transaction& transaction,
                                                  std::span<const ParticipantNumber> participants) {
    const std::vector<Value> values(participants.begin(), participants.end());
    return rows_of<Spell>(transaction, select_of_participants, values, spell_at);
}

Result<std::vector<SpellFacts>> cover_facts(Transaction& transaction, MembershipNumber membership) {
    std::vector<SpellFacts> facts;
    TRY(transaction.query(select_facts, {{Value{membership}}}, [&](const Row& row) -> Result<void> {
        facts.push_back({number_at(row, 0), static_cast<Segment>(number_at(row, 1)),
                         static_cast<PartyKind>(number_at(row, 2)),
                         fitted<std::uint8_t>(number_at(row, 3)),
                         month_at(row, 4).value_or(Month{}), month_at(row, 5)});
        return {};
    }));
    return facts;
}

Result<void> each_worker_of(Transaction& transaction, PartyNumber payer, Month month,
                            const std::function<void(const WorkerOf&)>& on_row) {
    const std::string text = to_text(month);
    return transaction.query(
        select_workers, {{Value{payer}, Value{std::string_view(text)}}},
        [&](const Row& row) -> Result<void> {
            on_row({number_at(row, 0), number_at(row, 1), std::string(text_at(row, 2)),
                    day_at(row, 3).value_or(Day{}), flag_at(row, 4)});
            return {};
        });
}

}  // namespace payung
