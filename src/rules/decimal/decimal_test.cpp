#include "rules/decimal/decimal.h"
#include <gtest/gtest.h>
using namespace payung::rules;
TEST(Decimal, smoke) {
    auto d = [](const char* t) { return *Decimal::parse(t); };
    EXPECT_EQ((d("1") / d("3"))->text(), "0.3333333333333333333333333333333333");
    EXPECT_EQ((d("-10").modulo(d("4")))->text(), "2");
    EXPECT_EQ(d("-3").power(d("2"))->text(), "9");
    EXPECT_EQ(d("1.20e2").text(), "120");
    EXPECT_EQ(d("0.00"), d("0"));
    EXPECT_FALSE(d("1") / d("0"));
}
