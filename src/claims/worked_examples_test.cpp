/// The worked examples of legislation.md 3.9 (B1 to B20), as claims from facts to amounts.

#include <gtest/gtest.h>

#include "claims/claims_for_tests.h"

namespace payung {
namespace {

struct Example {
    std::string_view why;
    ClaimFacts facts;
    std::int64_t due = 0, scheduled = 0;
};

void expect_all(const std::vector<Example>& examples) {
    for (const Example& example : examples) {
        SCOPED_TRACE(example.why);
        const Assessment found = claim_law_for_tests().assess(example.facts);
        EXPECT_EQ(missing_of(found), "");
        EXPECT_TRUE(found.decided());
        EXPECT_EQ(to_text(found.total), to_text(rp(example.due)));
        EXPECT_EQ(to_text(found.total_scheduled), to_text(rp(example.scheduled)));
        const auto again = replay(claim_law_for_tests().rulebook(), found.receipt);
        ASSERT_TRUE(again) << describe(again.error(), Language::en);
        EXPECT_TRUE(again->same_law);
        EXPECT_TRUE(again->same());
        EXPECT_GT(again->asked, 3U);
    }
}

ClaimFacts own_account(AccidentOutcome outcome) {
    JkkFacts of = accident_on("2025-08-10", 0, outcome);
    of.wage.reset();
    of.income = rp(900'000);
    return claim_of(of, on("2025-08-10"), Segment::bpu);
}
ClaimFacts with_spouse(ClaimFacts facts) {
    facts.family.push_back(relative_of(1, Kinship::spouse));
    return facts;
}
/// Two children in their first year of kindergarten, who take every year there is.
ClaimFacts with_two_small_children(ClaimFacts facts) {
    facts.family.push_back(child_at(2, "2021-09-01", "TK", 1));
    facts.family.push_back(child_at(3, "2021-09-01", "TK", 1));
    return facts;
}
ClaimFacts unable(std::string_view day, std::int64_t wage, int months) {
    JkkFacts of = accident_on(day, wage, AccidentOutcome::recovered);
    of.unable = {{on(day), Day::from_number(on(day).number() + 30 * months)}};
    ClaimFacts facts = claim_of(of, on(day));
    facts.claimed = *of.unable.front().until;
    return facts;
}
ClaimFacts disabled(std::string_view code, std::int64_t function_percent) {
    JkkFacts of = accident_on("2025-08-10", 4'000'000, AccidentOutcome::partial);
    of.disabilities = {{std::string(code), 0, function_percent}};
    return claim_of(of, on("2025-08-10"));
}

// Goal: B1 to B6, work accidents under the law of their day. In B1 every year of both children is
// paid only if they are young enough to end before 23: kindergarten to university has 19 years.
TEST(WorkedExamples, work_accidents) {
    expect_all({
        {"B1 dies at work, table row 1", with_spouse(own_account(AccidentOutcome::death)),
         70'000'000},
        {"B1 with two children from kindergarten on",
         with_two_small_children(with_spouse(own_account(AccidentOutcome::death))), 70'000'000,
         174'000'000},
        {"B2 total disability: 56 and 12 m", own_account(AccidentOutcome::total), 68'000'000},
        {"B3 14 months unable to work", unable("2025-01-10", 4'000'000, 14), 52'000'000},
        {"B4 the same under the law before", unable("2018-01-10", 4'000'000, 14), 46'000'000},
        {"B5 right index finger lost", disabled("telunjuk_tangan_kanan", 10'000), 28'800'000},
        {"B6 half the function of the right hand", disabled("tangan_kanan_pergelangan", 5'000),
         51'200'000},
    });
}

ClaimFacts dies(std::string_view day, int months, Segment segment) {
    JkmFacts of;
    of.died = on(day);
    ClaimFacts facts = with_spouse(claim_of(of, on(day), segment));
    facts.cover = covered_until(on(day), months + 1);
    return facts;
}
ClaimFacts with_b10_children(ClaimFacts facts) {
    facts.family.push_back(child_at(2, "2018-03-01", "SD", 1));   // 7
    facts.family.push_back(child_at(3, "2009-03-01", "SMA", 1));  // 16
    return facts;
}

// Goal: B7 to B10, deaths. Membership of n full months began n months before the month of death.
TEST(WorkedExamples, deaths) {
    expect_all({
        {"B7 at least 3 months, below 3 years", dies("2025-08-10", 12, Segment::bpu), 42'000'000},
        {"B8 before 2019-12-02", dies("2019-12-01", 12, Segment::pu), 24'000'000},
        {"B9 two months, BPU", dies("2025-08-10", 2, Segment::bpu), 10'000'000},
        {"B10 forty months, two children", with_b10_children(dies("2025-08-10", 40, Segment::bpu)),
         42'000'000, 129'000'000},
    });
}

JhtFacts partial(std::int64_t balance, std::string_view purpose) {
    JhtFacts of;
    of.cause = JhtCause::partial;
    of.balance = rp(balance);
    of.months_of_membership = 144;
    of.partial_for = purpose;
    return of;
}

// Goal: B13, part of the savings for a house. What tax is withheld from a part legislation does not
// say: that is told, and decides nothing.
TEST(WorkedExamples, savings) {
    const ClaimFacts facts = claim_of(partial(80'000'000, "perumahan"), on("2025-08-10"));
    const Assessment found = claim_law_for_tests().assess(facts);
    EXPECT_EQ(found.total, rp(24'000'000));
    EXPECT_TRUE(found.decided());
    EXPECT_EQ(missing_of(found), "Pajak JHT sebagian");
}

// Goal: B11 and B12 are no claims, but the law that claims are assessed by has them too.
TEST(WorkedExamples, savings_credited_and_paid_in) {
    const Rulebook& law = claim_law_for_tests().rulebook();
    const Facts saved{{"Saldo JHT", rules::Value::integer(20'000'000)},
                      {"Tingkat hasil tahunan", rules::Value(*rules::Decimal::parse("0.05"))}};
    const rules::Value grown = law.decide(*law.decision("Saldo JHT setelah setahun"), saved).value;
    EXPECT_EQ(rules::to_feel(grown), "21000000");
    const Facts paid{{"Bulan iuran", rules::Value(rules::Date{2026, 3, 1})},
                     {"Upah", rules::Value::integer(5'000'000)}};
    std::int64_t sum = 0;
    for (const char* part : {"Iuran JHT pemberi kerja PU", "Iuran JHT pekerja PU"})
        sum += law.decide(*law.decision(part), paid).value.number().integer().value();
    EXPECT_EQ(sum, 285'000);
}

struct Pension {
    std::string_view why;
    JpFacts of;
    std::vector<FamilyMember> family;
    std::string_view code, payee;
    std::int64_t amount = 0;
};

JpFacts retires(std::int64_t monthly_average, int months) {
    JpFacts of;
    of.happened = on("2025-04-20");
    of.months_contributed = months;
    of.months_of_membership = months;
    of.weighted_wage_yearly = rp(12 * monthly_average);
    of.contributions = rp(30'000'000);
    of.return_on_them = rp(4'500'000);
    of.begins_at_stop = true;
    of.stopped = of.happened;
    return of;
}
JpFacts dies_before_pension(std::int64_t monthly_average) {
    JpFacts of = retires(monthly_average, 180);
    of.cause = JpCause::death;
    return of;
}

// Goal: B14 to B17, pensions and the lump sum in their place. Born 1966-04-20: pension age (58) on
// 2024-04-20, works on until 2025-04-20 and chose to be paid from then.
TEST(WorkedExamples, pensions) {
    const std::vector<Pension> pensions{
        {"B14 180 months, 6 m", retires(6'000'000, 180), {}, "pensiun_bulanan", "peserta", 900'000},
        {"B15 raised to the least",
         retires(2'000'000, 180),
         {},
         "pensiun_bulanan",
         "peserta",
         399'700},
        {"B16 widow of B14",
         dies_before_pension(6'000'000),
         {relative_of(1, Kinship::spouse)},
         "pensiun_bulanan",
         "pasangan",
         450'000},
        {"B17 120 months: lump sum",
         retires(6'000'000, 120),
         {},
         "jp_sekaligus",
         "peserta",
         34'500'000},
    };
    for (const Pension& pension : pensions) {
        SCOPED_TRACE(pension.why);
        ClaimFacts facts = claim_of(pension.of, pension.of.happened);
        facts.birth = on("1966-04-20");
        facts.family = pension.family;
        const Assessment found = claim_law_for_tests().assess(facts);
        EXPECT_EQ(missing_of(found), "Hari kerja pembayaran manfaat");
        EXPECT_TRUE(found.decided());
        const Component* part = part_of(found, pension.code);
        ASSERT_NE(part, nullptr);
        EXPECT_EQ(part->amount, rp(pension.amount));
        EXPECT_EQ(name_of(part->payee), pension.payee);
    }
}

// Goal: B14's second year: the pension rises by the inflation of the year before.
TEST(WorkedExamples, pension_rises_in_march) {
    JpFacts of = retires(6'000'000, 180);
    of.begins_at_stop = false;
    ClaimFacts facts = claim_of(of, of.happened);
    facts.birth = on("1966-04-20");
    const Assessment found = claim_law_for_tests().assess(facts);
    ASSERT_EQ(found.obligations.size(), 1U);
    const auto& months = found.obligations.front().instalments;
    ASSERT_GE(months.size(), 12U);
    EXPECT_EQ(months.front(), (Instalment{on("2024-05-01"), rp(900'000), "2024-05", true}));
    const auto amount_in = [&](std::string_view month) {
        for (const Instalment& instalment : months)
            if (instalment.what == month) return instalment.amount;
        return Money();
    };
    EXPECT_EQ(amount_in("2025-02"), rp(900'000));
    EXPECT_EQ(amount_in("2025-03"), rp(914'130));
    EXPECT_TRUE(found.obligations.front().for_life);
}

ClaimFacts laid_off(std::string_view day, std::int64_t wage) {
    JkpFacts of;
    of.laid_off = on(day);
    of.wage = rp(wage);
    of.age_when_enrolled = 30;
    return claim_of(of, on(day));
}

// Goal: B18 to B20 and E13's wage, cash after a lay-off, under the law of its day.
TEST(WorkedExamples, job_loss) {
    expect_all({
        {"B18 wage above the ceiling", laid_off("2025-03-10", 8'000'000), 0, 18'000'000},
        {"B19 wage below it", laid_off("2025-03-10", 3'200'000), 0, 11'520'000},
        {"B20 lay-off in 2023", laid_off("2023-05-10", 8'000'000), 0, 10'500'000},
        {"E13 wage 4 m", laid_off("2026-03-10", 4'000'000), 0, 14'400'000},
    });
}

// Goal: in 2023 three months bring more than the next three; each month is an instalment.
TEST(WorkedExamples, job_loss_month_by_month) {
    const Assessment found = claim_law_for_tests().assess(laid_off("2023-05-10", 8'000'000));
    ASSERT_EQ(found.obligations.size(), 1U);
    const Obligation& cash = found.obligations.front();
    ASSERT_EQ(cash.instalments.size(), 6U);
    EXPECT_EQ(cash.instalments[0], (Instalment{on("2023-06-09"), rp(2'250'000), "bulan 1", true}));
    EXPECT_EQ(cash.instalments[3], (Instalment{on("2023-09-09"), rp(1'250'000), "bulan 4", true}));
    EXPECT_EQ(nominal_of(cash), rp(10'500'000));
}

}  // namespace
}  // namespace payung
