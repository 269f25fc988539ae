#pragma once

/// Paying what claims grant: cash for it, orders to the bank, the bank's answers, what comes back,
/// and what is paid later.
///
/// Shape    an order takes all that is due from one fund by one bank account and sets the money
///          aside; nothing is booked as paid before the bank says so. Each function is one command.
/// Once     an order is known by fund, account, day and reference: asked again it is the same one.
///          An answer of the bank is known by its bytes, and what it says of a payment counts once.
/// Errors   payment_*, beneficiary_without_account, due_not_found, recovery_too_large; ledger_limit
///          where the fund has not the cash.

#include <string>

#include "claims/payment_answer_file.h"
#include "claims/payment_order_file.h"
#include "office/claim_desk.h"
#include "storage/payable_store.h"

namespace payung {

struct OrderRequest {
    ClaimKind fund = ClaimKind::jkm;
    std::string account_name, account_number, account_bank;  // of the fund; name is key of 1120
    Day execute_on;
    std::string claim;      // only of this one; empty: of all
    std::string reference;  // of a second order from the same account on the same day
    std::int64_t payments_max = 5000;
};
/// The answer: {"order", "payments", "amount", "without_account"}. Those without an account wait.
Result<Done> order_payments(const ClaimDesk& desk, const OrderRequest& request);

/// The file for the bank. That it was made is told in the audit chain.
Result<std::string> payment_file(const ClaimDesk& desk, std::string_view order,
                                 PaymentFormat format);

/// Where a payment stands, in words.
Phrase phrase_of(PaymentState state);

/// pain.002. The answer counts what was paid, refused, waiting.
Result<Done> take_bank_answer(const ClaimDesk& desk, std::string_view xml);
/// Money that came back after it was paid.
Result<Done> return_payment(const ClaimDesk& desk, std::string_view payment,
                            std::string_view reason, Day on);
/// Payments of an order that the bank never answered, once its time is over.
Result<Done> expire_payments(const ClaimDesk& desk, std::string_view order);

struct CashMove {
    ClaimKind fund = ClaimKind::jkm;
    std::string from, to;  // names of accounts: 1110, 1120
    Money amount;
    std::string reference;  // of the bank
    Day on;
};
Result<Done> move_fund_cash(const ClaimDesk& desk, const CashMove& move);

/// What was paid too much comes back to the custodian bank.
Result<Done> recover_overpayment(const ClaimDesk& desk, std::string_view claim, Money amount,
                                 std::string_view account, std::string_view reference, Day on);

/// The paper without which an instalment is not paid: of the school.
Result<Done> prove_instalment(const ClaimDesk& desk, std::string_view claim, std::int64_t relative,
                              std::string_view what, std::string_view sha256);
/// Works again, left school, died: nothing more is due from `on`.
Result<Done> end_obligation(const ClaimDesk& desk, std::string_view claim, std::string_view code,
                            Day on, std::string_view reason);
/// A year's interest on every obligation whose last is a year old on `on`.
Result<Done> book_interest(const ClaimDesk& desk, ClaimKind fund, Day on);
/// Paid late: what the law gives for each day, as one more due to the same persons.
Result<Done> compensate_delay(const ClaimDesk& desk, std::string_view claim);

struct DueLine {
    Due due;
    std::string claim, payee;
    bool has_account = false;
};
/// What an order on `day` would pay, and of one claim everything that is or was due.
Result<std::vector<DueLine>> due_payments(const ClaimDesk& desk, ClaimKind fund, Day day,
                                          std::int64_t limit);

}  // namespace payung
