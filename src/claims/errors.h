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

}  // namespace payung::claim_error
