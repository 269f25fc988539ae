#pragma once

/// Ways in which a claim is refused or fails.

#include "base/error.h"

namespace payung::claim_error {

PAYUNG_CODE(claim_not_found, "Klaim {claim} tidak ada. Periksa nomornya.",
            "There is no claim {claim}. Check the number.")

PAYUNG_CODE(claim_step_refused,
            "Klaim pada tahap \"{tahap}\" tidak dapat dikenai tindakan \"{tindakan}\". Lihat "
            "langkah yang mungkin dengan `payung claim show`.",
            "In stage \"{stage}\" a claim allows no {action}. See what is possible with `payung "
            "claim show`.")

PAYUNG_CODE(claim_four_eyes,
            "{actor} menilai klaim ini sendiri, jadi orang lain yang harus memutuskannya.",
            "{actor} made this assessment, so somebody else must decide on it.")

PAYUNG_CODE(payment_file_refused,
            "Berkas perintah bayar tidak dibuat: {apa}. Perbaiki pembayarannya, lalu ulangi.",
            "The payment file was not made: {what}. Correct the payment, then repeat.")

PAYUNG_CODE(payment_answer_broken,
            "Jawaban bank tidak terbaca: {apa}. Minta berkas pain.002 yang utuh dari bank.",
            "The bank's answer cannot be read: {what}. Ask the bank for a whole pain.002 file.")

PAYUNG_CODE(payment_answer_mismatch,
            "Jawaban bank tidak cocok dengan perintahnya: {apa}. Tidak ada yang dibukukan; "
            "tanyakan kepada bank.",
            "The bank's answer does not agree with the order: {what}. Nothing was booked; ask the "
            "bank.")

PAYUNG_CODE(receipt_unreadable,
            "Tanda penetapan klaim tidak terbaca: {where}. Ambil tanda penetapan aslinya.",
            "The receipt of the decision cannot be read: {where}. Take the original receipt.")

PAYUNG_CODE(receipt_other_programme,
            "Tanda penetapan ini untuk {was}, bukan {now}. Pakai tanda penetapan klaim ini.",
            "This receipt is for {was}, not {now}. Use the receipt of this claim.")

PAYUNG_CODE(heir_unknown,
            "Ahli waris {heir} tidak ada dalam keluarga yang dicatat. Catat hubungannya dulu.",
            "Heir {heir} is not among the family on record. Record the relation first.")

PAYUNG_CODE(heir_not_in_order,
            "{heir} ({kinship}) bukan penerima: yang berhak {group}. Diperlukan penetapan "
            "pengadilan untuk orang di luar urutan.",
            "{heir} ({kinship}) does not receive: the right is with {group}. For someone outside "
            "the order a court decree is needed.")

PAYUNG_CODE(will_without_deed,
            "{heir} disebut dalam wasiat tanpa akta notaris. Minta akta notarisnya.",
            "{heir} is named in a will without a notarial deed. Ask for the deed.")

PAYUNG_CODE(claim_fact_unknown, "Fakta {fact} tidak dikenal untuk klaim ini. Yang ada: {known}.",
            "Fact {fact} is not known for this claim. There are: {known}.")

PAYUNG_CODE(claim_fact_unreadable, "Nilai fakta {fact} tidak terbaca. Tulis: {bentuk}.",
            "The value of fact {fact} cannot be read. Write: {form}.")

PAYUNG_CODE(
    claim_before_membership,
    "Peristiwa {day} terjadi sebelum KPJ {kpj} menjadi peserta ({first}). Periksa tanggal "
    "dan nomornya.",
    "The event of {day} came before KPJ {kpj} was a member ({first}). Check day and number.")

PAYUNG_CODE(claim_in_future, "Tanggal {day} belum terjadi. Periksa tanggalnya.",
            "Day {day} has not come yet. Check the day.")

PAYUNG_CODE(school_unknown, "Jenjang {school} tidak dikenal hukum. Yang ada: {known}.",
            "School {school} is not known to the law. There are: {known}.")

PAYUNG_CODE(claim_closed,
            "Klaim {claim} pada tahap \"{tahap}\" tidak menerima dokumen atau fakta lagi. Buka "
            "kembali dengan `payung claim reassess`.",
            "In stage \"{stage}\" claim {claim} takes no papers or facts any more. Open it again "
            "with `payung claim reassess`.")

PAYUNG_CODE(claim_not_expired,
            "Waktu mengajukan klaim {claim} belum lewat (sampai {day}). Tunggu dokumennya.",
            "The time to claim is not over for {claim} (until {day}). Wait for its papers.")

PAYUNG_CODE(claim_undecided, "Klaim {claim} belum dapat dinilai: {kurang}. Lengkapi dahulu.",
            "Claim {claim} cannot be assessed yet: {missing}. Complete it first.")

PAYUNG_CODE(claim_not_payable,
            "Klaim {claim} tidak dapat disetujui: {mengapa}. Tolak dengan `payung claim reject`, "
            "atau perbaiki faktanya.",
            "Claim {claim} cannot be approved: {why}. Reject it with `payung claim reject`, or "
            "correct its facts.")

PAYUNG_CODE(claim_assessment_old,
            "Penilaian versi {version} bukan yang terakhir ({last}). Periksa klaim itu lagi, lalu "
            "putuskan.",
            "Assessment {version} is not the last one ({last}). Look at the claim again, then "
            "decide.")

PAYUNG_CODE(claim_not_assessed,
            "Klaim {claim} belum dinilai. Nilai dahulu dengan `payung claim assess`.",
            "Claim {claim} was not assessed yet. Assess it first with `payung claim assess`.")

PAYUNG_CODE(claim_facts_changed,
            "Keadaan klaim {claim} berubah sejak dinilai. Nilai lagi, lalu putuskan.",
            "What is known of claim {claim} has changed since it was assessed. Assess it again, "
            "then decide.")

PAYUNG_CODE(beneficiary_without_account,
            "Rekening {name} belum ada untuk klaim {claim}. Catat dengan `payung claim account`.",
            "There is no bank account of {name} for claim {claim}. Record it with `payung claim "
            "account`.")

PAYUNG_CODE(claim_document_unreadable, "SHA-256 dokumen {name} bukan 64 angka heksadesimal.",
            "The SHA-256 of document {name} is not 64 hexadecimal digits.")

PAYUNG_CODE(due_not_found,
            "Angsuran {what} tidak ada pada klaim {claim}. Lihat `payung claim due`.",
            "There is no instalment {what} in claim {claim}. See `payung claim due`.")

PAYUNG_CODE(payment_nothing_due, "Tidak ada yang jatuh tempo untuk dibayar dari dana {fund}.",
            "Nothing is due to be paid from fund {fund}.")

PAYUNG_CODE(payment_order_not_found, "Perintah bayar {order} tidak ada. Periksa nomornya.",
            "There is no payment order {order}. Check the number.")

PAYUNG_CODE(payment_not_found, "Pembayaran {payment} tidak ada. Periksa nomornya.",
            "There is no payment {payment}. Check the number.")

PAYUNG_CODE(payment_step_refused,
            "Pembayaran {payment} sudah {keadaan}; jawaban \"{answer}\" tidak dapat dibukukan.",
            "Payment {payment} is {state} already; answer \"{answer}\" cannot be booked.")

PAYUNG_CODE(recovery_too_large,
            "Pengembalian {amount} melebihi yang ditagih kembali pada klaim {claim} ({open}). "
            "Periksa jumlahnya.",
            "A recovery of {amount} exceeds what claim {claim} claims back ({open}). Check the "
            "amount.")

PAYUNG_CODE(claim_needs_reason, "Keputusan ini memerlukan alasan dan pasal. Tulis keduanya.",
            "This decision needs a reason and an article. Write both.")

PAYUNG_CODE(beneficiary_account_unreadable,
            "Pemilik atau nomor rekening tidak ada. Tulis keduanya seperti di buku tabungan.",
            "There is no holder or no number of the account. Write both as in the bank book.")

PAYUNG_CODE(claim_not_late,
            "Klaim {claim} tidak dibayar terlambat, atau kompensasinya sudah dicatat. Lihat "
            "`payung claim show`.",
            "Claim {claim} was not paid late, or it was compensated already. See `payung claim "
            "show`.")

}  // namespace payung::claim_error
