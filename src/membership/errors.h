#pragma once

/// Ways in which membership refuses or doubts.

#include "base/error.h"

namespace payung::membership_error {

// parties
PAYUNG_CODE(party_unknown,
            "Pembayar {number} tidak dikenal. Periksa nomornya, atau daftarkan dahulu.",
            "Payer {number} is not known. Check the number, or register it first.")
PAYUNG_CODE(party_exists, "Nomor {number} sudah terdaftar. Pakai nomor lain, atau ubah yang ada.",
            "Number {number} is registered already. Use another number, or change the one there.")

// members
PAYUNG_CODE(membership_unknown,
            "KPJ {kpj} tidak dikenal. Periksa nomornya, atau daftarkan pekerjanya.",
            "KPJ {kpj} is not known. Check the number, or enrol the worker.")
PAYUNG_CODE(membership_exists, "KPJ {kpj} sudah dipakai. Kosongkan nomornya agar diberi yang baru.",
            "KPJ {kpj} is in use. Leave the number empty to be given a new one.")
PAYUNG_CODE(
    kpj_malformed,
    "KPJ {kpj} bukan 11 huruf atau angka, atau huruf periksanya salah. Periksa nomornya.",
    "KPJ {kpj} is not 11 letters or digits, or its check letter is wrong. Check the number.")
PAYUNG_CODE(
    kpj_not_given,
    "KPJ {kpj} berbentuk nomor yang diberikan di sini, tetapi tidak pernah diberikan. Periksa "
    "nomornya.",
    "KPJ {kpj} has the form of those given out here but never was. Check the number.")
PAYUNG_CODE(member_nik_missing, "NIK pekerja warga negara Indonesia tidak ada. Tulis NIK 16 angka.",
            "The NIK of a worker who is a citizen is missing. Write a NIK of 16 digits.")
PAYUNG_CODE(
    member_nik_of_another,
    "NIK itu milik peserta lain (tanggal lahir {birth} tidak sama). Periksa NIK dan tanggal "
    "lahir.",
    "That NIK belongs to another participant (birth date {birth} differs). Check NIK and birth "
    "date.")
PAYUNG_CODE(member_nik_unusable,
            "NIK tidak dapat dipakai: bukan 16 angka yang mungkin. Periksa KTP.",
            "The NIK cannot be used: not 16 digits that can be. Check the identity card.")
PAYUNG_CODE(member_died, "Peserta itu tercatat meninggal dunia. Periksa datanya.",
            "That participant is recorded as deceased. Check the data.")
PAYUNG_CODE(
    spell_overlaps,
    "Pekerja sudah terdaftar pada bulan {month} untuk program yang sama (KPJ {kpj}). Akhiri yang "
    "lama dahulu, atau mulai sesudahnya.",
    "The worker is enrolled in {month} for the same programme (KPJ {kpj}). End that first, or "
    "begin after it.")
PAYUNG_CODE(spell_ends_before,
            "Masa kepesertaan berakhir ({until}) sebelum dimulai ({from}). Perbaiki bulannya.",
            "The membership ends ({until}) before it begins ({from}). Mend the months.")
PAYUNG_CODE(spell_without_programme, "Tidak ada program yang disebut. Sebut paling sedikit satu.",
            "No programme is named. Name at least one.")
PAYUNG_CODE(member_name_missing, "Nama pekerja tidak ada. Tulis nama seperti di KTP.",
            "The name of the worker is missing. Write it as on the identity card.")
PAYUNG_CODE(
    member_name_numeric, "Nama memuat nomor sepanjang NIK. Tulis hanya nama, seperti di KTP.",
    "The name holds a number as long as a NIK. Write the name alone, as on the identity card.")
PAYUNG_CODE(member_age, "Usia {age} tahun pada {day} tidak dapat mendaftar ({cite}).",
            "Age {age} on {day} cannot enrol ({cite}).")
PAYUNG_CODE(kpj_used_up, "Nomor KPJ yang dapat diberikan sudah habis. Hubungi pengelola sistem.",
            "No KPJ is left to be given out. Ask whoever runs the system.")
PAYUNG_CODE(
    already_covered,
    "Pekerja sudah terlindungi JKK atau JKM pada bulan {month} (KPJ {kpj}). Tidak perlu "
    "didaftarkan "
    "lagi.",
    "The worker is covered by JKK or JKM in {month} already (KPJ {kpj}). There is no need to enrol "
    "him again.")

// employers
PAYUNG_CODE(employer_word_unknown, "'{value}' bukan {field}. Yang ada: {words}.",
            "'{value}' is not a {field}. There are: {words}.")
PAYUNG_CODE(
    employer_month_before,
    "Perubahan untuk {month} mendahului pendaftaran ({first}). Pakai bulan itu atau sesudahnya.",
    "The change for {month} comes before the registration ({first}). Use that month or a later "
    "one.")

// wage lists
PAYUNG_CODE(wage_kpj_missing, "KPJ dan NIK kosong: pekerja tidak dapat dikenali. Isi KPJ atau NIK.",
            "KPJ and NIK are empty: the worker cannot be told. Fill in KPJ or NIK.")
PAYUNG_CODE(
    wage_nik_unknown,
    "NIK-nya bukan NIK pekerja yang terdaftar pada pemberi kerja ini. Periksa angkanya, atau "
    "daftarkan dahulu dengan `payung member import`.",
    "The NIK is not that of a worker enrolled with this employer. Check its digits, or enrol "
    "him first with `payung member import`.")
PAYUNG_CODE(wage_missing, "Upah kosong. Isi upah sebulan dalam rupiah utuh.",
            "The wage is empty. Fill in the wage of the month in whole rupiah.")
PAYUNG_CODE(wage_zero,
            "Upah nol. Isi upahnya, atau laporkan pekerja berhenti bila ia tidak bekerja lagi.",
            "The wage is nought. Fill it in, or report that the worker left.")
PAYUNG_CODE(wage_too_large, "Upah '{value}' terlalu besar untuk sebulan. Periksa jumlah nolnya.",
            "The wage '{value}' is too large for a month. Check the number of zeros.")
PAYUNG_CODE(wage_unusual, "Upah '{value}' luar biasa besar. Diambil; periksa jumlah nolnya.",
            "The wage '{value}' is unusually large. It was taken; check the number of zeros.")
PAYUNG_CODE(
    wage_worker_twice,
    "Pekerja yang sama ada pada baris {other} dengan jumlah lain; tidak satu pun diambil. Sisakan "
    "satu baris.",
    "The same worker stands on line {other} with another amount; neither was taken. Keep one row.")
PAYUNG_CODE(wage_row_again,
            "Baris ini sama dengan baris {other}, yang sudah diambil. Hapus salah satunya.",
            "This row says the same as line {other}, which was taken. Remove one of them.")
PAYUNG_CODE(wage_of_other_employer,
            "KPJ {kpj} bukan pekerja pemberi kerja ini. Periksa nomornya, atau daftarkan "
            "pekerjanya di sini.",
            "KPJ {kpj} is no worker of this employer. Check the number, or enrol the worker here.")
PAYUNG_CODE(
    wage_not_member,
    "KPJ {kpj} tidak terdaftar di sini pada {month}. Periksa bulan mulai dan berhentinya.",
    "KPJ {kpj} is not enrolled here in {month}. Check the months in which he began and left.")
PAYUNG_CODE(wage_month_differs,
            "Baris ini untuk {found}, padahal daftarnya untuk {month}. Pisahkan per bulan.",
            "This row is of {found}, but the list is of {month}. Keep one list a month.")
PAYUNG_CODE(wage_nik_differs, "NIK tidak sama dengan NIK peserta KPJ {kpj}. Periksa keduanya.",
            "The NIK is not that of the participant with KPJ {kpj}. Check both.")
PAYUNG_CODE(
    wage_birth_differs,
    "Tanggal lahir tidak sama dengan yang tercatat pada KPJ {kpj}. Diambil; periksa datanya.",
    "The birth date is not the one recorded for KPJ {kpj}. It was taken; check the data.")
PAYUNG_CODE(wage_by_nik, "KPJ kosong; pekerja dikenali dari NIK-nya. Isi KPJ {kpj}.",
            "The KPJ is empty; the worker was told by his NIK. Fill in KPJ {kpj}.")
PAYUNG_CODE(
    wage_below_minimum,
    "Upah '{value}' di bawah upah minimum {minimum} ({cite}). Diambil; periksa upahnya.",
    "The wage '{value}' is below the minimum wage {minimum} ({cite}). It was taken; check it.")

// files of new members
PAYUNG_CODE(member_birth_missing, "Tanggal lahir tidak ada atau tidak terbaca. Tulis YYYY-MM-DD.",
            "The birth date is missing or cannot be read. Write YYYY-MM-DD.")
PAYUNG_CODE(
    member_month_missing,
    "Bulan mulai tidak ada. Isi kolomnya, atau sebutkan bulan bagi seluruh berkas.",
    "The month in which he begins is missing. Fill in the column, or name a month for the file.")
PAYUNG_CODE(member_programme_closed, "Program itu tidak terbuka bagi {segment} ({cite}).",
            "That programme is not open to {segment} ({cite}).")

// rosters
PAYUNG_CODE(roster_unknown, "Daftar pekerja {roster} tidak ada. Lihat payung sponsor show.",
            "There is no roster {roster}. See payung sponsor show.")
PAYUNG_CODE(
    roster_empty,
    "Daftar {source} tidak memuat pekerja yang dapat diambil. Periksa berkas dan sumbernya.",
    "The roster {source} holds no worker that can be taken. Check the file and its source.")
PAYUNG_CODE(roster_source_missing,
            "Berkas memuat beberapa sumber: {sources}. Sebut salah satu dengan --source.",
            "The file holds several sources: {sources}. Name one with --source.")
PAYUNG_CODE(roster_decided,
            "Daftar pekerja {roster} sudah diputuskan ({state}). Ajukan daftar baru.",
            "Roster {roster} was decided already ({state}). Propose a new one.")
PAYUNG_CODE(roster_same_person,
            "{actor} mengajukan daftar ini dan tidak dapat memutuskannya. Mintalah orang lain.",
            "{actor} proposed this roster and cannot decide on it. Ask somebody else.")
PAYUNG_CODE(roster_amount_differs,
            "Jumlah '{value}' bukan iuran sebulan kali banyak bulan. Perbaiki baris itu.",
            "The amount '{value}' is not the monthly contribution times the months. Mend that row.")
PAYUNG_CODE(roster_months_missing,
            "Bulan mulai atau banyak bulan tidak terbaca. Tulis YYYY-MM dan bilangan.",
            "The first month or the number of months cannot be read. Write YYYY-MM and a number.")
PAYUNG_CODE(run_of_roster_unknown,
            "Hasil perencanaan {run} dengan sumber {source} tidak ada dalam basis data ini.",
            "There is no run {run} with source {source} in this database.")

// changes
PAYUNG_CODE(
    exit_before_membership,
    "Bulan terakhir {month} mendahului kepesertaan KPJ {kpj}, yang mulai {from}. Periksa bulannya.",
    "The last month {month} comes before the membership of KPJ {kpj}, which begins in {from}. "
    "Check "
    "the month.")
PAYUNG_CODE(exit_nothing_open,
            "KPJ {kpj} tidak terdaftar sesudah {month}. Tidak ada yang perlu diakhiri.",
            "KPJ {kpj} is not enrolled after {month}. There is nothing to end.")
PAYUNG_CODE(exit_reason_unknown, "'{value}' bukan sebab berhenti. Yang ada: {words}.",
            "'{value}' is no reason to leave. There are: {words}.")
PAYUNG_CODE(death_before_membership,
            "Tanggal meninggal {day} mendahului kepesertaan KPJ {kpj}, yang mulai {from}. Periksa "
            "tanggalnya.",
            "The day of death {day} comes before the membership of KPJ {kpj}, which begins in "
            "{from}. Check "
            "the day.")
PAYUNG_CODE(death_day_missing, "Tanggal meninggal belum disebut. Sebut dengan --died.",
            "The day of death is not named. Name it with --died.")
PAYUNG_CODE(relation_unknown, "'{value}' bukan hubungan keluarga. Yang ada: {words}.",
            "'{value}' is no relation of family. There are: {words}.")

}  // namespace payung::membership_error
