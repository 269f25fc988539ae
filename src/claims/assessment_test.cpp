#include "claims/assessment.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "claims/claims_for_tests.h"
#include "claims/errors.h"
#include "claims/reassessment.h"
#include "legislation/law_folder_for_tests.h"
#include "rules/explain/record_json.h"

namespace payung {
namespace {

Assessment assessed(const ClaimFacts& facts) {
    return claim_law_for_tests().assess(facts);
}

JkmFacts death_on(std::string_view day) {
    JkmFacts of;
    of.died = on(day);
    return of;
}
ClaimFacts death(std::string_view day, Segment segment, std::vector<CoveredMonth> cover) {
    ClaimFacts facts = claim_of(death_on(day), on(day), segment);
    facts.cover = std::move(cover);
    facts.family = {relative_of(1, Kinship::spouse)};
    return facts;
}
std::vector<CoveredMonth> joined(std::vector<CoveredMonth> a, const std::vector<CoveredMonth>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

// Goal: JKM on both sides of every wait: three elapsed and three paid months for BPU since
// 2025-02-24, none for others; cover in the month of death, grace included.
TEST(Assessment, of_deaths_on_both_sides_of_the_waiting_time) {
    constexpr Segment bpu = Segment::bpu;
    constexpr auto grace = CoverReason::grace;
    struct Case {
        std::string_view why;
        ClaimFacts facts;
        std::int64_t due = 0;
        std::string_view refused;
    };
    const auto paid = [](std::string_view first, int months) {
        return covered_from(first, months);
    };
    const std::vector<Case> cases{
        {"three full months", death("2025-08-01", bpu, paid("2025-05", 4)), 42'000'000, ""},
        {"a day before", death("2025-07-31", bpu, paid("2025-05", 3)), 10'000'000, "waiting_time"},
        {"elapsed, but only two paid",
         death("2025-08-10", bpu, joined(paid("2025-05", 2), covered_from("2025-07", 2, grace))),
         10'000'000, "waiting_time"},
        {"elapsed, three paid, one in grace",
         death("2025-08-10", bpu, joined(paid("2025-05", 3), covered_from("2025-08", 1, grace))),
         42'000'000, ""},
        {"the day before the rule", death("2025-02-23", bpu, paid("2025-02", 1)), 42'000'000, ""},
        {"its first day", death("2025-02-24", bpu, paid("2025-02", 1)), 10'000'000, "waiting_time"},
        {"wage earners do not wait", death("2025-08-10", Segment::pu, paid("2025-08", 1)),
         42'000'000, ""},
        {"re-entry after a gap waits anew",
         death("2025-08-10", bpu, joined(paid("2024-01", 12), paid("2025-07", 2))), 10'000'000,
         "waiting_time"},
        {"lapsed in the month of death",
         death("2025-08-10", bpu,
               joined(paid("2025-01", 7), covered_from("2025-08", 1, CoverReason::lapsed))),
         0, "no_cover"},
        {"never a member", death("2025-08-10", bpu, {}), 0, "no_cover"},
        {"cover began after", death("2025-08-10", bpu, paid("2025-09", 5)), 0, "no_cover"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Assessment found = assessed(c.facts);
        EXPECT_EQ(to_text(found.total), to_text(rp(c.due)));
        EXPECT_EQ(refusals_of(found), c.refused);
        EXPECT_TRUE(found.decided());
        for (const ClaimRefusal& refusal : found.refusals) {
            EXPECT_FALSE(refusal.cite.empty());
            EXPECT_FALSE(describe(refusal, Language::id).empty());
            EXPECT_NE(describe(refusal, Language::id), describe(refusal, Language::en));
        }
    }
}

// Goal: 36 contribution months, with breaks, for scholarships under JKM; 35 leave the grants.
TEST(Assessment, of_scholarships_on_both_sides_of_three_years) {
    for (const int months : {36, 35}) {
        SCOPED_TRACE(months);
        ClaimFacts facts =
            death("2025-08-10", Segment::bpu,
                  joined(covered_from("2020-01", months - 6), covered_from("2025-03", 6)));
        facts.family.push_back(child_at(2, "2018-03-01", "SD", 1));
        const Assessment found = assessed(facts);
        EXPECT_EQ(found.total, rp(42'000'000));
        EXPECT_EQ(found.obligations.size(), months == 36 ? 1U : 0U);
        EXPECT_EQ(refusals_of(found), months == 36 ? "" : "contribution");
    }
}

ClaimFacts accident(AccidentCause cause) {
    JkkFacts of = accident_on("2026-03-10", 4'000'000, AccidentOutcome::recovered);
    of.cause = cause;
    of.cost.care = rp(3'000'000);
    return claim_of(of, of.accident.day);
}
JkkFacts& jkk(ClaimFacts& facts) {
    return std::get<JkkFacts>(facts.of);
}

// Goal: every way in which nothing is due, by its reason.
TEST(Assessment, refuses_with_reason_and_article) {
    struct Case {
        std::string_view why;
        ClaimFacts facts;
        std::string_view refused;
    };
    ClaimFacts uncovered = accident(AccidentCause::at_work);
    uncovered.cover = covered_from("2025-01", 12);
    ClaimFacts late = accident(AccidentCause::at_work);
    late.claimed = on("2031-03-11");
    ClaimFacts in_time = accident(AccidentCause::at_work);
    in_time.claimed = on("2031-03-10");
    ClaimFacts disease = accident(AccidentCause::disease);
    disease.cover.clear();
    jkk(disease).stopped_work = on("2023-03-09");
    ClaimFacts disease_in_time = disease;
    jkk(disease_in_time).stopped_work = on("2023-03-10");
    ClaimFacts sudden = accident(AccidentCause::sudden_death);
    jkk(sudden).outcome = AccidentOutcome::death;
    jkk(sudden).sudden_place = "tempat kerja";
    jkk(sudden).died = Moment{on("2026-03-11"), 8 * 60 + 1};
    ClaimFacts sudden_within_a_day = sudden;
    jkk(sudden_within_a_day).died = Moment{on("2026-03-11"), 8 * 60};
    ClaimFacts old_death = death("2020-08-10", Segment::pu, covered_from("2020-01", 12));
    old_death.claimed = on("2025-08-11");
    ClaimFacts at_work = death("2025-08-10", Segment::pu, covered_from("2025-01", 12));
    std::get<JkmFacts>(at_work.of).work_accident = true;
    ClaimFacts crime = death("2025-08-10", Segment::pu, covered_from("2025-01", 12));
    std::get<JkmFacts>(crime.of).crime_of_heir = true;
    const std::vector<Case> cases{
        {"not at work", accident(AccidentCause::not_work), "cause_excluded"},
        {"on the way home", accident(AccidentCause::commute), ""},
        {"no cover in that month", uncovered, "no_cover"},
        {"a day after five years", late, "expired"},
        {"on the last day", in_time, ""},
        {"disease 3 years and a day after work", disease, "cause_excluded"},
        {"disease 3 years after work, without cover", disease_in_time, ""},
        {"sudden death after 24 hours and a minute", sudden, "cause_excluded"},
        {"sudden death within 24 hours", sudden_within_a_day, ""},
        {"JKM five years and a day after", old_death, "expired"},
        {"JKM for an accident at work", at_work, "other_fund"},
        {"JKM by crime of the heir", crime, "cause_excluded"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Assessment found = assessed(c.facts);
        EXPECT_EQ(refusals_of(found), c.refused);
        EXPECT_EQ(found.components.empty(), !c.refused.empty());
        EXPECT_EQ(missing_of(found), "");
    }
}

JkpFacts lay_off(std::string_view day) {
    JkpFacts of;
    of.laid_off = on(day);
    of.wage = rp(4'000'000);
    of.age_when_enrolled = 30;
    of.months_paid_in_24 = 12;
    of.months_paid_in_row = 6;
    return of;
}
template <class Change>
ClaimFacts changed_lay_off(std::string_view day, Change change) {
    JkpFacts of = lay_off(day);
    change(of);
    return claim_of(of, of.laid_off);
}

// Goal: JKP on both sides of its conditions, under the law of the day of the lay-off.
TEST(Assessment, of_lay_offs_on_both_sides) {
    struct Case {
        std::string_view why;
        ClaimFacts facts;
        std::string_view refused;
    };
    const auto same = [](JkpFacts&) {};
    ClaimFacts last_day = changed_lay_off("2025-03-10", same);
    last_day.claimed = on("2025-09-10");
    ClaimFacts too_late = last_day;
    too_late.claimed = on("2025-09-11");
    ClaimFacts own_account = changed_lay_off("2025-03-10", same);
    own_account.segment = Segment::bpu;
    const std::vector<Case> cases{
        {"12 months in 24", changed_lay_off("2025-03-10", same), ""},
        {"11 months", changed_lay_off("2025-03-10", [](auto& of) { of.months_paid_in_24 = 11; }),
         "contribution"},
        {"5 in a row, new law",
         changed_lay_off("2025-02-07", [](auto& of) { of.months_paid_in_row = 5; }), ""},
        {"5 in a row, old law",
         changed_lay_off("2025-02-06", [](auto& of) { of.months_paid_in_row = 5; }),
         "contribution"},
        {"resigned",
         changed_lay_off("2025-03-10", [](auto& of) { of.cause = JobLossCause::resigned; }),
         "cause_excluded"},
        {"works again", changed_lay_off("2025-03-10", [](auto& of) { of.works_again = true; }),
         "works_again"},
        {"second claim after 59 months",
         changed_lay_off("2025-03-10",
                         [](auto& of) {
                             of.claims_before = 1;
                             of.months_since_claim = 59;
                         }),
         "claims_before"},
        {"second claim after 60 months",
         changed_lay_off("2025-03-10",
                         [](auto& of) {
                             of.claims_before = 1;
                             of.months_since_claim = 60;
                         }),
         ""},
        {"enrolled at 54",
         changed_lay_off("2025-03-10", [](auto& of) { of.age_when_enrolled = 54; }),
         "not_enrolled_in_programme"},
        {"claimed on the last day of six months", last_day, ""},
        {"a day later", too_late, "expired"},
        {"outside employment", own_account, "not_enrolled_in_programme"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Assessment found = assessed(c.facts);
        EXPECT_EQ(refusals_of(found), c.refused);
        EXPECT_EQ(found.total_scheduled,
                  c.refused.empty() ? rp(found.total_scheduled.rupiah()) : Money());
        EXPECT_EQ(found.components.size(), c.refused.empty() ? 1U : 0U);
    }
}

// Goal: JHT: waiting month, pension age, working again; tax above 50 m; a part only once and after
// ten years.
TEST(Assessment, of_savings_on_both_sides) {
    struct Case {
        std::string_view why;
        JhtCause cause;
        std::string_view stopped, claimed, birth;
        std::int64_t balance, due, tax;
        std::string_view refused;
    };
    const std::vector<Case> cases{
        {"resigned a month ago", JhtCause::resigned, "2025-03-10", "2025-04-10", "1990-01-01",
         50'000'000, 50'000'000, 0, ""},
        {"a day less", JhtCause::resigned, "2025-03-10", "2025-04-09", "1990-01-01", 50'000'000, 0,
         0, "waiting_time"},
        {"56 today, 1 rupiah above", JhtCause::pension_age, "", "2025-04-10", "1969-04-10",
         60'000'000, 60'000'000, 500'000, ""},
        {"56 tomorrow", JhtCause::pension_age, "", "2025-04-10", "1969-04-11", 60'000'000, 0, 0,
         "age"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        JhtFacts of;
        of.cause = c.cause;
        of.balance = rp(c.balance);
        of.works_again = false;
        if (!c.stopped.empty()) of.stopped = on(c.stopped);
        ClaimFacts facts = claim_of(of, on(c.claimed));
        facts.claimed = on(c.claimed);
        facts.birth = on(c.birth);
        const Assessment found = assessed(facts);
        EXPECT_EQ(refusals_of(found), c.refused);
        EXPECT_EQ(found.total, rp(c.due));
        EXPECT_EQ(found.total_withheld, rp(c.tax));
        EXPECT_EQ(found.net(), rp(c.due - c.tax));
    }
    JhtFacts part;
    part.cause = JhtCause::partial;
    part.balance = rp(80'000'000);
    part.partial_for = "persiapan pensiun";
    for (const auto& [months, taken, refused] :
         {std::tuple{120, false, ""}, {119, false, "contribution"}, {120, true, "already_taken"}}) {
        part.months_of_membership = months;
        part.took_part_before = taken;
        const Assessment found = assessed(claim_of(part, on("2025-04-10")));
        EXPECT_EQ(refusals_of(found), refused);
        EXPECT_EQ(found.total, *refused == '\0' ? rp(8'000'000) : Money());
    }
}

// Goal: papers by kind of claim; what is handed in is not asked again, and without papers nothing
// is payable though all is decided.
TEST(Assessment, asks_for_papers) {
    ClaimFacts facts = death("2025-08-10", Segment::pu, covered_from("2025-01", 12));
    facts.documents = {"akta kematian", "kartu peserta", "kartu keluarga"};
    const Assessment found = assessed(facts);
    std::string papers;
    for (const MissingForClaim& what : found.missing) papers += what.name + "; ";
    EXPECT_EQ(papers,
              "surat keterangan ahli waris; KTP peserta dan ahli waris; rekening ahli waris; ");
    EXPECT_TRUE(found.decided());
    EXPECT_FALSE(found.payable());
    for (const MissingForClaim& what : found.missing) facts.documents.push_back(what.name);
    EXPECT_TRUE(assessed(facts).payable());
}

// Goal: 3 working days for JKM and 7 for JKK, past weekends, Eid and joint leave of 2025; 1 % of
// the sum for each day after that.
TEST(Assessment, knows_by_when_to_pay) {
    ClaimFacts facts = death("2025-01-10", Segment::pu, covered_from("2024-01", 24));
    facts.claimed = on("2025-03-20");
    facts.complete = on("2025-03-26");  // a Wednesday; Nyepi and Eid follow
    facts.paid = on("2025-04-11");
    const Assessment found = assessed(facts);
    EXPECT_EQ(found.deadlines.working_days, 3);
    ASSERT_TRUE(found.deadlines.pay_until);
    EXPECT_EQ(to_text(*found.deadlines.pay_until), "2025-04-09");
    EXPECT_EQ(found.deadlines.late_charge, rp(2 * 420'000));
    EXPECT_EQ(found.deadlines.claim_until, on("2030-01-10"));
    ClaimFacts treated = accident(AccidentCause::at_work);
    treated.complete = on("2026-04-10");  // a Friday
    treated.paid = on("2026-04-21");
    const Assessment in_time = assessed(treated);
    EXPECT_EQ(in_time.deadlines.pay_until, on("2026-04-21"));
    EXPECT_EQ(in_time.deadlines.late_charge, Money());
    treated.complete = on("2031-04-10");  // no calendar for that year
    EXPECT_EQ(assessed(treated).deadlines.pay_until, std::nullopt);
    EXPECT_TRUE(assessed(treated).decided());
}

// Goal: 2 x 24 hours for each report, to the minute.
TEST(Assessment, knows_whether_reports_were_in_time) {
    for (const auto& [minute, timely] : {std::pair{8 * 60, true}, {8 * 60 + 1, false}}) {
        ClaimFacts facts = accident(AccidentCause::at_work);
        jkk(facts).reported_first = Moment{on("2026-03-12"), minute};
        jkk(facts).concluded = Moment{on("2026-03-10"), 8 * 60};
        jkk(facts).reported_second = jkk(facts).reported_first;
        const Assessment found = assessed(facts);
        EXPECT_EQ(found.deadlines.first_report_timely, timely);
        EXPECT_EQ(found.deadlines.second_report_timely, timely);
        EXPECT_EQ(found.total, rp(3'000'000));  // the benefit is not lost
    }
}

// Goal: ceilings of what is paid back, who is paid, and rights that are no money.
TEST(Assessment, pays_back_up_to_the_ceilings) {
    ClaimFacts facts = accident(AccidentCause::at_work);
    JkkFacts& of = jkk(facts);
    of.outcome = AccidentOutcome::partial;
    of.disabilities = {{"telunjuk_tangan_kanan", 0, 10'000}};
    of.cost.transport_land = rp(5'000'001);
    of.cost.transport_air = rp(9'000'000);
    of.cost.aid = rp(15'000'000);
    of.cost.aid_list_price = rp(10'000'000);
    of.cost.glasses = rp(1'200'000);
    of.cost.home_care_by_year = {rp(25'000'000), rp(10'000'000)};
    of.cost.advanced_by = AdvancedBy::employer;
    of.unable = {{on("2026-03-10"), on("2026-03-20")}, {on("2026-03-15"), on("2026-04-09")}};
    of.wage_went_on = true;
    const Assessment found = assessed(facts);
    const auto amount = [&](std::string_view code) {
        const Component* part = part_of(found, code);
        return part == nullptr ? Money() : part->amount;
    };
    EXPECT_EQ(amount("perawatan"), rp(3'000'000));
    EXPECT_EQ(amount("pengangkutan"), rp(14'000'000));
    EXPECT_EQ(amount("alat_bantu"), rp(14'000'000));
    EXPECT_EQ(amount("kacamata"), rp(1'000'000));
    EXPECT_EQ(amount("perawatan_rumah"), rp(20'000'000));
    EXPECT_EQ(amount("stmb"), rp(4'000'000));  // 30 days, counted once
    EXPECT_EQ(part_of(found, "stmb")->payee, PayeeRole::employer);
    EXPECT_EQ(part_of(found, "perawatan")->payee, PayeeRole::employer);
    EXPECT_EQ(part_of(found, "santunan_cacat_sebagian")->payee, PayeeRole::member);
    EXPECT_FALSE(part_of(found, "alat_bantu")->confirmed);
    EXPECT_TRUE(part_of(found, "perawatan")->confirmed);
    EXPECT_EQ(found.services.size(), 2U);
}

// Goal: what is not known is asked for, by the name the law has for it; under treatment what is due
// so far is told.
TEST(Assessment, says_what_is_missing) {
    ClaimFacts facts = accident(AccidentCause::at_work);
    jkk(facts).wage.reset();
    jkk(facts).unable = {{on("2026-03-10"), on("2026-03-20")}};
    EXPECT_EQ(missing_of(assessed(facts)), "Upah dasar");
    jkk(facts).wages = {{in("2026-01"), rp(3'000'000)}, {in("2026-03"), rp(9'000'000)}};
    jkk(facts).outcome.reset();
    const Assessment found = assessed(facts);
    EXPECT_TRUE(found.interim);
    EXPECT_EQ(part_of(found, "stmb")->amount, rp(1'000'000));
    jkk(facts).outcome = AccidentOutcome::partial;
    EXPECT_EQ(missing_of(assessed(facts)), "Daftar cacat");
    jkk(facts).disabilities = {{"hidung", 0, 10'000}};  // no row of the table
    EXPECT_EQ(missing_of(assessed(facts)), "Daftar cacat");
    ClaimFacts migrant = death("2025-08-10", Segment::pmi, covered_from("2025-01", 12));
    const Assessment silent = assessed(migrant);
    EXPECT_FALSE(silent.decided());
    EXPECT_EQ(missing_of(silent), "Manfaat JKM");
    EXPECT_EQ(silent.missing.front().kind, MissingForClaim::Kind::law);
}

// Goal: a wage earner's claim while the employer is in arrears: who pays first is told.
TEST(Assessment, tells_who_pays_first) {
    ClaimFacts facts = accident(AccidentCause::at_work);
    EXPECT_EQ(assessed(facts).first_payer, "BPJS Ketenagakerjaan");
    facts.cover.back().reason = CoverReason::arrears;
    const Assessment found = assessed(facts);
    EXPECT_EQ(found.first_payer, "pemberi kerja, diganti setelah lunas");
    EXPECT_EQ(found.total, rp(3'000'000));
}

// Goal: each decision of a receipt is a record that `payung law replay` reads; the receipt is the
// same to the byte; a changed amount is found; anything else is unreadable.
TEST(Receipt, can_be_asked_again_and_shows_tampering) {
    const ClaimFacts facts = death("2025-08-10", Segment::bpu, covered_from("2025-01", 12));
    const Assessment found = assessed(facts);
    EXPECT_EQ(found.receipt, assessed(facts).receipt);
    const auto json = nlohmann::json::parse(found.receipt);
    EXPECT_EQ(json["total"], "4200000000");
    EXPECT_EQ(json["facts"]["Segmen"], "\"BPU\"");
    ASSERT_GT(json["decisions"].size(), 8U);
    for (const auto& record : json["decisions"]) EXPECT_TRUE(rules::question_of(record.dump()));
    std::string tampered = found.receipt;
    const std::string was = "\"amount\":\"2000000000\"", now = "\"amount\":\"9000000000\"";
    tampered.replace(tampered.find(was), was.size(), now);
    const auto again = replay(claim_law_for_tests().rulebook(), tampered);
    ASSERT_TRUE(again);
    ASSERT_EQ(again->differences.size(), 1U);
    EXPECT_EQ(again->differences[0].decision, "santunan_sekaligus");
    for (const std::string_view broken : {"", "{}", "[1]", "{\"receipt\":\"payung.klaim.1\"}"}) {
        const auto refused = replay(claim_law_for_tests().rulebook(), broken);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code(), claim_error::receipt_unreadable);
    }
}

// Goal: a component tells its reason in both languages, from the receipt alone.
TEST(Receipt, explains_its_components) {
    ClaimFacts facts = accident(AccidentCause::at_work);
    jkk(facts).outcome = AccidentOutcome::death;
    jkk(facts).died = Moment{on("2026-03-10"), 9 * 60};
    facts.family = {relative_of(1, Kinship::spouse)};
    const std::string receipt = assessed(facts).receipt;
    const Rulebook& law = claim_law_for_tests().rulebook();
    const auto told = explain_component(law, receipt, "santunan_kematian", Language::id);
    ASSERT_TRUE(told);
    std::string text;
    for (const std::string& sentence : *told) text += sentence + "\n";
    EXPECT_NE(text.find("Rp192.000.000"), std::string::npos) << text;
    EXPECT_NE(text.find("PP 44/2015"), std::string::npos);
    EXPECT_TRUE(explain_component(law, receipt, "santunan_kematian", Language::en));
    const auto none = explain_component(law, receipt, "kacamata", Language::id);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code(), claim_error::receipt_unreadable);
}

// Goal: cutting a receipt anywhere is an error or the same answer, never a crash.
TEST(Receipt, bears_being_cut) {
    const std::string receipt =
        assessed(death("2025-08-10", Segment::bpu, covered_from("2025-01", 12))).receipt;
    for (std::size_t size = 0; size < receipt.size(); size += 97)
        EXPECT_FALSE(replay(claim_law_for_tests().rulebook(), receipt.substr(0, size)));
}

// Goal: E17: paid as 42 m, but the membership was two months: 10 m was due, 32 m is overpaid. And
// the other way round: more months than first believed.
TEST(Reassessment, of_a_membership_that_was_shorter_as_E17) {
    const ClaimFacts believed = death("2025-08-10", Segment::bpu, covered_from("2025-01", 8));
    const ClaimFacts learned = death("2025-08-10", Segment::bpu, covered_from("2025-06", 3));
    const ClaimLaw& law = claim_law_for_tests();
    const auto found = reassess(law, assessed(believed).receipt, learned);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->was_due, rp(42'000'000));
    EXPECT_EQ(found->now_due, rp(10'000'000));
    EXPECT_EQ(found->overpaid, rp(32'000'000));
    EXPECT_EQ(found->to_pay, Money());
    ASSERT_EQ(found->changes.size(), 4U);
    const auto back = reassess(law, assessed(learned).receipt, believed);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->to_pay, rp(32'000'000));
    EXPECT_EQ(back->overpaid, Money());
    const auto same = reassess(law, assessed(believed).receipt, believed);
    ASSERT_TRUE(same);
    EXPECT_TRUE(same->same());
    const auto other = reassess(law, assessed(believed).receipt, accident(AccidentCause::at_work));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code(), claim_error::receipt_other_programme);
}

// Goal: a wage reported later raises each part that hangs on it, and nothing else.
TEST(Reassessment, of_a_wage_that_was_higher) {
    ClaimFacts facts = accident(AccidentCause::at_work);
    jkk(facts).outcome = AccidentOutcome::partial;
    jkk(facts).disabilities = {{"telunjuk_tangan_kanan", 0, 10'000}};
    const std::string earlier = assessed(facts).receipt;
    jkk(facts).wage = rp(5'000'000);
    const auto found = reassess(claim_law_for_tests(), earlier, facts);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->changes.size(), 1U);
    EXPECT_EQ(found->changes[0],
              (ComponentChange{"santunan_cacat_sebagian", PayeeRole::member, Component::Nature::due,
                               0, rp(28'800'000), rp(36'000'000)}));
    EXPECT_EQ(found->to_pay, rp(7'200'000));
    EXPECT_EQ(found->overpaid, Money());
}

// Goal: a law without a decision that claims ask is refused when it is taken, by that name; one
// that is whole serves a single claim too.
TEST(ClaimLaw, needs_all_its_decisions) {
    const LawFolder folder("claims");
    folder.replace_all("umum/ahli_waris.dmn", "Cara membagi santunan", "Cara lain");
    folder.replace_all("umum/ahli_waris.dmn", "cara_membagi_santunan", "cara_lain");
    const auto law = ClaimLaw::from(Rulebook::open(folder.path()).value());
    ASSERT_FALSE(law);
    EXPECT_EQ(law.error().code(), Code::law_malformed);
    EXPECT_NE(describe(law.error(), Language::id).find("Cara membagi santunan"), std::string::npos);
    const Money by_itself = assess(claim_law_for_tests().rulebook(),
                                   death("2025-08-10", Segment::bpu, covered_from("2025-01", 12)))
                                .total;
    EXPECT_EQ(by_itself, rp(42'000'000));
}

// Goal: a receipt of another law says so, and what would be different under this one.
TEST(Receipt, under_another_law) {
    const LawFolder folder("claims_receipt");
    folder.replace("parameters/jkm/biaya_pemakaman_jkm.yaml", "{value: 10000000",
                   "{value: 11000000");
    const Rulebook other = Rulebook::open(folder.path()).value();
    const std::string receipt =
        assessed(death("2025-08-10", Segment::bpu, covered_from("2025-01", 12))).receipt;
    const auto again = replay(other, receipt);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->same_law);
    std::string differing;
    for (const auto& difference : again->differences)
        differing += difference.decision + " " + difference.was + " " + difference.now + "; ";
    EXPECT_EQ(differing, "Manfaat JKM 42000000 43000000; Biaya pemakaman JKM 10000000 11000000; ");
}

// Goal: a begun hour is an hour.
TEST(HoursBetween, count_begun_hours) {
    const Moment start{on("2026-03-10"), 600};
    EXPECT_EQ(hours_between(start, start), 0);
    EXPECT_EQ(hours_between(start, {on("2026-03-10"), 601}), 1);
    EXPECT_EQ(hours_between(start, {on("2026-03-12"), 600}), 48);
    EXPECT_EQ(hours_between(start, {on("2026-03-12"), 601}), 49);
    EXPECT_EQ(hours_between(start, {on("2026-03-09"), 0}), 0);
}

}  // namespace
}  // namespace payung
