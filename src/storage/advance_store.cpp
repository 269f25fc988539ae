#include "storage/advance_store.h"

#include "contributions/receipt_errors.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

#define PAYUNG_ADVANCE_COLUMNS                                                             \
    "advance, receipt, payer, first_month, last_month, amount, state, allocation, reason," \
    " asked_by, decided_by"

constexpr Sql select_next{"advance.next",
                          "SELECT COALESCE(MAX(advance), 0) + 1 FROM contribution_advance"};
constexpr Sql insert_one{
    "advance.insert",
    "INSERT INTO contribution_advance (advance, receipt, payer, first_month, last_month, amount,"
    " state, reason, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr Sql select_one{"advance.one", "SELECT " PAYUNG_ADVANCE_COLUMNS
                                        " FROM contribution_advance WHERE advance = $1"};
constexpr Sql select_of_receipt{"advance.of_receipt",
                                "SELECT " PAYUNG_ADVANCE_COLUMNS
                                " FROM contribution_advance WHERE receipt = $1 ORDER BY advance"};
constexpr Sql update_one{"advance.update",
                         "UPDATE contribution_advance SET state = $2, allocation = $3,"
                         " decided_by = $4, decided_at = COALESCE(decided_at, $5)"
                         " WHERE advance = $1"};
// What was taken back meanwhile (`payung receipt undo`) stands no more.
constexpr Sql select_usable{
    "advance.usable",
    "SELECT " PAYUNG_ADVANCE_COLUMNS
    " FROM contribution_advance v WHERE v.state = 1"
    " AND NOT EXISTS (SELECT 1 FROM allocation u WHERE u.undoes = v.allocation)"
    " AND EXISTS (SELECT 1 FROM contribution_bill b WHERE b.payer = v.payer AND b.kind <> 2"
    " AND b.first_month >= v.first_month AND b.first_month <= v.last_month"
    " AND b.paid < b.amount AND b.withdrawn IS NULL) ORDER BY v.advance"};

Advance advance_at(const Row& row) {
    Advance advance;
    advance.number = number_at(row, 0);
    advance.receipt = number_at(row, 1);
    advance.payer = number_at(row, 2);
    advance.first = month_at(row, 3).value_or(Month{});
    advance.last = month_at(row, 4).value_or(Month{});
    advance.amount = Money::from_sen(number_at(row, 5));
    advance.state = static_cast<AdvanceState>(number_at(row, 6));
    advance.allocation = number_at(row, 7);
    advance.reason = text_at(row, 8);
    advance.asked_by = text_at(row, 9);
    advance.decided_by = text_at(row, 10);
    return advance;
}

Result<std::vector<Advance>> advances(Transaction& transaction, const Sql& sql,
                                      std::span<const Value> values) {
    std::vector<Advance> found;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        found.push_back(advance_at(row));
        return {};
    }));
    return found;
}

}  // namespace

Result<AdvanceNumber> next_advance(Transaction& transaction) {
    return number_of(transaction, select_next);
}

Result<void> add_advance(Transaction& transaction, const Advance& advance, Instant now) {
    const std::string first = to_text(advance.first), last = to_text(advance.last);
    const std::array<Value, 10> values{Value{advance.number},
                                       Value{advance.receipt},
                                       Value{advance.payer},
                                       Value{std::string_view(first)},
                                       Value{std::string_view(last)},
                                       Value{advance.amount.sen()},
                                       Value{static_cast<std::int64_t>(advance.state)},
                                       Value{std::string_view(advance.reason)},
                                       Value{std::string_view(advance.asked_by)},
                                       instant_value(now)};
    TRY(transaction.execute(insert_one, values));
    return {};
}

Result<Advance> advance_by_number(Transaction& transaction, AdvanceNumber number) {
    const std::array<Value, 1> values{Value{number}};
    TRY_ASSIGN(std::vector<Advance> found, advances(transaction, select_one, values));
    if (!found.empty()) return std::move(found.front());
    return Error{receipt_error::advance_not_found, {{"advance", std::to_string(number)}}};
}

Result<std::vector<Advance>> advances_of(Transaction& transaction, ReceiptNumber receipt) {
    const std::array<Value, 1> values{Value{receipt}};
    return advances(transaction, select_of_receipt, values);
}

Result<void> update_advance(Transaction& transaction, const Advance& advance, Instant now) {
    const std::array<Value, 5> values{
        Value{advance.number}, Value{static_cast<std::int64_t>(advance.state)},
        or_null(advance.allocation), Value{std::string_view(advance.decided_by)},
        instant_value(now)};
    TRY(transaction.execute(update_one, values));
    return {};
}

Result<std::vector<Advance>> usable_advances(Transaction& transaction) {
    return advances(transaction, select_usable, {});
}

}  // namespace payung
