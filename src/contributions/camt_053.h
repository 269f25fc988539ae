#pragma once

/// Bank statements in camt.053, "bank to customer statement" of ISO 20022, 001.02 to 001.08.
///
/// Shape    elements are known by their names alone, whatever namespace or envelope is around them.
///          Only what is booked (Sts BOOK, or none) counts; the balances are OPBD (or PRCD) and
///          CLBD. Private to contributions/: see bank_statement.h, with its errors and limits.

#include "contributions/bank_statement.h"

namespace payung {

Result<StatementFile> read_camt_053(std::string_view bytes, const std::string& file,
                                    const KnownAccounts& accounts);

}  // namespace payung
