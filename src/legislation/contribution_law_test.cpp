#include "legislation/contribution_law.h"

#include <gtest/gtest.h>

namespace payung {
namespace {

const ContributionLaw& law() {
    static const Result<ContributionLaw> loaded =
        ContributionLaw::load(Path(PAYUNG_SOURCE_DIR) / "legislation");
    return loaded.value();
}

Month month(int year, unsigned m) {
    return Month::from_ym(year, m);
}

std::int64_t rupiah(Programme programme, Month m, PayerKind payer, char sector) {
    return law().due(programme, m, payer, sector).value().amount.rupiah();
}

std::int64_t basic(Month m, PayerKind payer, char sector) {
    return rupiah(Programme::jkk, m, payer, sector) + rupiah(Programme::jkm, m, payer, sector);
}

TEST(ContributionLaw, costs_16800) {
    EXPECT_EQ(basic(month(2026, 1), PayerKind::apbd_kab, 'A'), 16'800);
    EXPECT_EQ(basic(month(2026, 2), PayerKind::donor, 'H'), 8'400);
    std::puts(law().version().c_str());
    std::puts(law().due(Programme::jkk, month(2026, 2), PayerKind::donor, 'H')->cite.c_str());
    std::puts(law().due(Programme::jkk, month(2026, 2), PayerKind::apbdes, 'H')->cite.c_str());
}

}  // namespace
}  // namespace payung
