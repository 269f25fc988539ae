#include "contributions/assessment.h"

#include <gtest/gtest.h>

#include <random>

#include "contributions/members_for_tests.h"

namespace payung {
namespace {

struct WorkedCase {
    std::string_view name;
    MemberMonth member;
    // rupiah: JKK without what is JKP's, JKP from JKK, JKM, JHT, JP, the State's share
    std::int64_t jkk, jkp, jkm, jht, jp, state;
};

MemberMonth apprentice() {
    MemberMonth member = wage_earner(3'000'000, "II", "mikro", 2026, 3);
    return member;
}
MemberMonth footwear() {
    MemberMonth member = wage_earner(4'000'000, "III", "besar", 2025, 5);
    member.industry = "alas kaki";
    return member;
}
MemberMonth driver(std::uint8_t programmes, std::string_view funds, int year, unsigned month) {
    MemberMonth member = worker_for_himself(programmes, year, month);
    member.sector = 'H';
    member.funds = funds;
    return member;
}
MemberMonth pensioner() {
    MemberMonth member = wage_earner(4'000'000, "I", "menengah", 2026, 3);
    member.birth = *Day::from_ymd(1960, 5, 1);
    member.enrolled = *Day::from_ymd(2010, 1, 1);
    return member;
}

const std::vector<WorkedCase>& worked_cases() {
    constexpr std::uint8_t two = bit_jkk | bit_jkm, three = two | bit_jht;
    static const std::vector<WorkedCase> cases{
        {"E1, a worker", wage_earner(5'000'000, "I", "menengah", 2026, 3), 5'000, 7'000, 15'000,
         285'000, 150'000, 11'000},
        {"C1 paid by himself, no relief for other sectors before April",
         worker_for_himself(two, 2026, 2), 10'000, 0, 6'800, 0, 0, 0},
        {"C1 discounted", driver(two, "mandiri", 2026, 2), 5'000, 0, 3'400, 0, 0, 0},
        {"C1 paid from APBD: no relief", driver(two, "APBD", 2026, 2), 10'000, 0, 6'800, 0, 0, 0},
        {"C1 paid by a company", driver(two, "CSR", 2026, 2), 5'000, 0, 3'400, 0, 0, 0},
        {"C2 three programmes", driver(three, "mandiri", 2026, 2), 5'000, 0, 3'400, 20'000, 0, 0},
        {"C3 medium enterprise", wage_earner(4'000'000, "I", "menengah", 2026, 3), 4'000, 5'600,
         12'000, 228'000, 120'000, 8'800},
        {"C4 above the caps", wage_earner(20'000'000, "II", "besar", 2026, 3), 101'000, 7'000,
         60'000, 1'140'000, 332'589, 11'000},
        {"C5 a year earlier", wage_earner(20'000'000, "II", "besar", 2025, 3), 101'000, 7'000,
         60'000, 1'140'000, 316'422, 11'000},
        {"C6 group V", wage_earner(8'000'000, "V", "besar", 2026, 3), 132'200, 7'000, 24'000,
         456'000, 240'000, 11'000},
        {"C7 sponsored from DBH", driver(two, "DBH", 2024, 5), 10'000, 0, 6'800, 0, 0, 0},
        {"C8 footwear: half of JKK", footwear(), 12'200, 5'600, 12'000, 228'000, 120'000, 8'800},
        {"micro enterprise: two programmes", apprentice(), 16'200, 0, 9'000, 0, 0, 0},
        {"past the pension age: neither JP nor JKP", pensioner(), 9'600, 0, 12'000, 228'000, 0, 0},
    };
    return cases;
}

// Goal: the worked cases of the law come out to the rupiah, in columns and one by one.
TEST(Assessment, gives_the_worked_cases) {
    ContributionAssessment assessment = assessment_for_tests();
    std::vector<MemberMonth> members;
    for (const WorkedCase& worked : worked_cases()) members.push_back(worked.member);
    const auto assessed = assessment.assess(members);
    ASSERT_TRUE(assessed);
    EXPECT_TRUE(assessed->exceptions.empty());
    for (std::size_t i = 0; i < members.size(); ++i) {
        const WorkedCase& worked = worked_cases()[i];
        SCOPED_TRACE(worked.name);
        const Owed& owed = assessed->owed[i];
        EXPECT_TRUE(owed.known);
        EXPECT_EQ(owed.amount[BillPart::jkk].rupiah(), worked.jkk);
        EXPECT_EQ(owed.amount[BillPart::jkp_from_jkk].rupiah(), worked.jkp);
        EXPECT_EQ(owed.amount[BillPart::jkm].rupiah(), worked.jkm);
        EXPECT_EQ(owed.amount[BillPart::jht].rupiah(), worked.jht);
        EXPECT_EQ(owed.amount[BillPart::jp].rupiah(), worked.jp);
        EXPECT_EQ(owed.jkp_state.rupiah(), worked.state);
        EXPECT_EQ(assessment.explain(members[i]).owed, owed);
        EXPECT_NE(assessment.basis_text(owed.basis).find("PP 44/2015"), std::string::npos);
    }
}

// Goal: relief is for those who owe nothing from before.
TEST(Assessment, gives_relief_only_to_those_who_are_settled) {
    ContributionAssessment assessment = assessment_for_tests();
    const std::vector<MemberMonth> members(2, driver(bit_jkk | bit_jkm, "mandiri", 2026, 2));
    const std::vector<std::uint8_t> settled{1, 0};
    const auto assessed = assessment.assess(members, settled);
    ASSERT_TRUE(assessed);
    EXPECT_EQ(assessed->owed[0].amount.sum().rupiah(), 8'400);
    EXPECT_EQ(assessed->owed[1].amount.sum().rupiah(), 16'800);
    EXPECT_EQ(assessment.explain(members[1], false).owed, assessed->owed[1]);
}

// Goal: whoever cannot be assessed is told with the reason, and stops nobody else.
TEST(Assessment, tells_exceptions_and_goes_on) {
    ContributionAssessment assessment = assessment_for_tests();
    std::vector<MemberMonth> members(5, wage_earner(5'000'000, "I", "menengah", 2026, 3));
    members[1].risk_group = "";    // not known
    members[2].wage = Money{};     // never reported
    members[3].scale = "raksasa";  // no word of the law
    members[3].kpj = "K3";
    const auto assessed = assessment.assess(members);
    ASSERT_TRUE(assessed);
    ASSERT_EQ(assessed->exceptions.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(assessed->exceptions[i].at, i + 1);
    EXPECT_EQ(assessed->exceptions[0].why.reason, rules::Reason::missing_input);
    EXPECT_EQ(assessed->exceptions[2].why.key, "K3");
    EXPECT_FALSE(assessed->owed[2].known);
    EXPECT_EQ(assessed->owed[0].amount.sum(), assessed->owed[4].amount.sum());
    EXPECT_TRUE(assessed->owed[4].known);
}

// Goal: what the books have no place for (JKP's part of JKM, until January 2025) is an exception.
TEST(Assessment, refuses_months_that_cannot_be_booked) {
    ContributionAssessment assessment = assessment_for_tests();
    const std::vector<MemberMonth> members{wage_earner(5'000'000, "I", "menengah", 2023, 3)};
    const auto assessed = assessment.assess(members);
    ASSERT_TRUE(assessed);
    ASSERT_EQ(assessed->exceptions.size(), 1U);
    EXPECT_EQ(assessed->exceptions[0].why.decision, "Bagian JKP dari JKM");
}

// Goal: millions in columns and one by one are the same law, whatever is known of a member.
TEST(Assessment, columns_and_one_by_one_agree) {
    constexpr unsigned seed = 20260301;
    std::mt19937 random(seed);
    ContributionAssessment assessment = assessment_for_tests();
    std::vector<MemberMonth> members;
    std::vector<std::uint8_t> settled;
    for (int i = 0; i < 600; ++i) {
        members.push_back(random_member(random));
        settled.push_back(random() % 4 != 0);
    }
    const auto assessed = assessment.assess(members, settled);
    ASSERT_TRUE(assessed);
    std::size_t exceptions = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto explained = assessment.explain(members[i], settled[i] != 0);
        EXPECT_EQ(explained.owed, assessed->owed[i]) << "seed " << seed << ", member " << i;
        exceptions += explained.exception.has_value();
        if (!assessed->owed[i].known) continue;
        EXPECT_EQ(explained.basis, assessment.basis_text(assessed->owed[i].basis)) << i;
    }
    EXPECT_EQ(exceptions, assessed->exceptions.size());
    EXPECT_LT(exceptions, members.size());
}

}  // namespace
}  // namespace payung
