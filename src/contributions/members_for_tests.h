#pragma once

/// For tests and benchmarks: members in a month, of all segments.

#include <random>
#include <string>

#include "base/check.h"
#include "contributions/assessment.h"

namespace payung {

inline ContributionAssessment assessment_for_tests() {
    static const Rulebook law = [] {
        auto opened = Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation");
        CHECK(opened.has_value());
        return *opened;
    }();
    auto assessment = ContributionAssessment::make(law);
    CHECK(assessment.has_value());
    return std::move(*assessment);
}

inline MemberMonth wage_earner(std::int64_t rupiah, std::string_view risk_group,
                               std::string_view scale, int year, unsigned month) {
    MemberMonth member;
    member.membership = 1;
    member.payer = 1;
    member.payer_kind = PartyKind::employer;
    member.month = Month::from_ym(year, month);
    member.segment = Segment::pu;
    member.programmes = bit_jkk | bit_jkm | bit_jht | bit_jp | bit_jkp;
    member.wage = Money::from_rupiah(rupiah);
    member.wage_reported = true;
    member.kpj = "K1";
    member.sector = 'C';
    member.birth = *Day::from_ymd(1990, 6, 15);
    member.enrolled = *Day::from_ymd(2020, 1, 1);
    member.scale = scale;
    member.risk_group = risk_group;
    member.industry = "lainnya";
    member.workers = 100;
    return member;
}

inline MemberMonth worker_for_himself(std::uint8_t programmes, int year, unsigned month) {
    MemberMonth member;
    member.membership = 2;
    member.payer = 2;
    member.month = Month::from_ym(year, month);
    member.segment = Segment::bpu;
    member.programmes = programmes;
    member.income = Money::from_rupiah(1'000'000);
    member.kpj = "K2";
    member.sector = 'A';
    member.birth = *Day::from_ymd(1980, 2, 28);
    member.enrolled = *Day::from_ymd(2024, 1, 1);
    member.funds = "mandiri";
    return member;
}

/// Some of them with something unknown or out of place.
inline MemberMonth random_member(std::mt19937& random) {
    static constexpr std::array<std::string_view, 7> scales{
        "mikro", "kecil", "menengah", "besar", "instansi pemerintah", "peserta khusus", ""};
    static constexpr std::array<std::string_view, 6> risks{"I", "II", "III", "IV", "V", ""};
    static constexpr std::array<std::string_view, 4> industries{"lainnya", "alas kaki", "furnitur",
                                                                "tekstil dan pakaian jadi"};
    static constexpr std::array<std::string_view, 8> funds{"mandiri", "APBD",   "APBN", "DBH",
                                                           "CSR",     "APBDes", "",     "donatur"};
    const auto pick = [&](const auto& words) { return words[random() % words.size()]; };
    const auto upto = [&](std::int64_t max) { return static_cast<std::int64_t>(random()) % max; };
    MemberMonth member = wage_earner(upto(25'000'000), pick(risks), pick(scales), 2025, 3);
    member.segment = static_cast<Segment>(1 + random() % 4);
    member.month = member.month + static_cast<std::int32_t>(random() % 20);
    member.income = Money::from_rupiah(upto(30'000'000));
    member.industry = pick(industries);
    member.funds = pick(funds);
    member.sector = static_cast<char>('A' + static_cast<int>(random() % 21));
    member.programmes = static_cast<std::uint8_t>(random() % 32);
    member.takes_jht = random() % 2 != 0;
    member.takes_jp = random() % 2 != 0;
    member.citizen = random() % 10 != 0;
    member.has_jkn = random() % 5 != 0;
    member.workers = upto(300);
    member.birth = *Day::from_ymd(1955 + static_cast<int>(random() % 50),
                                  1 + static_cast<unsigned>(upto(12)), 1);
    member.enrolled = *Day::from_ymd(2015 + static_cast<int>(random() % 10), 1, 1);
    if (random() % 3 == 0) member.back_pay = Money::from_rupiah(upto(2'000'000));
    if (random() % 50 == 0) member.wage += Money::from_sen(1);
    return member;
}

}  // namespace payung
