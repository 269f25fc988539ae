#include "membership/account_fields.h"

#include <gtest/gtest.h>

#include <array>

namespace payung {
namespace {

constexpr std::optional<Code> fine;
constexpr std::int32_t march_2024 = Month::from_ym(2024, 3).number();

// Goal: the four segments by letters and by name; nothing else is guessed.
TEST(ReadSegment, takes_letters_and_names) {
    EXPECT_EQ(read_segment("PU"), (Reading<Segment>{Segment::pu, fine}));
    EXPECT_EQ(read_segment("bpu"), (Reading<Segment>{Segment::bpu, fine}));
    EXPECT_EQ(read_segment("PMI"), (Reading<Segment>{Segment::pmi, fine}));
    EXPECT_EQ(read_segment("Jakon"), (Reading<Segment>{Segment::jakon, fine}));
    EXPECT_EQ(read_segment("Bukan Penerima Upah"), (Reading<Segment>{Segment::bpu, fine}));
    EXPECT_EQ(read_segment(""), (Reading<Segment>{Segment::unknown, fine}));
    EXPECT_EQ(read_segment("P"), (Reading<Segment>{Segment::unknown, Code::segment_unreadable}));
}

// Goal: programmes in any order and with the signs that people put between them.
TEST(ReadProgrammes, takes_sets) {
    constexpr std::uint8_t three = bit_jkk | bit_jkm | bit_jht;
    for (const std::string_view text :
         {"JKK+JKM+JHT", "jht, jkk, jkm", "JKK;JKM;JHT", "JKK JKM|JHT"}) {
        EXPECT_EQ(read_programmes(text), (Reading<std::uint8_t>{three, fine})) << text;
    }
    EXPECT_EQ(read_programmes("JP+JKP"), (Reading<std::uint8_t>{bit_jp | bit_jkp, fine}));
    EXPECT_EQ(read_programmes(""), (Reading<std::uint8_t>{0, fine}));
    EXPECT_EQ(read_programmes("JKK+JKN"),
              (Reading<std::uint8_t>{bit_jkk, Code::programme_unreadable}));
}

// Goal: AKTIF unless the file says otherwise; what cannot be read is doubted.
TEST(ReadActive, is_active_by_default) {
    for (const std::string_view yes : {"AKTIF", "aktif", ""}) {
        EXPECT_EQ(read_active(yes), (Reading<bool>{true, fine})) << yes;
    }
    for (const std::string_view no : {"NONAKTIF", "Non Aktif", "tidak aktif", "NON-AKTIF"}) {
        EXPECT_EQ(read_active(no), (Reading<bool>{false, fine})) << no;
    }
    EXPECT_EQ(read_active("N"), (Reading<bool>{true, Code::account_status_unreadable}));
}

// Goal: YYYY-MM is what is asked for; other plain forms are read with a doubt.
TEST(ReadMonth, takes_year_and_month) {
    EXPECT_EQ(read_month("2024-03"), (Reading<std::int32_t>{march_2024, fine}));
    EXPECT_EQ(read_month(""), (Reading<std::int32_t>{0, fine}));
    for (const std::string_view other : {"03-2024", "3/2024", "2024/03", "2024-3", "2024-03-31",
                                         "31/03/2024", "2024-03-01 00:00:00"}) {
        EXPECT_EQ(read_month(other), (Reading<std::int32_t>{march_2024, Code::month_not_iso}))
            << other;
    }
    for (const std::string_view no : {"2024-13", "202403", "2024", "24-03", "1899-12", "2200-01",
                                      "x", "2024-03-", "1-2-3-4", "-", "45352"}) {
        EXPECT_EQ(read_month(no), (Reading<std::int32_t>{0, Code::month_unreadable})) << no;
    }
}

// Goal: numbers of employers are letters and digits of a plausible length.
TEST(ReadEmployerNumber, looks_at_the_form) {
    EXPECT_EQ(read_employer_number("JJ012345").doubt, fine);
    EXPECT_EQ(read_employer_number("").doubt, fine);
    for (const std::string_view no : {"1", "JJ-012345", "1234567890123"}) {
        EXPECT_EQ(read_employer_number(no).doubt, Code::npp_unreadable) << no;
    }
}

}  // namespace
}  // namespace payung
