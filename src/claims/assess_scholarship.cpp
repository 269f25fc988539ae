/// Scholarships of the children of whoever died or was disabled (JKK, JKM).

#include <algorithm>

#include "claims/assess_parts.h"

namespace payung {
namespace {

rules::Value child_fact(std::int64_t number, const FamilyMember& child, int age, bool studies) {
    const SchoolYear school = child.school.value_or(SchoolYear{"SD", 1});
    rules::Context fact;
    fact.set("Nomor", law_value(number));
    fact.set("Usia", law_value(age));
    fact.set("Jenjang", law_value(std::string_view(school.level)));
    fact.set("Tahun", law_value(school.year));
    fact.set("Belajar", law_value(studies));
    fact.set("Menikah", law_value(child.married));
    fact.set("Pekerjaan", law_value(name_of(child.work)));
    fact.set("Bulan", law_value(child.months_as_wage_earner));
    return rules::Value(std::move(fact));
}

std::int64_t number_in(const rules::Value& year) {
    return whole_of(*year.context().find("Nomor")).value_or(0);
}

Instalment instalment_of(const rules::Value& year, Day due) {
    const rules::Context& of = year.context();
    const std::string level(word_of(*of.find("Jenjang")));
    const std::int64_t number = whole_of(*of.find("Tahun")).value_or(0);
    return {due, money_of(*of.find("Beasiswa")).value_or(Money()),
            level + " " + std::to_string(number), true};
}

std::string code_of(const FamilyMember& child) {
    return "beasiswa:" + std::to_string(child.relative);
}

/// The years of the one child `number` of the list, from his first day on.
Obligation obligation_of(const rules::List& years, const ChildAtSchool& at, std::int64_t number) {
    Obligation obligation;
    obligation.kind = ObligationKind::scholarship;
    obligation.relative = at.child->relative;
    obligation.key = code_of(*at.child);
    int later = 0;
    for (const rules::Value& year : years)
        if (number_in(year) == number)
            obligation.instalments.push_back(
                instalment_of(year, months_after(at.from, 12 * later++)));
    return obligation;
}

void add_child(ClaimQuestions& law, const ChildAtSchool& at, const rules::List& years,
               std::int64_t number) {
    Obligation obligation = obligation_of(years, at, number);
    if (obligation.instalments.empty()) return;
    const LawAnswer sum = law.ask_with("Beasiswa seluruh tahun",
                                       {{"Daftar anak", rules::Value(rules::List{at.fact})}});
    Component* part = add_component(law, {code_of(*at.child), "Beasiswa anak"}, PayeeRole::child,
                                    sum, Component::Nature::scheduled);
    if (part == nullptr) return;
    part->relative = at.child->relative;
    law.out().obligations.push_back(std::move(obligation));
}

/// Under the law before PP 82/2019: once, for one child.
void add_once(ClaimQuestions& law, const LawAnswer& total,
              std::span<const ChildAtSchool> children) {
    Component* part =
        add_component(law, {"beasiswa_sekaligus", "Beasiswa sekaligus"}, PayeeRole::child, total);
    const LawAnswer& fit = law.ask("Anak layak beasiswa");
    if (part == nullptr || fit.value.kind() != rules::Kind::list || fit.value.list().empty())
        return;
    const std::int64_t number = number_in(fit.value.list().front());
    part->relative = children[static_cast<std::size_t>(number) - 1].child->relative;
}

}  // namespace

std::vector<ChildAtSchool> children_at_school(ClaimQuestions& law, const ClaimFacts& facts,
                                              Day event) {
    std::vector<const FamilyMember*> children;
    for (const FamilyMember& member : facts.family) {
        if (member.kinship != Kinship::child || (member.died && *member.died <= event)) continue;
        if (member.birth)
            children.push_back(&member);
        else
            law.missing_fact("Tanggal lahir anak " + std::to_string(member.relative),
                             "Jadwal beasiswa");
    }
    std::stable_sort(children.begin(), children.end(),
                     [](const auto* a, const auto* b) { return *a->birth < *b->birth; });
    std::vector<ChildAtSchool> out;
    for (const FamilyMember* child : children) {
        const Day from = std::max(facts.claimed, child->starts_school.value_or(facts.claimed));
        const int age = std::max(0, age_years(*child->birth, from));
        const auto number = static_cast<std::int64_t>(out.size()) + 1;
        out.push_back({child, from, child_fact(number, *child, age, child->school.has_value())});
    }
    return out;
}

bool add_scholarships(ClaimQuestions& law, const ClaimFacts& facts, std::string_view total,
                      std::span<const ChildAtSchool> children) {
    if (children.empty()) return false;
    rules::List list;
    for (const ChildAtSchool& at : children) list.push_back(at.fact);
    law.know("Daftar anak", rules::Value(std::move(list)));
    law.know("Tanggal klaim", law_value(facts.claimed));
    const LawAnswer& sum = law.ask(total);
    if (money_of(sum.value).value_or(Money()) == Money()) return false;
    if (!sum.used_decision("Jadwal beasiswa")) {
        add_once(law, sum, children);
        return true;
    }
    const LawAnswer& years = law.ask("Jadwal beasiswa");
    if (years.value.kind() != rules::Kind::list) return false;
    for (std::size_t i = 0; i < children.size(); ++i)
        add_child(law, children[i], years.value.list(), static_cast<std::int64_t>(i) + 1);
    return true;
}

}  // namespace payung
