#include "registry/field_readers.h"

#include <gtest/gtest.h>

#include <array>

#include "base/random.h"
#include "registry/digits.h"

namespace payung {
namespace {

const std::uint32_t today = digits_of(*Day::from_ymd(2026, 1, 1));
constexpr std::optional<Code> fine;

// Goal: eight digits at a time say the same as one by one.
TEST(Digits, agree_with_reading_one_by_one) {
    constexpr std::uint64_t seed = 8;
    Random random(seed);
    for (int i = 0; i < 50'000; ++i) {
        std::string text;
        for (int n = 0; n < 8; ++n) {
            const auto any = static_cast<char>(random.below(256));
            text += random.chance(0.97) ? static_cast<char>('0' + random.below(10)) : any;
        }
        ASSERT_EQ(eight_digits(text.data()), all_digits(text)) << text << " seed " << seed;
    }
}

// Goal: blanks at the ends and what stands for nothing are no text.
TEST(FieldText, is_empty_where_nothing_is_meant) {
    for (const std::string_view nothing :
         {"", " ", "-", " - ", "NULL", "null", "n/a", "#N/A", "\\N"}) {
        EXPECT_EQ(field_text(nothing), "") << nothing;
    }
    EXPECT_EQ(field_text(" \tSiti Aminah\r\n"), "Siti Aminah");
    EXPECT_EQ(field_text("NA DE"), "NA DE");
    EXPECT_EQ(field_text("---"), "---");
}

// Goal: only 1980-07-05 is without doubt; what can be read is read, what cannot exist is missing.
TEST(ReadBirth, takes_iso_and_doubts_the_rest) {
    struct Case {
        std::string_view text;
        std::uint32_t birth;
        std::optional<Code> doubt;
    };
    const std::array cases{
        Case{"1980-07-05", 19800705, fine},
        Case{"2000-02-29", 20000229, fine},
        Case{"2026-01-01", 20260101, fine},
        Case{"1916-01-01", 19160101, fine},
        Case{"05/07/1980", 19800705, Code::birth_not_iso},
        Case{"31/12/1980", 19801231, Code::birth_not_iso},
        Case{"31-12-1980", 19801231, Code::birth_not_iso},
        Case{"5.7.1980", 19800705, Code::birth_not_iso},
        Case{"1980/7/5", 19800705, Code::birth_not_iso},
        Case{"19800705", 19800705, Code::birth_not_iso},
        Case{"1980-07-05 00:00:00", 19800705, Code::birth_not_iso},
        Case{"1980-07-05T00:00:00Z", 19800705, Code::birth_not_iso},
        Case{"1980-7-5", 19800705, Code::birth_not_iso},
        Case{"", 0, Code::birth_missing},
        Case{"29407", 0, Code::birth_unreadable},  // a spreadsheet's day number
        Case{"05/07/80", 0, Code::birth_unreadable},
        Case{"5 Juli 1980", 0, Code::birth_unreadable},
        Case{"1980-07", 0, Code::birth_unreadable},
        Case{"1980-07-0x", 0, Code::birth_unreadable},
        Case{"////", 0, Code::birth_unreadable},
        Case{"1981-02-29", 0, Code::birth_no_such_day},
        Case{"1900-02-29", 0, Code::birth_no_such_day},
        Case{"31/04/1980", 0, Code::birth_no_such_day},
        Case{"12/31/1980", 0, Code::birth_no_such_day},
        Case{"0000-00-00", 0, Code::birth_no_such_day},
        Case{"2026-01-02", 0, Code::birth_in_future},
        Case{"1915-12-31", 19151231, Code::birth_too_long_ago},
        Case{"0080-07-05", 800705, Code::birth_too_long_ago},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(read_birth(c.text, today), (Reading<std::uint32_t>{c.birth, c.doubt})) << c.text;
    }
}

// Goal: letters and words of both sexes; numbers are not guessed at.
TEST(ReadSex, takes_letters_and_words) {
    for (const std::string_view man : {"L", "l", "LK", "Lk", "Laki-laki", "LAKI LAKI", "pria"}) {
        EXPECT_EQ(read_sex(man), (Reading<std::uint8_t>{1, fine})) << man;
    }
    for (const std::string_view woman : {"P", "p", "PR", "Perempuan", "WANITA"}) {
        EXPECT_EQ(read_sex(woman), (Reading<std::uint8_t>{2, fine})) << woman;
    }
    for (const std::string_view no : {"1", "2", "M", "F", "X", "LP"}) {
        EXPECT_EQ(read_sex(no), (Reading<std::uint8_t>{0, Code::sex_unreadable})) << no;
    }
    EXPECT_EQ(read_sex(""), (Reading<std::uint8_t>{0, Code::sex_missing}));
}

// Goal: deciles 1 to 10, statuses 1 to 7, sectors A to U; empty is not a doubt.
TEST(ReadFacts, keep_to_their_ranges) {
    EXPECT_EQ(read_decile("1"), (Reading<std::uint8_t>{1, fine}));
    EXPECT_EQ(read_decile("10"), (Reading<std::uint8_t>{10, fine}));
    EXPECT_EQ(read_decile("04"), (Reading<std::uint8_t>{4, fine}));
    EXPECT_EQ(read_decile(""), (Reading<std::uint8_t>{0, fine}));
    for (const std::string_view no : {"0", "11", "-1", "1.0", "satu", "001"}) {
        EXPECT_EQ(read_decile(no), (Reading<std::uint8_t>{0, Code::decile_unreadable})) << no;
    }
    EXPECT_EQ(read_work_status("7"), (Reading<std::uint8_t>{7, fine}));
    EXPECT_EQ(read_work_status(""), (Reading<std::uint8_t>{0, fine}));
    for (const std::string_view no : {"0", "8", "12", "a"}) {
        EXPECT_EQ(read_work_status(no), (Reading<std::uint8_t>{0, Code::status_unreadable})) << no;
    }
    for (const std::string_view a : {"A", "a", "A01", "A01111"}) {
        EXPECT_EQ(read_sector(a), (Reading<char>{'A', fine})) << a;
    }
    EXPECT_EQ(read_sector("U"), (Reading<char>{'U', fine}));
    EXPECT_EQ(read_sector(""), (Reading<char>{0, fine}));
    for (const std::string_view no : {"V", "01111", "A-01", "Pertanian", "A011111"}) {
        EXPECT_EQ(read_sector(no), (Reading<char>{0, Code::sector_unreadable})) << no;
    }
}

// Goal: amounts as people write them; nothing is guessed, and 0 is told from unknown.
TEST(ReadRupiah, tells_nothing_from_none) {
    EXPECT_EQ(read_rupiah("1250000"), (Reading<Rupiah>{{1'250'000, true}, fine}));
    EXPECT_EQ(read_rupiah("Rp 1.250.000,00"), (Reading<Rupiah>{{1'250'000, true}, fine}));
    EXPECT_EQ(read_rupiah("0"), (Reading<Rupiah>{{0, true}, fine}));
    EXPECT_EQ(read_rupiah(""), (Reading<Rupiah>{{0, false}, fine}));
    EXPECT_EQ(read_rupiah("4294967295"), (Reading<Rupiah>{{4'294'967'295, true}, fine}));
    EXPECT_EQ(read_rupiah("-1000").doubt, Code::money_negative);
    for (const std::string_view no : {"4294967296", "5.000.000.000", "1.25", "sejuta", "1E6"}) {
        EXPECT_EQ(read_rupiah(no), (Reading<Rupiah>{{}, Code::money_unreadable})) << no;
    }
}

// Goal: a family card is 16 digits; placeholders would make strangers one family.
TEST(ReadFamilyCard, refuses_placeholders) {
    EXPECT_EQ(read_family_card("6303010101200001"),
              (Reading<std::uint64_t>{6'303'010'101'200'001, fine}));
    EXPECT_EQ(read_family_card("'6303010101200001").value, 6'303'010'101'200'001U);
    EXPECT_EQ(read_family_card(""), (Reading<std::uint64_t>{0, fine}));
    for (const std::string_view no : {"630301010120000", "6.30301E+15", "63030101012O0001"}) {
        EXPECT_EQ(read_family_card(no), (Reading<std::uint64_t>{0, Code::kk_not_16_digits})) << no;
    }
    for (const std::string_view filler : {"0000000000000000", "9999999999999999"}) {
        EXPECT_EQ(read_family_card(filler), (Reading<std::uint64_t>{0, Code::kk_filler})) << filler;
    }
}

// Goal: a person is named in a decree where the column names one.
TEST(ReadDecree, is_any_number_of_a_decree) {
    EXPECT_TRUE(read_decree("188.45/123/KUM/2026"));
    EXPECT_TRUE(read_decree("Ya"));
    for (const std::string_view no : {"", "0", "T", "tidak", "N"})
        EXPECT_FALSE(read_decree(no)) << no;
}

}  // namespace
}  // namespace payung
