#include <array>

#include "app/topic.h"

namespace payung::app {
namespace {

constexpr std::array all{
    Topic{"employer",
          {"pemberi kerja: mendaftar, mengubah, menutup",
           "employers: registering, changing, closing"},
          employer_commands},
    Topic{"member",
          {"peserta: mendaftar, keluarga, masa terlindungi dan sebabnya",
           "members: enrolling, family, covered months and why"},
          member_commands},
    Topic{"group",
          {"wadah pekerja yang membayar bagi anggotanya",
           "groups of workers that pay for their members"},
          group_commands},
    Topic{"sponsor",
          {"pembayar lain: daftar pekerja yang dijanjikan, persetujuan, laporan",
           "sponsors: promised workers, approval, statement"},
          sponsor_commands},
    Topic{"wages", {"daftar upah pemberi kerja", "wage lists of employers"}, wage_commands},
    Topic{"bill",
          {"iuran: menghitung, menagih, menunggak", "contributions: assessing, billing, arrears"},
          bill_commands},
    Topic{"receipt",
          {"penerimaan: rekening koran, pencocokan, pengembalian",
           "receipts: bank statements, matching, refunds"},
          receipt_commands},
    Topic{"claim",
          {"klaim: laporan, dokumen, penilaian, keputusan",
           "claims: report, documents, assessment, decision"},
          claim_commands},
    Topic{"payment",
          {"perintah bayar ke bank dan jawabannya", "payment orders to the bank and their answers"},
          payment_commands},
    Topic{"ledger",
          {"enam buku: neraca saldo, tutup bulan, hasil JHT",
           "the six books: trial balance, closing, JHT returns"},
          ledger_commands},
    Topic{"audit",
          {"rantai catatan: memeriksa, menandatangani, membuktikan",
           "the audit chain: verifying, signing, proving"},
          audit_commands},
    Topic{"backup",
          {"cadangan: membuat, memulihkan, melatih", "backups: making, restoring, drilling"},
          backup_commands},
    Topic{"key", {"kunci data pribadi", "keys of personal data"}, key_commands},
    Topic{"load",
          {"pemuatan berkas besar yang belum selesai", "loads of large files that are not done"},
          load_commands},
};

}  // namespace

std::span<const Topic> topics() {
    return all;
}

}  // namespace payung::app
