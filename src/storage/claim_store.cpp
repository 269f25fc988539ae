#include "storage/claim_store.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "claims/errors.h"
#include "storage/ledger_rows.h"
#include "storage/many_values.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

#define PAYUNG_CLAIM_COLUMNS                                                            \
    "c.claim, c.number, c.kind, c.membership, c.event, c.claimed, c.complete, c.state," \
    " c.version, c.approved, c.pay_until, c.estimate, c.reported_by FROM claim c"

constexpr Sql next_claim{"claim.next", "SELECT COALESCE(MAX(claim), 0) + 1 FROM claim"};
constexpr Sql last_in_year{"claim.last_in_year",
                           "SELECT number FROM claim WHERE number >= $1 AND number < $2"
                           " ORDER BY number DESC LIMIT 1"};
constexpr Sql insert_claim{
    "claim.insert",
    "INSERT INTO claim (claim, number, kind, membership, event, claimed, complete, state, version,"
    " approved, pay_until, estimate, reported_by, recorded_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
constexpr Sql update_claim{
    "claim.update",
    "UPDATE claim SET complete = $2, state = $3, version = $4, approved = $5,"
    " pay_until = $6 WHERE claim = $1"};
constexpr Sql select_claim{"claim.by_number",
                           "SELECT " PAYUNG_CLAIM_COLUMNS " WHERE c.number = $1"};
constexpr Sql select_row{"claim.by_row", "SELECT " PAYUNG_CLAIM_COLUMNS " WHERE c.claim = $1"};
constexpr Sql select_same{"claim.same",
                          "SELECT " PAYUNG_CLAIM_COLUMNS
                          " WHERE c.kind = $1 AND c.membership = $2 AND c.event = $3"};
constexpr Sql select_all{"claim.all",
                         "SELECT " PAYUNG_CLAIM_COLUMNS " ORDER BY c.claim DESC LIMIT $1"};
constexpr Sql select_in_state{"claim.in_state",
                              "SELECT " PAYUNG_CLAIM_COLUMNS
                              " WHERE c.state = $1 ORDER BY c.claim DESC LIMIT $2"};
constexpr Sql select_of_participant{"claim.of_participant",
                                    "SELECT " PAYUNG_CLAIM_COLUMNS
                                    " JOIN membership m ON m.membership = c.membership"
                                    " WHERE m.participant = $1 ORDER BY c.claim"};

constexpr Sql last_fact{"claim_fact.last",
                        "SELECT COALESCE(MAX(version), 0) FROM claim_fact WHERE claim = $1"};
constexpr Sql insert_fact{"claim_fact.insert",
                          "INSERT INTO claim_fact (claim, version, name, value, actor, recorded_at)"
                          " VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Sql select_facts{"claim_fact.of_claim",
                           "SELECT name, value FROM claim_fact WHERE claim = $1 ORDER BY version"};

constexpr Sql next_document{
    "claim_document.next",
    "SELECT COALESCE(MAX(position), 0) + 1 FROM claim_document WHERE claim = $1"};
constexpr Sql insert_document{
    "claim_document.insert",
    "INSERT INTO claim_document (claim, position, name, sha256, received, actor, recorded_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr Sql select_documents{"claim_document.of_claim",
                               "SELECT name, sha256, received, actor FROM claim_document"
                               " WHERE claim = $1 ORDER BY position"};

constexpr Sql next_relative_version{"claim_relative.next",
                                    "SELECT COALESCE(MAX(version), 0) + 1 FROM claim_relative"
                                    " WHERE claim = $1 AND relative = $2"};
constexpr Sql insert_relative{
    "claim_relative.insert",
    "INSERT INTO claim_relative (claim, relative, version, name, kinship, birth, died, married,"
    " work, months_worked, school, school_year, starts_school, actor, recorded_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"};
constexpr Sql select_relatives{
    "claim_relative.of_claim",
    "SELECT relative, name, kinship, birth, died, married, work, months_worked, school, "
    "school_year,"
    " starts_school FROM claim_relative WHERE claim = $1 ORDER BY relative, version"};
constexpr Sql next_event{"claim_event.next",
                         "SELECT COALESCE(MAX(position), 0) + 1 FROM claim_event WHERE claim = $1"};
constexpr Sql insert_event{"claim_event.insert",
                           "INSERT INTO claim_event (claim, position, action, from_state, "
                           "to_state, reason, article, actor,"
                           " at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr Sql select_events{
    "claim_event.of_claim",
    "SELECT action, from_state, to_state, reason, article, actor, at FROM claim_event"
    " WHERE claim = $1 ORDER BY position"};

constexpr Sql insert_assessment{
    "claim_assessment.insert",
    "INSERT INTO claim_assessment (claim, version, receipt, rulebook, total, withheld, scheduled,"
    " payable, refusal, maker, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr Sql select_assessment{
    "claim_assessment.of_version",
    "SELECT receipt, rulebook, total, withheld, scheduled, payable, refusal, maker, made_at,"
    " checker, approved FROM claim_assessment WHERE claim = $1 AND version = $2"};
constexpr Sql update_assessment{"claim_assessment.decide",
                                "UPDATE claim_assessment SET checker = $3, checked_at = $4,"
                                " approved = $5 WHERE claim = $1 AND version = $2"};
constexpr RepeatedSql insert_components{
    "claim_component.insert",
    "INSERT INTO claim_component (claim, version, position, code, name, nature, payee, relative,"
    " amount, decision, rows, article, confirmed) VALUES ",
    "", 13};
constexpr Sql select_components{
    "claim_component.of_version",
    "SELECT code, name, nature, payee, relative, amount, decision, rows, article, confirmed"
    " FROM claim_component WHERE claim = $1 AND version = $2 ORDER BY position"};

constexpr Sql select_standing{"claim_standing.of_claim",
                              "SELECT account, key, amount FROM claim_standing WHERE claim = $1"};
constexpr Sql delete_standing{"claim_standing.delete",
                              "DELETE FROM claim_standing WHERE claim = $1"};
constexpr RepeatedSql insert_standing{"claim_standing.insert",
                                      "INSERT INTO claim_standing (claim, account, key, amount)"
                                      " VALUES ",
                                      "", 4};

constexpr Sql next_appeal{"appeal.next",
                          "SELECT COALESCE(MAX(position), 0) + 1 FROM appeal WHERE claim = $1"};
constexpr Sql insert_appeal{"appeal.insert",
                            "INSERT INTO appeal (claim, position, filed, grounds, sha256, reason,"
                            " article) VALUES ($1, $2, $3, $4, $5, '', '')"};
constexpr Sql update_appeal{
    "appeal.decide",
    "UPDATE appeal SET upheld = $2, decided_by = $3, decided_at = $4, reason = $5, article = $6"
    " WHERE claim = $1 AND upheld IS NULL"};
constexpr Sql select_appeals{
    "appeal.of_claim",
    "SELECT position, filed, grounds, sha256, upheld, decided_by, reason, article FROM appeal"
    " WHERE claim = $1 ORDER BY position"};

std::string text_of(const Row& row, int column) {
    return std::string(text_at(row, column));
}

Instant instant_of(const Row& row, int column) {
    return Instant{std::chrono::milliseconds{number_at(row, column)}};
}

ClaimRelative relative_at(const Row& row) {
    ClaimRelative relative;
    FamilyMember& member = relative.member;
    member.relative = number_at(row, 0);
    relative.name = text_of(row, 1);
    member.kinship = parse_kinship(text_at(row, 2)).value_or(Kinship::other);
    member.birth = day_at(row, 3);
    member.died = day_at(row, 4);
    member.married = flag_at(row, 5);
    member.work = parse_child_work(text_at(row, 6)).value_or(ChildWork::none);
    member.months_as_wage_earner = fitted<int>(number_at(row, 7));
    if (!text_at(row, 8).empty()) member.school = {text_of(row, 8), fitted<int>(number_at(row, 9))};
    member.starts_school = day_at(row, 10);
    return relative;
}

ClaimRecord claim_at(const Row& row) {
    ClaimRecord claim;
    claim.claim = number_at(row, 0);
    claim.number = text_of(row, 1);
    claim.kind = static_cast<ClaimKind>(number_at(row, 2));
    claim.membership = number_at(row, 3);
    claim.event = day_at(row, 4).value_or(Day{});
    claim.claimed = day_at(row, 5).value_or(Day{});
    claim.complete = day_at(row, 6);
    claim.state = parse_claim_state(text_of(row, 7)).value_or(ClaimState::reported);
    claim.version = number_at(row, 8);
    claim.approved = number_at(row, 9);
    claim.pay_until = day_at(row, 10);
    claim.estimate = Money::from_sen(number_at(row, 11));
    claim.reported_by = text_of(row, 12);
    return claim;
}

Result<std::vector<ClaimRecord>> claims_by(Transaction& transaction, const Sql& sql,
                                           std::span<const Value> values) {
    std::vector<ClaimRecord> claims;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        claims.push_back(claim_at(row));
        return {};
    }));
    return claims;
}

/// "K-2026-0000017": the seventeenth of its year.
Result<std::string> next_number(Transaction& transaction, int year) {
    const std::string from = fmt::format("K-{}-", year), until = fmt::format("K-{}.", year);
    std::uint64_t last = 0;
    TRY(transaction.query(last_in_year,
                          std::array{Value(std::string_view(from)), Value(std::string_view(until))},
                          [&](const Row& row) -> Result<void> {
                              last = parse_u64(text_at(row, 0).substr(from.size())).value_or(0);
                              return {};
                          }));
    return fmt::format("{}{:07}", from, last + 1);
}

std::string joined(const std::vector<std::string>& rows) {
    return fmt::format("{}", fmt::join(rows, ","));
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> rows;
    while (!text.empty()) {
        const std::size_t end = text.find(',');
        rows.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return rows;
}

PayeeRole role_of(std::string_view word) {
    for (int i = 0; i <= static_cast<int>(PayeeRole::treasury); ++i)
        if (name_of(static_cast<PayeeRole>(i)) == word) return static_cast<PayeeRole>(i);
    return PayeeRole::member;
}

Result<void> add_components(Transaction& transaction, const AssessmentRecord& assessment) {
    std::vector<std::string> rows;
    rows.reserve(assessment.components.size());
    std::vector<Value> values;
    for (const Component& part : assessment.components) {
        rows.push_back(joined(part.rows));
        values.insert(
            values.end(),
            {Value(assessment.claim), Value(assessment.version),
             Value(static_cast<std::int64_t>(rows.size())), Value(std::string_view(part.code)),
             Value(std::string_view(part.name)), Value(static_cast<std::int64_t>(part.nature)),
             Value(name_of(part.payee)), Value(part.relative), Value(part.amount.sen()),
             Value(std::string_view(part.decision)), Value(std::string_view(rows.back())),
             Value(std::string_view(part.cite)), Value(std::int64_t{part.confirmed})});
    }
    return for_many(insert_components, values,
                    [&](const Sql& sql, std::span<const Value> some) -> Result<void> {
                        TRY(transaction.execute(sql, some));
                        return {};
                    });
}

Result<std::vector<Component>> components_of(Transaction& transaction, std::int64_t claim,
                                             std::int64_t version) {
    std::vector<Component> components;
    TRY(transaction.query(select_components, std::array{Value(claim), Value(version)},
                          [&](const Row& row) -> Result<void> {
                              Component part;
                              part.code = text_of(row, 0);
                              part.name = text_of(row, 1);
                              part.nature = static_cast<Component::Nature>(number_at(row, 2));
                              part.payee = role_of(text_of(row, 3));
                              part.relative = number_at(row, 4);
                              part.amount = Money::from_sen(number_at(row, 5));
                              part.decision = text_of(row, 6);
                              part.rows = split(text_of(row, 7));
                              part.cite = text_of(row, 8);
                              part.confirmed = flag_at(row, 9);
                              components.push_back(std::move(part));
                              return {};
                          }));
    return components;
}

}  // namespace

Result<ClaimRecord> add_claim(Transaction& transaction, ClaimRecord claim, Instant now) {
    TRY_ASSIGN(claim.claim, number_of(transaction, next_claim));
    TRY_ASSIGN(claim.number, next_number(transaction, claim.claimed.year()));
    const std::string event = to_text(claim.event), claimed = to_text(claim.claimed);
    const DateValue complete(claim.complete), pay_until(claim.pay_until);
    TRY(transaction.execute(
        insert_claim,
        std::array{Value(claim.claim), Value(std::string_view(claim.number)),
                   Value(static_cast<std::int64_t>(claim.kind)), Value(claim.membership),
                   Value(std::string_view(event)), Value(std::string_view(claimed)),
                   complete.value(), Value(name_of(claim.state)), Value(claim.version),
                   Value(claim.approved), pay_until.value(), Value(claim.estimate.sen()),
                   Value(std::string_view(claim.reported_by)), instant_value(now)}));
    return claim;
}

Result<ClaimRecord> known_claim(Transaction& transaction, std::string_view number) {
    TRY_ASSIGN(const auto claims, claims_by(transaction, select_claim, std::array{Value(number)}));
    if (!claims.empty()) return claims.front();
    return Error{claim_error::claim_not_found, {{"claim", std::string(number)}}};
}

Result<ClaimRecord> claim_by_row(Transaction& transaction, std::int64_t claim) {
    TRY_ASSIGN(const auto claims, claims_by(transaction, select_row, std::array{Value(claim)}));
    if (!claims.empty()) return claims.front();
    return Error{claim_error::claim_not_found, {{"claim", std::to_string(claim)}}};
}

Result<std::optional<ClaimRecord>> find_claim_of(Transaction& transaction, ClaimKind kind,
                                                 MembershipNumber membership, Day event) {
    const std::string day = to_text(event);
    TRY_ASSIGN(const auto claims,
               claims_by(transaction, select_same,
                         std::array{Value(static_cast<std::int64_t>(kind)), Value(membership),
                                    Value(std::string_view(day))}));
    if (claims.empty()) return std::optional<ClaimRecord>{};
    return std::optional<ClaimRecord>{claims.front()};
}

Result<void> keep_claim(Transaction& transaction, const ClaimRecord& claim) {
    const DateValue complete(claim.complete), pay_until(claim.pay_until);
    TRY(transaction.execute(
        update_claim, std::array{Value(claim.claim), complete.value(), Value(name_of(claim.state)),
                                 Value(claim.version), Value(claim.approved), pay_until.value()}));
    return {};
}

Result<std::vector<ClaimRecord>> list_claims(Transaction& transaction,
                                             std::optional<ClaimState> state, std::int64_t limit) {
    if (!state) return claims_by(transaction, select_all, std::array{Value(limit)});
    return claims_by(transaction, select_in_state,
                     std::array{Value(name_of(*state)), Value(limit)});
}

Result<std::vector<ClaimRecord>> claims_of_participant(Transaction& transaction,
                                                       ParticipantNumber participant) {
    return claims_by(transaction, select_of_participant, std::array{Value(participant)});
}

Result<void> add_claim_facts(Transaction& transaction, std::int64_t claim, const ClaimWords& facts,
                             std::string_view actor, Instant now) {
    TRY_ASSIGN(std::int64_t version, number_of(transaction, last_fact, std::array{Value(claim)}));
    for (const auto& [name, value] : facts) {
        TRY(transaction.execute(
            insert_fact,
            std::array{Value(claim), Value(++version), Value(std::string_view(name)),
                       Value(std::string_view(value)), Value(actor), instant_value(now)}));
    }
    return {};
}

Result<ClaimWords> claim_facts(Transaction& transaction, std::int64_t claim) {
    ClaimWords facts;
    TRY(transaction.query(select_facts, std::array{Value(claim)},
                          [&](const Row& row) -> Result<void> {
                              facts[text_of(row, 0)] = text_of(row, 1);
                              return {};
                          }));
    std::erase_if(facts, [](const auto& fact) { return fact.second.empty(); });
    return facts;
}

Result<void> add_claim_document(Transaction& transaction, std::int64_t claim,
                                const ClaimDocument& document, Instant now) {
    TRY_ASSIGN(const std::int64_t position,
               number_of(transaction, next_document, std::array{Value(claim)}));
    const std::string received = to_text(document.received);
    TRY(transaction.execute(
        insert_document,
        std::array{Value(claim), Value(position), Value(std::string_view(document.name)),
                   Value(std::string_view(document.sha256)), Value(std::string_view(received)),
                   Value(std::string_view(document.actor)), instant_value(now)}));
    return {};
}

Result<std::vector<ClaimDocument>> claim_documents(Transaction& transaction, std::int64_t claim) {
    std::vector<ClaimDocument> documents;
    TRY(transaction.query(
        select_documents, std::array{Value(claim)}, [&](const Row& row) -> Result<void> {
            documents.push_back({text_of(row, 0), text_of(row, 1), day_at(row, 2).value_or(Day{}),
                                 text_of(row, 3)});
            return {};
        }));
    return documents;
}

Result<void> add_claim_relative(Transaction& transaction, std::int64_t claim,
                                const ClaimRelative& relative, std::string_view actor,
                                Instant now) {
    const FamilyMember& member = relative.member;
    TRY_ASSIGN(const std::int64_t version,
               number_of(transaction, next_relative_version,
                         std::array{Value(claim), Value(member.relative)}));
    const DateValue birth(member.birth), died(member.died), starts(member.starts_school);
    const std::string_view level =
        member.school ? std::string_view(member.school->level) : std::string_view{};
    const std::int64_t year = member.school ? member.school->year : 0;
    TRY(transaction.execute(
        insert_relative,
        std::array{Value(claim), Value(member.relative), Value(version),
                   Value(std::string_view(relative.name)), Value(name_of(member.kinship)),
                   birth.value(), died.value(), Value(std::int64_t{member.married}),
                   Value(name_of(member.work)), Value(std::int64_t{member.months_as_wage_earner}),
                   Value(level), Value(year), starts.value(), Value(actor), instant_value(now)}));
    return {};
}

Result<std::vector<ClaimRelative>> claim_relatives(Transaction& transaction, std::int64_t claim) {
    std::map<std::int64_t, ClaimRelative> last;
    TRY(transaction.query(select_relatives, std::array{Value(claim)},
                          [&](const Row& row) -> Result<void> {
                              ClaimRelative relative = relative_at(row);
                              last[relative.member.relative] = std::move(relative);
                              return {};
                          }));
    std::vector<ClaimRelative> relatives;
    for (auto& [number, relative] : last) relatives.push_back(std::move(relative));
    return relatives;
}

Result<void> add_claim_event(Transaction& transaction, std::int64_t claim,
                             const ClaimEvent& event) {
    TRY_ASSIGN(const std::int64_t position,
               number_of(transaction, next_event, std::array{Value(claim)}));
    TRY(transaction.execute(
        insert_event,
        std::array{Value(claim), Value(position), Value(std::string_view(event.action)),
                   Value(std::string_view(event.from)), Value(std::string_view(event.to)),
                   Value(std::string_view(event.reason)), Value(std::string_view(event.article)),
                   Value(std::string_view(event.actor)), instant_value(event.at)}));
    return {};
}

Result<std::vector<ClaimEvent>> claim_events(Transaction& transaction, std::int64_t claim) {
    std::vector<ClaimEvent> events;
    TRY(transaction.query(
        select_events, std::array{Value(claim)}, [&](const Row& row) -> Result<void> {
            events.push_back({text_of(row, 0), text_of(row, 1), text_of(row, 2), text_of(row, 3),
                              text_of(row, 4), text_of(row, 5), instant_of(row, 6)});
            return {};
        }));
    return events;
}

Result<void> add_assessment(Transaction& transaction, const AssessmentRecord& assessment) {
    TRY(transaction.execute(
        insert_assessment,
        std::array{Value(assessment.claim), Value(assessment.version),
                   Value(std::string_view(assessment.receipt)),
                   Value(std::string_view(assessment.rulebook)), Value(assessment.total.sen()),
                   Value(assessment.withheld.sen()), Value(assessment.scheduled.sen()),
                   Value(std::int64_t{assessment.payable}),
                   Value(std::string_view(assessment.refusal)),
                   Value(std::string_view(assessment.maker)), instant_value(assessment.made_at)}));
    return add_components(transaction, assessment);
}

Result<AssessmentRecord> assessment_of(Transaction& transaction, std::int64_t claim,
                                       std::int64_t version) {
    AssessmentRecord assessment;
    TRY(transaction.query(select_assessment, std::array{Value(claim), Value(version)},
                          [&](const Row& row) -> Result<void> {
                              assessment.claim = claim;
                              assessment.version = version;
                              assessment.receipt = text_of(row, 0);
                              assessment.rulebook = text_of(row, 1);
                              assessment.total = Money::from_sen(number_at(row, 2));
                              assessment.withheld = Money::from_sen(number_at(row, 3));
                              assessment.scheduled = Money::from_sen(number_at(row, 4));
                              assessment.payable = flag_at(row, 5);
                              assessment.refusal = text_of(row, 6);
                              assessment.maker = text_of(row, 7);
                              assessment.made_at = instant_of(row, 8);
                              if (row.text(9)) assessment.checker = text_of(row, 9);
                              if (row.integer(10)) assessment.approved = flag_at(row, 10);
                              return {};
                          }));
    CHECK(assessment.version == version);
    TRY_ASSIGN(assessment.components, components_of(transaction, claim, version));
    return assessment;
}

Result<void> decide_assessment(Transaction& transaction, std::int64_t claim, std::int64_t version,
                               bool approved, std::string_view checker, Instant now) {
    TRY(transaction.execute(update_assessment,
                            std::array{Value(claim), Value(version), Value(checker),
                                       instant_value(now), Value(std::int64_t{approved})}));
    return {};
}

Result<Standing> claim_standing(Transaction& transaction, std::int64_t claim) {
    Standing standing;
    TRY(transaction.query(
        select_standing, std::array{Value(claim)}, [&](const Row& row) -> Result<void> {
            standing[{static_cast<AccountCode>(number_at(row, 0)), text_of(row, 1)}] =
                Money::from_sen(number_at(row, 2));
            return {};
        }));
    return standing;
}

Result<void> keep_standing(Transaction& transaction, std::int64_t claim, const Standing& standing) {
    TRY(transaction.execute(delete_standing, std::array{Value(claim)}));
    std::vector<Value> values;
    for (const auto& [at, amount] : standing) {
        values.insert(values.end(), {Value(claim), Value(std::int64_t{at.first}),
                                     Value(std::string_view(at.second)), Value(amount.sen())});
    }
    return for_many(insert_standing, values,
                    [&](const Sql& sql, std::span<const Value> some) -> Result<void> {
                        TRY(transaction.execute(sql, some));
                        return {};
                    });
}

Result<void> add_appeal(Transaction& transaction, std::int64_t claim, const Appeal& appeal) {
    TRY_ASSIGN(const std::int64_t position,
               number_of(transaction, next_appeal, std::array{Value(claim)}));
    const std::string filed = to_text(appeal.filed);
    TRY(transaction.execute(
        insert_appeal, std::array{Value(claim), Value(position), Value(std::string_view(filed)),
                                  Value(std::string_view(appeal.grounds)),
                                  Value(std::string_view(appeal.sha256))}));
    return {};
}

Result<void> decide_appeal(Transaction& transaction, std::int64_t claim, const Appeal& decided,
                           Instant now) {
    TRY(transaction.execute(
        update_appeal, std::array{Value(claim), Value(std::int64_t{decided.upheld.value_or(false)}),
                                  Value(std::string_view(decided.decided_by)), instant_value(now),
                                  Value(std::string_view(decided.reason)),
                                  Value(std::string_view(decided.article))}));
    return {};
}

Result<std::vector<Appeal>> appeals_of(Transaction& transaction, std::int64_t claim) {
    std::vector<Appeal> appeals;
    TRY(transaction.query(select_appeals, std::array{Value(claim)},
                          [&](const Row& row) -> Result<void> {
                              Appeal appeal;
                              appeal.position = number_at(row, 0);
                              appeal.filed = day_at(row, 1).value_or(Day{});
                              appeal.grounds = text_of(row, 2);
                              appeal.sha256 = text_of(row, 3);
                              if (row.integer(4)) appeal.upheld = flag_at(row, 4);
                              appeal.decided_by = text_of(row, 5);
                              appeal.reason = text_of(row, 6);
                              appeal.article = text_of(row, 7);
                              appeals.push_back(std::move(appeal));
                              return {};
                          }));
    return appeals;
}

}  // namespace payung
