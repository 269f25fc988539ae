#pragma once

/// What claims owe to whom and when, and the orders by which banks pay it.
///
/// Shape    within a transaction of the caller. A due is one sum for one person on one day: what is
///          granted at once, or an instalment of an obligation. A payment is one try to pay a due.
/// Privacy  bank accounts lie in PersonalStore (owner claim, number of the beneficiary).
/// Errors   payment_order_not_found, payment_not_found; those of database.h.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/money.h"
#include "claims/assessment.h"
#include "ledger/entry.h"
#include "storage/database.h"

namespace payung {

struct Beneficiary {
    std::int64_t beneficiary = 0, claim = 0;
    PayeeRole role = PayeeRole::member;
    std::int64_t relative = 0;
    std::string name;  // holder of the account; empty: not told yet
    friend bool operator==(const Beneficiary&, const Beneficiary&) = default;
};
/// The one of this role and relative, made where there is none.
Result<Beneficiary> beneficiary_of(Transaction& transaction, std::int64_t claim, PayeeRole role,
                                   std::int64_t relative, Instant now);
Result<void> name_beneficiary(Transaction& transaction, std::int64_t beneficiary,
                              std::string_view name);
Result<std::vector<Beneficiary>> beneficiaries_of(Transaction& transaction, std::int64_t claim);

struct ObligationRecord {
    std::int64_t obligation = 0, claim = 0;
    ObligationKind kind = ObligationKind::scholarship;
    std::string code;
    std::int64_t beneficiary = 0, relative = 0;  // relative: of the beneficiary
    Money booked, carried;
    Rate discount;
    Day interest_to;
    bool for_life = false;
    std::optional<Day> ended;
    std::string end_reason;
};
Result<ObligationRecord> add_obligation(Transaction& transaction, ObligationRecord obligation);
/// carried, discount, interest_to, ended, end_reason.
Result<void> keep_obligation(Transaction& transaction, const ObligationRecord& obligation);
Result<std::vector<ObligationRecord>> obligations_of(Transaction& transaction, std::int64_t claim);
/// Those that run and whose interest is booked until before `day`.
Result<std::vector<ObligationRecord>> obligations_without_interest(Transaction& transaction,
                                                                   ClaimKind kind, Day day);

enum class DueState : std::uint8_t { open, ordered, paid, cancelled };
std::string_view name_of(DueState state);

struct Due {
    std::int64_t due = 0, claim = 0, version = 0, beneficiary = 0;
    std::int64_t obligation = 0;  // 0: due at once
    std::string what;
    Day due_on;
    Money amount;
    std::string proof;
    bool needs_proof = false;
    DueState state = DueState::open;
    bool can_be_paid() const { return state == DueState::open && (!needs_proof || !proof.empty()); }
    friend bool operator==(const Due&, const Due&) = default;
};
Result<void> add_dues(Transaction& transaction, std::span<const Due> dues);
Result<std::vector<Due>> dues_of(Transaction& transaction, std::int64_t claim);
/// Of all claims of a programme that were decided: open, due on or before `day`, by day and number.
Result<std::vector<Due>> open_dues(Transaction& transaction, ClaimKind kind, Day day,
                                   std::int64_t limit);
Result<Due> due_by_row(Transaction& transaction, std::int64_t due);
/// amount, proof, state.
Result<void> keep_due(Transaction& transaction, const Due& due);

struct PaymentOrder {
    std::int64_t order = 0;
    std::string number;  // "B-JKM-2026-000001"
    Book book = Book::jkm;
    std::string account_name, account_number, account_bank;
    std::int64_t payments = 0;
    Money amount;
    Day execute_on;
    Instant expires_at;
    std::string actor;
    Instant ordered_at;
};
/// Gives it its number, by fund and year.
Result<PaymentOrder> add_payment_order(Transaction& transaction, PaymentOrder order, int year);
Result<PaymentOrder> known_order(Transaction& transaction, std::string_view number);
Result<PaymentOrder> order_by_row(Transaction& transaction, std::int64_t order);
/// The latest first.
Result<std::vector<PaymentOrder>> list_orders(Transaction& transaction, std::int64_t limit);

enum class PaymentState : std::uint8_t { ordered, accepted, paid, refused, returned, expired };
std::string_view name_of(PaymentState state);

struct Payment {
    std::int64_t payment = 0, order = 0, due = 0;
    Money amount;
    PaymentState state = PaymentState::ordered;
    GroupNumber pending = 0, settled = 0;  // 0: none
    std::string reason;
    std::optional<Day> value_date;
    bool with_bank() const {
        return state == PaymentState::ordered || state == PaymentState::accepted;
    }
};
/// "P-0000017"
std::string payment_id(std::int64_t payment);
Result<std::int64_t> next_payment(Transaction& transaction);
/// With their numbers, all new.
Result<void> add_payments(Transaction& transaction, std::span<const Payment> payments);
/// state, settled, reason, value_date.
Result<void> keep_payment(Transaction& transaction, const Payment& payment);
Result<Payment> known_payment(Transaction& transaction, std::string_view id);
Result<std::vector<Payment>> payments_of_order(Transaction& transaction, std::int64_t order);
Result<std::vector<Payment>> payments_of_claim(Transaction& transaction, std::int64_t claim);

struct Recovery {
    std::string reference;
    Money amount;
    Day received;
    GroupNumber posted = 0;
};
Result<void> add_recovery(Transaction& transaction, std::int64_t claim, const Recovery& recovery);
Result<std::vector<Recovery>> recoveries_of(Transaction& transaction, std::int64_t claim);

}  // namespace payung
