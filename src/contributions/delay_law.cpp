#include "contributions/delay_law.h"

#include <algorithm>

#include "contributions/assessment_facts.h"
#include "contributions/errors.h"
#include "legislation/law_faults.h"

namespace payung {
namespace {

using rules::Value;

Value date_value(Day day) {
    return Value(rules::Date::from_day_number(day.number()));
}

Facts facts_of(Segment segment, Month month) {
    return {{"Segmen", Value(word_of(segment))}, {"Bulan iuran", date_value(month.first_day())}};
}

}  // namespace

Result<DelayLaw> DelayLaw::make(Rulebook law) {
    DelayLaw made(std::move(law));
    for (const auto& [name, node] : {std::pair{"Jatuh tempo iuran", &made.due_},
                                     {"Bulan terlambat", &made.months_},
                                     {"Denda iuran", &made.charge_}}) {
        TRY_ASSIGN(*node, decision_needed(made.law_, name));
    }
    return made;
}

Error DelayLaw::unknown(const rules::Node& decision, Month month) const {
    return Error{bill_error::bill_due_unknown,
                 {{"decision", decision.name}, {"month", to_text(month)}}};
}

Result<Day> DelayLaw::due(Segment segment, Month month) {
    const std::pair key{segment, month};
    if (const auto at = known_.find(key); at != known_.end()) return at->second;
    const Answer answer = law_.decide(*due_, facts_of(segment, month));
    if (answer.value.kind() != rules::Kind::date) return unknown(*due_, month);
    const auto number = static_cast<std::int32_t>(answer.value.date().day_number());
    return known_.emplace(key, Day::from_number(number)).first->second;
}

Result<DelayLaw::Delay> DelayLaw::delay(Segment segment, Month month, Money owed, Day day) {
    Facts facts = facts_of(segment, month);
    facts.emplace("Tanggal bayar", date_value(day));
    facts.emplace("Iuran terutang", Value::integer(owed.rupiah()));
    const auto whole = [&](const rules::Node& decision) -> std::optional<std::int64_t> {
        const Answer answer = law_.decide(decision, facts);
        if (answer.value.kind() != rules::Kind::number) return std::nullopt;
        return answer.value.number().integer();
    };
    const auto months = whole(*months_), charge = whole(*charge_);
    if (!months) return unknown(*months_, month);
    if (!charge) return unknown(*charge_, month);
    return Delay{*months, Money::from_rupiah(*charge)};
}

PartAmounts charge_parts(Money charge, const PartAmounts& of_bill) {
    PartAmounts weights = of_bill;
    weights[BillPart::jkk] += weights[BillPart::jkp_from_jkk];
    weights[BillPart::jkp_from_jkk] = Money{};
    const __int128 whole = weights.sum().rupiah();
    CHECK(whole > 0 && !weights.any_negative());
    PartAmounts parts;
    std::vector<std::pair<std::int64_t, BillPart>> remainders;
    std::int64_t left = charge.rupiah();
    for (const BillPart part : all_bill_parts) {
        const __int128 product = __int128{charge.rupiah()} * weights[part].rupiah();
        const auto share = static_cast<std::int64_t>(product / whole);
        parts[part] = Money::from_rupiah(share);
        left -= share;
        remainders.emplace_back(static_cast<std::int64_t>(product % whole), part);
    }
    std::ranges::stable_sort(remainders, std::ranges::greater{},
                             &std::pair<std::int64_t, BillPart>::first);
    for (std::size_t i = 0; left > 0; --left)
        parts[remainders.at(i++).second] += Money::from_rupiah(1);
    CHECK(parts.sum() == charge);
    return parts;
}

}  // namespace payung
