#include "planning/standing.h"

#include "base/check.h"

namespace payung {
namespace {

struct Words {
    std::string_view name, id, en;
    Clause clause;
};

constexpr std::array<Words, standing_count> words{{
    {"baris_ganda", "Baris lain dalam register mewakili orang yang sama.",
     "Another row of the register stands for the same person.", Clause::account},
    {"sudah_terlindungi", "Aktif dalam sedikitnya satu program.",
     "Active in at least one programme.", Clause::account},
    {"umur_tidak_diketahui", "Tanggal lahir tidak diketahui.", "The date of birth is not known.",
     Clause::age},
    {"umur_di_bawah_batas", "Umur pada bulan pertama di bawah batas.",
     "Younger than the limit in the first month.", Clause::age},
    {"umur_di_atas_batas", "Umur pada bulan pertama di atas batas.",
     "Older than the limit in the first month.", Clause::age},
    {"status_pekerjaan_tidak_diketahui", "Status pekerjaan tidak diketahui.",
     "The status of work is not known.", Clause::main_status},
    {"bukan_segmen_bpu", "Status pekerjaannya di luar segmen bukan penerima upah (BPU).",
     "The status of work is not one of workers outside employment.", Clause::main_status},
    {"lapangan_usaha_tidak_diketahui", "Lapangan usaha tidak diketahui.",
     "The sector is not known.", Clause::sector},
    {"lapangan_usaha_di_luar_daftar", "Lapangan usahanya tidak ada dalam daftar.",
     "The sector is not on the list.", Clause::sector},
    {"pekerjaan_tidak_diketahui", "Jenis pekerjaan tidak diketahui.",
     "The occupation is not known.", Clause::occupation},
    {"pekerjaan_di_luar_daftar", "Jenis pekerjaannya tidak ada dalam daftar.",
     "The occupation is not on the list.", Clause::occupation},
    {"desil_tidak_diketahui", "Desil keluarganya tidak diketahui.",
     "The decile of the family is not known.", Clause::decile},
    {"desil_di_atas_batas", "Desil keluarganya di atas batas.",
     "The decile of the family is above the limit.", Clause::decile},
    {"sk_tidak_diketahui", "Berkas tidak memuat kolom keputusan kepala daerah.",
     "The file has no column of the decision of the head of the region.", Clause::decile},
    {"tidak_dalam_sk", "Tidak tercantum dalam keputusan kepala daerah.",
     "Not named in the decision of the head of the region.", Clause::decile},
    {"penghasilan_tidak_diketahui", "Penghasilan tidak diketahui.", "The income is not known.",
     Clause::income},
    {"penghasilan_di_atas_batas", "Penghasilannya di atas batas.", "The income is above the limit.",
     Clause::income},
    {"akun_nonaktif_dikecualikan", "Sudah mempunyai akun, walaupun tidak aktif.",
     "Has an account already, though it is not active.", Clause::account},
    {"akun_nonaktif", "Belum terlindungi: akunnya tidak aktif.",
     "Without cover: the account is not active.", Clause::account},
    {"tanpa_akun", "Belum terlindungi: tidak mempunyai akun.", "Without cover: has no account.",
     Clause::account},
}};

const Words& words_of(Standing standing) {
    return words.at(static_cast<std::size_t>(standing));
}

}  // namespace

std::string_view name_of(Clause clause) {
    constexpr std::array<std::string_view, clause_count> names{
        "account", "age", "main_status", "sector", "occupation", "decile", "income"};
    return names.at(static_cast<std::size_t>(clause));
}

std::string_view name_of(Standing standing) {
    return words_of(standing).name;
}

std::string_view sentence_of(Standing standing, Language language) {
    return language == Language::id ? words_of(standing).id : words_of(standing).en;
}

Clause clause_of(Standing standing) {
    CHECK(standing != Standing::duplicate_row);
    return words_of(standing).clause;
}

}  // namespace payung
