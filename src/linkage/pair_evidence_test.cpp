#include "linkage/pair_evidence.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace payung {
namespace {

constexpr std::uint8_t fits = nik_well_formed | nik_date_agrees | nik_sex_agrees;
constexpr std::uint8_t other_date = nik_well_formed | nik_date_contradicts | nik_sex_agrees;
constexpr std::uint8_t other_both = nik_well_formed | nik_date_contradicts | nik_sex_contradicts;

Identity person(std::uint64_t nik, std::uint8_t flags, std::uint64_t name, std::uint32_t birth,
                std::uint8_t sex) {
    Identity who;
    who.nik = nik;
    who.nik_flags = flags;
    who.name_key = name;
    who.birth = birth;
    who.sex = sex;
    return who;
}

// Goal: one NIK in two records is one person, unless it looks like a relative's.
TEST(NikIdentifies, asks_for_more_where_the_nik_contradicts) {
    constexpr std::uint64_t nik = 3303650507800001;
    const Identity siti = person(nik, fits, 11, 19800705, 2);
    struct Case {
        const char* why;
        Identity account;
        bool expected;
    };
    const std::array cases{
        Case{"fits both: the name may be anything", person(nik, fits, 12, 19800705, 2), true},
        Case{"another NIK", person(nik + 1, fits, 11, 19800705, 2), false},
        Case{"no NIK", person(0, 0, 11, 19800705, 2), false},
        Case{"contradicts, name agrees", person(nik, other_both, 11, 19990101, 1), true},
        Case{"contradicts, birth agrees", person(nik, other_both, 12, 19800705, 1), true},
        Case{"year mistyped", person(nik, other_date, 12, 19810705, 2), true},
        Case{"day and month exchanged", person(nik, other_date, 12, 19800507, 2), true},
        Case{"birth date not known", person(nik, other_date, 12, 0, 2), true},
        Case{"a daughter under her mother's NIK", person(nik, other_date, 12, 20041223, 2), false},
        Case{"a son born on the same day of a month", person(nik, other_both, 12, 20041205, 1),
             false},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(nik_identifies(siti, c.account), c.expected);
        EXPECT_EQ(nik_identifies(c.account, siti), c.expected) << "the other way round";
    }
    const Identity doubtful = person(nik, other_both, 11, 19800705, 2);
    EXPECT_TRUE(nik_identifies(doubtful, person(nik, other_both, 11, 19990101, 1)));
    EXPECT_FALSE(nik_identifies(doubtful, person(nik, other_both, 12, 19800705, 2)))
        << "contradicts both records: the name must agree";
}

// Goal: two NIKs that fit their records are two persons; a missing or doubtful one says nothing.
TEST(NiksConflict, needs_two_plausible_ones) {
    const Identity one = person(1'000, fits, 11, 19800705, 2);
    EXPECT_TRUE(niks_conflict(one, person(2'000, fits, 11, 19800705, 2)));
    EXPECT_FALSE(niks_conflict(one, person(1'000, fits, 11, 19800705, 2)));
    EXPECT_FALSE(niks_conflict(one, person(2'000, other_date, 11, 19800705, 2)));
    EXPECT_FALSE(niks_conflict(one, person(0, 0, 11, 19800705, 2)));
}

// Goal: what is missing on both sides is not equal.
TEST(PairEvidence, missing_fields_agree_with_nothing) {
    const Identity empty;
    EXPECT_FALSE(same_nik(empty, empty));
    EXPECT_FALSE(same_name(empty, empty));
    EXPECT_FALSE(same_birth(empty, empty));
    EXPECT_FALSE(same_sex(empty, empty));
    EXPECT_FALSE(same_regency(empty, empty));
    EXPECT_FALSE(same_village(empty, empty));
}

// Goal: the judgement of a pair does not depend on which record comes first.
TEST(PairEvidence, is_symmetric) {
    constexpr std::uint64_t seed = 77;
    Random random(seed);
    const auto any = [&] {
        Identity who =
            person(random.below(3), static_cast<std::uint8_t>(random.below(64)), random.below(3),
                   19800100 + random.below(3), static_cast<std::uint8_t>(random.below(3)));
        who.regency = static_cast<std::uint16_t>(random.below(3));
        who.village = random.below(3);
        return who;
    };
    for (int i = 0; i < 10'000; ++i) {
        const Identity a = any(), b = any();
        EXPECT_EQ(nik_identifies(a, b), nik_identifies(b, a)) << "seed " << seed;
        EXPECT_EQ(niks_conflict(a, b), niks_conflict(b, a)) << "seed " << seed;
        EXPECT_EQ(agreement(a, b), agreement(b, a)) << "seed " << seed;
        EXPECT_FALSE(nik_identifies(a, b) && niks_conflict(a, b));
    }
}

}  // namespace
}  // namespace payung
