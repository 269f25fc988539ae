#pragma once

/// Taking in a membership extract: files of accounts, checked row by row, into an AccountTable.
///
/// Rejected are rows with the wrong number of fields and rows that identify nobody: neither a
/// usable NIK nor a name with a birth date. All else is a doubt, and the field in doubt is missing
/// (0) or as read. Rows of the same kpj are all taken, with a doubt each: one of them may be what
/// protects.
///
/// An account without a status counts as AKTIF, as the file format says; so does one whose status
/// cannot be read, with a doubt. `akhir` is the last month covered; AccountFacts::until is the
/// month behind it. An account that ends before it begins covers no month, and is doubted.
///
/// Shape    row order is that of the files.
/// Law      segments and programmes: domain/legislation.md 1.1; identifiers 7.1.
/// Errors   those of registry/intake.h.
/// Cost     see account_intake_bench.cpp.

#include <span>

#include "membership/account_table.h"
#include "registry/intake.h"

namespace payung {

struct AccountIntake {
    AccountTable accounts;
    IntakeReport report;
};

Result<AccountIntake> read_accounts(std::span<const Path> files, const IntakeOptions& options,
                                    VerdictSink& verdicts);

}  // namespace payung
