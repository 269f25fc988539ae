#include "claims/assessment.h"

#include <algorithm>
#include <array>

#include "claims/assess_parts.h"
#include "claims/claim_receipt.h"
#include "legislation/law_faults.h"

namespace payung {
namespace {

/// Every decision that claims ask by its name.
constexpr std::array asked_decisions{
    // JKK
    "Hak JKK", "Dasar upah BPU", "Komponen manfaat JKK", "Penggantian perawatan JKK",
    "Penggantian angkutan JKK", "Santunan STMB", "Santunan cacat sebagian",
    "Santunan cacat total tetap", "Santunan kematian JKK", "Santunan berkala JKK",
    "Biaya pemakaman JKK", "Penggantian alat bantu JKK", "Penggantian gigi tiruan JKK",
    "Penggantian alat bantu dengar JKK", "Penggantian kacamata JKK",
    "Penggantian perawatan rumah JKK", "Penggantian diagnosis JKK", "Beasiswa JKK",
    "Manfaat JKK PMI", "Laporan kecelakaan tepat waktu", "Batas klaim JKK", "Klaim JKK tepat waktu",
    // JKM
    "Hak JKM", "Manfaat JKM", "Santunan sekaligus JKM", "Santunan berkala JKM",
    "Biaya pemakaman JKM", "Santunan masa tunggu JKM", "Beasiswa JKM",
    "Masa iur beasiswa JKM terpenuhi", "Jadwal beasiswa", "Beasiswa seluruh tahun",
    "Anak layak beasiswa", "Batas klaim JKM", "Klaim JKM tepat waktu",
    // JHT
    "Hak JHT sekaligus", "Tanggal bayar JHT paling awal", "Pembayaran JHT sekaligus", "Pajak JHT",
    "Rasio JHT sebagian", "Pembayaran JHT sebagian",
    // JP
    "Hak JP", "Hak anak JP", "Penerima manfaat JP", "Upah setahun tertimbang menurut riwayat",
    "Tanggal mulai manfaat JP", "Manfaat pensiun bulanan", "Pembayaran JP sekaligus",
    "Manfaat pensiun setelah pengindeksan", "Anak penerima pensiun paling banyak",
    // JKP
    "Berhak JKP", "Manfaat JKP", "Uang tunai JKP sebulan", "Bulan tahap satu JKP",
    "Bulan tahap dua JKP", "Pembayar pertama JKP", "Batas klaim JKP",
    // heirs, papers, deadlines
    "Ahli waris JKK", "Ahli waris JKM", "Ahli waris JHT", "Ahli waris PMI", "Penerima santunan JKK",
    "Penerima biaya pemakaman JKK", "Penerima santunan JKM", "Penerima biaya pemakaman JKM",
    "Sumber hak ahli waris JKM", "Cara membagi santunan", "Dokumen klaim",
    "Hari kerja pembayaran manfaat", "Batas pembayaran manfaat", "Ganti rugi keterlambatan manfaat",
    "Pembayar pertama JKK dan JKM"};

constexpr std::array<std::string_view, 11> role_words{"peserta",
                                                      "pemberi kerja",
                                                      "rumah sakit",
                                                      "ahli waris",
                                                      "anak",
                                                      "pasangan",
                                                      "orang tua",
                                                      "penyelenggara pemakaman",
                                                      "Dana Jaminan Sosial",
                                                      "Balai Harta Peninggalan",
                                                      "kas negara"};

struct ReasonWords {
    std::string_view name;
    Phrase told;
};
constexpr std::array<ReasonWords, 12> reason_words{{
    {"no_cover",
     {"tidak ada perlindungan pada bulan kejadian", "no cover in the month of the event"}},
    {"expired", {"klaim lewat batas waktu", "claimed after the last day"}},
    {"waiting_time", {"masih dalam masa tunggu", "within the waiting time"}},
    {"cause_excluded", {"sebabnya tidak dijamin", "the cause is not covered"}},
    {"contribution", {"masa iur belum cukup", "too few months of contribution"}},
    {"claims_before",
     {"jumlah atau jarak klaim tidak terpenuhi", "too many claims, or too soon after the last"}},
    {"works_again", {"sudah bekerja kembali", "works again"}},
    {"other_fund", {"dijamin program lain", "another programme covers it"}},
    {"age", {"belum mencapai usianya", "the age is not reached"}},
    {"not_enrolled_in_programme",
     {"tidak dapat menjadi peserta program ini", "cannot be enrolled in this programme"}},
    {"already_taken", {"sudah pernah diambil", "already taken"}},
    {"no_receiver", {"tidak ada penerima menurut undang-undang", "nobody receives by law"}},
}};

const ReasonWords& words_of(RefusalReason reason) {
    return reason_words.at(static_cast<std::size_t>(reason));
}

void assess_kind(ClaimQuestions& law, const ClaimFacts& facts) {
    struct Kinds {
        ClaimQuestions* law;
        const ClaimFacts* facts;
        void operator()(const JkkFacts& of) const { assess_jkk(*law, *facts, of); }
        void operator()(const JkmFacts& of) const { assess_jkm(*law, *facts, of); }
        void operator()(const JhtFacts& of) const { assess_jht(*law, *facts, of); }
        void operator()(const JpFacts& of) const { assess_jp(*law, *facts, of); }
        void operator()(const JkpFacts& of) const { assess_jkp(*law, *facts, of); }
    };
    std::visit(Kinds{&law, &facts}, facts.of);
}

}  // namespace

std::string_view name_of(PayeeRole role) {
    return role_words.at(static_cast<std::size_t>(role));
}
std::string_view name_of(RefusalReason reason) {
    return words_of(reason).name;
}

std::string describe(const ClaimRefusal& refusal, Language language) {
    std::string out(words_of(refusal.reason).told.in(language));
    out += " (" + refusal.cite;
    if (!refusal.confirmed)
        out += language == Language::id ? "; belum dikonfirmasi" : "; unconfirmed";
    return out + ")";
}

bool Assessment::decided() const {
    return std::none_of(missing.begin(), missing.end(),
                        [](const MissingForClaim& what) { return what.blocks; });
}

bool Assessment::payable() const {
    const bool papers = std::none_of(missing.begin(), missing.end(), [](const auto& what) {
        return what.kind == MissingForClaim::Kind::document;
    });
    const bool something =
        std::any_of(components.begin(), components.end(), [](const Component& part) {
            return part.nature != Component::Nature::kept &&
                   part.nature != Component::Nature::withheld;
        });
    return decided() && papers && something;
}

bool Assessment::confirmed() const {
    return (!heirs || heirs->confirmed) &&
           std::all_of(components.begin(), components.end(),
                       [](const Component& part) { return part.confirmed; }) &&
           std::all_of(refusals.begin(), refusals.end(),
                       [](const ClaimRefusal& refusal) { return refusal.confirmed; });
}

Result<ClaimLaw> ClaimLaw::from(Rulebook rulebook) {
    for (const char* name : asked_decisions) TRY(decision_needed(rulebook, name));
    ClaimLaw law;
    law.content_ = std::make_shared<const Content>(std::move(rulebook));
    return law;
}

Assessment ClaimLaw::assess(const ClaimFacts& facts) const {
    Assessment out;
    out.kind = facts.kind();
    out.rulebook = rulebook().version().text();
    ClaimQuestions law(*content_, out);
    if (facts.segment != Segment::unknown) law.know("Segmen", law_value(law_word(facts.segment)));
    law.know("Tanggal klaim", law_value(facts.claimed));
    assess_kind(law, facts);
    if (!refused(law)) ask_pay_until(law, facts);
    out.receipt = receipt_json(law);
    return out;
}

const Rulebook& ClaimLaw::rulebook() const {
    return content_->rulebook;
}

Assessment assess(const Rulebook& rulebook, const ClaimFacts& facts) {
    return ClaimLaw::from(rulebook).value().assess(facts);
}

}  // namespace payung
