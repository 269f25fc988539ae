#pragma once

/// Ways in which a bank statement, a receipt or what is made of it is refused.

#include "base/error.h"

namespace payung::receipt_error {

// Bank statements. {field} is the column, or the path of the element.
PAYUNG_CODE(statement_broken,
            "Berkas {file} bukan XML yang utuh, baris {line}: {reason}. Unduh ulang dari bank; "
            "jangan disunting.",
            "File {file} is not whole XML, line {line}: {reason}. Download it from the bank again; "
            "do not edit it.")
PAYUNG_CODE(statement_not_camt,
            "Berkas {file} adalah XML tetapi bukan rekening koran camt.053 (tidak ada "
            "BkToCstmrStmt). Minta camt.053 versi 001.02 sampai 001.08 kepada bank.",
            "File {file} is XML but no bank statement camt.053 (it has no BkToCstmrStmt). Ask the "
            "bank for camt.053, version 001.02 to 001.08.")
PAYUNG_CODE(statement_too_large,
            "Berkas {file} lebih besar dari {limit} MB. Minta rekening koran per hari kepada bank.",
            "File {file} is larger than {limit} MB. Ask the bank for a statement a day.")
PAYUNG_CODE(statement_empty,
            "Berkas {file} tidak memuat satu pun rekening koran. Periksa apakah berkasnya benar.",
            "File {file} holds no statement at all. Check whether it is the right file.")
PAYUNG_CODE(statement_field_missing,
            "{file} baris {line}: {field} tidak diisi, padahal wajib. Minta bank melengkapinya.",
            "{file} line {line}: {field} is empty but needed. Ask the bank to fill it in.")
PAYUNG_CODE(
    statement_row_uneven,
    "{file} baris {line}: ada {fields} isian untuk {columns} kolom. Periksa pemisah dan tanda "
    "kutip; sen tidak ditulis.",
    "{file} line {line}: there are {fields} fields for {columns} columns. Check separators "
    "and quotes; sen are not written.")
PAYUNG_CODE(statement_amount_unreadable,
            "{file} baris {line}: {field} bukan jumlah uang. Tulis angka saja, misalnya 1386000.",
            "{file} line {line}: {field} is no amount. Write digits only, for example 1386000.")
PAYUNG_CODE(
    statement_amount_negative,
    "{file} baris {line}: {field} tidak boleh negatif; arah uang ditulis dengan kredit atau "
    "debit. Minta bank memperbaikinya.",
    "{file} line {line}: {field} must not be negative; credit or debit says the direction. "
    "Ask the bank to correct it.")
PAYUNG_CODE(statement_amount_zero,
            "{file} baris {line}: {field} bernilai nol; baris ini tidak diambil.",
            "{file} line {line}: {field} is nought; the line was not taken.")
PAYUNG_CODE(statement_amount_sen,
            "{file} baris {line}: {field} memuat sen ({value}), padahal iuran dibayar dalam rupiah "
            "penuh. Baris ini tidak diambil: bukukan sendiri bila bukan iuran.",
            "{file} line {line}: {field} has sen ({value}), but contributions are paid in whole "
            "rupiah. The line was not taken: book it by itself if it is no contribution.")
PAYUNG_CODE(statement_beyond_range,
            "{file} baris {line}: mutasi rekening koran ini berjumlah lebih dari {limit} triliun "
            "rupiah. Periksa asal berkasnya.",
            "{file} line {line}: the movements of this statement are more than {limit} trillion "
            "rupiah. Check where the file comes from.")
PAYUNG_CODE(statement_currency, "{file} baris {line}: mata uang {value}; hanya IDR yang diterima.",
            "{file} line {line}: the currency is {value}; only IDR is taken.")
PAYUNG_CODE(statement_account_unknown,
            "{file} baris {line}: rekening {value} bukan rekening penampungan yang terdaftar. "
            "Daftarkan dengan `payung receipt channel`, atau periksa berkasnya.",
            "{file} line {line}: account {value} is no collection account that we know. Enter it "
            "with `payung receipt channel`, or check the file.")
PAYUNG_CODE(statement_side_unreadable,
            "{file} baris {line}: {field} bukan kredit atau debit. Tulis CRDT/DBIT (camt.053) atau "
            "K/D (CSV).",
            "{file} line {line}: {field} says neither credit nor debit. Write CRDT/DBIT (camt.053) "
            "or K/D (CSV).")
PAYUNG_CODE(statement_date_unreadable,
            "{file} baris {line}: {field} bukan tanggal. Tulis 2026-03-15 atau 15/03/2026.",
            "{file} line {line}: {field} is no date. Write 2026-03-15 or 15/03/2026.")
PAYUNG_CODE(statement_date_outside,
            "{file} baris {line}: {field} {value} di luar masa rekening koran, {from} sampai "
            "{until}. Baris ini tidak diambil: tanyakan kepada bank.",
            "{file} line {line}: {field} {value} lies outside the statement, {from} to {until}. "
            "The line was not taken: ask the bank.")
PAYUNG_CODE(statement_dates_reversed,
            "{file} baris {line}: rekening koran berakhir {until}, sebelum ia mulai {from}. Minta "
            "bank memperbaikinya.",
            "{file} line {line}: the statement ends {until}, before it begins {from}. Ask the bank "
            "to correct it.")
PAYUNG_CODE(
    statement_reference_twice,
    "{file} baris {line}: nomor referensi {value} sudah dipakai pada baris {first} untuk "
    "hari yang sama. Baris ini tidak diambil: tanyakan kepada bank apakah uangnya masuk dua "
    "kali.",
    "{file} line {line}: reference {value} was used on line {first} for the same day. The "
    "line was not taken: ask the bank whether the money came twice.")
PAYUNG_CODE(statement_details_differ,
            "{file} baris {line}: rincian mutasi {value} tidak berjumlah sama dengan mutasinya. "
            "Minta bank memperbaikinya.",
            "{file} line {line}: the details of entry {value} do not add up to it. Ask the bank to "
            "correct it.")
PAYUNG_CODE(statement_balance_twice,
            "{file} baris {line}: {field} ditulis dua kali untuk rekening yang sama. Sisakan satu, "
            "atau kirim dua berkas.",
            "{file} line {line}: {field} is written twice for the same account. Keep one, or send "
            "two files.")
PAYUNG_CODE(
    statement_balance_differs,
    "{file} baris {line}: saldo awal {opening} ditambah mutasi {sum} bukan saldo akhir "
    "{closing} (selisih {difference}). Ada baris yang hilang atau ganda: rekening koran ini "
    "ditolak seluruhnya; unduh ulang.",
    "{file} line {line}: opening balance {opening} plus movements {sum} is not the closing "
    "balance {closing} (difference {difference}). A line is missing or doubled: the whole "
    "statement is refused; download it again.")

PAYUNG_CODE(
    statement_reversal,
    "Baris rekening koran {line} ({reference}) membatalkan mutasi terdahulu. Baris ini tidak "
    "dibukukan sendiri: cari penerimaannya, lalu batalkan alokasinya dengan `payung receipt "
    "undo`.",
    "Statement line {line} ({reference}) takes back an earlier entry. It is not booked by "
    "itself: find the receipt, then take its allocation back with `payung receipt undo`.")

// Receipts.
PAYUNG_CODE(
    channel_malformed,
    "Saluran '{channel}' atau rekening '{account}' tidak dapat dipakai. Tulis nama saluran "
    "tanpa titik dua dan nomor rekening dengan huruf dan angka.",
    "Channel '{channel}' or account '{account}' cannot be used. Write the channel without a "
    "colon, and the account number in letters and digits.")
PAYUNG_CODE(channel_differs,
            "Rekening {account} sudah terdaftar untuk saluran {channel}. Pakai saluran itu.",
            "Account {account} is entered for channel {channel} already. Use that channel.")
PAYUNG_CODE(receipt_not_found, "Penerimaan {receipt} tidak ada. Lihat `payung receipt list`.",
            "There is no receipt {receipt}. See `payung receipt list`.")
PAYUNG_CODE(
    receipt_differs,
    "Penerimaan {receipt} dengan bank, tanggal dan referensi yang sama sudah dibukukan "
    "dengan jumlah lain ({booked}, sekarang {amount}). Tidak dibukukan lagi: tanyakan kepada "
    "bank.",
    "Receipt {receipt} of the same bank, day and reference was booked with another amount "
    "({booked}, now {amount}). It was not booked again: ask the bank.")
PAYUNG_CODE(
    receipt_used_up,
    "Penerimaan {receipt} tidak punya sisa yang dapat dipakai. Lihat `payung receipt show`.",
    "Receipt {receipt} has nothing left to use. See `payung receipt show`.")
PAYUNG_CODE(receipt_too_small,
            "Sisa penerimaan {receipt} hanya {open}, kurang dari {amount}. Kurangi jumlahnya.",
            "Only {open} is left of receipt {receipt}, less than {amount}. Ask for less.")
PAYUNG_CODE(
    bill_nothing_open,
    "Tagihan {bill} sudah lunas atau ditarik kembali. Pilih tagihan lain dengan `payung "
    "receipt candidates`.",
    "Bill {bill} is paid or withdrawn. Choose another one with `payung receipt candidates`.")
PAYUNG_CODE(allocation_not_found,
            "Alokasi {allocation} tidak ada. Lihat nomornya di `payung receipt show`.",
            "There is no allocation {allocation}. See its number in `payung receipt show`.")
PAYUNG_CODE(
    allocation_undone,
    "Alokasi {allocation} sudah dibatalkan, atau ia sendiri suatu pembatalan atau koreksi. Tidak "
    "ada yang diubah.",
    "Allocation {allocation} was taken back already, or takes another back or frees of it itself. "
    "Nothing was changed.")
PAYUNG_CODE(refund_not_found, "Pengembalian {refund} tidak ada. Periksa nomornya.",
            "There is no refund {refund}. Check the number.")
PAYUNG_CODE(refund_state_wrong,
            "Pengembalian {refund} berstatus {keadaan}, sehingga langkah ini tidak berlaku. Lihat "
            "`payung receipt show`.",
            "Refund {refund} is {state}, so this step does not apply. See `payung receipt show`.")
PAYUNG_CODE(refund_same_person,
            "Pengembalian {refund} diminta oleh {actor} sendiri. Mintalah orang kedua memutuskan.",
            "Refund {refund} was asked for by {actor}. Let a second person decide.")

// Advances of what was paid too much.
PAYUNG_CODE(advance_not_found, "Uang muka {advance} tidak ada. Lihat `payung receipt show`.",
            "There is no advance {advance}. See `payung receipt show`.")
PAYUNG_CODE(
    advance_decided,
    "Uang muka {advance} berstatus {keadaan} dan tidak dapat diputuskan lagi. Mintalah yang "
    "baru bila perlu.",
    "Advance {advance} is {state} and cannot be decided again. Ask for a new one if it is "
    "needed.")
PAYUNG_CODE(advance_same_person,
            "Uang muka {advance} diminta oleh {actor} sendiri. Mintalah orang kedua memutuskan.",
            "Advance {advance} was asked for by {actor}. Let a second person decide.")
PAYUNG_CODE(advance_months_wrong,
            "Uang muka untuk {months} bulan tidak dapat dicatat. Sebut 1 sampai 12 bulan.",
            "An advance for {months} months cannot be kept. Name 1 to 12 months.")
PAYUNG_CODE(advance_without_bill,
            "Pembayar {payer} belum pernah ditagih, sehingga pembagian menurut program belum "
            "diketahui. Tagih dahulu, atau kembalikan uangnya.",
            "Payer {payer} was never billed, so that the shares of the programmes are not known. "
            "Bill a month first, or refund the money.")

}  // namespace payung::receipt_error
