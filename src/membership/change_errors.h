#pragma once

/// Ways in which a change of terms or of who somebody is, is refused.

#include "base/error.h"

namespace payung::change_error {

PAYUNG_CODE(terms_not_declared,
            "KPJ {kpj} penerima upah: upahnya dari daftar upah, programnya dari skala pemberi "
            "kerja. Pakai `payung wages take` atau `payung employer change`.",
            "KPJ {kpj} earns a wage: his wage comes from wage lists, his programmes from the "
            "employer's scale. Use `payung wages take` or `payung employer change`.")
PAYUNG_CODE(terms_of_sponsor,
            "Iuran KPJ {kpj} ditanggung {number}: penghasilan dan programnya menurut daftar yang "
            "disetujui. Ajukan daftar baru dengan `payung sponsor propose`.",
            "KPJ {kpj} is paid for by {number}: income and programmes are those of the approved "
            "roster. Propose a new one with `payung sponsor propose`.")
PAYUNG_CODE(terms_month_past,
            "Perubahan KPJ {kpj} berlaku paling cepat mulai {earliest}, bukan {month}: bulan yang "
            "berjalan tetap seperti yang dinyatakan. Pakai bulan itu atau sesudahnya.",
            "Changes of KPJ {kpj} hold from {earliest} at the earliest, not {month}: the month "
            "that runs stays as it was declared. Use that month or a later one.")
PAYUNG_CODE(terms_billed,
            "KPJ {kpj} sudah ditagih untuk {month} (tagihan {bill}). Tarik tagihan itu bila belum "
            "dibayar, atau mulai {free}.",
            "KPJ {kpj} was billed for {month} already (bill {bill}). Withdraw that bill if nothing "
            "of it is paid, or begin with {free}.")
PAYUNG_CODE(
    terms_nothing_stands,
    "KPJ {kpj} tidak terdaftar mulai {month}. Daftarkan kembali dengan `payung member "
    "enrol`.",
    "KPJ {kpj} is not enrolled from {month} on. Enrol him again with `payung member enrol`.")
PAYUNG_CODE(terms_income_unusable,
            "Penghasilan {income} tidak dapat dipakai. Sebut rupiah sebulan, lebih dari nol.",
            "The income {income} cannot be used. Give rupiah a month, more than nought.")

PAYUNG_CODE(identity_document_missing,
            "Dasar perubahan belum disebut. Sebut nama dan tanggal dokumennya dengan --document.",
            "What the change rests on is not named. Give the document's name and day with "
            "--document.")
PAYUNG_CODE(identity_birth_impossible,
            "Tanggal lahir {birth} tidak mungkin: sesudah mulai kepesertaan atau lebih dari 120 "
            "tahun yang lalu. Periksa dokumennya.",
            "The birth date {birth} cannot be: after the membership began, or more than 120 years "
            "ago. Check the document.")
PAYUNG_CODE(identity_waits,
            "Perbaikan {correction} bagi peserta itu masih menunggu keputusan. Putuskan dahulu "
            "dengan `payung member correct-decide`.",
            "Correction {correction} of that participant waits for a decision. Decide it first "
            "with `payung member correct-decide`.")
PAYUNG_CODE(identity_not_found, "Perbaikan {correction} tidak ada. Lihat `payung member show`.",
            "There is no correction {correction}. See `payung member show`.")
PAYUNG_CODE(identity_decided,
            "Perbaikan {correction} sudah diputuskan. Mintalah yang baru bila perlu.",
            "Correction {correction} is decided already. Ask for a new one if it is needed.")
PAYUNG_CODE(identity_same_person,
            "Perbaikan {correction} diminta oleh {actor} sendiri. Mintalah orang kedua memutuskan.",
            "Correction {correction} was asked for by {actor}. Let a second person decide.")

PAYUNG_CODE(
    months_ahead_unreadable,
    "JUMLAH_BULAN '{value}' tidak terbaca: pekerja didaftarkan, tetapi tidak ditagih di muka. "
    "Tulis 1 sampai 12, atau tagih dengan `payung bill advance`.",
    "JUMLAH_BULAN '{value}' cannot be read: the worker is enrolled but not billed in "
    "advance. Write 1 to 12, or bill him with `payung bill advance`.")
PAYUNG_CODE(months_ahead_differ,
            "Baris wadah ini menyebut {months} bulan di muka, baris lain jumlah atau bulan mulai "
            "lain: satu wadah ditagih sekali. Tagih dengan `payung bill advance`.",
            "This row of the group names {months} months ahead, others another number or first "
            "month: a group is billed once. Bill it with `payung bill advance`.")

}  // namespace payung::change_error
