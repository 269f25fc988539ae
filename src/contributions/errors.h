#pragma once

/// Ways in which billing refuses or doubts.

#include "base/error.h"

namespace payung::bill_error {

PAYUNG_CODE(bill_not_found, "Tagihan {bill} tidak ada. Periksa nomor atau kode bayarnya.",
            "There is no bill {bill}. Check its number or payment code.")
PAYUNG_CODE(payment_code_malformed,
            "Kode bayar {code} salah: harus dua belas angka dengan angka pemeriksa yang cocok. "
            "Periksa kembali tiap angkanya.",
            "Payment code {code} is wrong: it must have twelve digits with check digits that fit. "
            "Check each digit again.")
PAYUNG_CODE(bill_overpaid,
            "Pembayaran ditolak: melebihi sisa tagihan {bill}. Alokasikan paling banyak sisanya.",
            "The payment is refused: it is more than what is open of bill {bill}. Allocate no more "
            "than that.")
PAYUNG_CODE(bill_withdrawn, "Tagihan {bill} sudah ditarik kembali. Terbitkan tagihan baru.",
            "Bill {bill} was withdrawn. Issue a new one.")
PAYUNG_CODE(reason_missing, "Alasannya belum ditulis. Tulis sebabnya dengan --reason.",
            "No reason is given. Say why with --reason.")
PAYUNG_CODE(
    bill_withdrawn_already,
    "Tagihan {bill} sudah ditarik kembali sebelumnya; tidak ada yang berubah. Lihat `payung "
    "bill show {bill}`.",
    "Bill {bill} was withdrawn before; nothing changed. See `payung bill show {bill}`.")
PAYUNG_CODE(bill_paid_already,
            "Tagihan {bill} sudah dibayar, seluruhnya atau sebagian, dan tidak dapat ditarik. "
            "Batalkan dahulu alokasinya dengan `payung receipt undo`.",
            "Bill {bill} is paid, whole or in part, and cannot be withdrawn. Take its allocation "
            "back first with `payung receipt undo`.")
PAYUNG_CODE(bill_due_unknown,
            "{decision} untuk bulan {month} tidak diketahui: hukum atau kalender hari libur belum "
            "mencapainya. Tambahkan kalender tahunnya di legislation/calendars.",
            "{decision} of month {month} is not known: the law or the calendar of holidays does "
            "not reach it. Add the calendar of its year to legislation/calendars.")
PAYUNG_CODE(bill_advance_refused,
            "Iuran {months} bulan di muka bukan pilihan hukum. Pilih jumlah bulan lain.",
            "Contributions for {months} months in advance are no choice of the law. Choose another "
            "number of months.")
PAYUNG_CODE(
    bill_nothing_owed,
    "Tidak ada iuran di muka yang terutang bagi {payer}: semuanya sudah ditagih, atau tidak "
    "ada pesertanya. Periksa bulan dan pesertanya.",
    "Nothing is owed in advance by {payer}: all of it was billed, or there are no members. "
    "Check the months and the members.")
PAYUNG_CODE(bill_changed_meanwhile,
            "Tagihan berubah selagi diproses; tidak ada yang dibukukan. Ulangi perintahnya.",
            "Bills changed while they were worked on; nothing was booked. Give the command again.")
PAYUNG_CODE(allowance_unchanged,
            "Cadangan dana {fund} untuk umur {band} sudah sebesar itu; tidak ada yang dibukukan. "
            "Sebutkan jumlah lain bila perlu diubah.",
            "The allowance of fund {fund} for age {band} is that much already; nothing was booked. "
            "Give another amount to change it.")

}  // namespace payung::bill_error
