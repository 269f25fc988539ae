#include "claims/pension.h"

#include <algorithm>

#include "claims/law_values.h"

namespace payung {
namespace {

constexpr std::string_view index_figure = "Inflasi pengindeks JP";
constexpr int months_ahead = 12;

const Parameter* index_of(const Rulebook& rulebook) {
    for (const Parameter& parameter : rulebook.parameters())
        if (parameter.name == index_figure) return &parameter;
    return nullptr;
}

bool rises_in(const Parameter& index, Month month) {
    return std::any_of(index.values.begin(), index.values.end(),
                       [&](const auto& value) { return month_of(value.from) == month; });
}

}  // namespace

std::vector<Instalment> pension_months(ClaimQuestions& law, Day start, Money monthly,
                                       Day known_on) {
    std::vector<Instalment> out;
    const Parameter* index = index_of(law.rulebook());
    if (index == nullptr) return out;
    const Month first = month_of(start) + 1;
    const Month last = std::max(first, month_of(known_on)) + months_ahead;
    Money amount = monthly;
    for (Month month = first; month < last; month = month + 1) {
        if (index->until && month >= month_of(*index->until)) break;
        if (month > first && rises_in(*index, month)) {
            const LawAnswer risen = law.ask_with("Manfaat pensiun setelah pengindeksan",
                                                 {{"Manfaat pensiun berjalan", law_value(amount)},
                                                  {"Bulan manfaat", law_value(month.first_day())}},
                                                 Need::may_lack);
            const auto now = money_of(risen.value);
            if (!now) break;
            amount = *now;
        }
        out.push_back({month.first_day(), amount, to_text(month), true});
    }
    return out;
}

std::vector<Instalment> share_of(std::span<const Instalment> whole, std::size_t at,
                                 std::size_t of) {
    const auto parts = static_cast<std::int64_t>(of), part = static_cast<std::int64_t>(at);
    std::vector<Instalment> out(whole.begin(), whole.end());
    for (Instalment& instalment : out) {
        const std::int64_t rupiah = instalment.amount.rupiah();
        instalment.amount = Money::from_rupiah(rupiah / parts + (part < rupiah % parts ? 1 : 0));
    }
    return out;
}

}  // namespace payung
