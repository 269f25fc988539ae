/// `payung claim …`: claims: report, documents, assessment, decision.

#include <array>

#include "app/claim_commands.h"

namespace payung::app {
namespace {

constexpr std::array commands{
    TopicCommand{"report", {"menerima laporan klaim", "take in a claim"}, build_claim_report},
    TopicCommand{"document", {"menerima dokumen", "take in a paper"}, build_claim_document},
    TopicCommand{"family",
                 {"keluarga menurut dokumen klaim", "the family as papers prove it"},
                 build_claim_family},
    TopicCommand{"facts", {"fakta kejadian", "facts of the case"}, build_claim_facts},
    TopicCommand{"account", {"rekening penerima", "bank account of a payee"}, build_claim_account},
    TopicCommand{"assess", {"menilai menurut hukum", "assess by the law"}, build_claim_assess},
    TopicCommand{"approve",
                 {"menyetujui penilaian: orang kedua", "approve an assessment: a second person"},
                 build_claim_approve},
    TopicCommand{"reject",
                 {"menolak dengan alasan dan pasal: orang kedua",
                  "reject with reason and article: a second person"},
                 build_claim_reject},
    TopicCommand{"appeal",
                 {"keberatan: mengajukan dan memutuskan", "appeals: filing and deciding"},
                 build_claim_appeal},
    TopicCommand{
        "expire", {"menyatakan kedaluwarsa", "declare a claim expired"}, build_claim_expire},
    TopicCommand{
        "show",
        {"satu klaim: tahap, kekurangan, riwayat", "one claim: stage, what lacks, history"},
        build_claim_show},
    TopicCommand{"list", {"daftar klaim", "list claims"}, build_claim_list},
    TopicCommand{"due",
                 {"yang harus dan sudah dibayar dari satu klaim", "what is and was due of a claim"},
                 build_claim_due},
    TopicCommand{"why",
                 {"mengapa: tiap manfaat dengan baris dan pasalnya",
                  "why: every benefit with its rows and articles"},
                 build_claim_why},
    TopicCommand{"reassess",
                 {"keputusan yang akan berbeda; membuka dan menilai kembali",
                  "decisions that would be another; open and assess again"},
                 build_claim_reassess},
    TopicCommand{"prove",
                 {"bukti sekolah untuk satu angsuran beasiswa",
                  "the school's paper for an instalment of a scholarship"},
                 build_claim_prove},
    TopicCommand{"end",
                 {"mengakhiri beasiswa, pensiun atau uang tunai",
                  "end a scholarship, a pension or cash after a lay-off"},
                 build_claim_end},
    TopicCommand{"interest",
                 {"membukukan bunga diskonto setahun", "book a year's interest on obligations"},
                 build_claim_interest},
    TopicCommand{"recover",
                 {"mencatat kelebihan bayar yang kembali", "record an overpayment that came back"},
                 build_claim_recover},
    TopicCommand{"compensate",
                 {"kompensasi keterlambatan bayar", "compensation for paying late"},
                 build_claim_compensate},
};

}  // namespace

std::span<const TopicCommand> claim_commands() {
    return commands;
}

}  // namespace payung::app
