#include "storage/roster_store.h"

#include "base/nik.h"
#include "membership/errors.h"
#include "storage/nik_blocks.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql next_roster{"roster.next", "SELECT COALESCE(MAX(roster), 0) + 1 FROM roster"};
constexpr Sql next_commitment{"commitment.next",
                              "SELECT COALESCE(MAX(commitment), 0) + 1 FROM commitment"};
constexpr Sql insert_roster{
    "roster.insert",
    "INSERT INTO roster (roster, sponsor, source, state, workers, amount, proposed_by, proposed_at,"
    " reason) VALUES ($1, $2, $3, 0, $4, $5, $6, $7, '')"};
constexpr std::array<std::string_view, 15> columns{
    "commitment", "roster",     "position",   "name",   "birth",  "sex",        "area",   "sector",
    "reg_id",     "programmes", "from_month", "months", "amount", "membership", "verdict"};
constexpr Sql select_roster{
    "roster.of",
    "SELECT roster, sponsor, source, state, workers, amount, proposed_by, decided_by, reason"
    " FROM roster WHERE roster = $1"};
constexpr Sql select_of_sponsor{
    "roster.of_sponsor",
    "SELECT roster, sponsor, source, state, workers, amount, proposed_by, decided_by, reason"
    " FROM roster WHERE sponsor = $1 ORDER BY roster"};
constexpr Sql select_commitments{
    "commitment.of_roster",
    "SELECT commitment, position, name, birth, sex, area, sector, reg_id, programmes, from_month,"
    " months, amount, membership, verdict FROM commitment WHERE roster = $1 ORDER BY position"};
constexpr Sql update_decided{
    "roster.decide",
    "UPDATE roster SET state = $2, decided_by = $3, decided_at = $4, reason = $5"
    " WHERE roster = $1 AND state = 0"};
// Columns of VALUES are called column1 … by both engines; nought stands for no membership.
constexpr RepeatedSql update_commitments{
    "commitment.settle",
    "UPDATE commitment SET membership = NULLIF(v.column2, 0), verdict = v.column3 FROM (VALUES ",
    ") AS v WHERE commitment.commitment = v.column1", 3, true};
constexpr Sql select_run{"roster.run",
                         "SELECT run, id, register FROM run"
                         " WHERE run = $1 OR $1 = 0 ORDER BY run DESC LIMIT 1"};
constexpr Sql select_of_run{
    "roster.of_run",
    "SELECT p.reg_id, p.name, p.birth, p.sex, p.area, p.sector, b.programmes, q.from_month,"
    " q.months, q.monthly, p.person, n.key_version, n.sealed FROM standing s"
    " JOIN budget b ON b.run = $1 AND b.source = s.source"
    " JOIN price_run q ON q.run = $1 AND q.source = s.source AND q.price = s.price"
    " JOIN person p ON p.person = $2 + (s.person & 4294967295)"
    " LEFT JOIN person_nik_block n ON n.block = p.person / 64"
    " WHERE s.person >= $3 AND s.person < $4 AND b.id = $5 ORDER BY s.rank, q.position"};

RosterRecord roster_at(const Row& row) {
    return {number_at(row, 0),
            number_at(row, 1),
            std::string(text_at(row, 2)),
            static_cast<RosterState>(number_at(row, 3)),
            number_at(row, 4),
            Money::from_sen(number_at(row, 5)),
            std::string(text_at(row, 6)),
            std::string(text_at(row, 7)),
            std::string(text_at(row, 8))};
}

Commitment commitment_at(const Row& row) {
    Commitment one;
    one.number = number_at(row, 0);
    one.position = number_at(row, 1);
    one.name = text_at(row, 2);
    one.birth = day_at(row, 3).value_or(Day{});
    one.sex = fitted<std::uint8_t>(number_at(row, 4));
    one.area = number_at(row, 5);
    one.sector = letter_at(row, 6);
    one.reg_id = text_at(row, 7);
    one.programmes = fitted<std::uint8_t>(number_at(row, 8));
    one.from = month_at(row, 9).value_or(Month{});
    one.months = fitted<std::int32_t>(number_at(row, 10));
    one.amount = Money::from_sen(number_at(row, 11));
    one.membership = number_at(row, 12);
    one.verdict = text_at(row, 13);
    return one;
}

Result<Commitment> of_run_at(const Row& row, NikReader& niks) {
    Commitment one;
    one.reg_id = text_at(row, 0);
    one.name = text_at(row, 1);
    one.birth = day_at(row, 2).value_or(Day{});
    one.sex = fitted<std::uint8_t>(number_at(row, 3));
    one.area = number_at(row, 4);
    one.sector = letter_at(row, 5);
    one.programmes = fitted<std::uint8_t>(number_at(row, 6));
    one.from = month_at(row, 7).value_or(Month{});
    one.months = fitted<std::int32_t>(number_at(row, 8));
    one.amount = Money::from_sen(number_at(row, 9)) * one.months;
    TRY_ASSIGN(const NikOfPerson nik, niks.at(row, 10));
    if (nik.nik != 0) one.nik = Nik(nik.nik).digits();
    return one;
}

Result<void> write_commitments(Transaction& transaction, std::int64_t roster,
                               std::span<const Commitment> workers) {
    TRY_ASSIGN(const auto writer, transaction.bulk("commitment", columns));
    for (const Commitment& one : workers) {
        const std::string birth = to_text(one.birth);
        const std::string from = to_text(one.from);
        const std::array<Value, 15> row{one.number,
                                        roster,
                                        one.position,
                                        std::string_view(one.name),
                                        std::string_view(birth),
                                        or_null(one.sex),
                                        one.area,
                                        letter_text(one.sector),
                                        std::string_view(one.reg_id),
                                        std::int64_t{one.programmes},
                                        std::string_view(from),
                                        std::int64_t{one.months},
                                        one.amount.sen(),
                                        Value{},
                                        std::string_view()};
        TRY(writer->add(row));
    }
    TRY(writer->finish());
    return {};
}

}  // namespace

Result<void> add_roster(Transaction& transaction, RosterRecord& roster,
                        std::vector<Commitment>& workers, Instant now) {
    TRY_ASSIGN(roster.number, number_of(transaction, next_roster));
    TRY_ASSIGN(std::int64_t number, number_of(transaction, next_commitment));
    for (Commitment& one : workers) one.number = number++;
    const std::array<Value, 7> values{
        roster.number,     roster.sponsor,      std::string_view(roster.source),
        roster.workers,    roster.amount.sen(), std::string_view(roster.proposed_by),
        instant_value(now)};
    TRY(transaction.execute(insert_roster, values));
    return write_commitments(transaction, roster.number, workers);
}

Result<RosterRecord> known_roster(Transaction& transaction, std::int64_t number) {
    std::optional<RosterRecord> found;
    TRY(transaction.query(select_roster, {{Value{number}}}, [&](const Row& row) -> Result<void> {
        found = roster_at(row);
        return {};
    }));
    if (!found)
        return Error{membership_error::roster_unknown, {{"roster", std::to_string(number)}}};
    return std::move(*found);
}

Result<std::vector<RosterRecord>> rosters_of(Transaction& transaction, PartyNumber sponsor) {
    std::vector<RosterRecord> found;
    TRY(transaction.query(select_of_sponsor, {{Value{sponsor}}},
                          [&](const Row& row) -> Result<void> {
                              found.push_back(roster_at(row));
                              return {};
                          }));
    return found;
}

Result<std::vector<Commitment>> commitments_of(Transaction& transaction, std::int64_t roster) {
    std::vector<Commitment> found;
    TRY(transaction.query(select_commitments, {{Value{roster}}},
                          [&](const Row& row) -> Result<void> {
                              found.push_back(commitment_at(row));
                              return {};
                          }));
    return found;
}

Result<void> decide_roster(Transaction& transaction, std::int64_t number, RosterState state,
                           std::string_view actor, std::string_view reason, Instant now) {
    const std::array<Value, 5> values{number, static_cast<std::int64_t>(state), actor,
                                      instant_value(now), reason};
    TRY_ASSIGN(const std::int64_t changed, transaction.execute(update_decided, values));
    CHECK(changed == 1);
    return {};
}

Result<void> settle_commitments(Transaction& transaction, std::span<const Commitment> workers) {
    std::vector<Value> values;
    values.reserve(workers.size() * 3);
    for (const Commitment& one : workers) {
        values.emplace_back(one.number);
        values.emplace_back(one.membership);
        values.emplace_back(std::string_view(one.verdict));
    }
    return for_many(update_commitments, values,
                    [&](const Sql& sql, std::span<const Value> some) -> Result<void> {
                        TRY(transaction.execute(sql, some));
                        return {};
                    });
}

Result<std::vector<Commitment>> commitments_of_run(Transaction& transaction,
                                                   const PersonalKeys& keys, std::int64_t run,
                                                   std::string_view source,
                                                   std::string& source_name) {
    std::int64_t number = 0;
    std::int64_t edition = 0;
    TRY(transaction.query(select_run, {{Value{run}}}, [&](const Row& row) -> Result<void> {
        number = number_at(row, 0);
        source_name = "run:" + std::string(text_at(row, 1)) + ":" + std::string(source);
        edition = number_at(row, 2);
        return {};
    }));
    NikReader niks(transaction, keys);
    TRY(niks.prepare());
    std::vector<Commitment> workers;
    const std::array<Value, 5> values{number, row_key(edition, 0), row_key(number, 0),
                                      end_key(number), source};
    TRY(transaction.query(select_of_run, values, [&](const Row& row) -> Result<void> {
        TRY_ASSIGN(Commitment one, of_run_at(row, niks));
        add_months(workers, std::move(one));
        return {};
    }));
    if (workers.empty()) {
        return Error{membership_error::run_of_roster_unknown,
                     {{"run", std::to_string(run)}, {"source", std::string(source)}}};
    }
    return workers;
}

}  // namespace payung
