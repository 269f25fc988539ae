#include "office/valuation.h"

#include <gtest/gtest.h>

#include "office/office_for_tests.h"

namespace payung {
namespace {

constexpr Day march = *Day::from_ymd(2026, 3, 10);

/// Yearly, from that day on.
Obligation scholarship_of(std::initializer_list<std::pair<const char*, int>> years) {
    Obligation obligation;
    Day due = march;
    for (const auto& [what, half_millions] : years) {
        obligation.instalments.push_back({due, Money::from_rupiah(half_millions * 500'000), what});
        due = *Day::from_ymd(static_cast<int>(due.ymd().year()) + 1, 3, 10);
    }
    return obligation;
}

// Goal: the assumptions stand with the figures of the law, dated and with a status; the values of
// E7 come of them: child A in grade 5, child B in the first university year.
TEST(Valuation, values_E7_by_what_stands_in_legislation) {
    const auto valuation = valuation_on(law_for_tests(), march);
    ASSERT_TRUE(valuation) << describe(valuation.error(), Language::en);
    const Obligation a = scholarship_of({{"SD 5", 3},
                                         {"SD 6", 3},
                                         {"SMP 1", 4},
                                         {"SMP 2", 4},
                                         {"SMP 3", 4},
                                         {"SMA 1", 6},
                                         {"SMA 2", 6},
                                         {"SMA 3", 6},
                                         {"PT 1", 24},
                                         {"PT 2", 24},
                                         {"PT 3", 24},
                                         {"PT 4", 24},
                                         {"PT 5", 24}});
    const Obligation b =
        scholarship_of({{"PT 1", 24}, {"PT 2", 24}, {"PT 3", 24}, {"PT 4", 24}, {"PT 5", 24}});
    EXPECT_EQ(value_of(*valuation, a, march), Money::from_rupiah(32'671'106));
    EXPECT_EQ(value_of(*valuation, b, march), Money::from_rupiah(48'773'784));
}

// Goal: each assumption is in the folder of the law, says that it is none, and is not confirmed.
TEST(Valuation, says_that_it_is_no_law) {
    int found = 0;
    for (const Parameter& parameter : law_for_tests().parameters()) {
        if (parameter.time != "Tanggal penilaian") continue;
        ++found;
        EXPECT_NE(parameter.source.find("bukan hukum"), std::string::npos) << parameter.name;
        for (const ParameterValue& value : parameter.values) EXPECT_EQ(value.status, "M");
    }
    EXPECT_EQ(found, 4);
}

// Goal: where there is none for a day, nothing is valued, and the figure is named.
TEST(Valuation, needs_an_assumption_for_the_day) {
    const auto before = valuation_on(law_for_tests(), *Day::from_ymd(2015, 6, 30));
    ASSERT_FALSE(before);
    EXPECT_EQ(before.error().code(), Code::no_law);
    EXPECT_NE(describe(before.error(), Language::id).find(discount_assumption), std::string::npos);
    EXPECT_NE(describe(before.error(), Language::en).find("discount rate"), std::string::npos);
    EXPECT_TRUE(valuation_on(law_for_tests(), *Day::from_ymd(2015, 7, 1)));
}

}  // namespace
}  // namespace payung
