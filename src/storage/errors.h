#pragma once

/// Ways in which what is kept refuses.

#include "base/error.h"

namespace payung::storage_error {

PAYUNG_CODE(
    command_key_conflict,
    "Perintah {kind} ditolak: nomor atau acuan yang sama sudah dipakai dengan isi lain; tidak "
    "ada yang berubah. Lihat apa yang tercatat, atau pakai acuan baru.",
    "Command {kind} was refused: the same number or reference was used with other content; "
    "nothing changed. See what is on record, or use a new reference.")

PAYUNG_CODE(
    store_outcome_unknown,
    "Basis data {file} gagal pada saat perubahan ini disimpan ({reason}); apakah ia tersimpan "
    "tidak diketahui. Buka lagi basis data, lalu kirim perintah yang sama sekali lagi: ia "
    "dikerjakan hanya bila belum.",
    "Database {file} failed while this change was being made durable ({reason}); whether it "
    "was kept is not known. Open the database again and send the same command again: it is "
    "done only if it was not.")

PAYUNG_CODE(load_unknown,
            "Pemuatan {load} tidak ada atau sudah selesai. Lihat yang belum selesai dengan payung "
            "load list.",
            "There is no load {load}, or it is done. See those that are not: payung load list.")
PAYUNG_CODE(load_elsewhere,
            "Pemuatan {load} sedang dilanjutkan proses lain; batch ini tidak disimpan. Tunggu "
            "sampai proses itu selesai, lalu mulai lagi: yang sudah tersimpan tidak diulang.",
            "Load {load} is being taken further by another process; this batch was not kept. Wait "
            "until that one is done, then begin again: what is kept is not done twice.")

PAYUNG_CODE(personal_key_file_missing,
            "Berkas kunci data pribadi {file} tidak ada. Kembalikan salinannya, atau sebutkan "
            "tempatnya dengan --key-file; kunci baru tidak dapat membaca data yang lama.",
            "The key file of personal data {file} is not there. Put its copy back, or say with "
            "--key-file where it is; a new key cannot read what was written before.")
PAYUNG_CODE(
    personal_key_file_open,
    "Berkas kunci {file} dapat dibaca orang lain dan tidak dipakai. Jadikan milik Anda "
    "sendiri dengan izin 0600; bila orang lain sempat membacanya, ganti kunci: payung key "
    "rotate.",
    "The key file {file} can be read by others and was not used. Make it your own with mode "
    "0600; where others may have read it, change the key: payung key rotate.")
PAYUNG_CODE(
    personal_key_file_damaged,
    "Berkas kunci {file} rusak atau bukan berkas kunci; tidak ada yang diubah. Kembalikan "
    "salinannya.",
    "The key file {file} is damaged or no key file; nothing was changed. Put its copy back.")
PAYUNG_CODE(personal_key_file_there,
            "Berkas kunci {file} sudah ada dan tidak diganti. Untuk kunci baru: payung key rotate.",
            "The key file {file} is there already and was not replaced. For a new key: payung key "
            "rotate.")
PAYUNG_CODE(personal_key_version_missing,
            "Data pribadi ditulis dengan kunci versi {version}, yang tidak ada dalam berkas kunci "
            "{file}. Pakai berkas kunci yang terbaru.",
            "Personal data were written with version {version} of the key, which is not in the key "
            "file {file}. Use the newest key file.")
PAYUNG_CODE(personal_key_wrong,
            "Kunci versi {version} bukan kunci basis data ini; tidak ada yang dibaca atau ditulis. "
            "Pakai berkas kunci yang termasuk basis data ini.",
            "Version {version} of the key is not that of this database; nothing was read or "
            "written. Use the key file that belongs to this database.")
PAYUNG_CODE(
    personal_value_damaged,
    "Data pribadi dalam tabel {table} rusak atau dipindahkan ke baris lain, dan tidak dapat "
    "dibaca. Pulihkan dari cadangan.",
    "Personal data in the table {table} are damaged or were moved to another row, and "
    "cannot be read. Restore from a backup.")

PAYUNG_CODE(backup_not_one,
            "{file} bukan cadangan Payung. Sebutkan berkas yang dibuat payung backup make.",
            "{file} is no backup of Payung. Name a file that payung backup make wrote.")
PAYUNG_CODE(
    backup_damaged,
    "Cadangan {file} rusak dan tidak dipakai; tidak ada yang dipulihkan. Pakai salinan "
    "lain, dan buat cadangan baru selama basis data masih ada.",
    "The backup {file} is damaged and was not used; nothing was restored. Use another copy, "
    "and make a new backup while the database is still there.")
PAYUNG_CODE(backup_there,
            "Berkas {file} sudah ada dan tidak diganti. Pilih nama lain untuk cadangan.",
            "The file {file} is there already and was not replaced. Choose another name for the "
            "backup.")
PAYUNG_CODE(
    backup_place_taken,
    "Tempat pemulihan tidak kosong: tabel {table} sudah berisi. Pulihkan ke basis data baru; "
    "yang ada tidak diubah.",
    "The place to restore into is not empty: table {table} has rows. Restore into a new "
    "database; what is there was not changed.")
PAYUNG_CODE(backup_differs,
            "Yang dipulihkan berbeda dari cadangan pada {what}; pemulihan dibatalkan seluruhnya. "
            "Pakai salinan lain.",
            "What was restored differs from the backup in {what}; the restore was undone in full. "
            "Use another copy.")

}  // namespace payung::storage_error
