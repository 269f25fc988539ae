#include "contributions/assessment_facts.h"

#include <algorithm>
#include <array>

#include "legislation/law_faults.h"

namespace payung {
namespace {

using Kind = AssessmentFact::Kind;
using Number = std::optional<std::int64_t>;

constexpr std::string_view segment_name = "Segmen", month_name = "Bulan iuran";
constexpr std::string_view pension_name = "Tanggal usia pensiun";
constexpr std::string_view sector_name = "Sektor keringanan BPU";

constexpr std::uint8_t bit_of(Segment segment) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(segment));
}
constexpr std::uint8_t pu = bit_of(Segment::pu), bpu = bit_of(Segment::bpu),
                       pmi = bit_of(Segment::pmi), wages = pu | bit_of(Segment::jakon);

/// Whole rupiah; the law knows no parts of one.
Number rupiah(Money amount) {
    constexpr std::int64_t sen_per_rupiah = 100;
    if (amount.sen() % sen_per_rupiah != 0) return std::nullopt;
    return amount.sen() / sen_per_rupiah;
}

Number truth(bool holds) {
    return holds ? 1 : 0;
}

/// A wage earner's choice is his employer's, everybody else's his own.
bool chose_jht(const MemberMonth& member) {
    return member.segment == Segment::pu ? member.takes_jht : (member.programmes & bit_jht) != 0;
}

std::string_view funds_of(const MemberMonth& member) {
    if (!member.funds.empty()) return member.funds;
    return member.payer_kind == PartyKind::employer ? "pemberi kerja" : "mandiri";
}

const std::array<AssessmentFact, 19> all_facts{{
    {"Upah", wages, Kind::number,
     [](const AssessmentCase& c) -> Number {
         const Money wage = c.member->wage + c.member->back_pay;
         if (wage == Money{}) return std::nullopt;  // never reported
         return rupiah(wage);
     },
     nullptr},
    {"Penghasilan", bpu, Kind::number,
     [](const AssessmentCase& c) { return rupiah(c.member->income); }, nullptr},
    {"Iuran JHT pilihan", pmi, Kind::number,
     [](const AssessmentCase& c) -> Number {
         if (c.member->income == Money{}) return std::nullopt;  // none chosen
         return rupiah(c.member->income);
     },
     nullptr},
    {"Usia saat mendaftar", pu, Kind::number,
     [](const AssessmentCase& c) -> Number {
         return age_years(c.member->birth, c.member->enrolled);
     },
     nullptr},
    {"Bulan bekerja di Indonesia", pu, Kind::number,
     [](const AssessmentCase& c) -> Number {
         const Day from = c.member->enrolled;
         return std::max(0, c.member->month - month_of(from));
     },
     nullptr},
    {"Pekerja aktif", pu, Kind::number,
     [](const AssessmentCase& c) -> Number { return c.member->workers; }, nullptr},
    {"Pilihan JHT", pu | bpu | pmi, Kind::truth,
     [](const AssessmentCase& c) { return truth(chose_jht(*c.member)); }, nullptr},
    {"Pilihan JP", pu, Kind::truth,
     [](const AssessmentCase& c) { return truth(c.member->takes_jp); }, nullptr},
    {"Peserta JKN", pu, Kind::truth,
     [](const AssessmentCase& c) { return truth(c.member->has_jkn); }, nullptr},
    {"Mencapai usia pensiun", pu, Kind::truth,
     [](const AssessmentCase& c) -> Number {
         if (!c.of_pension_age) return std::nullopt;
         return truth(*c.of_pension_age);
     },
     nullptr},
    {"Iuran JKK lunas", pu, Kind::truth, [](const AssessmentCase& c) { return truth(c.settled); },
     nullptr},
    {"Tunggakan lunas", wages | bpu, Kind::truth,
     [](const AssessmentCase& c) { return truth(c.settled); }, nullptr},
    // PP 49/2020: asked for and granted until January 2021, before there were these books.
    {"Penundaan JP memenuhi syarat", pu, Kind::truth,
     [](const AssessmentCase&) { return truth(false); }, nullptr},
    {"Kewarganegaraan", pu, Kind::word, nullptr,
     [](const AssessmentCase& c) -> std::string_view { return c.member->citizen ? "WNI" : "WNA"; }},
    {"Skala usaha", pu, Kind::word, nullptr,
     [](const AssessmentCase& c) { return c.member->scale; }},
    {"Kelompok risiko", pu, Kind::word, nullptr,
     [](const AssessmentCase& c) { return c.member->risk_group; }},
    {"Industri", pu, Kind::word, nullptr,
     [](const AssessmentCase& c) { return c.member->industry; }},
    {"Sektor", bpu, Kind::word, nullptr, [](const AssessmentCase& c) { return c.sector; }},
    {"Sumber dana", bpu, Kind::word, nullptr,
     [](const AssessmentCase& c) { return funds_of(*c.member); }},
}};

}  // namespace

std::span<const AssessmentFact> assessment_facts() {
    return all_facts;
}

const AssessmentFact* find_assessment_fact(std::string_view name) {
    const auto at = std::ranges::find(all_facts, name, &AssessmentFact::name);
    return at == all_facts.end() ? nullptr : &*at;
}

std::string_view word_of(Segment segment) {
    constexpr std::array<std::string_view, 5> words{"", "PU", "BPU", "PMI", "JAKON"};
    return words.at(static_cast<std::size_t>(segment));
}

Facts facts_of(const AssessmentCase& known) {
    Facts facts;
    const Day first = known.member->month.first_day();
    facts.emplace(month_name, rules::Date::from_day_number(first.number()));
    if (const auto segment = word_of(known.member->segment); !segment.empty())
        facts.emplace(segment_name, rules::Value(segment));
    for (const AssessmentFact& fact : all_facts) {
        if (!fact.concerns(known.member->segment)) continue;
        if (fact.kind == Kind::word) {
            const std::string_view word = fact.word(known);
            if (!word.empty()) facts.emplace(fact.name, rules::Value(word));
        } else if (const Number number = fact.number(known)) {
            facts.emplace(fact.name, fact.kind == Kind::truth ? rules::Value(*number != 0)
                                                              : rules::Value::integer(*number));
        }
    }
    return facts;
}

Result<SharedFacts> SharedFacts::make(const Rulebook& law) {
    SharedFacts shared(law);
    TRY_ASSIGN(shared.pension_, decision_needed(law, pension_name));
    TRY_ASSIGN(shared.sector_, decision_needed(law, sector_name));
    return shared;
}

std::optional<Day> SharedFacts::pension_day(Day birth) {
    const auto [at, added] = pension_days_.try_emplace(birth);
    if (!added) return at->second;
    const Facts facts{
        {"Tanggal lahir", rules::Value(rules::Date::from_day_number(birth.number()))}};
    const Answer answer = law_.decide(*pension_, facts);
    if (answer.value.kind() == rules::Kind::date)
        at->second = Day::from_number(static_cast<std::int32_t>(answer.value.date().day_number()));
    return at->second;
}

const std::string& SharedFacts::sector(char letter) {
    const char known = letter >= 'A' && letter <= 'U' ? letter : '-';
    const auto [at, added] = sectors_.try_emplace(known);
    if (!added) return at->second;
    const Facts facts{{"Lapangan usaha", rules::Value(std::string(1, known))}};
    const Answer answer = law_.decide(*sector_, facts);
    if (answer.value.kind() == rules::Kind::string) at->second = answer.value.text();
    return at->second;
}

AssessmentCase SharedFacts::of(const MemberMonth& member, bool settled) {
    AssessmentCase known{&member, settled, std::nullopt, {}};
    if (const auto day = pension_day(member.birth))
        known.of_pension_age = *day <= member.month.first_day();
    known.sector = sector(member.sector);
    return known;
}

}  // namespace payung
