#pragma once

/// Payments as banks read them: ISO 20022 pain.001, one file for each order of one fund and one
/// bank account.
///
/// Shape    the same order always gives the same bytes. Names of people stand in it as they are;
///          whoever writes the file keeps it for its owner's eyes.
/// Units    IDR in whole rupiah; the control sum is that of all lines.
/// Errors   payment_file_refused: no line, an id twice or one that banks do not read (35 letters,
///          digits and -./), an amount that is not whole rupiah above nought, no account, a text
///          that is not UTF-8.
/// Cost     about 700 bytes and 1 µs a payment.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/money.h"
#include "base/result.h"

namespace payung {

enum class PaymentFormat : std::uint8_t { pain_001_001_03, pain_001_001_09 };

struct PaymentLine {
    std::string id;  // EndToEndId: comes back in the bank's answer
    Money amount;
    std::string name;     // of whoever is paid
    std::string bank;     // BIC; empty where the bank knows the account by its number
    std::string account;  // number
    std::string text;     // what it is for; no health, no NIK
};

struct PaymentFile {
    PaymentFormat format = PaymentFormat::pain_001_001_03;
    std::string message_id;
    Instant created;
    Day execute_on;
    std::string payer;       // name of the fund
    std::string payer_bank;  // BIC, may be empty
    std::string payer_account;
    std::vector<PaymentLine> lines;
};

Result<std::string> write_payment_file(const PaymentFile& file);

/// Whether banks take it as the id of a message or payment.
bool is_payment_id(std::string_view id);

}  // namespace payung
