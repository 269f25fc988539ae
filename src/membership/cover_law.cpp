#include "membership/cover_law.h"

#include <algorithm>

#include "membership/cover_line.h"
#include "membership/participant.h"

namespace payung {
namespace {

using rules::Value;

constexpr std::array<std::string_view, 7> reason_names{
    "lunas",    "belum jatuh tempo", "tunggakan pemberi kerja", "masa tenggang",
    "nonaktif", "belum membayar",    "tidak terdaftar"};
constexpr std::int32_t days_of_holidays_max = 14;

Value date_value(Day day) {
    return Value(rules::Date::from_day_number(day.number()));
}

Error no_law_for(std::string_view figure, Month month) {
    return Error{Code::no_law,
                 {{"figure", std::string(figure)},
                  {"figure_en", std::string(figure)},
                  {"month", to_text(month)},
                  {"covered", "2015-07 … 2099-12"}}};
}

}  // namespace

std::string_view name_of(CoverReason reason) {
    return reason_names.at(static_cast<std::size_t>(reason));
}

Result<CoverLaw> CoverLaw::open(const Rulebook& rulebook) {
    CoverLaw law(rulebook);
    TRY_ASSIGN(law.basis_, decision_needed(rulebook, "Dasar perlindungan"));
    TRY_ASSIGN(law.protection_, decision_needed(rulebook, "Perlindungan BPU"));
    TRY_ASSIGN(law.due_, decision_needed(rulebook, "Jatuh tempo iuran"));
    TRY_ASSIGN(law.due_plain_, decision_needed(rulebook, "Tanggal jatuh tempo"));
    TRY_ASSIGN(law.gaps_[0], decision_needed(rulebook, "Bulan kosong dapat dibayar"));
    TRY_ASSIGN(law.gaps_[1], decision_needed(rulebook, "Masa tunggu JKM dihitung ulang"));
    TRY_ASSIGN(law.gaps_[2], decision_needed(rulebook, "Masa iur beasiswa dihitung ulang"));
    return law;
}

Result<const CoverLaw::Reading*> CoverLaw::ask(const Question& question) {
    const auto [at, fresh] = readings_.try_emplace(question);
    if (!fresh) return &at->second;
    const Facts facts{{"Segmen", Value(name_of(question.segment))},
                      {"Iuran bulan itu lunas", Value(question.paid)},
                      {"Iuran pertama lunas", Value(question.first_paid)},
                      {"Sudah jatuh tempo", Value(question.due)},
                      {"Bulan menunggak berturut", Value::integer(question.unpaid)}};
    LawSays said = ask_law(law_, *basis_, facts);
    const bool word = said.value.kind() == rules::Kind::string;
    const auto reason = std::find(reason_names.begin(), reason_names.end(),
                                  word ? std::string_view(said.value.text()) : std::string_view());
    if (reason == reason_names.end()) {
        readings_.erase(at);
        return no_law_for(basis_->name, Month{});
    }
    at->second.reason = static_cast<CoverReason>(reason - reason_names.begin());
    at->second.cite = std::move(said.cite);
    const bool by_grace =
        at->second.reason == CoverReason::grace || at->second.reason == CoverReason::lapsed;
    if (by_grace) at->second.cite = ask_law(law_, *protection_, facts).cite;
    return &at->second;
}

Result<CoverLaw::DueDay> CoverLaw::due_day(Segment segment, Month month) {
    const auto known = due_days_.find({segment, month});
    if (known != due_days_.end()) return known->second;
    const Facts facts{{"Segmen", Value(name_of(segment))},
                      {"Bulan iuran", date_value(month.first_day())}};
    Answer answer = law_.decide(*due_, facts);
    const bool exact = answer.value.kind() == rules::Kind::date;
    if (!exact) answer = law_.decide(*due_plain_, facts);
    if (answer.value.kind() != rules::Kind::date) return no_law_for(due_->name, month);
    const DueDay due{Day::from_number(static_cast<std::int32_t>(answer.value.date().day_number())),
                     exact};
    due_days_[{segment, month}] = due;
    return due;
}

Result<bool> CoverLaw::due_before(Segment segment, Month month, Day day) {
    TRY_ASSIGN(const DueDay due, due_day(segment, month));
    const std::int32_t late = day.number() - due.day.number();
    if (!due.exact && late > 0 && late <= days_of_holidays_max)
        return no_law_for(due_->name, month);
    return late > 0;
}

bool CoverLaw::gap_is(Gap what, int months) {
    const auto [at, fresh] = gaps_known_.try_emplace({what, months});
    if (fresh) {
        const Facts facts{{"Bulan menunggak berturut", Value::integer(months)}};
        at->second = says_yes(ask_law(law_, *gaps_.at(static_cast<std::size_t>(what)), facts));
    }
    return at->second;
}

Result<std::vector<CoveredMonth>> CoverLaw::months(std::span<const SpellFacts> spells,
                                                   std::span<const MonthPaid> paid, Month from,
                                                   Month until, Day as_of) {
    std::vector<CoveredMonth> covered;
    std::vector<bool> enrolled(static_cast<std::size_t>(std::max(0, until - from)));
    for (auto& spells_of_line : lines_of(spells)) {
        TRY_ASSIGN(CoverLine line,
                   CoverLine::make(*this, std::move(spells_of_line), paid, until, as_of));
        for (Month month = std::max(from, line.from()); month < until; month = month + 1) {
            if (!line.enrolled(month)) continue;
            enrolled[static_cast<std::size_t>(month - from)] = true;
            TRY_ASSIGN(CoveredMonth one, line.covered(month));
            covered.push_back(std::move(one));
        }
    }
    for (Month month = from; month < until; month = month + 1)
        if (!enrolled[static_cast<std::size_t>(month - from)])
            covered.push_back({month, 0, CoverReason::not_enrolled, 0, 0, {}});
    std::stable_sort(covered.begin(), covered.end(), [](const auto& a, const auto& b) {
        return std::pair{a.month, a.spell} < std::pair{b.month, b.spell};
    });
    return covered;
}

Result<std::vector<CoveredMonth>> CoverLaw::month(std::span<const SpellFacts> spells,
                                                  std::span<const MonthPaid> paid, Month month,
                                                  Day as_of) {
    return months(spells, paid, month, month + 1, as_of);
}

/// A wait begins anew where the law says so of a gap: of months unpaid on one's own account, or of
/// months in which nobody was enrolled.
Result<TimeContributed> CoverLaw::time_contributed(std::span<const SpellFacts> spells,
                                                   std::span<const MonthPaid> paid, Month month,
                                                   Day as_of) {
    TimeContributed time;
    for (auto& spells_of_line : lines_of(spells)) {
        const bool of_death =
            std::any_of(spells_of_line.begin(), spells_of_line.end(),
                        [](auto* one) { return (one->programmes & bit_jkm) != 0; });
        if (!of_death) continue;
        TRY_ASSIGN(CoverLine line,
                   CoverLine::make(*this, std::move(spells_of_line), paid, month + 1, as_of));
        TRY(add_time(line, month, time));
    }
    return time;
}

Result<void> CoverLaw::add_time(CoverLine& line, Month last, TimeContributed& time) {
    int gap = 0;
    for (Month each = line.from(); each <= last; each = each + 1) {
        CoveredMonth covered;
        if (line.enrolled(each)) {
            TRY_ASSIGN(covered, line.covered(each));
        }
        const bool counted = covered.reason == CoverReason::paid;
        const bool opens = !counted && covered.reason != CoverReason::not_due &&
                           covered.reason != CoverReason::arrears;
        gap = opens ? gap + 1 : 0;
        if (gap_is(Gap::wait_anew, gap)) time.months_covered = time.months_paid = 0;
        if (gap_is(Gap::study_anew, gap)) time.months_of_study = 0;
        time.months_covered += (covered.programmes & bit_jkm) != 0 ? 1 : 0;
        time.months_paid += counted ? 1 : 0;
        time.months_of_study += counted ? 1 : 0;
    }
    return {};
}

}  // namespace payung
