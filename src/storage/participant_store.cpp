#include "storage/participant_store.h"

#include "membership/errors.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql select_next_participant{"participant.next",
                                      "SELECT COALESCE(MAX(participant), 0) + 1 FROM participant"};
constexpr Sql select_next_membership{"membership.next",
                                     "SELECT COALESCE(MAX(membership), 0) + 1 FROM membership"};
constexpr std::array<std::string_view, 8> participant_columns{
    "participant", "name", "birth", "sex", "citizen", "area", "died", "recorded_at"};
constexpr std::array<std::string_view, 5> membership_columns{"membership", "kpj", "participant",
                                                             "segment", "recorded_at"};
constexpr Sql select_participant{"participant.of",
                                 "SELECT participant, name, birth, sex, citizen, area, died"
                                 " FROM participant WHERE participant = $1"};
constexpr Sql select_membership{"membership.of",
                                "SELECT membership, kpj, participant, segment FROM membership"
                                " WHERE membership = $1"};
constexpr Sql select_by_kpj{"membership.by_kpj",
                            "SELECT membership, kpj, participant, segment FROM membership"
                            " WHERE kpj = $1"};
constexpr Sql select_by_participant{"membership.by_participant",
                                    "SELECT membership, kpj, participant, segment FROM membership"
                                    " WHERE participant = $1 ORDER BY membership"};
constexpr RepeatedSql select_participants{
    "participant.of_many",
    "SELECT participant, name, birth, sex, citizen, area, died FROM participant"
    " WHERE participant IN (",
    ")", 1, false};
constexpr RepeatedSql select_by_kpjs{
    "membership.by_kpjs",
    "SELECT membership, kpj, participant, segment FROM membership WHERE kpj IN (", ")", 1, false};
constexpr RepeatedSql select_by_participants{
    "membership.by_participants",
    "SELECT membership, kpj, participant, segment FROM membership WHERE participant IN (",
    ") ORDER BY membership", 1, false};
constexpr Sql update_died{"participant.died",
                          "UPDATE participant SET died = $2 WHERE participant = $1"
                          " AND died IS NULL"};

Membership membership_at(const Row& row) {
    return {number_at(row, 0), std::string(text_at(row, 1)), number_at(row, 2),
            static_cast<Segment>(number_at(row, 3))};
}

Participant participant_at(const Row& row) {
    Participant one;
    one.number = number_at(row, 0);
    one.name = text_at(row, 1);
    one.birth = day_at(row, 2).value_or(Day{});
    one.sex = fitted<std::uint8_t>(number_at(row, 3));
    one.citizen = flag_at(row, 4);
    one.area = number_at(row, 5);
    one.died = day_at(row, 6);
    return one;
}

Result<std::vector<Membership>> select(Transaction& transaction, const Sql& sql,
                                       const Value& value) {
    std::vector<Membership> found;
    TRY(transaction.query(sql, {{value}}, [&](const Row& row) -> Result<void> {
        found.push_back(membership_at(row));
        return {};
    }));
    return found;
}

}  // namespace

Result<ParticipantNumber> next_participant(Transaction& transaction) {
    return number_of(transaction, select_next_participant);
}

Result<MembershipNumber> next_membership(Transaction& transaction) {
    return number_of(transaction, select_next_membership);
}

Result<void> add_participants(Transaction& transaction, std::span<const Participant> participants,
                              Instant now) {
    TRY_ASSIGN(const auto writer, transaction.bulk("participant", participant_columns));
    for (const Participant& one : participants) {
        const std::string birth = to_text(one.birth);
        const DateValue died(one.died);
        const std::array<Value, 8> row{
            one.number,       std::string_view(one.name), std::string_view(birth),
            or_null(one.sex), std::int64_t{one.citizen},  one.area,
            died.value(),     instant_value(now)};
        TRY(writer->add(row));
    }
    TRY(writer->finish());
    return {};
}

Result<void> add_memberships(Transaction& transaction, std::span<const Membership> memberships,
                             Instant now) {
    TRY_ASSIGN(const auto writer, transaction.bulk("membership", membership_columns));
    for (const Membership& one : memberships) {
        const std::array<Value, 5> row{one.number, std::string_view(one.kpj), one.participant,
                                       static_cast<std::int64_t>(one.segment), instant_value(now)};
        TRY(writer->add(row));
    }
    TRY(writer->finish());
    return {};
}

Result<Participant> participant_of(Transaction& transaction, ParticipantNumber participant) {
    std::optional<Participant> found;
    TRY(transaction.query(select_participant, {{Value{participant}}},
                          [&](const Row& row) -> Result<void> {
                              found = participant_at(row);
                              return {};
                          }));
    CHECK(found);
    return std::move(*found);
}

Result<Membership> membership_of(Transaction& transaction, MembershipNumber membership) {
    TRY_ASSIGN(auto found, select(transaction, select_membership, membership));
    CHECK(!found.empty());
    return std::move(found.front());
}

Result<std::optional<Membership>> find_membership(Transaction& transaction, std::string_view kpj) {
    TRY_ASSIGN(auto found, select(transaction, select_by_kpj, kpj));
    if (found.empty()) return std::optional<Membership>{};
    return std::optional(std::move(found.front()));
}

Result<Membership> known_membership(Transaction& transaction, std::string_view kpj) {
    TRY_ASSIGN(auto found, find_membership(transaction, kpj));
    if (!found) return Error{membership_error::membership_unknown, {{"kpj", std::string(kpj)}}};
    return std::move(*found);
}

Result<std::vector<Membership>> memberships_of(Transaction& transaction,
                                               ParticipantNumber participant) {
    return select(transaction, select_by_participant, participant);
}

Result<std::vector<Participant>> find_participants(Transaction& transaction,
                                                   std::span<const ParticipantNumber> numbers) {
    const std::vector<Value> values(numbers.begin(), numbers.end());
    return rows_of<Participant>(transaction, select_participants, values, participant_at);
}

Result<std::vector<Membership>> find_memberships(Transaction& transaction,
                                                 std::span<const std::string_view> kpjs) {
    const std::vector<Value> values(kpjs.begin(), kpjs.end());
    return rows_of<Membership>(transaction, select_by_kpjs, values, membership_at);
}

Result<std::vector<Membership>> memberships_of_all(
    Transaction& transaction, std::span<const ParticipantNumber> participants) {
    const std::vector<Value> values(participants.begin(), participants.end());
    return rows_of<Membership>(transaction, select_by_participants, values, membership_at);
}

Result<void> record_death(Transaction& transaction, ParticipantNumber participant, Day died) {
    const std::string day = to_text(died);
    TRY(transaction.execute(update_died, {{Value{participant}, Value{std::string_view(day)}}}));
    return {};
}

}  // namespace payung
