#include "claims/assess_parts.h"

#include <algorithm>

namespace payung {
namespace {

void sum_up(Assessment& out, const Component& part) {
    switch (part.nature) {
        case Component::Nature::due:
            out.total += part.amount;
            break;
        case Component::Nature::withheld:
            out.total_withheld += part.amount;
            break;
        case Component::Nature::scheduled:
            out.total_scheduled += part.amount;
            break;
        case Component::Nature::periodic:
        case Component::Nature::kept:
            break;
    }
}

}  // namespace

Component* add_component(ClaimQuestions& law, PartWords words, PayeeRole payee,
                         const LawAnswer& answer, Component::Nature nature) {
    const auto amount = money_of(answer.value);
    if (!amount || *amount == Money()) return nullptr;
    Component part;
    part.code = words.code;
    part.name = words.name;
    part.nature = nature;
    part.payee = payee;
    part.amount = *amount;
    part.decision = answer.decision;
    part.question = answer.question;
    part.rows = answer.rows;
    part.cite = answer.cite;
    part.confirmed = answer.confirmed;
    sum_up(law.out(), part);
    return &law.out().components.emplace_back(std::move(part));
}

void add_grant(ClaimQuestions& law, PartWords words, const LawAnswer& answer) {
    const auto& heirs = law.out().heirs;
    const bool kept = heirs && heirs->grant_to_fund;
    add_component(law, words, kept ? PayeeRole::fund : PayeeRole::heirs, answer,
                  kept ? Component::Nature::kept : Component::Nature::due);
}

void add_funeral(ClaimQuestions& law, PartWords words, const LawAnswer& answer) {
    const auto& heirs = law.out().heirs;
    const bool arranger = heirs && heirs->funeral_to_arranger;
    add_component(law, words, arranger ? PayeeRole::funeral_arranger : PayeeRole::heirs, answer);
}

void refuse(ClaimQuestions& law, RefusalReason reason, const LawAnswer& answer, bool whole) {
    law.out().refusals.push_back({reason, whole, answer.decision, answer.cite, answer.confirmed});
}

void refuse_by_row(ClaimQuestions& law, std::span<const std::optional<RefusalReason>> reasons,
                   const LawAnswer& answer, bool whole) {
    const auto row = static_cast<std::size_t>(answer.row);
    if (row == 0 || row > reasons.size()) return;
    if (const auto reason = reasons[row - 1]) refuse(law, *reason, answer, whole);
}

bool refused(const ClaimQuestions& law) {
    const auto& refusals = law.out().refusals;
    return std::any_of(refusals.begin(), refusals.end(),
                       [](const ClaimRefusal& refusal) { return refusal.whole; });
}

void ask_papers(ClaimQuestions& law, const ClaimFacts& facts,
                std::span<const std::string_view> kinds, const PaperFacts& papers) {
    law.know("Ada wasiat", law_value(facts.will.has_value()));
    law.know("Kecelakaan lalu lintas", law_value(papers.in_traffic));
    law.know("Di luar jam atau tempat kerja", law_value(papers.outside_hours));
    law.know("Meninggal saat cuti", law_value(papers.on_leave));
    Facts more{{"Sebab pembayaran JHT", law_value(papers.jht_cause)},
               {"Saldo JHT", law_value(papers.jht_balance)}};
    for (const std::string_view kind : kinds) {
        more.insert_or_assign("Jenis klaim", law_value(kind));
        const LawAnswer papers_of = law.ask_with("Dokumen klaim", more, Need::should);
        if (papers_of.value.kind() != rules::Kind::list) continue;
        for (const rules::Value& paper : papers_of.value.list()) {
            const std::string name(word_of(paper));
            const bool there = std::find(facts.documents.begin(), facts.documents.end(), name) !=
                               facts.documents.end();
            if (!there)
                law.missing({MissingForClaim::Kind::document, name, papers_of.decision, false});
        }
    }
}

void ask_expiry(ClaimQuestions& law, std::string_view limit, std::string_view timely) {
    law.out().deadlines.claim_until = day_of(law.ask(limit).value);
    const LawAnswer& in_time = law.ask(timely);
    if (truth_of(in_time.value) == false) refuse(law, RefusalReason::expired, in_time);
}

void ask_pay_until(ClaimQuestions& law, const ClaimFacts& facts) {
    ClaimDeadlines& deadlines = law.out().deadlines;
    law.know("Program manfaat", law_value(name_of(facts.kind())));
    const LawAnswer& days = law.ask("Hari kerja pembayaran manfaat", Need::should);
    if (const auto whole = whole_of(days.value)) deadlines.working_days = static_cast<int>(*whole);
    if (!facts.complete || !days.known()) return;
    law.know("Tanggal syarat lengkap", facts.complete);
    deadlines.pay_until = day_of(law.ask("Batas pembayaran manfaat", Need::should).value);
    if (!facts.paid) return;
    law.know("Tanggal pembayaran manfaat", facts.paid);
    law.know("Nominal manfaat", law_value(law.out().total));
    const LawAnswer& charge = law.ask("Ganti rugi keterlambatan manfaat", Need::should);
    deadlines.late_charge = money_of(charge.value);
}

void ask_first_payer(ClaimQuestions& law, const ClaimFacts& facts, const CoverMonths& months) {
    if (facts.segment != Segment::pu) return;
    law.know("Bulan tunggakan pemberi kerja", law_value(months.in_arrears));
    law.out().first_payer = word_of(law.ask("Pembayar pertama JKK dan JKM", Need::should).value);
}

Day months_after(Day day, int months) {
    const auto ymd = day.ymd();
    const Month month = month_of(day) + months;
    const auto last = std::chrono::year_month_day_last{
        std::chrono::year{month.year()},
        std::chrono::month_day_last{std::chrono::month{month.month()}}};
    const unsigned on =
        std::min(static_cast<unsigned>(ymd.day()), static_cast<unsigned>(last.day()));
    return *Day::from_ymd(month.year(), month.month(), on);
}

}  // namespace payung
