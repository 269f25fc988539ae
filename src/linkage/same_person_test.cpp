#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/interrupt.h"
#include "base/random.h"
#include "linkage/dev_set_test.h"
#include "linkage/link.h"

namespace payung {
namespace {

Identity person(std::uint64_t nik, std::uint32_t birth, std::uint8_t flags = nik_well_formed) {
    Identity who;
    who.nik = nik;
    who.birth = birth;
    who.nik_flags = flags;
    return who;
}

std::vector<std::uint32_t> rows(const std::vector<Identity>& persons, const TieKey& key = {}) {
    auto made = same_person_rows(persons, 2, key);
    EXPECT_TRUE(made);
    return *made;
}

// Goal: rows with one plausible NIK and one birth date are one person; nobody else is.
TEST(SamePersonRows, need_a_plausible_nik_and_a_birth_date) {
    constexpr std::uint8_t contradicts = nik_well_formed | nik_date_contradicts;
    const std::vector<Identity> persons{person(10, 19800101),
                                        person(11, 19800101),
                                        person(10, 19800101),
                                        person(10, 19900101),
                                        person(12, 0),
                                        person(12, 0),
                                        person(0, 19800101),
                                        person(0, 19800101),
                                        person(13, 19800101, contradicts),
                                        person(13, 19800101, contradicts)};
    EXPECT_EQ(rows(persons), (std::vector<std::uint32_t>{0, 1, 0, 3, 4, 5, 6, 7, 8, 9}));
}

// Goal: the tie key chooses, so that the answer is the same wherever rows stand.
TEST(SamePersonRows, follow_the_tie_key) {
    const std::vector<Identity> persons(3, person(10, 19800101));
    const std::array<std::uint64_t, 3> keys{30, 10, 20};
    EXPECT_EQ(rows(persons, [&](std::uint32_t row) { return keys[row]; }),
              (std::vector<std::uint32_t>{1, 1, 1}));
    EXPECT_EQ(rows(persons), (std::vector<std::uint32_t>{0, 0, 0}));
}

// Goal: a NIK on very many rows is a filler: each stands for itself.
TEST(SamePersonRows, leave_crowds_alone) {
    const std::vector<Identity> persons(1'000, person(10, 19800101));
    std::vector<std::uint32_t> itself(persons.size());
    std::iota(itself.begin(), itself.end(), 0U);
    EXPECT_EQ(rows(persons), itself);
}

// Goal: on the labelled register, where 235 rows repeat a person, most are found and no stranger.
TEST(SamePersonRows, find_duplicates_of_the_labelled_register) {
    if (!DevSet::get()) GTEST_SKIP() << "../shared/data/linkage is not there: NOT TESTED";
    const auto stands_for = rows(DevSet::get()->persons);
    const std::vector<std::string>& human = DevSet::get()->human;
    std::size_t duplicates = 0;
    for (std::uint32_t i = 0; i < stands_for.size(); ++i) {
        if (stands_for[i] == i) continue;
        ++duplicates;
        EXPECT_EQ(human[stands_for[i]], human[i]) << "rows " << stands_for[i] << " and " << i;
        EXPECT_EQ(stands_for[stands_for[i]], stands_for[i]);
    }
    EXPECT_GE(duplicates, 190U);
}

// Goal: Ctrl-C ends it with the code for it.
TEST(SamePersonRows, stop_on_request) {
    set_interrupted(true);
    const auto made = same_person_rows(std::vector<Identity>{person(10, 19800101)}, 1);
    set_interrupted(false);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code(), Code::interrupted);
}

}  // namespace
}  // namespace payung
