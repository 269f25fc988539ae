#include "office/claims.h"

#include <gtest/gtest.h>

#include "claims/errors.h"
#include "membership/errors.h"
#include "office/claims_for_tests.h"
#include "storage/relative_store.h"

namespace payung {
namespace {

using ClaimLifeTest = ClaimsTest;

// Goal: a death claim from the report to the money (E6): papers, assessment, a second person, the
// order, the bank. Each command sent twice does nothing the second time.
TEST_P(ClaimLifeTest, a_death_is_reported_decided_and_paid) {
    const Enrolled who = worker(1);
    const std::string claim = report(ClaimKind::jkm, who, day(2026, 1, 10));
    EXPECT_EQ(claim, "K-2026-0000001");
    EXPECT_EQ(report(ClaimKind::jkm, who, day(2026, 1, 10)), claim);
    EXPECT_EQ(stage(claim), "documents_wanted");
    family(claim, 1, Kinship::spouse, day(1992, 3, 1));
    bring_papers(claim);
    EXPECT_EQ(stage(claim), "complete");
    ASSERT_DONE(assess_claim(ani(), claim));
    EXPECT_TRUE(assess_claim(ani(), claim)->again);
    EXPECT_EQ(stage(claim), "assessed");
    EXPECT_EQ(balance(Book::jkm, 2120, claim), rp(-42'000'000));
    EXPECT_TRUE(record(claim).pay_until.has_value());

    EXPECT_ERROR(claim_error::claim_four_eyes, approve_claim(ani(), claim, 1));
    EXPECT_ERROR(claim_error::claim_assessment_old, approve_claim(budi(), claim, 2));
    ASSERT_DONE(approve_claim(budi(), claim, 1));
    EXPECT_TRUE(approve_claim(budi(), claim, 1)->again);
    EXPECT_EQ(balance(Book::jkm, 2120, claim), Money{});
    EXPECT_EQ(balance(Book::jkm, 2110, claim), rp(-42'000'000));

    EXPECT_EQ(order(ClaimKind::jkm), "beneficiary_without_account");
    account(claim, PayeeRole::heirs, 1);
    const std::string number = order(ClaimKind::jkm);
    EXPECT_EQ(number, "B-JKM-2026-000001");
    EXPECT_EQ(order(ClaimKind::jkm), number);
    EXPECT_EQ(order(ClaimKind::jkm, "2"), "payment_nothing_due");
    EXPECT_EQ(stage(claim), "ordered");
    const auto file = payment_file(ani(), number, PaymentFormat::pain_001_001_03);
    ASSERT_DONE(file);
    EXPECT_NE(file->find("<InstdAmt Ccy=\"IDR\">42000000</InstdAmt>"), std::string::npos);
    EXPECT_NE(file->find("<Id>77000001</Id>"), std::string::npos);
    EXPECT_EQ(*file, *payment_file(budi(), number, PaymentFormat::pain_001_001_03));

    ASSERT_DONE(answer(number, "ACCP"));
    EXPECT_EQ(stage(claim), "ordered");
    EXPECT_EQ(balance(Book::jkm, 1120, "BRI"), rp(10'000'000'000));
    ASSERT_DONE(answer(number, "ACSC"));
    EXPECT_EQ(stage(claim), "paid");
    EXPECT_EQ(balance(Book::jkm, 1120, "BRI"), rp(9'958'000'000));
    EXPECT_EQ(balance(Book::jkm, 2110, claim), Money{});
    const auto twice = answer(number, "ACSC");
    ASSERT_DONE(twice);
    EXPECT_EQ(json_word(twice->answer, "unchanged"), "1");
    check_all();
}

// Goal: what is decided is what the pure law says of the same facts, part by part.
TEST_P(ClaimLifeTest, a_decision_is_what_the_law_says) {
    const Enrolled who = worker(1);
    const std::string claim = report(ClaimKind::jkm, who, day(2026, 1, 10), {{"bulan_iur", "40"}});
    family(claim, 1, Kinship::spouse, day(1992, 3, 1));
    family(claim, 2, Kinship::child, day(2018, 5, 1), SchoolYear{"SD", 1});
    bring_papers(claim);
    ASSERT_DONE(assess_claim(ani(), claim));
    const auto law = look_at_claim(ani(), claim);
    ASSERT_DONE(law);
    const std::int64_t row = record(claim).claim;
    const auto kept = look<AssessmentRecord>(
        ani().desk, [&](Transaction& t) { return assessment_of(t, row, 1); });
    ASSERT_DONE(kept);
    EXPECT_EQ(kept->receipt, law->receipt);
    EXPECT_EQ(kept->total, law->total);
    EXPECT_EQ(kept->scheduled, law->total_scheduled);
    ASSERT_EQ(kept->components.size(), law->components.size());
    for (std::size_t i = 0; i < kept->components.size(); ++i) {
        EXPECT_EQ(kept->components[i].code, law->components[i].code);
        EXPECT_EQ(kept->components[i].amount, law->components[i].amount);
        EXPECT_EQ(kept->components[i].nature, law->components[i].nature);
        EXPECT_EQ(kept->components[i].payee, law->components[i].payee);
        EXPECT_EQ(kept->components[i].rows, law->components[i].rows);
        EXPECT_EQ(kept->components[i].cite, law->components[i].cite);
    }
    ASSERT_DONE(approve_claim(budi(), claim, 1));
    Money promised;
    for (const Due& due : dues(claim))
        if (due.obligation != 0) promised += due.amount;
    EXPECT_EQ(promised, law->total_scheduled);
    check_all();
}

// Goal: who may not claim is told why, clearly and before anything is written; who is refused by
// the law is rejected with its article.
TEST_P(ClaimLifeTest, refusals_are_clear) {
    const Enrolled who = worker(1);
    ReportClaim request;
    request.kind = ClaimKind::jkm;
    request.kpj = "TIDAKADA";
    request.event = day(2026, 1, 10);
    EXPECT_ERROR(membership_error::membership_unknown, report_claim(ani(), request));
    request.kpj = who.kpj;
    request.event = day(2023, 12, 31);
    EXPECT_ERROR(claim_error::claim_before_membership, report_claim(ani(), request));
    request.event = day(2026, 2, 1);
    EXPECT_ERROR(claim_error::claim_in_future, report_claim(ani(), request));
    request.event = day(2026, 1, 10);
    request.facts = {{"cuaca", "cerah"}};
    EXPECT_ERROR(claim_error::claim_fact_unknown, report_claim(ani(), request));
    request.facts = {{"saat_cuti", "mungkin"}};
    EXPECT_ERROR(claim_error::claim_fact_unreadable, report_claim(ani(), request));
    EXPECT_ERROR(claim_error::claim_not_found, assess_claim(ani(), "K-2026-0000009"));

    const std::string claim = report(ClaimKind::jkm, who, day(2026, 1, 10));
    EXPECT_ERROR(claim_error::claim_document_unreadable,
                 add_document(ani(), claim, {"akta kematian", "123", day(2026, 1, 12), ""}));
    family(claim, 1, Kinship::spouse, day(1992, 3, 1));
    family(claim, 2, Kinship::sibling, day(1992, 3, 1));
    const BankAccount account{"Siti", "BRINIDJA", "1"};
    EXPECT_ERROR(claim_error::heir_unknown,
                 set_account(ani(), claim, PayeeRole::heirs, 9, account));
    EXPECT_ERROR(claim_error::heir_not_in_order,
                 set_account(ani(), claim, PayeeRole::heirs, 2, account));
    EXPECT_ERROR(claim_error::beneficiary_account_unreadable,
                 set_account(ani(), claim, PayeeRole::heirs, 1, {"Siti", "", ""}));
    EXPECT_ERROR(claim_error::claim_not_expired, expire_claim(ani(), claim));
    check_all();
}

// Goal: a family that papers cannot tell of is refused: born or dead tomorrow, in a school that the
// law does not know, or with a NIK for a name.
TEST_P(ClaimLifeTest, refuses_a_family_that_cannot_be) {
    const std::string claim = report(ClaimKind::jkm, worker(1), day(2026, 1, 10));
    struct Case {
        Code refusal;
        std::string_view name, school;
        Day birth;
    };
    const std::array cases{
        Case{claim_error::claim_in_future, "Ayu", "SD", day(2030, 1, 1)},
        Case{claim_error::school_unknown, "Ayu", "S1", day(2018, 1, 1)},
        Case{membership_error::member_name_numeric, "6371990102900001", "SD", day(2018, 1, 1)},
    };
    for (const Case& c : cases) {
        ClaimRelative child;
        child.name = c.name;
        child.member.relative = 2;
        child.member.kinship = Kinship::child;
        child.member.birth = c.birth;
        child.member.school = SchoolYear{std::string(c.school), 1};
        EXPECT_ERROR(c.refusal, set_relative(ani(), claim, child));
    }
    check_all();
}

// Goal: an event in a month without cover is refused by the law: rejected with its article by a
// second person, appealed, and the appeal decided by a third.
TEST_P(ClaimLifeTest, a_rejection_is_appealed) {
    NewMember member = new_member_for_tests(1, 0, Month::from_ym(2025, 1), Segment::bpu);
    member.until = Month::from_ym(2025, 6);
    member.income = rp(1'000'000);
    const Enrolled who = enrol_for_tests(ani().desk, member);
    const std::string claim = report(ClaimKind::jkm, who, day(2026, 1, 10));
    family(claim, 1, Kinship::spouse, day(1992, 3, 1));
    EXPECT_ERROR(claim_error::claim_not_assessed, approve_claim(budi(), claim, 0));
    ASSERT_DONE(assess_claim(ani(), claim));
    EXPECT_ERROR(claim_error::claim_not_payable, approve_claim(budi(), claim, 1));
    EXPECT_ERROR(claim_error::claim_assessment_old, approve_claim(budi(), claim, 2));
    EXPECT_ERROR(claim_error::claim_four_eyes, reject_claim(ani(), claim, 1, {}));
    ASSERT_DONE(reject_claim(budi(), claim, 1, {}));
    EXPECT_EQ(stage(claim), "rejected");
    const std::int64_t row = record(claim).claim;
    const auto events = look<std::vector<ClaimEvent>>(
        ani().desk, [&](Transaction& t) { return claim_events(t, row); });
    ASSERT_DONE(events);
    EXPECT_FALSE(events->back().reason.empty());
    EXPECT_FALSE(events->back().article.empty());
    EXPECT_ERROR(claim_error::claim_closed, set_claim_facts(ani(), claim, {{"saat_cuti", "ya"}}));

    EXPECT_ERROR(claim_error::claim_needs_reason, appeal_claim(ani(), claim, {}));
    ASSERT_DONE(appeal_claim(ani(), claim, {day(2026, 1, 20), "sudah membayar", ""}));
    EXPECT_ERROR(claim_error::claim_four_eyes,
                 decide_appeal(budi(), claim, false, {"tetap", "Pasal 1"}));
    EXPECT_ERROR(claim_error::claim_needs_reason, decide_appeal(citra(), claim, false, {}));
    ASSERT_DONE(decide_appeal(citra(), claim, false, {"tetap tanpa perlindungan", "Pasal 1"}));
    EXPECT_EQ(stage(claim), "rejected");
    ASSERT_DONE(appeal_claim(ani(), claim, {day(2026, 1, 21), "ada bukti bayar", ""}));
    ASSERT_DONE(decide_appeal(citra(), claim, true, {"bukti diterima", "Pasal 1"}));
    EXPECT_EQ(stage(claim), "complete");
    ASSERT_DONE(assess_claim(ani(), claim));
    EXPECT_EQ(record(claim).version, 2);
    EXPECT_ERROR(claim_error::claim_step_refused,
                 appeal_claim(ani(), claim, {day(2026, 1, 22), "x", ""}));
    check_all();
}

// Goal: what is approved is what was assessed: anything learned in between must be assessed again.
TEST_P(ClaimLifeTest, facts_that_change_are_assessed_again) {
    const Enrolled who = worker(1);
    const std::string claim = report(ClaimKind::jkm, who, day(2026, 1, 10));
    family(claim, 1, Kinship::spouse, day(1992, 3, 1));
    bring_papers(claim);
    ASSERT_DONE(assess_claim(ani(), claim));
    ASSERT_DONE(set_claim_facts(ani(), claim, {{"bulan_iur", "40"}}));
    EXPECT_TRUE(set_claim_facts(ani(), claim, {{"bulan_iur", "40"}})->again);
    EXPECT_ERROR(claim_error::claim_facts_changed, approve_claim(budi(), claim, 1));
    ASSERT_DONE(assess_claim(ani(), claim));
    EXPECT_EQ(record(claim).version, 2);
    ASSERT_DONE(approve_claim(budi(), claim, 2));
    check_all();
}

// Goal: an estimate is reserved at the report, and gives way; a fact of health is kept encrypted.
TEST_P(ClaimLifeTest, reserves_an_estimate_and_hides_health) {
    const Enrolled who = worker(1);
    ReportClaim request;
    request.kind = ClaimKind::jkk;
    request.kpj = who.kpj;
    request.event = day(2026, 1, 10);
    request.estimate = rp(5'000'000);
    request.facts = {{"cacat", "telunjuk_tangan_kanan"}, {"upah", "4000000"}};
    const auto done = report_claim(ani(), request);
    ASSERT_DONE(done);
    const std::string claim = json_word(done->answer, "claim");
    EXPECT_EQ(balance(Book::jkk, 2120, claim), rp(-5'000'000));
    EXPECT_EQ(balance(Book::jkk, 5110, "perkiraan"), rp(5'000'000));
    const std::int64_t row = record(claim).claim;
    const auto plain =
        look<ClaimWords>(ani().desk, [&](Transaction& t) { return claim_facts(t, row); });
    ASSERT_DONE(plain);
    EXPECT_FALSE(plain->contains("cacat"));
    EXPECT_TRUE(plain->contains("upah"));
    const auto health = look<ClaimWords>(ani().desk, [&](Transaction& t) {
        return health_facts(PersonalStore(t, ani().desk.keys), row);
    });
    ASSERT_DONE(health);
    EXPECT_TRUE(health->contains("cacat"));
    check_all();
}

// Goal: a family that was declared before is that of the claim, until papers say otherwise.
TEST_P(ClaimLifeTest, brings_the_family_along) {
    const Enrolled who = worker(1);
    const auto written = database().write([&](Transaction& t) -> Result<void> {
        Relative child;
        child.participant = who.participant;
        child.name = "Ayu";
        child.birth = day(2018, 5, 1);
        child.relation = "anak";
        child.school = "SD";
        TRY(add_relative(t, child, clock().now()));
        return {};
    });
    ASSERT_DONE(written);
    const std::string claim = report(ClaimKind::jkm, who, day(2026, 1, 10));
    const std::int64_t row = record(claim).claim;
    using List = std::vector<ClaimRelative>;
    const auto family_of = [&] {
        return *look<List>(ani().desk, [&](Transaction& t) { return claim_relatives(t, row); });
    };
    ASSERT_EQ(family_of().size(), 1U);
    EXPECT_EQ(family_of()[0].member.kinship, Kinship::child);
    EXPECT_EQ(family_of()[0].member.school, (SchoolYear{"SD", 1}));
    family(claim, 1, Kinship::child, day(2018, 5, 1), SchoolYear{"SD", 2});
    ASSERT_EQ(family_of().size(), 1U);
    EXPECT_EQ(family_of()[0].member.school, (SchoolYear{"SD", 2}));
    check_all();
}

// Goal: whose papers never come within the time of the law has no claim any more, and nothing stays
// reserved for it; he may still appeal.
TEST_P(ClaimLifeTest, a_claim_expires_with_its_time) {
    ReportClaim request;
    request.kind = ClaimKind::jkp;
    request.kpj = worker(1).kpj;
    request.event = day(2026, 1, 10);
    request.estimate = rp(5'000'000);
    request.facts = {{"upah", "4000000"}, {"bulan_iur_24", "24"}, {"bulan_iur_berturut", "24"}};
    const auto done = report_claim(ani(), request);
    ASSERT_DONE(done);
    const std::string claim = json_word(done->answer, "claim");
    EXPECT_EQ(stage(claim), "documents_wanted");
    EXPECT_ERROR(claim_error::claim_not_expired, expire_claim(ani(), claim));
    clock().set(noon_of(2026, 9, 1));
    ASSERT_DONE(expire_claim(ani(), claim));
    EXPECT_EQ(stage(claim), "expired");
    EXPECT_EQ(balance(Book::jkp, 2120, claim), Money{});
    ASSERT_DONE(appeal_claim(ani(), claim, {day(2026, 9, 1), "sakit lama", ""}));
    EXPECT_EQ(stage(claim), "appealed");
    check_all();
}

// Goal: what the law cannot decide for want of a fact is not assessed, and the fact is named.
TEST_P(ClaimLifeTest, nothing_is_assessed_without_its_facts) {
    // Nobody has said yet whether he works again.
    const std::string claim =
        report(ClaimKind::jht, worker(1), day(2025, 11, 1), {{"sebab", "mengundurkan diri"}});
    EXPECT_ERROR(claim_error::claim_undecided, assess_claim(ani(), claim));
    check_all();
}

// Goal: where nobody inherits, only the funeral is paid, to whoever arranged it; the rest stays in
// the fund and is no expense.
TEST_P(ClaimLifeTest, without_heirs_the_funeral_is_paid) {
    const std::string claim = report(ClaimKind::jkm, worker(1), day(2026, 1, 10));
    bring_papers(claim);
    decide(claim);
    ASSERT_EQ(dues(claim).size(), 1U);
    EXPECT_EQ(dues(claim)[0].amount, rp(10'000'000));
    EXPECT_EQ(order(ClaimKind::jkm), "beneficiary_without_account");
    account(claim, PayeeRole::funeral_arranger, 0);
    ASSERT_DONE(answer(order(ClaimKind::jkm), "ACSC"));
    EXPECT_EQ(balance(Book::jkm, 1120, "BRI"), rp(9'990'000'000));
    check_all();
}

PAYUNG_EVERY_ENGINE(ClaimLifeTest);

}  // namespace
}  // namespace payung
