#include "registry/nik_check.h"

#include <gtest/gtest.h>

#include <array>

#include "base/random.h"

namespace payung {
namespace {

const AreaTable& areas() {
    static const AreaTable table = [] {
        auto loaded = AreaTable::load(Path{PAYUNG_SHARE_DIR} / "areas.csv",
                                      Path{PAYUNG_SHARE_DIR} / "former_areas.csv");
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return table;
}

// Goal: what names somebody is read; fillers, and what a spreadsheet spoilt, are told apart.
TEST(ReadNik, tells_fillers_from_numbers) {
    struct Case {
        std::string_view why, text;
        std::uint64_t number;
        std::optional<Code> doubt;
    };
    constexpr std::uint64_t man = 3'303'650'507'800'001;
    const std::array cases{
        Case{"16 digits", "3303650507800001", man, {}},
        Case{"blanks around", " 3303650507800001 ", man, {}},
        Case{"marked as text by a spreadsheet", "'3303650507800001", man, {}},
        Case{"empty", "", 0, Code::nik_missing},
        Case{"blanks", "  ", 0, Code::nik_missing},
        Case{"15 digits", "330365050780001", 0, Code::nik_not_16_digits},
        Case{"17 digits", "33036505078000011", 0, Code::nik_not_16_digits},
        Case{"a letter O for a zero", "33O3650507800001", 0, Code::nik_not_16_digits},
        Case{"a minus in it", "3303-50507800001", 0, Code::nik_not_16_digits},
        Case{"scientific", "3.30365E+15", 0, Code::nik_damaged},
        Case{"scientific, Indonesian comma", "3,30365050780E+15", 0, Code::nik_damaged},
        Case{"scientific of 16 characters", "3.3036505078E+15", 0, Code::nik_damaged},
        Case{"fraction, digits whole", "3303650507800001.0", man, Code::nik_damaged},
        Case{"fraction, comma", "3303650507800001,00", man, Code::nik_damaged},
        Case{"fraction, last digit may be lost", "3303650507800010.0", 0, Code::nik_damaged},
        Case{"fraction above 2^53", "9471030507800001.0", 0, Code::nik_damaged},
        Case{"fraction of a filler", "1111111111111111.0", 0, Code::nik_damaged},
        Case{"a true fraction", "3303650507800001.5", 0, Code::nik_not_16_digits},
        Case{"serial 0000", "3303650507800000", 0, Code::nik_serial_zero},
        Case{"ones", "1111111111111111", 0, Code::nik_filler_repeated},
        Case{"zeros", "0000000000000000", 0, Code::nik_filler_repeated},
        Case{"run", "1234567890123456", 0, Code::nik_filler},
        Case{"run from zero", "0123456789012345", 0, Code::nik_filler},
        Case{"a wrong first digit is no filler", "0303650507800001", 303'650'507'800'001, {}},
        Case{"counted from one", "0000000000000001", 0, Code::nik_filler},
        Case{"a dash", "-", 0, Code::nik_not_16_digits},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const NikReading read = read_nik(c.text);
        EXPECT_EQ(read.number, c.number);
        EXPECT_EQ(read.doubt, c.doubt);
    }
}

// Goal: the worked cases of domain/linkage.md 4.6: which NIK may identify its record on its own.
TEST(NikFlags, follow_the_worked_examples) {
    struct Case {
        std::string_view why;
        std::uint64_t nik;
        std::uint32_t birth;
        std::uint8_t sex;
        bool plausible;
        unsigned flags;
    };
    constexpr unsigned agrees =
        nik_well_formed | nik_date_agrees | nik_sex_agrees | nik_region_known;
    const std::array cases{
        Case{"man", 3303650507800001, 19800705, 1, true, agrees},
        Case{"woman", 3303654507800002, 19800705, 2, true, agrees},
        Case{"sex contradicts", 3303654507800003, 19800705, 1, false,
             nik_well_formed | nik_date_agrees | nik_sex_contradicts | nik_region_known},
        Case{"day and month swapped", 3303650705800004, 19800705, 1, false,
             nik_well_formed | nik_date_contradicts | nik_sex_agrees | nik_region_known},
        Case{"no such day", 3303653202800001, 19800202, 1, false,
             nik_date_contradicts | nik_sex_agrees | nik_region_known},
        Case{"date unknown", 3303650507800001, 0, 1, true,
             nik_well_formed | nik_sex_agrees | nik_region_known},
        Case{"sex unknown", 3303650507800001, 19800705, 0, true,
             nik_well_formed | nik_date_agrees | nik_region_known},
        Case{"29 February 2000", 3303652902000001, 20000229, 1, true, agrees},
        Case{"29 February 2001", 3303652902010001, 0, 0, false, nik_region_known},
        Case{"month 13", 3303650113800001, 0, 0, false, nik_region_known},
        Case{"former code of Paniai", 9108010507800001, 19800705, 1, true, agrees},
        Case{"no such regency", 6399010507800001, 19800705, 1, true, agrees & ~nik_region_known},
        Case{"none", 0, 19800705, 1, false, 0},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        Identity who{.nik = c.nik, .birth = c.birth, .sex = c.sex};
        who.nik_flags = nik_flags(Nik{c.nik}, c.birth, c.sex, areas());
        EXPECT_EQ(unsigned{who.nik_flags}, c.flags);
        EXPECT_EQ(nik_plausible(who), c.plausible);
    }
}

// Goal: any run of bytes is read without harm, and what is read prints as the same digits.
TEST(ReadNik, reads_back_what_it_took) {
    constexpr std::uint64_t seed = 20261121;
    Random random(seed);
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (std::uint32_t n = random.below(20); n > 0; --n) {
            text += "0123456789.,E+' "[random.below(random.chance(0.9) ? 10 : 16)];
        }
        const NikReading read = read_nik(text);
        if (read.number == 0) {
            ASSERT_TRUE(read.doubt.has_value()) << text << " seed " << seed;
        } else {
            ASSERT_NE(text.find(Nik{read.number}.digits()), std::string::npos) << text;
        }
    }
}

}  // namespace
}  // namespace payung
