#include "office/claim_payments.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "claims/errors.h"
#include "office/claims_for_tests.h"
#include "storage/bill_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

class ClaimPaymentTest : public ClaimsTest {
protected:
    /// A death of which the spouse is paid 42 million, decided.
    std::string death(int i) {
        const std::string claim = report(ClaimKind::jkm, worker(i), day(2026, 1, 10));
        family(claim, 1, Kinship::spouse, day(1992, 3, 1));
        bring_papers(claim);
        account(claim, PayeeRole::heirs, 1);
        decide(claim);
        return claim;
    }
    std::string paid_death(int i) {
        const std::string claim = death(i);
        EXPECT_TRUE(answer(order(ClaimKind::jkm, claim), "ACSC"));
        return claim;
    }
    /// JKK and JKM of somebody who pays for himself, each month on its first day.
    void pay_months(const Enrolled& who, Month first, int months) {
        const auto written = database().write([&](Transaction& t) -> Result<void> {
            TRY_ASSIGN(const auto spells, spells_of(t, who.membership));
            TRY_ASSIGN(const std::int64_t basis, keep_basis(t, "uji"));
            for (int i = 0; i < months; ++i) {
                BillWithMembers paper;
                TRY_ASSIGN(paper.bill.number, next_bill_number(t));
                paper.bill.payer = spells.front().payer;
                paper.bill.segment = Segment::bpu;
                paper.bill.first = paper.bill.last = first + i;
                paper.bill.issued = paper.bill.due = (first + i).first_day();
                paper.bill.members = 1;
                paper.bill.amount[BillPart::jkk] = rp(10'000);
                paper.bill.amount[BillPart::jkm] = rp(6'800);
                paper.members.push_back(
                    {who.membership, first + i, rp(1'000'000), paper.bill.amount, {}, basis});
                TRY(add_bills(t, std::array{paper}));
                TRY(apply_payment(t, paper.bill.number, paper.bill.amount, paper.bill.due));
            }
            return {};
        });
        ASSERT_DONE(written);
    }
    void save(const std::string& kpj, Money amount) {
        Group group{key_of("saldo " + kpj), "saldo", "", {}, {}, {}, {}};
        group.entries.push_back({Book::jht,
                                 day(2026, 1, 1),
                                 {},
                                 {{1110, "KUSTODIAN", amount}, {2310, kpj, Money{} - amount}}});
        post(group);
    }
    Money sum(const std::string& claim, DueState state, bool instalments) {
        Money total;
        for (const Due& due : dues(claim))
            if (due.state == state && (due.obligation != 0) == instalments) total += due.amount;
        return total;
    }
};

// Goal: a death by work accident with two children: 48 wages and the rest at once; scholarships are
// carried at their value, and paid year by year against the paper of the school (E7).
TEST_P(ClaimPaymentTest, scholarships_are_paid_yearly_against_proof) {
    const std::string claim = report(ClaimKind::jkk, worker(1), day(2026, 1, 10),
                                     {{"upah", "4000000"},
                                      {"kecelakaan", "2026-01-10 08:30"},
                                      {"laporan_1", "2026-01-10 15:00"},
                                      {"sebab", "di tempat kerja"},
                                      {"akibat", "meninggal"},
                                      {"meninggal", "2026-01-10 10:00"},
                                      {"kesimpulan", "2026-01-10 10:00"},
                                      {"laporan_2", "2026-01-11 09:00"}});
    family(claim, 1, Kinship::spouse, day(1992, 3, 1));
    family(claim, 2, Kinship::child, day(2015, 5, 1), SchoolYear{"SD", 5});
    family(claim, 3, Kinship::child, day(2007, 5, 1), SchoolYear{"PT", 1});
    bring_papers(claim);
    account(claim, PayeeRole::child, 2);
    account(claim, PayeeRole::child, 3);
    account(claim, PayeeRole::heirs, 1);
    decide(claim);
    // 48 x 4 million + 12 million + 10 million.
    EXPECT_EQ(sum(claim, DueState::open, false), rp(214'000'000));
    ASSERT_EQ(obligations(claim).size(), 2U);
    for (const ObligationRecord& one : obligations(claim)) EXPECT_LT(one.carried, rp(87'000'000));
    check_all();

    const std::string first = order(ClaimKind::jkk);
    EXPECT_EQ(sum(claim, DueState::ordered, true), Money{});  // no paper of a school yet
    ASSERT_DONE(answer(first, "ACSC"));
    EXPECT_EQ(stage(claim), "paid");
    Day earliest = day(2199, 1, 1);
    std::string what;
    for (const Due& due : dues(claim)) {
        if (due.obligation == 0 || due.due_on >= earliest) continue;
        earliest = due.due_on;
        what = due.what;
    }
    const std::int64_t child = what.starts_with("SD") ? 2 : 3;
    EXPECT_ERROR(claim_error::due_not_found,
                 prove_instalment(ani(), claim, child, "SD 9", digest_text("rapor")));
    ASSERT_DONE(prove_instalment(ani(), claim, child, what, digest_text("rapor")));
    clock().set(noon_of(earliest.year(), earliest.month(), earliest.day()) +
                std::chrono::hours{24});
    const std::string second = order(ClaimKind::jkk, "2");
    const Money yearly = sum(claim, DueState::ordered, true);
    EXPECT_GT(yearly, Money{});
    ASSERT_DONE(answer(second, "ACSC"));
    EXPECT_EQ(sum(claim, DueState::paid, true), yearly);
    check_all();

    const Money carried_before = obligations(claim)[0].carried + obligations(claim)[1].carried;
    ASSERT_DONE(book_interest(ani(), ClaimKind::jkk, day(2027, 6, 30)));
    EXPECT_TRUE(book_interest(ani(), ClaimKind::jkk, day(2027, 6, 30))->again);
    const Money carried_after = obligations(claim)[0].carried + obligations(claim)[1].carried;
    EXPECT_GT(carried_after, carried_before);
    EXPECT_LE((carried_after - carried_before).sen() * 100, carried_before.sen() * 6 + 200);
    ASSERT_DONE(end_obligation(ani(), claim, "beasiswa:3", day(2027, 7, 1), "berhenti sekolah"));
    // The year that had begun is still owed, once its paper comes.
    EXPECT_EQ(balance(Book::jkk, 2140, claim + ":3"), rp(-12'000'000));
    check_all();
}

// Goal: a JHT account is paid out whole, with its tax, and never twice (E11).
TEST_P(ClaimPaymentTest, jht_is_paid_out_with_tax) {
    const Enrolled who = worker(1);
    save(who.kpj, rp(80'000'000));
    const std::string claim =
        report(ClaimKind::jht, who, day(2025, 12, 1),
               {{"sebab", "mengundurkan diri"}, {"bekerja_lagi", "tidak"}, {"npwp", "ya"}});
    bring_papers(claim);
    account(claim, PayeeRole::member, 0);
    ASSERT_DONE(assess_claim(ani(), claim));
    const auto law = look_at_claim(ani(), claim);
    ASSERT_DONE(law);
    EXPECT_EQ(law->total, rp(80'000'000));
    EXPECT_EQ(law->total_withheld, rp(1'500'000));  // 5 % of what is above 50 million
    EXPECT_EQ(balance(Book::jht, 2120, claim), Money{});
    ASSERT_DONE(approve_claim(budi(), claim, 1));
    EXPECT_EQ(balance(Book::jht, 2310, who.kpj), Money{});
    EXPECT_EQ(balance(Book::jht, 2440, claim), rp(-1'500'000));
    EXPECT_EQ(balance(Book::jht, 2110, claim), rp(-78'500'000));
    ASSERT_DONE(answer(order(ClaimKind::jht), "ACSC"));
    EXPECT_EQ(stage(claim), "paid");
    check_all();
}

// Goal: cash after a lay-off comes month by month, and what is carried for later months is given
// back when he works again (E13).
TEST_P(ClaimPaymentTest, job_loss_ends_with_new_work) {
    clock().set(noon_of(2026, 3, 2));
    const std::string claim = report(ClaimKind::jkp, worker(1), day(2026, 1, 10),
                                     {{"sebab", "PHK"},
                                      {"upah", "4000000"},
                                      {"bulan_iur_24", "24"},
                                      {"bulan_iur_berturut", "24"}});
    bring_papers(claim);
    account(claim, PayeeRole::member, 0);
    decide(claim);
    ASSERT_EQ(obligations(claim).size(), 1U);
    EXPECT_EQ(obligations(claim)[0].carried, rp(14'400'000));
    int months = 0;
    for (const Due& due : dues(claim)) {
        EXPECT_EQ(due.amount, rp(2'400'000));
        if (due.due_on <= ani().today()) ++months;
    }
    ASSERT_GT(months, 0);
    ASSERT_DONE(answer(order(ClaimKind::jkp), "ACSC"));
    EXPECT_EQ(sum(claim, DueState::paid, true), rp(2'400'000) * months);
    check_all();
    ASSERT_DONE(end_obligation(ani(), claim, "uang_tunai_jkp", ani().today(), "bekerja lagi"));
    EXPECT_EQ(balance(Book::jkp, 2150, claim + ":peserta"), Money{});
    EXPECT_EQ(balance(Book::jkp, 5110, "uang_tunai_jkp"), rp(2'400'000) * months);
    EXPECT_EQ(order(ClaimKind::jkp, "2"), "payment_nothing_due");
    EXPECT_ERROR(claim_error::due_not_found,
                 end_obligation(ani(), claim, "uang_tunai_jkp", day(2026, 4, 1), "lagi"));
    check_all();
}

// Goal: what the bank refuses, or sends back, is due again and paid to another account; nothing is
// edited (E12).
TEST_P(ClaimPaymentTest, returned_money_is_paid_again) {
    const std::string claim = death(1);
    const std::string first = order(ClaimKind::jkm);
    ASSERT_DONE(take_bank_answer(
        ani(), answer_xml(first, "",
                          answered(payment_id(payments(claim)[0].payment), "RJCT",
                                   "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>"))));
    EXPECT_EQ(stage(claim), "returned");
    EXPECT_EQ(payments(claim)[0].reason, "AC04");
    EXPECT_EQ(balance(Book::jkm, 2110, claim), rp(-42'000'000));
    check_all();
    ASSERT_DONE(set_account(ani(), claim, PayeeRole::heirs, 1, {"Siti", "BMRIIDJA", "88"}));
    ASSERT_DONE(answer(order(ClaimKind::jkm, "2"), "ACSC"));
    EXPECT_EQ(stage(claim), "paid");
    const std::string second = payment_id(payments(claim)[1].payment);
    ASSERT_DONE(return_payment(ani(), second, "AC01", day(2026, 1, 20)));
    EXPECT_TRUE(return_payment(ani(), second, "AC01", day(2026, 1, 20))->again);
    EXPECT_EQ(stage(claim), "returned");
    EXPECT_EQ(balance(Book::jkm, 1120, "BRI"), rp(10'000'000'000));
    EXPECT_EQ(balance(Book::jkm, 2110, claim), rp(-42'000'000));
    check_all();
    EXPECT_ERROR(claim_error::payment_step_refused,
                 return_payment(ani(), second, "AC01", day(2026, 1, 21)));
    ASSERT_DONE(answer(order(ClaimKind::jkm, "3"), "ACSC"));
    EXPECT_EQ(balance(Book::jkm, 1120, "BRI"), rp(9'958'000'000));
    EXPECT_EQ(stage(claim), "paid");
    check_all();
}

// Goal: an order that the bank never answers expires and may be given again; a bank that paid after
// all is booked once.
TEST_P(ClaimPaymentTest, silence_of_the_bank_expires) {
    const std::string claim = death(1), other = death(2);
    const std::string number = order(ClaimKind::jkm);
    EXPECT_ERROR(Code::ledger_settlement, expire_payments(ani(), number));
    clock().set(noon_of(2026, 3, 2));
    ASSERT_DONE(expire_payments(ani(), number));
    EXPECT_EQ(stage(claim), "returned");
    EXPECT_EQ(payments(claim)[0].state, PaymentState::expired);
    check_all();
    ASSERT_DONE(answer(number, "ACSC"));
    EXPECT_EQ(stage(claim), "paid");
    EXPECT_EQ(stage(other), "paid");
    EXPECT_EQ(balance(Book::jkm, 1120, "BRI"), rp(10'000'000'000 - 84'000'000));
    EXPECT_EQ(order(ClaimKind::jkm, "2"), "payment_nothing_due");
    check_all();
}

// Goal: nothing is ordered beyond the cash of the fund, and an answer that does not fit books
// nothing.
TEST_P(ClaimPaymentTest, orders_and_answers_that_do_not_fit) {
    const std::string claim = death(1);
    OrderRequest request = order_for(ClaimKind::jkm, ani().today());
    request.account_name = "KOSONG";
    EXPECT_ERROR(Code::ledger_limit, order_payments(ani(), request));
    EXPECT_EQ(stage(claim), "approved");
    const std::string number = order(ClaimKind::jkm);
    EXPECT_ERROR(claim_error::payment_answer_mismatch,
                 take_bank_answer(ani(), answer_xml(number, "", answered("P-9", "ACSC"))));
    EXPECT_ERROR(
        claim_error::payment_order_not_found,
        take_bank_answer(ani(), answer_xml("B-JKM-2026-000009", "<GrpSts>ACSC</GrpSts>", "")));
    EXPECT_ERROR(claim_error::payment_answer_broken, take_bank_answer(ani(), "<a/>"));
    EXPECT_ERROR(claim_error::payment_not_found,
                 return_payment(ani(), "P-0000099", "X", day(2026, 1, 20)));
    EXPECT_EQ(stage(claim), "ordered");
    const auto lines = due_payments(ani(), ClaimKind::jkm, ani().today(), 10);
    ASSERT_DONE(lines);
    EXPECT_TRUE(lines->empty());
    check_all();
}

// Goal: an overpaid claim claims back what was too much, no more; and what comes back is booked
// (E17).
TEST_P(ClaimPaymentTest, an_overpaid_claim_is_claimed_back) {
    NewMember member = new_member_for_tests(1, 0, Month::from_ym(2025, 11), Segment::bpu);
    member.income = rp(1'000'000);
    const Enrolled who = enrol_for_tests(ani().desk, member);
    pay_months(who, Month::from_ym(2025, 11), 3);
    const std::string claim = report(ClaimKind::jkm, who, day(2026, 1, 10),
                                     {{"bulan_berjalan", "6"}, {"bulan_dibayar", "6"}});
    family(claim, 1, Kinship::spouse, day(1992, 3, 1));
    bring_papers(claim);
    account(claim, PayeeRole::heirs, 1);
    ASSERT_DONE(assess_claim(ani(), claim));
    ASSERT_DONE(approve_claim(budi(), claim, 1));
    ASSERT_DONE(answer(order(ClaimKind::jkm), "ACSC"));
    EXPECT_EQ(sum(claim, DueState::paid, false), rp(42'000'000));
    ASSERT_DONE(reopen_claim(ani(), claim, "masa kepesertaan ternyata dua bulan"));
    ASSERT_DONE(set_claim_facts(ani(), claim, {{"bulan_berjalan", "2"}, {"bulan_dibayar", "2"}}));
    decide(claim, 2);
    EXPECT_EQ(stage(claim), "paid");
    EXPECT_EQ(balance(Book::jkm, 1440, claim), rp(32'000'000));
    check_all();
    EXPECT_ERROR(
        claim_error::recovery_too_large,
        recover_overpayment(ani(), claim, rp(32'000'001), "KUSTODIAN", "T-1", day(2026, 1, 20)));
    ASSERT_DONE(
        recover_overpayment(ani(), claim, rp(32'000'000), "KUSTODIAN", "T-1", day(2026, 1, 20)));
    EXPECT_EQ(balance(Book::jkm, 1440, claim), Money{});
    check_all();
}

// Goal: a rise is paid on top of what was paid, to the persons whom the law names now.
TEST_P(ClaimPaymentTest, a_second_heir_is_paid_and_the_first_owes) {
    const std::string claim = paid_death(1);
    ASSERT_DONE(reopen_claim(ani(), claim, "istri kedua ditemukan"));
    family(claim, 2, Kinship::spouse, day(1994, 1, 1));
    bring_papers(claim);
    decide(claim, 2);
    EXPECT_EQ(balance(Book::jkm, 1440, claim), rp(21'000'000));
    EXPECT_EQ(sum(claim, DueState::open, false), rp(21'000'000));
    account(claim, PayeeRole::heirs, 2);
    ASSERT_DONE(answer(order(ClaimKind::jkm), "ACSC"));
    EXPECT_EQ(stage(claim), "paid");
    check_all();
}

// Goal: paid after its last day, a claim earns what the law gives for each day late; once.
TEST_P(ClaimPaymentTest, late_payment_is_compensated) {
    const std::string claim = death(1);
    EXPECT_ERROR(claim_error::claim_not_late, compensate_delay(ani(), claim));
    clock().set(noon_of(2026, 2, 10));
    ASSERT_DONE(answer(order(ClaimKind::jkm), "ACSC"));
    ASSERT_DONE(compensate_delay(ani(), claim));
    const Money late = sum(claim, DueState::open, false);
    EXPECT_GT(late, Money{});
    EXPECT_EQ(late.sen() % rp(420'000).sen(), 0);  // 1 % of 42 million for each day
    check_all();
    EXPECT_TRUE(compensate_delay(ani(), claim)->again);
    ASSERT_DONE(answer(order(ClaimKind::jkm, "2"), "ACSC"));
    EXPECT_EQ(stage(claim), "paid");
    check_all();
}

// Goal: whatever the desk, the bank and the clock do in whatever order, the stages, the four eyes
// and the books hold. (Random histories, seed printed.)
TEST_P(ClaimPaymentTest, random_histories_keep_the_laws) {
    constexpr std::uint64_t seed = 20260120;
    SCOPED_TRACE(seed);
    Random random(seed);
    const std::array desks{&ani(), &budi(), &citra()};
    std::vector<std::string> claims;
    for (int i = 1; i <= 3; ++i) {
        claims.push_back(report(ClaimKind::jkm, worker(i), day(2026, 1, 10)));
        family(claims.back(), 1, Kinship::spouse, day(1992, 3, 1));
        account(claims.back(), PayeeRole::heirs, 1);
    }
    std::vector<std::string> orders;
    int done = 0;
    for (int step = 0; step < 90; ++step) {
        const std::string& claim = claims[random.below(3)];
        const ClaimDesk& at = *desks[random.below(3)];
        const std::int64_t version = record(claim).version;
        bool worked = true;
        switch (random.below(11)) {
            case 0:
                bring_papers(claim);
                break;
            case 1:
            case 2:
                worked = assess_claim(at, claim).has_value();
                break;
            case 3:
            case 4:
                worked = approve_claim(at, claim, version).has_value();
                break;
            case 5:
                worked = random.chance(0.3) &&
                         reject_claim(at, claim, version, {"coba", "Pasal 1"}).has_value();
                break;
            case 6:
                worked = appeal_claim(at, claim, {at.today(), fmt::format("k{}", step), ""}) &&
                         decide_appeal(at, claim, random.chance(0.8), {"coba", "Pasal 1"});
                break;
            case 7: {
                const std::string number = order(ClaimKind::jkm, fmt::format("r{}", step));
                worked = number.starts_with("B-");
                if (worked) orders.push_back(number);
                break;
            }
            case 8:
                worked = !orders.empty() &&
                         answer(orders[random.below(static_cast<std::uint32_t>(orders.size()))],
                                random.chance(0.6) ? "ACSC" : "RJCT")
                             .has_value();
                break;
            case 9:
                worked = reopen_claim(at, claim, fmt::format("r{}", step)).has_value();
                break;
            default:
                worked =
                    set_claim_facts(at, claim, {{"bulan_iur", std::to_string(random.below(60))}})
                        .has_value();
        }
        done += worked ? 1 : 0;
    }
    EXPECT_GT(done, 25);
    check_all();
}

PAYUNG_EVERY_ENGINE(ClaimPaymentTest);

}  // namespace
}  // namespace payung
