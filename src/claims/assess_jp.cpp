/// Pension (JP): of the member, the disabled, the widow or widower, children, a parent; else a lump
/// sum.

#include <algorithm>
#include <array>

#include "claims/assess_parts.h"
#include "claims/pension.h"

namespace payung {
namespace {

constexpr std::int64_t millionths = 1'000'000;

std::vector<const FamilyMember*> alive(const ClaimFacts& facts, Kinship kinship, Day on) {
    std::vector<const FamilyMember*> out;
    for (const FamilyMember& member : facts.family)
        if (member.kinship == kinship && (!member.died || *member.died > on))
            out.push_back(&member);
    return out;
}

/// Children whom `Hak anak JP` gives a pension, oldest first.
std::vector<const FamilyMember*> entitled_children(ClaimQuestions& law, const ClaimFacts& facts,
                                                   Day on) {
    std::vector<const FamilyMember*> out;
    for (const FamilyMember* child : alive(facts, Kinship::child, on)) {
        Facts more{{"Anak bekerja", law_value(child->work != ChildWork::none)},
                   {"Anak menikah", law_value(child->married)}};
        if (child->birth) more.emplace("Usia anak", law_value(age_years(*child->birth, on)));
        if (truth_of(law.ask_with("Hak anak JP", more).value) == true) out.push_back(child);
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto* a, const auto* b) { return a->birth < b->birth; });
    return out;
}

rules::Value wage_history(const std::vector<WageYear>& years) {
    rules::List list;
    for (const WageYear& year : years) {
        rules::Context row;
        row.set("Upah", law_value(year.wages));
        row.set("Indeks", rules::Value(rules::Decimal::from_scaled(year.index_millionths, 6)));
        row.set("Bulan", law_value(year.months));
        list.emplace_back(std::move(row));
    }
    return rules::Value(std::move(list));
}

void know_contributions(ClaimQuestions& law, const ClaimFacts& facts, const JpFacts& of) {
    const CoverMonths months = count_months(facts.cover, bit_jp, of.happened);
    const int paid = of.months_contributed.value_or(months.contributed);
    const int member = of.months_of_membership.value_or(months.covered_in_all);
    std::optional<std::int64_t> density = of.density_millionths;
    if (!density && member > 0) density = std::min(millionths, paid * millionths / member);
    law.know("Masa iur JP", law_value(paid));
    law.know("Bulan kepesertaan JP", law_value(member));
    if (density)
        law.know("Densitas iuran JP", rules::Value(rules::Decimal::from_scaled(*density, 6)));
    law.know("Iuran JP terkumpul", law_value(of.contributions));
    law.know("Hasil pengembangan JP", law_value(of.return_on_them));
}

void know_wages(ClaimQuestions& law, const JpFacts& of) {
    if (of.weighted_wage_yearly)
        return law.know("Upah setahun tertimbang", of.weighted_wage_yearly);
    if (of.wages.empty()) return;
    law.know("Riwayat upah JP", wage_history(of.wages));
    law.know("Upah setahun tertimbang", law.ask("Upah setahun tertimbang menurut riwayat").value);
}

struct Survivors {
    std::vector<const FamilyMember*> spouses, children, parents;
};

Survivors know_family(ClaimQuestions& law, const ClaimFacts& facts, const JpFacts& of) {
    Survivors out;
    if (of.cause == JpCause::death) {
        out.spouses = alive(facts, Kinship::spouse, of.happened);
        out.children = entitled_children(law, facts, of.happened);
        out.parents = alive(facts, Kinship::parent, of.happened);
    }
    const bool remarried = std::any_of(out.spouses.begin(), out.spouses.end(),
                                       [](const auto* spouse) { return spouse->married; });
    law.know("Ada pasangan terdaftar", law_value(!out.spouses.empty()));
    law.know("Pasangan kawin lagi", law_value(remarried));
    law.know("Anak berhak JP", law_value(static_cast<std::int64_t>(out.children.size())));
    law.know("Ada orang tua", law_value(!out.parents.empty()));
    return out;
}

/// From which day: pension age or stopping work, or the day of what happened. Refuses before it.
std::optional<Day> start_of(ClaimQuestions& law, const ClaimFacts& facts, const JpFacts& of) {
    if (of.cause != JpCause::pension_age) return of.happened;
    law.know("Tanggal lahir", facts.birth);
    law.know("Tanggal berhenti", of.stopped);
    law.know("Pilihan mulai JP",
             law_value(std::string_view(of.begins_at_stop ? "berhenti bekerja" : "usia pensiun")));
    const LawAnswer& start = law.ask("Tanggal mulai manfaat JP");
    const auto day = day_of(start.value);
    law.out().deadlines.earliest = day;
    if (day && facts.claimed < *day) refuse(law, RefusalReason::age, start);
    return day;
}

struct Receiver {
    PayeeRole role = PayeeRole::member;
    std::vector<const FamilyMember*> persons;  // none: the member
};

constexpr std::size_t one_spouse_or_parent = 1;

Receiver receiver_of(std::string_view word, const Survivors& family, std::size_t children_most) {
    const auto first = [](const std::vector<const FamilyMember*>& all, std::size_t most) {
        return std::vector(all.begin(),
                           all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size())));
    };
    if (word == "janda atau duda")
        return {PayeeRole::spouse, first(family.spouses, one_spouse_or_parent)};
    if (word == "anak") return {PayeeRole::child, first(family.children, children_most)};
    if (word == "orang tua")
        return {PayeeRole::parent, first(family.parents, one_spouse_or_parent)};
    return {};
}

/// The monthly sum, and who gets it; two children have equal parts of it.
void add_pension(ClaimQuestions& law, const ClaimFacts& facts, const Receiver& to, Day start) {
    const LawAnswer& monthly = law.ask("Manfaat pensiun bulanan");
    Component* part = add_component(law, {"pensiun_bulanan", "Manfaat pensiun"}, to.role, monthly,
                                    Component::Nature::periodic);
    if (part == nullptr) return;
    if (to.persons.size() == 1) part->relative = to.persons.front()->relative;
    const auto instalments = pension_months(law, start, part->amount, facts.claimed);
    const std::size_t shares = std::max<std::size_t>(1, to.persons.size());
    for (std::size_t i = 0; i < shares; ++i) {
        Obligation pension;
        pension.kind = ObligationKind::pension;
        pension.relative = to.persons.empty() ? 0 : to.persons[i]->relative;
        pension.key =
            shares == 1 ? "pensiun_bulanan" : "pensiun_bulanan:" + std::to_string(pension.relative);
        pension.instalments = share_of(instalments, i, shares);
        pension.for_life = true;
        law.out().obligations.push_back(std::move(pension));
    }
}

void add_lump_sum(ClaimQuestions& law, const Receiver& to, std::string_view word) {
    const LawAnswer& sum = law.ask("Pembayaran JP sekaligus");
    if (word == "tidak ada")
        return law.missing(
            {MissingForClaim::Kind::law, "Penerima JP sekaligus", sum.decision, true});
    Component* part = add_component(law, {"jp_sekaligus", "JP sekaligus"}, to.role, sum);
    if (part != nullptr && to.persons.size() == 1) part->relative = to.persons.front()->relative;
}

}  // namespace

void assess_jp(ClaimQuestions& law, const ClaimFacts& facts, const JpFacts& of) {
    law.know("Sebab manfaat JP", law_value(name_of(of.cause)));
    const auto start = start_of(law, facts, of);
    law.know("Tanggal pensiun", start);
    know_contributions(law, facts, of);
    know_wages(law, of);
    if (refused(law) || !start) return;
    const Survivors family = know_family(law, facts, of);
    const LawAnswer& right = law.ask("Hak JP");
    const LawAnswer& whom = law.ask("Penerima manfaat JP");
    const std::string_view word = word_of(whom.value);
    const LawAnswer& most = law.ask("Anak penerima pensiun paling banyak");
    const auto children = static_cast<std::size_t>(whole_of(most.value).value_or(0));
    const Receiver to = receiver_of(word, family, children);
    if (word_of(right.value) == "berkala") {
        if (word == "tidak ada") return refuse(law, RefusalReason::no_receiver, whom);
        add_pension(law, facts, to, *start);
    } else if (word_of(right.value) == "sekaligus") {
        add_lump_sum(law, to, word);
    }
    const std::array<std::string_view, 1> kinds{"JP"};
    ask_papers(law, facts, kinds, {});
}

}  // namespace payung
