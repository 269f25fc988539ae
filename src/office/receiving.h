#pragma once

/// Taking in what the bank says came: each credit line of a statement becomes a receipt, at once in
/// the books (E2), is matched to bills, and pays them (E4, E5, E15).
///
/// Shape    lines go in batches, a command each: a statement that was cut short goes on where it
///          stopped, and one that is sent again changes nothing. A batch that fails is taken line
///          by line, so that one bad line leaves the others. A receipt is the same receipt in every
///          file: channel, day of booking and reference of the bank.
/// Dates    in the books a receipt and what it pays happen on the day of booking; a bill is
///          completed on the value day.
/// Errors   by return: those of read_statements(), of the store. In the report: each line and
///          statement that was not taken (receipt_errors.h).
/// Cost     a few statements for 256 lines, and about five a bill that is paid.

#include <map>
#include <string>
#include <vector>

#include "contributions/bank_statement.h"
#include "contributions/matching.h"
#include "office/desk.h"

namespace payung {

/// Makes an account known as one into which contributions are paid.
Result<Done> open_channel(const Desk& desk, std::string_view channel, std::string_view account);

struct ImportReport {
    std::string sha256;         // of the file
    std::uint64_t lines = 0;    // credits in the statements that were taken
    std::uint64_t taken = 0;    // receipts that are new
    std::uint64_t known = 0;    // were there already
    std::uint64_t debits = 0;   // what went out is booked by whoever sent it
    std::uint64_t refused = 0;  // statements
    Money amount, allocated;    // of the new ones
    std::map<MatchRule, std::uint64_t> matched;
    std::map<Unmatched, std::uint64_t> unmatched;
    std::vector<StatementFault> faults;  // lines and statements that were not taken

    bool again() const { return taken == 0 && known > 0; }
};

/// `file` names it in errors and in the table of statements.
Result<ImportReport> import_statement(const Desk& desk, std::string_view bytes,
                                      const std::string& file);

}  // namespace payung
