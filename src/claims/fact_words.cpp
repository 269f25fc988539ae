#include "claims/fact_words.h"

#include <array>
#include <charconv>
#include <vector>

#include "base/text.h"
#include "claims/errors.h"

namespace payung {
namespace {

// --- How a value is read, by the type of the fact. Nothing where it cannot be.

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        parts.push_back(trim(text.substr(0, end)));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

bool read(std::string_view text, Day& into) {
    const auto day = parse_day(text);
    if (day) into = *day;
    return day.has_value();
}

/// "2026-01-05 08:30"; a day alone is its midnight.
bool read(std::string_view text, Moment& into) {
    if (!read(text.substr(0, 10), into.day)) return false;
    if (text.size() == 10) return true;
    if (text.size() != 16 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':') return false;
    const auto hour = parse_u64(text.substr(11, 2)), minute = parse_u64(text.substr(14, 2));
    if (!hour || !minute || *hour > 23 || *minute > 59) return false;
    into.minute = static_cast<int>(*hour * 60 + *minute);
    return true;
}

bool read(std::string_view text, Money& into) {
    const auto amount = parse_rupiah(text);
    if (amount) into = *amount;
    return amount.has_value();
}

bool read(std::string_view text, bool& into) {
    if (text == "ya" || text == "yes") return into = true;
    if (text != "tidak" && text != "no") return false;
    into = false;
    return true;
}

bool read(std::string_view text, int& into) {
    const auto number = parse_u64(text);
    if (!number || *number > 100'000) return false;
    into = static_cast<int>(*number);
    return true;
}

bool read(std::string_view text, std::string& into) {
    into = text;
    return !text.empty();
}

template <class T>
bool read_word(std::optional<T> word, T& into) {
    if (word) into = *word;
    return word.has_value();
}
bool read(std::string_view text, AccidentCause& into) {
    return read_word(parse_accident_cause(text), into);
}
bool read(std::string_view text, AccidentOutcome& into) {
    return read_word(parse_accident_outcome(text), into);
}
bool read(std::string_view text, JhtCause& into) {
    return read_word(parse_jht_cause(text), into);
}
bool read(std::string_view text, JpCause& into) {
    return read_word(parse_jp_cause(text), into);
}
bool read(std::string_view text, JobLossCause& into) {
    return read_word(parse_job_loss_cause(text), into);
}
bool read(std::string_view text, AdvancedBy& into) {
    constexpr std::array words{std::pair{"peserta", AdvancedBy::member},
                               std::pair{"pemberi kerja", AdvancedBy::employer},
                               std::pair{"rumah sakit", AdvancedBy::hospital}};
    for (const auto& [word, who] : words)
        if (text == word) {
            into = who;
            return true;
        }
    return false;
}

/// "12,5" or "12.5": hundredths.
bool read_hundredths(std::string_view text, std::int64_t& into) {
    const std::size_t point = text.find_first_of(".,");
    const auto whole = parse_u64(text.substr(0, point));
    if (!whole || *whole > 1'000'000) return false;
    into = static_cast<std::int64_t>(*whole) * 100;
    if (point == std::string_view::npos) return true;
    const std::string_view decimals = text.substr(point + 1);
    const auto part = parse_u64(decimals);
    if (!part || decimals.size() > 2) return false;
    into += static_cast<std::int64_t>(*part) * (decimals.size() == 1 ? 10 : 1);
    return true;
}

/// "telunjuk_tangan_kanan", "pendengaran_dua_telinga ukuran=20", "tangan_kanan fungsi=50".
bool read(std::string_view text, Disability& into) {
    const auto words = parts_of(text, ' ');
    if (words.empty() || words.front().empty()) return false;
    into.code = words.front();
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto sides = parts_of(words[i], '=');
        if (sides.size() != 2) return false;
        const bool measure = sides[0] == "ukuran";
        if (!measure && sides[0] != "fungsi") return false;
        if (!read_hundredths(sides[1], measure ? into.measure_hundredths : into.function_percent))
            return false;
    }
    return true;
}

/// "2026-01-05..2026-02-01": both days are in it.
bool read(std::string_view text, Interval<Day>& into) {
    const std::size_t dots = text.find("..");
    Day last;
    if (dots == std::string_view::npos || !read(trim(text.substr(0, dots)), into.from) ||
        !read(trim(text.substr(dots + 2)), last) || last < into.from)
        return false;
    into.until = Day::from_number(last.number() + 1);
    return true;
}

bool read(std::string_view text, std::int64_t& into) {
    const auto number = parse_u64(text);
    if (!number || *number > 9'000'000'000'000'000'000ULL) return false;
    into = static_cast<std::int64_t>(*number);
    return true;
}

template <class T>
bool read(std::string_view text, std::optional<T>& into) {
    if (text.empty()) {
        into.reset();
        return true;
    }
    T value{};
    if (!read(text, value)) return false;
    into = std::move(value);
    return true;
}

template <class T>
bool read(std::string_view text, std::vector<T>& into) {
    into.clear();
    for (const std::string_view part : parts_of(text, ';')) {
        if (!read(part, into.emplace_back())) return false;
    }
    return true;
}

// --- Where a value goes.

template <class Facts, auto Member>
bool set(ClaimFacts& facts, std::string_view value) {
    return read(value, std::get<Facts>(facts.of).*Member);
}
template <auto Member>
constexpr auto in_jkk = &set<JkkFacts, Member>;
template <auto Member>
constexpr auto in_jkm = &set<JkmFacts, Member>;
template <auto Member>
constexpr auto in_jht = &set<JhtFacts, Member>;
template <auto Member>
constexpr auto in_jp = &set<JpFacts, Member>;
template <auto Member>
constexpr auto in_jkp = &set<JkpFacts, Member>;
template <auto Member>
bool in_cost(ClaimFacts& facts, std::string_view value) {
    return read(value, std::get<JkkFacts>(facts.of).cost.*Member);
}
/// Said again it is the cost of the next year.
bool in_home_care(ClaimFacts& facts, std::string_view value) {
    Money cost;
    if (!read(value, cost)) return false;
    std::get<JkkFacts>(facts.of).cost.home_care_by_year.push_back(cost);
    return true;
}
template <auto Member>
bool in_migrant(ClaimFacts& facts, std::string_view value) {
    auto& event = std::get<JkkFacts>(facts.of).migrant;
    if (!event) event.emplace();
    return read(value, (*event).*Member);
}
bool in_will(ClaimFacts& facts, std::string_view value) {
    if (!facts.will) facts.will.emplace();
    return read(value, facts.will->named);
}
bool in_deed(ClaimFacts& facts, std::string_view value) {
    if (!facts.will) facts.will.emplace();
    return read(value, facts.will->notarial_deed);
}

bool in_family(ClaimFacts& facts, std::string_view value) {
    return read(value, facts.family_complete);
}

using enum ClaimKind;

constexpr Phrase day_form{"TTTT-BB-HH", "YYYY-MM-DD"};
constexpr Phrase moment_form{"TTTT-BB-HH JJ:MM", "YYYY-MM-DD HH:MM"};
constexpr Phrase money_form{"rupiah", "rupiah"};
constexpr Phrase yes_form{"ya atau tidak", "ya or tidak"};
constexpr Phrase count_form{"bilangan", "a number"};
constexpr Phrase law_form{"kata dari hukum", "a word of the law"};

constexpr Phrase days_form{"TTTT-BB-HH..TTTT-BB-HH; …", "YYYY-MM-DD..YYYY-MM-DD; …"};
constexpr Phrase disability_form{"kode [ukuran=N] [fungsi=N]; …", "code [ukuran=N] [fungsi=N]; …"};
constexpr Phrase advanced_form{"peserta, pemberi kerja, atau rumah sakit",
                               "peserta, pemberi kerja, or rumah sakit"};
constexpr Phrase numbers_form{"nomor; nomor; …", "number; number; …"};

constexpr std::string_view accident_causes =
    "di tempat kerja; perjalanan berangkat atau pulang kerja; perjalanan dinas; penyakit akibat "
    "kerja; meninggal mendadak; bukan hubungan kerja";
constexpr std::string_view accident_outcomes =
    "sembuh; cacat sebagian; cacat total tetap; meninggal";
constexpr std::string_view jht_causes =
    "usia pensiun; mengundurkan diri; PHK; meninggalkan Indonesia; cacat total tetap; meninggal; "
    "akhir PKWT; berhenti usaha; sebagian";
constexpr std::string_view jp_causes = "usia pensiun; cacat total tetap; meninggal";
constexpr std::string_view job_loss_causes =
    "PHK; mengundurkan diri; cacat total tetap; pensiun; meninggal; akhir PKWT";

constexpr std::array words{
    FactWord{"kecelakaan",
             jkk,
             {"saat kecelakaan atau diagnosis", "moment of the accident or diagnosis"},
             moment_form,
             false,
             in_jkk<&JkkFacts::accident>},
    FactWord{"laporan_1",
             jkk,
             {"saat laporan tahap I", "moment of the first report"},
             moment_form,
             false,
             in_jkk<&JkkFacts::reported_first>},
    FactWord{"kesimpulan",
             jkk,
             {"saat dinyatakan sembuh, cacat atau meninggal", "moment of the doctor's conclusion"},
             moment_form,
             true,
             in_jkk<&JkkFacts::concluded>},
    FactWord{"laporan_2",
             jkk,
             {"saat laporan tahap II", "moment of the second report"},
             moment_form,
             false,
             in_jkk<&JkkFacts::reported_second>},
    FactWord{"sebab",
             jkk,
             {"sebab kecelakaan", "cause of the accident"},
             law_form,
             false,
             in_jkk<&JkkFacts::cause>,
             accident_causes},
    FactWord{"tempat_mendadak",
             jkk,
             {"tempat mendadak sakit", "place of a sudden death"},
             law_form,
             true,
             in_jkk<&JkkFacts::sudden_place>},
    FactWord{"meninggal",
             jkk,
             {"saat meninggal", "moment of death"},
             moment_form,
             false,
             in_jkk<&JkkFacts::died>},
    FactWord{"akibat",
             jkk,
             {"akibat kecelakaan", "outcome of the accident"},
             law_form,
             true,
             in_jkk<&JkkFacts::outcome>,
             accident_outcomes},
    FactWord{"berhenti_kerja",
             jkk,
             {"hari berhenti kerja sebelum penyakit ditemukan",
              "day of leaving work before a disease was found"},
             day_form,
             false,
             in_jkk<&JkkFacts::stopped_work>},
    FactWord{"upah",
             jkk,
             {"upah dasar, bila berbeda dari yang dilaporkan",
              "base wage, where it differs from the reported one"},
             money_form,
             false,
             in_jkk<&JkkFacts::wage>},
    FactWord{
        "tidak_bekerja",
        jkk,
        {"hari tanpa bekerja menurut surat dokter", "days without work by the doctor's letters"},
        days_form,
        true,
        in_jkk<&JkkFacts::unable>},
    FactWord{"upah_diteruskan",
             jkk,
             {"pemberi kerja tetap membayar upah", "the employer went on paying wages"},
             yes_form,
             false,
             in_jkk<&JkkFacts::wage_went_on>},
    FactWord{"cacat",
             jkk,
             {"cacat menurut tabel", "disabilities by the table"},
             disability_form,
             true,
             in_jkk<&JkkFacts::disabilities>},
    FactWord{"kidal",
             jkk,
             {"pekerja kidal", "left-handed"},
             yes_form,
             true,
             in_jkk<&JkkFacts::left_handed>},
    FactWord{"biaya_perawatan",
             jkk,
             {"biaya perawatan", "cost of care"},
             money_form,
             true,
             in_cost<&TreatmentCost::care>},
    FactWord{"angkutan_darat",
             jkk,
             {"biaya angkutan darat", "transport by land"},
             money_form,
             false,
             in_cost<&TreatmentCost::transport_land>},
    FactWord{"angkutan_laut",
             jkk,
             {"biaya angkutan laut", "transport by sea"},
             money_form,
             false,
             in_cost<&TreatmentCost::transport_sea>},
    FactWord{"angkutan_udara",
             jkk,
             {"biaya angkutan udara", "transport by air"},
             money_form,
             false,
             in_cost<&TreatmentCost::transport_air>},
    FactWord{"alat_bantu",
             jkk,
             {"biaya alat bantu atau pengganti", "cost of prosthesis or orthosis"},
             money_form,
             true,
             in_cost<&TreatmentCost::aid>},
    FactWord{"alat_bantu_daftar",
             jkk,
             {"harga alat itu menurut daftar pemerintah", "its price on the government's list"},
             money_form,
             true,
             in_cost<&TreatmentCost::aid_list_price>},
    FactWord{"gigi_tiruan",
             jkk,
             {"biaya gigi tiruan", "cost of dentures"},
             money_form,
             true,
             in_cost<&TreatmentCost::dentures>},
    FactWord{"alat_bantu_dengar",
             jkk,
             {"biaya alat bantu dengar", "cost of a hearing aid"},
             money_form,
             true,
             in_cost<&TreatmentCost::hearing_aid>},
    FactWord{"kacamata",
             jkk,
             {"biaya kacamata", "cost of glasses"},
             money_form,
             true,
             in_cost<&TreatmentCost::glasses>},
    FactWord{"pemeriksaan",
             jkk,
             {"biaya pemeriksaan diagnosis", "cost of diagnosis"},
             money_form,
             true,
             in_cost<&TreatmentCost::diagnosis>},
    FactWord{"perawatan_rumah",
             jkk,
             {"biaya perawatan di rumah dalam setahun", "cost of home care within a year"},
             money_form,
             true,
             in_home_care},
    FactWord{"dibayar_oleh",
             jkk,
             {"yang membayar biaya lebih dahulu", "who laid out the cost"},
             advanced_form,
             false,
             in_cost<&TreatmentCost::advanced_by>},
    FactWord{"lalu_lintas",
             jkk,
             {"kecelakaan lalu lintas", "in traffic"},
             yes_form,
             false,
             in_jkk<&JkkFacts::in_traffic>},
    FactWord{"di_luar_jam",
             jkk,
             {"di luar jam atau tempat kerja", "outside hours or place of work"},
             yes_form,
             false,
             in_jkk<&JkkFacts::outside_hours>},
    FactWord{"tahap_pmi",
             jkk,
             {"tahap penempatan PMI", "phase of a migrant's placement"},
             law_form,
             false,
             in_migrant<&MigrantEvent::phase>},
    FactWord{"peristiwa_pmi",
             jkk,
             {"peristiwa PMI", "event of a migrant worker"},
             law_form,
             false,
             in_migrant<&MigrantEvent::event>},
    FactWord{"sebab_gagal",
             jkk,
             {"sebab gagal berangkat", "why the departure failed"},
             law_form,
             false,
             in_migrant<&MigrantEvent::cause_of_failure>},
    FactWord{"wasiat",
             jkk,
             {"yang disebut dalam wasiat, menurut nomor keluarga",
              "who is named in the will, by number of relative"},
             numbers_form,
             false,
             in_will},
    FactWord{"akta_wasiat",
             jkk,
             {"wasiat dengan akta notaris", "the will is a notarial deed"},
             yes_form,
             false,
             in_deed},
    FactWord{"kecelakaan_kerja",
             jkm,
             {"meninggal karena kecelakaan kerja", "died by a work accident"},
             yes_form,
             true,
             in_jkm<&JkmFacts::work_accident>},
    FactWord{"kejahatan_ahli_waris",
             jkm,
             {"meninggal karena kejahatan ahli waris", "died by a crime of the heir"},
             yes_form,
             false,
             in_jkm<&JkmFacts::crime_of_heir>},
    FactWord{"saat_cuti",
             jkm,
             {"PMI meninggal saat cuti di Indonesia", "migrant worker died on leave at home"},
             yes_form,
             false,
             in_jkm<&JkmFacts::on_leave>},
    FactWord{"bulan_dibayar",
             jkm,
             {"bulan iuran dibayar, bila lain dari catatan", "months paid, where records differ"},
             count_form,
             false,
             in_jkm<&JkmFacts::months_paid>},
    FactWord{"bulan_berjalan",
             jkm,
             {"bulan kepesertaan berjalan, bila lain dari catatan",
              "months elapsed, where records differ"},
             count_form,
             false,
             in_jkm<&JkmFacts::months_elapsed>},
    FactWord{"bulan_iur",
             jkm,
             {"masa iur dalam bulan, bila lain dari catatan",
              "months contributed, where records differ"},
             count_form,
             false,
             in_jkm<&JkmFacts::months_contributed>},
    FactWord{"wasiat",
             jkm,
             {"yang disebut dalam wasiat, menurut nomor keluarga",
              "who is named in the will, by number of relative"},
             numbers_form,
             false,
             in_will},
    FactWord{"akta_wasiat",
             jkm,
             {"wasiat dengan akta notaris", "the will is a notarial deed"},
             yes_form,
             false,
             in_deed},
    FactWord{"sebab",
             jht,
             {"sebab pembayaran", "cause of the payment"},
             law_form,
             false,
             in_jht<&JhtFacts::cause>,
             jht_causes},
    FactWord{"berhenti",
             jht,
             {"hari berhenti bekerja", "day on which work stopped"},
             day_form,
             false,
             in_jht<&JhtFacts::stopped>},
    FactWord{"bekerja_lagi",
             jht,
             {"sudah bekerja lagi", "works again"},
             yes_form,
             false,
             in_jht<&JhtFacts::works_again>},
    FactWord{"bulan_kepesertaan",
             jht,
             {"masa kepesertaan dalam bulan, bila lain dari catatan",
              "months of membership, where records differ"},
             count_form,
             false,
             in_jht<&JhtFacts::months_of_membership>},
    FactWord{"bagian_untuk",
             jht,
             {"sebagian untuk: persiapan pensiun atau perumahan",
              "part for: persiapan pensiun or perumahan"},
             law_form,
             false,
             in_jht<&JhtFacts::partial_for>},
    FactWord{"pernah_sebagian",
             jht,
             {"pernah mengambil sebagian", "took a part before"},
             yes_form,
             false,
             in_jht<&JhtFacts::took_part_before>},
    FactWord{"bulan_sejak_sebagian",
             jht,
             {"bulan sejak mengambil sebagian", "months since that part"},
             count_form,
             false,
             in_jht<&JhtFacts::months_since_part>},
    FactWord{"npwp",
             jht,
             {"mempunyai NPWP", "has a tax number"},
             yes_form,
             false,
             in_jht<&JhtFacts::has_npwp>},
    FactWord{"wasiat",
             jht,
             {"yang disebut dalam wasiat, menurut nomor keluarga",
              "who is named in the will, by number of relative"},
             numbers_form,
             false,
             in_will},
    FactWord{"akta_wasiat",
             jht,
             {"wasiat dengan akta notaris", "the will is a notarial deed"},
             yes_form,
             false,
             in_deed},
    FactWord{"sebab",
             jp,
             {"sebab pensiun", "cause of the pension"},
             law_form,
             false,
             in_jp<&JpFacts::cause>,
             jp_causes},
    FactWord{"berhenti",
             jp,
             {"hari berhenti bekerja", "day on which work stopped"},
             day_form,
             false,
             in_jp<&JpFacts::stopped>},
    FactWord{"mulai_saat_berhenti",
             jp,
             {"memilih mulai saat berhenti bekerja", "chose to begin when work stops"},
             yes_form,
             false,
             in_jp<&JpFacts::begins_at_stop>},
    FactWord{"bulan_iur",
             jp,
             {"masa iur dalam bulan, bila lain dari catatan",
              "months contributed, where records differ"},
             count_form,
             false,
             in_jp<&JpFacts::months_contributed>},
    FactWord{"bulan_kepesertaan",
             jp,
             {"masa kepesertaan dalam bulan, bila lain dari catatan",
              "months of membership, where records differ"},
             count_form,
             false,
             in_jp<&JpFacts::months_of_membership>},
    FactWord{"upah_tertimbang",
             jp,
             {"upah tahunan tertimbang, bila lain dari catatan",
              "weighted yearly wage, where records differ"},
             money_form,
             false,
             in_jp<&JpFacts::weighted_wage_yearly>},
    FactWord{"hasil",
             jp,
             {"hasil pengembangan iuran", "return on the contributions"},
             money_form,
             false,
             in_jp<&JpFacts::return_on_them>},
    FactWord{"wasiat",
             jp,
             {"yang disebut dalam wasiat, menurut nomor keluarga",
              "who is named in the will, by number of relative"},
             numbers_form,
             false,
             in_will},
    FactWord{"akta_wasiat",
             jp,
             {"wasiat dengan akta notaris", "the will is a notarial deed"},
             yes_form,
             false,
             in_deed},
    FactWord{"sebab",
             jkp,
             {"sebab kehilangan pekerjaan", "cause of the job loss"},
             law_form,
             false,
             in_jkp<&JkpFacts::cause>,
             job_loss_causes},
    FactWord{"upah",
             jkp,
             {"upah terakhir, bila lain dari yang dilaporkan",
              "last wage, where it differs from the reported one"},
             money_form,
             false,
             in_jkp<&JkpFacts::wage>},
    FactWord{"bulan_iur_24",
             jkp,
             {"bulan iur dalam 24 bulan, bila lain dari catatan",
              "months paid in 24, where records differ"},
             count_form,
             false,
             in_jkp<&JkpFacts::months_paid_in_24>},
    FactWord{"bulan_iur_berturut",
             jkp,
             {"bulan iur berturut-turut, bila lain dari catatan",
              "months paid in a row, where records differ"},
             count_form,
             false,
             in_jkp<&JkpFacts::months_paid_in_row>},
    FactWord{"klaim_sebelumnya",
             jkp,
             {"jumlah klaim JKP sebelumnya", "JKP claims before"},
             count_form,
             false,
             in_jkp<&JkpFacts::claims_before>},
    FactWord{"bulan_sejak_klaim",
             jkp,
             {"bulan sejak klaim terakhir", "months since the last claim"},
             count_form,
             false,
             in_jkp<&JkpFacts::months_since_claim>},
    FactWord{"bekerja_lagi",
             jkp,
             {"sudah bekerja lagi", "works again"},
             yes_form,
             false,
             in_jkp<&JkpFacts::works_again>},
    FactWord{"bulan_menunggak",
             jkp,
             {"bulan iuran yang menunggak", "months in arrears"},
             count_form,
             false,
             in_jkp<&JkpFacts::months_in_arrears>},
    FactWord{"pailit",
             jkp,
             {"pemberi kerja pailit atau tutup", "the employer is bankrupt or closed"},
             yes_form,
             false,
             in_jkp<&JkpFacts::employer_bankrupt>},
    FactWord{
        "keluarga_lengkap",
        jkk,
        {"surat menunjukkan tidak ada ahli waris lain", "papers show that there is no other heir"},
        yes_form,
        false,
        in_family},
    FactWord{
        "keluarga_lengkap",
        jkm,
        {"surat menunjukkan tidak ada ahli waris lain", "papers show that there is no other heir"},
        yes_form,
        false,
        in_family},
    FactWord{
        "keluarga_lengkap",
        jht,
        {"surat menunjukkan tidak ada ahli waris lain", "papers show that there is no other heir"},
        yes_form,
        false,
        in_family},
    FactWord{
        "keluarga_lengkap",
        jp,
        {"surat menunjukkan tidak ada ahli waris lain", "papers show that there is no other heir"},
        yes_form,
        false,
        in_family},
    FactWord{"meninggal",
             jht,
             {"hari meninggal", "day of death"},
             day_form,
             false,
             in_jht<&JhtFacts::died>},
};

}  // namespace

std::span<const FactWord> fact_words() {
    return words;
}

Result<const FactWord*> find_fact_word(ClaimKind kind, std::string_view name) {
    for (const FactWord& word : words)
        if (word.kind == kind && word.name == name) return &word;
    std::string known;
    for (const FactWord& word : words) {
        if (word.kind != kind) continue;
        if (!known.empty()) known += ", ";
        known += word.name;
    }
    return Error{claim_error::claim_fact_unknown,
                 {{"fact", std::string(name)}, {"known", std::move(known)}}};
}

Result<void> set_fact(const FactWord& word, std::string_view value, ClaimFacts& facts) {
    if (word.set(facts, trim(value))) return {};
    const bool any = word.words.empty();
    return Error{claim_error::claim_fact_unreadable,
                 {{"fact", std::string(word.name)},
                  {"bentuk", std::string(any ? word.form.id : word.words)},
                  {"form", std::string(any ? word.form.en : word.words)}}};
}

ClaimFacts blank_facts(ClaimKind kind, Day event) {
    ClaimFacts facts;
    switch (kind) {
        case ClaimKind::jkk:
            facts.of.emplace<JkkFacts>().accident = {event, 0};
            break;
        case ClaimKind::jkm:
            facts.of.emplace<JkmFacts>().died = event;
            break;
        case ClaimKind::jht:
            facts.of.emplace<JhtFacts>();
            break;
        case ClaimKind::jp:
            facts.of.emplace<JpFacts>().happened = event;
            break;
        case ClaimKind::jkp:
            facts.of.emplace<JkpFacts>().laid_off = event;
            break;
    }
    return facts;
}

}  // namespace payung
