#include "storage/payable_store.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "claims/errors.h"
#include "storage/many_values.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql next_beneficiary{"beneficiary.next",
                               "SELECT COALESCE(MAX(beneficiary), 0) + 1 FROM beneficiary"};
constexpr Sql insert_beneficiary{
    "beneficiary.insert",
    "INSERT INTO beneficiary (beneficiary, claim, role, relative, name, recorded_at)"
    " VALUES ($1, $2, $3, $4, '', $5)"};
constexpr Sql update_beneficiary{"beneficiary.name",
                                 "UPDATE beneficiary SET name = $2 WHERE beneficiary = $1"};
constexpr Sql select_beneficiaries{
    "beneficiary.of_claim",
    "SELECT beneficiary, claim, role, relative, name FROM beneficiary WHERE claim = $1"
    " ORDER BY beneficiary"};

constexpr Sql next_obligation{"obligation.next",
                              "SELECT COALESCE(MAX(obligation), 0) + 1 FROM obligation"};
constexpr Sql insert_obligation{
    "obligation.insert",
    "INSERT INTO obligation (obligation, claim, kind, code, beneficiary, booked, carried, discount,"
    " interest_to, for_life, end_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')"};
constexpr Sql update_obligation{
    "obligation.update",
    "UPDATE obligation SET carried = $2, discount = $3, interest_to = $4, ended = $5,"
    " end_reason = $6 WHERE obligation = $1"};
#define PAYUNG_OBLIGATION_COLUMNS                                                            \
    "o.obligation, o.claim, o.kind, o.code, o.beneficiary, b.relative, o.booked, o.carried," \
    " o.discount, o.interest_to, o.for_life, o.ended, o.end_reason FROM obligation o"        \
    " JOIN beneficiary b ON b.beneficiary = o.beneficiary"
constexpr Sql select_obligations{"obligation.of_claim",
                                 "SELECT " PAYUNG_OBLIGATION_COLUMNS
                                 " WHERE o.claim = $1 ORDER BY o.obligation"};
constexpr Sql select_without_interest{
    "obligation.without_interest",
    "SELECT " PAYUNG_OBLIGATION_COLUMNS
    " JOIN claim c ON c.claim = o.claim"
    " WHERE c.kind = $1 AND o.ended IS NULL AND o.interest_to < $2 ORDER BY o.obligation"};

constexpr Sql next_due{"claim_due.next", "SELECT COALESCE(MAX(due), 0) + 1 FROM claim_due"};
constexpr RepeatedSql insert_dues{
    "claim_due.insert",
    "INSERT INTO claim_due (due, claim, version, beneficiary, obligation, what, due_on, amount,"
    " proof, needs_proof, state) VALUES ",
    "", 11};
constexpr Sql update_due{"claim_due.update",
                         "UPDATE claim_due SET amount = $2, proof = $3, state = $4 WHERE due = $1"};
#define PAYUNG_DUE_COLUMNS                                                                \
    "d.due, d.claim, d.version, d.beneficiary, d.obligation, d.what, d.due_on, d.amount," \
    " d.proof, d.needs_proof, d.state FROM claim_due d"
constexpr Sql select_dues{"claim_due.of_claim", "SELECT " PAYUNG_DUE_COLUMNS
                                                " WHERE d.claim = $1 ORDER BY d.due_on, d.due"};
constexpr Sql select_due{"claim_due.by_row", "SELECT " PAYUNG_DUE_COLUMNS " WHERE d.due = $1"};
// Not while the claim is looked at again: what it grants may change.
constexpr Sql select_open_dues{
    "claim_due.open",
    "SELECT " PAYUNG_DUE_COLUMNS
    " JOIN claim c ON c.claim = d.claim"
    " WHERE d.state = 0 AND d.due_on <= $2 AND c.kind = $1"
    " AND c.state IN ('approved', 'ordered', 'paid', 'returned')"
    " AND (d.needs_proof = 0 OR d.proof <> '') ORDER BY d.due_on, d.due LIMIT $3"};

constexpr Sql next_order{"payment_order.next",
                         "SELECT COALESCE(MAX(payment_order), 0) + 1 FROM payment_order"};
constexpr Sql last_order_in_year{
    "payment_order.last_in_year",
    "SELECT number FROM payment_order WHERE number >= $1 AND number < $2"
    " ORDER BY number DESC LIMIT 1"};
constexpr Sql insert_order{
    "payment_order.insert",
    "INSERT INTO payment_order (payment_order, number, book, account_name, account_number,"
    " account_bank, payments, amount, execute_on, expires_at, actor, ordered_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
#define PAYUNG_ORDER_COLUMNS                                                             \
    "payment_order, number, book, account_name, account_number, account_bank, payments," \
    " amount, execute_on, expires_at, actor, ordered_at FROM payment_order"
constexpr Sql select_order{"payment_order.by_number",
                           "SELECT " PAYUNG_ORDER_COLUMNS " WHERE number = $1"};
constexpr Sql select_order_row{"payment_order.by_row",
                               "SELECT " PAYUNG_ORDER_COLUMNS " WHERE payment_order = $1"};
constexpr Sql select_orders{"payment_order.all",
                            "SELECT " PAYUNG_ORDER_COLUMNS " ORDER BY payment_order DESC LIMIT $1"};

constexpr Sql select_next_payment{"payment.next",
                                  "SELECT COALESCE(MAX(payment), 0) + 1 FROM payment"};
constexpr RepeatedSql insert_payments{
    "payment.insert",
    "INSERT INTO payment (payment, payment_order, due, amount, state, pending, settled, reason,"
    " value_date) VALUES ",
    "", 9};
constexpr Sql update_payment{"payment.update",
                             "UPDATE payment SET state = $2, settled = $3, reason = $4,"
                             " value_date = $5 WHERE payment = $1"};
#define PAYUNG_PAYMENT_COLUMNS                                                              \
    "p.payment, p.payment_order, p.due, p.amount, p.state, p.pending, p.settled, p.reason," \
    " p.value_date FROM payment p"
constexpr Sql select_payment{"payment.by_row",
                             "SELECT " PAYUNG_PAYMENT_COLUMNS " WHERE p.payment = $1"};
constexpr Sql select_of_order{"payment.of_order", "SELECT " PAYUNG_PAYMENT_COLUMNS
                                                  " WHERE p.payment_order = $1 ORDER BY p.payment"};
constexpr Sql select_of_claim{"payment.of_claim",
                              "SELECT " PAYUNG_PAYMENT_COLUMNS
                              " JOIN claim_due d ON d.due = p.due WHERE d.claim = $1"
                              " ORDER BY p.payment"};

constexpr Sql insert_recovery{"recovery.insert",
                              "INSERT INTO recovery (claim, reference, amount, received, posted)"
                              " VALUES ($1, $2, $3, $4, $5)"};
constexpr Sql select_recoveries{
    "recovery.of_claim",
    "SELECT reference, amount, received, posted FROM recovery WHERE claim = $1 ORDER BY reference"};

constexpr std::array<std::string_view, 6> payment_words{"ordered", "accepted", "paid",
                                                        "refused", "returned", "expired"};

PaymentState payment_state_of(std::string_view word) {
    for (std::size_t i = 0; i < payment_words.size(); ++i)
        if (payment_words.at(i) == word) return static_cast<PaymentState>(i);
    return PaymentState::expired;
}

PayeeRole role_of(std::string_view word) {
    for (int i = 0; i <= static_cast<int>(PayeeRole::treasury); ++i)
        if (name_of(static_cast<PayeeRole>(i)) == word) return static_cast<PayeeRole>(i);
    return PayeeRole::member;
}

/// All rows that a statement gives, each made by `make`.
template <class T>
Result<std::vector<T>> rows_of(Transaction& transaction, const Sql& sql,
                               std::span<const Value> values, T (*make)(const Row&)) {
    std::vector<T> rows;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        rows.push_back(make(row));
        return {};
    }));
    return rows;
}

Beneficiary beneficiary_at(const Row& row) {
    return {number_at(row, 0), number_at(row, 1), role_of(text_at(row, 2)), number_at(row, 3),
            std::string(text_at(row, 4))};
}

ObligationRecord obligation_at(const Row& row) {
    ObligationRecord obligation;
    obligation.obligation = number_at(row, 0);
    obligation.claim = number_at(row, 1);
    obligation.kind = static_cast<ObligationKind>(number_at(row, 2));
    obligation.code = text_at(row, 3);
    obligation.beneficiary = number_at(row, 4);
    obligation.relative = number_at(row, 5);
    obligation.booked = Money::from_sen(number_at(row, 6));
    obligation.carried = Money::from_sen(number_at(row, 7));
    obligation.discount = Rate{number_at(row, 8)};
    obligation.interest_to = day_at(row, 9).value_or(Day{});
    obligation.for_life = flag_at(row, 10);
    obligation.ended = day_at(row, 11);
    obligation.end_reason = text_at(row, 12);
    return obligation;
}

Due due_at(const Row& row) {
    Due due;
    due.due = number_at(row, 0);
    due.claim = number_at(row, 1);
    due.version = number_at(row, 2);
    due.beneficiary = number_at(row, 3);
    due.obligation = number_at(row, 4);
    due.what = text_at(row, 5);
    due.due_on = day_at(row, 6).value_or(Day{});
    due.amount = Money::from_sen(number_at(row, 7));
    due.proof = text_at(row, 8);
    due.needs_proof = flag_at(row, 9);
    due.state = static_cast<DueState>(number_at(row, 10));
    return due;
}

PaymentOrder order_at(const Row& row) {
    PaymentOrder order;
    order.order = number_at(row, 0);
    order.number = text_at(row, 1);
    order.book = static_cast<Book>(number_at(row, 2));
    order.account_name = text_at(row, 3);
    order.account_number = text_at(row, 4);
    order.account_bank = text_at(row, 5);
    order.payments = number_at(row, 6);
    order.amount = Money::from_sen(number_at(row, 7));
    order.execute_on = day_at(row, 8).value_or(Day{});
    order.expires_at = Instant{std::chrono::milliseconds{number_at(row, 9)}};
    order.actor = text_at(row, 10);
    order.ordered_at = Instant{std::chrono::milliseconds{number_at(row, 11)}};
    return order;
}

Payment payment_at(const Row& row) {
    Payment payment;
    payment.payment = number_at(row, 0);
    payment.order = number_at(row, 1);
    payment.due = number_at(row, 2);
    payment.amount = Money::from_sen(number_at(row, 3));
    payment.state = payment_state_of(text_at(row, 4));
    payment.pending = number_at(row, 5);
    payment.settled = number_at(row, 6);
    payment.reason = text_at(row, 7);
    payment.value_date = day_at(row, 8);
    return payment;
}

Recovery recovery_at(const Row& row) {
    return {std::string(text_at(row, 0)), Money::from_sen(number_at(row, 1)),
            day_at(row, 2).value_or(Day{}), number_at(row, 3)};
}

Result<void> insert_many(Transaction& transaction, const RepeatedSql& sql,
                         std::span<const Value> values) {
    return for_many(sql, values, [&](const Sql& one, std::span<const Value> some) -> Result<void> {
        TRY(transaction.execute(one, some));
        return {};
    });
}

/// "B-JKM-2026-000001"
Result<std::string> next_order_number(Transaction& transaction, Book book, int year) {
    const std::string from = fmt::format("B-{}-{}-", name_of(book), year);
    const std::string until = fmt::format("B-{}-{}.", name_of(book), year);
    std::uint64_t last = 0;
    TRY(transaction.query(last_order_in_year,
                          std::array{Value(std::string_view(from)), Value(std::string_view(until))},
                          [&](const Row& row) -> Result<void> {
                              last = parse_u64(text_at(row, 0).substr(from.size())).value_or(0);
                              return {};
                          }));
    return fmt::format("{}{:06}", from, last + 1);
}

}  // namespace

Result<Beneficiary> beneficiary_of(Transaction& transaction, std::int64_t claim, PayeeRole role,
                                   std::int64_t relative, Instant now) {
    TRY_ASSIGN(const auto known, beneficiaries_of(transaction, claim));
    for (const Beneficiary& one : known)
        if (one.role == role && one.relative == relative) return one;
    Beneficiary made{0, claim, role, relative, {}};
    TRY_ASSIGN(made.beneficiary, number_of(transaction, next_beneficiary));
    TRY(transaction.execute(insert_beneficiary,
                            std::array{Value(made.beneficiary), Value(claim), Value(name_of(role)),
                                       Value(relative), instant_value(now)}));
    return made;
}

Result<void> name_beneficiary(Transaction& transaction, std::int64_t beneficiary,
                              std::string_view name) {
    TRY(transaction.execute(update_beneficiary, std::array{Value(beneficiary), Value(name)}));
    return {};
}

Result<std::vector<Beneficiary>> beneficiaries_of(Transaction& transaction, std::int64_t claim) {
    return rows_of(transaction, select_beneficiaries, std::array{Value(claim)}, beneficiary_at);
}

Result<ObligationRecord> add_obligation(Transaction& transaction, ObligationRecord obligation) {
    TRY_ASSIGN(obligation.obligation, number_of(transaction, next_obligation));
    const std::string day = to_text(obligation.interest_to);
    TRY(transaction.execute(
        insert_obligation,
        std::array{Value(obligation.obligation), Value(obligation.claim),
                   Value(static_cast<std::int64_t>(obligation.kind)),
                   Value(std::string_view(obligation.code)), Value(obligation.beneficiary),
                   Value(obligation.booked.sen()), Value(obligation.carried.sen()),
                   Value(obligation.discount.parts_per_million()), Value(std::string_view(day)),
                   Value(std::int64_t{obligation.for_life})}));
    return obligation;
}

Result<void> keep_obligation(Transaction& transaction, const ObligationRecord& obligation) {
    const std::string day = to_text(obligation.interest_to);
    const DateValue ended(obligation.ended);
    TRY(transaction.execute(
        update_obligation,
        std::array{Value(obligation.obligation), Value(obligation.carried.sen()),
                   Value(obligation.discount.parts_per_million()), Value(std::string_view(day)),
                   ended.value(), Value(std::string_view(obligation.end_reason))}));
    return {};
}

Result<std::vector<ObligationRecord>> obligations_of(Transaction& transaction, std::int64_t claim) {
    return rows_of(transaction, select_obligations, std::array{Value(claim)}, obligation_at);
}

Result<std::vector<ObligationRecord>> obligations_without_interest(Transaction& transaction,
                                                                   ClaimKind kind, Day day) {
    const std::string text = to_text(day);
    return rows_of(
        transaction, select_without_interest,
        std::array{Value(static_cast<std::int64_t>(kind)), Value(std::string_view(text))},
        obligation_at);
}

std::string_view name_of(DueState state) {
    constexpr std::array<std::string_view, 4> words{"open", "ordered", "paid", "cancelled"};
    return words.at(static_cast<std::size_t>(state));
}

Result<void> add_dues(Transaction& transaction, std::span<const Due> dues) {
    TRY_ASSIGN(std::int64_t number, number_of(transaction, next_due));
    std::vector<std::string> days;
    days.reserve(dues.size());
    std::vector<Value> values;
    for (const Due& due : dues) {
        days.push_back(to_text(due.due_on));
        values.insert(
            values.end(),
            {Value(number++), Value(due.claim), Value(due.version), Value(due.beneficiary),
             or_null(due.obligation), Value(std::string_view(due.what)),
             Value(std::string_view(days.back())), Value(due.amount.sen()),
             Value(std::string_view(due.proof)), Value(std::int64_t{due.needs_proof}),
             Value(static_cast<std::int64_t>(due.state))});
    }
    return insert_many(transaction, insert_dues, values);
}

Result<std::vector<Due>> dues_of(Transaction& transaction, std::int64_t claim) {
    return rows_of(transaction, select_dues, std::array{Value(claim)}, due_at);
}

Result<std::vector<Due>> open_dues(Transaction& transaction, ClaimKind kind, Day day,
                                   std::int64_t limit) {
    const std::string text = to_text(day);
    return rows_of(transaction, select_open_dues,
                   std::array{Value(static_cast<std::int64_t>(kind)), Value(std::string_view(text)),
                              Value(limit)},
                   due_at);
}

Result<Due> due_by_row(Transaction& transaction, std::int64_t due) {
    TRY_ASSIGN(const auto dues, rows_of(transaction, select_due, std::array{Value(due)}, due_at));
    CHECK(!dues.empty());
    return dues.front();
}

Result<void> keep_due(Transaction& transaction, const Due& due) {
    TRY(transaction.execute(update_due, std::array{Value(due.due), Value(due.amount.sen()),
                                                   Value(std::string_view(due.proof)),
                                                   Value(static_cast<std::int64_t>(due.state))}));
    return {};
}

Result<PaymentOrder> add_payment_order(Transaction& transaction, PaymentOrder order, int year) {
    TRY_ASSIGN(order.order, number_of(transaction, next_order));
    TRY_ASSIGN(order.number, next_order_number(transaction, order.book, year));
    const std::string day = to_text(order.execute_on);
    TRY(transaction.execute(
        insert_order,
        std::array{Value(order.order), Value(std::string_view(order.number)),
                   Value(static_cast<std::int64_t>(order.book)),
                   Value(std::string_view(order.account_name)),
                   Value(std::string_view(order.account_number)),
                   Value(std::string_view(order.account_bank)), Value(order.payments),
                   Value(order.amount.sen()), Value(std::string_view(day)),
                   instant_value(order.expires_at), Value(std::string_view(order.actor)),
                   instant_value(order.ordered_at)}));
    return order;
}

Result<PaymentOrder> known_order(Transaction& transaction, std::string_view number) {
    TRY_ASSIGN(const auto orders,
               rows_of(transaction, select_order, std::array{Value(number)}, order_at));
    if (!orders.empty()) return orders.front();
    return Error{claim_error::payment_order_not_found, {{"order", std::string(number)}}};
}

Result<PaymentOrder> order_by_row(Transaction& transaction, std::int64_t order) {
    TRY_ASSIGN(const auto orders,
               rows_of(transaction, select_order_row, std::array{Value(order)}, order_at));
    CHECK(!orders.empty());
    return orders.front();
}

Result<std::vector<PaymentOrder>> list_orders(Transaction& transaction, std::int64_t limit) {
    return rows_of(transaction, select_orders, std::array{Value(limit)}, order_at);
}

std::string_view name_of(PaymentState state) {
    return payment_words.at(static_cast<std::size_t>(state));
}

std::string payment_id(std::int64_t payment) {
    return fmt::format("P-{:07}", payment);
}

Result<std::int64_t> next_payment(Transaction& transaction) {
    return number_of(transaction, select_next_payment);
}

Result<void> add_payments(Transaction& transaction, std::span<const Payment> payments) {
    std::vector<Value> values;
    for (const Payment& payment : payments) {
        values.insert(
            values.end(),
            {Value(payment.payment), Value(payment.order), Value(payment.due),
             Value(payment.amount.sen()), Value(name_of(payment.state)), Value(payment.pending),
             or_null(payment.settled), Value(std::string_view(payment.reason)), Value{}});
    }
    return insert_many(transaction, insert_payments, values);
}

Result<void> keep_payment(Transaction& transaction, const Payment& payment) {
    const DateValue day(payment.value_date);
    TRY(transaction.execute(
        update_payment,
        std::array{Value(payment.payment), Value(name_of(payment.state)), or_null(payment.settled),
                   Value(std::string_view(payment.reason)), day.value()}));
    return {};
}

Result<Payment> known_payment(Transaction& transaction, std::string_view id) {
    const auto number = parse_u64(id.substr(id.starts_with("P-") ? 2 : 0));
    std::vector<Payment> payments;
    if (number && *number < 1'000'000'000'000ULL) {
        TRY_ASSIGN(payments,
                   rows_of(transaction, select_payment,
                           std::array{Value(static_cast<std::int64_t>(*number))}, payment_at));
    }
    if (!payments.empty()) return payments.front();
    return Error{claim_error::payment_not_found, {{"payment", std::string(id)}}};
}

Result<std::vector<Payment>> payments_of_order(Transaction& transaction, std::int64_t order) {
    return rows_of(transaction, select_of_order, std::array{Value(order)}, payment_at);
}

Result<std::vector<Payment>> payments_of_claim(Transaction& transaction, std::int64_t claim) {
    return rows_of(transaction, select_of_claim, std::array{Value(claim)}, payment_at);
}

Result<void> add_recovery(Transaction& transaction, std::int64_t claim, const Recovery& recovery) {
    const std::string day = to_text(recovery.received);
    TRY(transaction.execute(insert_recovery,
                            std::array{Value(claim), Value(std::string_view(recovery.reference)),
                                       Value(recovery.amount.sen()), Value(std::string_view(day)),
                                       Value(recovery.posted)}));
    return {};
}

Result<std::vector<Recovery>> recoveries_of(Transaction& transaction, std::int64_t claim) {
    return rows_of(transaction, select_recoveries, std::array{Value(claim)}, recovery_at);
}

}  // namespace payung
