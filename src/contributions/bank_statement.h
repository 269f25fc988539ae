#pragma once

/// What a bank says came into and went out of a collection account: camt.053 or CSV, read into the
/// same lines.
///
/// Shape    camt.053 (ISO 20022, 001.02 to 001.08, of any namespace) and a CSV with the columns of
///          bank_csv.h; which of them a file is, its first character tells. One file may hold
///          several statements, each of one account. A batch entry whose details have amounts of
///          their own becomes one line each.
/// Units    whole rupiah, always positive; the side says whether it came or went.
/// Laws     opening balance + credits - debits = closing balance, else the statement is refused as
///          a whole. A line that is wrong but can be counted (sen, dates outside, a reference
///          twice) is left out alone; one that cannot be counted sinks its statement.
/// Errors   by return: the file cannot be read at all (statement_broken, statement_not_camt,
///          statement_too_large, statement_empty, those of CsvFile and ColumnMap). In `faults`:
///          every line and every statement that was not taken (receipt_errors.h), with where.
/// Limits   a thousand trillion rupiah a statement, 64 MB, 64 elements deep, no DTD; texts are cut
///          at 2,000 bytes.
/// Cost     120,000 lines a second of camt.053, 400,000 of CSV; memory of the file's lines.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/result.h"

namespace payung {

enum class Side : std::uint8_t { credit, debit };  // of the account holder: credit came in

struct StatementLine {
    std::uint64_t line = 0;  // of the file
    std::string reference;   // the bank's; with account and day of booking unique for ever
    Day booked, value;
    Money amount;  // > 0, whole rupiah
    Side side = Side::credit;
    bool reversal = false;  // takes back an earlier entry
    std::string payer_name, payer_account;
    std::string text;                // what the payer wrote
    std::vector<std::string> codes;  // what may be payment codes in it, at most 16
};

struct Statement {
    std::uint64_t line = 0;
    std::string number;   // the bank's
    std::string account;  // letters and digits only
    Day from, until;      // both of them in it
    Money opening, closing;
    std::vector<StatementLine> lines;
};

/// What was not taken, and why. `reference` is empty where a whole statement is refused.
struct StatementFault {
    std::uint64_t line = 0;
    std::string reference;
    Error error;
};

struct StatementFile {
    std::vector<Statement> statements;
    std::vector<StatementFault> faults;  // by line
    std::uint64_t refused = 0;           // statements
};

/// Numbers of our collection accounts, as account_key() writes them.
using KnownAccounts = std::set<std::string, std::less<>>;

inline constexpr std::size_t statement_bytes_max = std::size_t{64} << 20U;

/// `file` names it in errors.
Result<StatementFile> read_statements(std::string_view bytes, const std::string& file,
                                      const KnownAccounts& accounts);

/// "1234567890" of "1234-567-890": letters and digits, large.
std::string account_key(std::string_view account);

/// Words that may be payment codes: of 6 to 35 letters, digits and hyphens with four digits or
/// more, and twelve digits written in groups; in their order, each once, at most 16.
std::vector<std::string> payment_codes_in(const std::vector<std::string>& texts);

}  // namespace payung
