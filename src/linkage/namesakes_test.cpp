#include "linkage/namesakes.h"

#include <gtest/gtest.h>

#include <vector>

namespace payung {
namespace {

Identity person(std::uint64_t name, std::uint32_t birth, std::uint16_t regency) {
    Identity who;
    who.name_key = name;
    who.birth = birth;
    who.sex = 1;
    who.regency = regency;
    return who;
}

/// 10,000 persons: name 1 is carried by 200 of them, the others by one each; one in 50 was born on
/// 1 July 1960, the others are spread over days. Name 1 lives in regency 3303, but for two.
std::vector<Identity> town() {
    std::vector<Identity> persons;
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        const std::uint32_t day = 1 + i % 28, month = 1 + i / 28 % 12, year = 1950 + i / 336 % 40;
        const std::uint32_t birth = i % 50 == 7 ? 19600701 : year * 10'000 + month * 100 + day;
        const bool common = i % 50 == 0;
        const bool away = i == 0 || i == 50;
        persons.push_back(person(common ? 1 : 1'000 + i, birth, common && !away ? 3303 : 5107));
    }
    return persons;
}

// Goal: fewer than one stranger in a hundred, by the product of how many carry the name and how
// many were born on that day.
TEST(Namesakes, count_names_and_birth_dates) {
    const Namesakes namesakes(town(), 2);
    struct Case {
        const char* why;
        Identity who;
        bool rare, rare_in_regency;
    };
    const std::array cases{
        Case{"one of a name, any day", person(1'007, 19600701, 5107), true, true},
        Case{"unknown name", person(7, 19600701, 5107), true, true},
        // 199 others, some 200 of 10,000 born that day: four strangers.
        Case{"common name, heaped day", person(1, 19600701, 3303), false, false},
        // 199 others, one of 10,000: one in fifty. At home the same; elsewhere one in 10,000.
        Case{"common name, any day", person(1, 19700103, 3303), false, false},
        Case{"common name, far from home", person(1, 19700103, 5107), false, true},
        Case{"a day on which nobody was born", person(1, 20300101, 3303), true, true},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(namesakes.rare(c.who), c.rare);
        EXPECT_EQ(namesakes.rare_in_regency(c.who), c.rare_in_regency);
    }
}

// Goal: an empty register has no strangers.
TEST(Namesakes, of_nobody) {
    EXPECT_TRUE(Namesakes({}, 1).rare(person(1, 19600701, 3303)));
}

}  // namespace
}  // namespace payung
