#include "office/terms.h"

#include <gtest/gtest.h>

#include "membership/change_errors.h"
#include "membership/errors.h"
#include "office/advances.h"
#include "office/billing_for_tests.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

using namespace change_error;

/// Somebody who pays for himself since March, for JKK and JKM; it is 1 April.
class TermsTest : public BillingOffice {
protected:
    Result<Done> change(Month from, std::optional<std::int64_t> rupiah,
                        std::optional<std::uint8_t> programmes = std::nullopt) {
        TermsChange change{himself_.kpj, from, {}, programmes};
        if (rupiah) change.income = Money::from_rupiah(*rupiah);
        return change_terms(desk(), change);
    }
    std::vector<Spell> spells() { return *spells_of(*read(), himself_.membership); }
    PartyNumber himself() { return spells().front().payer; }
    PartAmounts billed(Month month) {
        const auto months = months_billed(*read(), himself_.membership);
        for (const MonthBilled& one : *months)
            if (one.month == month) return one.amount;
        return {};
    }
    static constexpr std::uint8_t with_savings = bit_jkk | bit_jkm | bit_jht;
};
PAYUNG_EVERY_ENGINE(TermsTest);

// Goal: one spell ends and another begins in the same month; bills before are as they were, bills
// from then on follow what is declared now.
TEST_P(TermsTest, begins_anew_without_a_gap) {
    const Month may = march() + 2;
    ASSERT_TRUE(issue(march()));
    ASSERT_DONE(change(may, 3'000'000, with_savings));
    ASSERT_EQ(spells().size(), 2U);
    EXPECT_EQ(spells()[0].until, may);
    EXPECT_EQ(spells()[1].from, may);
    EXPECT_EQ(spells()[1].until, std::nullopt);
    EXPECT_EQ(spells()[1].income.rupiah(), 3'000'000);
    ASSERT_TRUE(issue(march() + 1));
    clock().set(noon_of(2026, 5, 2));
    ASSERT_TRUE(issue(may));
    EXPECT_EQ(billed(march()), billed(march() + 1));
    EXPECT_EQ(billed(march())[BillPart::jht], Money{});
    EXPECT_GT(billed(may)[BillPart::jht], Money{});
    EXPECT_GT(billed(may)[BillPart::jkk], billed(march())[BillPart::jkk]);
}

// Goal: whoever pays through a group declares for himself; the group's bill follows.
TEST_P(TermsTest, members_of_a_group_declare_too) {
    ASSERT_DONE(register_group(desk(), "WD-17", "Wadah Nelayan"));
    const PartyNumber group = known_party(*read(), PartyKind::group, "WD-17")->party;
    const Enrolled one =
        enrol_for_tests(desk(), new_member_for_tests(11, group, march(), Segment::bpu));
    enrol_for_tests(desk(), new_member_for_tests(12, group, march(), Segment::bpu));
    const Month may = march() + 2;
    ASSERT_DONE(change_terms(desk(), {one.kpj, may, Money::from_rupiah(3'000'000), with_savings}));
    clock().set(noon_of(2026, 5, 2));
    ASSERT_TRUE(issue(may));
    const Bill bill = bills_of(group).at(0);
    EXPECT_EQ(bill.members, 2);
    const auto share = months_billed(*read(), one.membership);
    EXPECT_EQ(bill.amount[BillPart::jht], share->at(0).amount[BillPart::jht]);
    EXPECT_GT(bill.amount[BillPart::jht], Money{});
}

// Goal: the same again changes nothing; what is changed back and forth is done each time.
TEST_P(TermsTest, is_done_once_and_can_be_undone) {
    const Month may = march() + 2;
    ASSERT_DONE(change(may, 3'000'000));
    const std::size_t before = spell_history(*read(), himself_.membership)->size();
    EXPECT_TRUE(change(may, 3'000'000)->again);
    EXPECT_EQ(spell_history(*read(), himself_.membership)->size(), before);
    ASSERT_DONE(change(may, 2'000'000));
    ASSERT_DONE(change(may, 3'000'000));
    ASSERT_EQ(spells().size(), 2U);
    EXPECT_EQ(spells()[1].income.rupiah(), 3'000'000);
}

// Goal: no month that runs or was billed is changed behind its back, and nobody's terms that he
// does not declare himself.
TEST_P(TermsTest, refuses) {
    EXPECT_ERROR(terms_month_past, change(march() + 1, 3'000'000));
    EXPECT_ERROR(terms_income_unusable, change(march() + 2, 0));
    EXPECT_ERROR(membership_error::spell_without_programme,
                 change(march() + 2, {}, std::uint8_t{0}));
    EXPECT_ERROR(membership_error::member_programme_closed,
                 change(march() + 2, {}, std::uint8_t{bit_jkk | bit_jkm | bit_jp}));
    ASSERT_TRUE(issue_advance(desk(), {himself(), march() + 1, 3}));
    EXPECT_ERROR(terms_billed, change(march() + 2, 3'000'000));
    ASSERT_DONE(change(march() + 4, 3'000'000));
    TermsChange other{workers_[0].kpj, march() + 2, Money::from_rupiah(3'000'000), {}};
    EXPECT_ERROR(terms_not_declared, change_terms(desk(), other));
    other.kpj = sponsored_[0].kpj;
    EXPECT_ERROR(terms_of_sponsor, change_terms(desk(), other));
    const NewMember gone = [] {
        NewMember member = new_member_for_tests(9, 0, march(), Segment::bpu);
        member.until = march() + 1;
        return member;
    }();
    other.kpj = enrol_for_tests(desk(), gone).kpj;
    EXPECT_ERROR(terms_nothing_stands, change_terms(desk(), other));
}

// Goal: a membership in its first month may still be put right in it, until it is billed.
TEST_P(TermsTest, the_first_month_may_be_put_right) {
    clock().set(noon_of(2026, 3, 20));
    ASSERT_DONE(change(march(), 3'000'000));
    ASSERT_EQ(spells().size(), 1U);
    EXPECT_EQ(spells()[0].income.rupiah(), 3'000'000);
    ASSERT_TRUE(issue(march()));
    EXPECT_ERROR(terms_billed, change(march(), 2'000'000));
}

}  // namespace
}  // namespace payung
