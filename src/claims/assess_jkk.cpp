/// Accidents at work and occupational diseases (JKK).

#include <algorithm>
#include <array>

#include "claims/assess_parts.h"

namespace payung {
namespace {

/// Who is paid a part.
enum class To : std::uint8_t { whoever_paid, wage_payer, member, heirs, funeral, nobody };

Money home_care_of(const TreatmentCost& cost) {
    return cost.home_care_by_year.empty() ? Money() : cost.home_care_by_year.front();
}

/// A word of `Komponen manfaat JKK`, the decision that has its amount, and what must have been
/// spent for it to be asked.
struct Part {
    std::string_view word, code, name, decision;
    To to = To::member;
    Money (*spent)(const JkkFacts&) = nullptr;
};

constexpr std::array parts{
    Part{"pelayanan kesehatan", "perawatan", "Pelayanan kesehatan", "Penggantian perawatan JKK",
         To::whoever_paid, [](const JkkFacts& f) { return f.cost.care; }},
    Part{"biaya pengangkutan", "pengangkutan", "Biaya pengangkutan", "Penggantian angkutan JKK",
         To::whoever_paid,
         [](const JkkFacts& f) {
             return f.cost.transport_land + f.cost.transport_sea + f.cost.transport_air;
         }},
    Part{"STMB", "stmb", "Santunan sementara tidak mampu bekerja", "Santunan STMB", To::wage_payer},
    Part{"santunan cacat sebagian", "santunan_cacat_sebagian", "Santunan cacat sebagian",
         "Santunan cacat sebagian"},
    Part{"santunan cacat total tetap", "santunan_cacat_total", "Santunan cacat total tetap",
         "Santunan cacat total tetap"},
    Part{"santunan kematian", "santunan_kematian", "Santunan kematian", "Santunan kematian JKK",
         To::heirs},
    Part{"santunan berkala", "santunan_berkala", "Santunan berkala", "Santunan berkala JKK",
         To::heirs},
    Part{"biaya pemakaman", "biaya_pemakaman", "Biaya pemakaman", "Biaya pemakaman JKK",
         To::funeral},
    Part{"rehabilitasi, alat bantu, dan alat ganti", "alat_bantu", "Alat bantu dan alat ganti",
         "Penggantian alat bantu JKK", To::whoever_paid,
         [](const JkkFacts& f) { return f.cost.aid; }},
    Part{"gigi tiruan", "gigi_tiruan", "Gigi tiruan", "Penggantian gigi tiruan JKK",
         To::whoever_paid, [](const JkkFacts& f) { return f.cost.dentures; }},
    Part{"alat bantu dengar", "alat_bantu_dengar", "Alat bantu dengar",
         "Penggantian alat bantu dengar JKK", To::whoever_paid,
         [](const JkkFacts& f) { return f.cost.hearing_aid; }},
    Part{"kacamata", "kacamata", "Kacamata", "Penggantian kacamata JKK", To::whoever_paid,
         [](const JkkFacts& f) { return f.cost.glasses; }},
    Part{"perawatan di rumah", "perawatan_rumah", "Perawatan di rumah",
         "Penggantian perawatan rumah JKK", To::whoever_paid,
         [](const JkkFacts& f) { return home_care_of(f.cost); }},
    Part{"pemeriksaan diagnostik penyakit akibat kerja", "diagnosis", "Pemeriksaan diagnostik",
         "Penggantian diagnosis JKK", To::whoever_paid,
         [](const JkkFacts& f) { return f.cost.diagnosis; }},
    Part{"pendampingan kembali bekerja", {}, {}, {}, To::nobody},
    Part{"kegiatan promotif dan preventif", {}, {}, {}, To::nobody},
};

PayeeRole role_of(AdvancedBy who) {
    constexpr std::array roles{PayeeRole::member, PayeeRole::employer, PayeeRole::hospital};
    return roles.at(static_cast<std::size_t>(who));
}

/// Days in at least one of the intervals; an open one ends with the day of the claim.
std::int64_t days_unable(std::vector<Interval<Day>> unable, Day claimed) {
    std::sort(unable.begin(), unable.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
    std::int64_t days = 0;
    std::int32_t counted_until = INT32_MIN;
    for (const Interval<Day>& stretch : unable) {
        const std::int32_t until = stretch.until.value_or(claimed).number();
        const std::int32_t from = std::max(stretch.from.number(), counted_until);
        if (until <= from) continue;
        days += until - from;
        counted_until = until;
    }
    return days;
}

rules::Value disabilities_of(const JkkFacts& of) {
    rules::List list;
    for (const Disability& disability : of.disabilities) {
        rules::Context row;
        row.set("Kode", law_value(std::string_view(disability.code)));
        row.set("Ukuran",
                rules::Value(rules::Decimal::from_scaled(disability.measure_hundredths, 2)));
        row.set("Fungsi",
                rules::Value(rules::Decimal::from_scaled(disability.function_percent, 2)));
        list.emplace_back(std::move(row));
    }
    return rules::Value(std::move(list));
}

void know_accident(ClaimQuestions& law, const JkkFacts& of, const CoverMonths& months) {
    law.know("Tanggal kejadian", law_value(of.accident.day));
    law.know("Sebab kecelakaan", law_value(name_of(of.cause)));
    law.know("Kepesertaan JKK berlaku", law_value(months.covered));
    law.know("Hubungan kerja berakhir",
             law_value(of.stopped_work.has_value() && *of.stopped_work <= of.accident.day));
    law.know("Tanggal berhenti", of.stopped_work);
    if (of.sudden_place)
        law.know("Tempat mendadak sakit", law_value(std::string_view(*of.sudden_place)));
    if (of.died) law.know("Jam sampai meninggal", law_value(hours_between(of.accident, *of.died)));
}

void know_costs(ClaimQuestions& law, const TreatmentCost& cost) {
    law.know("Biaya perawatan", law_value(cost.care));
    law.know("Biaya angkut darat", law_value(cost.transport_land));
    law.know("Biaya angkut laut", law_value(cost.transport_sea));
    law.know("Biaya angkut udara", law_value(cost.transport_air));
    law.know("Biaya alat bantu", law_value(cost.aid));
    if (cost.aid_list_price != Money())
        law.know("Harga pusat rehabilitasi", law_value(cost.aid_list_price));
    law.know("Biaya gigi tiruan", law_value(cost.dentures));
    law.know("Biaya alat bantu dengar", law_value(cost.hearing_aid));
    law.know("Biaya kacamata", law_value(cost.glasses));
    law.know("Biaya perawatan rumah setahun", law_value(home_care_of(cost)));
    law.know("Biaya diagnosis penyakit kerja", law_value(cost.diagnosis));
}

void know_wage(ClaimQuestions& law, const ClaimFacts& facts, const JkkFacts& of) {
    if (of.wage) return law.know("Upah dasar", of.wage);
    if (facts.segment == Segment::bpu) {
        if (!of.income) return;
        law.know("Penghasilan", of.income);
        return law.know("Upah dasar", law.ask("Dasar upah BPU").value);
    }
    law.know("Upah dasar", wage_before(of.wages, of.accident.day));
}

void ask_reports(ClaimQuestions& law, const JkkFacts& of) {
    const auto timely = [&](const std::optional<Moment>& from,
                            const std::optional<Moment>& report) -> std::optional<bool> {
        if (!from || !report) return std::nullopt;
        const Facts hours{{"Jam sampai laporan", law_value(hours_between(*from, *report))}};
        return truth_of(law.ask_with("Laporan kecelakaan tepat waktu", hours, Need::should).value);
    };
    law.out().deadlines.first_report_timely = timely(of.accident, of.reported_first);
    law.out().deadlines.second_report_timely = timely(of.concluded, of.reported_second);
}

void ask_right(ClaimQuestions& law) {
    const LawAnswer& right = law.ask("Hak JKK");
    const std::string_view word = word_of(right.value);
    if (word == "tidak ada kepesertaan") refuse(law, RefusalReason::no_cover, right);
    if (word == "sebab tidak dijamin") refuse(law, RefusalReason::cause_excluded, right);
}

void add_part(ClaimQuestions& law, const JkkFacts& of, const Part& part) {
    if (part.to == To::nobody) return law.out().services.emplace_back(part.word), void();
    if (part.spent != nullptr && part.spent(of) == Money()) return;
    const LawAnswer& answer = law.ask(part.decision);
    const PartWords words{part.code, part.name};
    const bool died = of.outcome == AccidentOutcome::death;
    if (part.to == To::funeral) return add_funeral(law, words, answer);
    if (part.to == To::heirs && died) return add_grant(law, words, answer);
    PayeeRole payee = PayeeRole::member;
    if (part.to == To::whoever_paid) payee = role_of(of.cost.advanced_by);
    if (part.to == To::wage_payer && of.wage_went_on) payee = PayeeRole::employer;
    add_component(law, words, payee, answer);
}

void add_parts(ClaimQuestions& law, const ClaimFacts& facts, const JkkFacts& of) {
    const LawAnswer& words = law.ask("Komponen manfaat JKK");
    if (words.value.kind() != rules::Kind::list) return;
    for (const rules::Value& word : words.value.list()) {
        const auto at = std::find_if(parts.begin(), parts.end(),
                                     [&](const Part& part) { return part.word == word_of(word); });
        if (at != parts.end()) add_part(law, of, *at);
        if (word_of(word) == "beasiswa anak")
            add_scholarships(law, facts, "Beasiswa JKK",
                             children_at_school(law, facts, of.accident.day));
    }
}

void ask_all_papers(ClaimQuestions& law, const ClaimFacts& facts, const JkkFacts& of) {
    const Assessment& out = law.out();
    const auto has = [&](std::string_view code) {
        return std::any_of(out.components.begin(), out.components.end(),
                           [&](const Component& part) { return part.code == code; });
    };
    std::vector<std::string_view> kinds{"JKK perawatan"};
    if (facts.segment == Segment::pmi) kinds = {"JKK PMI"};
    if (has("stmb") || has("pengangkutan")) kinds.push_back("JKK STMB dan angkutan");
    if (of.outcome == AccidentOutcome::death) kinds.push_back("JKK kematian");
    if (!out.obligations.empty()) kinds.push_back("beasiswa");
    PaperFacts papers;
    papers.in_traffic = of.in_traffic;
    papers.outside_hours = of.outside_hours;
    ask_papers(law, facts, kinds, papers);
}

/// A migrant worker has fixed sums by phase and event, not a share of a wage.
void add_migrant(ClaimQuestions& law, const JkkFacts& of) {
    if (of.migrant) {
        law.know("Tahap PMI", law_value(std::string_view(of.migrant->phase)));
        law.know("Peristiwa PMI", law_value(std::string_view(of.migrant->event)));
        if (!of.migrant->cause_of_failure.empty())
            law.know("Sebab gagal berangkat",
                     law_value(std::string_view(of.migrant->cause_of_failure)));
    }
    const LawAnswer& sum = law.ask("Manfaat JKK PMI");
    if (money_of(sum.value) == Money()) return refuse(law, RefusalReason::cause_excluded, sum);
    const PartWords words{"manfaat_pmi", "Manfaat JKK PMI"};
    if (of.outcome == AccidentOutcome::death) return add_grant(law, words, sum);
    add_component(law, words, PayeeRole::member, sum);
}

}  // namespace

void assess_jkk(ClaimQuestions& law, const ClaimFacts& facts, const JkkFacts& of) {
    const CoverMonths months = count_months(facts.cover, bit_jkk, of.accident.day);
    know_accident(law, of, months);
    know_costs(law, of.cost);
    law.know("Hari STMB", law_value(days_unable(of.unable, facts.claimed)));
    if (!of.disabilities.empty()) law.know("Daftar cacat", disabilities_of(of));
    law.know("Kidal", law_value(of.left_handed));
    // Under treatment nothing is known but what it cost so far: as if nothing remained of it.
    law.out().interim = !of.outcome;
    law.know("Akibat kecelakaan",
             law_value(name_of(of.outcome.value_or(AccidentOutcome::recovered))));
    ask_reports(law, of);
    ask_expiry(law, "Batas klaim JKK", "Klaim JKK tepat waktu");
    ask_right(law);
    if (refused(law)) return;
    if (of.outcome == AccidentOutcome::death)
        law.out().heirs = heirs_of(law, facts, of.died.value_or(of.accident).day);
    ask_first_payer(law, facts, months);
    if (facts.segment == Segment::pmi) {
        add_migrant(law, of);
    } else {
        know_wage(law, facts, of);
        add_parts(law, facts, of);
    }
    ask_all_papers(law, facts, of);
}

}  // namespace payung
