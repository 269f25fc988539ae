#include "storage/relative_store.h"

#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql next_relative{"relative.next", "SELECT COALESCE(MAX(relative), 0) + 1 FROM relative"};
constexpr Sql insert_relative{
    "relative.insert",
    "INSERT INTO relative (relative, participant, name, birth, relation, married, works, school,"
    " recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr Sql mark_replaced{"relative.replaced",
                            "UPDATE relative SET replaced_by = $2 WHERE relative = $1"
                            " AND replaced_by IS NULL"};
constexpr Sql select_relatives{
    "relative.of_participant",
    "SELECT relative, participant, name, birth, relation, married, works, school FROM relative"
    " WHERE participant = $1 AND replaced_by IS NULL ORDER BY relative"};

}  // namespace

Result<std::int64_t> add_relative(Transaction& transaction, const Relative& relative, Instant now) {
    TRY_ASSIGN(const std::int64_t number, number_of(transaction, next_relative));
    const DateValue birth(relative.birth);
    const std::array<Value, 9> values{number,
                                      relative.participant,
                                      std::string_view(relative.name),
                                      birth.value(),
                                      std::string_view(relative.relation),
                                      std::int64_t{relative.married},
                                      std::int64_t{relative.works},
                                      std::string_view(relative.school),
                                      instant_value(now)};
    TRY(transaction.execute(insert_relative, values));
    if (relative.replaces == 0) return number;
    TRY_ASSIGN(const std::int64_t marked,
               transaction.execute(mark_replaced, {{Value{relative.replaces}, Value{number}}}));
    CHECK(marked == 1);
    return number;
}

Result<std::vector<Relative>> relatives_of(Transaction& transaction,
                                           ParticipantNumber participant) {
    std::vector<Relative> found;
    TRY(transaction.query(
        select_relatives, {{Value{participant}}}, [&](const Row& row) -> Result<void> {
            found.push_back({number_at(row, 0), number_at(row, 1), std::string(text_at(row, 2)),
                             day_at(row, 3), std::string(text_at(row, 4)), flag_at(row, 5),
                             flag_at(row, 6), std::string(text_at(row, 7)), 0});
            return {};
        }));
    return found;
}

}  // namespace payung
