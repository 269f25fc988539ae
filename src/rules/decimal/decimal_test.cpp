#include "rules/decimal/decimal.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>
#include <tuple>

namespace payung::rules {

namespace {

Decimal number(std::string_view text) {
    const auto parsed = Decimal::parse(text);
    EXPECT_TRUE(parsed) << text;
    return parsed.value_or(Decimal());
}

std::string text_of(const std::optional<Decimal>& result) {
    return result ? result->text() : "nothing";
}

const std::array roundings = {DecimalRounding::half_even,       DecimalRounding::toward_negative,
                              DecimalRounding::toward_positive, DecimalRounding::away_from_zero,
                              DecimalRounding::toward_zero,     DecimalRounding::half_away,
                              DecimalRounding::half_toward_zero};

/// units / 10^digits by the definition of each rounding, on whole numbers alone.
std::int64_t rounded_units(std::int64_t units, int digits, DecimalRounding rounding) {
    std::int64_t unit = 1;
    for (int i = 0; i < digits; ++i) unit *= 10;
    std::int64_t below = units / unit;  // toward minus infinity
    if (units % unit < 0) --below;
    const std::int64_t rest = units - below * unit;
    if (rest == 0) return below;
    const bool tie = 2 * rest == unit, above_half = 2 * rest > unit, negative = units < 0;
    switch (rounding) {
        case DecimalRounding::toward_negative:
            return below;
        case DecimalRounding::toward_positive:
            return below + 1;
        case DecimalRounding::toward_zero:
            return negative ? below + 1 : below;
        case DecimalRounding::away_from_zero:
            return negative ? below : below + 1;
        case DecimalRounding::half_even:
            return below + (tie ? below % 2 != 0 : above_half);
        case DecimalRounding::half_away:
            return below + (tie ? !negative : above_half);
        case DecimalRounding::half_toward_zero:
            return below + (tie ? negative : above_half);
    }
    return below;
}

}  // namespace

// A number is written plainly: no exponent, no zeros that say nothing, no minus before zero.
TEST(Decimal, text) {
    const std::array cases = {
        std::pair{"0", "0"},
        std::pair{"-0", "0"},
        std::pair{"0.00", "0"},
        std::pair{"-12.50", "-12.5"},
        std::pair{".872", "0.872"},
        std::pair{"1.23e4", "12300"},
        std::pair{"1.23E+4", "12300"},
        std::pair{"1.23e-4", "0.000123"},
        std::pair{"007", "7"},
        std::pair{"1200000.000", "1200000"},
        std::pair{"5.", "5"},
        std::pair{"+3", "3"},
        std::pair{"1e33", "1000000000000000000000000000000000"},
        std::pair{"9999999999999999999999999999999999", "9999999999999999999999999999999999"},
    };
    for (const auto& [written, expected] : cases) EXPECT_EQ(number(written).text(), expected);
}

TEST(Decimal, text_that_is_no_number) {
    for (const char* text : {"", "-", ".", "1.2.3", "1e", "e4", "1 000", "0x1", "1e+", "--1", "1,5",
                             "nan", "inf", "1e99999999"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
}

// More than 34 digits are rounded half to even, also where digits far behind decide.
TEST(Decimal, parse_rounds_beyond_34_digits) {
    const std::string nines(34, '9'), ones(34, '1'), twos(34, '2');
    EXPECT_EQ(number(ones + "5").text(), std::string(33, '1') + "20");
    EXPECT_EQ(number(twos + "5").text(), twos + "0");
    EXPECT_EQ(number(twos + "50000000000000000000000000001").text(),
              std::string(33, '2') + '3' + std::string(29, '0'));
    EXPECT_EQ(number(nines + "9").text(), '1' + std::string(35, '0'));
    EXPECT_EQ(number("0." + std::string(40, '0') + ones + "4").text(),
              "0." + std::string(40, '0') + ones);
    EXPECT_EQ(number("1e-6176").text().size(), 6178U);  // the smallest
    EXPECT_EQ(number("1e-6177"), Decimal());            // half of it, rounded to even
    EXPECT_EQ(number("1e6111").text().size(), 6112U);
    EXPECT_EQ(number("1e6144").text().size(), 6145U);  // with zeros behind the 1, it fits
    EXPECT_FALSE(Decimal::parse("1e6145"));
}

TEST(Decimal, arithmetic) {
    EXPECT_EQ(text_of(number("0.1") + number("0.2")), "0.3");
    EXPECT_EQ(text_of(number("1e20") + number("1e-13")), "100000000000000000000.0000000000001");
    EXPECT_EQ(text_of(number("1e34") + number("1")), '1' + std::string(34, '0'));
    EXPECT_EQ(text_of(number("1.5") - number("1.50")), "0");
    EXPECT_EQ(text_of(number("-0.5") * number("0.5")), "-0.25");
    EXPECT_EQ(text_of(number("123456789012345678901234567890") * number("10000000")),
              "1234567890123456789012345678900000000");
    EXPECT_EQ(text_of(number("1") / number("3")), "0.3333333333333333333333333333333333");
    EXPECT_EQ(text_of(number("2") / number("3")), "0.6666666666666666666666666666666667");
    EXPECT_EQ(text_of(number("1") / number("0")), "nothing");
    EXPECT_EQ(text_of(number("0") / number("0")), "nothing");
    EXPECT_EQ(text_of(number("9e6144") + number("9e6144")), "nothing");
    EXPECT_EQ(text_of(number("1e6000") * number("1e6000")), "nothing");
}

TEST(Decimal, power) {
    EXPECT_EQ(text_of(number("-3").power(number("2"))), "9");
    EXPECT_EQ(text_of(number("3").power(number("20"))), "3486784401");
    EXPECT_EQ(text_of(number("5").power(number("-2"))), "0.04");
    EXPECT_EQ(text_of(number("1.1").power(number("3"))), "1.331");
    EXPECT_EQ(text_of(number("0").power(number("0"))), "1");
    EXPECT_EQ(text_of(number("0").power(number("-1"))), "nothing");
    EXPECT_EQ(text_of(number("-8").power(number("0.5"))), "nothing");
    EXPECT_EQ(text_of(number("10").power(number("7000"))), "nothing");
    EXPECT_EQ(text_of(number("4").power(number("0.5"))), "2");
    // 2^200 has 61 digits: the first 34, rounded.
    EXPECT_EQ(text_of(number("2").power(number("200"))).substr(0, 34),
              "1606938044258990275541962092341163");
}

TEST(Decimal, roots_and_logarithms) {
    EXPECT_EQ(text_of(number("2").square_root()), "1.414213562373095048801688724209698");
    EXPECT_EQ(text_of(number("0").square_root()), "0");
    EXPECT_EQ(text_of(number("-1").square_root()), "nothing");
    EXPECT_EQ(text_of(number("1").exponential()), "2.718281828459045235360287471352662");
    EXPECT_EQ(text_of(number("0").exponential()), "1");
    EXPECT_EQ(text_of(number("1e9").exponential()), "nothing");
    EXPECT_EQ(text_of(number("10").logarithm()), "2.302585092994045684017991454684364");
    EXPECT_EQ(text_of(number("1").logarithm()), "0");
    EXPECT_EQ(text_of(number("0").logarithm()), "nothing");
    EXPECT_EQ(text_of(number("-1").logarithm()), "nothing");
}

// The sign of the divisor, as DMN says.
TEST(Decimal, modulo) {
    const std::array cases = {
        std::tuple{"10", "4", "2"},        std::tuple{"10", "-4", "-2"},
        std::tuple{"-10", "4", "2"},       std::tuple{"-10", "-4", "-2"},
        std::tuple{"8", "-4", "0"},        std::tuple{"10.1", "4.5", "1.1"},
        std::tuple{"-10.1", "4.5", "3.4"}, std::tuple{"1e30", "7", "1"},
        std::tuple{"5", "0", "nothing"},
    };
    for (const auto& [dividend, divisor, expected] : cases)
        EXPECT_EQ(text_of(number(dividend).modulo(number(divisor))), expected)
            << dividend << " modulo " << divisor;
}

// Each of the seven roundings where it matters: ties and their neighbours, both signs.
TEST(Decimal, rounding_of_ties) {
    struct Case {
        std::string_view number;
        std::array<std::string_view, 7> expected;  // in the order of DecimalRounding
    };
    const std::array cases = {
        Case{"2.5", {"2", "2", "3", "3", "2", "3", "2"}},
        Case{"3.5", {"4", "3", "4", "4", "3", "4", "3"}},
        Case{"-2.5", {"-2", "-3", "-2", "-3", "-2", "-3", "-2"}},
        Case{"-3.5", {"-4", "-4", "-3", "-4", "-3", "-4", "-3"}},
        Case{"2.4999", {"2", "2", "3", "3", "2", "2", "2"}},
        Case{"-2.5001", {"-3", "-3", "-2", "-3", "-2", "-3", "-3"}},
        Case{"0.5", {"0", "0", "1", "1", "0", "1", "0"}},
        Case{"-0.5", {"0", "-1", "0", "-1", "0", "-1", "0"}},
        Case{"7", {"7", "7", "7", "7", "7", "7", "7"}},
    };
    for (const Case& one : cases)
        for (std::size_t i = 0; i < roundings.size(); ++i)
            EXPECT_EQ(text_of(number(one.number).rounded(0, roundings.at(i))), one.expected.at(i))
                << one.number << " rounding " << i;
}

TEST(Decimal, rounding_to_other_places) {
    EXPECT_EQ(text_of(number("1234.567").rounded(2, DecimalRounding::half_even)), "1234.57");
    EXPECT_EQ(text_of(number("1250").rounded(-2, DecimalRounding::half_even)), "1200");
    EXPECT_EQ(text_of(number("1250").rounded(-2, DecimalRounding::half_away)), "1300");
    EXPECT_EQ(text_of(number("5.5").rounded(6176, DecimalRounding::half_even)), "5.5");
    EXPECT_EQ(text_of(number("5.5").rounded(6177, DecimalRounding::half_even)), "nothing");
    EXPECT_EQ(text_of(number("5.5").rounded(-6111, DecimalRounding::toward_zero)), "0");
    EXPECT_EQ(text_of(number("5.5").rounded(-6112, DecimalRounding::toward_zero)), "nothing");
    EXPECT_EQ(text_of(number("0").rounded(-6111, DecimalRounding::away_from_zero)), "0");
    EXPECT_EQ(text_of(number("5").rounded(-40, DecimalRounding::half_away)), "0");
    EXPECT_EQ(text_of(number("5").rounded(-40, DecimalRounding::away_from_zero)),
              '1' + std::string(40, '0'));
}

// Against whole numbers: what a jurist would do on paper, 20,000 times.
TEST(Decimal, rounding_agrees_with_whole_numbers) {
    constexpr unsigned seed = 20261121;
    std::mt19937_64 random(seed);
    for (int i = 0; i < 20'000; ++i) {
        const int digits = static_cast<int>(random() % 6), scale = static_cast<int>(random() % 9);
        auto units = static_cast<std::int64_t>(random() % 4'000'000) - 2'000'000;
        if (i % 2 == 0) units = units / 10 * 10 + 5;  // many ties
        for (const DecimalRounding rounding : roundings) {
            const auto rounded =
                Decimal::from_scaled(units, scale).rounded(scale - digits, rounding);
            ASSERT_EQ(
                text_of(rounded),
                Decimal::from_scaled(rounded_units(units, digits, rounding), scale - digits).text())
                << "seed " << seed << ": " << units << " scale " << scale << " digits " << digits;
        }
    }
}

// Sums, differences, products and order against 128-bit whole numbers: the ways that do without the
// library, and those that go through it.
TEST(Decimal, arithmetic_agrees_with_whole_numbers) {
    constexpr unsigned seed = 4711;
    std::mt19937_64 random(seed);
    const auto power = [](int digits) {
        __int128 result = 1;
        for (int i = 0; i < digits; ++i) result *= 10;
        return result;
    };
    const auto as_text = [](__int128 units, int scale) {
        const auto high = static_cast<std::int64_t>(units / 1'000'000'000'000'000'000);
        const auto low = static_cast<std::int64_t>(units % 1'000'000'000'000'000'000);
        return text_of(
            *(Decimal::from_scaled(high, scale - 18) + Decimal::from_scaled(low, scale)));
    };
    for (int i = 0; i < 20'000; ++i) {
        const int a_scale = static_cast<int>(random() % 5),
                  b_scale = static_cast<int>(random() % 5);
        const auto a = static_cast<std::int64_t>(random()) >> (random() % 60);
        const auto b = static_cast<std::int64_t>(random()) >> (18 + random() % 40);
        const int scale = std::max(a_scale, b_scale);
        const __int128 left = a * power(scale - a_scale), right = b * power(scale - b_scale);
        const Decimal x = Decimal::from_scaled(a, a_scale), y = Decimal::from_scaled(b, b_scale);
        ASSERT_EQ(text_of(x + y), as_text(left + right, scale)) << "seed " << seed << " row " << i;
        ASSERT_EQ(text_of(x - y), as_text(left - right, scale)) << "seed " << seed << " row " << i;
        ASSERT_EQ(text_of(x * y), as_text(static_cast<__int128>(a) * b, a_scale + b_scale))
            << "seed " << seed << " row " << i;
        ASSERT_EQ(x <=> y, left <=> right) << "seed " << seed << " row " << i;
    }
}

TEST(Decimal, equal_numbers_of_other_scale) {
    EXPECT_EQ(number("0"), number("-0.00"));
    EXPECT_EQ(number("1.50"), number("1.5"));
    EXPECT_EQ(number("1.50").hash(), number("1.5").hash());
    EXPECT_EQ(number("0").hash(), number("-0.00").hash());
    EXPECT_LT(number("-1e-100"), number("0"));
    EXPECT_GT(number("1e-100"), number("-0"));
    EXPECT_LT(number("9.99"), number("1e1"));
    std::set<std::size_t> hashes;
    for (int i = 0; i < 1'000; ++i) hashes.insert(Decimal::from_scaled(i, 2).hash());
    EXPECT_GT(hashes.size(), 990U);
}

TEST(Decimal, to_whole_numbers) {
    EXPECT_EQ(number("12.50").scaled(1), 125);
    EXPECT_EQ(number("12.55").scaled(1), std::nullopt);
    EXPECT_EQ(number("1e3").integer(), 1000);
    EXPECT_EQ(number("1.0").integer(), 1);
    EXPECT_EQ(number("0.5").integer(), std::nullopt);
    EXPECT_EQ(number("9223372036854775807").integer(), INT64_MAX);
    EXPECT_EQ(number("-9223372036854775808").integer(), INT64_MIN);
    EXPECT_EQ(number("9223372036854775808").integer(), std::nullopt);
    EXPECT_EQ(number("-9223372036854775809").integer(), std::nullopt);
    EXPECT_EQ(number("1e30").integer(), std::nullopt);
    EXPECT_EQ(number("1e30").scaled(-20), 10'000'000'000);
    EXPECT_EQ(number("0").scaled(6000), 0);
    EXPECT_EQ(Decimal::from_scaled(INT64_MIN, 0).text(), "-9223372036854775808");
    EXPECT_TRUE(number("1.00").is_integer());
    EXPECT_TRUE(number("1e40").is_integer());
    EXPECT_FALSE(number("1.01").is_integer());
    EXPECT_FALSE(number("1e-40").is_integer());
}

TEST(Decimal, signs) {
    EXPECT_TRUE(number("-0.1").negative());
    EXPECT_FALSE(number("-0").negative());
    EXPECT_EQ((-number("1.5")).text(), "-1.5");
    EXPECT_EQ((-number("0")).text(), "0");
    EXPECT_EQ(number("-1.5").absolute().text(), "1.5");
}

}  // namespace payung::rules
