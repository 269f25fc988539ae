#include "storage/party_store.h"

#include "membership/errors.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql select_next_party{"party.next", "SELECT COALESCE(MAX(party), 0) + 1 FROM party"};
constexpr std::array<std::string_view, 5> party_columns{"party", "kind", "number", "name",
                                                        "recorded_at"};
constexpr Sql select_by_number{"party.by_number",
                               "SELECT party, kind, number, name FROM party"
                               " WHERE kind = $1 AND number = $2"};
// The kind goes with each number, since only values repeat.
constexpr RepeatedSql select_by_numbers{
    "party.by_numbers",
    "SELECT party, kind, number, name FROM party WHERE (kind, number) IN (VALUES ", ")", 2, true};
constexpr Sql select_party{"party.of",
                           "SELECT party, kind, number, name FROM party WHERE party = $1"};
constexpr Sql select_of_kind{"party.of_kind",
                             "SELECT party, kind, number, name FROM party"
                             " WHERE kind = $1 ORDER BY number"};
constexpr Sql next_fact{"employer_fact.next",
                        "SELECT COALESCE(MAX(fact), 0) + 1 FROM employer_fact"};
constexpr Sql insert_fact{
    "employer_fact.insert",
    "INSERT INTO employer_fact (fact, party, from_month, scale, risk_group, sector, industry,"
    " takes_jht, takes_jp, area, closed, reason, actor, recorded_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
constexpr Sql select_fact_in{
    "employer_fact.in",
    "SELECT from_month, scale, risk_group, sector, industry, takes_jht, takes_jp, area, closed,"
    " reason FROM employer_fact WHERE party = $1 AND from_month <= $2"
    " ORDER BY from_month DESC, fact DESC LIMIT 1"};
constexpr Sql select_facts{
    "employer_fact.all",
    "SELECT from_month, scale, risk_group, sector, industry, takes_jht, takes_jp, area, closed,"
    " reason FROM employer_fact WHERE party = $1 ORDER BY fact"};
constexpr Sql insert_sponsor{"sponsor.insert",
                             "INSERT INTO sponsor (party, payer, area, legal_basis)"
                             " VALUES ($1, $2, $3, $4)"};
constexpr Sql select_sponsor{"sponsor.of",
                             "SELECT payer, area, legal_basis FROM sponsor WHERE party = $1"};

PartyRecord party_at(const Row& row) {
    return {number_at(row, 0), static_cast<PartyKind>(number_at(row, 1)),
            std::string(text_at(row, 2)), std::string(text_at(row, 3))};
}

EmployerFact fact_at(const Row& row) {
    EmployerFact fact;
    fact.from = month_at(row, 0).value_or(Month{});
    fact.scale = text_at(row, 1);
    fact.risk_group = text_at(row, 2);
    fact.sector = letter_at(row, 3);
    fact.industry = text_at(row, 4);
    fact.takes_jht = flag_at(row, 5);
    fact.takes_jp = flag_at(row, 6);
    fact.area = number_at(row, 7);
    fact.closed = flag_at(row, 8);
    fact.reason = text_at(row, 9);
    return fact;
}

Result<std::vector<PartyRecord>> select(Transaction& transaction, const Sql& sql,
                                        std::span<const Value> values) {
    std::vector<PartyRecord> found;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        found.push_back(party_at(row));
        return {};
    }));
    return found;
}

}  // namespace

Result<PartyNumber> add_party(Transaction& transaction, PartyKind kind, std::string_view number,
                              std::string_view name, Instant now) {
    TRY_ASSIGN(const auto before, find_party(transaction, kind, number));
    if (before) return Error{membership_error::party_exists, {{"number", std::string(number)}}};
    TRY_ASSIGN(const PartyNumber party, next_party(transaction));
    const PartyRecord record{party, kind, std::string(number), std::string(name)};
    TRY(add_parties(transaction, {&record, 1}, now));
    return party;
}

Result<PartyNumber> next_party(Transaction& transaction) {
    return number_of(transaction, select_next_party);
}

Result<void> add_parties(Transaction& transaction, std::span<const PartyRecord> parties,
                         Instant now) {
    TRY_ASSIGN(const auto writer, transaction.bulk("party", party_columns));
    for (const PartyRecord& one : parties) {
        const std::array<Value, 5> row{one.party, static_cast<std::int64_t>(one.kind),
                                       std::string_view(one.number), std::string_view(one.name),
                                       instant_value(now)};
        TRY(writer->add(row));
    }
    TRY(writer->finish());
    return {};
}

Result<std::vector<PartyRecord>> find_parties(Transaction& transaction, PartyKind kind,
                                              std::span<const std::string_view> numbers) {
    std::vector<Value> values;
    for (const std::string_view number : numbers) {
        values.emplace_back(static_cast<std::int64_t>(kind));
        values.emplace_back(number);
    }
    return rows_of<PartyRecord>(transaction, select_by_numbers, values, party_at);
}

Result<std::optional<PartyRecord>> find_party(Transaction& transaction, PartyKind kind,
                                              std::string_view number) {
    const std::array<Value, 2> values{static_cast<std::int64_t>(kind), number};
    TRY_ASSIGN(auto found, select(transaction, select_by_number, values));
    if (found.empty()) return std::optional<PartyRecord>{};
    return std::optional(std::move(found.front()));
}

Result<PartyRecord> known_party(Transaction& transaction, PartyKind kind, std::string_view number) {
    TRY_ASSIGN(auto found, find_party(transaction, kind, number));
    if (!found) return Error{membership_error::party_unknown, {{"number", std::string(number)}}};
    return std::move(*found);
}

Result<PartyRecord> party_of(Transaction& transaction, PartyNumber party) {
    TRY_ASSIGN(auto found, select(transaction, select_party, {{Value{party}}}));
    CHECK(!found.empty());
    return std::move(found.front());
}

Result<std::vector<PartyRecord>> parties(Transaction& transaction, PartyKind kind) {
    return select(transaction, select_of_kind, {{Value{static_cast<std::int64_t>(kind)}}});
}

Result<void> add_employer_fact(Transaction& transaction, PartyNumber employer,
                               const EmployerFact& fact, std::string_view actor, Instant now) {
    TRY_ASSIGN(const std::int64_t number, number_of(transaction, next_fact));
    const std::string from = to_text(fact.from);
    const std::array<Value, 14> values{number,
                                       employer,
                                       std::string_view(from),
                                       std::string_view(fact.scale),
                                       std::string_view(fact.risk_group),
                                       letter_text(fact.sector),
                                       std::string_view(fact.industry),
                                       std::int64_t{fact.takes_jht},
                                       std::int64_t{fact.takes_jp},
                                       fact.area,
                                       std::int64_t{fact.closed},
                                       std::string_view(fact.reason),
                                       actor,
                                       instant_value(now)};
    TRY(transaction.execute(insert_fact, values));
    return {};
}

Result<std::optional<EmployerFact>> employer_fact_in(Transaction& transaction, PartyNumber employer,
                                                     Month month) {
    std::optional<EmployerFact> fact;
    const std::string text = to_text(month);
    const std::array<Value, 2> values{employer, std::string_view(text)};
    TRY(transaction.query(select_fact_in, values, [&](const Row& row) -> Result<void> {
        fact = fact_at(row);
        return {};
    }));
    return fact;
}

Result<std::vector<EmployerFact>> employer_facts(Transaction& transaction, PartyNumber employer) {
    std::vector<EmployerFact> facts;
    TRY(transaction.query(select_facts, {{Value{employer}}}, [&](const Row& row) -> Result<void> {
        facts.push_back(fact_at(row));
        return {};
    }));
    return facts;
}

Result<void> add_sponsor_fact(Transaction& transaction, PartyNumber sponsor,
                              const SponsorFact& fact) {
    const std::array<Value, 4> values{sponsor, name_of(fact.payer), fact.area,
                                      std::string_view(fact.legal_basis)};
    TRY(transaction.execute(insert_sponsor, values));
    return {};
}

Result<std::optional<SponsorFact>> sponsor_fact(Transaction& transaction, PartyNumber sponsor) {
    std::optional<SponsorFact> fact;
    TRY(transaction.query(select_sponsor, {{Value{sponsor}}}, [&](const Row& row) -> Result<void> {
        const auto payer = parse_payer_kind(text_at(row, 0));
        fact = SponsorFact{payer.value_or(PayerKind::donor), number_at(row, 1),
                           std::string(text_at(row, 2))};
        return {};
    }));
    return fact;
}

}  // namespace payung
