/// Death not at work (JKM).

#include <array>

#include "claims/assess_parts.h"

namespace payung {
namespace {

using Reasons = std::array<std::optional<RefusalReason>, 3>;
/// Rows of `Hak JKM` that leave nothing.
constexpr Reasons reasons{RefusalReason::no_cover, RefusalReason::other_fund,
                          RefusalReason::cause_excluded};

void know(ClaimQuestions& law, const ClaimFacts& facts, const JkmFacts& of,
          const CoverMonths& months) {
    law.know("Tanggal meninggal", law_value(of.died));
    law.know("Kepesertaan JKM berlaku", law_value(months.covered));
    law.know("Meninggal akibat kecelakaan kerja", law_value(of.work_accident));
    law.know("Meninggal akibat kejahatan ahli waris", law_value(of.crime_of_heir));
    law.know("Bulan kepesertaan JKM", law_value(of.months_elapsed.value_or(months.elapsed)));
    law.know("Bulan terbayar JKM", law_value(of.months_paid.value_or(months.paid_in_row)));
    law.know("Masa iur JKM", law_value(of.months_contributed.value_or(months.contributed)));
    law.know("Tanggal klaim", law_value(facts.claimed));
}

void add_full(ClaimQuestions& law, const ClaimFacts& facts) {
    const LawAnswer& whole = law.ask("Manfaat JKM");  // null where the law has no amount (PMI)
    if (!whole.known()) return;
    add_grant(law, {"santunan_sekaligus", "Santunan sekaligus"}, law.ask("Santunan sekaligus JKM"));
    add_grant(law, {"santunan_berkala", "Santunan berkala"}, law.ask("Santunan berkala JKM"));
    add_funeral(law, {"biaya_pemakaman", "Biaya pemakaman"}, law.ask("Biaya pemakaman JKM"));
    const Day died = std::get<JkmFacts>(facts.of).died;
    const auto children = children_at_school(law, facts, died);
    if (children.empty()) return;
    if (add_scholarships(law, facts, "Beasiswa JKM", children)) return;
    const LawAnswer& long_enough = law.ask("Masa iur beasiswa JKM terpenuhi");
    if (truth_of(long_enough.value) == false)
        refuse(law, RefusalReason::contribution, long_enough, false);
}

/// How the sum is made up is told differently by different sources; its amount is not.
void add_waiting(ClaimQuestions& law, const LawAnswer& right) {
    refuse(law, RefusalReason::waiting_time, right, false);
    add_funeral(law, {"santunan_masa_tunggu", "Santunan masa tunggu"},
                law.ask("Santunan masa tunggu JKM"));
}

}  // namespace

void assess_jkm(ClaimQuestions& law, const ClaimFacts& facts, const JkmFacts& of) {
    const CoverMonths months = count_months(facts.cover, bit_jkm, of.died);
    know(law, facts, of, months);
    ask_expiry(law, "Batas klaim JKM", "Klaim JKM tepat waktu");
    const LawAnswer& right = law.ask("Hak JKM");
    refuse_by_row(law, reasons, right);
    if (refused(law)) return;
    law.out().heirs = heirs_of(law, facts, of.died);
    ask_first_payer(law, facts, months);
    if (word_of(right.value) == "masa tunggu") add_waiting(law, right);
    if (word_of(right.value) == "penuh") add_full(law, facts);
    std::vector<std::string_view> kinds{"JKM"};
    if (!law.out().obligations.empty()) kinds.push_back("beasiswa");
    PaperFacts papers;
    papers.on_leave = of.on_leave;
    ask_papers(law, facts, kinds, papers);
}

}  // namespace payung
