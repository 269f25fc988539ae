#pragma once

/// Entries of a bank statement as texts, judged and turned into lines. What camt.053 and CSV have
/// in common; private to contributions/.

#include <optional>
#include <string>
#include <vector>

#include "contributions/bank_statement.h"

namespace payung {

/// How a kind of file writes what it says, and what its fields are called in errors.
struct StatementForm {
    std::string_view reference, booked, value, amount, currency, side, account, opening, closing,
        period;
    /// Sen included; nothing where it is no amount. May be negative.
    std::optional<Money> (*read_amount)(std::string_view);
    std::optional<Day> (*read_day)(std::string_view);
    std::optional<Side> (*read_side)(std::string_view);
};

struct RawAmount {
    std::uint64_t line = 0;
    std::string amount, currency, side;
    std::string day;  // of a balance
};

struct RawLine {
    RawAmount amount;
    std::string reference, booked, value;  // value empty: as booked
    bool reversal = false;
    std::string payer_name, payer_account;
    std::vector<std::string> texts;
};

struct RawStatement {
    std::uint64_t line = 0;
    std::string number, account, currency;
    std::string from, until;  // empty: the days of the balances
    std::optional<RawAmount> opening, closing;
    std::vector<RawLine> lines;
    std::vector<StatementFault> faults;  // found while reading; they sink it
};

/// Adds the statement, or why not, and what was left out of it.
void judge_statement(RawStatement raw, const StatementForm& form, const std::string& file,
                     const KnownAccounts& accounts, StatementFile& into);

}  // namespace payung
