#pragma once

/// What the bank answers to a payment order: ISO 20022 pain.002, of any version.
///
/// Shape    read_payment_answer() gives what the file says; match_payment_answer() sets it beside
///          the order it is about, and gives one answer for every payment that it decides.
/// Limits   those of base/xml_stream.h (no DTD); 8 MB a file; 200,000 payments.
/// Errors   payment_answer_broken: no readable pain.002, with the reason; payment_answer_mismatch:
///          it is about another order, or names payments that are not in it, or one twice, or other
///          amounts, counts or sums. Nothing is taken from a file with an error.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/result.h"
#include "claims/payment_order_file.h"

namespace payung {

enum class BankStatus : std::uint8_t {
    pending,   // PDNG, RCVD: the bank has it
    accepted,  // ACTC, ACCP, ACSP, ACWC: will be paid, is not yet
    settled,   // ACSC, ACCC: paid
    rejected,  // RJCT, CANC: not paid
};
std::string_view name_of(BankStatus status);

struct PaymentAnswerLine {
    std::string id;  // EndToEndId
    BankStatus status = BankStatus::pending;
    std::string reason;  // "AC04" …; empty: none given
    std::optional<Money> amount;
    std::optional<Day> on;  // value or acceptance date
    friend bool operator==(const PaymentAnswerLine&, const PaymentAnswerLine&) = default;
};

struct PaymentAnswer {
    std::string message_id;         // of the bank
    std::string order_id;           // of the order it answers
    std::optional<BankStatus> all;  // of every payment that it does not name
    std::string all_reason;
    std::optional<std::int64_t> count;  // of the original order, as the bank read it
    std::optional<Money> sum;
    std::vector<PaymentAnswerLine> lines;
};

Result<PaymentAnswer> read_payment_answer(std::string_view xml);

/// Of an order, what the bank must have read.
struct PaymentSent {
    std::string_view id;
    Money amount;
};
/// One line for each payment whose status is told, in the order of `sent`.
Result<std::vector<PaymentAnswerLine>> match_payment_answer(const PaymentAnswer& answer,
                                                            std::string_view order_id,
                                                            std::span<const PaymentSent> sent);

}  // namespace payung
