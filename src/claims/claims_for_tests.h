#pragma once

/// For tests: the program's law for claims, loaded once, and facts in few words.

#include <string>
#include <string_view>

#include "base/check.h"
#include "claims/assessment.h"

namespace payung {

inline const ClaimLaw& claim_law_for_tests() {
    static const ClaimLaw law =
        ClaimLaw::from(Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation").value()).value();
    return law;
}

inline Day on(std::string_view text) {
    const auto day = parse_day(text);
    CHECK(day.has_value());
    return *day;
}
inline Month in(std::string_view text) {
    const auto month = parse_month(text);
    CHECK(month.has_value());
    return *month;
}
inline Money rp(std::int64_t rupiah) {
    return Money::from_rupiah(rupiah);
}

inline constexpr std::uint8_t every_programme = bit_jkk | bit_jkm | bit_jht | bit_jp | bit_jkp;

/// `months` months from `first` on.
inline std::vector<CoveredMonth> covered_from(std::string_view first, int months,
                                              CoverReason reason = CoverReason::paid) {
    std::vector<CoveredMonth> out;
    for (int i = 0; i < months; ++i)
        out.push_back({in(first) + i, every_programme, reason, 1, 1, ""});
    return out;
}
/// The months up to and with that of `day`.
inline std::vector<CoveredMonth> covered_until(Day day, int months) {
    const Month last = month_of(day);
    return covered_from(to_text(last + (1 - months)), months);
}

inline FamilyMember relative_of(std::int64_t number, Kinship kinship,
                                std::string_view birth = "1980-01-01") {
    FamilyMember member;
    member.relative = number;
    member.kinship = kinship;
    member.birth = on(birth);
    return member;
}
inline FamilyMember child_at(std::int64_t number, std::string_view birth, std::string_view level,
                             int year) {
    FamilyMember child = relative_of(number, Kinship::child, birth);
    child.school = SchoolYear{std::string(level), year};
    return child;
}

/// Handed in a month after `day`, by someone covered for three years.
template <class Of>
ClaimFacts claim_of(Of of, Day day, Segment segment = Segment::pu) {
    ClaimFacts facts;
    facts.segment = segment;
    facts.claimed = Day::from_number(day.number() + 30);
    facts.cover = covered_until(day, 40);
    facts.of = std::move(of);
    return facts;
}

inline JkkFacts accident_on(std::string_view day, std::int64_t wage, AccidentOutcome outcome) {
    JkkFacts of;
    of.accident = {on(day), 8 * 60};
    of.wage = rp(wage);
    of.outcome = outcome;
    return of;
}

inline const Component* part_of(const Assessment& assessment, std::string_view code) {
    for (const Component& part : assessment.components)
        if (part.code == code) return &part;
    return nullptr;
}
/// "" where nothing is refused.
inline std::string refusals_of(const Assessment& assessment) {
    std::string out;
    for (const ClaimRefusal& refusal : assessment.refusals)
        out += (out.empty() ? "" : " ") + std::string(name_of(refusal.reason));
    return out;
}
/// Facts and law that are missing; papers are not told.
inline std::string missing_of(const Assessment& assessment) {
    std::string out;
    for (const MissingForClaim& what : assessment.missing)
        if (what.kind != MissingForClaim::Kind::document)
            out += (out.empty() ? "" : ", ") + what.name;
    return out;
}

}  // namespace payung
