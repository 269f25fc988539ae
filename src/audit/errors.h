#pragma once

/// Ways in which proofs and signing refuse.

#include "base/error.h"

namespace payung::audit_error {

PAYUNG_CODE(audit_proof_malformed,
            "Berkas bukti rusak atau bukan berkas bukti. Minta lagi dengan payung audit prove.",
            "The proof is damaged or is none. Ask for it again with payung audit prove.")
PAYUNG_CODE(
    audit_proof_wrong,
    "Bukti tidak cocok dengan titik periksa: catatan itu bukan bagian dari yang "
    "ditandatangani. Jangan percayai salah satunya sebelum diperiksa.",
    "The proof does not fit the checkpoint: that event is no part of what was signed. Trust "
    "neither before it is looked into.")
PAYUNG_CODE(
    audit_not_signed_yet,
    "Catatan {number} belum tercakup titik periksa mana pun. Tandatangani dahulu: payung audit "
    "checkpoint.",
    "No checkpoint speaks for event {number} yet. Sign first: payung audit checkpoint.")
PAYUNG_CODE(
    audit_signing_stopped,
    "Tidak ada yang ditulis lagi: catatan sejak {since} belum ditandatangani. Jalankan payung "
    "audit checkpoint dengan kunci penanda tangan.",
    "Nothing more is written: events since {since} were not signed. Run payung audit "
    "checkpoint with the signing key.")
PAYUNG_CODE(
    audit_signing_late,
    "Catatan sejak {since} belum ditandatangani; sesudah 4 jam perintah ditolak. Jalankan payung "
    "audit checkpoint dengan kunci penanda tangan, atau pasang penjadwalnya.",
    "Events since {since} were not signed; after 4 hours commands are refused. Run payung audit "
    "checkpoint with the signing key, or set up its timer.")
PAYUNG_CODE(
    audit_checkpoint_differs,
    "Titik periksa atas {size} catatan tidak cocok dengan rantai: catatan diubah atau dihapus "
    "sesudah ditandatangani.",
    "The checkpoint over {size} events does not fit the chain: events were changed or removed "
    "after they were signed.")

}  // namespace payung::audit_error
