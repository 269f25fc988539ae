#pragma once

/// Bank statements as CSV, for banks that send no camt.053. Private to contributions/: see
/// bank_statement.h, with its errors and limits.
///
/// Columns  rekening          the collection account
///          tanggal           day of booking, 2026-03-15 or 15/03/2026
///          tanggal_valuta    value day; may be missing: as booked
///          referensi         the bank's number of the entry
///          kode_bayar        payment code, where the bank knows it
///          pembayar          name of who paid; rekening_pembayar his account; may be missing
///          jumlah            1386000, 1.386.000, Rp 1.386.000
///          mata_uang         IDR
///          dk                K (credit), D (debit), SALDO AWAL, SALDO AKHIR
///          keterangan        what the payer wrote
/// Shape    each account has one row SALDO AWAL before its entries and one SALDO AKHIR behind them,
///          with the first and last day of the statement; entries of several accounts may be mixed.

#include "contributions/bank_statement.h"

namespace payung {

Result<StatementFile> read_bank_csv(std::string_view bytes, const std::string& file,
                                    const KnownAccounts& accounts);

}  // namespace payung
