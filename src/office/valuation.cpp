#include "office/valuation.h"

#include <algorithm>

#include "fund/rate_text.h"

namespace payung {
namespace {

Error missing(std::string_view name, std::string_view name_en, Day day, std::string covered) {
    return {Code::no_law,
            {{"figure", std::string(name)},
             {"figure_en", std::string(name_en)},
             {"month", to_text(month_of(day))},
             {"covered", std::move(covered)}}};
}

Result<Rate> assumed(const Rulebook& law, std::string_view name, Day day) {
    for (const Parameter& parameter : law.parameters()) {
        if (parameter.name != name) continue;
        const ParameterValue* const value = parameter.at(day);
        const auto rate = value == nullptr ? std::nullopt : parse_rate(value->value);
        if (!rate) return missing(name, parameter.name_en, day, parameter.covered());
        return *rate;
    }
    return missing(name, name, day, "-");
}

/// Years between today and the first instalment: steps in which nothing is due.
std::vector<PaymentStep> deferred(const Obligation& obligation, std::vector<PaymentStep> steps,
                                  Day today) {
    if (obligation.instalments.empty()) return steps;
    const int years = std::max(0, age_years(today, obligation.instalments.front().due));
    steps.insert(steps.begin(), static_cast<std::size_t>(years), PaymentStep{});
    return steps;
}

}  // namespace

Result<Valuation> valuation_on(const Rulebook& law, Day day) {
    Valuation valuation;
    TRY_ASSIGN(valuation.discount, assumed(law, discount_assumption, day));
    TRY_ASSIGN(valuation.school.within_school, assumed(law, school_assumptions[0], day));
    TRY_ASSIGN(valuation.school.into_university, assumed(law, school_assumptions[1], day));
    TRY_ASSIGN(valuation.school.within_university, assumed(law, school_assumptions[2], day));
    return valuation;
}

Money value_of(const Valuation& valuation, const Obligation& obligation, Day today) {
    constexpr std::int64_t months_in_year = 12;
    switch (obligation.kind) {
        case ObligationKind::scholarship:
            return present_value(
                deferred(obligation, steps_of(obligation, valuation.school), today),
                valuation.discount);
        case ObligationKind::pension:
            return present_value(steps_of(obligation, valuation.pension_goes_on),
                                 Rate{valuation.discount.parts_per_million() / months_in_year});
        case ObligationKind::job_loss:
            return present_value(steps_of(obligation, valuation.job_loss_goes_on), Rate{});
    }
    return {};
}

}  // namespace payung
