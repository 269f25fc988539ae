#include "claims/heirs.h"

#include <algorithm>
#include <array>

#include "claims/claim_questions.h"
#include "claims/errors.h"

namespace payung {
namespace {

constexpr std::string_view by_spouse = "sama rata kepada janda atau duda";
constexpr std::string_view by_child = "sama rata kepada anak";
constexpr std::string_view by_degree = "sama rata kepada derajat terdekat";
constexpr std::string_view evenly = "sama rata";
constexpr std::string_view siblings = "saudara kandung";
constexpr std::string_view in_laws = "mertua";
constexpr std::string_view named = "penerima wasiat";
constexpr std::string_view nobody = "tidak ada";
constexpr std::string_view chamber = "Balai Harta Peninggalan";

/// Which order is asked, and who decides on grant and funeral.
struct Names {
    std::string_view order, grant, funeral;
};
Names names_for(ClaimKind kind, Segment segment) {
    const bool migrant = segment == Segment::pmi;
    if (kind == ClaimKind::jkk)
        return {migrant ? "Ahli waris PMI" : "Ahli waris JKK", "Penerima santunan JKK",
                "Penerima biaya pemakaman JKK"};
    if (kind == ClaimKind::jkm)
        return {migrant ? "Ahli waris PMI" : "Ahli waris JKM", "Penerima santunan JKM",
                "Penerima biaya pemakaman JKM"};
    return {"Ahli waris JHT", {}, {}};
}

class Survivors {
public:
    Survivors(const ClaimFacts& facts, Day on) {
        for (const FamilyMember& member : facts.family)
            if (!member.died || *member.died > on) alive_.push_back(&member);
        std::stable_sort(alive_.begin(), alive_.end(),
                         [](const auto* a, const auto* b) { return a->relative < b->relative; });
    }

    bool any(std::span<const Kinship> kinds) const { return !of(kinds).empty(); }
    std::vector<Heir> of(std::span<const Kinship> kinds) const {
        std::vector<Heir> heirs;
        for (const FamilyMember* member : alive_)
            if (std::find(kinds.begin(), kinds.end(), member->kinship) != kinds.end())
                heirs.push_back({member->relative, member->kinship});
        return heirs;
    }

private:
    std::vector<const FamilyMember*> alive_;
};

constexpr std::array spouse_only{Kinship::spouse};
constexpr std::array child_only{Kinship::child};
constexpr std::array first_degree{Kinship::parent};
constexpr std::array second_degree{Kinship::grandparent, Kinship::grandchild};
constexpr std::array blood{Kinship::parent, Kinship::grandparent, Kinship::grandchild};
constexpr std::array sibling_only{Kinship::sibling};
constexpr std::array in_law_only{Kinship::parent_in_law};

void know_family(ClaimQuestions& law, const Survivors& alive, const std::optional<Will>& will) {
    law.know("Ada janda atau duda", law_value(alive.any(spouse_only)));
    law.know("Ada anak", law_value(alive.any(child_only)));
    law.know("Ada keluarga sedarah", law_value(alive.any(blood)));
    law.know("Ada saudara kandung", law_value(alive.any(sibling_only)));
    law.know("Ada mertua", law_value(alive.any(in_law_only)));
    law.know("Ada wasiat", law_value(will.has_value()));
    law.know("Wasiat berakta notaris", law_value(will && will->notarial_deed));
}

std::vector<Heir> named_heirs(const std::optional<Will>& will) {
    std::vector<Heir> heirs;
    if (!will) return heirs;
    for (const std::int64_t who : will->named) heirs.push_back({who, Kinship::named_in_will});
    return heirs;
}

std::vector<Heir> sharers(const HeirPlan& plan, const Survivors& alive,
                          const std::optional<Will>& will) {
    if (plan.way == by_spouse) return alive.of(spouse_only);
    if (plan.way == by_child) return alive.of(child_only);
    if (plan.way == by_degree)
        return alive.any(first_degree) ? alive.of(first_degree) : alive.of(second_degree);
    if (plan.way != evenly) return {};
    if (plan.group == siblings) return alive.of(sibling_only);
    if (plan.group == in_laws) return alive.of(in_law_only);
    return named_heirs(will);
}

void add_cite(HeirPlan& plan, const LawAnswer& answer) {
    plan.confirmed = plan.confirmed && answer.confirmed;
    if (plan.cite.find(answer.cite) != std::string::npos) return;
    if (!plan.cite.empty()) plan.cite += "; ";
    plan.cite += answer.cite;
}

void ask_receivers(ClaimQuestions& law, const Names& names, HeirPlan& plan) {
    if (names.grant.empty()) return;
    const LawAnswer& grant = law.ask(names.grant);
    const LawAnswer& funeral = law.ask(names.funeral);
    plan.grant_to_fund = word_of(grant.value) == "Dana Jaminan Sosial";
    plan.funeral_to_arranger = word_of(funeral.value) == "penyelenggara pemakaman";
    add_cite(plan, grant);
    add_cite(plan, funeral);
}

void ask_basis(ClaimQuestions& law, HeirPlan& plan) {
    const bool in_order = plan.group != named && plan.group != nobody;
    law.know("Ahli waris dalam urutan", law_value(in_order));
    const LawAnswer& basis = law.ask("Sumber hak ahli waris JKM");
    plan.basis = word_of(basis.value);
    add_cite(plan, basis);
}

}  // namespace

HeirPlan heirs_of(ClaimQuestions& law, const ClaimFacts& facts, Day on) {
    const Survivors alive(facts, on);
    const Names names = names_for(facts.kind(), facts.segment);
    know_family(law, alive, facts.will);
    HeirPlan plan;
    const LawAnswer& order = law.ask(names.order);
    plan.group = word_of(order.value);
    add_cite(plan, order);
    plan.to_estate_chamber = plan.group == chamber;
    plan.will_without_deed = facts.will && !facts.will->notarial_deed;
    law.know("Kelompok ahli waris", law_value(plan.group));
    const LawAnswer& way = law.ask("Cara membagi santunan");
    plan.way = word_of(way.value);
    add_cite(plan, way);
    ask_receivers(law, names, plan);
    if (facts.kind() == ClaimKind::jkm) ask_basis(law, plan);
    plan.heirs = sharers(plan, alive, facts.will);
    const bool alone = plan.heirs.empty();
    if (alone && !facts.family_complete) law.missing_fact("Ahli waris", std::string(names.order));
    if (alone && plan.group == named)
        law.missing_fact("Nama dalam wasiat", std::string(names.order));
    return plan;
}

Result<void> check_heir(const HeirPlan& plan, std::span<const FamilyMember> family,
                        std::int64_t relative) {
    for (const Heir& heir : plan.heirs)
        if (heir.relative == relative) return {};
    const auto at = std::find_if(family.begin(), family.end(), [&](const FamilyMember& member) {
        return member.relative == relative;
    });
    const std::string number = std::to_string(relative);
    if (at == family.end()) return Error{claim_error::heir_unknown, {{"heir", number}}};
    if (at->kinship == Kinship::named_in_will && plan.will_without_deed)
        return Error{claim_error::will_without_deed, {{"heir", number}}};
    return Error{claim_error::heir_not_in_order,
                 {{"heir", number},
                  {"kinship", std::string(name_of(at->kinship))},
                  {"group", plan.group + (plan.way.empty() ? "" : " (" + plan.way + ")")}}};
}

std::vector<HeirShare> shares_of(Money amount, const HeirPlan& plan) {
    CHECK(!plan.heirs.empty() && amount >= Money());
    const auto heirs = static_cast<std::int64_t>(plan.heirs.size());
    // Balances of JHT may have sen: they follow the first rupiah.
    const std::int64_t rupiah = amount.sen() / 100, sen = amount.sen() % 100;
    std::vector<HeirShare> shares;
    for (std::int64_t i = 0; i < heirs; ++i) {
        const std::int64_t whole = rupiah / heirs + (i < rupiah % heirs ? 1 : 0);
        const Money part = Money::from_sen(whole * 100 + (i == 0 ? sen : 0));
        shares.push_back({plan.heirs[static_cast<std::size_t>(i)].relative, part});
    }
    return shares;
}

}  // namespace payung
