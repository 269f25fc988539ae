#include "claims/schedule.h"

#include "rules/decimal/decimal.h"

namespace payung {
namespace {

using rules::Decimal;

constexpr std::string_view university = "PT";

Decimal decimal_of(Rate rate) {
    return Decimal::from_scaled(rate.parts_per_million(), 6);
}

/// Within 34 digits there is always a result: amounts are below 10^17, rates are not negative.
Decimal checked(std::optional<Decimal> result) {
    CHECK(result.has_value());
    return *result;
}

Money to_rupiah(const Decimal& rupiah) {
    const auto rounded = checked(rupiah.rounded(0, rules::DecimalRounding::half_away)).integer();
    CHECK(rounded.has_value());
    return Money::from_rupiah(*rounded);
}

}  // namespace

Money nominal_of(const Obligation& obligation) {
    Money sum;
    for (const Instalment& instalment : obligation.instalments) sum += instalment.amount;
    return sum;
}

// From the last one back: V_k = A_k + p_k V_{k+1} / (1 + i), so that nothing is raised to a power.
Money present_value(std::span<const PaymentStep> steps, Rate yearly) {
    const Decimal growth = checked(Decimal::from_integer(1) + decimal_of(yearly));
    Decimal value;
    for (std::size_t k = steps.size(); k-- > 0;) {
        const Decimal amount = Decimal::from_scaled(steps[k].amount.sen(), 2);
        const Decimal later = checked(checked(decimal_of(steps[k].goes_on) * value) / growth);
        value = checked(amount + later);
    }
    return to_rupiah(value);
}

Money unwinding(Money carried, Rate yearly) {
    return carried.share(yearly, Rounding::half_up, Money::from_rupiah(1));
}

std::vector<PaymentStep> steps_of(const Obligation& scholarship, const SchoolSurvival& survival) {
    std::vector<PaymentStep> steps;
    const auto at_university = [](const Instalment& instalment) {
        return instalment.what.starts_with(university);
    };
    for (std::size_t i = 0; i < scholarship.instalments.size(); ++i) {
        const Instalment& now = scholarship.instalments[i];
        PaymentStep step{now.amount, survival.within_school};
        const bool enters = i + 1 < scholarship.instalments.size() &&
                            at_university(scholarship.instalments[i + 1]) && !at_university(now);
        if (enters) step.goes_on = survival.into_university;
        if (at_university(now)) step.goes_on = survival.within_university;
        steps.push_back(step);
    }
    return steps;
}

std::vector<PaymentStep> steps_of(const Obligation& obligation, Rate goes_on) {
    std::vector<PaymentStep> steps;
    for (const Instalment& instalment : obligation.instalments)
        steps.push_back({instalment.amount, goes_on});
    return steps;
}

}  // namespace payung
