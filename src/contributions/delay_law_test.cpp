#include "contributions/delay_law.h"

#include <gtest/gtest.h>

#include "contributions/errors.h"
#include "contributions/members_for_tests.h"

namespace payung {
namespace {

Day day(int year, unsigned month, unsigned number) {
    return *Day::from_ymd(year, month, number);
}
Money rupiah(std::int64_t amount) {
    return Money::from_rupiah(amount);
}
DelayLaw delay_law() {
    return DelayLaw::make(assessment_for_tests().law()).value();
}

// Goal: contributions are due on the 15th, of the next month for wage earners, and on the next
// working day where that is none.
TEST(DelayLaw, tells_due_days) {
    DelayLaw law = delay_law();
    const Month march = Month::from_ym(2026, 3), january = Month::from_ym(2026, 1);
    EXPECT_EQ(law.due(Segment::pu, march).value(), day(2026, 4, 15));    // a Wednesday
    EXPECT_EQ(law.due(Segment::pu, january).value(), day(2026, 2, 18));  // Sunday, then New Year
    EXPECT_EQ(law.due(Segment::bpu, january).value(), day(2026, 1, 15));
    const auto later = law.due(Segment::pu, Month::from_ym(2098, 12));
    ASSERT_FALSE(later);
    EXPECT_EQ(later.error().code(), bill_error::bill_due_unknown);
}

// Goal: E15, the bill of E1 paid two months late; a part of a month counts as a month; whoever
// pays for himself is not charged.
TEST(DelayLaw, charges_delay_as_e15) {
    DelayLaw law = delay_law();
    const Month march = Month::from_ym(2026, 3);
    struct Case {
        Segment segment;
        Day paid;
        std::int64_t months, charge;
    };
    for (const Case& c :
         {Case{Segment::pu, day(2026, 4, 15), 0, 0}, Case{Segment::pu, day(2026, 4, 16), 1, 27'720},
          Case{Segment::pu, day(2026, 5, 15), 1, 27'720},
          Case{Segment::pu, day(2026, 5, 16), 2, 55'440},
          Case{Segment::pu, day(2026, 6, 15), 2, 55'440},
          Case{Segment::bpu, day(2026, 6, 15), 3, 0}}) {
        const auto delay = law.delay(c.segment, march, rupiah(1'386'000), c.paid);
        ASSERT_TRUE(delay) << describe(delay.error(), Language::en);
        EXPECT_EQ(delay->months, c.months) << to_text(c.paid);
        EXPECT_EQ(delay->charge, rupiah(c.charge)) << to_text(c.paid);
    }
}

// Goal: a charge is split as its bill, JKP's part with JKK, and adds up to the rupiah.
TEST(DelayLaw, splits_charges_as_e15) {
    PartAmounts bill;
    bill[BillPart::jkk] = rupiah(15'000);
    bill[BillPart::jkp_from_jkk] = rupiah(21'000);
    bill[BillPart::jkm] = rupiah(45'000);
    bill[BillPart::jht] = rupiah(855'000);
    bill[BillPart::jp] = rupiah(450'000);
    const PartAmounts parts = charge_parts(rupiah(55'440), bill);
    EXPECT_EQ(parts[BillPart::jkk], rupiah(1'440));
    EXPECT_EQ(parts[BillPart::jkp_from_jkk], rupiah(0));
    EXPECT_EQ(parts[BillPart::jkm], rupiah(1'800));
    EXPECT_EQ(parts[BillPart::jht], rupiah(34'200));
    EXPECT_EQ(parts[BillPart::jp], rupiah(18'000));
    for (std::int64_t charge = 0; charge < 200; ++charge)
        EXPECT_EQ(charge_parts(rupiah(charge), bill).sum(), rupiah(charge));
}

}  // namespace
}  // namespace payung
