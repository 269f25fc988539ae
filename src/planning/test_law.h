#pragma once

/// The law as tests of this module need it, written down again: 10,000 for JKK, 6,800 for JKM and
/// 20,000 for JHT a month; half of JKK and JKM from January 2026 for transport (H) and from April
/// for others, unless the money is public. Nothing is known before 2025 or after 2026.

#include "planning/price.h"

namespace payung {

inline Result<ContributionDue> test_due(Programme programme, Month month, PayerKind payer,
                                        char sector) {
    if (month.year() < 2025 || month.year() > 2026) {
        return Error(Code::no_law, {{"figure", "iuran"},
                                    {"figure_en", "contribution"},
                                    {"month", to_text(month)},
                                    {"covered", "2025-2026"}});
    }
    constexpr std::array<std::int64_t, 3> full{10'000, 6'800, 20'000};
    std::int64_t rupiah = full.at(static_cast<std::size_t>(programme));
    const bool own_money = payer == PayerKind::tjsl || payer == PayerKind::donor;
    const Month first = Month::from_ym(2026, sector == 'H' ? 1 : 4);
    if (own_money && programme != Programme::jht && month >= first) rupiah /= 2;
    ContributionDue due;
    due.amount = Money::from_rupiah(rupiah);
    due.unconfirmed = programme == Programme::jht;
    due.sector_assumed = own_money && sector == 0 && month < Month::from_ym(2026, 4);
    return due;
}

inline BudgetPrices test_prices(std::span<const Budget> budgets) {
    auto prices = price_budgets(budgets, test_due);
    CHECK(prices.has_value());
    return std::move(*prices);
}

}  // namespace payung
