#include "storage/identity_store.h"

#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

#define PAYUNG_IDENTITY_COLUMNS                                                          \
    "correction, participant, name_before, birth_before, sex_before, name, birth, sex, " \
    "document, state, asked_by, decided_by"
constexpr Sql select_next{"participant_correction.next",
                          "SELECT COALESCE(MAX(correction), 0) + 1 FROM participant_correction"};
constexpr Sql insert_one{"participant_correction.insert",
                         "INSERT INTO participant_correction (" PAYUNG_IDENTITY_COLUMNS
                         ", asked_at, decided_at)"
                         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
constexpr Sql select_one{"participant_correction.one",
                         "SELECT " PAYUNG_IDENTITY_COLUMNS
                         " FROM participant_correction WHERE correction = $1"};
constexpr Sql select_of_participant{"participant_correction.of_participant",
                                    "SELECT " PAYUNG_IDENTITY_COLUMNS
                                    " FROM participant_correction WHERE participant = $1"
                                    " ORDER BY correction"};
constexpr Sql update_one{"participant_correction.update",
                         "UPDATE participant_correction SET state = $2, decided_by = $3,"
                         " decided_at = $4 WHERE correction = $1"};
constexpr Sql update_participant{
    "participant.identity",
    "UPDATE participant SET name = $2, birth = $3, sex = $4 WHERE participant = $1"};
constexpr Sql update_party{"party.identity",
                           "UPDATE party SET name = $2 WHERE kind = 1 AND number IN"
                           " (SELECT kpj FROM membership WHERE participant = $1)"};

PersonData identity_at(const Row& row, int column) {
    return {std::string(text_at(row, column)), day_at(row, column + 1).value_or(Day{}),
            fitted<std::uint8_t>(number_at(row, column + 2))};
}

IdentityCorrection correction_at(const Row& row) {
    return {number_at(row, 0),
            number_at(row, 1),
            identity_at(row, 2),
            identity_at(row, 5),
            std::string(text_at(row, 8)),
            static_cast<IdentityState>(number_at(row, 9)),
            std::string(text_at(row, 10)),
            std::string(text_at(row, 11))};
}

Result<std::vector<IdentityCorrection>> corrections(Transaction& transaction, const Sql& sql,
                                                    std::int64_t number) {
    std::vector<IdentityCorrection> found;
    const std::array<Value, 1> values{number};
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        found.push_back(correction_at(row));
        return {};
    }));
    return found;
}

Value text_or_null(std::string_view text) {
    return text.empty() ? Value{} : Value{text};
}

}  // namespace

Result<std::int64_t> add_identity_correction(Transaction& transaction,
                                             const IdentityCorrection& correction, Instant now) {
    TRY_ASSIGN(const std::int64_t number, number_of(transaction, select_next));
    const std::string before = to_text(correction.before.birth);
    const std::string after = to_text(correction.after.birth);
    const bool decided = !correction.decided_by.empty();
    const std::array<Value, 14> values{number,
                                       correction.participant,
                                       std::string_view(correction.before.name),
                                       std::string_view(before),
                                       std::int64_t{correction.before.sex},
                                       std::string_view(correction.after.name),
                                       std::string_view(after),
                                       std::int64_t{correction.after.sex},
                                       std::string_view(correction.document),
                                       static_cast<std::int64_t>(correction.state),
                                       std::string_view(correction.asked_by),
                                       text_or_null(correction.decided_by),
                                       instant_value(now),
                                       decided ? instant_value(now) : Value{}};
    TRY(transaction.execute(insert_one, values));
    return number;
}

Result<std::optional<IdentityCorrection>> find_identity_correction(Transaction& transaction,
                                                                   std::int64_t number) {
    TRY_ASSIGN(auto found, corrections(transaction, select_one, number));
    if (found.empty()) return std::optional<IdentityCorrection>();
    return std::optional(std::move(found.front()));
}

Result<std::vector<IdentityCorrection>> identity_corrections(Transaction& transaction,
                                                             ParticipantNumber participant) {
    return corrections(transaction, select_of_participant, participant);
}

Result<void> update_identity_correction(Transaction& transaction,
                                        const IdentityCorrection& correction, Instant now) {
    const std::array<Value, 4> values{correction.number,
                                      static_cast<std::int64_t>(correction.state),
                                      text_or_null(correction.decided_by), instant_value(now)};
    TRY(transaction.execute(update_one, values));
    return {};
}

Result<void> set_identity(Transaction& transaction, ParticipantNumber participant,
                          const PersonData& identity) {
    const std::string birth = to_text(identity.birth);
    const std::array<Value, 4> values{
        participant, std::string_view(identity.name), std::string_view(birth),
        identity.sex == 0 ? Value{} : Value{std::int64_t{identity.sex}}};
    TRY(transaction.execute(update_participant, values));
    const std::array<Value, 2> party{participant, std::string_view(identity.name)};
    TRY(transaction.execute(update_party, party));
    return {};
}

}  // namespace payung
