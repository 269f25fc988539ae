#include "claims/heirs.h"

#include <gtest/gtest.h>

#include <numeric>

#include "base/random.h"
#include "claims/claims_for_tests.h"
#include "claims/errors.h"

namespace payung {
namespace {

JkmFacts death() {
    JkmFacts of;
    of.died = on("2025-08-10");
    return of;
}
ClaimFacts death_with(std::vector<FamilyMember> family, std::optional<Will> will = {}) {
    ClaimFacts facts = claim_of(death(), death().died, Segment::bpu);
    facts.family = std::move(family);
    facts.will = std::move(will);
    return facts;
}
HeirPlan plan_of(const ClaimFacts& facts) {
    return claim_law_for_tests().assess(facts).heirs.value();
}
std::string receivers(const HeirPlan& plan) {
    std::string out;
    for (const Heir& heir : plan.heirs)
        out += (out.empty() ? "" : " ") + std::to_string(heir.relative);
    return out;
}

FamilyMember dead(FamilyMember member, std::string_view day) {
    member.died = on(day);
    return member;
}

// Goal: the order of Pasal 37 ayat (5): each group only where nobody of an earlier one is alive.
// Who dies on the same day does not inherit.
TEST(Heirs, come_in_the_order_of_the_law) {
    const FamilyMember wife = relative_of(1, Kinship::spouse);
    const FamilyMember son = relative_of(2, Kinship::child), girl = relative_of(3, Kinship::child);
    const FamilyMember father = relative_of(4, Kinship::parent);
    const FamilyMember mother = relative_of(5, Kinship::parent);
    const FamilyMember granny = relative_of(6, Kinship::grandparent);
    const FamilyMember grandson = relative_of(7, Kinship::grandchild);
    const FamilyMember brother = relative_of(8, Kinship::sibling);
    const FamilyMember in_law = relative_of(9, Kinship::parent_in_law);
    const FamilyMember neighbour = relative_of(10, Kinship::other);
    struct Case {
        std::string_view why;
        std::vector<FamilyMember> family;
        std::string_view group, heirs;
    };
    const std::vector<Case> cases{
        {"wife and children: the wife", {wife, son, girl, father}, "janda, duda, atau anak", "1"},
        {"two wives share",
         {wife, relative_of(11, Kinship::spouse), son},
         "janda, duda, atau anak",
         "1 11"},
        {"no wife: children share", {son, girl, father}, "janda, duda, atau anak", "2 3"},
        {"wife died the same day", {dead(wife, "2025-08-10"), son}, "janda, duda, atau anak", "2"},
        {"wife died a day later", {dead(wife, "2025-08-11"), son}, "janda, duda, atau anak", "1"},
        {"parents before grandparents",
         {granny, father, mother, brother},
         "keluarga sedarah garis lurus",
         "4 5"},
        {"second degree, up and down",
         {granny, grandson, brother},
         "keluarga sedarah garis lurus",
         "6 7"},
        {"siblings", {brother, in_law}, "saudara kandung", "8"},
        {"parents-in-law", {in_law, neighbour}, "mertua", "9"},
        {"a neighbour is nobody", {neighbour}, "tidak ada", ""},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const HeirPlan plan = plan_of(death_with(c.family));
        EXPECT_EQ(plan.group, c.group);
        EXPECT_EQ(receivers(plan), c.heirs);
        EXPECT_EQ(plan.grant_to_fund, c.heirs.empty());
        EXPECT_NE(plan.cite.find("Permenaker 44/2015 Pasal 19"), std::string::npos);
    }
}

// Goal: a will counts where no relative of the order is alive, and only by notarial deed.
TEST(Heirs, of_a_will) {
    const FamilyMember kin = relative_of(20, Kinship::named_in_will);
    const HeirPlan by_deed = plan_of(death_with({kin}, Will{true, {20}}));
    EXPECT_EQ(by_deed.group, "penerima wasiat");
    EXPECT_EQ(by_deed.basis, "wasiat");
    EXPECT_EQ(receivers(by_deed), "20");
    const ClaimFacts private_will = death_with({kin}, Will{false, {20}});
    const HeirPlan none = plan_of(private_will);
    EXPECT_EQ(none.group, "tidak ada");
    EXPECT_EQ(none.basis, "penetapan pengadilan");
    const auto refused = check_heir(none, private_will.family, 20);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), claim_error::will_without_deed);
    const HeirPlan brother =
        plan_of(death_with({relative_of(8, Kinship::sibling), kin}, Will{true, {20}}));
    EXPECT_EQ(receivers(brother), "8");
    EXPECT_EQ(brother.basis, "urutan undang-undang");
}

// Goal: without heirs the funeral is paid to whoever arranged it and the grants stay in the fund;
// JHT goes to the estate chamber.
TEST(Heirs, nobody) {
    const Assessment found = claim_law_for_tests().assess(death_with({}));
    EXPECT_EQ(found.total, rp(10'000'000));
    EXPECT_EQ(part_of(found, "biaya_pemakaman")->payee, PayeeRole::funeral_arranger);
    EXPECT_EQ(part_of(found, "santunan_sekaligus")->nature, Component::Nature::kept);
    EXPECT_EQ(part_of(found, "santunan_sekaligus")->payee, PayeeRole::fund);
    JhtFacts of;
    of.cause = JhtCause::death;
    of.died = on("2025-08-10");
    of.balance = Money::from_sen(2'100'000'055);
    of.works_again = false;
    ClaimFacts savings = claim_of(of, *of.died);
    savings.birth = on("1980-01-01");
    const Assessment balance = claim_law_for_tests().assess(savings);
    EXPECT_EQ(missing_of(balance), "");
    EXPECT_EQ(part_of(balance, "saldo_jht")->payee, PayeeRole::estate_chamber);
    EXPECT_EQ(balance.total, of.balance);
}

// Goal: as long as papers do not show that there is nobody else, nothing is decided on "nobody".
TEST(Heirs, are_missing_while_the_family_is_not_known) {
    ClaimFacts facts = death_with({});
    facts.family_complete = false;
    const Assessment found = claim_law_for_tests().assess(facts);
    EXPECT_EQ(missing_of(found), "Ahli waris");
    EXPECT_FALSE(found.decided());
}

// Goal: whoever is nobody in the order is told so, and what would help.
TEST(Heirs, refuse_who_is_nobody) {
    const ClaimFacts facts =
        death_with({relative_of(1, Kinship::spouse), relative_of(8, Kinship::sibling)});
    const HeirPlan plan = plan_of(facts);
    EXPECT_TRUE(check_heir(plan, facts.family, 1));
    const auto brother = check_heir(plan, facts.family, 8);
    ASSERT_FALSE(brother);
    EXPECT_EQ(brother.error().code(), claim_error::heir_not_in_order);
    EXPECT_NE(describe(brother.error(), Language::id).find("saudara kandung"), std::string::npos);
    const auto stranger = check_heir(plan, facts.family, 99);
    ASSERT_FALSE(stranger);
    EXPECT_EQ(stranger.error().code(), claim_error::heir_unknown);
}

// Goal: parts add up to the whole, differ by a rupiah at most, larger ones first.
TEST(Heirs, share_without_loss) {
    Random random(20261121);
    for (int round = 0; round < 500; ++round) {
        HeirPlan plan;
        const std::uint32_t heirs = 1 + random.below(9);
        for (std::uint32_t i = 1; i <= heirs; ++i) plan.heirs.push_back({i, Kinship::child});
        const Money amount = rp(random.below(90'000'000));
        const auto shares = shares_of(amount, plan);
        Money sum;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            sum += shares[i].amount;
            EXPECT_LE(shares.front().amount - shares[i].amount, rp(1));
            EXPECT_GE(shares[i == 0 ? 0 : i - 1].amount, shares[i].amount);
        }
        EXPECT_EQ(sum, amount);
    }
    HeirPlan two;
    two.heirs = {{1, Kinship::child}, {2, Kinship::child}};
    EXPECT_EQ(shares_of(Money::from_sen(10'055), two),
              (std::vector<HeirShare>{{1, Money::from_sen(5'055)}, {2, rp(50)}}));
}

}  // namespace
}  // namespace payung
