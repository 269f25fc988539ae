/// Old-age savings (JHT): the whole balance, or a part of it while still a member.

#include <array>

#include "claims/assess_parts.h"

namespace payung {
namespace {

using Reason = std::optional<RefusalReason>;
/// Rows of `Hak JHT sekaligus` and of `Rasio JHT sebagian`.
constexpr std::array<Reason, 9> whole_reasons{Reason{},
                                              RefusalReason::age,
                                              Reason{},
                                              RefusalReason::waiting_time,
                                              RefusalReason::works_again,
                                              Reason{},
                                              Reason{},
                                              RefusalReason::waiting_time,
                                              RefusalReason::works_again};
constexpr std::array<Reason, 3> part_reasons{RefusalReason::no_cover, RefusalReason::contribution,
                                             RefusalReason::already_taken};

void know(ClaimQuestions& law, const ClaimFacts& facts, const JhtFacts& of) {
    law.know("Saldo JHT", law_value(of.balance));
    law.know("Tanggal klaim", law_value(facts.claimed));
    if (facts.birth) law.know("Usia", law_value(age_years(*facts.birth, facts.claimed)));
    law.know("Tanggal berhenti", of.stopped);
    law.know("Bekerja kembali", of.works_again);
    const CoverMonths months = count_months(facts.cover, bit_jht, facts.claimed);
    law.know("Bulan kepesertaan JHT",
             law_value(of.months_of_membership.value_or(months.covered_in_all)));
    law.know("Masih bekerja", law_value(!of.stopped.has_value()));
    law.know("Pernah mengambil JHT sebagian", law_value(of.took_part_before));
    law.know("Bulan sejak JHT sebagian", law_value(of.months_since_part));
}

PayeeRole payee_of(const ClaimQuestions& law) {
    const auto& heirs = law.out().heirs;
    if (!heirs) return PayeeRole::member;
    return heirs->to_estate_chamber ? PayeeRole::estate_chamber : PayeeRole::heirs;
}

void add_whole(ClaimQuestions& law, const JhtFacts& of) {
    law.know("Sebab pembayaran JHT", law_value(name_of(of.cause)));
    const LawAnswer& right = law.ask("Hak JHT sekaligus");
    refuse_by_row(law, whole_reasons, right);
    if (of.stopped)
        law.out().deadlines.earliest =
            day_of(law.ask("Tanggal bayar JHT paling awal", Need::may_lack).value);
    if (refused(law) || !right.known()) return;
    if (of.cause == JhtCause::death && !of.died)
        law.missing_fact("Tanggal meninggal", "Ahli waris JHT");
    add_component(law, {"saldo_jht", "Saldo JHT"}, payee_of(law),
                  law.ask("Pembayaran JHT sekaligus"));
    add_component(law, {"pajak_jht", "Pajak JHT"}, PayeeRole::treasury, law.ask("Pajak JHT"),
                  Component::Nature::withheld);
}

void add_part(ClaimQuestions& law, const JhtFacts& of) {
    if (!of.partial_for.empty())
        law.know("Keperluan JHT sebagian", law_value(std::string_view(of.partial_for)));
    const LawAnswer& ratio = law.ask("Rasio JHT sebagian");
    refuse_by_row(law, part_reasons, ratio);
    if (refused(law) || !ratio.known()) return;
    add_component(law, {"jht_sebagian", "JHT sebagian"}, PayeeRole::member,
                  law.ask("Pembayaran JHT sebagian"));
    // Legislation says what is withheld from the whole balance only.
    law.missing(
        {MissingForClaim::Kind::law, "Pajak JHT sebagian", "Pembayaran JHT sebagian", false});
}

}  // namespace

void assess_jht(ClaimQuestions& law, const ClaimFacts& facts, const JhtFacts& of) {
    know(law, facts, of);
    const bool part = of.cause == JhtCause::partial;
    if (of.cause == JhtCause::death && of.died) law.out().heirs = heirs_of(law, facts, *of.died);
    if (part)
        add_part(law, of);
    else
        add_whole(law, of);
    if (refused(law)) return;
    const std::array<std::string_view, 1> kinds{part ? "JHT sebagian" : "JHT"};
    PaperFacts papers;
    papers.jht_balance = of.balance;
    if (!part) papers.jht_cause = name_of(of.cause);
    ask_papers(law, facts, kinds, papers);
}

}  // namespace payung
