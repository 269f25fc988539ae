/// Cash after a lay-off (JKP).

#include <algorithm>
#include <array>

#include "claims/assess_parts.h"

namespace payung {
namespace {

/// Rows of `Berhak JKP` that leave nothing.
constexpr std::array<std::optional<RefusalReason>, 7> reasons{
    RefusalReason::not_enrolled_in_programme,
    RefusalReason::not_enrolled_in_programme,
    RefusalReason::cause_excluded,
    RefusalReason::contribution,
    RefusalReason::claims_before,
    RefusalReason::expired,
    RefusalReason::works_again};
constexpr int months_in_window = 24;

void know(ClaimQuestions& law, const ClaimFacts& facts, const JkpFacts& of) {
    const CoverMonths months = count_months(facts.cover, bit_jkp, of.laid_off);
    law.know("Tanggal PHK", law_value(of.laid_off));
    law.know("Tanggal klaim", law_value(facts.claimed));
    law.know("Sebab PHK", law_value(name_of(of.cause)));
    law.know("Bulan iur JKP dalam 24 bulan",
             law_value(of.months_paid_in_24.value_or(months.contributed_24)));
    law.know("Bulan iur JKP berturut", law_value(of.months_paid_in_row.value_or(
                                           std::min(months.paid_right_before, months_in_window))));
    law.know("Klaim JKP sebelumnya", law_value(of.claims_before));
    law.know("Bulan sejak klaim JKP", law_value(of.months_since_claim));
    law.know("Bekerja kembali", law_value(of.works_again));
    law.know("Kewarganegaraan", law_value(std::string_view(of.citizen ? "WNI" : "WNA")));
    law.know("Usia saat mendaftar", of.age_when_enrolled);
    law.know("Bulan tunggakan JKP", law_value(of.months_in_arrears));
    law.know("Pemberi kerja pailit atau tutup", law_value(of.employer_bankrupt));
    const auto wage = of.wage ? of.wage : wage_before(of.wages, of.laid_off);
    law.know("Upah dasar", wage);
}

std::int64_t months_of_benefit(ClaimQuestions& law) {
    const LawAnswer& first = law.ask("Bulan tahap satu JKP");
    const LawAnswer& second = law.ask("Bulan tahap dua JKP");
    return whole_of(first.value).value_or(0) + whole_of(second.value).value_or(0);
}

Obligation cash_months(ClaimQuestions& law, const ClaimFacts& facts) {
    Obligation cash;
    cash.kind = ObligationKind::job_loss;
    cash.key = "uang_tunai_jkp";
    const Day first = facts.complete.value_or(facts.claimed);
    const std::int64_t months = months_of_benefit(law);
    for (std::int64_t month = 1; month <= months; ++month) {
        const LawAnswer sum =
            law.ask_with("Uang tunai JKP sebulan", {{"Bulan manfaat JKP", law_value(month)}});
        cash.instalments.push_back({months_after(first, static_cast<int>(month) - 1),
                                    money_of(sum.value).value_or(Money()),
                                    "bulan " + std::to_string(month), true});
    }
    return cash;
}

}  // namespace

void assess_jkp(ClaimQuestions& law, const ClaimFacts& facts, const JkpFacts& of) {
    know(law, facts, of);
    const LawAnswer& right = law.ask("Berhak JKP");
    refuse_by_row(law, reasons, right);
    law.out().deadlines.claim_until = day_of(law.ask("Batas klaim JKP", Need::should).value);
    if (refused(law) || !right.known()) return;
    const Component* cash =
        add_component(law, {"uang_tunai_jkp", "Uang tunai JKP"}, PayeeRole::member,
                      law.ask("Manfaat JKP"), Component::Nature::scheduled);
    if (cash != nullptr) law.out().obligations.push_back(cash_months(law, facts));
    law.out().first_payer = word_of(law.ask("Pembayar pertama JKP", Need::should).value);
    const std::array<std::string_view, 1> kinds{"JKP"};
    ask_papers(law, facts, kinds, {});
}

}  // namespace payung
