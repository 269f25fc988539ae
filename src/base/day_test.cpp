#include "base/day.h"

#include <gtest/gtest.h>

#include <array>

namespace payung {
namespace {

Day day(std::string_view text) {
    return parse_day(text).value();
}

// Goal: only days that exist, in exactly one form, are read; printing gives the form back.
TEST(Day, parses_one_form_only) {
    for (const std::string_view good : {"1900-01-01", "1980-07-05", "2000-02-29", "2026-12-31"}) {
        SCOPED_TRACE(good);
        ASSERT_TRUE(parse_day(good));
        EXPECT_EQ(to_text(*parse_day(good)), good);
    }
    for (const std::string_view bad :
         {"", "1980-7-5", "31/12/1980", "1980-02-30", "1900-02-29", "1980-13-01", "1980-00-10",
          "1980-07-05 ", "198O-07-05", "-980-07-05"}) {
        SCOPED_TRACE(bad);
        EXPECT_FALSE(parse_day(bad));
    }
}

// Goal: months add and subtract across years; text is the identity.
TEST(Month, counts_months) {
    const Month january = *parse_month("2026-01");
    EXPECT_EQ(to_text(january + 14), "2027-03");
    EXPECT_EQ(to_text(january + -1), "2025-12");
    EXPECT_EQ(*parse_month("2027-03") - january, 14);
    EXPECT_EQ(january.first_day(), day("2026-01-01"));
    for (const std::string_view bad :
         {"2026", "2026-1", "2026-13", "2026-00", "01-2026", "2026-01-01"}) {
        EXPECT_FALSE(parse_month(bad)) << bad;
    }
}

// Goal: age is counted in full years, on both sides of the birthday.
TEST(Age, counts_full_years) {
    struct Case {
        const char* why;
        const char* born;
        const char* on;
        int age;
    };
    const std::array cases{
        Case{"day before the 65th birthday", "1961-01-02", "2026-01-01", 64},
        Case{"on the 65th birthday", "1961-01-01", "2026-01-01", 65},
        Case{"born on 29 February, day before", "2004-02-29", "2022-02-28", 17},
        Case{"born on 29 February, 1 March", "2004-02-29", "2022-03-01", 18},
        Case{"born on the day", "2026-01-01", "2026-01-01", 0},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(age_years(day(c.born), day(c.on)), c.age);
    }
}

// Goal: the end of an interval is outside it.
TEST(Interval, is_half_open) {
    const Interval<Month> transport{*parse_month("2026-01"), *parse_month("2027-04")};
    EXPECT_TRUE(transport.contains(*parse_month("2027-03")));
    EXPECT_FALSE(transport.contains(*parse_month("2027-04")));
    EXPECT_TRUE((Interval<Month>{*parse_month("2026-01"), {}}.contains(*parse_month("2099-01"))));
}

}  // namespace
}  // namespace payung
